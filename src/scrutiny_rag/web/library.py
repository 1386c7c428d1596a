"""What the index holds, as the page's lists show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrutiny_rag.papers.model import BlockKind, Paper
from scrutiny_rag.web.markup import count

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant, PaperEntry


@dataclass(frozen=True, slots=True)
class Choices:
    """What a search can be narrowed to, each list in alphabetical order."""

    bodies: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    """(what is shown, file name)"""
    hints: dict[str, str] = field(default_factory=dict)
    """Where papers do not state what could be chosen: "body", "committee" or "date", and a sentence for people."""


class Library:
    """The papers of an assistant's index, read anew whenever asked: an ingest shows on the next reload."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._speakers: dict[tuple[str, int], tuple[str, ...]] = {}

    def entries(self) -> list[PaperEntry]:
        """The papers that can be searched, newest first; those without a date last, by title."""
        usable = [entry for entry in self._assistant.papers() if entry.passages]
        usable.sort(key=lambda entry: (entry.title or entry.paper).lower())
        usable.sort(key=lambda entry: entry.date or "", reverse=True)
        return usable

    def unread(self) -> list[str]:
        """Names of the papers that could not be read when they were ingested."""
        return [entry.paper for entry in self.failed()]

    def failed(self) -> list[PaperEntry]:
        """The papers that could not be read when they were ingested, with the reason."""
        return [entry for entry in self._assistant.papers() if entry.state == "failed"]

    def paper(self, name: str) -> Paper:
        """The paper of that name. Raises ValueError, with a sentence for people, where the index has none."""
        return self._assistant.paper(name)

    def size(self) -> str:
        """How much is searched, in words: "12 papers"."""
        return count(len(self.entries()), "paper")

    def choices(self) -> Choices:
        """What the filters offer."""
        entries = self.entries()
        return Choices(
            bodies=_sorted(entry.body for entry in entries),
            committees=_sorted(entry.committee for entry in entries),
            types=_sorted(str(entry.type) for entry in entries),
            speakers=_sorted(name for entry in entries for name in self._speakers_of(entry)),
            papers=tuple(sorted((paper_label(entry), entry.paper) for entry in entries)),
            hints=_hints(entries),
        )

    def _speakers_of(self, entry: PaperEntry) -> tuple[str, ...]:
        if entry.type != "transcript":
            return ()
        key = (entry.paper, entry.words)
        if key not in self._speakers:
            blocks = self.paper(entry.paper).blocks
            self._speakers[key] = tuple({b.speaker for b in blocks if b.kind is BlockKind.TURN and b.speaker})
        return self._speakers[key]


def paper_label(entry: PaperEntry) -> str:
    """A paper's title, with its file name where the title does not say it."""
    return f"{entry.title} ({entry.paper})" if entry.title and entry.title != entry.paper else entry.paper


def _hints(entries: Sequence[PaperEntry]) -> dict[str, str]:
    lacking = {name: sum(not getattr(e, name) for e in entries) for name in ("body", "committee", "date")}
    return {
        name: f"{count(number, 'paper')} of {len(entries):,} state no {name}: a choice here leaves them out."
        for name, number in lacking.items()
        if number
    }


def narrow(entries: Sequence[PaperEntry], words: str) -> list[PaperEntry]:
    """The entries whose title, body, committee, type, date or file name hold every word, in any case."""
    wanted = words.lower().split()
    return [entry for entry in entries if all(word in _haystack(entry) for word in wanted)]


def _haystack(entry: PaperEntry) -> str:
    fields = (entry.title, entry.body, entry.committee, entry.type, entry.date, entry.paper)
    return " ".join(str(field) for field in fields if field).lower()


def _sorted(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}, key=str.lower))
