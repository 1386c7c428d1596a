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
        self._parser.parse(text.lstrip("\ufeff").splitlines())

    def allows(self, url: httpx.URL) -> bool:
        """Whether `url` may be asked."""
        return self._parser.can_fetch(self._agent, str(url))

    @property
    def delay_s(self) -> float:
        """Seconds between requests that the server asks for, at most a minute; 0 where it asks for none."""
        delay = self._parser.crawl_delay(self._agent)
        return min(float(delay or 0), _SLOWEST_S)
