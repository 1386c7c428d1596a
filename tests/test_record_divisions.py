"""Divisions: votes that minutes list side by side, with names and numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_rag.papers.model import BlockKind
from scrutiny_rag.papers.reading import read_paper
from scrutiny_rag.record import ActKind, LinkKind, Outcome, record_of
from scrutiny_rag.record.divisions import divisions
from scrutiny_rag.record.model import Votes

LISTED = """The result of the voting was as follows:

**For**

Councillors Hall, Marsh (J), Reed and

Ó Dálaigh. **(4)**

**Against**

Councillors Ode, Van Dyke(M).

---
7

(2)

There were no abstentions.
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            LISTED,
            Votes(4, 2, None, ("Hall", "Marsh (J)", "Reed", "Ó Dálaigh"), ("Ode", "Van Dyke(M)")),
        ),
        ("For (12)\n\nAgainst (3)\n\nAbstained (1)\n", Votes(12, 3, 1)),
        (
            "In favour of the motion:\nMr Hall, Dr Reed\nAgainst the motion:\nMs Ode\n",
            Votes(2, 1, None, ("Mr Hall", "Dr Reed"), ("Ms Ode",)),
        ),
    ],
)  # fmt: skip
def test_sides_with_their_names_and_numbers(text: str, wanted: Votes) -> None:
    (found,) = divisions(text, 0, len(text))
    assert found.votes == wanted
    assert text[found.char_start : found.char_end].strip("*\n ")[:3].lower() in ("for", "in ")


def test_the_next_first_label_opens_the_next_division() -> None:
    text = "For (4)\n\nAgainst (2)\n\nFor (1)\n\nAgainst (5)\n"
    assert [act.votes for act in divisions(text, 0, len(text))] == [Votes(4, 2), Votes(1, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "For\n\nThe hall is let for nothing to those who ask for it.\n",
        "Abstentions\n\nCouncillor Hall\n",
        "Speakers\n\nCouncillors Hall and Reed (2)\n",
        "",
    ],
)
def test_a_label_without_votes_makes_no_division(text: str) -> None:
    assert not list(divisions(text, 0, len(text)))


def test_a_decision_is_linked_to_the_division_on_it_and_the_label_heads_nothing(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(
        "Eastquay Borough Council\n\nMinutes of the meeting held on 16 January 2024\n\n1. Harbour dues\n\n"
        "Councillor Marsh proposed that the dues be frozen. A vote was taken on the proposal.\n\n"
        f"{LISTED}\nThe Mayor declared the proposal carried.\n\n2. Lamps\n\nTen lamps were out.\n"
    )
    paper = read_paper(path, path.name)
    headings = [paper.text[b.char_start : b.char_end] for b in paper.blocks if b.kind is BlockKind.HEADING]
    assert not [text for text in headings if "For" in text or "Against" in text]
    record = record_of(paper)
    decided = next(act for act in record.acts if act.kind is ActKind.DECIDED)
    assert decided.outcome is Outcome.AGREED
    assert decided.votes is not None and (decided.votes.in_favour, decided.votes.against) == (4, 2)
    voted = [record.acts[link.act] for link in decided.links if link.kind is LinkKind.VOTE]
    assert any(act.rule == "division" for act in voted)
