"""What papers say of themselves: title, body, committee, date, type, draft, source."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_rag.papers.dates import find_dates
from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import Metadata, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.text import read_markdown


def found(text: str, name: str = "paper-1.md") -> Metadata:
    return find_metadata(read_markdown(text.encode()), name)


def minutes(held: str, *, adopted: str = "", name: str = "paper-1.md") -> Metadata:
    """Of minutes whose heading ends in `held` and that adopt the minutes of `adopted`."""
    parts = [
        "---\n**MINUTES OF PROCEEDINGS AT MEETING OF THE MUNICIPAL DISTRICT OF OLD-**",
        f"**QUAY HELD IN THE NET LOFT, {held}**",
        "**PRESENT IN THE CHAIR:** Councillor R. Abara.",
    ]
    if adopted:
        parts += ["**1.**", "**Adoption of Minutes**"]
        parts += [f"Circulated, copy of draft Minutes of Meeting held on {adopted}."]
    parts += ["Proposed by Councillor Bell;", "Seconded by Councillor Costa;", "And Resolved:"]
    parts += ["“That, the report be noted.”"]
    return found("\n\n".join(parts), name)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("ON MONDAY, 3RD JUNE, 2019 AT 9.30 A.M.", date(2019, 6, 3)),
        ("ON THURSDAY, 11TH** **APRIL, 2019 AT 3PM.", date(2019, 4, 11)),
        ("ON MONDAY, 11™ APRIL, 2016, AT 9.00 A.M.", date(2016, 4, 11)),
        ("ON TUESDAY, 2”° DECEMBER, 2014.", date(2014, 12, 2)),
        ("on Wednesday 23°° November 2016", date(2016, 11, 23)),
        ('on Monday 8" October 2018 at 10:00am', date(2018, 10, 8)),
        ("ON WEDNESDAY, 1° OCTOBER, 2014", date(2014, 10, 1)),
        ("on the 20th of October 2021 by video call", date(2021, 10, 20)),
        ("ON FRIDAY, 15T NOVEMBER, 2019", None),
    ],
)
def test_meeting_dates_with_and_without_damage(held: str, expected: date | None) -> None:
    assert minutes(held).date == expected


def test_the_date_of_the_minutes_adopted_is_not_the_meetings() -> None:
    assert minutes("OLD QUAY.", adopted="6th May, 2019").date is None
    assert minutes("ON MONDAY, 3RD JUNE, 2019.", adopted="6th May, 2019").date == date(2019, 6, 3)


def test_a_missing_year_follows_from_the_minutes_adopted() -> None:
    assert minutes("ON THURSDAY 17th JUNE, AT 3.00PM.", adopted="20th May, 2021").date == date(2021, 6, 17)
    assert minutes("ON TUESDAY 12th JANUARY.", adopted="8th December, 2020").date == date(2021, 1, 12)
    # 17 June 2021 was a Thursday.
    assert minutes("ON FRIDAY 17th JUNE, AT 3.00PM.", adopted="20th May, 2021").date is None
    assert minutes("ON THURSDAY 17th JUNE, AT 3.00PM.").date is None


def test_a_file_name_may_supply_the_year_alone() -> None:
    assert minutes("ON THURSDAY 17th JUNE.", name="panel 17-06-2021.md").date == date(2021, 6, 17)
    assert minutes("ON THURSDAY 17th JUNE.", name="panel 18-06-2021.md").date is None
    assert minutes("OLD QUAY.", name="panel 17-06-2021.md").date is None


def test_a_weekday_that_fits_a_neighbouring_year_casts_doubt() -> None:
    # 14 January was a Monday in 2019 and a Tuesday in 2020.
    assert minutes("ON TUESDAY, 14TH JANUARY, 2019").date is None
    settled = minutes("ON TUESDAY, 14TH JANUARY, 2019", adopted="10th December, 2019")
    assert settled.date == date(2020, 1, 14)
    # A weekday that fits no year near is the clerk's slip.
    assert minutes("ON SATURDAY, 14TH JANUARY, 2019").date == date(2019, 1, 14)


def test_dates_in_titles() -> None:
    assert found("Harbour Panel - 1 December 2016\n\nTranscript of Item 3\n").date == date(2016, 12, 1)
    assert found("# Agenda\n\nDate: 2023-03-04\n\nHarbour Panel\n").date == date(2023, 3, 4)
    assert found("# A report on lamps\n\nLamps were lit from 3 May 2019 until 4 June 2020.\n").date is None
    assert found("# A report on lamps\n\nOn 3 May 2019 lamps were lit all along the quay.\n").date is None


def test_impossible_dates_are_none() -> None:
    assert find_dates("on 31st June 2019 and 29 February 2021 and 45/13/2020") == []
    assert [mention.date for mention in find_dates("29 February 2020")] == [date(2020, 2, 29)]


def test_body_and_committee_as_the_paper_states_them() -> None:
    meta = minutes("ON MONDAY, 3RD JUNE, 2019")
    assert (meta.committee, meta.body) == ("Municipal District of Old-Quay", None)
    stated = found(
        "MINUTES OF MEETING OF OLD QUAY CITY AND COUNTY COUNCIL\n\nHeld on Monday, 3rd June 2019.\n\n"
        "The committee noted the report. The committee agreed to it.\n"
    )
    assert (stated.body, stated.committee) == ("Old Quay City and County Council", None)
    panel = found(
        "Minutes of the Meeting of Old Quay City & County Council’s Roads and Lamps "
        "Scrutiny Panel held on 3 May 2019\n"
    )
    assert (panel.body, panel.committee) == (
        "Old Quay City and County Council",
        "Roads and Lamps Scrutiny Panel",
    )


HELD = " held on Monday, 3rd June 2019.\n\n"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (  # a member whose name ends a line is no council
            f"Minutes of the Roads Panel{HELD}Representatives: Mr J. Farrow\n\nCouncil Members present: Cllr A. Reed\n",
            None,
        ),
        (
            f"Minutes of the Roads Panel{HELD}Details of the Harbour Police and Quayford City and County Council "
            "were given out.\n",
            "Quayford City and County Council",
        ),
        (  # a scan's slip, mended by how the paper spells the place elsewhere
            f"Minutes of the Roads Panel of Quaytord Town Council{HELD}The chair of Quayford Town Council spoke. "
            "Quayford is by the sea. Quayford has a pier.\n",
            "Quayford Town Council",
        ),
    ],
)
def test_a_body_is_a_whole_name_and_nothing_but_it(text: str, body: str | None) -> None:
    assert found(text).body == body


def test_a_committee_printed_a_word_a_line() -> None:
    meta = found(
        "MINUTES OF PROCEEDINGS AT MEETING OF THE\n\nMUNICIPAL\n\nDISTRICT\n\nOF\n\nOLD-QUAY\n\nHELD\n\nON\n\n"
        "MONDAY, 3RD JUNE, 2019\n"
    )
    assert meta.committee == "Municipal District of Old-Quay"


def test_an_assembly_and_its_committee() -> None:
    meta = found(
        "National Assembly for Wales, Ports, Ferries and Fish Committee\n\nTranscript of evidence\n\n"
        "Ann Hall AM: Who?\n\nBo Lund: Me.\n\nAnn Hall AM: Why?\n\nBo Lund: I came.\n"
    )
    assert meta.type is PaperType.TRANSCRIPT
    assert (meta.body, meta.committee) == ("National Assembly for Wales", "Ports, Ferries and Fish Committee")


def test_a_committee_without_its_name_is_none() -> None:
    meta = found(
        "Agenda item\n\nLamps\n\nThe Sub-Committee asked about lamps. Members heard that few were lit.\n"
    )
    assert (meta.body, meta.committee, meta.title) == (None, None, "Lamps")


TRANSCRIPT = "Ann Hall AM: Who lit it?\n\nCaptain Bo Lund (Trust): We did.\n\n" * 4
TYPES = {
    PaperType.TRANSCRIPT: TRANSCRIPT,
    PaperType.AGENDA: (
        "Old Quay Council\n\nAgenda\n\n1. Apologies for absence\n\n"
        "2. Minutes of the previous meeting\n\n3. Lamps\n"
    ),
    PaperType.ACTION_LIST: (
        "# Summary list of actions\n\n| Item | Action |\n| --- | --- |\n| 4 | Mend the crane by May |\n"
    ),
    PaperType.STRATEGY: "# Lamp Strategy 2024 to 2027\n\nWe will light the quay.\n",
    PaperType.REPORT: (
        "Report of the Harbour Master\n\nPurpose of report\n\nThis paper sets out the dues of the quay.\n"
    ),
    PaperType.ARTICLE: (
        "News\n\nLamps lit\n\n“We did it,” says the captain, who adds that more will follow.\n"
    ),
    PaperType.MINUTES: (
        "Agenda item\n\nLamps\n\n"
        "The Sub-Committee asked about lamps. Members heard that few were lit. "
        "In response to questions, the captain said that more would be. The Chair thanked him.\n"
    ),
    PaperType.UNKNOWN: "A poem of the quay.\n\nThe lamps are out.\n",
}


@pytest.mark.parametrize("kind", TYPES)
def test_types(kind: PaperType) -> None:
    assert found(TYPES[kind]).type is kind


def test_minutes_with_named_speakers_are_no_transcript() -> None:
    text = (
        "MINUTES OF MEETING OF THE HARBOUR PANEL\n\n"
        + "Cllr Ann Bell: asked about lamps.\n\nMr Bo Lund: replied.\n\n" * 5
    )
    assert found(text + "RESOLVED: to note it.\n\nProposed by Cllr Bell.\n").type is PaperType.MINUTES


@pytest.mark.parametrize(
    ("head", "draft"),
    [
        ("Draft Minutes of the Meeting of the Harbour Panel held on 3 May 2019", True),
        ("Confirmed minutes of the meeting of the Harbour Panel", False),
        ("Minutes of the Meeting of the Harbour Panel held on 3 May 2019", None),
        ("MINUTES OF THE DRAFT BUDGETARY PLAN MEETING OF THE HARBOUR PANEL", None),
        ("Harbour Panel\n\nUnapproved Minutes", True),
        ("Minutes of the Harbour Panel\n\nDraft for approval at the next meeting", True),
        ("Minutes of the Harbour Panel\n\nThese minutes are subject to confirmation on 7 June.", True),
    ],
)
def test_draft_or_confirmed(head: str, draft: bool | None) -> None:
    text = (
        f"{head}\n\nAdoption of Minutes\n\n"
        f"Circulated, draft Minutes of 3 April.\n\nRESOLVED: agreed. Proposed by Cllr Bell.\n"
    )
    assert found(text).draft is draft


def test_source_url() -> None:
    assert (
        found("# Lamps\n\nSource: https://quay.example/lamps?ID=4.\n").source_url
        == "https://quay.example/lamps?ID=4"
    )
    assert found("# Lamps\n\nSource: ftp://quay.example/lamps\n").source_url is None
    draft = Draft("Lamps", "html", properties={"source_url": "https://quay.example/1"})
    assert find_metadata(draft, "a.html").source_url == "https://quay.example/1"
    draft = Draft("Lamps", "html", properties={"source_url": "javascript:alert(1)"})
    assert find_metadata(draft, "a.html").source_url is None


def test_titles() -> None:
    assert minutes("ON MONDAY, 3RD JUNE, 2019").title == (
        "Minutes of Proceedings at Meeting of the Municipal District of Old-Quay"
    )
    assert found("# Lamps for the quay\n\nText follows.\n").title == "Lamps for the quay"
    assert found("Analysis\n\nLamps for the quay\n\nText follows here.\n").title == "Lamps for the quay"
    properties = {"title": "Lamps, as the file says"}
    assert (
        find_metadata(Draft("text. only.", "pdf", properties=properties), "x.pdf").title
        == properties["title"]
    )
    assert found("nothing here but a sentence.\n").title is None


def test_an_empty_paper_states_nothing() -> None:
    assert find_metadata(Draft(" \n"), "minutes-2020-01-01.txt") == Metadata()
