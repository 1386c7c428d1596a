"""Whether it was done is answered by what became of it, of the newest paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutiny_rag.answering.candidates import Candidate, Features
from scrutiny_rag.answering.outcomes import outcome_first, tells_outcome
from scrutiny_rag.papers.model import Block, BlockKind, Metadata, Paper
from scrutiny_rag.retrieval.found import Hit

DONE = "Was the pier painted?"
PLAN = "Paint the pier | Harbour Master | May 2024"
LATE = "Paint the pier | May 2024 | Completed late | It was painted in July"
PAINTED = "The painting of the pier was completed in July."


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (LATE, True),
        ("Paint the pier | In progress", True),
        ("Not started | Paint the pier", True),
        (PAINTED, True),
        ("Wardens have now finished the map.", True),
        (PLAN, False),
        ("Open the pier to boats | Harbour Master", False),
        ("The pier was to be completed by May.", False),
        ("It is hoped that the map has been finished by May.", False),
        ("The pier was closed.", False),
    ],
)
def test_what_tells_an_outcome(text: str, given: bool) -> None:
    assert tells_outcome(text) is given


def candidate(text: str, score: float, day: date | None = None) -> Candidate:
    paper = Paper("pier.txt", text, metadata=Metadata(date=day))
    features = replace(Features(**dict.fromkeys(Features.__dataclass_fields__, 0.0)), place=1.0)
    hit: Hit = None  # type: ignore[assignment]
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    none = frozenset[str]()
    return Candidate(hit, paper, block, 0, len(text), features, score, none, none, none)


def order(*candidates: Candidate, question: str = DONE) -> list[str]:
    return [c.text for c in outcome_first(candidates, question)]


def test_an_outcome_as_near_comes_before_the_plan() -> None:
    assert order(candidate(PLAN, 10), candidate(LATE, 9)) == [LATE, PLAN]


def test_one_further_off_or_of_another_place_does_not() -> None:
    assert order(candidate(PLAN, 10), candidate(LATE, 5)) == [PLAN, LATE]
    elsewhere = candidate(LATE, 9)
    elsewhere = replace(elsewhere, features=replace(elsewhere.features, place=0.5))
    assert order(candidate(PLAN, 10), elsewhere) == [PLAN, LATE]


def test_of_several_the_newest_leads_and_of_one_day_the_nearest() -> None:
    old, new = candidate(LATE, 10, date(2024, 8, 1)), candidate(PAINTED, 9, date(2025, 8, 1))
    assert order(old, new) == [PAINTED, LATE]
    assert order(candidate(LATE, 10), candidate(PAINTED, 9)) == [LATE, PAINTED]


@pytest.mark.parametrize("question", ["When will the pier be painted?", "Will the pier be painted?", "Why?"])
def test_other_questions_keep_their_order(question: str) -> None:
    assert order(candidate(PLAN, 10), candidate(LATE, 9), question=question) == [PLAN, LATE]


def test_nothing_to_order() -> None:
    assert order() == []
