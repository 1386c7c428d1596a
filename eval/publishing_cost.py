"""What publishing a few new papers costs, by the size of the index: vectors alone, which were once copied whole.

`python eval/publishing_cost.py FOLDER 10000 100000 1000000` prints a line of JSON for each size: seconds to publish 500
passages, the first time in a process and the median of the next five, and the bytes that were written. The vectors are
random, and Chroma's graph is left empty: while an index only grows beside it, it is not opened.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

from scrutiny_rag.store.chroma_files import open_client, open_to_write
from scrutiny_rag.store.exact import ExactDraft
from scrutiny_rag.store.seals import SEAL_NAME, write_seal
from scrutiny_rag.store.vectors import VectorIndex

DIMENSIONS = 384
NEW = 500
PAPER = 50
"""Passages of a paper."""


def units(numbers: np.random.Generator, count: int) -> np.ndarray:
    """Random unit vectors."""
    vectors = numbers.standard_normal((count, DIMENSIONS), dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def ids(first: int, count: int) -> list[int]:
    """Ids of passages, PAPER to a paper."""
    return [(n // PAPER + 1) << 20 | n % PAPER for n in range(first, first + count)]


def base(folder: Path, passages: int, numbers: np.random.Generator) -> None:
    """Vectors of that many passages, as a job leaves them."""
    folder.mkdir(parents=True)
    client = open_client(folder)
    open_to_write(client)
    client.close()
    draft = ExactDraft(folder, None)
    for at in range(0, passages, 50_000):
        count = min(50_000, passages - at)
        draft.add(ids(at, count), units(numbers, count))
    draft.close()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    write_seal(folder / SEAL_NAME, names, more={"parts": ["1"]})


def main() -> None:
    """Measure each size that is named."""
    folder, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]]
    numbers = np.random.default_rng(1)
    for size in sizes:
        shutil.rmtree(folder, ignore_errors=True)
        base(folder / "1", size, numbers)
        current, taken, spent = ["1"], size, []
        index = VectorIndex(folder, lambda held=current: held[0])
        for _ in range(6):
            new, vectors = ids(taken, NEW), units(numbers, NEW)
            started = time.perf_counter()
            draft = index.draft()
            draft.add(new, [i >> 20 for i in new], vectors)
            draft.close()
            current[0] = draft.name
            index.prune()
            spent.append(time.perf_counter() - started)
            taken += NEW
        written = sum(path.stat().st_size for path in (folder / current[0]).rglob("*") if path.is_file())
        told = {"passages": size, "first_s": round(spent[0], 3), "median_s": round(median(spent[1:]), 3)}
        print(json.dumps(told | {"written_bytes": written}), flush=True)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
