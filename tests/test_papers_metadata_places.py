"""Whose a paper is, told by where its head names bodies, committees and boards."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.metadata.bodies import FORMS, Form, bodies_in
from scrutiny_rag.papers.metadata.own_body import Places, named_by, own_body, spoken_of
from scrutiny_rag.papers.model import Metadata, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.text import read_markdown, read_text

HELD = (
    "\n\nPresent: Cllr Reed (Chair), Cllr Oar\n\n1. Lamps\n\n"
    "The chair said that Fenwick City Council had lit its own.\n"
)


def of(text: str, name: str = "paper-1.txt") -> Metadata:
    return find_metadata(read_text(text.encode()), name)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_form_fits_its_examples_and_no_others(form: Form) -> None:
    for example in form.fits:
        assert len(list(bodies_in(example))) == 1, example
    for example in form.unlike:
        assert not list(bodies_in(example)), example


@pytest.mark.parametrize(
    ("head", "body", "committee"),
    [
        ("QUAY COMMUNITY COUNCIL\n\nGENERAL MEETING MONDAY 3 JUNE 2030", "Quay Community Council", None),
        (
            "MINUTES OF QUAY PARISH COUNCIL MEETING HELD AT THE HALL ON 3 JUNE 2030",
            "Quay Parish Council",
            None,
        ),
        ("Minutes of the Annual Parish Council Meeting of Quay Parish Council", "Quay Parish Council", None),
        (
            "City of Quay\n\n12 Pier Way, Quay, WA 98001\n\nCity Commission\n\nAgenda",
            "City of Quay",
            "City Commission",
        ),
        (
            "CITY OF QUAY, FLORIDA\n\nRESOLUTION NO. 2030-04\n\nA RESOLUTION OF THE CITY COMMISSION",
            "City of Quay",
            "City Commission",
        ),
        ("QUAY TOWNSHIP SPECIAL BOARD OF TRUSTEES MEETING\n\nAGENDA", "Quay Township", "Board of Trustees"),
        (
            "Quay Unified School District\nBoard of Education\n12 Pier Way\n\nBoard of Education Minutes",
            "Quay Unified School District",
            "Board of Education",
        ),
        (
            "Regional Transportation District\n\nBoard of Directors\n\nMINUTES\n\nFerries & Buses Committee\n\n5:30 PM",
            "Regional Transportation District",
            "Ferries and Buses Committee",
        ),
        (
            "Quay Council\n\nSpecial Committee on the RUST-19 Epidemic",
            "Quay Council",
            "Special Committee on the RUST-19 Epidemic",
        ),
        ("Quay Council\n\nPublic Lamps Committee", "Quay Council", "Public Lamps Committee"),
        ("COUNCIL OF THE CITY OF QUAY\n\nWednesday, June 5, 2030", "City of Quay", None),
        (
            "The City of Quay\nLampside Community Board 3\n12 Pier Way\n\nMINUTES FROM THE MONTHLY MEETING OF\n"
            "LAMPSIDE COMMUNITY BOARD #3\nTUESDAY, JUNE 4, 2030",
            "Lampside Community Board 3",
            None,
        ),
        (
            "Community Board No. 3, Lampside\n\nFULL BOARD MINUTES\n\nDATE: June 4, 2030",
            "Lampside Community Board 3",
            None,
        ),
        (
            "Quay Public Library District Board of Trustees Regular Meeting On June 4, 2030",
            "Quay Public Library District",
            "Board of Trustees",
        ),
        (
            "Library Board of Trustees Meeting\n\nWednesday, June 5, 2030\n\nCity of Quay",
            "City of Quay",
            "Library Board of Trustees",
        ),
        (
            "NHS LAMPSHIRE\n\nMinute of Meeting of the Lamps Committee held on 4 June 2030",
            "NHS Lampshire",
            "Lamps Committee",
        ),
        (
            "QUAY HOSPITAL NHS FOUNDATION TRUST\n\nCOUNCIL OF GOVERNORS\n\nMinutes of the meeting held on 4 June 2030",
            "Quay Hospital NHS Foundation Trust",
            "Council of Governors",
        ),
        (
            "MINUTES OF QUAY MUNICIPAL DISTRICT MEETING\n\nMONDAY 4TH JUNE 2030",
            None,
            "Quay Municipal District",
        ),
        ("Minutes Municipal District of Quay 4th June 2030", None, "Municipal District of Quay"),
        ("VILLAGE OF QUAY COUNCIL MEETING\n\nMarch 5, 2030\n\nAGENDA", "Village of Quay", None),
        (
            "MINUTES OF THE REGULAR\nMEETING OF THE PRESIDENT AND BOARD OF\nTRUSTEES OF THE VILLAGE OF QUAY",
            "Village of Quay",
            None,
        ),
        (
            "TOWNSHIP OF QUAY\n\nCOMMITTEE OF THE WHOLE\n\nMAY 4, 2030",
            "Township of Quay",
            "Committee of the Whole",
        ),
        (
            "REGIONAL DISTRICT OF QUAY-WICK\n\nBOARD of DIRECTORS MEETING",
            "Regional District of Quay-Wick",
            "Board of Directors",
        ),
        ("House of Lamps - Forty-Third Parliament, Second Session", None, None),
        # Whom an item is about is not whose the paper is.
        (
            "MINUTES OF THE Ordinary Council Meeting\n\nTABLE OF CONTENTS\n\nITEM - 1 LAMPS.. 1\n\n"
            "ITEM - 2 LETTER - WICK CITY COUNCIL.. 6",
            None,
            None,
        ),
        (
            "# LAMPS PANEL – 29 October 2030\n\nMINUTES of the meeting held in the Net Loft.",
            None,
            "Lamps Panel",
        ),
    ],
)
def test_names_stand_in_the_head(head: str, body: str | None, committee: str | None) -> None:
    found = of(head + HELD)
    assert (found.body, found.committee) == (body, committee)


def test_a_body_named_in_the_business_is_not_the_papers() -> None:
    silent = "GENERAL MEETING MONDAY 3 JUNE 2030\n\nMinutes\n\nPresent: Ann Hall\n\nFenwick City Council wrote to us.\n"
    assert of(silent).body is None


def test_a_report_goes_to_whom_it_is_addressed() -> None:
    cover = (
        "From: Harbour Master\n\nTo: Cabinet - 30 January 2030\n\nSubject: Lamps on the quay\n\nPast: Lamps Panel - "
        "15 January 2030\n\nQuay County Council lights lamps. Quay County Council will light more.\n"
    )
    found = of(cover)
    assert (found.type, found.committee, found.title) == (PaperType.REPORT, "Cabinet", "Lamps on the quay")
    assert (found.body, str(found.date)) == ("Quay County Council", "2030-01-30")


def test_a_newsletter_is_its_publishers() -> None:
    assert of("Published by Quay Community Council May 2030\n\nTHE QUAY LETTER\n\nLamps are lit.\n").body == (
        "Quay Community Council"
    )


def test_a_hansard_is_its_parliaments() -> None:
    page = Draft(
        "LAMPS BILL\n\nI move that Parliament approves it. Parliament must.",
        "html",
        properties={"title": "LAMPS BILL - Lampland Hansard 2030-07-12"},
    )
    found = find_metadata(page, "part-1.html")
    assert (found.body, found.type, str(found.date)) == (
        "Parliament of Lampland",
        PaperType.TRANSCRIPT,
        "2030-07-12",
    )


def test_the_files_name_settles_which_of_two() -> None:
    places = Places(head=["Quay Parish Council and Wick Parish Council"], file="2030/wick-minutes.md")
    assert own_body(places) == "Wick Parish Council"
    assert named_by("quay/minutes.md", "Quay Parish Council")
    assert not named_by("minutes.md", "Quay Parish Council")


def test_what_a_debate_keeps_speaking_of_is_its_body() -> None:
    assert spoken_of("The City of Quay is old. The City of Quay has lamps.") == "City of Quay"
    assert spoken_of("The City of Quay is old. The City of Wick is new.") is None
    assert spoken_of("Nobody is named.") is None


def test_a_picture_of_the_masthead_names_the_body() -> None:
    text = (
        "![Quay Water District Logo](logo.png)\n\n# AGENDA\n\n## SPECIAL BOARD MEETING\n\nOctober 27, 2030\n"
    )
    found = find_metadata(read_markdown(text.encode()), "a.md")
    assert (found.body, found.type) == ("Quay Water District", PaperType.AGENDA)
    assert found.title == "Agenda of Quay Water District"
