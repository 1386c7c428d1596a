"""What a meeting says of its papers."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from modern_gov_server import item_page, meeting_page
from scrutiny_rag.fetching.moderngov import Meeting, manifest_cells, read_meeting
from scrutiny_rag.fetching.pages import read_page

SITE = "https://papers.marlow.example"
MEETING_URL = httpx.URL(f"{SITE}/ieListDocuments.aspx?MId=402")
RIVERS = Meeting("Marlow Borough Council", "Rivers Panel", date(2030, 3, 5))


def meeting(text: str) -> Meeting:
    return read_meeting(read_page(text.encode(), MEETING_URL))


def cells(path: str, words: str = "", body: str | None = None) -> dict[str, str]:
    url = httpx.URL(SITE + path)
    return manifest_cells(url, words, read_page(body.encode(), url) if body else None, RIVERS)


def test_a_meeting_states_its_committee_and_date() -> None:
    assert meeting(meeting_page()) == RIVERS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<h2 class=mgSubTitleTxt>Health, Care and Ferry Board - Monday 1st May 2028</h2>",
            "Health, Care and Ferry Board",
        ),
        (
            "<h1 class=mgMainTitleTxt>Agenda</h1><p>Otter Panel, Monday, 1 May, 2028 6.30 pm</p>",
            "Otter Panel",
        ),
        (
            "<title>Agenda for the Quay - Joint Group on Monday, 1st May, 2028, 7 pm</title>",
            "Quay - Joint Group",
        ),
        ("<title>Agenda and draft minutes - Otter Panel - Monday, 1st May, 2028</title>", "Otter Panel"),
    ],
)
def test_other_ways_to_state_them(text: str, expected: str) -> None:
    assert meeting(text) == Meeting("", expected, date(2028, 5, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<h2 class=mgSubTitleTxt>Otter Panel</h2>",
        "<h2 class=mgSubTitleTxt>Otter Panel - 31st June, 2028</h2>",
        "<h2 class=mgSubTitleTxt>Otter Panel - 5th March</h2>",
        "<title>Agenda - 3/5/2028</title>",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert meeting(text) == Meeting()


def test_the_body_is_the_sites_own_name() -> None:
    assert meeting('<meta property="og:site_name" content="Quay City Council">').body == "Quay City Council"
    assert meeting("<title>Agenda | Kelp Assembly</title>").body == "Kelp Assembly"
    assert meeting("<title>Agenda for Full Council on Monday | Democracy pages</title>").body == ""
    assert meeting("<title>Agenda | Council</title>").body == ""


def test_papers_of_the_meeting_have_its_date() -> None:
    shared = {"body": "Marlow Borough Council", "committee": "Rivers Panel", "date": "2030-03-05"}
    report = "/documents/s9/Otter%20survey.pdf"
    assert cells(report, "Otter survey PDF 2 MB") == shared | {
        "title": "Otter survey",
        "source_url": SITE + report,
    }
    item = cells("/mgAi.aspx?ID=7", "Link words", item_page("Otters & weirs"))
    assert item == shared | {"title": "Otters & weirs", "source_url": SITE + "/mgAi.aspx?ID=7"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/documents/s9/Minutes%20of%20Previous%20Meeting.pdf", "Minutes"),
        ("/documents/s9/a.pdf", "Draft minutes of the Kelp Board"),
        ("/documents/s9/Minutes%200503.pdf", "Appendix A"),
        ("/documents/s9/a.pdf", "Notes of a visit"),
        ("/documents/s9/a.pdf", "Workshop, 3 January 2029"),
    ],
)
def test_papers_of_other_meetings_do_not(path: str, words: str) -> None:
    row = cells(path, words)
    assert "date" not in row
    assert "committee" not in row
    assert row["body"] == "Marlow Borough Council"


def test_documents_that_the_site_makes_say_what_they_are() -> None:
    def kind(name: str) -> tuple[str | None, str | None, str | None]:
        row = cells(f"/documents/g402/{name}", "Some words")
        assert row["date"] == "2030-03-05"
        return row.get("type"), row.get("draft"), row.get("title")

    assert kind("Printed%20minutes%20Tuesday%2005-Mar-2030.pdf?T=1") == ("minutes", None, None)
    assert kind("Printed%20draft%20minutes%20Tuesday.pdf?T=1") == ("minutes", "true", None)
    assert kind("Agenda%20frontsheet%20Tuesday.pdf?T=0") == ("agenda", None, None)
    assert kind("Public%20reports%20pack.pdf?T=10") == (None, None, None)


def test_cells_are_safe_for_a_spreadsheet() -> None:
    assert cells("/documents/s9/a.pdf", "=HYPERLINK(1)\u202e\0 x")["title"] == "HYPERLINK(1) x"
    assert cells("/documents/s9/a.pdf", " +-@= ").get("title") is None
    assert len(cells("/documents/s9/a.pdf", "x" * 5000)["title"]) == 300
