"""Undertakings from the register: by status, by reference, by owner and by subject, with what became of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.answering.question.asked import read_question
from scrutiny_rag.answering.shapes import undertaking_rules as rules
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed, write
from scrutiny_rag.answering.shapes.undertaking import compose, takes
from scrutiny_rag.answering.shapes.undertaking_rules import (
    Wanted,
    is_owner,
    owner_of,
    reference_of,
    subject_terms,
    wanted_of,
)
from scrutiny_rag.english.rule import Rule
from scrutiny_rag.ingestion.recording import update_records
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.reading import READER_VERSION, read_paper
from scrutiny_rag.promises.register import Register
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.scope import Catalogue
from scrutiny_rag.store.analysis import terms
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.rows import SourceFile, State

JANUARY, LIST, JULY = "january.txt", "actions.md", "july.txt"
_PAPERS = {
    JANUARY: """Eastquay Borough Council
Harbour Scrutiny Panel
Minutes of the meeting held on Tuesday 16 January 2024

1. Lamps in Mill Lane
The Director of Roads undertook to mend the nine broken lamps in Mill Lane by March 2024.

2. Otter signs
ACTION: Ann Hall to order otter signs for the Weir Bridge by 28 February 2024.

3. Ferry fares
The Panel agreed that the ferry fares be frozen.
""",
    LIST: """# Eastquay Borough Council: summary list of actions

Date: 20 May 2024

| Ref | Action required | Status | Action by | Due |
| --- | --- | --- | --- | --- |
| HS 01 | Mend the nine broken lamps in Mill Lane | In progress, six of the nine work | Director of Roads | March 2024 |
| HS (24/25) 02 | Repaint the railings of the lido | Outstanding | Tom Ashe | 30 April 2024 |
""",
    JULY: """Eastquay Borough Council
Harbour Scrutiny Panel
Minutes of the meeting held on Tuesday 16 July 2024

1. Lamps in Mill Lane
The Director of Roads reported that all nine lamps in Mill Lane have now been mended.

