"""When a meeting was held: what in a paper's head is its own date, and what is another's."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_rag.papers.dates import find_dates, first_of_days
from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.readers.html import read_html
from scrutiny_rag.papers.readers.text import read_text

THIRD = date(2031, 6, 3)


def dated(text: str) -> date | None:
    return find_metadata(read_text(text.encode()), "paper-1.txt").date


@pytest.mark.parametrize(
    "stamp", ["Agenda Item 4\n\n", "Public Document Pack\n\nAgenda Item 4\n\n", "AGENDA ITEM NO. 4\n\n"]
)
def test_the_stamp_of_a_pack_does_not_end_the_heading(stamp: str) -> None:
    text = "Quayford Council\n\nMINUTES OF THE LAMPS PANEL\n\nTuesday 3 June 2031 at 7.00 p.m.\n\n1. Lamps\n\nNoted.\n"
    assert dated(stamp + text) == THIRD


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday 3 June 2031 at 7.00 p.m.",
        "Tuesday, 3rd June, 2031 - 10.30 a.m. to 12 noon",
        "Tuesday 3 June 2031 commencing at 1800 hours",
    ],
)
def test_a_date_with_the_hour_after_it_stands_alone(line: str) -> None:
    assert dated(f"Quayford Council\n\nLamps Panel\n\nNet Loft\n\n{line}\n\nPresent: Cllr Reed\n") == THIRD


def test_a_meetings_date_goes_before_the_date_it_was_published() -> None:
    head = "Quayford Council\n\nLamps Panel\n\n"
    assert (
        dated(head + "Published: 10 June 2031\n\nMeeting held: 3 June 2031\n\nPresent: Cllr Reed\n") == THIRD
    )
    assert dated(head + "Date of publication: 10 June 2031\n\nTuesday 3 June 2031\n") == THIRD
    assert dated("# Lamps of Quayford\n\nPublished: 3 June 2031\n\nThe lamps are lit.\n") == THIRD


def test_the_dates_of_a_tables_rows_are_not_the_papers() -> None:
    rows = "Ref | Date | Action\nQ 1 | 3 June 2031 | Mend the crane\nQ 2 | 4 July 2031 | Light the lamps\n"
    assert dated(f"Recommendation Tracker\n\n{rows}") is None
    assert (
        dated(f"Recommendation Tracker\n\nLamps Panel - 3 June 2031\n\n{rows}".replace("1 | 3", "1 | 2"))
        == THIRD
    )
    page = read_html(
        b"<h1>Lamps Panel: action tracker</h1><table><tr><th>Ref</th><th>Date</th><th>Action</th></tr>"
        b"<tr><td>Q 1</td><td>3 June 2031</td><td>Mend the crane</td></tr></table>"
    )
    assert find_metadata(page, "tracker.html").date is None


def test_one_line_with_bars_in_it_is_no_table() -> None:
    assert dated("Quayford Council | Lamps Panel | 3 June 2031\n\nAction tracker\n\n4 - mend it\n") == THIRD


def test_a_heading_laid_out_as_a_table_states_its_date() -> None:
    page = read_html(
        b"<h1>Minutes of the Lamps Panel</h1><table><tr><td>Date</td><td>Tuesday 3 June 2031</td></tr>"
        b"<tr><td>Venue</td><td>Net loft</td></tr></table><p>RESOLVED: That the report be noted.</p>"
    )
    assert find_metadata(page, "minutes.html").date == THIRD


def test_a_meeting_of_two_days_has_the_date_of_the_first() -> None:
    head = "Minutes of the Lamps Panel held on "
    assert dated(head + "3rd and 4th June 2031\n") == THIRD
    assert dated(head + "Tuesday 3 and Wednesday 4 June 2031\n") == THIRD
    assert dated("Lamps Panel, Monday 2nd - 5 June 2031\n") == date(2031, 6, 2)
    assert dated("Lamps Panel, Room 2 - 3 June 2031\n") == THIRD
    mention = find_dates("28 June and 4 July 2031")[1]
    assert first_of_days("28 June and 4 July 2031", mention) is mention


def test_a_meeting_taken_up_again_has_the_date_of_that_day() -> None:
    assert dated("Minutes of the adjourned meeting of 27 May 2031, reconvened on 3 June 2031\n") == THIRD
    assert dated("Minutes of the adjourned meeting held on 3 June 2031\n") == THIRD


def test_an_ordinal_that_runs_into_its_month_is_a_day() -> None:
    (mention,) = find_dates("Held on Monday, 22ndFEBRUARY, 2021 at noon.")
    assert (mention.date, mention.sound) == (date(2021, 2, 22), True)
    assert find_dates("The 22ndfebruary of tokens") == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Quay Hospital Board\n\nMinutes from the meeting held on: 3 June 2031\n\nPresent: Ann Hall\n",
            THIRD,
        ),
        ("Minutes Municipal District of Quay 3rd June 2031\n\nCllr Reed\n", THIRD),
        ("Agenda item\n\nAgreed that the minutes of the meeting of 3 June 2031 were confirmed.\n", None),
        ("Lamps Panel\n\n4 Minutes of the last meeting 3 June 2031\n\nNoted.\n", None),
    ],
)
def test_the_minutes_own_day_is_not_that_of_minutes_agreed(head: str, expected: date | None) -> None:
    assert dated(head) == expected
