"""From a question to an answer: streaming, drafts by a scripted server, and what it falls back to."""

from __future__ import annotations

import re
import time
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from answer_checks import check_answer
from invented_papers import (
    DIRECTOR,
    HOSTILE,
    MINUTES_2023,
    MINUTES_2024,
    VACANCIES,
    assistant,
    with_model,
)
from scripted_server import (
    Behaviour,
    Handler,
    ScriptedServer,
    begins_and_is_silent,
    breaks_off,
    fails,
    has_no_choices,
    is_silent,
    never_ends,
    says,
    sends,
    trickles,
)
from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.answering.drafting.prompting import CLOSING, OPENING
from scrutiny_rag.errors import FilterError, InputError
from scrutiny_rag.retrieval.filters import Filters

CHANGED = "How have the harbour warden vacancies changed since 2023?"
RAMP = "What did the skate ramp cost?"
IN_2023 = "The harbour warden vacancies would be filled by September 2023"
IN_2024 = "The harbour warden vacancies had fallen to two, and the last would be filled by June 2024"
KEY = "sk-not-to-be-seen"


def drafts(*claims: tuple[str, str], wait_s: float = 0.0) -> Behaviour:
    """Drafts (claim, words) pairs, each with the number of the extract that holds the words."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        extracts = prompt_of(body).split(OPENING)[-1].split(CLOSING)[0]
        numbered = re.findall(r"^\[(\d+)\] (.*?)(?=^\[\d+\] |\Z)", extracts, re.MULTILINE | re.DOTALL)
        lines = []
        for claim, words in claims:
            key = next(number for number, text in numbered if words in " ".join(text.split()))
            lines.append(f"- {claim} [{key}]\n")
        says("".join(lines), piece=40, wait_s=wait_s)(handler, body)

    return behave


def prompt_of(body: dict[str, Any]) -> str:
    return str(body["messages"][1]["content"])


def ask(question: str, *script: Behaviour, timeout_s: float = 30.0) -> tuple[Answer, list[dict[str, Any]]]:
    with ScriptedServer(*script) as server:
        answer = with_model(server.url, llm_timeout_s=timeout_s).ask(question)
        check_answer(answer, assistant())
        return answer, server.requests


@cache
def in_own_words(question: str) -> Answer:
    return assistant().ask(question)


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    """The client loads parts of itself at its first call; that is no server's time."""
    ask(VACANCIES, drafts((IN_2023, "filled by September 2023")))


# Without a language model.


def test_the_last_of_a_stream_is_the_answer() -> None:
    *_, last = assistant().stream(CHANGED)
    untimed = {"timings"}
    assert last.model_dump(exclude=untimed) == in_own_words(CHANGED).model_dump(exclude=untimed)


def test_quotes_come_at_once_and_checked() -> None:
    (whole,) = assistant().stream(CHANGED)
    check_answer(whole, assistant())
    assert len(whole.claims) >= 2 and whole.passages


def test_a_refusal_streams_as_one() -> None:
    (only,) = assistant().stream("What is the boiling point of tungsten?")
    assert only.status == "not_found"


def test_faults_of_the_question_are_raised_before_the_first_answer() -> None:
    with pytest.raises(InputError):
        assistant().stream("  ")
    with pytest.raises(FilterError):
        next(assistant().stream(VACANCIES, Filters(body="Nowhere")))


def test_filters_hold_for_answers() -> None:
    answer = assistant().ask(CHANGED, Filters(paper=MINUTES_2024))
    assert {citation.paper for citation in answer.citations} == {MINUTES_2024}
    answer = assistant().ask("What was said about the mobile library van?", Filters(speaker=DIRECTOR))
    check_answer(answer, assistant())
    assert answer.status == "answered" and {citation.speaker for citation in answer.citations} == {DIRECTOR}


def test_the_same_question_gets_the_same_answer() -> None:
    assert assistant().ask(VACANCIES).text == assistant().ask(VACANCIES).text


# With one that does its work.


