"""What a paragraph does, and what it only asks, denies or reports; the act of a list's items."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.model import Act, BlockKind, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure import find_blocks
from scrutiny_rag.papers.structure.acts import act_of


def blocks_of(text: str) -> list[tuple[BlockKind, str | None, Act | None, str]]:
    blocks = find_blocks(Draft(text), PaperType.MINUTES)
    return [(b.kind, b.paragraph, b.act, text[b.char_start : b.char_end]) for b in blocks]


@pytest.mark.parametrize(
    "text",
    [
        "It had not been agreed to sell the ferry.",
        "The Harbour Master said that no price had been agreed.",
        "The Panel asked whether the plan had been approved by the Trust.",
        "Members asked if the plan was approved.",
        "The survey of the quay was carried out in May.",
        "Councillor Abara asked whether it had been agreed to mend the crane.",
    ],
)
def test_what_is_denied_asked_or_reported_resolves_nothing(text: str) -> None:
    assert act_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "It was agreed to mend the crane.",
        "Members doubted whether it would last and it was agreed to mend the crane.",
        "The motion was carried.",
        "RESOLVED: That the RECOMMENDED option be adopted.",
        "And Resolved: That the grants be paid as recommended in the report.",
        "“That the leave of the Trust be and is hereby given to the recommended moorings.”",
    ],
)
def test_what_is_resolved(text: str) -> None:
    assert act_of(text) is Act.RESOLVES


def test_a_resolution_to_recommend_recommends() -> None:
    assert act_of("RESOLVED: That the Trust be RECOMMENDED to buy a crane.") is Act.RECOMMENDS
    assert act_of("The officer said the recommended option was the second.") is None


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Master would circulate the figures.",
        "The Clerk said he would send the plan to Members.",
        "Mr Bell (Ferry Trust) will share the timetable.",
        "ACTION – Clerk to write to the Trust",
        "Action: Clerk",
        "Action point 3 – Ms Costa to check the lamps",
        "AP1: Clerk to write to the Trust",
        "Members asked whether the crane was safe and the Clerk agreed to check.",
    ],
)
def test_undertakings(text: str) -> None:
    assert act_of(text) is Act.UNDERTAKES


@pytest.mark.parametrize(
    "text",
    [
        "This would send the wrong message.",
        "The lamp will send light over the quay.",
        "Action plans were discussed.",
        "Members asked whether the Clerk would circulate the figures.",
    ],
)
def test_no_undertaking(text: str) -> None:
    assert act_of(text) is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("I will get that to you.", Act.UNDERTAKES),
        ("Yes, we can send that.", Act.UNDERTAKES),
        ("We can provide that in writing.", Act.UNDERTAKES),
        ("Let me take that away.", Act.UNDERTAKES),
        ("Will you undertake to write to us?", None),
        ("Can you give an assurance that the ferry will run?", None),
        ("We will not send that.", None),
        ("I see that we can get on.", None),
    ],
)
def test_undertakings_in_speech(text: str, act: Act | None) -> None:
    assert act_of(text, speech=True) is act


@pytest.mark.parametrize(
    "label",
    ["RESOLVED: That", "RESOLVED –", "Resolved -", "It was RESOLVED that", "7.2 RESOLVED that:", "Resolved:"],
)
@pytest.mark.parametrize("number", ["({})", "{}."])
def test_what_is_resolved_holds_for_each_item_of_its_list(label: str, number: str) -> None:
    first, second = number.format("1"), number.format("2")
    text = f"{label}\n\n{first} the crane report be noted;\n\n{second} the Trust be asked for a ferry.\n"
    blocks = blocks_of(text)
    assert [(kind, number) for kind, number, _, _ in blocks[1:]] == [
        (BlockKind.BULLET, "1"),
        (BlockKind.BULLET, "2"),
    ]
    assert {act for _, _, act, _ in blocks} == {Act.RESOLVES}


def test_a_lettered_list_stays_apart_from_what_resolves_it() -> None:
    blocks = blocks_of(
        "RESOLVED:\n\n(a) That a letter be sent.\n\n(b) That the Trust be told.\n\nIt was late.\n"
    )
    assert [number for _, number, _, _ in blocks] == [None, "a", "b", None]
    assert [act for _, _, act, _ in blocks] == [Act.RESOLVES] * 3 + [None]


def test_an_item_that_recommends_is_a_recommendation_under_what_is_resolved() -> None:
    blocks = blocks_of("RESOLVED:\n\n1. That dues rise.\n\n2. That the Trust be recommended to pay them.\n")
    assert [act for _, _, act, _ in blocks] == [Act.RESOLVES, Act.RESOLVES, Act.RECOMMENDS]


def test_an_item_under_what_was_noted_may_do_more() -> None:
    blocks = blocks_of(
        "Members noted the following:\n\n- The Clerk agreed to check the lamps.\n\n- Dues rose.\n"
    )
    assert [act for _, _, act, _ in blocks] == [Act.NOTES, Act.UNDERTAKES, Act.NOTES]


def test_a_decision_and_its_words_are_one_block() -> None:
    blocks = blocks_of("RESOLVED –\n\nThat the crane be mended.\n\nIt was late.\n")
    assert [text for *_, text in blocks] == ["RESOLVED –\n\nThat the crane be mended.", "It was late."]


def test_statements_under_each_other_are_blocks_of_their_own() -> None:
    text = (
        "The panel was told of the crane, which had been out of use for most of the\nspring and summer.\n"
        "ACTION: Mr Bell to send the plan of the crane to every Member by Easter.\n"
        "The Panel RECOMMENDED to the Trust that a crane be bought in the new year.\n"
        "It was AGREED to note the report on the crane.\n"
    )
    acts = [act for _, _, act, _ in blocks_of(text)]
    assert acts == [None, Act.UNDERTAKES, Act.RECOMMENDS, Act.RESOLVES]
