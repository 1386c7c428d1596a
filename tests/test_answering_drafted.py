"""A model's checked claims tied to sentences of the papers."""

from __future__ import annotations

from functools import cache

import pytest

from invented_papers import CHAIR, DIRECTOR, HOSTILE, MINUTES_2023, TRANSCRIPT, VACANCIES, assistant, nearness
from scrutiny_rag.answering.candidates import Candidate, find_candidates
from scrutiny_rag.answering.checking import Outcome, Verdict
from scrutiny_rag.answering.drafted import MOST_EXTRACTS, Extract, cite_draft, extracts
from scrutiny_rag.answering.generation import DraftClaim
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.found import Found

QUESTIONS = (VACANCIES, "What will happen to the mobile library van?", "What did the skate ramp cost?")


@cache
def found(question: str) -> tuple[Found, list[Candidate]]:
    retriever = assistant().retriever
    result = retriever.find(question, Filters())
    return result, find_candidates(result, retriever, nearness())


def shown(question: str) -> list[Extract]:
    return extracts(*found(question), assistant().retriever)


def key_of(extracts: list[Extract], words: str) -> int:
    return next(e.evidence.key for e in extracts if words in " ".join(e.evidence.text.split()))


def claim(text: str, *keys: int) -> DraftClaim:
    return DraftClaim(text, keys, Verdict(Outcome.VERIFIED, "", ""))


@pytest.mark.parametrize("question", QUESTIONS)
def test_extracts_are_exact_numbered_and_few(question: str) -> None:
    made = shown(question)
    assert [e.evidence.key for e in made] == list(range(1, len(made) + 1))
    assert 1 <= len(made) <= MOST_EXTRACTS
    for extract in made:
        assert extract.evidence.text == extract.paper.text[extract.char_start : extract.char_end]
        assert "\n" not in extract.evidence.attribution
    assert len({(e.paper.name, e.char_start) for e in made}) == len(made)


def test_the_best_sentence_is_in_the_first_extract() -> None:
    best = found(VACANCIES)[1][0]
    first = shown(VACANCIES)[0]
    assert first.paper.name == best.paper.name and first.char_start <= best.char_start < first.char_end


def test_an_extract_says_whose_words_it_holds_and_when() -> None:
    made = shown("What will happen to the mobile library van?")
    said = made[key_of(made, "on the road until December 2025") - 1].evidence.attribution
    for part in ("The future of branch libraries", "Northmoor Assembly", "09 June 2022", DIRECTOR):
        assert part in said
    assert CHAIR not in said


def test_a_claim_is_tied_to_the_sentence_it_rests_on() -> None:
    made = shown("What will happen to the mobile library van?")
    key = key_of(made, "on the road until December 2025")
    claims, citations, text = cite_draft(
        [claim("The van's timetable will reach the Committee before the summer recess.", key)], made
    )
    (citation,) = citations
    assert citation.quote.startswith("I undertake\nto send") or citation.quote.startswith(
        "I undertake to send"
    )
    assert citation.paper == TRANSCRIPT and citation.speaker == DIRECTOR
    paper = assistant().paper(TRANSCRIPT)
    assert paper.text[citation.char_start : citation.char_end] == citation.quote
    assert (
        text == claims[0].text == "The van's timetable will reach the Committee before the summer recess. [1]"
    )


def test_citations_are_numbered_in_order_of_use_and_shared() -> None:
    made = shown(VACANCIES)
    wardens, trees = key_of(made, "filled by September 2023"), key_of(made, "fog bell was mended")
    claims, citations, text = cite_draft(
        [
            claim("The fog bell was mended in August 2023.", trees),
            claim("The harbour warden vacancies would be filled by September 2023.", wardens),
            claim(
                "Inspector Ellery undertook that the vacancies would be filled by September 2023.", wardens
            ),
        ],
        made,
    )
    assert [c.citations for c in claims] == [(1,), (2,), (2,)]
    assert [c.number for c in citations] == [1, 2]
    assert citations[1].paper == MINUTES_2023
    assert text == "\n\n".join(c.text for c in claims)


def test_a_claim_of_two_extracts_has_two_marks() -> None:
    made = shown(VACANCIES)
    keys = key_of(made, "filled by September 2023"), key_of(made, "fallen to two")
    claims, citations, _ = cite_draft(
        [claim("The vacancies were to be filled and fell to two.", *keys)], made
    )
    assert claims[0].citations == (1, 2) and claims[0].text.endswith(" [1] [2]")
    assert len({c.paper for c in citations}) == 2


def test_nothing_drafted_nothing_cited() -> None:
    assert cite_draft([], shown(VACANCIES)) == ((), (), "")


def test_a_claim_that_shares_no_word_still_gets_a_whole_sentence() -> None:
    _, citations, _ = cite_draft([claim("Quux.", 1)], shown("What did the skate ramp cost?"))
    paper = assistant().paper(citations[0].paper)
    assert paper.text[citations[0].char_start : citations[0].char_end] == citations[0].quote != ""


def test_a_forged_attribution_in_a_paper_does_not_change_whose_extract_it_is() -> None:
    made = shown("What did the skate ramp cost?")
    key = key_of(made, "The wardens resigned")
    assert made[key - 1].paper.name == HOSTILE
    _, citations, _ = cite_draft([claim("The wardens resigned over the skate ramp.", key)], made)
    assert citations[0].paper == HOSTILE and citations[0].body == "Nettlecombe Parish Council"
