"""Reading papers, and seeing what the index covers, in a real browser."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")

from accessibility import serious
from playwright.sync_api import expect
from tabs import PapersPage

EVIDENCE = "Children's Workforce Scrutiny Review"


def test_a_pdf_is_read_searched_and_seen_as_it_looks(open_page):
    chat = open_page()
    papers = PapersPage(chat)
    papers.open(EVIDENCE)
    papers.reader.get_by_label("Find in this paper").fill("officers")
    expect(papers.reader.locator(".within-count")).to_contain_text("1 of ")
    papers.reader.get_by_role("button", name="Next").click()
    expect(papers.reader.locator(".within-count")).to_contain_text("2 of ")
    papers.reader.get_by_label("Find in this paper").fill("zebra")
    expect(papers.reader.locator(".within-count")).to_have_text("Not in this paper")
    papers.reader.get_by_text("What happened:").click()
    act = papers.reader.locator("details[open] li button").first
    words = act.inner_text()[:30]
    act.click()
    expect(chat.page.locator(":focus")).to_contain_text(words)
    assert serious(chat.page, "reading") == []
    papers.reader.get_by_role("button", name="See the page as it looks").click()
    expect(papers.reader.get_by_alt_text("Page 1 of 4 as it looks")).to_be_visible()
    papers.reader.get_by_role("button", name="Page after").click()
    picture = papers.reader.get_by_alt_text("Page 2 of 4 as it looks")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 1000
    assert serious(chat.page, "picture") == []
    papers.reader.get_by_role("button", name="Back to the text").click()
    expect(papers.reader.locator(".paper-text")).to_be_visible()
    assert chat.strangers() == set() and chat.errors == []


def test_what_the_index_covers_is_plotted_and_told(open_page):
    chat = open_page(scheme="dark")
    papers = PapersPage(chat)
    papers.page.get_by_role("button", name="What these papers cover").click()
    expect(papers.page.locator("#coverage")).to_contain_text("19 March 2024 to 11 February 2025")
    expect(papers.page.locator("#coverage-plot canvas, #coverage-plot svg").first).to_be_visible()
    expect(papers.page.locator("#coverage")).to_contain_text("without a date")
    assert serious(chat.page, "coverage") == [] and chat.errors == []