2. Gulls
The Panel heard that gulls had taken forty sandwiches in June.
""",
}


class ByWords:
    """Scores as the cross-encoder does, by the words that a text shares with the question."""

    def score(self, question: str, texts: list[str]) -> list[float]:
        return [3.0 * len(set(terms(question)) & set(terms(text))) - 4.0 for text in texts]


class Papers:
    """Of a retriever what a shape asks for, over a real ledger."""

    def __init__(self, index: Index) -> None:
        self._index, self.reader = index, ByWords()

    def catalogue(self) -> Catalogue:
        return Catalogue.load(self._index.ledger)

    def paper(self, name: str) -> Paper:
        return self._index.ledger.paper(self.catalogue().listed[name])


@cache
def index() -> Index:
    folder = Path(tempfile.mkdtemp())
    made = Index(folder / "index")
    for name, text in _PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
        paper = read_paper(folder / name, name, {"body": "Eastquay Borough Council"})
        file = SourceFile(name, str(folder / name), None, len(text), 0)
        made.ledger.add(file, paper, State.READY, reader_version=READER_VERSION)
    update_records(made)
    Register(made).update()
    return made


def composed(question: str, filters: Filters | None = None) -> Composed | None:
    asked = read_question(question)
    assert takes(asked), question
    papers: Any = Papers(index())
    found: Any = SimpleNamespace(findings=(), speakers=None)
    return compose(Context(asked, filters or Filters(), found, [], papers, 130, Register(index()).sought))


def ask(question: str, filters: Filters | None = None) -> tuple[tuple[Citation, ...], str]:
    made = composed(question, filters)
    assert made is not None
    claims, citations, text = write(made)
    assert all(claim.text in text for claim in claims)
    places = {(citation.paper, citation.char_start, citation.char_end) for citation in citations}
    assert len(places) == len(citations), "the same words are cited under two numbers"
    return citations, text


def cases() -> Iterator[tuple[Rule, str, bool]]:
    for rule in rules.ALL_RULES:
        yield from ((rule, text, True) for text in rule.matching)
        yield from ((rule, text, False) for text in rule.other)


@pytest.mark.parametrize(("rule", "text", "found"), list(cases()))
def test_rules_keep_to_their_examples(rule: Rule, text: str, found: bool) -> None:
    assert bool(rule.search(text)) is found, rule.name


def test_a_question_is_read() -> None:
    assert wanted_of("What is overdue?") is Wanted.OVERDUE
    assert wanted_of("which actions have not been completed") is Wanted.OUTSTANDING
    assert wanted_of("which actions have been completed") is Wanted.DONE
    assert wanted_of("Has the lamp work been done?") is Wanted.ALL
    assert reference_of("status of SR (25/26) 01") == reference_of("Status of sr 25/26 01?") == "sr252601"
    assert reference_of("what was promised by May 2024") is None
    assert owner_of("what is the Director of Roads to do") == "the Director of Roads"
    assert is_owner("Ann Hall", "Cllr Ann Hall") and is_owner("Hall", "Ann Hall")
    assert not is_owner("roads", "Director of Roads") and not is_owner("Ann Hall", "Ann Reed")
    assert not subject_terms("list all actions with owner and due date")
    assert subject_terms("what was promised about the lamps?") == {"lamp"}


def test_what_is_overdue_is_listed_and_its_date_said_to_have_passed() -> None:
    citations, text = ask("What is overdue?")
    assert "overdue by the papers up to 16 July 2024" in text
    quotes = " ".join(citation.quote for citation in citations)
    assert "otter signs" in quotes and "railings" in quotes and "lamps" not in quotes
    assert (
        "Owner: Ann Hall. Due: 28 February 2024." in text.replace("by 28", "28") and "date has passed" in text
    )


def test_what_is_outstanding_is_listed_without_what_is_done() -> None:
    _, text = ask("What is outstanding?")
    assert "railings" in text and "broken lamps" not in text


def test_a_promise_kept_is_shown_with_the_words_that_say_so() -> None:
    citations, text = ask("What was promised about the broken lamps in Mill Lane?")
    first, second = citations[:2]
    assert "undertook to mend" in first.quote and first.paper == JANUARY
    assert "have now been mended" in second.quote and second.paper == JULY
    assert "Done by the paper of 16 July 2024: “" in text
    assert "Director of Roads. Due: " in text and "(31 March 2024)" in text


def test_who_is_to_do_it_is_told() -> None:
    citations, text = ask("Who is to order the otter signs for the bridge?")
    assert "Owner: Ann Hall." in text and citations[0].paper == JANUARY
    assert "No later mention in the papers up to 16 July 2024, and its date has passed." in text


@pytest.mark.parametrize("question", ["status of HS (24/25) 02", "What is the status of hs 24/25 02?"])
def test_a_reference_is_found_by_its_cell(question: str) -> None:
    citations, text = ask(question)
    assert citations[0].paper == LIST and "railings" in citations[0].quote and "lamps" not in text


def test_a_reference_that_no_cell_is_has_no_entry() -> None:
    assert composed("status of HS 0") is None


def test_all_actions_are_listed_with_owner_and_date() -> None:
    _, text = ask("list all actions with owner and due date")
    for word in ("Ann Hall", "Tom Ashe", "Director of Roads", "28 February 2024", "30 April 2024"):
        assert word in text
    assert "ferry fares" not in text, "a decision is no action"


def test_an_owners_alone_are_listed() -> None:
    _, text = ask("List the actions for Ann Hall")
    assert "otter signs" in text and "railings" not in text


def test_filters_hold() -> None:
    citations, text = ask("list all actions", Filters(paper=LIST))
    assert citations and "otter" not in text


def test_what_the_register_lacks_is_left_to_the_places() -> None:
    assert composed("What was promised about the moon landing?") is None
