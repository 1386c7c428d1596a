"""Runs ingestion jobs over changing papers and kills each one at a random moment.

`python killed_jobs.py FOLDER KILLS SEED` works on FOLDER/papers and FOLDER/index, and after every kill looks at the
index as a reader would. It prints one JSON object: how many jobs were killed, and what was wrong. The model is
loaded once and every job is a fork, so that kills fall into the job's own work and not into its start.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

from scrutiny_rag.health import check_index
from scrutiny_rag.ingestion import job as job_module
from scrutiny_rag.ingestion import passages, read_ahead  # noqa: F401 (before the forks)
from scrutiny_rag.ingestion.job import IngestionJob
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index

PAPERS = 14
PASSING = {"papers", "unfinished work"}
"""What a killed job may leave: no papers yet, or work for the next one to clean."""


def text_of(number: int, version: int) -> str:
    """An invented paper, another one for every number and version."""
    items = "\n\n".join(
        f"## {item}. Barge number {number * 10 + item}\n\nThe keeper of lock {number} counted {version + item} swans "
        f"beside barge {number * 10 + item} and painted its rudder in colour {version * 7 + item}."
        for item in range(1, 4)
    )
    return f"# Canal panel {number}\n\n{items}\n"


def change(papers: Path, chance: random.Random, version: int) -> None:
    """Edit, delete and add papers; one keeps the same bytes under two names."""
    for number in range(PAPERS):
        path = papers / f"canal-{number}.md"
        what = chance.random()
        if what < 0.15:
            path.unlink(missing_ok=True)
        elif what < 0.5 or not path.exists():
            path.write_text(text_of(number, version), encoding="utf-8")
    (papers / "canal-0.md").write_text(text_of(0, version // 2), encoding="utf-8")
    (papers / "copy.md").write_text(text_of(0, version // 2), encoding="utf-8")


def ingest(folder: Path, model: PassageEmbedding) -> None:
    """One job that publishes after every few papers."""
    job_module._BATCH_PASSAGES = 8
    IngestionJob(Index(folder / "index"), lambda: model, 200, publish_every_s=0).run([folder / "papers"])


def look(folder: Path, model: PassageEmbedding) -> None:
    """What a reader sees: an index that opens, agrees with itself, and finds what it lists."""
    if not Index.exists(folder / "index"):
        return
    index = Index(folder / "index")
    faults = [check for check in check_index(index) if not check.ok and check.what not in PASSING]
    assert not faults, faults
    live = index.ledger.live_passage_ids()
    found = [i for i, _ in index.vectors.search(model.embed(["swans beside a barge"])[0], 10)]
    assert len(found) == min(10, len(live)) and set(found) <= set(live), (found, live)
    if live:
        assert index.lexical.search({"swan": 1.0}, 10, fields={"text": 1.0})


def forked(work: Callable[[], None], kill_after: float | None = None) -> int:
    """Run `work` in a fork; its exit status, or minus the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 (a fork must not go on as its parent)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main() -> None:
    """Kill, look, change, and at the end let one job finish."""
    folder, rounds, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    model = PassageEmbedding.open(Settings(_env_file=None))
    model.embed(["once, before the forks"])
    (folder / "papers").mkdir(parents=True)
    change(folder / "papers", chance, 1)
    started = time.perf_counter()
    (folder / "other").mkdir()
    (folder / "other" / "papers").symlink_to(folder / "papers")
    assert forked(lambda: ingest(folder / "other", model)) == 0
    whole = time.perf_counter() - started
    killed, faults = 0, []
    for version in range(2, 4 * rounds):
        died = forked(lambda: ingest(folder, model), kill_after=chance.uniform(0, whole)) == -signal.SIGKILL
        killed += died
        if forked(lambda: look(folder, model)) != 0:
            faults.append(f"after job {version - 1}")
        if killed == rounds:
            break
        if not died or chance.random() < 0.3:
            change(folder / "papers", chance, version)
    if forked(lambda: ingest(folder, model)) != 0:
        faults.append("the last job failed")
    print(json.dumps({"killed": killed, "faults": faults, "whole_s": round(whole, 2)}))


if __name__ == "__main__":
    main()
