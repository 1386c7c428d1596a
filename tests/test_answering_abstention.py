"""Whether there is an answer at all, and what is said where there is none."""

from __future__ import annotations

from functools import cache

import pytest

from answer_checks import check_answer
from invented_papers import ALL, VACANCIES, assistant, nearness
from scrutiny_rag.answering.abstention import ANSWERED, WEIGHTS, confidence, signals
from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.answering.candidates import find_candidates
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.filters import Filters

ON_TOPIC = (
    VACANCIES,
    "How many branch libraries opened on Sundays?",
    "Why are the oyster beds closed to divers?",
    "How many street trees will the Council plant by 2030?",
)
OFF_TOPIC = (
    "What is the boiling point of tungsten?",
    "Which planet has the most moons?",
    "How many goals did the striker score in the cup final?",
    "asdf qwer zxcv",
)


@cache
def ask(question: str, **filters: object) -> Answer:
    return assistant().ask(question, Filters(**filters))  # type: ignore[arg-type]


@cache
def sure(question: str) -> float:
    retriever = assistant().retriever
    found = retriever.find(question, Filters())
    return confidence(found.question, find_candidates(found, retriever, nearness()), nearness())


@pytest.mark.parametrize("question", ON_TOPIC)
def test_what_the_papers_say_is_answered(question: str) -> None:
    assert ask(question).status == "answered"
    assert sure(question) >= ANSWERED


@pytest.mark.parametrize("question", [*OFF_TOPIC, "🦀 x ???"])
def test_what_the_papers_do_not_say_is_refused(question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_found"
    assert answer.claims == () and answer.citations == () and answer.mode == "evidence"
    assert answer.text.startswith("Not in these papers: ") and "5 papers were searched" in answer.text
    check_answer(answer, assistant())


def test_every_question_on_the_papers_is_surer_than_any_off_them() -> None:
    values = {question: sure(question) for question in (*ON_TOPIC, *OFF_TOPIC)}
    assert all(0 <= value <= 1 for value in values.values())
    assert min(values[q] for q in ON_TOPIC) > max(values[q] for q in OFF_TOPIC)


def test_a_refusal_names_the_nearest_papers_of_the_index() -> None:
    titles = {assistant().paper(name).metadata.title for name in ALL}
    named = ask(OFF_TOPIC[0]).text.split("The nearest is ")[1]
    shown = [title for title in titles if title and f"“{title}”" in named]
    assert 1 <= len(shown) <= 2


def test_a_refusal_still_shows_what_came_nearest() -> None:
    assert ask(OFF_TOPIC[1]).passages


def test_a_refusal_counts_only_the_papers_that_were_searched() -> None:
    answer = ask(OFF_TOPIC[0], type=PaperType.STRATEGY)
    assert answer.status == "not_found" and "1 paper was searched" in answer.text


def test_filters_that_leave_no_paper_are_refused_without_a_nearest() -> None:
    answer = ask(VACANCIES, type=PaperType.AGENDA)
    assert answer.status == "not_found" and "nearest" not in answer.text and answer.passages == ()


def test_no_sentences_no_confidence() -> None:
    asked = assistant().retriever.find(VACANCIES, Filters()).question
    nothing = confidence(asked, [], nearness())
    assert nothing < ANSWERED
    against = {"lacks", "gap"}
    assert all(value == float(name in against) for name, value in signals(asked, [], nearness()).items())


def test_confidence_grows_with_every_signal() -> None:
    retriever = assistant().retriever
    found = retriever.find(VACANCIES, Filters())
    candidates = find_candidates(found, retriever, nearness())
    best, worst = (confidence(found.question, some, nearness()) for some in (candidates, candidates[-1:]))
    assert best > worst


@pytest.mark.parametrize("question", [*ON_TOPIC, *OFF_TOPIC])
def test_signals_lie_between_0_and_1(question: str) -> None:
    retriever = assistant().retriever
    found = retriever.find(question, Filters())
    values = signals(found.question, find_candidates(found, retriever, nearness()), nearness())
    assert set(values) == set(WEIGHTS)
    assert all(-1e-6 <= value <= 1 + 1e-3 for value in values.values())


def test_a_name_that_the_place_lacks_speaks_against_it() -> None:
    assert sure("When will the harbour warden vacancies in Basingstoke be filled?") < sure(VACANCIES)


def test_a_year_that_no_place_holds_speaks_against_it() -> None:
    asked = "How many branch libraries opened on Sundays in 1987?"
    assert sure(asked) < sure("How many branch libraries opened on Sundays?")


def test_a_sentence_without_what_is_asked_for_speaks_against_it() -> None:
    assert sure("What percentage of the harbour wardens walked the quays?") < ANSWERED
    assert sure("How many quays had the wardens walked?") >= ANSWERED
