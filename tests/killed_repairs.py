"""Kills what publishes and what mends, at a random moment of just that work, and looks at what is left.

`python killed_repairs.py FOLDER KILLS SEED` kills each of the two KILLS times and prints one JSON object: how many
were killed, and what was wrong. A publishing that is killed leaves all papers as they were or as they are to be. A
mending that is killed leaves an index that the next mending makes whole, with nothing lost.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

import chromadb  # noqa: F401 (before the forks)
import torch

from killed_jobs import look, text_of
from scrutiny_rag.health import check_index
from scrutiny_rag.ingestion import mending, passages, read_ahead  # noqa: F401 (before the forks)
from scrutiny_rag.ingestion.job import IngestionJob
from scrutiny_rag.ingestion.writing import IndexWriter
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.repair import put_ledger_back, repair
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.rows import LIVE

PAPERS = 6
TOKENS = 200
Texts = dict[str, str]


def write(papers: Path, version: int) -> None:
    papers.mkdir(parents=True, exist_ok=True)
    for number in range(PAPERS):
        (papers / f"canal-{number}.md").write_text(text_of(number, version), encoding="utf-8")


def held(folder: Path) -> Texts:
    """The text of every paper that can be searched."""
    index = Index(folder / "index")
    found = {row.name: index.ledger.paper(row.id).text for row in index.ledger.rows(*LIVE)}
    index.close()
    return found


def publish(folder: Path, model: PassageEmbedding, at_work: Callable[[], None]) -> None:
    """A job that tells when it comes to publish."""
    whole = IndexWriter.publish

    def told(writer: IndexWriter, *, last: bool = True) -> None:
        at_work()
        whole(writer, last=last)

    IndexWriter.publish = told  # type: ignore[method-assign] # in a fork of its own
    IngestionJob(Index(folder / "index"), lambda: model, TOKENS).run([folder.parent / "papers"])


def mend(folder: Path, model: PassageEmbedding, at_work: Callable[[], None]) -> None:
    """`doctor --fix`, as the command does it."""
    at_work()
    put_ledger_back(folder / "index")
    index = Index(folder / "index")
    repair(index, model, TOKENS)
    index.close()


def harm(folder: Path, chance: random.Random) -> None:
    """Damage the ledger, the words and the vectors, or some of them."""
    files = sorted(path for path in (folder / "index").rglob("*") if path.is_file() and path.stat().st_size)
    kinds = [
        [path for path in files if path.name == "ledger.sqlite3" and path.parent.name == "index"],
        [path for path in files if "words" in path.parts],
        [path for path in files if "vectors" in path.parts],
    ]
    for paths in chance.sample(kinds, chance.randint(1, 3)):
        path = chance.choice(paths)
        data = path.read_bytes()
        at = chance.randrange(len(data))
        path.write_bytes(data[:at] + bytes(b ^ 0x55 for b in data[at : at + 50]) + data[at + 50 :])


def begun(work: Callable[[Callable[[], None]], None]) -> int:
    """The process of a fork that runs `work`, once that says that it is at work."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(out)
            work(lambda: os.write(into, b".") and None)
        except BaseException:  # noqa: BLE001 (a fork must not go on as its parent)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(into)
    os.read(out, 1)
    os.close(out)
    return pid


def ended(pid: int) -> int:
    """The exit status of a fork, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


class Rounds:
    """Copies of a sound index, on which one kind of work is killed again and again."""

    def __init__(self, folder: Path, model: PassageEmbedding, seed: int) -> None:
        self.folder, self.model, self.chance = folder, model, random.Random(seed)
        self.faults: list[str] = []
        self.old, self.new = (
            {f"canal-{n}.md": text_of(n, version) for n in range(PAPERS)} for version in (1, 2)
        )
        write(folder / "papers", 1)
        assert ended(begun(lambda at_work: publish(folder / "sound", model, at_work))) == 0

    def copied(self, version: int) -> Path:
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.folder / "sound", copy)
        write(self.folder / "papers", version)
        return copy

    def check(self, what: str, look_at: Callable[[], None]) -> None:
        """Note a fault where `look_at`, in a fork, fails."""

        def looked(at_work: Callable[[], None]) -> None:
            at_work()
            look_at()

        if ended(begun(looked)) != 0:
            self.faults.append(what)

    def run(self, kind: str, most: int) -> int:
        """Kill one kind of work until that came in time so often; how often it did."""
        takes, killed = 0.0, 0
        for number in range(6 * most):
            copy = self.copied(2 if kind == "publish" else 1)
            if kind == "fix":
                harm(copy, self.chance)
            pid = begun(lambda at_work, copy=copy: WORK[kind](copy, self.model, at_work))
            started = time.perf_counter()
            if takes:
                time.sleep(self.chance.uniform(0, takes))
                os.kill(pid, signal.SIGKILL)
            died = ended(pid) != 0
            takes = takes or time.perf_counter() - started  # the first one is let go on to its end
            killed += died
            if kind == "publish":
                self.check(f"publish {number}: what is left", lambda copy=copy: self.either(copy))
            self.check(f"{kind} {number}: the next one", lambda copy=copy: self.again(kind, copy))
            if killed == most:
                break
        return killed

    def either(self, copy: Path) -> None:
        look(copy, self.model)
        assert held(copy) in (self.old, self.new), "neither as before nor as after"

    def again(self, kind: str, copy: Path) -> None:
        WORK[kind](copy, self.model, lambda: None)
        index = Index(copy / "index")
        faults = [check.says for check in check_index(index) if not check.ok]
        index.close()
        assert not faults, faults
        assert held(copy) == (self.new if kind == "publish" else self.old), "papers are lost"


WORK = {"publish": publish, "fix": mend}


def main() -> None:
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    model = PassageEmbedding.open(Settings(_env_file=None))
    torch.set_num_threads(1)
    model.embed(["once, before the forks"])
    assert model._torch is not None  # loaded, for the forks to share
    rounds = Rounds(folder, model, seed)
    killed = {kind: rounds.run(kind, kills) for kind in WORK}
    print(json.dumps({"killed": killed, "faults": rounds.faults}))


if __name__ == "__main__":
    main()
