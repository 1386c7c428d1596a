"""The body and the committee that a paper's heading names, however it is laid out."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.papers.readers import Draft, Mark
from scrutiny_rag.papers.readers.text import read_markdown, read_text

HELD = "\n\nMinutes of the meeting held on 3 June 2031\n\nThe report was noted. RESOLVED: That it be noted.\n"


def named(text: str) -> tuple[str | None, str | None]:
    found = find_metadata(read_text(text.encode()), "paper-1.txt")
    return found.body, found.committee


@pytest.mark.parametrize(
    ("head", "body", "committee"),
    [
        (
            "London Borough of Quayford\n\nLamps Panel - 3 June 2031",
            "London Borough of Quayford",
            "Lamps Panel",
        ),
        (
            "Quayford\n\nLondon Borough of Quayford\n\nLamps Panel",
            "London Borough of Quayford",
            "Lamps Panel",
        ),
        (
            "LONDON BOROUGH OF QUAYFORD & FENWICK\n\nLAMPS PANEL",
            "London Borough of Quayford and Fenwick",
            "Lamps Panel",
        ),
        ("Borough of Quayford and Fenwick\n\nLamps Panel", "Borough of Quayford and Fenwick", "Lamps Panel"),
        (
            "Lamps and Cranes Panel\n\nFenshire County Council",
            "Fenshire County Council",
            "Lamps and Cranes Panel",
        ),
        ("City of Quayford Council\n\nLamps Panel", "City of Quayford Council", "Lamps Panel"),
        ("Isle of Quay Council\n\nLamps Panel", "Isle of Quay Council", "Lamps Panel"),
        ("7\n\nQuayford Council\n\nLamps Panel", "Quayford Council", "Lamps Panel"),
        ("Quayford Council\n\n7 Lamps Panel", "Quayford Council", "Lamps Panel"),
        (
            "Quayford Council\n\nScrutiny Board (Lamps and Cranes)",
            "Quayford Council",
            "Scrutiny Board (Lamps and Cranes)",
        ),
        ("Quayford Council\n\nScrutiny Board (held remotely)", "Quayford Council", "Scrutiny Board"),
        ("Quayford Council\n\nScrutiny Board (Call-In)", "Quayford Council", "Scrutiny Board"),
        (
            "Quayford Council\n\nScrutiny Committee for Children’s Lamps, Cranes and Skills",
            "Quayford Council",
            "Scrutiny Committee for Children’s Lamps, Cranes and Skills",
        ),
        ("Quayford Council\n\nLamps Panel on Tuesday 3 June", "Quayford Council", "Lamps Panel"),
        # A name goes on where its line stops short.
        ("Quayford Council\n\nLamps and\n\nCranes Panel", "Quayford Council", "Lamps and Cranes Panel"),
    ],
)
def test_names_stand_apart_by_how_they_are_laid_out(head: str, body: str, committee: str) -> None:
    assert named(head + HELD) == (body, committee)


def test_a_committee_of_several_councils_is_no_one_of_them() -> None:
    boroughs = "London Borough of Quayford and London Borough of Fenwick\n\nJoint Lamps Committee"
    assert named(boroughs + HELD) == (None, "Joint Lamps Committee")
    joint = "Minutes of the Joint Lamps Committee held on 3 June 2031"
    members = "\n\nQuayford County Council\nCllr Ann Reed\n\nFenwick City Council\nCllr Bo Brook\n"
    assert named(joint + members) == (None, "Joint Lamps Committee")
    # The hall it meets in is a council's, not the committee its.
    assert named(f"{joint} at Quayford Council, Net Loft" + HELD) == (None, "Joint Lamps Committee")
    assert named(
        "Harbour Police and Crime Panel\n\nMinutes of the meeting held at Quayford Council" + HELD
    ) == (
        None,
        "Harbour Police and Crime Panel",
    )
    assert named(f"Quayford Council\n\n{joint}" + HELD) == ("Quayford Council", "Joint Lamps Committee")


def test_a_paragraph_of_a_word_file_is_a_statement_of_its_own() -> None:
    lines = ["Transcript of Item 5 - Lamps", "Quay and Crane Committee, 3 June 2031"]
    turns = ["Ann Hall AM (Chair): Who lit it?", "Bo Lund (Trust): We did, and will again."] * 4
    text = "\n\n".join([*lines, *turns])
    marks, at = [], 0
    for line in [*lines, *turns]:
        marks.append(Mark("paragraph", at, at + len(line)))
        at += len(line) + 2
    found = find_metadata(Draft(text, "docx", marks=tuple(marks)), "paper-1.docx")
    assert (found.type, found.committee) == (PaperType.TRANSCRIPT, "Quay and Crane Committee")


def test_strategies_and_letters_have_the_body_over_them_and_no_other() -> None:
    strategy = "# Quayford Council Lamp Strategy 2031-2035\n\nFenwick City Council lit its lamps first.\n"
    assert find_metadata(read_markdown(strategy.encode()), "a.md").body == "Quayford Council"
    letter = (
        "Quayford Council\nNet Loft\n\nDear Councillor Reed\n\nFenwick City Council lit its lamps first.\n"
    )
    assert named(letter)[0] == "Quayford Council"
    assert named("Dear Councillor Reed\n\nFenwick City Council lit its lamps first.\n")[0] is None
