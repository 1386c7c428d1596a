"""Open questions worth asking: what the papers leave open, each with the words that leave it so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from scrutiny_rag.answering.places.display import readable
from scrutiny_rag.answering.shapes.quote import Quote, paper_label
from scrutiny_rag.answering.shapes.telling import quote_at
from scrutiny_rag.briefing.figures import Figure
from scrutiny_rag.briefing.model import Line
from scrutiny_rag.briefing.numbering import Numbering, unpaired
from scrutiny_rag.briefing.promised import promise_words
from scrutiny_rag.briefing.rules import LEANS
from scrutiny_rag.briefing.told import Told
from scrutiny_rag.papers.model import in_words
from scrutiny_rag.promises import Promise, PromiseKind, Status
from scrutiny_rag.record.model import Outcome
from scrutiny_rag.retrieval.search import HybridRetriever

MOST = 6
_REMINDS = 16
"""Words by which a question reminds of a promise; the citation has them all."""
_OPEN = (Status.OUTSTANDING, Status.PARTLY, Status.CHANGED, Status.REPEATED)
_UNTOLD = (Status.NO_MENTION, Status.UNKNOWN)


def questions(
    promised: Sequence[Promise],
    decided: Sequence[Told],
    told: Sequence[Told],
    differing: Sequence[tuple[Figure, Figure]],
    retriever: HybridRetriever,
    numbering: Numbering,
) -> list[Line]:
    """The questions, the most pressing first and six at most."""
    found = [
        *_of_promises(promised, retriever, numbering),
        *_of_differences(differing, numbering),
        *_of_deferred(decided, numbering),
        *_unanswered(told, numbering),
    ]
    return found[:MOST]


def _of_promises(
    promised: Sequence[Promise], retriever: HybridRetriever, numbering: Numbering
) -> Iterator[Line]:
    asked = [(rank, each) for each in promised if (rank := _rank(each)) is not None]
    for rank, each in sorted(asked, key=lambda pair: (pair[0], -(pair[1].date or date.min).toordinal()))[:4]:
        quote = quote_at(retriever, each.paper, each.char_start, each.char_end)
        yield _line(_ask(rank, each, promise_words(quote)), quote, numbering)


def _rank(each: Promise) -> int | None:
    """How pressing: overdue, open by a later paper, never told; None where nothing is open."""
    if each.kind is PromiseKind.DECISION or each.own.status or LEANS.search(readable(each.quote)):
        return None
    if each.overdue:
        return 0
    if each.status in _OPEN:
        return 1
    if each.status in _UNTOLD and each.as_of and each.date and each.as_of > each.date:
        return 2
    return None


def _ask(rank: int, each: Promise, words: str) -> str:
    what = f"“{first_words(unpaired(words))}”"
    when = f" on {in_words(each.date)}" if each.date else ""
    if rank == 0:
        due = in_words(each.due) if each.due else each.due_text
        return f"Has this been done: {what}? It was due by {due}, and no paper here says that it was done."
    if rank == 1:
        last = each.followups[-1] if each.followups else None
        by = f" by the paper of {in_words(last.date)}" if last and last.date else ""
        return f"Where does this stand now: {what}? It was {_stood(each.status)}{by}."
    upto = f" up to {in_words(each.as_of)}" if each.as_of else ""
    return f"What became of this: {what}? It was promised{when}, and no paper here{upto} tells."


def first_words(text: str) -> str:
    """As many words as remind of what is meant."""
    words = text.rstrip(" .;").split()
    return " ".join(words) if len(words) <= _REMINDS + 3 else " ".join(words[:_REMINDS]) + " …"


def _stood(status: Status) -> str:
    words = {Status.PARTLY: "partly done", Status.CHANGED: "changed", Status.REPEATED: "promised again"}
    return words.get(status, "still outstanding")


def _of_differences(differing: Sequence[tuple[Figure, Figure]], numbering: Numbering) -> Iterator[Line]:
    for newer, older in differing[:2]:
        numbers = (numbering.number(newer.told.quote), numbering.number(older.told.quote))
        yield numbering.of(
            f"Why {newer.quantity.printed} in one paper [{numbers[0]}] and {older.quantity.printed} in another "
            f"[{numbers[1]}]: has it changed, or is it counted differently?",
            numbers,
        )


def _of_deferred(decided: Sequence[Told], numbering: Numbering) -> Iterator[Line]:
    for each in decided:
        if any(act.outcome is Outcome.DEFERRED for act in each.acts):
            yield _line("When does this come back? It was put off.", each.quote, numbering)


def _unanswered(told: Sequence[Told], numbering: Numbering) -> Iterator[Line]:
    for each in told:
        if each.unanswered:
            yield _line("This was asked, and the paper records no answer.", each.quote, numbering)


def _line(text: str, quote: Quote, numbering: Numbering) -> Line:
    number = numbering.cited(quote.paper.name, quote.char_start, quote.char_end) or numbering.number(quote)
    line = numbering.of(f"{text} [{number}]", (number,), quote)
    return line.model_copy(update={"label": paper_label(quote.paper)})
