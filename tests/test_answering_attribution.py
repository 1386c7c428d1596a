"""Who said what was answered, when and where: from the papers, each quote looked up once more."""

from __future__ import annotations

import pytest

from answer_checks import check_answer
from invented_papers import DIRECTOR, MINUTES_2023, MINUTES_2024, STRATEGY, TRANSCRIPT, VACANCIES, assistant
from scrutiny_rag.answering.answer import Answer, Citation, Turn
from scrutiny_rag.answering.attribution import attribute
from scrutiny_rag.answering.conversation import UNDERSTOOD_AS
from scrutiny_rag.answering.followup import Source


def cited(paper: str, words: str) -> Citation:
    text = assistant().paper(paper).text
    start = text.index(words)
    return Citation(
        number=1,
        paper=paper,
        title=None,
        body=None,
        date=None,
        page=None,
        section=None,
        speaker=None,
        quote=words,
        char_start=start,
        char_end=start + len(words),
    )


def traced(source: Source, *citations: Citation) -> str:
    made = attribute(citations, source, assistant().retriever.paper)
    assert made is not None
    for citation in made.citations:
        paper = assistant().paper(citation.paper)
        assert paper.text[citation.char_start : citation.char_end] == citation.quote
    return made.text


def van() -> Citation:
    text = assistant().paper(TRANSCRIPT).text
    start = text.index("We shall keep")
    return cited(TRANSCRIPT, text[start : text.index("2025.", start) + 5])


def test_a_transcript_names_who_speaks() -> None:
    text = traced(Source.WHO, van())
    assert text.startswith(f"{DIRECTOR}, in The future of branch libraries, 9 June 2022: “We shall keep")
    assert text.endswith("[1]")


def test_minutes_name_who_reported() -> None:
    said = cited(MINUTES_2023, "the wardens had walked\n41 quays during the winter")
    text = traced(Source.WHO, said)
    assert text.startswith("Inspector Noor Ellery, in Harbour Scrutiny Panel minutes 2023, 14 March 2023: “")
    assert "reported that six harbour warden posts" in text, "the words that name the speaker are quoted too"


def test_a_paper_that_names_nobody_is_said_to() -> None:
    made = attribute([cited(STRATEGY, "watered for three summers")], Source.WHO, assistant().retriever.paper)
    assert made is not None and not made.complete
    assert made.text.startswith("The paper does not name who said it; Street tree strategy")


def test_when_and_where() -> None:
    assert traced(Source.WHEN, van()).startswith(
        f"9 June 2022: {DIRECTOR}, in The future of branch libraries: “"
    )
    assert traced(Source.WHERE, van()).startswith(
        f"The future of branch libraries, 9 June 2022, {DIRECTOR}: “"
    )
    undated = attribute(
        [cited(STRATEGY, "watered for three summers")], Source.WHEN, assistant().retriever.paper
    )
    assert undated is not None and not undated.complete and "bears no date" in undated.text


def test_several_quotes_are_traced_each_to_its_own_paper() -> None:
    bell = cited(MINUTES_2024, "The fog bell was mended in August 2023.")
    made = attribute([van(), bell, van()], Source.WHERE, assistant().retriever.paper)
    assert made is not None
    assert [(c.number, c.paper) for c in made.citations] == [(1, TRANSCRIPT), (2, MINUTES_2024)]


def test_a_quote_that_its_paper_does_not_hold_is_not_believed() -> None:
    forged = van().model_copy(update={"quote": "We shall scrap the mobile library van."})
    gone = van().model_copy(update={"paper": "no-such-paper.md"})
    beyond = van().model_copy(update={"char_start": 10**9, "char_end": 10**9 + 4})
    assert attribute([forged, gone, beyond], Source.WHO, assistant().retriever.paper) is None
    assert attribute([], Source.WHO, assistant().retriever.paper) is None


# Through the whole chain.


def ask(*questions: str) -> list[Answer]:
    history: list[Turn] = []
    for question in questions:
        answer = assistant().ask(question, history=history)
        traced_line = answer.status != "not_found" and ", in " in answer.text.partition("“")[0]
        # A line that says who, in which paper and when is of a form of its own.
        check_answer(answer.model_copy(update={"mode": "traced"}) if traced_line else answer, assistant())
        history.append(Turn(question=question, answer=answer))
    return [turn.answer for turn in history]


def test_who_said_that_is_answered_from_the_quotes_of_the_answer_before() -> None:
    first, second = ask("Until when will the mobile library van be kept on the road?", "Who said that?")
    assert second.status == "answered" and DIRECTOR in second.text and second.mode == "evidence"
    assert second.question == "Who said that?" and second.understood[UNDERSTOOD_AS].startswith(
        "Who said that? (after"
    )
    assert {c.paper for c in second.citations} <= {c.paper for c in first.citations}


def test_a_follow_up_is_answered_and_shows_how_it_was_read() -> None:
    _, second = ask(
        "How many harbour warden posts were vacant in March 2023?", "By when will they be filled?"
    )
    assert second.status == "answered" and "September 2023" in second.text
    assert second.understood[UNDERSTOOD_AS].startswith("By when will they be filled? (after “How many")


def test_a_new_subject_is_answered_as_without_history() -> None:
    untimed = {"timings"}
    _, second = ask(VACANCIES, "How many bins have gull-proof lids?")
    alone = assistant().ask("How many bins have gull-proof lids?")
    assert second.model_dump(exclude=untimed) == alone.model_dump(exclude=untimed)


def test_the_same_meeting_keeps_to_its_paper() -> None:
    first, second = ask("When was the fog bell mended?", "What was said about vacancies at that meeting?")
    if len({c.paper for c in first.citations}) == 1:
        assert {c.paper for c in second.citations} <= {c.paper for c in first.citations}
        assert second.understood["paper"] == first.citations[0].paper


@pytest.mark.parametrize("question", ["Who said that?", "Why?", "And in Wexcombe?", "What did she say?"])
def test_a_follow_up_to_a_refusal_is_no_fault(question: str) -> None:
    refused, second = ask("What is the boiling point of tungsten?", question)
    assert refused.status == "not_found" and second.status in ("answered", "partial", "not_found")
