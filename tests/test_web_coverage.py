"""What the index covers."""

from __future__ import annotations

from types import SimpleNamespace

import web_index
from scrutiny_rag.paper_entries import PaperEntry
from scrutiny_rag.web.coverage import CoverageBox, by_month
from scrutiny_rag.web.library import Library


def entry(name: str, body: str | None, day: str | None, state: str = "ready", why: str | None = None):
    return PaperEntry(name, None, body, None, day, "minutes", 1, 10, state == "ready", state, why)


ENTRIES = [
    entry("a.pdf", "Elm Council", "2024-03-01"),
    entry("b.pdf", "Elm Council", "2024-03-20"),
    entry("c.pdf", "Oak Council", "2024-05-02"),
    entry("d.pdf", None, "2024-05-09"),
    entry("<e>.pdf", "Elm Council", None),
    entry("f.pdf", None, None, "failed", "The PDF is <locked>."),
]


def test_papers_are_counted_by_month_and_body():
    assert by_month(ENTRIES).values.tolist() == [
        ["2024-03", "Elm Council", 2],
        ["2024-05", "Oak Council", 1],
        ["2024-05", "no body stated", 1],
    ]
    assert by_month([]).empty


def test_of_many_bodies_the_small_ones_stand_together():
    many = [entry(f"{n}-{m}.pdf", f"Body {n:02}", "2024-01-01") for n in range(20) for m in range(20 - n)]
    found = by_month(many)
    assert len(found) == 13 and found["Papers"].sum() == len(many)
    assert found[found["Body"] == "other bodies"]["Papers"].item() == sum(range(1, 9))


def test_what_failed_and_what_lacks_a_date_is_told():
    told = CoverageBox(Library(SimpleNamespace(papers=lambda: ENTRIES))).tell()
    assert "1 March 2024 to 20 March 2024" in told and "<td>3</td>" in told
    assert "1 paper could not be read" in told and "The PDF is &lt;locked&gt;." in told
    assert "1 paper without a date" in told and "&lt;e&gt;.pdf" in told and "1 paper without a body" in told
    assert "holds no papers" in CoverageBox(Library(SimpleNamespace(papers=lambda: []))).tell()


def test_the_sample_papers_are_covered():
    plotted, told = CoverageBox(Library(web_index.assistant())).refreshed()
    assert "2016-12" in plotted["Month"].tolist() and "London Assembly" in told
