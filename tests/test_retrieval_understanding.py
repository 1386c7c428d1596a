"""What a question narrows the search to, what it brings up, and what is let go and said."""

from __future__ import annotations

from datetime import date

import pytest

from invented_papers import CHAIR, MINUTES_2023, MINUTES_2024, STRATEGY, TRANSCRIPT, assistant
from scrutiny_rag.retrieval.filters import EVERYTHING, Filters
from scrutiny_rag.retrieval.found import Found
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings

TODAY = date(2025, 6, 1)


def find(question: str, filters: Filters | None = None, **settings: object) -> Found:
    opened = assistant()
    changed = Settings.model_validate(opened.settings.model_dump() | settings)
    retriever = HybridRetriever(opened._index, opened.embedding, changed, today=lambda: TODAY)
    return retriever.find(question, Filters() if filters is None else filters)


def strong(found: Found) -> set[str]:
    return {finding.key for finding in found.findings if finding.strength == "strong"}


def weak(found: Found) -> set[str]:
    return {finding.key for finding in found.findings if finding.strength == "weak"}


def papers(found: Found) -> set[str]:
    return {hit.paper.name for hit in found.hits}


@pytest.mark.parametrize(
    ("question", "keys", "expected"),
    [
        ("What was said at the meeting on 14 March 2023?", {"date:2023-03-14"}, {MINUTES_2023}),
        ("What do last year's minutes say of the harbour?", {"date:2024", "type:minutes"}, {MINUTES_2024}),
        ("What came up at the last Harbour Panel meeting?", {"date:2024-03-12"}, {MINUTES_2024}),
        ("In the minutes, what is said about wardens?", {"type:minutes"}, {MINUTES_2023, MINUTES_2024}),
        ("What does the transcript say about libraries?", {"type:transcript"}, {TRANSCRIPT}),
    ],
)
def test_a_strong_finding_narrows(question: str, keys: set[str], expected: set[str]) -> None:
    found = find(question)
    assert keys <= strong(found) and papers(found) == expected
    assert found.notice is None


@pytest.mark.parametrize(
    "question",
    [
        "How many posts will be filled by September 2023?",
        "What does the 2023 strategy say about hornbeams?",
        "Do Saltmarsh bins have lids?",
        "What did the Saltmarsh wardens do between 2023 and 2024?",
        "How many minutes is the walk along the quays?",
    ],
)
def test_what_is_named_in_passing_leaves_nothing_out(question: str) -> None:
    found = find(question)
    assert strong(found) == set() and len(papers(found)) > 2


def test_a_place_in_passing_brings_its_papers_up() -> None:
    question = "How are trees and harbours looked after in Saltmarsh?"
    with_it, without = find(question, named_bonus=0.5), find(question, named_bonus=0.0)
    assert weak(with_it) == {"body:Saltmarsh Council"}
    lifted = {STRATEGY, MINUTES_2023, MINUTES_2024}
    gained = {hit.passage.id: hit.own_score for hit in with_it.hits}
    for hit in without.hits:
        grown = gained[hit.passage.id] > hit.own_score
        assert grown == (hit.paper.name in lifted and hit.own_score > 0)


def test_each_finding_quotes_the_question() -> None:
    question = "  What did Ada   Thornbury say at the meeting on 14 March 2023?"
    asked = " ".join(question.split())
    findings = find(question).findings
    assert {f.field for f in findings} >= {"date", "speaker"}
    assert all(asked[f.start : f.end] == f.words for f in findings)
    assert next(f for f in findings if f.field == "speaker").value == CHAIR


def test_a_date_that_no_paper_has_is_let_go_and_said() -> None:
    found = find("What was said about wardens at the meeting on 5 May 2017?")
    assert found.notice == "No paper searched is dated 5 May 2017, so the search left that out."
    assert strong(found) == set() and len(papers(found)) > 2


def test_findings_that_no_paper_fits_together_are_let_go_and_said() -> None:
    found = find("What does the transcript say about the meeting on 14 March 2023?")
    assert found.notice is not None and "transcript" in found.notice and "14 March 2023" in found.notice
    assert strong(found) == {"date:2023-03-14"} and papers(found) == {MINUTES_2023}


def test_the_persons_own_filters_win_and_are_not_widened() -> None:
    found = find("What was said at the meeting on 14 March 2023?", Filters(since=date(2024, 1, 1)))
    assert "date" not in {f.field for f in found.findings} and MINUTES_2023 not in papers(found)
    nothing = find("What was said at the meeting?", Filters(since=date(2099, 1, 1)))
    assert nothing.hits == [] and nothing.notice is None
    one = find("What was said in the minutes of 14 March 2023?", Filters(paper=MINUTES_2024))
    assert papers(one) == {MINUTES_2024} and one.notice is None


def test_what_is_dropped_is_not_read_again() -> None:
    question = f"What did {CHAIR} say at the meeting on 14 March 2023?"
    keys = {f.key for f in find(question).findings}
    for key in keys:
        kept = {f.key for f in find(question, Filters(without=frozenset({key}))).findings}
        assert kept == keys - {key}
    bare = find(question, Filters(without=frozenset({EVERYTHING})))
    assert bare.findings == () and not bare.question.speakers and len(papers(bare)) > 1
    assert find(question, understand=False).findings == ()


def test_filters_that_only_leave_out_are_no_filters() -> None:
    assert not Filters(without=frozenset({"body:x"})) and Filters(body="x")


@pytest.mark.parametrize(
    "question",
    [
        "wardens " * 1250,
        "the",
        "WHAT DID THE HARBOUR PANEL SAY ABOUT WARDENS?",
        "wen wil teh harbuor wardn vacncies be filed",
        "Quand les postes vacants seront-ils pourvus ?",
        "港の監視員はいつ補充されますか",
        "🦭🦭 seals 🦭",
        "a\u202eb\u0300\ufeff wardens",
        "at the meeting on 31 February 2023",
        "since since 2023 and until before between 2019",
        "(((((((((([[[[",
    ],
)
def test_odd_questions_do_not_fail(question: str) -> None:
    found = find(question)
    assert found.widened(5) is not None


def test_names_in_names_and_names_beside_names() -> None:
    # A place in a committee's name is no council, and one asked about does not undo where to look.
    found = find("What did the Saltmarsh minutes say about Northmoor?")
    assert {"body:Saltmarsh Council", "type:minutes"} <= strong(found)
    side_by_side = find("What do the Saltmarsh minutes and Northmoor Assembly say?")
    assert not any(key.startswith("body:") for key in strong(side_by_side))
    assert not any(
        key.startswith("body:") for key in strong(find("How do Saltmarsh minutes differ from the letter?"))
    )
