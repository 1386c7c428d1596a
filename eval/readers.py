"""What serves many readers: each with a copy of the vectors, or all with one Chroma server.

`python eval/readers.py INDEX [READERS...]` copies INDEX, starts `chroma run` beside it, and prints a line of JSON for
each way and number of readers, a process each: searches a second of all readers together; the median and 95th
percentile of a search in milliseconds, of all passages and of half of the papers; the memory of a reader and of the
server in MB. The vectors that are searched for are stored ones, turned a little; no model is loaded.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import numpy as np

from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.repair import repair
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.rows import LIVE
from scrutiny_rag.store.server_vectors import ChromaServer

SEARCHES = 300
LIMIT = 50
TURN = 0.35
"""Length of the random vector that is added to a unit vector."""


def memory_mb(pid: int | str) -> float:
    """What a process holds of its own."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    held = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return round((held["Private_Clean"] + held["Private_Dirty"]) / 1024, 1)


def read(folder: Path, url: str | None, seed: int, ready: Any, told: Any) -> None:
    """One reader: searches all passages, then half of the papers, and tells how long each search took."""
    index = Index(folder, ChromaServer(url) if url else None)
    numbers = np.random.default_rng(seed)
    ids = index.ledger.live_passage_ids()
    papers = sorted({i >> 20 for i in ids})[::2]
    chosen = numbers.choice(ids, SEARCHES).tolist()
    held = index.vectors.vectors(chosen)
    asked = []
    for i in chosen:
        turned = numbers.standard_normal(len(held[i]))
        vector = held[i] + TURN * turned / np.linalg.norm(turned)
        asked.append((vector / np.linalg.norm(vector)).tolist())
    index.vectors.search(asked[0], LIMIT)
    spent: dict[str, list[float]] = {"all": [], "half": []}
    for kind, narrowed in (("all", None), ("half", papers)):
        ready.wait()
        for vector in asked:
            started = time.perf_counter()
            index.vectors.search(vector, LIMIT, papers=narrowed)
            spent[kind].append(time.perf_counter() - started)
    told.put((spent, memory_mb("self")))
    index.close()


def measured(folder: Path, url: str | None, readers: int) -> dict[str, Any]:
    """That many readers at once."""
    spawn = multiprocessing.get_context("spawn")
    ready, told = spawn.Barrier(readers), spawn.Queue()
    processes = [spawn.Process(target=read, args=(folder, url, n, ready, told)) for n in range(readers)]
    for process in processes:
        process.start()
    found = [told.get() for _ in processes]
    for process in processes:
        process.join()
    line: dict[str, Any] = {"vectors": "server" if url else "copies", "readers": readers}
    for kind in ("all", "half"):
        spent = [second for each, _ in found for second in each[kind]]
        line[kind] = {
            "a_second": round(readers * len(spent) / sum(spent)),
            "p50_ms": round(1000 * median(spent), 1),
            "p95_ms": round(1000 * quantiles(spent, n=20)[-1], 1),
        }
    return line | {"reader_mb": max(mb for _, mb in found)}


def served(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A Chroma server that keeps its data in `folder`, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    quiet = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet)
    for _ in range(300):
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    return running, f"http://127.0.0.1:{port}"


def main() -> None:
    """Measure each number of readers, both ways."""
    source, numbers = Path(sys.argv[1]), [int(n) for n in sys.argv[2:]] or [1, 4]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        here, there = Path(scratch) / "here", Path(scratch) / "there"
        shutil.copytree(source, here)
        shutil.copytree(source, there)
        running, url = served(Path(scratch) / "chroma")
        try:
            settings = Settings(_env_file=None)
            index = Index(there, ChromaServer(url))
            started = time.perf_counter()
            repair(index, PassageEmbedding.open(settings), settings.passage_tokens)
            moved = round(time.perf_counter() - started, 1)
            told = {
                "papers": len(index.ledger.rows(*LIVE)),
                "passages": index.vectors.count(),
                "moved_s": moved,
            }
            index.close()
            print(json.dumps(told), flush=True)
            for readers in numbers:
                print(json.dumps(measured(here, None, readers)), flush=True)
                line = measured(there, url, readers)
                print(json.dumps(line | {"server_mb": memory_mb(running.pid)}), flush=True)
        finally:
            running.terminate()
            running.wait(30)


if __name__ == "__main__":
    main()
