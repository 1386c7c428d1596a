"""Answers in the papers' own words: exact, attributed, few, and in a useful order."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import web_index
from answer_checks import check_answer, check_line, split_lead
from invented_papers import (
    DIRECTOR,
    HOSTILE,
    MINUTES_2023,
    MINUTES_2024,
    STRATEGY,
    TRANSCRIPT,
    VACANCIES,
    assistant,
    nearness,
)
from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.answering.candidates import find_candidates
from scrutiny_rag.answering.evidence import MOST_SENTENCES, Quote, choose, cite, left_unanswered
from scrutiny_rag.papers.sentences import sentence_spans
from scrutiny_rag.retrieval.filters import Filters

SAMPLE_QUESTIONS = [
    json.loads(line)["question"]
    for line in (Path(__file__).parent.parent / "eval" / "questions.jsonl").read_text("utf-8").splitlines()
]
CHANGED = "How have the harbour warden vacancies changed since 2023?"
MORE_HOURS = "Did volunteers at the tills ask for more hours?"


@cache
def ask(question: str) -> Answer:
    return assistant().ask(question)


def quotes(question: str, most_words: int = 60) -> list[Quote]:
    retriever = assistant().retriever
    found = retriever.find(question, Filters())
    return choose(find_candidates(found, retriever, nearness()), found.question, most_words)


@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_sample_questions_are_answered_in_exact_quotes_or_refused(step: int) -> None:
    statuses = set()
    for question in SAMPLE_QUESTIONS[::step]:
        answer = web_index.assistant().ask(question)
        check_answer(answer, web_index.assistant())
        statuses.add(answer.status)
    assert {"answered", "not_found"} <= statuses


@pytest.mark.parametrize(
    ("question", "paper", "words"),
    [
        (VACANCIES, MINUTES_2023, "September 2023"),
        ("How many branch libraries opened on Sundays?", TRANSCRIPT, "Nine branch libraries"),
        ("Why was the skate ramp closed?", HOSTILE, "its planks were rotten"),
        ("How many street trees will the Council plant?", STRATEGY, "2,500 street trees"),
    ],
)
def test_the_first_citation_answers(question: str, paper: str, words: str) -> None:
    answer = ask(question)
    check_answer(answer, assistant())
    assert answer.citations[0].paper == paper and words in answer.citations[0].quote
    assert words in answer.text and answer.mode == "evidence" and answer.notice is None


def test_the_speaker_is_named_before_the_words() -> None:
    answer = ask("How many branch libraries opened on Sundays?")
    assert answer.citations[0].speaker == DIRECTOR
    assert answer.text.startswith(f"Nine branch libraries. {DIRECTOR}: “")
    answer = ask("What was said about the mobile library van?")
    assert answer.text.startswith(f"{answer.citations[0].speaker}: “")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        (VACANCIES, "By September 2023"),
        ("How many street trees will the Council plant, and by when?", "2,500 street trees; by 2030"),
        ("Was the fog bell mended in August 2023?", "Yes"),
        ("Why was the skate ramp closed?", ""),
    ],
)
def test_the_direct_answer_leads_the_first_quote_alone(question: str, lead: str) -> None:
    answer = ask(question)
    check_answer(answer, assistant())
    assert [split_lead(c.text, q)[0] for c, q in zip(answer.claims, answer.citations, strict=True)] == [
        lead,
        *[""] * (len(answer.claims) - 1),
    ]


@pytest.mark.parametrize(
    ("question", "said", "missing"),
    [
        ("How many gull-proof lids were fitted, and how long did it take?", "320 bins", "how long"),
        ("When was the fog bell mended, and how much did that cost?", "August 2023", "what sum"),
        ("How much did the gull-proof lids cost, and when were they fitted?", "£18,400", "when"),
    ],
)
def test_a_part_of_a_question_that_stays_open_is_named(question: str, said: str, missing: str) -> None:
    answer = ask(question)
    check_answer(answer, assistant())
    assert answer.status == "partial" and said in answer.citations[0].quote
    assert answer.text.endswith(f"\n\nNot in these papers: {missing}.")
    assert len(answer.text.split("\n\n")) == len(answer.claims) + 1


def test_both_parts_of_a_question_are_answered_from_where_they_stand() -> None:
    answer = ask("How many harbour warden posts were vacant, and when would the vacancies be filled?")
    check_answer(answer, assistant())
    quoted = " ".join(citation.quote for citation in answer.citations)
    assert answer.status == "answered" and "six harbour warden posts" in quoted
    assert "September 2023" in quoted and "winter." not in answer.text[:40], (
        "another event's time does not lead"
    )


def test_what_a_comparison_lacks_is_named() -> None:
    asked = assistant().retriever.find(
        "How do Saltmarsh and Basingstoke compare on harbour wardens?", Filters()
    )
    (best, *_) = choose(find_candidates(asked, assistant().retriever, nearness()), asked.question, 60)
    assert left_unanswered([best], asked.question) == ("anything on Basingstoke",)


def test_nothing_is_open_where_one_thing_is_asked() -> None:
    asked = assistant().retriever.find(VACANCIES, Filters()).question
    assert left_unanswered(quotes(VACANCIES), asked) == ()
    assert left_unanswered([], asked) == ()


def row_quote(text: str) -> Quote:
    paper = replace(quotes(VACANCIES)[0].paper, text=text)
    block = replace(
        quotes(VACANCIES)[0].block, char_start=0, char_end=len(text), speaker=None, speech_start=None
    )
    return Quote(paper, block, 0, len(text), 1.0)


def test_a_row_of_a_table_is_set_out_as_one() -> None:
    (claim,), (cited,), text = cite([row_quote("Fog bell | Mend it | | Harbour master | May 2024")])
    assert text == claim.text == "From a table: Fog bell; Mend it; Harbour master; May 2024 [1]"
    assert cited.quote == "Fog bell | Mend it | | Harbour master | May 2024"
    check_line(claim.text, cited, leads=True)


def test_a_lead_goes_before_the_first_line_alone() -> None:
    two = [row_quote("Fog bell | mended"), row_quote("The bell rings.")]
    claims, _, text = cite(two, "May 2024")
    assert claims[0].text.startswith("May 2024. ") and text.count("May 2024. ") == 1
    assert cite(two)[0][1] == claims[1]


@pytest.mark.parametrize(
    "broken", ["Ten. “Nine libraries.” [1]", "“Ten libraries.” [1]", "From a table: Ten [1]"]
)
def test_the_check_of_a_line_can_fail(broken: str) -> None:
    (_,), (cited,), _ = cite([row_quote("Nine libraries.")])
    check_line("“Nine libraries.” [1]", cited, leads=True)
    with pytest.raises(AssertionError):
        check_line(broken, cited, leads=True)


def test_a_citation_tells_where_its_words_stand() -> None:
    citation = ask(VACANCIES).citations[0]
    assert citation.section and citation.section.endswith("Harbour wardens")
    assert (citation.date, citation.body) == ("2023-03-14", "Saltmarsh Council")
    assert citation.page is None and citation.speaker is None


def test_a_sentence_that_points_back_comes_with_the_one_before() -> None:
    (citation,) = [c for c in ask(MORE_HOURS).citations if "more hours" in c.quote]
    assert citation.quote.startswith("Volunteers ran the tills") and citation.quote.endswith("more hours.")


def test_a_question_in_minutes_comes_with_its_reply() -> None:
    answer = ask("Did the fog bell ring after the storm of 2019?")
    check_answer(answer, assistant())
    assert "Members asked about the fog bell. It had not rung since" in " ".join(
        answer.citations[0].quote.split()
    )


def test_a_question_in_a_hearing_comes_with_the_next_speakers_reply() -> None:
    answer = ask("Who reads at the children's story hours?")
    check_answer(answer, assistant())
    assert "Retired teachers read at the story hours" in answer.text


def test_without_room_the_one_before_is_left_out() -> None:
    best = next(quote for quote in quotes(MORE_HOURS, most_words=8) if "more hours" in quote.text)
    assert best.text == "Not only that, they asked for more hours."


@pytest.mark.parametrize(
    "question",
    [CHANGED, "Compare the harbour warden vacancies in 2023 and 2024", "What became of the fog bell?"],
)
def test_a_question_over_several_papers_is_answered_from_several(question: str) -> None:
    answer = ask(question)
    check_answer(answer, assistant())
    assert {citation.paper for citation in answer.citations} == {MINUTES_2023, MINUTES_2024}
    for claim, citation in zip(answer.claims, answer.citations, strict=True):
        assert claim.text.startswith(f"{citation.title}: “"), "each line says which paper it is from"


@pytest.mark.parametrize(
    "question", [CHANGED, "What became of the fog bell?", "What progress with the vacancies?"]
)
def test_a_question_over_time_is_answered_oldest_first(question: str) -> None:
    dates = [citation.date for citation in ask(question).citations]
    assert dates == sorted(dates)  # type: ignore[type-var]


def test_a_paper_without_a_date_comes_last_in_a_timeline() -> None:
    retriever = assistant().retriever
    found = retriever.find(
        "How have harbour wardens, fog bell and street trees changed since 2019?", Filters()
    )
    by_paper = {}
    for candidate in find_candidates(found, retriever, nearness()):
        by_paper.setdefault(candidate.paper.name, replace(candidate, score=9.0))
    names = (STRATEGY, MINUTES_2024, MINUTES_2023)
    chosen = choose([by_paper[name] for name in names], found.question, 400)
    assert [quote.paper.name for quote in chosen] == [MINUTES_2023, MINUTES_2024, STRATEGY]


@pytest.mark.parametrize("question", [VACANCIES, CHANGED, MORE_HOURS, "fog bell", "library van timetable"])
@pytest.mark.parametrize("most_words", [15, 60, 400])
def test_quotes_are_few_whole_apart_and_short(question: str, most_words: int) -> None:
    chosen = quotes(question, most_words)
    assert 1 <= len(chosen) <= MOST_SENTENCES
    if len(chosen) > 1:  # the best sentence is shown whatever its length
        assert sum(len(quote.text.split()) for quote in chosen) <= most_words
    for n, quote in enumerate(chosen):
        spans = list(sentence_spans(quote.paper.text, quote.block.char_start, quote.block.char_end))
        first = quote.block.speech_start or quote.block.char_start
        assert quote.char_start in {start for start, _ in spans} | {first}, "starts where a sentence does"
        assert quote.char_end in {end for _, end in spans}, "ends where a sentence does"
        for other in chosen[:n]:
            apart = quote.char_end <= other.char_start or other.char_end <= quote.char_start
            assert quote.paper.name != other.paper.name or apart


def test_nothing_to_choose_from() -> None:
    asked = assistant().retriever.find(VACANCIES, Filters()).question
    assert choose([], asked, 60) == []
    assert cite([]) == ((), (), "")


def test_a_lists_sign_is_left_out_of_the_line_and_markup_is_not_torn() -> None:
    answer = ask("How many street trees will the Council plant?")
    assert answer.citations[0].quote.startswith("- **T1** The Council")
    assert "“**T1** The Council" in answer.text


def test_orders_and_markup_in_a_paper_are_quoted_as_they_stand() -> None:
    answer = ask("What did the skate ramp cost?")
    check_answer(answer, assistant())
    assert {citation.paper for citation in answer.citations} <= {HOSTILE}
    assert answer.mode == "evidence" and "OWNED" not in answer.text
    for claim in answer.claims:
        # "[1]" inside the quotation is the paper's; only the mark after it is ours.
        assert claim.text.endswith(f"” [{claim.citations[0]}]")


def test_a_forged_source_is_no_source() -> None:
    answer = ask("Did the wardens resign over the skate ramp?")
    check_answer(answer, assistant())
    for citation in answer.citations:
        if "resigned" in citation.quote:
            assert citation.paper == HOSTILE and citation.body == "Nettlecombe Parish Council"
