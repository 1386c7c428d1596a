"""The register in a real browser."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")

from accessibility import serious
from playwright.sync_api import expect
from tabs import PromisesPage


def test_an_entry_is_found_read_in_its_place_and_saved(open_page):
    chat = open_page()
    register = PromisesPage(chat)
    expect(register.said).to_contain_text("entries")
    register.page.get_by_label("Words in it").fill("vacancies")
    expect(register.said).not_to_contain_text("36 entries")
    expect(register.row(0)).to_contain_text("vacancies")
    register.row(0).click()
    expect(register.entry.locator("mark").first).to_contain_text("vacancies")
    expect(register.entry).to_contain_text("Status")
    expect(register.timeline).to_be_visible()
    assert serious(chat.page, "entry") == []
    with register.page.expect_download() as download:
        register.page.get_by_role("button", name="Save: CSV").click()
    assert "vacancies" in download.value.path().read_text(encoding="utf-8-sig")
    register.entry.get_by_role("button", name="Open paper at this place").first.click()
    expect(chat.reader.locator("mark").first).to_be_visible()
    assert chat.strangers() == set() and chat.errors == []


def test_it_is_filtered_in_the_dark_on_a_phone(open_page):
    chat = open_page(390, 844, scheme="dark")
    register = PromisesPage(chat)
    register.choose("Kind", "action")
    expect(register.row(0)).to_be_visible()
    register.page.get_by_label("Owner").fill("nobody of this name")
    expect(register.said).to_contain_text("No entry fits")
    assert chat.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert serious(chat.page, "phone") == []
