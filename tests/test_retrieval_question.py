"""What a question asks for: its terms and what each tells."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invented_papers import CHAIR, DIRECTOR, assistant
from scrutiny_rag.retrieval.question import Understood, understand
from scrutiny_rag.store.analysis import stem, terms


def ask(question: str) -> Understood:
    retriever = assistant().retriever
    return understand(question, retriever.catalogue(), retriever._index.lexical)


def test_rare_terms_tell_more_than_common_ones() -> None:
    asked = ask("How many harbour oysters are there?")
    assert asked.telling[stem("oysters")] > asked.telling[stem("harbour")] > 0


def test_words_that_frame_a_question_weigh_and_tell_less() -> None:
    asked = ask("What did they say about the oysters?")
    assert asked.weights[stem("say")] < asked.weights[stem("oysters")]
    assert asked.telling[stem("say")] < asked.telling[stem("oysters")]
    assert asked.order == (stem("oysters"),)


def test_order_is_the_questions() -> None:
    assert ask("When will the fog bell ring by the quay?").order == tuple(terms("fog bell ring quay"))


def test_share_is_what_of_the_question_is_held() -> None:
    asked = ask("When will the fog bell ring?")
    everything = frozenset(terms("The fog bell will ring"))
    assert asked.share(everything) == pytest.approx(1.0)
    assert asked.share(frozenset()) == 0.0
    assert 0 < asked.share({stem("fog")}) < asked.share({stem("fog"), stem("bell")}) < 1
    assert asked.share({stem("oyster")}) == 0.0


@pytest.mark.parametrize("question", ["???", "—", "…", "\u200b"])
def test_question_without_words_is_understood_as_nothing(question: str) -> None:
    asked = ask(question)
    assert not asked.weights and not asked.order and asked.share({"gull"}) == 0.0


@pytest.mark.parametrize("question", ["What is it about?", "Who said what?", "Is there anything?"])
def test_question_of_common_words_keeps_them(question: str) -> None:
    assert ask(question).weights and ask(question).order


def test_speakers_of_the_index_are_recognised() -> None:
    assert ask("What did Thornbury ask O'Keefe?").speakers == {CHAIR, DIRECTOR}
    assert ask("What did Inspector Ellery say?").speakers == frozenset(), "no speaker of a transcript"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_is_understood(question: str) -> None:
    asked = ask(question)
    assert asked.weights.keys() == asked.telling.keys() == asked.spelled.keys()
    assert set(asked.order) <= asked.weights.keys()
    assert all(value > 0 for value in asked.telling.values())


def test_white_space_makes_no_difference() -> None:
    assert ask("  When will\n\nthe fog   bell ring? ") == ask("When will the fog bell ring?")


def test_a_very_long_question_is_read_in_good_time() -> None:
    started = time.perf_counter()
    asked = ask("gull harbour Thornbury " * 50_000)
    assert time.perf_counter() - started < 5
    assert set(asked.weights) == set(terms("gull harbour Thornbury")) | set(asked.weights)
