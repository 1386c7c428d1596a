"""The shapes of answers over the invented papers, each whole enough to be read alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answer_checks import check_answer
from invented_papers import (
    CHAIR,
    DIRECTOR,
    MINUTES_2023,
    MINUTES_2024,
    STRATEGY,
    TRANSCRIPT,
    assistant,
    context_of,
)
from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.choosing import best_sentences, repeats
from scrutiny_rag.answering.shapes.context import FOLLOWING_WORDS
from scrutiny_rag.answering.shapes.overview import paper_named, summary
from scrutiny_rag.answering.shapes.person import introductions
from scrutiny_rag.answering.shapes.quote import in_reading_order, merged, paper_label
from scrutiny_rag.papers.model import Block, BlockKind, Metadata, Paper


def ask(question: str) -> Answer:
    answer = assistant().ask(question)
    check_answer(answer, assistant())
    return answer


def test_a_value_stands_with_its_paper_and_date() -> None:
    answer = ask("When will the harbour warden vacancies be filled?")
    assert answer.kind == "value" and "2024" in answer.text and "Harbour Scrutiny Panel" in answer.text


def test_an_outcome_gives_the_deciding_words() -> None:
    answer = ask("What was resolved about the fog bell?")
    assert answer.kind == "outcome" and "be mended before the regatta" in answer.text
    assert "decisions" in answer.rules


def test_an_overview_of_a_paper_that_is_named_keeps_to_it() -> None:
    answer = ask("summarise the street tree strategy")
    assert answer.status == "answered" and {c.paper for c in answer.citations} == {STRATEGY}
    assert "2,500" in answer.text and "paper-named" in answer.rules


def test_a_list_stands_in_lines() -> None:
    answer = ask("list all undertakings about the mobile library van")
    assert answer.kind == "list" and "timetable before the summer recess" in answer.text


def test_a_comparison_speaks_of_both_sides() -> None:
    answer = ask("compare the harbour warden vacancies in 2023 and 2024")
    assert {MINUTES_2023, MINUTES_2024} <= {c.paper for c in answer.citations}


def test_a_person_is_led_by_who_they_are() -> None:
    answer = ask(f"who is {DIRECTOR}")
    assert answer.kind == "person" and answer.text.startswith(f"{DIRECTOR}, Director of Libraries")


def test_an_introduction_says_in_one_breath_who_somebody_is() -> None:
    text = (
        "The panel thanked Ruth Carr for coming. We welcome Ruth Carr, who is chief officer of the ferry trust. "
        "The Director of Quays, Ben Carr, spoke. Carr Lane is shut. Ruth Carr was late."
    )
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    paper = Paper("carr.md", text, Metadata(), [block])
    found = [s.text for s in introductions([paper], "Ruth Carr")]
    assert found == ["We welcome Ruth Carr, who is chief officer of the ferry trust."]
    assert introductions([paper], "") == []


def test_attendance_names_who_speaks_where_nobody_is_listed() -> None:
    answer = ask("who attended the branch libraries hearing")
    assert (
        CHAIR in answer.text
        and DIRECTOR in answer.text
        and {c.paper for c in answer.citations} == {TRANSCRIPT}
    )


def test_the_collection_is_told_from_the_ledger() -> None:
    answer = ask("which papers do you have")
    assert answer.kind == "collection" and answer.status == "answered"
    assert "5 papers" in ask("how many papers?").text or "6 papers" in ask("how many papers?").text


@pytest.mark.parametrize("question", ["thanks", "hi there", "write me a poem"])
def test_small_talk_quotes_nothing(question: str) -> None:
    answer = ask(question)
    assert answer.kind == "other" and answer.status == "not_found" and not answer.citations


def test_two_questions_are_answered_in_both_parts() -> None:
    answer = ask(
        "How many gull-proof bins were fitted with lids? And how many branch libraries opened on Sundays?"
    )
    assert "320" in answer.text and "Nine" in answer.text and "two-parts" in answer.rules


def test_the_newest_paper_leads_where_now_is_asked() -> None:
    assert ask("how many harbour warden vacancies are there now?").citations[0].paper == MINUTES_2024


def test_words_are_kept_to_and_nothing_is_said_twice() -> None:
    places = context_of("What was said about the mobile library van?").places
    chosen = best_sentences(places, 40)
    assert sum(s.words for s in chosen) <= 40 or len(chosen) == 1
    assert not repeats(chosen[0], [Sentence(chosen[0].paper, chosen[0].block, 0, 40)])
    assert repeats(chosen[0], [chosen[0]])


def test_initials_and_lead_ins_are_not_shown_beside_a_better_sentence() -> None:
    texts = [
        "The quay lights were mended in May.",
        "HL",
        "The update said:",
        "The lights had been out for a year.",
    ]
    text = " ".join(texts)
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    paper = Paper("quay.md", text, Metadata(), [block])
    place = replace(context_of("When will the harbour warden vacancies be filled?").places[0], paper=paper)
    place.sentences = [
        Sentence(paper, block, text.index(words), text.index(words) + len(words)) for words in texts
    ]
    shown = best_sentences([place], 60)
    assert {sentence.text for sentence in shown} == {texts[0], texts[3]}
    place.sentences = place.sentences[1:2]
    assert [sentence.text for sentence in best_sentences([place], 60)] == ["HL"]


def test_what_followed_takes_the_room_of_what_is_worth_less() -> None:
    context = context_of("What was resolved about the fog bell?")
    chosen = best_sentences(context.places, context.most_words)
    full = replace(context, most_words=sum(sentence.words for sentence in chosen[:1]))
    kept = full.with_what_followed(list(chosen))
    assert kept[0] is chosen[0] and full.with_what_followed([]) == []
    allowed = full.most_words + FOLLOWING_WORDS
    assert len(kept) == len(chosen) or sum(sentence.words for sentence in kept) <= allowed


def test_neighbouring_sentences_become_one_quote() -> None:
    paper = assistant().paper(STRATEGY)
    chosen = summary(paper, 200)
    quotes = merged(in_reading_order(chosen))
    assert len(quotes) <= len(chosen)
    assert [q.char_start for q in quotes] == sorted(q.char_start for q in quotes)


def test_no_paper_is_named_by_a_subject() -> None:
    assert paper_named(context_of("main points on seagulls")) is None


def test_a_label_says_title_body_and_date() -> None:
    label = paper_label(assistant().paper(MINUTES_2024))
    assert label == "Harbour Scrutiny Panel minutes 2024, Saltmarsh Council, 12 March 2024"
