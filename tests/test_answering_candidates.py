"""The sentences that could answer, and what speaks for each."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import pytest

from invented_papers import DIRECTOR, MINUTES_2023, TRANSCRIPT, VACANCIES, assistant, nearness
from scrutiny_rag.answering.candidates import Candidate, Features, find_candidates, near_coverage, score
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.papers.model import BlockKind, PaperType
from scrutiny_rag.retrieval.filters import Filters

QUESTIONS = (
    VACANCIES,
    "What did O'Keefe say about the mobile library van?",
    "How many lids were fitted, and why first in Chandler Street?",
    "???",
)


@cache
def candidates(question: str) -> list[Candidate]:
    retriever = assistant().retriever
    return find_candidates(retriever.find(question, Filters()), retriever, nearness())


@pytest.mark.parametrize("question", QUESTIONS)
def test_candidates_are_whole_sentences_once_each_best_first(question: str) -> None:
    found = candidates(question)
    assert found
    places = [(c.paper.name, c.char_start) for c in found]
    assert len(places) == len(set(places))
    for candidate in found:
        assert candidate.text == candidate.paper.text[candidate.char_start : candidate.char_end]
        assert candidate.text == candidate.text.strip() != ""
        assert (
            candidate.block.char_start
            <= candidate.char_start
            < candidate.char_end
            <= candidate.block.char_end
        )
        assert candidate.block.kind not in (BlockKind.HEADING, BlockKind.FURNITURE)
        assert candidate.hit.paper.name == candidate.paper.name
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize("question", QUESTIONS)
def test_features_lie_between_0_and_1(question: str) -> None:
    for candidate in candidates(question):
        for field in fields(Features):
            assert -1e-6 <= getattr(candidate.features, field.name) <= 1 + 1e-3, field.name


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (VACANCIES, "filled by September 2023"),
        ("How many branch libraries opened on Sundays?", "Nine branch libraries"),
        ("Why were lids fitted first in Chandler Street?", "complaints there had doubled"),
        ("Who reads at the story hours?", "Retired teachers read"),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, words: str) -> None:
    assert words in candidates(question)[0].text


def test_a_speakers_label_is_no_part_of_what_is_said() -> None:
    said = [c for c in candidates(QUESTIONS[1]) if c.paper.name == TRANSCRIPT and c.block.speaker == DIRECTOR]
    assert said and not any(DIRECTOR in c.text or "Director of Libraries" in c.text for c in said)


def test_who_is_named_speaks_for_a_sentence() -> None:
    for candidate in candidates(QUESTIONS[1]):
        assert candidate.features.spoken == (1.0 if candidate.block.speaker == DIRECTOR else 0.0)


def test_a_question_is_marked_as_one() -> None:
    asked = {c.text: c.features.asks for c in candidates("How many branch libraries opened on Sundays?")}
    questions = [text for text in asked if text.endswith("?")]
    assert questions and all(asked[text] == 1.0 for text in questions)
    assert all(marked == 0.0 for text, marked in asked.items() if not text.endswith("?"))


def test_a_sentence_that_points_back_leans_back() -> None:
    leaning = {c.text: c.leans_back for c in candidates("Did volunteers at the tills ask for more hours?")}
    assert leaning["Not only that, they asked for more hours."]
    assert not leaning["Volunteers ran the tills in\nfour of them."]


def test_no_feature_but_being_a_question_counts_against_a_sentence() -> None:
    middling = Features(**{field.name: 0.5 for field in fields(Features)})
    for field in fields(Features):
        better = score(replace(middling, **{field.name: 1.0}))
        assert (better > score(middling)) is (field.name != "asks"), field.name


def test_near_coverage_counts_near_words_for_less_than_the_same() -> None:
    asked = assistant().retriever.find("Has employment risen?", Filters()).question
    same, near, none = (
        near_coverage(asked, text, nearness())
        for text in ("Employment has risen.", "Jobs have increased.", "The gull sat on a lid.")
    )
    assert 0 <= none < near < same == pytest.approx(1.0)
    assert near_coverage(asked, "", nearness()) == 0.0


def test_nothing_found_no_candidates() -> None:
    retriever = assistant().retriever
    found = retriever.find(VACANCIES, Filters(type=PaperType.AGENDA))
    assert found.hits == [] and find_candidates(found, retriever, nearness()) == []


def test_candidates_keep_to_the_filters() -> None:
    retriever = assistant().retriever
    found = find_candidates(retriever.find("the van", Filters(speaker=DIRECTOR)), retriever, nearness())
    assert found and {c.block.speaker for c in found} == {DIRECTOR}
    found = find_candidates(retriever.find("the van", Filters(paper=MINUTES_2023)), retriever, nearness())
    assert found and {c.paper.name for c in found} == {MINUTES_2023}


def test_a_sentence_that_holds_what_is_asked_for_stands_before_one_that_lacks_it() -> None:
    for question in QUESTIONS:
        found = candidates(question)
        best = found[0]
        if best.features.fits <= 0.3:
            near = [
                c for c in found if c.score >= 0.85 * best.score and c.features.place >= best.features.place
            ]
            assert not any(c.features.fits >= 0.75 for c in near), question


def test_a_title_of_several_words_is_read_with_the_sentence_after_it(tmp_path: Path) -> None:
    (tmp_path / "rings.md").write_text(
        "# Harbour Panel\n\nMinutes\n\n3.1 Wear of the mooring rings. Wardens have finished the map. It rained.\n",
        "utf-8",
    )
    opened = Assistant.open(tmp_path / "index", create=True)
    opened.ingest([tmp_path / "rings.md"])
    retriever = opened.retriever
    found = find_candidates(retriever.find("Are the mooring rings mapped?", Filters()), retriever, nearness())
    assert "3.1 Wear of the mooring rings. Wardens have finished the map." in {c.text for c in found}
