"""Looks through an index in a process of its own: whatever a damaged file does to that process, this one lives on.

`python -m scrutiny_rag.looking FOLDER` prints the checks as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.health import Check, check_index
from scrutiny_rag.settings import load_settings
from scrutiny_rag.store.opening import open_index

_MOST_S = 3600.0


def look_apart(folder: Path) -> list[Check]:
    """The checks of the index in `folder`; where looking ends the process, a check that says so."""
    done = subprocess.run(
        [sys.executable, "-m", "scrutiny_rag.looking", str(folder.resolve())],
        capture_output=True,
        timeout=_MOST_S,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    try:
        found = json.loads(done.stdout)
    except ValueError:
        how = f"by signal {-done.returncode}" if done.returncode < 0 else f"with status {done.returncode}"
        return [
            Check("index", False, f"looking at it ended the process {how}: run `scrutiny-rag doctor --fix`")
        ]
    return [Check(**check) for check in found]


def main() -> None:
    """Print the checks of the index that is named."""
    try:
        index = open_index(Path(sys.argv[1]), load_settings())
        checks = check_index(index)
        index.close()
    except ScrutinyError as error:
        checks = [Check("index", False, str(error))]
    print(json.dumps([check.to_json() for check in checks]))


if __name__ == "__main__":
    main()
