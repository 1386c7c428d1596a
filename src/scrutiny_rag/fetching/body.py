"""The body of a response, bounded while it comes in."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from scrutiny_rag.fetching.failures import FetchError


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
    body = bytearray()
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            # Never more than one byte over the bound, however far a few bytes would swell.
            body += inflate.decompress(chunk, most + 1 - len(body))
            if len(body) > most:
                raise TooLarge(most)
            if inflate.unused_data:
                break
    except zlib.error:
        raise FetchError("The server's compressed answer is damaged.") from None
    if not inflate.eof or inflate.unused_data.strip(b"\0"):
        raise FetchError("The server's compressed answer is damaged.")
    return bytes(body)
