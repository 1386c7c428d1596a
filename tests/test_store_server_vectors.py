"""Vectors in a real Chroma server: the same answers as from the folder, for several readers."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingesting import BEES, FERRY, KITES, TOKENS, Ingesting, assert_stores_agree
from scrutiny_rag.errors import IndexFolderError, SettingsError
from scrutiny_rag.health import check_index
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.repair import repair
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import SourceFile, State
from scrutiny_rag.store.opening import chroma_server
from scrutiny_rag.store.server_vectors import MARK, ChromaServer

CHROMA = Path(sys.executable).with_name("chroma")
pytestmark = pytest.mark.skipif(not CHROMA.exists(), reason="no Chroma server")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(CHROMA), "run", "--host", "127.0.0.1", "--port", str(port), "--path"]
    folder = tmp_path_factory.mktemp("chroma")
    running = subprocess.Popen(
        [*command, str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False", "HOME": str(folder)},
    )
    for _ in range(600):
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert running.poll() is None, "the server has ended"
        time.sleep(0.2)
    yield ChromaServer(f"http://127.0.0.1:{port}", token="t0ken")
    running.terminate()
    running.wait(30)


@pytest.fixture
def work(tmp_path: Path, embedding, server: ChromaServer) -> Ingesting:
    work = Ingesting(tmp_path, embedding)
    work.index.close()
    work.index = Index(tmp_path / "served", server)
    for name, text in (("ferry.md", FERRY), ("bees.md", BEES), ("kites.md", KITES)):
        work.write(name, text)
    work.run()
    return work


def test_finds_what_an_index_in_a_folder_finds(work: Ingesting, tmp_path: Path, embedding) -> None:
    assert_stores_agree(work.index)
    assert all(check.ok for check in check_index(work.index))
    assert not (work.index.folder / "vectors").exists()
    local = Ingesting(tmp_path / "local", embedding)
    shutil.copytree(work.papers, local.papers, dirs_exist_ok=True)
    local.run()
    assert local.index.ledger.live_passage_ids() == work.index.ledger.live_passage_ids()
    vector = embedding.embed(["Who keeps bees?"])[0]
    papers = [work.row("bees.md").id, work.row("kites.md").id]
    ids = work.index.ledger.live_passage_ids()[::2]
    for how in ({}, {"papers": papers}, {"passages": ids}):
        served = work.index.vectors.search(vector, 3, **how)
        here = local.index.vectors.search(vector, 3, **how)
        assert [i for i, _ in served] == [i for i, _ in here]
        assert [c for _, c in served] == pytest.approx([c for _, c in here], abs=1e-5)
    assert work.index.vectors.vectors([ids[0], ids[0]]).keys() == {ids[0]}


def test_a_second_reader_sees_what_a_job_has_published(work: Ingesting, server: ChromaServer) -> None:
    reader = Index(work.index.folder, server)
    before = reader.vectors.count()
    work.write("kites.md", KITES.replace("kite", "balloon"))
    (work.papers / "bees.md").unlink()
    report = work.run()
    assert (report.updated, report.removed) == (1, 1)
    assert reader.vectors.ids() == reader.ledger.live_passage_ids()
    assert reader.vectors.count() < before
    assert_stores_agree(work.index)


def test_what_a_killed_job_left_is_deleted_by_the_next(work: Ingesting) -> None:
    before = work.index.vectors.ids()
    file = SourceFile("half.md", "/half.md", None, 1, 1)
    paper = work.index.ledger.add(file, Paper("half.md", "Half."), State.WRITING, reader_version=1)
    draft = work.index.vectors.draft()
    draft.add([paper << 20], [paper], [[0.05] * 384])
    draft.close()
    assert len(work.index.vectors.ids()) == len(before) + 1
    assert {check.what for check in check_index(work.index) if not check.ok} == {"unfinished work"}
    work.run()
    assert work.index.vectors.ids() == before


def test_an_index_moves_to_a_server_and_back_without_embedding(work: Ingesting, server: ChromaServer) -> None:
    folder = work.index.folder
    name = work.index.ledger.fact("vectors")
    assert name is not None and name.startswith(MARK)
    work.index.close()
    here = Index(folder)
    with pytest.raises(IndexFolderError, match="SCRUTINY_RAG_CHROMA_URL"):
        here.vectors.ids()
    repair(here, work.model, TOKENS)
    assert_stores_agree(here)
    here.close()
    work.model.embedded.clear()
    there = Index(folder, server)
    with pytest.raises(IndexFolderError, match="--fix"):
        there.vectors.ids()
    repair(there, work.model, TOKENS)
    assert_stores_agree(there)
    assert work.model.embedded == []


def test_a_server_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    index = Index(tmp_path, ChromaServer("http://ann:secret@127.0.0.1:9", "t0ken"))
    with pytest.raises(IndexFolderError, match=r"server at http://127\.0\.0\.1:9 cannot be used") as told:
        index.vectors.draft()
    assert "secret" not in str(told.value) and "t0ken" not in str(told.value)


def test_settings_name_the_server() -> None:
    settings = Settings(_env_file=None, chroma_url="https://chroma.example.org", chroma_token="t0ken")
    server = chroma_server(settings)
    assert server is not None
    assert (server.token, server.place) == ("t0ken", "https://chroma.example.org")
    assert "t0ken" not in repr(settings)
    with pytest.raises(SettingsError, match="http://host:port"):
        chroma_server(Settings(_env_file=None, chroma_url="chroma:8000"))
    assert chroma_server(Settings(_env_file=None)) is None
