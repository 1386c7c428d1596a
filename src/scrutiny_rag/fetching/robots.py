"""What a server's robots.txt allows."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import httpx

_SLOWEST_S = 60.0


class Robots:
    """The rules of one robots.txt (RFC 9309, without wildcards), for one name of ours."""

    def __init__(self, text: str, user_agent: str) -> None:
        self._agent = user_agent
        self._parser = RobotFileParser()
        self._parser.parse([line for line in text.lstrip("\ufeff").splitlines() if _is_readable(line)])

    def allows(self, url: httpx.URL) -> bool:
        """Whether `url` may be asked."""
        return self._parser.can_fetch(self._agent, str(url))

    @property
    def delay_s(self) -> float:
        """Seconds between requests that the server asks for, at most a minute; 0 where it asks for none."""
        delay = self._parser.crawl_delay(self._agent)
        # An integer may be too large to become a float, not to be compared with one.
        return float(min(delay or 0, _SLOWEST_S))


def _is_readable(line: str) -> bool:
    """Whether Python's parser takes `line`: it raises for some, which RFC 9309 (2.2) wants passed over."""
    try:
        RobotFileParser().parse(["User-agent: *", line])
    except ValueError:
        return False
    return True
