"""Which later sentences and rows are about a promise."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.papers.structure.lines import plain_text
from scrutiny_rag.promises.finding import Found
from scrutiny_rag.promises.model import FollowUp, PromiseKind, Says
from scrutiny_rag.promises.saying import telling_of, tells_of_deed, what_it_says
from scrutiny_rag.record.model import ActKind, LinkKind
from scrutiny_rag.store.records import ActRow
from scrutiny_rag.store.rows import PaperRow

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}|\d[\d,.]*\d")
_COMMON = frozenset(
    """
    the and that for was were will would with this from have has had been are its his her their they which
    who what when into also than then there these those said stated member members committee council
    councillor cllr meeting agreed report reported proposed seconded proposal resolved officer officers
    director chair shall should could about more being other such any all not but her him our your next last
    now out put get made make way undertook undertake undertaken promised january february march april may
    june july august september october november december
    """.split()
)
_NAMED = re.compile(r"(?<=[a-z0-9,;:(“] )[A-Z][\w’'-]{2,}")
"""A name within a sentence: whatever repeats a promise is about the same place or person."""
_SUBMITTED = re.compile(r"\b(?:questions?|motions?|items?) (?:submitted|by|from)\b", re.IGNORECASE)
"""A title that names who asked, and not what about."""
_FORM = re.compile(
    r"\bin accordance with\b[^.;]*?(?:\(as amended[^)]*\)|\b(?:Act|Regulations),? \d{4})|\bbe and (?:is|are) hereby "
    r"\w+|\bthe approval of the council\b|\bon the proposal of [^,;]+, seconded by [^,;]+|\bno other nominations\b",
    re.IGNORECASE,
)
"""Words of form, which matters of all kinds share."""
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "es", "ed", "s", "e", "y")
_RAREST = 12
"""Of a promise's words: by these its follow-ups are looked for."""
_MOST_HOLDING = 400
_LEAST_SHARED = 3
_LEAST_RARE = 2
_RARE, _FEW = 0.004, 6
"""Share of all lines, or number where they are few, that may hold a word which tells matters apart."""
_ABOUT = 0.45
_SURELY = 0.55
"""Share of a promise's weight that a sentence must hold to be about it, and to say that it was done."""
_TELLS = 0.65
"""The same, of a sentence that is to tell how the promise stands."""
_SAME = 0.8
"""Share of each other's weight that two tellings of one promise hold."""
_MOST = 8
_TELLING = (
    ActKind.REPORTED,
    ActKind.ANSWERED,
    ActKind.NOTED,
    ActKind.UNDERTAKEN,
    ActKind.DECIDED,
    ActKind.PROPOSED,
)


@dataclass(frozen=True, slots=True)
class _Line:
    row: ActRow
    terms: frozenset[str]


