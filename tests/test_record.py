"""A paper's record: its items, what happened in each, by whom, by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.reading import read_paper
from scrutiny_rag.record import Act, ActKind, LinkKind, Outcome, Record, record_of

MINUTES = """Eastquay Borough Council
Harbour Scrutiny Panel
Minutes of the meeting held on Tuesday 16 January 2024

1. Minutes of the last meeting
The minutes of the meeting held on 5 December 2023 were approved.

2. Lamps on the quay
The Director of Roads stated that ten lamps were out. He added that new ones would be installed by March 2024.
Councillor Reed asked why it had taken so long. In response, the Director of Roads said that parts were scarce.

3. Harbour dues
Councillor Marsh proposed that the dues be frozen. This was rejected by five votes to two.

4. Cadets
RESOLVED:
· That the report be noted
· That officers be asked to report back in six months

5. Benches
ACTION: Ann Hall to write to the Benches Trust by the end of the month.
Consideration of the paint was deferred to the next meeting.
"""
HEARING = """Transcript of the Harbour Committee, 4 May 2023

Ann Hall (Chair): Welcome to you all. How many wardens are there on the quay today?

Ben Ode (Harbour Board): There are nine wardens, and two more start next week. I can make that list available for you.

Ann Hall (Chair): Thank you. What is being done about the lamps in Mill Lane?

Ben Ode (Harbour Board): We have mended four of them since March. We will write to the Committee about the rest.

Cara Dee (Warden): I walk there every night and it is far too dark.
"""
ACTIONS = """# Summary list of actions

