"""Whatever file of an index is damaged: no wrong answer unsaid, no crash, and mended or said in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CASES = [
    pytest.param(6, 1, 3),
    pytest.param(6, 100, 4, marks=pytest.mark.slow),
    pytest.param(400, 20, 5, marks=pytest.mark.slow),
]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize(("papers", "cases", "seed"), CASES)
def test_a_damaged_index_answers_as_before_or_says_so(
    tmp_path: Path, papers: int, cases: int, seed: int
) -> None:
    script = Path(__file__).parent / "damaged_indexes.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "work"), str(papers), str(cases), str(seed)],
        capture_output=True,
        text=True,
        timeout=4 * 3600,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == [], json.dumps(told["faults"], indent=1)
    assert told["ended"]["asked: refused"] > len(told["files"]) // 2
    assert told["ended"]["mended: done"] > 0
    assert "mended: refused" not in told["ended"], "one damaged file is always mended"
