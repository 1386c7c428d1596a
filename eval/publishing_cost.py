"""What publishing a few new papers costs, by the size of the index.

`python eval/publishing_cost.py FOLDER 10000 100000 1000000` measures vectors alone, which were once copied whole: a
line of JSON for each size, with the seconds to publish 500 passages, the first time in a process and the median of the
next five, and the bytes that were written. The vectors are random, and Chroma's graph is left empty: while an index
only grows beside it, it is not opened.

`python eval/publishing_cost.py --indexes INDEX...` ingests 20 new papers six times into each index, which grows (take
copies, as `eval/scale.py --out` leaves them): the seconds of a whole job, reading and embedding included; of its
publishing, by which the papers count; and of its last step, the copy and the seal of the ledger.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.ingestion.writing import IndexWriter
from scrutiny_rag.store.chroma_files import open_client, open_to_write
from scrutiny_rag.store.exact import ExactDraft
from scrutiny_rag.store.ledger import Ledger
from scrutiny_rag.store.seals import SEAL_NAME, write_seal
from scrutiny_rag.store.vectors import VectorIndex

DIMENSIONS = 384
NEW = 500
PAPERS, JOBS = 20, 6
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


def clocked(owner: type, name: str, spent: dict[str, float]) -> None:
    """Have a method's time be added to what was spent."""
    method = getattr(owner, name)

    def timed(*given: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return method(*given, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - started

    setattr(owner, name, timed)


def whole(folder: Path, spent: dict[str, float]) -> dict[str, Any]:
    """Jobs that add papers to an index."""
    assistant = Assistant.open(folder)
    assistant.warm_up()
    passages = assistant._index.vectors.count()
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for job in range(JOBS):
            papers = Path(scratch) / f"job-{passages}-{job}"
            papers.mkdir()
            for n in range(PAPERS):
                items = "\n\n".join(
                    f"## {i}. Lock {n * 31 + i}\n\nThe keeper of lock {n * 31 + i} counted {job * 7 + i} swans beside "
                    f"barge {passages + n}, and painted its rudder in colour {i * 3 + job}."
                    for i in range(1, 26)
                )
                name = f"canal-{passages}-{job}-{n}"
                (papers / f"{name}.md").write_text(f"# Canal panel {name}\n\n{items}\n", encoding="utf-8")
            spent.clear()
            started = time.perf_counter()
            report = assistant.ingest([papers])
            found.setdefault("job_s", []).append(time.perf_counter() - started)
            assert report.added == PAPERS, report
            for name in ("publish", "close_up"):
                found.setdefault(f"{name}_s", []).append(spent[name])
    new = assistant._index.vectors.count() - passages
    assistant.close()
    told: dict[str, Any] = {"passages": passages, "new_a_job": new // JOBS}
    for name, seconds in found.items():
        told[name] = {"first": round(seconds[0], 2), "median": round(median(seconds[1:]), 2)}
    return told


def main() -> None:
    """Measure each size that is named."""
    if sys.argv[1] == "--indexes":
        spent: dict[str, float] = {}
        clocked(IndexWriter, "publish", spent)
        clocked(Ledger, "close_up", spent)
        for index in sys.argv[2:]:
            print(json.dumps(whole(Path(index), spent)), flush=True)
        return
    vectors_alone(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])


def vectors_alone(folder: Path, sizes: list[int]) -> None:
    """Measure each size."""
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