| Item | Action required | Status | Action by | Due |
| --- | --- | --- | --- | --- |
| 5 | Write to the Benches Trust about the broken slats | Completed | Ann Hall | 31 January 2024 |
| 2 | Mend the lamps on the quay and report to the Panel | | Director of Roads | March 2024 |
"""


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return read(tmp_path_factory.mktemp("minutes"), "minutes.txt", MINUTES)


def read(folder: Path, name: str, text: str) -> Paper:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_paper(path, name)


def acts(record: Record, number: str, kind: ActKind | None = None) -> list[Act]:
    return [
        act for item in record.items if item.number == number for act in item.acts if kind in (None, act.kind)
    ]


def test_an_agenda_item_is_an_item(minutes: Paper) -> None:
    numbered = [(item.number, item.title) for item in record_of(minutes).items if item.number]
    assert numbered == [
        ("1", "Minutes of the last meeting"),
        ("2", "Lamps on the quay"),
        ("3", "Harbour dues"),
        ("4", "Cadets"),
        ("5", "Benches"),
    ]


def test_items_hold_their_blocks_and_acts_their_sentences(minutes: Paper) -> None:
    last = 0
    for item in record_of(minutes).items:
        assert last <= item.char_start < item.char_end
        last = item.char_end
        assert minutes.blocks[item.blocks.start].char_start == item.char_start
        assert minutes.blocks[item.blocks.stop - 1].char_end == item.char_end
        for act in item.acts:
            assert item.char_start <= act.char_start < act.char_end <= item.char_end
            quote = minutes.text[act.char_start : act.char_end]
            assert quote == quote.strip() and not quote.startswith("·")


def test_what_was_reported_asked_and_answered(minutes: Paper) -> None:
    found = acts(record_of(minutes), "2")
    assert [act.kind for act in found] == [
        ActKind.REPORTED,
        ActKind.UNDERTAKEN,
        ActKind.ASKED,
        ActKind.ANSWERED,
    ]
    assert [act.who for act in found] == [
        "The Director of Roads",
        "The Director of Roads",
        "Councillor Reed",
        "the Director of Roads",
    ]
    assert (found[1].due, found[1].due_text) == (date(2024, 3, 31), "by March 2024")
    assert [link.kind for link in found[2].links] == [LinkKind.ANSWER]


def test_a_proposal_and_what_became_of_it(minutes: Paper) -> None:
    record = record_of(minutes)
    (proposal,) = acts(record, "3", ActKind.PROPOSED)
    (decision,) = acts(record, "3", ActKind.DECIDED)
    assert (proposal.who, proposal.outcome) == ("Councillor Marsh", Outcome.NOT_AGREED)
    assert decision.outcome is Outcome.NOT_AGREED
    assert decision.votes is not None and (decision.votes.in_favour, decision.votes.against) == (2, 5)
    assert record.acts[proposal.links[0].act] == decision


def test_each_item_of_a_list_is_resolved(minutes: Paper) -> None:
    found = acts(record_of(minutes), "4", ActKind.DECIDED)
    quotes = [minutes.text[act.char_start : act.char_end] for act in found]
    assert quotes == ["That the report be noted", "That officers be asked to report back in six months"]
    assert [act.outcome for act in found] == [Outcome.NOTED, Outcome.AGREED]
    assert found[1].due == date(2024, 7, 16)


def test_an_action_has_an_owner_and_a_day(minutes: Paper) -> None:
    found = acts(record_of(minutes), "5")
    assert [act.kind for act in found] == [ActKind.UNDERTAKEN, ActKind.DECIDED]
    assert (found[0].owner, found[0].due) == ("Ann Hall", date(2024, 1, 31))
    assert found[1].outcome is Outcome.DEFERRED


def test_an_exchange_is_an_item_of_a_hearing(tmp_path: Path) -> None:
    paper = read(tmp_path, "hearing.txt", HEARING)
    record = record_of(paper)
    asked = [act for act in record.acts if act.kind is ActKind.ASKED]
    assert [act.who for act in asked] == ["Ann Hall", "Ann Hall"]
    for question in asked:
        answer = record.acts[question.links[0].act]
        assert (answer.kind, answer.who) == (ActKind.ANSWERED, "Ben Ode")
    promised = [act for act in record.acts if act.kind is ActKind.UNDERTAKEN]
    assert [paper.text[act.char_start : act.char_end] for act in promised] == [
        "I can make that list available for you.",
        "We will write to the Committee about the rest.",
    ]
    assert {act.owner for act in promised} == {"Ben Ode"}


def test_a_row_of_an_action_list_is_an_item(tmp_path: Path) -> None:
    paper = read(tmp_path, "actions.md", ACTIONS)
    record = record_of(paper)
    rows = [item for item in record.items if any(act.rule == "row" for act in item.acts)]
    assert [item.number for item in rows] == ["5", "2"]
    done, open_ = (item.acts for item in rows)
    assert [act.owner for act in (done[0], open_[0])] == ["Ann Hall", "Director of Roads"]
    assert [act.due for act in (done[0], open_[0])] == [date(2024, 1, 31), date(2024, 3, 31)]
    assert paper.text[done[1].char_start : done[1].char_end] == "Completed"
    assert record.acts[done[0].links[0].act] == done[1]
    assert len(open_) == 1


def test_the_same_paper_gives_the_same_record(minutes: Paper) -> None:
    assert record_of(minutes) == record_of(replace(minutes))


def test_a_paper_without_blocks_has_no_items() -> None:
    assert record_of(Paper("empty.txt", "")) == Record()


def test_a_vote_told_line_by_line_is_one_with_its_names(tmp_path: Path) -> None:
    text = MINUTES + (
        "\n6. Ferry fares\n\nThe Chair put the motion to the vote and the voting was as follows:\n\nFor (3)\n\n"
        "Mr Ode, Mrs Hall, Ms Dee\n\nAgainst (2)\n\nMr Marsh, Miss Reed\n\nAbstain (1)\n\nDr Bell\n\nMotion carried.\n"
    )
    record = record_of(read(tmp_path, "vote.txt", text))
    (decision,) = acts(record, "6", ActKind.DECIDED)
    assert decision.votes is not None
    assert (decision.votes.in_favour, decision.votes.against, decision.votes.abstained) == (3, 2, 1)
    assert decision.votes.names_against == ("Mr Marsh", "Miss Reed")
    assert {link.kind for link in decision.links} == {LinkKind.VOTE}
