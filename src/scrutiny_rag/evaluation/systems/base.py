"""What a system to compare is."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.questions import Question
from scrutiny_rag.settings import Settings

TOP_K = 20
"""Passages that each system returns: enough to spend 1,500 words on with the smallest passages here."""

OWN_INDEX = "index"

WARM_UP = Question(id="warm-up", question="What was decided about the budget?", answerable=False)


class SystemUnavailable(ScrutinyError):
    """A system that cannot run at all; the message is one sentence that says why and how to mend it."""


@dataclass(frozen=True)
class Workplace:
    """What a system may use."""

    settings: Settings
    out: Path
    """Folder of the run; a system may keep an index in it."""
    index: Path | None = None
    """An index that holds the papers already."""

    @property
    def index_folder(self) -> Path:
        """The index given, or one in the run's folder that a system may make."""
        return self.index or self.out / OWN_INDEX


class System(ABC):
    """Answers questions or only searches. A new one gives a name, a description, and two methods."""

    name: str
    description: str
    answers: bool = False
    """Whether its outcomes have a status and an answer, rather than passages alone."""

    def __init__(self, place: Workplace) -> None:
        self.place = place

    def load(self) -> None:
        """Loads models and libraries, so that `prepare` is timed without them. Raises SystemUnavailable."""
        return

    @abstractmethod
    def prepare(self, papers: Collection) -> None:
        """Makes the papers searchable. Raises SystemUnavailable when the system cannot run."""

    @abstractmethod
    def ask(self, question: Question) -> Outcome:
        """Passages for the question, best first, and an answer if it gives one. May raise anything."""

    def warm_up(self) -> None:
        """Does beforehand what a first question would wait for. May raise anything."""
        self.ask(WARM_UP)

    def index_bytes(self) -> int | None:
        """Size of what `prepare` wrote to disk; None when it keeps everything in memory."""
        return None

    def configuration(self) -> dict[str, str]:
        """What a reader of the report should know to run the same again."""
        return {}

    def ingests(self) -> bool:
        """Whether `prepare` reads and indexes all papers, so that its time is worth reporting."""
        return True

    def close(self) -> None:
        """Lets go of what it holds."""
        return


def forget_index(out: Path) -> None:
    """Deletes the index that an earlier run made in its folder, so that ingestion is measured afresh."""
    folder = out / OWN_INDEX
    if (folder / "ledger.sqlite3").is_file():
        shutil.rmtree(folder)
