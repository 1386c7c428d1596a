"""One polite web client: paced, bounded, and held to the addresses it may ask."""

from __future__ import annotations

import http
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from types import TracebackType

import httpcore
import httpx

from scrutiny_rag.fetching.addresses import Resolve, resolve
from scrutiny_rag.fetching.body import TooLarge, read_body
from scrutiny_rag.fetching.failures import BudgetSpent, FetchError, ForbiddenAddress
from scrutiny_rag.fetching.network import CheckedBackend, Deadline
from scrutiny_rag.fetching.options import Clock, FetchOptions
from scrutiny_rag.fetching.robots import Robots
from scrutiny_rag.fetching.urls import check_url, join_url, same_server, server_of
from scrutiny_rag.fetching.waiting import Pace, backoff, http_date, retry_after

_READ_S = 30.0
_ROBOTS_BYTES = 500_000
# ModernGov redirects here, with status 200, instead of answering 404.
_ERROR_PAGE = "/mgerror.aspx"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """A response whose redirects are behind it: 200, or 304 with an empty body."""

    url: httpx.URL
    body: bytes
    content_type: str | None
    last_modified: float | None
    """Seconds since 1970, not later than now; None where the server does not say."""
    not_modified: bool


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: httpx.Headers
    body: bytes


class Client:
    """Asks servers for papers. Used as a context manager; every method may raise FetchError."""

    def __init__(
        self,
        options: FetchOptions,
        clock: Clock,
        *,
        lookup: Resolve = resolve,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._options = options
        self._clock = clock
        self._deadline = Deadline()
        backend = CheckedBackend(lookup, self._deadline, allow_private=options.allow_private, inner=network)
        # httpcore's own certificates: the system's, those of SSL_CERT_FILE, and certifi's.
        self._pool = httpcore.ConnectionPool(max_connections=1, network_backend=backend)
        self.pace = Pace(clock, options.delay_s, options.max_seconds)
        self._bytes_left = options.max_total_bytes
        self._robots: dict[str, Robots | FetchError] = {}
        self.redirects = 0
        """Redirects that servers answered with so far."""

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    def get(
        self, url: httpx.URL, *, home: httpx.URL | None = None, newer_than: float | None = None
    ) -> Answer:
        """The paper at `url`, redirects followed one by one, each checked as `url` itself is.

        With `home`, a redirect may not leave home's server. With `newer_than`, seconds since 1970, a server
        may say that nothing has changed since.
        """
        if newer_than is not None and not 0 <= newer_than <= self._clock.wall():
            newer_than = None  # a file from the future would never be found to have changed
        seen: list[httpx.URL] = []
        while True:
            check_url(url)
            if home is not None and not same_server(url, home):
                raise ForbiddenAddress(
                    "It redirects to another server, which links of a page are not followed to."
                )
            self._check_robots(url)
            response = self._ask(url, newer_than)
            if response.status not in _REDIRECTS:
                return self._answer(url, response, asked_newer=newer_than is not None)
            seen.append(url)
            self.redirects += 1
            url = self._redirect(url, response, seen)

    def _redirect(self, url: httpx.URL, response: _Response, seen: list[httpx.URL]) -> httpx.URL:
        target = join_url(url, response.headers.get("location", ""))
        if target is None or "location" not in response.headers:
            raise FetchError("The server redirects to no usable address.")
        if target in seen:
            raise FetchError("The server redirects in a circle.")
        if len(seen) > self._options.max_redirects:
            raise FetchError(f"The server redirects more than {self._options.max_redirects} times.")
        if target.scheme not in ("http", "https"):
            raise ForbiddenAddress("The server redirects to an address that is neither http nor https.")
        if url.scheme == "https" and target.scheme == "http":
            raise ForbiddenAddress(
                "The server redirects from https to http, which anyone on the way could change."
            )
        if target.path.lower().endswith(_ERROR_PAGE):
            raise FetchError("The server has no such page, or does not publish it.")
        return target

    def _answer(self, url: httpx.URL, response: _Response, *, asked_newer: bool) -> Answer:
        unchanged = response.status == 304 and asked_newer
        if response.status != 200 and not unchanged:
            raise FetchError(f"The server answered {_status(response.status)}.")
        modified = http_date(response.headers.get("last-modified"))
        if modified is not None and modified > self._clock.wall():
            modified = None
        return Answer(
            url=url,
            body=response.body,
            content_type=response.headers.get("content-type"),
            last_modified=modified,
            not_modified=unchanged,
        )

    def _check_robots(self, url: httpx.URL) -> None:
        if not self._options.obey_robots:
            return
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(url)
        rules = self._robots[origin]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.allows(url):
            raise FetchError("The server's robots.txt asks programs not to fetch it; save it by hand.")

    def _read_robots(self, url: httpx.URL) -> Robots | FetchError:
        """The rules of the server of `url`; where it cannot say, a failure, for then nothing may be asked."""
        url = url.copy_with(path="/robots.txt", query=None)
        for _ in range(self._options.max_redirects + 1):
            try:
                response = self._ask(url, None, most=_ROBOTS_BYTES)
            except (ForbiddenAddress, BudgetSpent):
                raise
            except TooLarge:
                return FetchError(
                    "The server's robots.txt is too large to read, so nothing is fetched from it."
                )
            except FetchError as error:
                return error
            if response.status in _REDIRECTS:
                target = join_url(url, response.headers.get("location", ""))
                if target is None or not same_server(target, url):
                    break
                try:
                    check_url(target)
                except ForbiddenAddress:
                    break  # the user's own address is not to blame
                url = target
            elif response.status >= 500:
                why = _status(response.status)
                return FetchError(
                    f"The server answered {why} for its robots.txt, so nothing is fetched from it."
                )
            else:
                text = response.body.decode("utf-8", "replace") if response.status == 200 else ""
                rules = Robots(text, self._options.user_agent)
                self.pace.slow_to(rules.delay_s)
                return rules
        # RFC 9309, 2.3.1.2: too many redirects count as no robots.txt, and so does one that leads nowhere.
        return Robots("", self._options.user_agent)

    def _ask(self, url: httpx.URL, newer_than: float | None, *, most: int | None = None) -> _Response:
        """One response that is no request to wait; tries again, after a wait, where that may help."""
        attempt = 0
        while True:
            attempt += 1
            self.pace.wait_turn(server_of(url))
            last = attempt >= self._options.tries
            try:
                response = self._send(url, newer_than, most)
            except httpcore.TimeoutException:
                raise FetchError("The server did not answer in time.") from None
            except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
                if last or _is_untrusted(error):
                    raise FetchError(_broken(error)) from None
                self.pace.rest(backoff(attempt))
                continue
            except (httpcore.ProtocolError, httpcore.UnsupportedProtocol):
                raise FetchError("The server did not answer as a web server does.") from None
            if response.status not in _BUSY:
                return response
            wait = retry_after(response.headers.get("retry-after"), self._clock.wall())
            if wait is not None and wait > self._options.max_wait_s:
                raise BudgetSpent(f"the server asks to wait {wait:,.0f} seconds; run it again after that")
            if wait is None:
                wait = min(backoff(attempt), self._options.max_wait_s)
            # After the last try too: the server wants to be left alone, whichever paper is next.
            self.pace.hold(server_of(url), wait)
            if last:
                return response

    def _send(self, url: httpx.URL, newer_than: float | None, most: int | None) -> _Response:
        headers = [
            (b"Host", url.netloc),
            (b"User-Agent", self._options.user_agent.encode("ascii")),
            (b"Accept", b"text/html, application/pdf, */*;q=0.5"),
            (b"Accept-Encoding", b"gzip"),
        ]
        if newer_than is not None:
            headers.append((b"If-Modified-Since", formatdate(newer_than, usegmt=True).encode("ascii")))
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        self._deadline.set(max(0.001, min(self._options.request_seconds, self.pace.left)))
        timeout = {"connect": _READ_S, "read": _READ_S, "write": _READ_S, "pool": _READ_S}
        with self._pool.stream("GET", target, headers=headers, extensions={"timeout": timeout}) as got:
            answered = httpx.Headers(got.headers)
            # What an error page says is not read: its status is enough.
            body = self._body(got, answered, most) if got.status == 200 else b""
            return _Response(got.status, answered, body)

    def _body(self, got: httpcore.Response, headers: httpx.Headers, most: int | None) -> bytes:
        if most is None:
            page = "html" in headers.get("content-type", "").lower()
            most = self._options.max_page_bytes if page else self._options.max_file_bytes
        if self._bytes_left <= 0:
            raise self._full()
        before = self._bytes_left
        try:
            body = read_body(
                self._counted(got.iter_stream()),
                most=min(most, before),
                length=headers.get("content-length"),
                encoding=headers.get("content-encoding"),
            )
        except TooLarge:
            if most > before:
                raise self._full() from None
            raise
        # Compression must not make the whole larger than its bound.
        self._bytes_left = min(self._bytes_left, before - len(body))
        return body

    def _counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._bytes_left -= len(chunk)
            yield chunk

    def _full(self) -> BudgetSpent:
        return BudgetSpent(f"one fetch takes {self._options.max_total_bytes / 1_000_000:g} MB at most")


def _status(status: int) -> str:
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _is_untrusted(error: Exception) -> bool:
    # httpcore hands the cause on as the argument.
    return bool(error.args) and isinstance(error.args[0], ssl.SSLCertVerificationError)


def _broken(error: Exception) -> str:
    if _is_untrusted(error):
        return "The server's certificate is not to be trusted."
    if isinstance(error, httpcore.ConnectError):
        return "The server cannot be reached; check the address and the network."
    return "The connection to the server broke off."
