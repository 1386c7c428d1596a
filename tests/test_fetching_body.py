"""Bodies stay within their bound."""

from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Iterator
from itertools import chain, repeat

import pytest

from scrutiny_rag.fetching.body import TooLarge, read_body
from scrutiny_rag.fetching.failures import FetchError


def never() -> Iterator[bytes]:
    raise AssertionError("the body was read")
    yield b""


def test_up_to_the_bound_and_not_one_byte_more() -> None:
    assert read_body([b"abc", b"de"], most=5, length=None, encoding=None) == b"abcde"
    with pytest.raises(TooLarge, match="larger than 5 bytes"):
        read_body([b"abc", b"def"], most=5, length=None, encoding="identity")
    data = gzip.compress(b"abcde", mtime=0)
    assert read_body([data], most=5, length=None, encoding="gzip") == b"abcde"
    with pytest.raises(TooLarge):
        read_body([data], most=4, length=None, encoding="gzip")


@pytest.mark.parametrize("length", ["6", "9" * 5000])
def test_what_announces_too_much_is_not_read(length: str) -> None:
    with pytest.raises(TooLarge):
        read_body(never(), most=5, length=length, encoding=None)


def test_an_endless_body_is_left() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 1000

    with pytest.raises(TooLarge, match="larger than 2 MB"):
        read_body(endless(), most=2_000_000, length=None, encoding=None)


def test_a_bomb_does_not_swell() -> None:
    bomb = gzip.compress(b"\0" * 20_000_000, mtime=0)
    tracemalloc.start()
    with pytest.raises(TooLarge):
        read_body([bomb], most=100_000, length=str(len(bomb)), encoding="gzip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_compressed_in_pieces_and_with_padding() -> None:
    words = random.Random(1).randbytes(50_000)
    data = gzip.compress(words, mtime=0) + b"\0" * 7
    pieces = [data[i : i + 999] for i in range(0, len(data), 999)]
    assert read_body(pieces, most=60_000, length=None, encoding="GZIP") == words


def test_compressed_members_follow_each_other() -> None:
    words = random.Random(2).randbytes(3000)
    data = b"".join(gzip.compress(words[i : i + 1000], mtime=0) + b"\0" * i for i in range(0, 3000, 1000))
    for size in (1, 7, 999, len(data)):
        pieces = [data[i : i + size] for i in range(0, len(data), size)]
        assert read_body(pieces, most=3000, length=None, encoding="gzip") == words
        with pytest.raises(TooLarge):
            read_body(pieces, most=2999, length=None, encoding="gzip")
    with pytest.raises(FetchError, match="damaged"):
        read_body([data, gzip.compress(b"words", mtime=0)[:-5]], most=4000, length=None, encoding="gzip")


@pytest.mark.parametrize("nothing", [gzip.compress(b"", mtime=0), b"\0\0\0\xff\xff"])
def test_compression_that_never_gives_anything_is_left(nothing: bytes) -> None:
    packer = zlib.compressobj(wbits=31)
    start = gzip.compress(b"x", mtime=0) if nothing[0] else packer.flush(zlib.Z_FULL_FLUSH)
    with pytest.raises(TooLarge):
        read_body(chain([start], repeat(nothing * 100)), most=1000, length=None, encoding="gzip")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not gzip at all",
        gzip.compress(b"words", mtime=0)[:-5],
        gzip.compress(b"words", mtime=0) + b"more",
    ],
)
def test_damaged_compression(data: bytes) -> None:
    with pytest.raises(FetchError, match="damaged"):
        read_body([data], most=1000, length=None, encoding="gzip")


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_compression_that_was_not_asked_for(encoding: str) -> None:
    with pytest.raises(FetchError, match="not asked for"):
        read_body(never(), most=1000, length=None, encoding=encoding)