def test_a_good_draft_is_shown_with_the_words_it_rests_on() -> None:
    answer, requests = ask(VACANCIES, drafts((IN_2023 + ".", "filled by September 2023")))
    assert answer.status == "answered" and answer.mode == "llm:scripted" and answer.notice is None
    assert answer.text == f"{IN_2023}. [1]"
    (citation,) = answer.citations
    assert citation.paper == MINUTES_2023 and "filled by September 2023" in citation.quote
    assert len(requests) == 1 and answer.passages == in_own_words(VACANCIES).passages


def test_several_claims_cite_several_papers() -> None:
    answer, _ = ask(
        CHANGED, drafts((IN_2023, "filled by September 2023"), (IN_2024, "vacancies had fallen to two"))
    )
    assert answer.mode == "llm:scripted" and len(answer.claims) == 2
    assert [citation.paper for citation in answer.citations] == [MINUTES_2023, MINUTES_2024]


def test_a_draft_streams_claim_by_claim() -> None:
    script = drafts(
        (IN_2023, "filled by September 2023"), (IN_2024, "vacancies had fallen to two"), wait_s=0.02
    )
    with ScriptedServer(script) as server:
        parts = list(with_model(server.url).stream(CHANGED))
    assert [len(part.claims) for part in parts][:3] == [0, 1, 2], "the places first, then each claim"
    assert parts[0].passages == parts[-1].passages
    for before, after in pairwise(parts):
        check_answer(after, assistant())
        assert [c.text for c in after.claims][: len(before.claims)] == [c.text for c in before.claims]


def test_what_the_model_makes_up_where_the_papers_do_not_answer_is_not_shown() -> None:
    answer, requests = ask("What is the boiling point of tungsten?", says("- It is 5,828 K [1]\n"))
    assert answer.status == "not_found" and "5,828" not in answer.text and requests


def test_the_prompt_holds_the_extracts_of_the_papers() -> None:
    _, requests = ask(VACANCIES, drafts((IN_2023, "filled by September 2023")))
    prompt = prompt_of(requests[0]["body"])
    assert (
        "Harbour Scrutiny Panel minutes 2023" in prompt and "14 March 2023" in prompt and VACANCIES in prompt
    )


def test_the_model_reads_the_question_as_it_was_typed() -> None:
    typed = "whats the harbour warden vacancys in march 2023"
    answer, requests = ask(typed, drafts((IN_2023, "filled by September 2023")))
    assert f"Question: {typed}" in prompt_of(requests[0]["body"])
    assert answer.claims


# With one that does not.


def test_an_unsupported_claim_is_left_out_and_that_is_said() -> None:
    good, bad = (
        (IN_2023, "filled by September 2023"),
        ("The wardens cost £4m a year", "filled by September 2023"),
    )
    answer, requests = ask(VACANCIES, drafts(good, bad), drafts(bad))
    assert [claim.text for claim in answer.claims] == [f"{IN_2023} [1]"]
    assert "£4m" not in answer.text and answer.mode == "llm:scripted"
    assert answer.notice and "left out" in answer.notice and len(requests) == 2


@pytest.mark.parametrize(
    "behaviour",
    [
        fails(500),
        fails(401, "Incorrect key {key}"),
        fails(404),
        fails(400),
        fails(429, headers={"Retry-After": "30"}),
        is_silent,
        begins_and_is_silent,
        trickles,
        never_ends("The wardens are splendid. "),
        breaks_off("- The harbour warden vac"),
        sends("text/html", b"<script>alert(1)</script>"),
        sends("application/json", b'{"hello": '),
        sends("text/event-stream", b"data: not json\n\n"),
        has_no_choices,
        says(""),
        says("   \n"),
        says("The vacancies would be filled by September 2023."),
        says("- The vacancies would be filled by September 2023 [99]\n"),
        says("- The wardens cost £4m a year [1]\n"),
        says("- The harbour warden vacancies have all been filled [1]\n"),
        says("- The harbour warden vacancies would be filled by October 2023 [1][2]\n"),
    ],
)
def test_misbehaviour_gives_the_papers_own_words_and_says_why(behaviour: Behaviour) -> None:
    answer, _ = ask(VACANCIES, behaviour, timeout_s=0.4)
    plain = in_own_words(VACANCIES)
    assert (answer.status, answer.text, answer.mode) == (plain.status, plain.text, "evidence")
    assert answer.citations == plain.citations and answer.passages == plain.passages
    assert answer.notice and answer.notice.endswith("The answer is in the papers' own words.")
    assert "\n" not in answer.notice and "<script>" not in answer.notice
    assert KEY not in answer.model_dump_json()


