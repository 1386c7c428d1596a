"""Questions to start from, for what the index holds."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrutiny_rag.papers.model import BlockKind, Paper, PaperType
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.markup import plain_date

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant, PaperEntry

log = logging.getLogger(__name__)

SAMPLE_QUESTIONS = (
    (
        "islington-workforce-review-police-evidence.pdf",
        "When will the Safer Schools Officer vacancies in Islington be filled?",
    ),
    ("met-childrens-strategy.md", "How many officers will be added to child exploitation teams?"),
    (
        "islington-police-annual-report.html",
        "What will the police do if facial recognition is used in Islington?",
    ),
    ("london-assembly-2016-12-01-child-protection.txt", "What did Len Duvall AM say about volume crime?"),
)
"""A sample paper that the project ships, and a question that it answers."""

_PAPERS_READ = 12
"""Most papers looked at, one a committee and type: the page has to come up quickly over any index."""


class Suggestions:
    """Questions to start from that the index was seen to answer; until they are tried, none."""

    def __init__(self, library: Library, assistant: Assistant, most: int = 4) -> None:
        self._library = library
        self._assistant = assistant
        self._most = most
        self._answered: list[str] = []

    def current(self) -> list[str]:
        """Those known to be answered, so far."""
        return list(self._answered)

    def try_all(self) -> None:
        """Asks candidates one after another until enough are answered; failures are logged, none is raised."""
        for question in example_questions(self._library, self._most * 3):
            if len(self._answered) >= self._most:
                return
            try:
                answer = self._assistant.ask(question)
            except Exception:
                # A boundary: a question that fails is not offered, and the page goes on.
                log.exception("A question to start from could not be tried")
                continue
            if answer.status == "answered" and answer.citations:
                self._answered.append(question)


def example_questions(library: Library, most: int = 4) -> list[str]:
    """At most `most` questions that the papers of the index can answer; each fills the box, none is sent.

    The shipped sample papers bring their own; for other papers they are made from committees, dates, speakers
    and headings.
    """
    entries = library.entries()
    held = {entry.paper for entry in entries}
    sampled = {paper for paper, _ in SAMPLE_QUESTIONS}
    questions = [question for paper, question in SAMPLE_QUESTIONS if paper in held]
    seen: set[tuple[str | None, str | None, str]] = set()
    for entry in entries:
        if len(questions) >= most or len(seen) >= _PAPERS_READ:
            break
        kind = (entry.body, entry.committee, entry.type)
        if entry.paper in sampled or kind in seen:
            continue
        seen.add(kind)
        question = _question_for(entry, library)
        if question and question not in questions:
            questions.append(question)
    return questions[:most]


def _question_for(entry: PaperEntry, library: Library) -> str | None:
    if entry.type == PaperType.MINUTES and entry.committee and entry.date:
        return f"What did the {entry.committee.removeprefix('The ')} agree on {plain_date(entry.date)}?"
    paper = library.paper(entry.paper)
    if entry.type == PaperType.TRANSCRIPT and (speaker := _main_speaker(paper)):
        day = plain_date(entry.date)
        return f"What did {speaker} undertake to do" + (f" on {day}?" if day else "?")
    if heading := _heading(paper):
        return f"What does {entry.title or entry.paper} say about {heading}?"
    return None


def _main_speaker(paper: Paper) -> str | None:
    """Who speaks most, the chair left out: a chair's turns open and close others' answers."""
    words: dict[str, int] = {}
    for block in paper.blocks:
        if block.kind is BlockKind.TURN and block.speaker and "chair" not in (block.role or "").lower():
            words[block.speaker] = words.get(block.speaker, 0) + block.char_end - block.char_start
    return max(words, key=lambda name: words[name]) if words else None


def _heading(paper: Paper) -> str | None:
    """The first heading below the title that reads as a subject: two to six words, numbers stripped."""
    headings = [block for block in paper.blocks if block.kind is BlockKind.HEADING]
    for block in headings[1:]:
        text = paper.text[block.char_start : block.char_end].lstrip("# 0123456789.()").strip()
        if 2 <= len(text.split()) <= 6 and not text.endswith((".", ":", "?")):
            return text[0].lower() + text[1:] if not text.split()[0].isupper() else text
    return None
