"""What a question says about which papers are meant: findings, each with its words and how sure it is.

Only wording that says where to look makes a finding strong, and only a strong one narrows the search: a name or
a date in passing is as often what a question is about, and the paper that answers may be another body's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scrutiny_rag.retrieval.dates_in_questions import About, DateWords, dates_named
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.kinds_in_questions import kinds_named
from scrutiny_rag.retrieval.names_in_questions import Named
from scrutiny_rag.retrieval.results import Finding, FindingField
from scrutiny_rag.retrieval.scope import Catalogue

_PAPERS = r"(?:meetings?|minutes|transcripts?|sessions?|papers)"
_PAPERS_AFTER = re.compile(rf"^(?:['’]s?)? {_PAPERS}\b", re.IGNORECASE)
_PAPERS_OF = re.compile(
    rf"(?<!next )(?<!monthly )\b{_PAPERS}(?: held)?(?: on [^,;:]{{4,30}})? (?:of|from|by)(?: the)? $",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|before) the (?:last |latest |most recent |newest )?$", re.IGNORECASE)
_ACTS_BEFORE = re.compile(r"\b(?:did|has|had|have) (?:the )?$", re.IGNORECASE)
_ACTS_AFTER = re.compile(
    r"^ (?:resolve|agree|decide|recommend|discuss|hear|ask|note|consider|conclude|receive|raise|review)(?:d|ed)?\b|"
    r"^ (?:heard|been told)\b",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"\b(?:next|refer(?:red)?|members?|chair|remit|terms of reference|set up|establish)\b", re.IGNORECASE
)
_REFERRED = re.compile(r"\b(?:refer(?:red|s)?|sent|passed)(?: \w+){0,3} to (?:the )?$", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:compar|differ|both|than|versus|unlike|whereas)", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|or|nor|with)\b|&", re.IGNORECASE)
_REACH = 40
_NARROWABLE: tuple[FindingField, ...] = ("body", "committee", "type", "date")


@dataclass(frozen=True, slots=True)
class Reading:
    """A finding, and the papers that it means."""

    finding: Finding
    papers: frozenset[int]
    latest: bool = False
    """True for "the latest meeting": its date, and so its papers, depend on the other findings."""

    @property
    def strong(self) -> bool:
        """True where it narrows."""
        return self.finding.strength == "strong"


def read_question(question: str, filters: Filters, catalogue: Catalogue, today: date) -> list[Reading]:
    """What `question` says about which papers are meant, in its order, white space being single spaces.

    What the person filters by is not read again, and what `filters.without` names is left out. A strong finding
    may mean no paper; a weak one means at least one.
    """
    if filters.paper is not None:
        return []
    readings = [
        *([] if filters.body else _names("body", question, catalogue)),
        *([] if filters.committee else _names("committee", question, catalogue)),
        *([] if filters.type else _kinds(question, catalogue)),
        *([] if filters.since or filters.until else _dates(question, catalogue, today)),
    ]
    kept = [r for r in _outermost(readings) if filters.takes(r.finding.key) and (r.strong or r.papers)]
    return sorted(_together(_demoted(kept, question)), key=lambda r: (r.finding.start, r.finding.field))


def _names(field: FindingField, question: str, catalogue: Catalogue) -> Iterator[Reading]:
    names, papers = catalogue.names(field), catalogue.papers_by(field)
    named = names.named(question)
    parts = Counter((n.start, n.end) for n in named if not n.whole)
    for each in named:
        if _REFERRED.search(question[: each.start]):
            continue  # what another committee was to look into
        alone = each.whole or parts[each.start, each.end] == 1  # spellings of one full name count as one
        strong = _says_where(question, each, committee=field == "committee", alone=alone)
        meant = [each.name] if strong else names.of_place(each.name)
        held = frozenset().union(*(papers[name] for name in meant))
        yield Reading(_finding(field, each.name, question, each.start, each.end, strong), held)


def _says_where(question: str, named: Named, *, committee: bool, alone: bool) -> bool:
    before, after = question[: named.start], question[named.end :]
    near = before[-_REACH:]
    if _ABOUT_IT.search(near):
        return False
    if _PAPERS_AFTER.match(after) or _PAPERS_OF.search(before):
        return named.whole or alone or not committee
    kind_said = named.whole or question[named.start : named.end].count(" ") > 0
    if not committee or not alone or not kind_said:
        return False
    return bool(_AT.search(before) or (_ACTS_BEFORE.search(before) and _ACTS_AFTER.match(after)))


def _kinds(question: str, catalogue: Catalogue) -> Iterator[Reading]:
    papers = catalogue.papers_by("type")
    for kind in kinds_named(question):
        held = papers.get(kind.type.value, frozenset())
        yield Reading(_finding("type", kind.type.value, question, kind.start, kind.end, kind.where), held)


def _dates(question: str, catalogue: Catalogue, today: date) -> Iterator[Reading]:
    for words in dates_named(question, today):
        if words.period is None:
            finding = _finding("date", "latest", question, words.start, words.end, strong=True)
            yield Reading(finding, frozenset(catalogue.papers), latest=True)
            continue
        held = frozenset(i for i, day in catalogue.dates.items() if words.period.holds(day))
        strong = words.about is not About.CONTENT
        if words.about is About.SAYING:
            # "What was said in 2016" is no meeting's date: where no paper fits, it says nothing about papers.
            if not held:
                continue
            if not words.period.is_day:
                held |= catalogue.papers.keys() - catalogue.dates.keys()
        yield Reading(_date_finding(words, question, strong), held)


def _date_finding(words: DateWords, question: str, strong: bool) -> Finding:
    assert words.period is not None
    return _finding("date", words.period.to_iso(), question, words.start, words.end, strong)


def _finding(field: FindingField, value: str, question: str, start: int, end: int, strong: bool) -> Finding:
    return Finding(
        field=field,
        value=value,
        words=question[start:end],
        start=start,
        end=end,
        strength="strong" if strong else "weak",
    )


def _outermost(readings: list[Reading]) -> list[Reading]:
    """The readings without bodies and committees whose words are only a part of another's name."""
    named = [r.finding for r in readings if r.finding.field in ("body", "committee")]

    def within(finding: Finding) -> bool:
        return any(
            other.start <= finding.start
            and finding.end <= other.end
            and len(other.words) > len(finding.words)
            for other in named
        )

    return [r for r in readings if r.finding.field not in ("body", "committee") or not within(r.finding)]


