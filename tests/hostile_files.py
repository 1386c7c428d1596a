"""Hostile and broken files, made anew by a fixed seed: what councils' folders hold by accident, and attacks.

Each is a name (its ending says as what it is given) and a function that makes its bytes; none is kept here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from hostile_good import MB, Maker, good_files, word
from hostile_packages import packages
from hostile_pdfs import pdfs, shared_operators
from hostile_texts import pages, plain_texts


def _cut(kind: str, share: float) -> bytes:
    data = good_files()[kind]
    return data[: int(len(data) * share)]


def _flipped(kind: str, seed: int) -> bytes:
    chance, data = random.Random(f"{kind}{seed}"), bytearray(good_files()[kind])
    for _ in range(1 + len(data) // 400):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _good(kind: str) -> bytes:
    return good_files()[kind]


def _broken() -> Iterator[tuple[str, str, Maker]]:
    kinds = list(good_files())
    for kind in kinds:
        for share in (0.02, 0.5, 0.95):
            yield f"cut-at-{share}", kind, partial(_cut, kind, share)
    for kind in ("pdf", "docx", "odt", "xlsx"):
        for seed in range(6):
            yield f"flipped-{seed}", kind, partial(_flipped, kind, seed)
    for i, kind in enumerate(kinds):
        for other in (kinds[(i + 1) % len(kinds)], kinds[(i + 4) % len(kinds)]):
            yield f"is-{kind}", other, partial(_good, kind)
    for kind, content in (
        ("pdf", b""),
        ("docx", b"\n \n"),
        ("txt", b"\0" * 4096),
        ("odt", b"PK\x03\x04"),
        ("md", b"\xef\xbb\xbf"),
    ):
        yield "empty", kind, partial(bytes, content)
    yield "pdf-that-stalls", "txt", partial(shared_operators, 400, 2)
    yield "word-that-swells", "md", lambda: word("<w:p/>" * 10 + " " * (150 * MB))


def hostile_files() -> dict[str, Maker]:
    """All of them: a file's name, and what makes its bytes."""
    made: dict[str, Maker] = {f"{name}.pdf": make for name, make in pdfs()}
    made |= {f"{name}.html": make for name, make in pages()}
    for name, kind, make in (*packages(), *plain_texts(), *_broken()):
        made[f"{name}.{kind}"] = make
    return made
