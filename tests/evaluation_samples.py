"""Invented papers, questions and outcomes for the evaluation's tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrutiny_rag.answering.answer import Citation, Claim
from scrutiny_rag.evaluation.case import Case, Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.outcome import Hit, Outcome
from scrutiny_rag.evaluation.questions import Question
from scrutiny_rag.evaluation.systems.base import System
from scrutiny_rag.papers.model import Page, Paper

HARBOUR = (
    "Minutes of the Harbour Panel\n\nThe ferry timetable will be reprinted by May 2031.\n"
    "Councillor Adeyemi asked who pays for the lighthouse lamp.\n\n"
    "RESOLVED: That the lamp be mended with 40 new mirrors."
)
PARKS = (
    "Minutes of the Parks Panel\n\nThe orchard has 212 pear trees.\n"
    "Wardens count the hedgehogs each autumn.\n"
    "The bandstand roof leaks and nobody has promised to mend it."
)


def paper(name: str, text: str, pages: tuple[Page, ...] = ()) -> Paper:
    return Paper(name=name, text=text, pages=pages)


def collection() -> Collection:
    """Two papers; the harbour's has two pages, parted before RESOLVED."""
    part = HARBOUR.index("RESOLVED")
    pages = (Page(1, 0, part), Page(2, part, len(HARBOUR)))
    return Collection(
        {"harbour.txt": paper("harbour.txt", HARBOUR, pages), "parks.txt": paper("parks.txt", PARKS)}
    )


def write_papers(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "parks.txt").write_text(PARKS, encoding="utf-8")
    return folder


ROWS: list[dict[str, Any]] = [
    {
        "id": "ferry",
        "type": "promise",
        "question": "By when will the ferry timetable be reprinted?",
        "facts": [["May 2031"]],
        "evidence": [{"paper": "harbour.txt", "quote": "The ferry timetable will be reprinted by May 2031"}],
    },
    {
        "id": "pears",
        "type": "fact",
        "question": "How many pear trees are in the orchard?",
        "facts": [["212", "two hundred and twelve"]],
        "evidence": [{"paper": "parks.txt", "quote": "212 pear trees"}],
    },
    {
        "id": "whales",
        "type": "unanswerable",
        "question": "How many whales were seen?",
        "answerable": False,
    },
]


def question(row: Mapping[str, Any]) -> Question:
    return Question.model_validate(row)


def hit(name: str, text: str, words: str) -> Hit:
    start = text.index(words)
    return Hit(paper=name, char_start=start, char_end=start + len(words))


def citation(name: str, text: str, words: str, number: int = 1) -> Citation:
    start = text.index(words)
    return Citation(
        number=number,
        paper=name,
        title=None,
        body=None,
        date=None,
        page=None,
        section=None,
        speaker=None,
        quote=words,
        char_start=start,
        char_end=start + len(words),
    )


def quoting(question_id: str, name: str, text: str, words: str, **more: Any) -> Outcome:
    """An answer that is one exact quote."""
    return Outcome(
        id=question_id,
        status="answered",
        text=f"“{words}” [1]",
        mode="evidence",
        claims=(Claim(text=words, citations=(1,), verified=True),),
        citations=(citation(name, text, words),),
        passages=(hit(name, text, words),),
        **more,
    )


def case(asked: Question, outcome: Outcome | None, papers: Collection | None = None) -> Case:
    papers = papers or collection()
    return Case(asked, outcome, papers, Gold.of(asked, papers))


class Scripted(System):
    """Gives the outcomes that it was handed, and raises those that are exceptions."""

    name = "scripted"
    description = "Replies as told."
    answers = True
    replies: Mapping[str, Outcome | Exception] = {}

    def prepare(self, papers: Collection) -> None:
        self.asked: list[str] = []

    def ask(self, question: Question) -> Outcome:
        self.asked.append(question.id)
        reply = self.replies.get(question.id, Outcome(id=question.id, status="not_found"))
        if isinstance(reply, Exception):
            raise reply
        return reply
