"""An entry of the register in words: who, by when, and what became of it by which paper."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_rag.answering.places.acts import block_at
from scrutiny_rag.answering.shapes.entry import Entry, Later
from scrutiny_rag.answering.shapes.quote import Composed, Quote
from scrutiny_rag.papers.model import BlockKind, in_words
from scrutiny_rag.papers.sentences import block_sentences
from scrutiny_rag.retrieval.search import HybridRetriever

MENTIONED = "mentioned"
_FEW, _WIDEST = 7, 400
"""Words of a quote that does not say what it is about; characters of one that is widened until it does."""
_UNTOLD = frozenset({"unknown", "no later mention"})
_STATUS = {
    "kept": "Done",
    "late": "Done, late",
    "partly": "Partly done",
    "outstanding": "Outstanding",
    "changed": "Changed",
    "superseded": "No longer to be done",
    "repeated": "Promised again",
    "unknown": "Mentioned again, which does not tell whether it was done",
}


def told(
    entries: Sequence[Entry],
    retriever: HybridRetriever,
    *,
    lead: str | None = None,
    sure: float | None = None,
    rules: tuple[str, ...] = (),
    whole: bool = False,
) -> Composed:
    """The entries as an answer, in their order, each with the words of the paper that says how it stands.

    `whole` says of each what its paper does not state, owner or date, as a list of actions does.
    """
    quotes: list[Quote] = []
    after: list[str] = []
    joined: set[int] = set()
    numbers: dict[tuple[str, int, int], int] = {}
    own = [_of_entry(retriever, entry) for entry in entries]
    main = {(quote.paper.name, quote.block.char_start) for quote in own}
    for entry, quote in zip(entries, own, strict=True):
        words = [*who_and_when(entry, whole=whole)]
        quotes.append(quote)
        later = telling(entry)
        standing = how_it_stands(entry, later)
        if later is None:
            after.append(" ".join(filter(None, [*words, standing and f"{standing}."])))
            continue
        place = (later.paper, later.char_start, later.char_end)
        block = block_at(retriever.paper(later.paper), later.char_start)
        if place in numbers or (later.paper, block.char_start) in main:
            # The same words are cited once: an entry that a line above cites too is only named here.
            number = f" [{numbers[place]}]" if place in numbers else ""
            after.append(" ".join([*words, f"{standing}{number}."]))
            continue
        after.append(" ".join([*words, f"{standing}:"]))
        joined.add(len(quotes))
        quotes.append(quote_at(retriever, *place))
        after.append("")
        numbers[place] = len(quotes)
    return Composed(
        tuple(quotes),
        lead=lead,
        listed=len(entries) > 1,
        sure=sure,
        rules=rules,
        after=tuple(after),
        joined=frozenset(joined),
    )


def quote_at(retriever: HybridRetriever, name: str, start: int, end: int) -> Quote:
    """The quote of a stretch of the paper of a listed name."""
    paper = retriever.paper(name)
    return Quote(paper, block_at(paper, start), start, end)


def _of_entry(retriever: HybridRetriever, entry: Entry) -> Quote:
    """The quote of an entry; one of a few words with the sentences before it that say what "this" is."""
    quote = quote_at(retriever, entry.paper, entry.char_start, entry.char_end)
    if len(entry.quote.split()) > _FEW or quote.block.kind is BlockKind.ROW:
        return quote
    start = entry.char_start
    for first, last in reversed(list(block_sentences(quote.paper.text, quote.block))):
        if last <= start and entry.char_end - first <= _WIDEST and start == entry.char_start:
            start = first
    return quote_at(retriever, entry.paper, start, entry.char_end)


def who_and_when(entry: Entry, *, whole: bool = False) -> list[str]:
    """Owner and due date, a sentence each; of what is not stated nothing, or with `whole` that it is not."""
    owner = entry.own.owner or entry.owner
    said = []
    if owner:
        said.append(f"Owner: {owner}{' (your own note)' if entry.own.owner else ''}.")
    elif entry.made_by:
        said.append(f"By: {entry.made_by}.")
    elif whole:
        said.append("Owner not stated.")
    if entry.due_text or entry.due:
        day = in_words(entry.due) if entry.due else ""
        text = " ".join((entry.due_text or "").split())
        both = f"{text} ({day})" if text and day and day.lower() not in text.lower() else text or day
        said.append(f"Due: {both}.")
    elif whole and entry.kind != "decision":
        said.append("No date stated.")
    return said


def telling(entry: Entry) -> Later | None:
    """The later words that say how an entry stands; the last that mention it where none tells."""
    tell = [each for each in entry.followups if each.says != MENTIONED]
    found = tell or list(entry.followups)
    return found[-1] if found else None


def how_it_stands(entry: Entry, later: Later | None) -> str:
    """The status in words, with the day of the paper that says so; "" where there is nothing to say."""
    own = f"Your own note: {entry.own.status}. " if entry.own.status else ""
    passed = ", and its date has passed" if entry.overdue else ""
    if later is None:
        if entry.kind == "decision" or entry.as_of is None or entry.date is None:
            return own.rstrip(" .")
        if entry.as_of <= entry.date:
            return f"{own}No later paper tells what became of it{passed}"
        return f"{own}No later mention in the papers up to {in_words(entry.as_of)}{passed}"
    day = f" by the paper of {in_words(later.date)}" if later.date else " by a later paper"
    status = _STATUS.get(entry.status, entry.status.capitalize())
    if entry.status in _UNTOLD:
        return f"{own}{status}{passed}, {day.removeprefix(' by ')}"
    return f"{own}{status}{day}{passed}"