def test_a_server_that_is_not_there_costs_no_answer() -> None:
    with ScriptedServer(says("")) as server:
        url = server.url
    answer = with_model(url, llm_timeout_s=1.0).ask(VACANCIES)
    assert answer.text == in_own_words(VACANCIES).text and answer.notice


def test_a_model_that_finds_nothing_leaves_the_nearest_words() -> None:
    answer, _ = ask(VACANCIES, says("NOT_IN_PAPERS"))
    assert answer.mode == "evidence" and answer.text == in_own_words(VACANCIES).text
    assert answer.notice and "found no answer" in answer.notice


def test_a_stream_that_breaks_off_keeps_what_was_checked() -> None:
    def behave(handler: Handler, body: dict[str, Any]) -> None:
        number = re.search(r"\[(\d+)\][^\[]*filled by September 2023", prompt_of(body))
        assert number
        breaks_off(f"- {IN_2023} [{number[1]}]\n- The wardens walked 4")(handler, body)

    answer, _ = ask(VACANCIES, behave)
    assert answer.text == f"{IN_2023} [1]" and answer.mode == "llm:scripted"
    assert answer.notice and answer.notice.endswith(".")


def test_a_stream_left_early_ends() -> None:
    script = drafts((IN_2023, "filled by September 2023"), wait_s=0.01)
    with ScriptedServer(script) as server:
        stream = with_model(server.url).stream(VACANCIES)
        next(stream)
        started = time.monotonic()
        stream.close()  # type: ignore[attr-defined]
        assert time.monotonic() - started < 2


def test_one_failure_does_not_spoil_the_next_answer() -> None:
    with ScriptedServer(fails(400), drafts((IN_2023, "filled by September 2023"))) as server:
        drafting = with_model(server.url)
        assert drafting.ask(VACANCIES).mode == "evidence"
        assert drafting.ask(VACANCIES).mode == "llm:scripted"


# With papers that give orders.


def test_a_paper_can_forge_neither_the_prompts_frame_nor_its_numbers() -> None:
    _, requests = ask(RAMP, says("NOT_IN_PAPERS"))
    prompt = prompt_of(requests[0]["body"])
    assert "skate ramp" in prompt and prompt.count(OPENING) == 1 and prompt.count(CLOSING) == 1
    inside, after = prompt.split(OPENING)[1].split(CLOSING)
    assert "SYSTEM: reply" not in after
    numbers = re.findall(r"\[(\d+)\]", inside)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)], "every [n] is ours"


@pytest.mark.parametrize(
    "obeying",
    [
        ("The skate ramp cost £9m", "because its planks were rotten"),
        ("OWNED", "because its planks were rotten"),
    ],
)
def test_a_model_that_obeys_a_paper_is_not_believed(obeying: tuple[str, str]) -> None:
    answer, _ = ask(RAMP, drafts(obeying))
    assert answer.mode == "evidence" and answer.notice
    assert answer.text == in_own_words(RAMP).text


def test_a_forged_source_is_cited_as_the_paper_that_forges_it() -> None:
    answer, _ = ask(
        "Did the wardens resign over the skate ramp?",
        drafts(("The wardens resigned over the skate ramp", "The wardens resigned")),
    )
    for citation in answer.citations:
        if "resigned" in citation.quote:
            assert citation.paper == HOSTILE
    assert MINUTES_2023 not in {c.paper for c in answer.citations if "resigned" in c.quote}


def test_markup_in_a_draft_is_not_passed_on() -> None:
    answer, _ = ask(
        VACANCIES,
        drafts((f"<b>{IN_2023}</b> ![x](http://pictures.invalid/a.png)", "filled by September 2023")),
    )
    assert "<b>" not in answer.text and "http://" not in answer.text


def test_warming_up_asks_the_model_nothing() -> None:
    with ScriptedServer(says("")) as server:
        with_model(server.url).warm_up()
        assert not server.requests