class Following:
    """The acts of all papers, to look for what became of a promise."""

    def __init__(self, rows: Sequence[ActRow], papers: Mapping[int, PaperRow]) -> None:
        self._papers = papers
        self._lines = [
            _Line(row, terms_of(f"{subject_of(row)} {row.quote}")) for row in rows if row.act.kind in _TELLING
        ]
        self._holding: dict[str, list[int]] = {}
        for n, line in enumerate(self._lines):
            for term in line.terms:
                self._holding.setdefault(term, []).append(n)
        known = {row.metadata.body for row in papers.values()} - {None}
        self._one_body = len(known) <= 1 and all(
            row.metadata.body or row.metadata.title for row in papers.values()
        )
        self._most_rare = max(_FEW, int(_RARE * len(self._lines)))
        self.answering: dict[tuple[int, int], str] = {}
        """Rows of action lists that are follow-ups of a promise, by paper and place, with that promise's id."""
        self._by_place = {(row.paper_id, row.ordinal): row for row in rows}

    def of(self, found: Found) -> list[FollowUp]:
        """What later papers of the same body say of a promise, in the order of their dates."""
        own = self._own_status(found)
        weights = self._weights(terms_of(f"{subject_of(found.row)} {found.promise.quote}"))
        names = {
            name
            for name in names_of(found.promise.quote)
            if len(self._holding.get(name, ())) <= self._most_rare
        }
        rare = sorted(weights, key=lambda term: (-weights[term], term))[:_RAREST]
        shared: Counter[int] = Counter()
        for term in rare:
            holding = self._holding.get(term, ())
            if len(holding) <= _MOST_HOLDING:
                shared.update(holding)
        whole = sum(weights.values())
        best: dict[int, tuple[float, _Line]] = {}
        for n, count in shared.items():
            line = self._lines[n]
            if count < min(_LEAST_SHARED, len(rare)) or not self._later(found, line.row):
                continue
            common = line.terms & weights.keys()
            if sum(len(self._holding[term]) <= self._most_rare for term in common) < _LEAST_RARE:
                continue  # "works", "completed", "two weeks" are no matter
            if 2 * len(names & line.terms) < len(names):
                continue  # another street's lamps
            held = sum(weights[term] for term in common) / whole
            if held >= _ABOUT and held > best.get(line.row.paper_id, (0.0,))[0]:
                best[line.row.paper_id] = held, line
        chosen = sorted(best.values(), key=lambda each: -each[0])[:_MOST]
        for _, line in chosen:
            if line.row.act.rule == "row" and self._is_answered_by(found, line.row):
                self.answering.setdefault((line.row.paper_id, line.row.ordinal), found.promise.id)
        followups = [self._followup(found, line.row, held) for held, line in chosen]
        return sorted([*own, *followups], key=lambda each: (each.date or date.min, each.char_start))

    def _told_by(self, found: Found, row: ActRow, held: float) -> Says:
        """What a sentence of prose says of a promise: nothing where its telling words may be of another matter."""
        says, words, around = telling_of(plain_text(row.quote))
        if says is Says.MENTIONED or held < _TELLS or row.act.kind is ActKind.PROPOSED:
            return Says.MENTIONED
        if found.promise.kind is PromiseKind.DECISION and says is not Says.SUPERSEDED:
            return Says.MENTIONED
        if words.lower() in plain_text(found.promise.quote).lower():
            return Says.MENTIONED  # they were the promise's own
        promised = terms_of(found.promise.quote)
        named = (terms_of(around) - terms_of(words)) & promised
        if not any(len(self._holding.get(term, ())) <= self._most_rare for term in named):
            return Says.MENTIONED
        if says in (Says.DONE, Says.LATE) and not tells_of_deed(words, promised, _stem):
            return Says.MENTIONED
        return says

    def _is_same(self, found: Found, row: ActRow) -> bool:
        """Whether a later sentence is the promise over again, nearly word for word."""
        if row.act.kind is not found.row.act.kind:
            return False
        mine, theirs = (self._weights(terms_of(quote)) for quote in (found.promise.quote, row.quote))
        shared = sum(mine[term] for term in mine.keys() & theirs.keys())
        return bool(mine and theirs) and shared >= _SAME * max(sum(mine.values()), sum(theirs.values()))

    def _is_answered_by(self, found: Found, row: ActRow) -> bool:
        """Whether a row of an action list is so surely about a promise that it needs no entry of its own."""
        weights = self._weights(terms_of(row.quote))
        shared = terms_of(found.promise.quote) & weights.keys()
        held = sum(weights[term] for term in shared) / (sum(weights.values()) or 1)
        return held >= _SURELY and len(shared) >= _LEAST_SHARED

    def _weights(self, terms: Iterable[str]) -> dict[str, float]:
        total = len(self._lines) + 1
        return {term: math.log(1 + total / (1 + len(self._holding.get(term, ())))) for term in terms}

    def _later(self, found: Found, row: ActRow) -> bool:
        if row.paper_id == found.row.paper_id:
            return False
        mine, theirs = self._papers[found.row.paper_id], self._papers[row.paper_id]
        if not self._same_body(mine, theirs):
            return False
        before, after = mine.metadata.date, theirs.metadata.date
        if before and after:
            return after > before
        # Lists of actions come after the papers whose actions they list.
        if before is None and after is None:
            return (
                theirs.metadata.type is PaperType.ACTION_LIST
                and mine.metadata.type is not PaperType.ACTION_LIST
            )
        return before is None

    def _same_body(self, mine: PaperRow, theirs: PaperRow) -> bool:
        """Whether two papers are of one body, as far as they say; where only one body is known, all are its."""
        a, b = mine.metadata, theirs.metadata
        if a.body and b.body:
            return a.body == b.body
        if a.committee and b.committee:
            return a.committee == b.committee
        return self._one_body or (a.title is not None and a.title == b.title)

    def _own_status(self, found: Found) -> list[FollowUp]:
        """What the row of a promise says of it in its own status column."""
        links = [link for link in found.row.act.links if link.kind is LinkKind.STATUS]
        rows = [self._by_place.get((found.row.paper_id, link.act)) for link in links]
        return [self._as_followup(row, what_it_says(plain_text(row.quote))) for row in rows if row]

    def _followup(self, found: Found, row: ActRow, held: float) -> FollowUp:
        status = next((link.act for link in row.act.links if link.kind is LinkKind.STATUS), None)
        if status is not None and (cell := self._by_place.get((row.paper_id, status))):
            return self._as_followup(cell, what_it_says(plain_text(cell.quote)))
        says = self._told_by(found, row, held)
        again = row.act.kind in (ActKind.UNDERTAKEN, ActKind.PROPOSED) and held >= _SURELY
        if found.promise.kind is not PromiseKind.DECISION and self._is_same(found, row):
            says = Says.REPEATED  # whatever its words tell, they were the promise's own
        elif says is Says.MENTIONED and again and found.promise.kind is not PromiseKind.DECISION:
            says = Says.REPEATED
        return self._as_followup(row, says)

    def _as_followup(self, row: ActRow, says: Says) -> FollowUp:
        paper = self._papers[row.paper_id]
        return FollowUp(
            paper.name, row.quote, row.act.char_start, row.act.char_end, paper.metadata.date, says
        )


def subject_of(row: ActRow) -> str:
    """What the title of an act's item says of its matter."""
    return "" if row.title is None or _SUBMITTED.search(row.title) else row.title


def names_of(quote: str) -> frozenset[str]:
    """The names within a sentence, as `terms_of` gives its words."""
    return terms_of(" ".join(_NAMED.findall(plain_text(quote))))


def terms_of(text: str) -> frozenset[str]:
    """What two tellings of one matter share: the stems of its words, without those that all papers hold."""
    found = set()
    for word in _WORD.findall(_FORM.sub(" ", plain_text(text))):
        lowered = word.lower().replace("’", "'").removesuffix("'s")
        if lowered in _COMMON:
            continue
        if not re.fullmatch(r"(?:19|20)\d\d", lowered):
            found.add(_stem(lowered))
    return frozenset(found)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
