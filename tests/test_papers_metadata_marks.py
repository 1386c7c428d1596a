"""Dates and types of papers by the marks of their own: resolutions, agendas, minutes without that word."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.dates import find_dates
from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import Metadata
from scrutiny_rag.papers.readers.text import read_markdown, read_text

BUSINESS = "\n\nPresent: Ann Hall\n\n1. Lamps\n\nThe lamps were lit. It was AGREED that they stay lit.\n"


def of(text: str) -> Metadata:
    return find_metadata(read_text(text.encode()), "paper-1.txt")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("this ninth day of January, A. D., 2030", "2030-01-09"),
        ("THIS 12TH DAY OF JANUARY, 2030", "2030-01-12"),
        ("the twenty-first day of May 2030", "2030-05-21"),
        ("Monday 4 March 2O24", "2024-03-04"),
    ],
)
def test_days_in_words_and_with_letters_for_noughts(text: str, day: str) -> None:
    assert [str(mention.date) for mention in find_dates(text)] == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Minutes from Monday, 28 January 2030 at the Net Loft" + BUSINESS, "2030-01-28"),
        (
            "QUAY PARISH COUNCIL Draft (until approved at next meeting) Minutes of Meeting held on Monday "
            "28 January 2030 at 7 pm" + BUSINESS,
            "2030-01-28",
        ),
        (
            "QUAY PARISH COUNCIL\n\nDRAFT Minutes"
            + BUSINESS
            + "2 Minutes of Meeting 17th January 2030\n\nAgreed.\n",
            None,
        ),
        (
            "CITY OF QUAY\n\nRESOLUTION NO. 4\n\nWhereas lamps are few;\n\nPASSED AND ADOPTED THIS NINTH DAY OF "
            "JANUARY, A.D. 2030.\n",
            "2030-01-09",
        ),
        (
            "QUAY PARISH COUNCIL\n\nMinutes" + BUSINESS + "The accounts will be adopted on 2nd May 2030.\n",
            None,
        ),
    ],
)
def test_the_meetings_own_date(text: str, day: str | None) -> None:
    found = of(text).date
    assert (found and found.isoformat()) == day


def test_the_papers_title_dates_it_where_it_does_not() -> None:
    text = (
        '---\ntitle: "Minutes of Quay Parish Council held on 9th March 2030"\n---\n\nQuay Parish Council'
        + BUSINESS
    )
    assert str(find_metadata(read_markdown(text.encode()), "a.md").date) == "2030-03-09"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("City of Quay\n\nAgenda - Final Revised\n\nA. Lamps\n", "agenda"),
        ("QUAY WATER DISTRICT\n\nBOARD MEETING AGENDA\n\n1. Lamps\n", "agenda"),
        ("City of Quay\n\nNOTICE AND AGENDA OF DISTRICT COUNCIL MEETING\n\n1. Roll Call\n", "agenda"),
        ("Quay Parish Council. Councillors are summoned to a meeting.\n\n1. Apologies\n", "agenda"),
        ("ANNUAL TOWN MEETING\n\nCALL THE MEETING TO ORDER\n\nPLEDGE OF ALLEGIANCE\n\nLAMPS\n", "agenda"),
        (
            "QUAY COMMUNITY COUNCIL\n\nGENERAL MEETING\n\nPresent: Ann Hall\n\nApologies: Bo Lund\n\nLamps.\n",
            "minutes",
        ),
        (
            "QUAY TOWNSHIP BOARD OF TRUSTEES MEETING\n\nThe meeting was called to order by Ann Hall.\n",
            "minutes",
        ),
        (
            "QUAY COLLEGE DISTRICT\n\nBoard Meeting Minutes\n\nAnn Hall moved to light it. Motion carried.\n",
            "minutes",
        ),
        (
            "From: Ann Hall\n\nTo: Cabinet\n\nSubject: Lamps\n\nClassification: Open\n\nFew are lit.\n",
            "report",
        ),
        ("QUAY COUNCIL\n\nCONFIRMATION OF THE MINUTES\n\nA poem of the quay and its lamps.\n", "unknown"),
    ],
)
def test_types_by_their_marks(text: str, kind: str) -> None:
    assert of(text).type == kind