def _demoted(readings: list[Reading], question: str) -> list[Reading]:
    """The readings, those weak that would shut out what the question names as well."""
    kept = []
    for reading in readings:
        finding = reading.finding
        joined = any(
            o.finding.field == finding.field and not o.strong and _joined(o.finding, finding, question)
            for o in readings
        )
        compares = finding.field in ("body", "committee") and _COMPARES.search(question)
        if reading.strong and finding.field in _NARROWABLE and (joined or compares):
            reading = replace(reading, finding=finding.model_copy(update={"strength": "weak"}))
        if reading.strong or (reading.papers and not reading.latest):
            kept.append(reading)
    return kept


def _joined(a: Finding, b: Finding, question: str) -> bool:
    """True where two findings stand side by side: "the Saltmarsh minutes and Thorne"."""
    first, second = sorted((a, b), key=lambda finding: finding.start)
    between = question[first.end : second.start]
    return first.end <= second.start and len(between) <= 30 and _AND.search(between) is not None


def _together(readings: list[Reading]) -> list[Reading]:
    """The readings, the weak ones that rest on the same words meaning the papers of all of them.

    A place is in the names of a council, of the body before it and of its committees alike.
    """
    at_words: dict[tuple[int, int], frozenset[int]] = {}
    for reading in readings:
        if not reading.strong:
            words = reading.finding.start, reading.finding.end
            at_words[words] = at_words.get(words, frozenset()) | reading.papers
    return [r if r.strong else replace(r, papers=at_words[r.finding.start, r.finding.end]) for r in readings]
