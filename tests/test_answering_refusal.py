"""What is said where the papers do not answer: what they lack, what is nearest, what could be asked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_papers import ALL, VACANCIES, answer_to, asked_and_found, assistant
from scrutiny_rag.answering.refusal import nearest_question, refuse
from scrutiny_rag.store.analysis import terms

MAYOR = "When will Zanthe Quillfeather paint the fog bell?"
LACKING = (
    MAYOR,
    "How many arrests did the harbour wardens make?",
    "What is the vacancy rate of harbour wardens?",
    "Which schools do the wardens visit?",
    "Why did the Panel abandon the gull-proof lids?",
    "What did the fog bell cost to mend?",
    "How many helicopters do the harbour wardens own?",
)


def said(question: str) -> str:
    asked, candidates = asked_and_found(question)
    return refuse(asked, candidates, 5, assistant().retriever.passages_holding)


@pytest.mark.parametrize("question", LACKING)
def test_what_the_papers_lack_is_refused_in_these_words(question: str) -> None:
    answer = answer_to(question)
    assert answer.status == "not_found" and answer.text == said(question)
    assert answer.text.startswith("Not in these papers: 5 papers were searched, and none answers this. ")


def test_a_name_that_no_paper_holds_is_named() -> None:
    assert "None of them holds the word “Zanthe” or “Quillfeather” or “paint”." in said(MAYOR)


@pytest.mark.parametrize("question", LACKING)
def test_no_word_is_called_missing_that_a_paper_holds(question: str) -> None:
    whole = " ".join(assistant().paper(name).text for name in ALL)
    missing = re.search(r"None of them holds the word ([^.]*)\.", said(question))
    for word in re.findall(r"“([^”]+)”", missing[1]) if missing else ():
        assert word in question and not set(terms(word)) & set(terms(whole))


def test_a_body_that_only_a_papers_label_names_is_not_called_missing() -> None:
    text = said("What did Saltmarsh Council decide about helicopters?")
    assert "“helicopters”" in text and "“Saltmarsh”" not in text


def test_a_word_for_the_kind_of_answer_is_not_called_missing() -> None:
    assert "holds the word" not in said("What percentage of bins have lids?")
    assert "“compare”" not in said("How do Saltmarsh and Basingstoke compare on harbour wardens?")


def test_at_most_three_missing_words_are_listed() -> None:
    text = said("Do zebras, giraffes, walruses, penguins and lemurs visit the fog bell?")
    assert "“zebras” or “giraffes” or “walruses”." in text and "penguins" not in text


@pytest.mark.parametrize("question", LACKING)
def test_the_question_offered_instead_is_of_the_paper_that_it_names(question: str) -> None:
    offered = re.search(r"You could ask: (What does “([^”]+)” say about (.+)\?)$", said(question))
    assert offered, "something near is offered"
    papers = {assistant().paper(name).metadata.title: assistant().paper(name).text for name in ALL}
    topic = set(terms(offered[3].strip("“”")))
    assert topic and topic <= set(terms(papers[offered[2]])), "its topic stands in that paper"
    assert topic & set(asked_and_found(question)[0].order), "and is of what was asked"


@pytest.mark.parametrize("question", LACKING[:4])
def test_the_question_offered_instead_is_answered(question: str) -> None:
    offered = nearest_question(*asked_and_found(question))
    assert offered and answer_to(offered).status == "answered"


def test_nothing_near_nothing_offered() -> None:
    asked, candidates = asked_and_found("asdf qwer zxcv")
    assert nearest_question(asked, candidates) is None and "You could ask" not in said(asked.text)
    far = [replace(c, features=replace(c.features, cosine=0.0)) for c in asked_and_found(VACANCIES)[1]]
    assert nearest_question(asked_and_found(VACANCIES)[0], far) is None
    assert nearest_question(asked_and_found(VACANCIES)[0], ()) is None


def test_without_candidates_only_the_search_is_told() -> None:
    asked, _ = asked_and_found("the of and")
    text = refuse(asked, (), 1, lambda term: 1)
    assert text == "Not in these papers: 1 paper was searched, and none answers this."


def test_what_a_filter_on_dates_left_out_is_told() -> None:
    asked, candidates = asked_and_found(MAYOR)
    left_out = "2 papers without a date were left out by the filter on dates."
    text = refuse(asked, candidates, 3, lambda term: 0, left_out)
    assert text.startswith("Not in these papers: 3 papers were searched") and left_out in text
    none_fits = "Not in these papers: no paper fits the filters, so none was searched."
    assert refuse(asked, (), 0, lambda term: 0) == none_fits
    assert refuse(asked, (), 0, lambda term: 0, left_out) == f"{none_fits} {left_out}"


@pytest.mark.parametrize(
    "question",
    [
        "How many harbour wardens are there in Wexcombe?",
        "What is the speed that the wardens walk at in Ashby?",
        "Which posts were vacant for whales?",
    ],
)
def test_what_is_offered_reads_as_a_question(question: str) -> None:
    asked, candidates = asked_and_found(question)
    offered = nearest_question(asked, candidates)
    assert offered is None or not re.search(r"about .*\b(?:are|were|is|that|which|there)\b", offered)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_question_is_refused_in_whole_sentences(text: str) -> None:
    asked, candidates = asked_and_found(VACANCIES)
    other = replace(asked, text=text, order=tuple(terms(text)))
    refusal = refuse(other, candidates, 5, lambda term: 0)
    assert refusal.startswith("Not in these papers: ") and refusal[-1] in ".?"


def test_a_huge_question_is_refused_shortly() -> None:
    assert len(answer_to("Why do walruses sing? " * 2_000).text) < 600
