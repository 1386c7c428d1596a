"""A job that is killed at any moment loses nothing: every index in between can be read, and the next job ends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingesting import Ingesting, assert_stores_agree
from scrutiny_rag.health import check_index
from scrutiny_rag.store.index import Index

KILLS = [pytest.param(2, 1), pytest.param(20, 2, marks=pytest.mark.slow)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize(("kills", "seed"), KILLS)
def test_killed_jobs_end_as_an_undisturbed_one(tmp_path: Path, embedding, kills: int, seed: int) -> None:
    script = Path(__file__).parent / "killed_jobs.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "killed"), str(kills), str(seed)],
        capture_output=True,
        text=True,
        timeout=600,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == [], done.stderr
    assert told["killed"] == kills

    index = Index(tmp_path / "killed" / "index")
    assert all(check.ok for check in check_index(index)), check_index(index)
    assert_stores_agree(index)
    undisturbed = Ingesting(tmp_path / "undisturbed", embedding)
    undisturbed.run(tmp_path / "killed" / "papers")
    assert passages(index) == passages(undisturbed.index)
    assert len(list((tmp_path / "killed" / "index" / "vectors").iterdir())) == 1, "no draft is left"


def passages(index: Index) -> dict[tuple[str, int, int], str]:
    """The text of everything that can be searched, by paper and offsets."""
    found = {}
    for row in index.ledger.rows():
        text = index.ledger.paper(row.id).text
        for passage in index.ledger.passages_of(row.id):
            key = (row.name, passage.char_start, passage.char_end)
            assert key not in found
            found[key] = text[passage.char_start : passage.char_end]
    listed = {(row.name, row.state.value): row.same_as for row in index.ledger.rows()}
    return {**found, **{(name, 0, 0): f"{state} {same_as}" for (name, state), same_as in listed.items()}}
