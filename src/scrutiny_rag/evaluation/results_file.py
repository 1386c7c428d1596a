"""A system's outcomes on disk, a line a question, written as they come, so that a run can be resumed."""

from __future__ import annotations

import json
from pathlib import Path

from scrutiny_rag.evaluation.outcome import Outcome


class ResultsFile:
    """OUT/results/SYSTEM.jsonl, and beside it the key of the run that wrote it.

    The lines are what `ask --batch` writes, so that another scorer can read them.
    """

    def __init__(self, folder: Path, system: str, key: str) -> None:
        """`key` says what the outcomes depend on; outcomes of another key are never mixed in."""
        self.path = folder / f"{system}.jsonl"
        self._key_path = folder / f"{system}.key"
        self._key = key

    def resume(self) -> dict[str, Outcome]:
        """Outcomes by question that a run of the same key left; failed ones will be tried again."""
        if not (self._key_path.is_file() and self._key_path.read_text(encoding="utf-8") == self._key):
            return {}
        found: dict[str, Outcome] = {}
        # What follows the last line end is empty, or the line that a killed run did not finish: asked again.
        for line in self.path.read_text(encoding="utf-8").split("\n")[:-1] if self.path.is_file() else []:
            outcome = Outcome.model_validate_json(line)
            if outcome.error is None:
                found[outcome.id] = outcome
        return found

    def start(self, kept: dict[str, Outcome]) -> None:
        """Begins the file with what is kept of an earlier run."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._key_path.unlink(missing_ok=True)
        self.path.write_text("".join(_line(outcome) for outcome in kept.values()), encoding="utf-8")
        self._key_path.write_text(self._key, encoding="utf-8")

    def add(self, outcome: Outcome) -> None:
        """Adds an outcome, on disk when this returns."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(_line(outcome))


def _line(outcome: Outcome) -> str:
    # "status" stays away from systems that only search: its presence means that the system answers.
    fields = {name: value for name, value in outcome.model_dump(mode="json").items() if value is not None}
    return json.dumps(fields, ensure_ascii=False) + "\n"
