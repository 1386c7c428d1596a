"""Several readers, each with a read-only copy on shared storage and one Chroma server, beside a job that publishes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingesting import BEES, FERRY, KITES, Ingesting
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.server_vectors import ChromaServer
from scrutiny_rag.store.snapshots import take_snapshot, update_snapshot
from test_store_server_vectors import CHROMA
from test_store_server_vectors import server as server

pytestmark = pytest.mark.skipif(not CHROMA.exists(), reason="no Chroma server")

READER = """
import json, sys
from pathlib import Path
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.server_vectors import ChromaServer

index = Index(Path(sys.argv[1]), ChromaServer(sys.argv[2]) if sys.argv[2] else None)
print("open", flush=True)
for line in sys.stdin:
    vector, word = json.loads(line)
    generation = index.ledger.generation()
    found = [index.vectors.search(vector, 3), index.lexical.search({word: 1.0}, 3, fields={"text": 1.0})]
    print(json.dumps([generation, *([i >> 20 for i, _ in each] for each in found)]), flush=True)
"""


class Reader:
    """A process that reads an index, as on another machine."""

    def __init__(self, folder: Path, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READER, str(folder), url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert self.process.stdout is not None and self.process.stdout.readline() == "open\n"

    def ask(self, vector: list[float], word: str) -> list:
        assert self.process.stdin is not None and self.process.stdout is not None
        print(json.dumps([vector, word]), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        assert line, "the reader has ended"
        return json.loads(line)

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder, and the same seen read-only, as a reader's machine mounts it."""
    folder, seen = tmp_path / "shared", tmp_path / "seen"
    folder.mkdir()
    seen.mkdir()
    if (
        shutil.which("mount") is None
        or subprocess.run(
            ["mount", "--bind", str(folder), str(seen)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("nothing can be mounted here")
    subprocess.run(["mount", "-o", "remount,bind,ro", str(seen)], check=True)
    yield folder, seen
    subprocess.run(["umount", "-l", str(seen)], check=True)


@pytest.mark.parametrize("vectors", ["in a server", "in the copy"])
def test_readers_of_a_read_only_copy_see_what_is_published_without_being_started_anew(
    tmp_path: Path, shared: tuple[Path, Path], server: ChromaServer, embedding, vectors: str
) -> None:
    folder, seen = shared
    there = server if vectors == "in a server" else None
    work = Ingesting(tmp_path, embedding)
    work.index.close()
    work.index = Index(tmp_path / "index", there)
    work.write("ferry.md", FERRY)
    work.run()
    take_snapshot(work.index.folder, folder / "index")
    assert (folder / "index" / "vectors").exists() == (there is None)
    readers = [Reader(seen / "index", there.url if there else "") for _ in range(3)]
    settings = Settings(_env_file=None, index=seen / "index", chroma_url=there.url if there else None)
    page = Assistant.open(seen / "index", settings)
    page.__dict__["embedding"] = embedding
    question = "How many hives stand on the roof of the town hall?"
    vector, ferry = embedding.embed([question])[0], [work.row("ferry.md").id]
    try:
        for reader in readers:
            _, near, worded = reader.ask(vector, "hive")
            assert set(near) == set(ferry) and worded == []
        assert page.ask(question).status == "not_found"
        for version in range(4):
            work.write("bees.md", BEES.replace("eleven hives", f"{12 + version} hives"))
            if version == 2:
                work.write("kites.md", KITES)
            work.run()
            # What is published is not seen, nor half seen, before the copy is brought up to date.
            old = [reader.ask(vector, "hive") for reader in readers]
            assert all(each == old[0] for each in old)
            assert f"{12 + version} hives" not in page.ask(question).text
            update_snapshot(work.index.folder, folder / "index")
            bees, generation = work.row("bees.md").id, work.index.ledger.generation()
            for reader in readers:
                now, near, worded = reader.ask(vector, "hive")
                assert now == generation and near[0] == bees and set(worded) == {bees}
            answer = page.ask(question)
            assert answer.status == "answered" and f"{12 + version} hives" in answer.text
    finally:
        page.close()
        for reader in readers:
            reader.end()


def test_readers_that_ask_all_the_time_are_never_told_of_damage(
    tmp_path: Path, shared: tuple[Path, Path], embedding
) -> None:
    folder, seen = shared
    work = Ingesting(tmp_path, embedding)
    work.write("bees.md", BEES)
    work.run()
    take_snapshot(work.index.folder, folder / "index")
    vector = embedding.embed(["hives"])[0]
    done = tmp_path / "done"
    asking = """
import json, sys, time
from pathlib import Path
from scrutiny_rag.store.index import Index

index, vector, done, asked = Index(Path(sys.argv[1])), json.loads(sys.argv[2]), Path(sys.argv[3]), 0
generations = set()
print("open", flush=True)
while not done.exists():
    generations.add(index.ledger.generation())
    index.vectors.search(vector, 3)
    assert index.lexical.search({"hive": 1.0}, 3, fields={"text": 1.0})
    asked += 1
print(json.dumps([asked, len(generations)]), flush=True)
"""
    asked = [
        subprocess.Popen(
            [sys.executable, "-c", asking, str(seen / "index"), json.dumps(vector), str(done)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(2)
    ]
    try:
        for process in asked:
            assert process.stdout is not None and process.stdout.readline() == "open\n"
        for version in range(12):
            work.write("bees.md", BEES.replace("eleven", f"{12 + version}"))
            work.run()
            update_snapshot(work.index.folder, folder / "index")
    finally:
        done.touch()
        told = [process.communicate(timeout=60) for process in asked]
    for out, err in told:
        assert err == "" and out, err
        searches, generations = json.loads(out)
        assert searches > 20 and generations > 4
