"""What a set of filters leaves of the index."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process

from scrutiny_rag.errors import FilterError
from scrutiny_rag.retrieval.abbreviations import Abbreviations
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.names_in_questions import Names
from scrutiny_rag.retrieval.naming import SpeakerNames, fold
from scrutiny_rag.store.abbreviations import stored_abbreviations
from scrutiny_rag.store.ledger import LIVE, Ledger, PaperRow, State

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Catalogue:
    """The papers and speakers of an index, as of one generation of its ledger."""

    generation: int
    papers: dict[int, PaperRow]
    listed: dict[str, int]
    """Every listed name, duplicates included, with the id of the paper that is searched for it."""
    speakers: dict[str, int]
    """Speakers with how many passages each has."""
    better: dict[int, int] = field(default_factory=dict)
    """Papers that another one makes superfluous, each with that other: a search that may look at both shows
    the better one alone."""

    abbreviations: Abbreviations = field(default_factory=lambda: Abbreviations({}))
    """What the papers' abbreviations stand for."""

    @classmethod
    def load(cls, ledger: Ledger) -> Catalogue:
        """Read the catalogue from the ledger."""
        generation = ledger.generation()
        live = {row.name: row for row in ledger.rows(*LIVE)}
        copies = [row for row in ledger.rows(State.DUPLICATE) if row.same_as in live]
        listed = {row.name: live[row.same_as or ""].id for row in copies}
        listed |= {name: row.id for name, row in live.items()}
        better = {row.id: live[row.same_as].id for row in live.values() if row.same_as in live}
        papers = {row.id: row for row in live.values()}
        explained = stored_abbreviations(ledger).papers
        abbreviations = Abbreviations({i: pairs for i, pairs in explained.items() if i in papers})
        return cls(generation, papers, listed, dict(ledger.speakers()), better, abbreviations)

    @cached_property
    def dates(self) -> dict[int, date]:
        """The dates of papers that have one."""
        return {i: row.metadata.date for i, row in self.papers.items() if row.metadata.date is not None}

    @cached_property
    def speaker_names(self) -> SpeakerNames:
        """The speakers, ready to be found in questions."""
        return SpeakerNames(self.speakers)

    @cached_property
    def _papers_by(self) -> dict[str, dict[str, frozenset[int]]]:
        found: dict[str, dict[str, set[int]]] = {"body": {}, "committee": {}, "type": {}}
        for i, row in self.papers.items():
            meta = row.metadata
            for name, value in (
                ("body", meta.body),
                ("committee", meta.committee),
                ("type", meta.type.value),
            ):
                if value:
                    found[name].setdefault(value, set()).add(i)
        return {name: {value: frozenset(ids) for value, ids in by.items()} for name, by in found.items()}

    @cached_property
    def _names(self) -> dict[str, Names]:
        return {field: Names(sorted(self._papers_by[field])) for field in ("body", "committee")}

    def papers_by(self, field: str) -> dict[str, frozenset[int]]:
        """Papers by their "body", "committee" or "type"; those without one are under no name."""
        return self._papers_by[field]

    def names(self, field: str) -> Names:
        """The names of "body" or "committee", ready to be found in questions."""
        return self._names[field]

    def shown(self, papers: frozenset[int] | None) -> frozenset[int]:
        """Of these papers (None: all), those that no better one among them stands for."""
        within = frozenset(self.papers) if papers is None else papers & self.papers.keys()
        return frozenset(paper for paper in within if self.better.get(paper) not in within)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a search may look; None is everywhere."""

    papers: frozenset[int] | None = None
    speakers: tuple[str, ...] | None = None
    undated: int = 0
    """Papers that a filter by date left out because they bear none, and that all else would have let in."""


def find_scope(filters: Filters, catalogue: Catalogue) -> Scope:
    """The papers and speakers that `filters` leave.

    Raises FilterError where a body, committee, speaker or paper is not in the index, naming the nearest.
    """
    papers: frozenset[int] | None = None
    undated = 0
    if filters.model_copy(update={"speaker": None}):
        paper_ids = None
        if filters.paper is not None:
            paper_ids = {
                catalogue.listed[name] for name in _matching("paper", filters.paper, list(catalogue.listed))
            }
        bodies = _names("body", filters.body, [r.metadata.body for r in catalogue.papers.values()])
        committees = _names(
            "committee", filters.committee, [r.metadata.committee for r in catalogue.papers.values()]
        )
        fitting = [
            row
            for row in catalogue.papers.values()
            if (paper_ids is None or row.id in paper_ids)
            and (bodies is None or row.metadata.body in bodies)
            and (committees is None or row.metadata.committee in committees)
            and (filters.type is None or row.metadata.type is filters.type)
        ]
        papers = frozenset(row.id for row in fitting if _in_time(row, filters))
        undated = sum(row.metadata.date is None and row.id not in papers for row in fitting)
    speakers = None
    if filters.speaker is not None:
        speakers = tuple(_matching("speaker", filters.speaker, list(catalogue.speakers)))
    return Scope(papers, speakers, undated)


def _in_time(row: PaperRow, filters: Filters) -> bool:
    if filters.since is None and filters.until is None:
        return True
    day = row.metadata.date
    if day is None:
        return False
    return (filters.since is None or day >= filters.since) and (filters.until is None or day <= filters.until)


def _names(field: str, wanted: str | None, held: list[str | None]) -> set[str] | None:
    if wanted is None:
        return None
    return set(_matching(field, wanted, sorted({name for name in held if name})))


def _matching(field: str, wanted: str, held: list[str]) -> list[str]:
    """Names equal to `wanted`, however spelled; else those that have all of its words, whole or as parts.

    Papers print one committee in several ways: a hyphen or none, "and" or "&".
    """
    folded = wanted.casefold().strip()
    if not folded:
        raise FilterError(f"The filter {field} is empty: give a name or leave it out.")
    words = _spelling(wanted)
    exact = [
        name
        for name in held
        if name.casefold() == folded or (field != "paper" and words and _spelling(name) == words)
    ]
    if exact:
        return exact
    parts = [folded] if field == "paper" else _WORD.findall(fold(wanted))
    spelled = {name: name.casefold() if field == "paper" else fold(name) for name in held}
    # "Lee" is Ms Lee and not Mr Fleet, but "Salt" may be Saltmarsh.
    whole = [name for name, text in spelled.items() if parts and set(parts) <= set(_WORD.findall(text))]
    within = [name for name, text in spelled.items() if parts and all(part in text for part in parts)]
    if whole or within:
        return whole or within
    near = [
        name for name, _, _ in process.extract(wanted, held, scorer=fuzz.WRatio, limit=3, score_cutoff=50)
    ]
    hint = f"the nearest are {', '.join(near)}" if near else "see `scrutiny-rag papers` for what it holds"
    raise FilterError(f"No {field} {wanted!r} is in the index; {hint}.")


def _spelling(name: str) -> list[str]:
    """The words of a name, whatever stands between them."""
    return [word for word in _WORD.findall(fold(name)) if word != "and"]
