"""Places: what people read of a stretch, whole sentences, the record's acts, and the meeting that is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_papers import MINUTES_2023, MINUTES_2024, TRANSCRIPT, assistant, context_of
from scrutiny_rag.answering.places.acts import block_at, linked
from scrutiny_rag.answering.places.display import block_in_words, readable
from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.answering.places.reader import leave_out, of_the_meeting, sentences_of
from scrutiny_rag.papers.model import Block, BlockKind, Metadata, Paper
from scrutiny_rag.record.model import Act, ActKind, Item, Record
from scrutiny_rag.retrieval.results import Finding


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**RESOLVED**: that\n  it be so", "RESOLVED: that it be so"),
        ("- [the plan](https://example.org/x) &amp; more", "the plan & more"),
        ("· one&nbsp;two", "one two"),
        ("see [1] and <b>this</b>", "see (1) and this"),
        ("a < b and c > d", "a < b and c > d"),
        ("\\ It is 5\\. on the list\\", "It is 5. on the list"),
        ("kept in C:\\Minutes", "kept in C:\\Minutes"),
    ],
)
def test_readable(text: str, read: str) -> None:
    assert readable(text) == read


def test_a_row_is_told_by_its_columns_and_empty_cells_are_left_out() -> None:
    cells = (("Councillor", "Nina Patel"), ("For", ""), ("Against", "X"))
    row = Block(BlockKind.ROW, 0, 20, cells=cells)
    assert block_in_words(row, "Nina Patel | | X |") == "Councillor: Nina Patel; Against: X"


def test_sentences_are_whole_and_score_best_where_they_answer() -> None:
    places = context_of("When will the harbour warden vacancies be filled?").places
    assert [place.score for place in places] == sorted((place.score for place in places), reverse=True)
    best = max((s for place in places for s in place.sentences), key=lambda s: s.score)
    assert "filled" in best.text and best.paper.name in (MINUTES_2023, MINUTES_2024)
    for place in places:
        for sentence in place.sentences:
            words = sentence.paper.text[sentence.char_start : sentence.char_end]
            assert words.strip() == words and sentence.words > 0


def test_an_act_that_is_asked_about_is_marked() -> None:
    places = context_of("what did the director promise the committee").places
    acts = [s for place in places for s in place.sentences if s.act is not None]
    assert any("I undertake" in s.text and s.paper.name == TRANSCRIPT for s in acts)


def test_what_followed_is_found_by_the_record() -> None:
    retriever = assistant().retriever
    paper = retriever.paper(MINUTES_2023)
    at = paper.text.index("It had not rung")
    sentence = Sentence(paper, block_at(paper, at), at, at + 40)
    record = retriever.record(retriever.catalogue().listed[MINUTES_2023])
    assert all(other.char_start >= sentence.char_end for other in linked(record, sentence))


def test_a_question_told_in_minutes_is_followed_by_its_reply() -> None:
    text = "Cllr Ashe was asked if the quay would be lit. He said that it would not. The panel left."
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    paper = Paper("told.md", text, Metadata(), [block])
    asks = Sentence(paper, block, 0, text.index(" He"))
    asked = Act(ActKind.ASKED, 0, asks.char_end, rule="asked")
    told = Record((Item(None, None, 0, len(text), (asked,), range(1)),))
    assert [other.text for other in linked(told, asks)] == ["He said that it would not."]
    last = Sentence(paper, block, text.index("The panel"), len(text))
    assert linked(told, last) == []


def test_an_items_number_alone_is_no_sentence() -> None:
    places = context_of("How many harbour warden posts were vacant?").places
    text = "12.\n\nThe quay is shut."
    blocks = [Block(BlockKind.PARAGRAPH, 0, 3), Block(BlockKind.PARAGRAPH, 5, len(text))]
    hit = places[0].hit
    row = replace(hit.passage, char_start=0, char_end=len(text))
    place = Place(replace(hit, passage=row), Paper("numbers.md", text, Metadata(), blocks), 0.0, 0.0)
    assert [sentence.text for sentence in sentences_of(place)] == ["The quay is shut."]


def test_a_date_means_the_meeting_of_that_day() -> None:
    places = context_of("How many harbour warden posts were vacant?").places
    finding = Finding(field="date", value="2024-03", words="March 2024", start=0, end=10, strength="weak")
    kept = of_the_meeting(places, [finding])
    assert {place.paper.name for place in kept if place.paper.metadata.date} == {MINUTES_2024}
    nowhere = finding.model_copy(update={"value": "1999"})
    assert of_the_meeting(places, [nowhere]) == places


def test_what_was_shown_is_left_out_of_more() -> None:
    answer = assistant().ask("What was said about the mobile library van?")
    places = context_of("What was said about the mobile library van? ").places
    leave_out(places, answer.citations)
    shown = {(c.paper, c.char_start) for c in answer.citations}
    assert not shown & {(s.paper.name, s.char_start) for place in places for s in place.sentences}
