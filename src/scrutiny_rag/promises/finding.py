"""The promises of papers, from the acts of their records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from scrutiny_rag.papers.structure.lines import plain_text
from scrutiny_rag.promises.model import Promise, PromiseKind
from scrutiny_rag.record.model import Act, ActKind
from scrutiny_rag.store.records import ActRow
from scrutiny_rag.store.rows import PaperRow

KINDS = (ActKind.UNDERTAKEN, ActKind.RECOMMENDED, ActKind.DECIDED)
"""The acts that make an entry."""
_GIVEN = frozenset({"action-label", "somebody-to-do", "asked-to-do", "initials-in-margin", "row", "listed"})
_SAME_PHRASE = re.compile(r"[\W_]+")
_LEADS = re.compile(
    r"^.*?\b(?:agreed|resolved|resolved:|undertook|promised|recommended|asked|requested|offered|would|will|"
    r"’ll|going)\b"
    r"(?: that| to| be)?\W*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*(?:ACTIONS?|RESOLVED|AGREED|RECOMMENDED|Action|Agreed|Resolved|REPLY)\b[^:\w]*:?\s*(?:[Tt]hat,? )?"
)
_LONGEST_PHRASE = 90
_TITLES = re.compile(r"\b(?:councillor|cllr|clir|mr|mrs|ms|miss|dr|the|chief|acting)\b\.?", re.IGNORECASE)
# "Adopted" minutes and thanks are decisions that nobody follows up.
_FORMAL = re.compile(
    r"\bminutes\b.{0,120}\b(?:adopted|approved|agreed|signed|correct|confirmed|true)\b|^\W*(?:carried|agreed)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A promise with the act that it is, and its paper's id."""

    promise: Promise
    row: ActRow


def find_promises(
    rows: Iterable[ActRow], papers: Mapping[int, PaperRow], pages: Mapping[int, list[tuple[int, int]]]
) -> list[Found]:
    """One entry for each undertaking, action, recommendation and decision, in the papers' order.

    The same words of the same meeting, as in its draft and its confirmed minutes, are one entry: the better
    paper's. A sentence that decides and gives something to do is an action. `pages` has each paper's page starts.
    """
    found: dict[str, Found] = {}
    for row in sorted(rows, key=lambda row: (_rank(papers[row.paper_id]), row.paper_id, row.ordinal)):
        paper = papers[row.paper_id]
        key = promise_id(paper, row.quote)
        if key in found:
            found[key] = _better(found[key], row, paper)
            continue
        found[key] = Found(_promise(key, row, paper, pages.get(row.paper_id, [])), row)
    return sorted(found.values(), key=lambda each: (each.row.paper_id, each.row.ordinal))


def promise_id(paper: PaperRow, quote: str) -> str:
    """An identifier made of the meeting and the words: no number that another ingest would give anew."""
    meta = paper.metadata
    meeting = f"{meta.body or ''}|{meta.committee or ''}|{meta.date}" if meta.date else paper.name
    letters = _SAME_PHRASE.sub("", plain_text(quote)).lower()
    return "P-" + sha256(f"{meeting.lower()}|{letters}".encode()).hexdigest()[:10]


def one_owner(promises: Iterable[Found]) -> list[Found]:
    """The promises, an owner spelt in several ways in one body's papers given the spelling used most."""
    promises = list(promises)
    spellings: dict[tuple[str | None, str], dict[str, int]] = {}
    for each in promises:
        if each.promise.owner:
            seen = spellings.setdefault((each.promise.body, owner_key(each.promise.owner)), {})
            seen[each.promise.owner] = seen.get(each.promise.owner, 0) + 1
    best = {key: max(seen, key=lambda name: (seen[name], len(name), name)) for key, seen in spellings.items()}
    return [
        replace(
            each,
            promise=replace(each.promise, owner=best[each.promise.body, owner_key(each.promise.owner)]),
        )
        if each.promise.owner
        else each
        for each in promises
    ]


def owner_key(owner: str) -> str:
    """What spellings of one owner share: "Cllr. A. Reed", "Councillor A Reed" and "the Councillor A. Reed"."""
    return _SAME_PHRASE.sub(" ", _TITLES.sub(" ", owner)).strip().lower()


def _rank(paper: PaperRow) -> int:
    return 1 if paper.state.value == "superseded" or paper.metadata.draft else 0


def _better(held: Found, row: ActRow, paper: PaperRow) -> Found:
    """The entry, told more of by another act of the same words."""
    promise = held.promise
    kind = _kind(row.act)
    if row.paper_id == held.row.paper_id and promise.kind is PromiseKind.DECISION and row.act.owner:
        promise = replace(promise, kind=kind)
    return replace(
        held,
        promise=replace(
            promise,
            owner=promise.owner or row.act.owner,
            made_by=promise.made_by or row.act.who,
            due=promise.due or row.act.due,
            due_text=promise.due_text or row.act.due_text,
        ),
    )


def _promise(key: str, row: ActRow, paper: PaperRow, pages: list[tuple[int, int]]) -> Promise:
    meta, act = paper.metadata, row.act
    page = next((number for start, number in reversed(pages) if start <= act.char_start), None)
    return Promise(
        id=key,
        kind=_kind(act),
        paper=paper.name,
        quote=row.quote,
        char_start=act.char_start,
        char_end=act.char_end,
        phrase=phrase_of(row.quote),
        made_by=act.who,
        owner=act.owner,
        due=act.due,
        due_text=act.due_text,
        date=meta.date,
        body=meta.body,
        committee=meta.committee,
        item=row.number,
        subject=row.title,
        page=page,
        outcome=str(act.outcome) if act.outcome else None,
        rule=act.rule,
    )


def _kind(act: Act) -> PromiseKind:
    if act.kind is ActKind.RECOMMENDED:
        return PromiseKind.RECOMMENDATION
    if act.kind is ActKind.DECIDED:
        return PromiseKind.DECISION
    return PromiseKind.ACTION if act.rule in _GIVEN else PromiseKind.UNDERTAKING


def is_formal(promise: Promise) -> bool:
    """Whether a decision is one of form, such as the adoption of minutes, that nobody follows up."""
    return promise.kind is PromiseKind.DECISION and bool(_FORMAL.search(plain_text(promise.quote)))


def phrase_of(quote: str) -> str:
    """A short stretch of the quote that says what is promised, words and all."""
    plain = _LABEL.sub("", plain_text(quote))
    lead = _LEADS.match(plain)
    rest = plain[lead.end() :] if lead and len(plain) - lead.end() > 20 else plain
    if len(rest) <= _LONGEST_PHRASE:
        return rest.rstrip(" .;")
    return rest[:_LONGEST_PHRASE].rsplit(" ", 1)[0].rstrip(" ,.;")
