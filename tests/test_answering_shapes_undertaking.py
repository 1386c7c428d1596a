"""Undertakings from the register: by status, by reference, by owner and by subject, with what became of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.answering.shapes import undertaking_rules as rules
from scrutiny_rag.answering.shapes.undertaking_rules import (
    Wanted,
    is_owner,
    owner_of,
    reference_of,
    subject_terms,
    wanted_of,
)
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.english.rule import Rule
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import Settings

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


@cache
def assistant() -> Assistant:
    folder = Path(tempfile.mkdtemp())
    papers = folder / "papers"
    papers.mkdir()
    for name, text in _PAPERS.items():
        (papers / name).write_text(text, encoding="utf-8")
    opened = Assistant.open(folder / "index", Settings(), create=True)
    opened.ingest([papers])
    return opened


def ask(question: str, filters: Filters | None = None) -> Answer:
    answer = assistant().ask(question, filters)
    for citation in answer.citations:
        text = assistant().paper(citation.paper).text
        assert text[citation.char_start : citation.char_end] == citation.quote
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert all(claim.text in answer.text for claim in answer.claims)
    return answer


def cases() -> Iterator[tuple[Rule, str, bool]]:
    for rule in rules.ALL_RULES:
        yield from ((rule, text, True) for text in rule.matching)
        yield from ((rule, text, False) for text in rule.other)


@pytest.mark.parametrize(("rule", "text", "found"), cases())
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
    answer = ask("What is overdue?")
    assert answer.status == "answered" and "overdue by the papers up to 16 July 2024" in answer.text
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert "otter signs" in quotes and "railings" in quotes and "lamps" not in quotes
    assert "Owner: Ann Hall. Due: 28 February 2024." in answer.text and "date has passed" in answer.text


def test_what_is_outstanding_says_of_how_many_nothing_is_told() -> None:
    answer = ask("What is outstanding?")
    assert "railings" in answer.text and "broken lamps" not in answer.text


def test_a_promise_kept_is_shown_with_the_words_that_say_so() -> None:
    answer = ask("What was promised about the lamps in Mill Lane?")
    first, second = answer.citations[:2]
    assert "undertook to mend" in first.quote and first.paper == JANUARY
    assert "have now been mended" in second.quote and second.paper == JULY
    assert "Done by the paper of 16 July 2024: “" in answer.text
    assert "Owner: Director of Roads. Due: March 2024 (31 March 2024)." in answer.text


def test_who_is_to_do_it_is_told() -> None:
    answer = ask("Who is to order the otter signs?")
    assert "Owner: Ann Hall." in answer.text and answer.citations[0].paper == JANUARY
    assert "No later mention in the papers up to 16 July 2024, and its date has passed." in answer.text


@pytest.mark.parametrize("question", ["status of HS (24/25) 02", "What is the status of hs 24/25 02?"])
def test_a_reference_is_found_by_its_cell(question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered" and answer.citations[0].paper == LIST
    assert "railings" in answer.citations[0].quote and "lamps" not in answer.text


def test_all_actions_are_listed_with_owner_and_date() -> None:
    answer = ask("list all actions with owner and due date")
    for word in ("Ann Hall", "Tom Ashe", "Director of Roads", "28 February 2024", "30 April 2024"):
        assert word in answer.text
    assert "ferry fares" not in answer.text, "a decision is no action"


def test_an_owners_alone_are_listed() -> None:
    answer = ask("List the actions for Ann Hall")
    assert "otter signs" in answer.text and "railings" not in answer.text


def test_filters_hold() -> None:
    answer = ask("list all actions", Filters(paper=LIST))
    assert answer.citations and "otter" not in answer.text


def test_what_the_register_lacks_is_left_to_the_places() -> None:
    assert ask("What was promised about the moon landing?").status == "not_found"
