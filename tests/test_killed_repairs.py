"""What publishes and what mends may be killed at any moment: nothing is lost, and the next one ends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = [pytest.param(6, 1), pytest.param(20, 2, marks=pytest.mark.slow)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize(("kills", "seed"), KILLS)
def test_a_killed_publishing_or_mending_loses_nothing(tmp_path: Path, kills: int, seed: int) -> None:
    script = Path(__file__).parent / "killed_repairs.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "work"), str(kills), str(seed)],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == [], done.stderr
    assert told["killed"] == {"publish": kills, "fix": kills}
