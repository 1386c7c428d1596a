"""Questions to go on with: what else happened in the item that was answered from, and in the items beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.record.model import ActKind, Item, Record
from scrutiny_rag.web.markup import escape

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

MOST = 3
_MOST_TRIED = 6
_LOOKED_AT = 5
"""Places that a search brings: the item that a question is about has to be among them."""
_TITLE = re.compile(r"[\w£“\"'‘][^\n.:;?!|]{4,70}")
_FEWEST_WORDS, _MOST_WORDS = 2, 9
_ASKS = {
    ActKind.UNDERTAKEN: "What was promised about {title}?",
    ActKind.DECIDED: "What was decided about {title}?",
    ActKind.RECOMMENDED: "What was recommended about {title}?",
    ActKind.VOTED: "How was the vote on {title}?",
}
_ELSE = "What was said about {title}?"


def follow_ups(answer: Answer, assistant: Assistant) -> tuple[str, ...]:
    """At most three questions whose item a search for them finds; none after an answer that found nothing."""
    if answer.status == "not_found" or not answer.citations:
        return ()
    found: list[str] = []
    for question, paper, item in _candidates(answer, assistant)[:_MOST_TRIED]:
        if len(found) == MOST:
            break
        if question not in found and _finds(assistant, question, paper, item):
            found.append(question)
    return tuple(found)


def go_on_html(questions: Sequence[str]) -> str:
    """The questions as buttons."""
    if not questions:
        return ""
    buttons = "".join(
        f'<button type="button" class="act" data-question="{escape(question)}">{escape(question)}</button>'
        for question in questions
    )
    return f'<div class="go-on" role="group" aria-label="Questions to go on with"><p>Go on with</p>{buttons}</div>'


def _candidates(answer: Answer, assistant: Assistant) -> list[tuple[str, str, Item]]:
    made: list[tuple[str, str, Item]] = []
    asked = _words(answer.question)
    for citation in _one_a_paper(answer):
        try:
            record = assistant.record(citation.paper)
        except ValueError:
            continue  # the paper has left the index since
        times = Counter(_title(item) for item in record.items)
        for item in _beside(record, citation):
            title = _title(item)
            # A heading over many items, such as a table's, is what none of them is about.
            if not _is_subject(title) or times[title] > 1:
                continue
            kinds = {act.kind for act in item.acts}
            form = next((form for kind, form in _ASKS.items() if kind in kinds), _ELSE)
            # What was asked just now is not offered again.
            if form is _ELSE and _words(title) <= asked:
                continue
            made.append((form.format(title=title), citation.paper, item))
    return made


def _one_a_paper(answer: Answer) -> Iterator[Citation]:
    seen: set[str] = set()
    for citation in answer.citations:
        if citation.paper not in seen:
            seen.add(citation.paper)
            yield citation


def _beside(record: Record, citation: Citation) -> list[Item]:
    """The item that holds the citation, then those after and before it, the nearest first."""
    at = next(
        (n for n, item in enumerate(record.items) if item.char_start <= citation.char_start < item.char_end),
        None,
    )
    if at is None:
        return []
    order = sorted(range(len(record.items)), key=lambda n: (abs(n - at), n < at))
    return [record.items[n] for n in order[:_LOOKED_AT]]


def _title(item: Item) -> str:
    return " ".join((item.title or "").split())


def _is_subject(title: str) -> bool:
    return bool(_TITLE.fullmatch(title)) and _FEWEST_WORDS <= len(title.split()) <= _MOST_WORDS


def _finds(assistant: Assistant, question: str, paper: str, item: Item) -> bool:
    places = assistant.search(question, top_k=_LOOKED_AT).passages
    return any(
        p.paper == paper and p.char_start < item.char_end and item.char_start < p.char_end for p in places
    )


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", text)}
