"""Which kind of paper a text is, where what its title says and what it tells of differ."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.papers.readers.text import read_text

TELLS_OF_PROCEEDINGS = (
    "The Panel heard that few lamps were lit. The Panel noted it. Members welcomed the new lamps. "
    "In response to questions, the captain said that more would follow. Members thanked him.\n"
)


def kind(text: str) -> PaperType:
    return find_metadata(read_text(text.encode()), "paper-1.txt").type


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Quayford Council\n\nLamps Panel\n\nDark Corners: Final Report of the Scrutiny Review\n\n",
            "report",
        ),
        ("Quayford Council\n\nReport to: Cabinet\n\nTitle: Reference from the Lamps Panel\n\n", "report"),
        ("Report of the Harbour Task and Finish Group\n\n", "report"),
        ("Lamps Panel - 3 June 2031\n\nQuayford Lamp Strategy 2031-2035\n\n", "strategy"),
        ("Quayford Council\n\nLamps Panel\n\nTuesday 3 June 2031\n\n", "minutes"),
        ("Lamps Panel\n\n5. Final Report of the Lamps Review\n\n", "minutes"),
        ("Lamps Panel\n\nPresent: Cllr Reed\n\nFinal Report of the Lamps Review\n\n", "minutes"),
        # The page of one item has the item's title, not its own.
        ("Agenda item\n\nFinal Report of the Lamps Review\n\n", "minutes"),
        ("Minutes of the Lamps Panel\n\nFinal Report of the Lamps Review\n\n", "minutes"),
    ],
)
def test_a_title_goes_before_what_the_text_tells_of(head: str, expected: str) -> None:
    assert kind(head + TELLS_OF_PROCEEDINGS) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "UNCONFIRMED MINUTES\n\nNOTICE IS HEREBY GIVEN that a meeting was held on 3 June 2031\n\n",
            "minutes",
        ),
        ("NOTICE IS HEREBY GIVEN that a meeting will be held\n\nMinutes of the last meeting\n\n", "agenda"),
        ("MINUTES FROM THE MONTHLY MEETING OF\nTHE LAMPS BOARD\n\n", "minutes"),
        ("Minutes Lamps Panel 3 June 2031\n\n", "minutes"),
        (
            "Lamps Board Meeting\n3 June 2031\n1. Call to order\n2. Roll call\n3. Harbour master’s report\n"
            "4. Adjournment\n\n",
            "agenda",
        ),
        ("Lamps Board\n\nHarbour master’s report\n\n", "report"),
        ("Lamps Board\n\n1Apologies\n\n2Declarations of Disclosable Pecuniary Interests\n\n", "agenda"),
        (
            "Lamps Board\n\nMinutes of the meeting of the Lamps Board"
            + " of Quay" * 25
            + "\n\nA. APPROVAL OF AGENDA\n\n",
            "minutes",
        ),
    ],
)
def test_the_first_title_tells_minutes_from_agendas(head: str, expected: str) -> None:
    assert kind(head + "Few lamps are lit in winter.\n") == expected


def test_a_sentence_that_speaks_of_minutes_is_no_title() -> None:
    head = (
        "Quayford Council\n\nLamps Panel\n\n1.1 To present the minutes of the Crane Panel of 3 June 2031.\n\n"
    )
    assert kind(head + "The Panel is asked to note them.\n") is PaperType.UNKNOWN
    assert kind("The minutes of the meeting were lost at sea.\n\nA poem of the quay.\n") is PaperType.UNKNOWN
    assert (
        kind("MINUTES OF THE LAMPS PANEL HELD ON 3 JUNE 2031.\n\nThe Panel noted it.\n") is PaperType.MINUTES
    )


@pytest.mark.parametrize(
    "head",
    [
        "Notice of a public meeting of\nLamps Panel\n\n",
        "Lamps Panel\n\nA G E N D A\n\n",
        "Notice of meeting\n\n",
    ],
)
def test_agendas_under_their_other_heads(head: str) -> None:
    text = "1. Apologies\n\n2. Minutes\n\nTo approve the minutes of the meeting held on 6 May 2031.\n\n3. Lamps\n"
    assert kind(head + text) is PaperType.AGENDA


def test_who_was_present_makes_minutes_of_what_was_resolved() -> None:
    text = (
        "Quayford Council\n\nLamps Panel\n\nHeld on 3/6/2031\n\nPresent: Cllrs Reed and Brook\n\n1. Lamps\n\n"
    )
    assert kind(text + "RESOLVED that the report be noted.\n") is PaperType.MINUTES
    assert kind(text) is PaperType.UNKNOWN
