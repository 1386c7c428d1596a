"""Measures, read as Prometheus reads them."""

from __future__ import annotations

import sys
import urllib.request
from collections.abc import Iterator

import pytest

from ingesting import BEES, FERRY, TOKENS, Ingesting
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.errors import InputError, SettingsError
from scrutiny_rag.observing.events import leave, listen, watched
from scrutiny_rag.observing.metrics import Metrics


@pytest.fixture
def work(tmp_path, embedding) -> Ingesting:
    work = Ingesting(tmp_path, embedding)
    work.write("ferry.md", FERRY)
    work.run()
    return work


@pytest.fixture
def metrics(work: Ingesting) -> Iterator[Metrics]:
    pytest.importorskip("prometheus_client", reason="the extra metrics is not installed")
    found = Metrics(work.index.ledger.counts, lambda: 3)
    listen(found)
    yield found
    leave(found)


def read(metrics: Metrics) -> dict[str, float]:
    port, end = metrics.serve("127.0.0.1", 0)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as reply:
            lines = reply.read().decode().splitlines()
    finally:
        end()
    return {name: float(n) for name, _, n in (line.rpartition(" ") for line in lines if line[:1] != "#")}


def test_answers_refusals_and_latency_are_counted(metrics: Metrics) -> None:
    for outcome in ("answered", "answered", "not_found"):
        with watched("ask") as event:
            event.outcome = outcome
    with pytest.raises(InputError), watched("ask"):
        raise InputError("too long")
    with watched("search"):
        found = read(metrics)
    assert found['scrutiny_rag_requests_total{outcome="answered",what="ask"}'] == 2
    assert found['scrutiny_rag_requests_total{outcome="not_found",what="ask"}'] == 1
    assert found['scrutiny_rag_requests_total{outcome="rejected",what="ask"}'] == 1
    assert found['scrutiny_rag_request_seconds_count{what="ask"}'] == 4
    assert found['scrutiny_rag_requests_running{what="search"}'] == 1
    assert found['scrutiny_rag_requests_running{what="ask"}'] == 0
    assert found["scrutiny_rag_requests_waiting"] == 3


def test_what_is_ingested_here_or_elsewhere_is_counted(metrics: Metrics, work: Ingesting, settings) -> None:
    work.write("bees.md", BEES)
    Assistant(work.index, settings.model_copy(update={"passage_tokens": TOKENS})).ingest([work.papers])
    found = read(metrics)
    assert found['scrutiny_rag_ingested_papers_total{what="added"}'] == 1
    work.write("kites.md", BEES.replace("Bee", "Wasp"))
    work.run()
    found = read(metrics)
    assert found['scrutiny_rag_papers{state="ready"}'] == 3 and found["scrutiny_rag_index_readable"] == 1
    assert found['scrutiny_rag_ingested_papers_total{what="added"}'] == 1, "another process's work"


def test_an_index_that_is_damaged_is_told_of(metrics: Metrics, work: Ingesting) -> None:
    path = work.index.folder / "ledger.sqlite3"
    path.write_bytes(bytes(path.stat().st_size))
    assert read(metrics)["scrutiny_rag_index_readable"] == 0


def test_a_taken_port_and_a_missing_package_are_one_sentence(metrics: Metrics, monkeypatch) -> None:
    port, end = metrics.serve("127.0.0.1", 0)
    with pytest.raises(OSError, match="SCRUTINY_RAG_METRICS_PORT"):
        metrics.serve("127.0.0.1", port)
    end()
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(SettingsError, match="extra metrics"):
        Metrics(dict, lambda: 0)
