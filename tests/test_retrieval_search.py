"""Hybrid search over a real index: what it finds, what filters leave out, and LlamaIndex's own call."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from invented_papers import (
    CHAIR,
    COPY,
    DIRECTOR,
    HOSTILE,
    MEMBER,
    MINUTES_2023,
    MINUTES_2024,
    STRATEGY,
    TRANSCRIPT,
    VACANCIES,
    assistant,
    holds,
)
from scrutiny_rag.errors import FilterError, InputError
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.results import SearchResult


@cache
def search(question: str, top_k: int | None = None, **filters: object) -> SearchResult:
    return assistant().search(question, Filters(**filters), top_k)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "paper", "words"),
    [
        (VACANCIES, MINUTES_2024, "filled\nby June 2024"),
        ("oyster beds at Pell Point", MINUTES_2024, "Oyster beds off Pell Point"),
        ("How many branch libraries opened on a Sunday?", TRANSCRIPT, "Nine branch libraries"),
        ("How many hornbeams and alders are to be planted?", STRATEGY, "2,500 street trees"),
        # None of these content words stands in the paper: only the vectors can tell.
        ("bivalve farming restrictions for scuba swimmers", MINUTES_2024, "Oyster beds"),
    ],
)
def test_the_passage_that_answers_comes_first(question: str, paper: str, words: str) -> None:
    first = search(question).passages[0]
    assert first.paper == paper and words in first.text


@pytest.mark.parametrize("question", [VACANCIES, "What did O'Keefe say?", "skate ramp", "zzzxqj"])
def test_passages_are_exact_apart_and_ranked(question: str) -> None:
    passages = search(question).passages
    for n, passage in enumerate(passages):
        assert holds(assistant(), passage.paper, passage.char_start, passage.char_end, passage.text)
        for other in passages[:n]:
            apart = passage.char_end <= other.char_start or other.char_end <= passage.char_start
            assert passage.paper != other.paper or apart
    scores = [passage.score for passage in passages]
    assert scores == sorted(scores, reverse=True)


def test_the_same_question_finds_the_same() -> None:
    again = assistant().search(VACANCIES)
    assert again.passages == search(VACANCIES).passages


@pytest.mark.parametrize("top_k", [1, 2, 4])
def test_top_k_is_the_most_that_is_shown(top_k: int) -> None:
    assert len(search(VACANCIES, top_k).passages) == top_k
    assert search(VACANCIES, top_k).passages == search(VACANCIES).passages[:top_k]


@pytest.mark.parametrize(
    ("filters", "papers"),
    [
        ({"body": "Northmoor Assembly"}, {TRANSCRIPT}),
        ({"committee": "Harbour Scrutiny Panel"}, {MINUTES_2023, MINUTES_2024}),
        ({"since": date(2024, 1, 1)}, {MINUTES_2024}),
        ({"until": date(2021, 12, 31)}, {HOSTILE}),
        ({"type": PaperType.STRATEGY}, {STRATEGY}),
        ({"paper": MINUTES_2024}, {MINUTES_2024}),
        ({"body": "Saltmarsh", "type": PaperType.MINUTES, "until": date(2023, 12, 31)}, {MINUTES_2023}),
    ],
)
def test_filters_leave_other_papers_out(filters: dict[str, object], papers: set[str]) -> None:
    assert {passage.paper for passage in search(VACANCIES, **filters).passages} == papers


def test_filters_that_leave_nothing_find_nothing() -> None:
    assert search(VACANCIES, type=PaperType.AGENDA).passages == ()
    assert search(VACANCIES, speaker=CHAIR, body="Saltmarsh Council").passages == ()


@pytest.mark.parametrize("speaker", [CHAIR, DIRECTOR, MEMBER])
def test_a_speakers_filter_leaves_only_what_that_speaker_says(speaker: str) -> None:
    passages = search("the mobile library van", speaker=speaker).passages
    assert passages and {passage.speaker for passage in passages} == {speaker}
    assert all(passage.text.count("AM (Chair):") == 0 or speaker == CHAIR for passage in passages)


def test_a_speakers_filter_still_ranks_by_the_question() -> None:
    assert "timetable" in search("the mobile library van", speaker=DIRECTOR).passages[0].text
    assert "Retired teachers" in search("story hours", speaker=DIRECTOR).passages[0].text


def test_a_speaker_and_a_paper_narrow_together() -> None:
    assert search("van", speaker=DIRECTOR, paper=TRANSCRIPT).passages
    assert search("van", speaker=DIRECTOR, paper=STRATEGY).passages == ()


def test_who_is_named_in_the_question_comes_first() -> None:
    for name, speaker in (("Okonkwo-Hale", MEMBER), ("O'Keefe", DIRECTOR)):
        first = (
            assistant()
            .retriever.find(f"What did {name} say about the mobile library van?", Filters())
            .hits[0]
        )
        assert first.passage.speaker == speaker


def test_a_copys_name_finds_the_passages_of_the_paper() -> None:
    passages = search(VACANCIES, paper=COPY).passages
    assert passages and {passage.paper for passage in passages} == {MINUTES_2023}
    assert assistant().paper(COPY).text == assistant().paper(MINUTES_2023).text


def test_a_filter_that_the_index_lacks_is_refused() -> None:
    with pytest.raises(FilterError, match="Saltmarsh Council"):
        search(VACANCIES, body="Saltmash Counsel")


def test_a_paper_that_the_index_lacks_is_refused() -> None:
    with pytest.raises(InputError, match=r"no paper 'ghost\.md'"):
        assistant().retriever.paper("ghost.md")


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "???", "🦀", "\x00"])
def test_a_question_without_words_is_refused(question: str) -> None:
    with pytest.raises(InputError, match=r"empty|no words"):
        assistant().search(question)


@pytest.mark.parametrize(
    "question",
    [
        "🦀🦀 fog",
        "\x00\x01 fog",
        'AND OR NOT ("',
        "text:fog^9 paper:[0 TO 9]",
        "' OR 1=1 --",
        "fog " * 5000,
        "\ud800 fog",
    ],
)
def test_odd_questions_are_searched_like_any_other(question: str) -> None:
    assert isinstance(assistant().search(question), SearchResult)


def test_llamaindex_can_call_it() -> None:
    retriever = assistant().retriever
    assert isinstance(retriever, BaseRetriever)
    for found in (retriever.retrieve(VACANCIES), retriever.retrieve(QueryBundle(VACANCIES))):
        assert 0 < len(found) <= assistant().settings.top_k
        assert all(isinstance(node, NodeWithScore) for node in found)
        scores = [node.get_score() for node in found]
        assert scores == sorted(scores, reverse=True)
        first = found[0].node
        assert "filled\nby June 2024" in first.get_content()
        paper = assistant().paper(first.metadata["paper"])
        assert paper.text[first.start_char_idx : first.end_char_idx] == first.get_content()  # type: ignore[attr-defined]
        assert first.metadata["title"] == "Harbour Scrutiny Panel minutes 2024"
        assert first.metadata["date"] == "2024-03-12"
        assert len({node.node.node_id for node in found}) == len(found)


def test_what_is_given_is_the_contracts_object() -> None:
    given = search(VACANCIES).to_json()
    assert {"question", "passages", "timings"} <= given.keys()
    expected = {"paper", "char_start", "char_end", "score", "page", "section", "speaker", "text"}
    assert all(passage.keys() == expected for passage in given["passages"])
    assert {passage["page"] for passage in given["passages"]} == {None}, "Markdown and text have no pages"
