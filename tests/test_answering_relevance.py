"""A draft that is true but does not answer, and one that answers in part."""

from __future__ import annotations

from functools import cache

import pytest

from invented_papers import MINUTES_2023, MINUTES_2024, VACANCIES, assistant
from scrutiny_rag.answering.answer import Claim
from scrutiny_rag.answering.evidence import Quote, citation
from scrutiny_rag.answering.relevance import Drafted, add_quotes, covers, is_relevant
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.question import Understood

HOW_MANY = "How many quays had the wardens walked?"
BELL = "What happened to the fog bell?"


@cache
def asked(question: str) -> Understood:
    return assistant().retriever.find(question, Filters()).question


def quote(paper: str, words: str) -> Quote:
    held = assistant().paper(paper)
    start = held.text.index(words)
    block = next(b for b in held.blocks if b.char_start <= start < b.char_end)
    return Quote(held, block, start, start + len(words), 1.0)


def filled() -> Quote:
    return quote(
        MINUTES_2023,
        "The harbour warden vacancies would be filled by September 2023, Inspector Ellery undertook.",
    )


def drafted(*claims: str, rests_on: Quote | None = None) -> Drafted:
    made = tuple(Claim(text=f"{text} [1]", citations=(1,), verified=True) for text in claims)
    return made, (citation(rests_on or filled(), 1),), "\n\n".join(claim.text for claim in made)


@pytest.mark.parametrize(
    ("claim", "relevant"),
    [
        ("The harbour warden vacancies would be filled by September 2023.", True),
        ("Warden vacancies would be filled by October 2023.", True),  # whether it is true is not asked here
        ("Six harbour warden posts were vacant.", False),
        ("The harbour warden vacancies will be filled.", False),
        ("Gull-proof lids were fitted in September 2023.", False),
        ("The panel met on 14 March 2023.", False),
        ("", False),
    ],
)
def test_a_claim_is_relevant_that_says_when(claim: str, relevant: bool) -> None:
    assert is_relevant(claim, asked(VACANCIES), filled()) is relevant


def test_a_claim_without_a_number_is_no_answer_to_how_many() -> None:
    lead = quote(MINUTES_2023, "the wardens had walked\n41 quays during the winter.")
    assert is_relevant("The wardens had walked 41 quays.", asked(HOW_MANY), lead)
    assert not is_relevant("The wardens had walked many quays.", asked(HOW_MANY), lead)


def test_a_claim_that_names_nobody_is_no_answer_to_who() -> None:
    lead = quote(MINUTES_2023, "Inspector Noor Ellery reported that six harbour warden posts were vacant")
    who = asked("Who reported that harbour warden posts were vacant?")
    assert is_relevant("Inspector Noor Ellery reported that the harbour warden posts were vacant.", who, lead)
    assert not is_relevant(
        "The Harbour Scrutiny Panel was told that harbour warden posts were vacant.", who, lead
    )


def test_a_claim_that_runs_on_is_no_answer() -> None:
    once = "The harbour warden vacancies would be filled by September 2023"
    assert is_relevant(once, asked(VACANCIES), filled())
    assert not is_relevant(f"{once}, {once}.", asked(VACANCIES), filled())


def test_a_claim_that_repeats_the_question_says_nothing() -> None:
    lead = quote(MINUTES_2024, "The fog bell was mended in August 2023.")
    assert is_relevant("The fog bell was mended.", asked(BELL), lead)
    assert not is_relevant("The fog bell happened.", asked(BELL), lead)


def test_a_draft_stands_for_a_quote_that_holds_the_same_answer() -> None:
    short = "The harbour warden vacancies would be filled by September 2023"
    assert covers(drafted(short), filled(), asked(VACANCIES))
    assert not covers(drafted("The vacancies would be filled by October 2023"), filled(), asked(VACANCIES))
    assert not covers(drafted("It would be by September 2023"), filled(), asked(VACANCIES))
    assert not covers(drafted(), filled(), asked(VACANCIES))


def test_where_no_value_answers_most_of_the_words_must_be_there() -> None:
    lead = quote(MINUTES_2024, "The fog bell was mended in August 2023. It now rings every evening.")
    assert covers(
        drafted("The fog bell was mended in August 2023 and rings every evening"), lead, asked(BELL)
    )
    assert not covers(drafted("The fog bell was mended"), lead, asked(BELL))
    assert covers(drafted("The fog bell was mended and now rings", rests_on=lead), lead, asked(BELL))


def test_added_quotes_are_numbered_on_and_known_words_keep_their_number() -> None:
    bell = quote(MINUTES_2024, "The fog bell was mended in August 2023.")
    claims, citations, text = add_quotes(drafted("So it is"), [bell, filled()])
    assert [c.number for c in citations] == [1, 2]
    assert [claim.citations for claim in claims] == [(1,), (2,), (1,)]
    assert claims[1].text.endswith("“The fog bell was mended in August 2023.” [2]")
    assert claims[2].text.endswith("[1]") and text.split("\n\n") == [claim.text for claim in claims]
    assert add_quotes(drafted("So it is"), []) == drafted("So it is")
