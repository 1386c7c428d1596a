"""What a question names that nothing else can stand for, how sure an answer is, and what a refusal says."""

from __future__ import annotations

import pytest

from answer_checks import check_answer
from invented_papers import assistant, context_of
from scrutiny_rag.answering.question.asked import read_question
from scrutiny_rag.answering.refusing.confidence import ANSWERED, WEIGHTS, confidence, signals
from scrutiny_rag.answering.refusing.specifics import lacking, specifics_of
from scrutiny_rag.store.analysis import terms


@pytest.mark.parametrize("word", ["24/00777/LIC", "CSP-2024-019"])
def test_references(word: str) -> None:
    (specific,) = [each for each in specifics_of(f"Was {word} agreed?", []) if each.number]
    assert specific.word == word and specific.reference


@pytest.mark.parametrize("word", ["2025/26", "2024", "1,250"])
def test_years_and_counts_are_no_references(word: str) -> None:
    (specific,) = specifics_of(f"how many in {word}", [])
    assert specific.number and not specific.reference


def test_a_name_is_known_by_how_the_papers_spell_it() -> None:
    texts = ["The wardens of Wexcombe met. In Wexcombe there was fog."]
    assert [each.word for each in specifics_of("any fog in wexcombe", texts)] == ["wexcombe"]
    assert specifics_of("what did Cllr say", texts) == []


def test_a_slip_of_one_letter_lacks_nothing() -> None:
    specifics = specifics_of("What did Ellory report?", [])
    assert lacking(specifics, frozenset(terms("Noor Ellery reported")), "") == []
    assert [each.word for each in lacking(specifics, frozenset(terms("fog bell")), "")] == ["Ellory"]


def test_sure_where_the_words_stand_and_not_elsewhere() -> None:
    def sure(question: str) -> float:
        context = context_of(question)
        specifics = specifics_of(question, [place.text for place in context.places])
        return confidence(signals(read_question(question), context.found.question, context.places, specifics))

    assert sure("How many gull-proof bins were fitted with lids?") > ANSWERED
    assert sure("What is the boiling point of tungsten?") < ANSWERED
    assert sure("How much was application 24/00777/LIC?") < 0.05


def test_a_year_of_which_no_place_speaks_is_not_answered_with_another() -> None:
    def found(question: str) -> dict[str, float]:
        context = context_of(question)
        specifics = specifics_of(question, [place.text for place in context.places])
        return signals(read_question(question), context.found.question, context.places, specifics)

    assert found("How many harbour warden posts were vacant in 1987?")["year"] == 1.0
    assert found("How many harbour warden posts were vacant in 2024?")["year"] == 0.0
    assert found("compare the harbour warden posts in 1987 and 2024")["year"] == 0.0
    assert assistant().ask("How many harbour warden posts were vacant in 1987?").status == "not_found"


def test_no_place_is_no_answer() -> None:
    asked = read_question("anything")
    understood = context_of("fog bell").found.question
    found = signals(asked, understood, [], [])
    assert set(found) == set(WEIGHTS) and confidence(found) < ANSWERED


def test_a_refusal_says_what_was_searched_and_what_nothing_speaks_of() -> None:
    answer = assistant().ask("What did Councillor Quillfeather say about the fog bell?")
    check_answer(answer, assistant())
    if answer.status == "not_found":
        assert answer.text.startswith("Not in these papers: ") and "were searched" in answer.text
    only = assistant().ask("What is the boiling point of tungsten?")
    assert only.status == "not_found" and not only.claims and only.text.startswith("Not in these papers: ")


def test_nearest_places_are_cited_as_such() -> None:
    answer = assistant().ask("How much was application 24/00777/LIC for harbour wardens?")
    assert answer.status == "not_found" and "24/00777/LIC" in answer.text
    for citation in answer.citations:
        assert f"[{citation.number}]" in answer.text
