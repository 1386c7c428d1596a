"""What stands beside an empty conversation."""

from __future__ import annotations

from types import SimpleNamespace

import web_index
from scrutiny_rag.paper_entries import PaperEntry
from scrutiny_rag.web.beginning import beginning
from scrutiny_rag.web.library import Library


def entry(name: str, day: str | None, passages: int = 1) -> PaperEntry:
    return PaperEntry(name, f"<b>{name}</b>", "Elm Council", None, day, "minutes", 1, 10, passages, "ready")


def over(*entries: PaperEntry) -> Library:
    return Library(SimpleNamespace(papers=lambda: list(entries)))


def test_the_newest_papers_are_offered_and_nothing_in_them_is_markup():
    shown = beginning(over(*(entry(f"{n}.pdf", f"202{n}-01-01") for n in range(8)), entry("old.pdf", None)))
    assert shown.count("<button") == 5 and "7.pdf" in shown and "old.pdf" not in shown
    assert "9 papers of 1 body" in shown and "<b>7" not in shown


def test_papers_without_dates_are_offered_where_there_are_no_others():
    shown = beginning(over(entry("a.pdf", None)))
    assert "<h2>Papers</h2>" in shown and 'data-paper="a.pdf"' in shown


def test_an_empty_index_is_said():
    assert "holds no papers yet" in beginning(over()) and "<button" not in beginning(over())


def test_the_sample_papers():
    assert "Newest papers" in beginning(Library(web_index.assistant()))
