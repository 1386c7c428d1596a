"""The body of a response, bounded while it comes in."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from scrutiny_rag.fetching.failures import FetchError

# What compression may add to a body that it cannot make smaller. Without such a bound, blocks that hold
# nothing could go on for ever without the body growing.
_SLACK = 65_536


class TooLarge(FetchError):
    """The body passes its bound."""

    def __init__(self, most: int) -> None:
        size = f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most:,} bytes"
        super().__init__(f"It is larger than {size}, the most that is taken.")


def read_body(chunks: Iterable[bytes], *, most: int, length: str | None, encoding: str | None) -> bytes:
    """All of `chunks`, decompressed, at most `most` bytes.

    `length` and `encoding` are the headers Content-Length and Content-Encoding. Raises TooLarge as soon as
    more is announced or has come, and FetchError for a compression that was not asked for or is broken.
    """
    if length is not None and length.strip().isdigit() and (len(length) > 18 or int(length) > most):
        raise TooLarge(most)
    match (encoding or "").strip().lower():
        case "" | "identity":
            return _plain(chunks, most)
        case "gzip" | "x-gzip":
            return _gzip(chunks, most)
    raise FetchError("The server compressed it in a way that was not asked for.")


def _plain(chunks: Iterable[bytes], most: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise TooLarge(most)
    return bytes(body)


def _gzip(chunks: Iterable[bytes], most: int) -> bytes:
    """The content of all members (RFC 1952, 2.2): servers join pieces that they keep compressed."""
    body = bytearray()
    packed = 0
    inflate = _inflate()
    try:
        for chunk in chunks:
            packed += len(chunk)
            if packed > most + _SLACK:
                raise TooLarge(most)
            rest = chunk
            while rest:
                if inflate.eof:
                    rest = rest.lstrip(b"\0")  # padding
                    if not rest:
                        break
                    inflate = _inflate()
                # Never more than one byte over the bound, however far a few bytes would swell.
                body += inflate.decompress(rest, most + 1 - len(body))
                if len(body) > most:
                    raise TooLarge(most)
                rest = inflate.unused_data
    except zlib.error:
        raise FetchError("The server's compressed answer is damaged.") from None
    if not inflate.eof:
        raise FetchError("The server's compressed answer is damaged.")
    return bytes(body)


def _inflate() -> zlib._Decompress:
    return zlib.decompressobj(zlib.MAX_WBITS | 16)
