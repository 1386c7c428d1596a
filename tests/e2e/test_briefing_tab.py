"""Packs in a real browser."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")

from accessibility import serious
from playwright.sync_api import expect
from tabs import BriefingPage


def test_a_pack_is_made_read_in_its_places_and_saved(open_page):
    import docx

    chat = open_page()
    tab = BriefingPage(chat)
    pack = tab.make("Safer Schools Officers")
    expect(pack).to_contain_text("What was promised, and how it stands")
    assert serious(chat.page, "pack") == []
    pack.get_by_role("link", name="Source 1", exact=True).first.click()
    card = pack.locator("#source-1")
    expect(card.locator("summary")).to_be_focused()
    expect(card.locator("mark").first).to_be_visible()
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Save: Word").click()
    text = "\n".join(paragraph.text for paragraph in docx.Document(download.value.path()).paragraphs)
    assert "Briefing: Safer Schools Officers" in text and "[1] “" in text
    card.get_by_role("button", name="Open paper at this place").click()
    expect(chat.reader.locator("mark").first).to_be_visible()
    assert chat.strangers() == set() and chat.errors == []


def test_where_there_is_nothing_that_is_said_on_a_dark_phone(open_page):
    chat = open_page(390, 844, scheme="dark")
    tab = BriefingPage(chat)
    tab.page.get_by_role("button", name="Make the briefing").click()
    expect(tab.page.locator("#briefing-said")).to_contain_text("needs a subject")
    pack = tab.make("return ferries to the Isle of Zembla")
    expect(pack).to_contain_text("Nothing on this was found")
    expect(tab.page.get_by_role("button", name="Save: Word")).to_have_count(0)
    assert chat.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert serious(chat.page, "phone") == []
