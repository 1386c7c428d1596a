"""The page's other tabs as a person uses them."""

from __future__ import annotations

from chat_page import ANSWER_MS, ChatPage
from playwright.sync_api import Locator, expect


def go_to(page: ChatPage, name: str) -> None:
    """Opens a tab."""
    page.page.get_by_role("tab", name=name).click()
    expect(page.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


class PapersPage:
    """The list of papers and the reader."""

    def __init__(self, chat: ChatPage) -> None:
        self.page = chat.page
        self.reader = chat.reader
        go_to(chat, "Papers")

    @property
    def buttons(self) -> Locator:
        return self.page.locator("#paper-list button[data-paper]")

    def open(self, title: str) -> None:
        self.buttons.filter(has_text=title).first.click()
        expect(self.reader).to_contain_text(title)


class PromisesPage:
    """The register."""

    def __init__(self, chat: ChatPage) -> None:
        self.page = chat.page
        go_to(chat, "Promises")
        expect(self.row(0)).to_be_visible(timeout=ANSWER_MS)

    def row(self, number: int) -> Locator:
        return self.page.locator(f'#register-table [data-testid="cell-{number}-0"]')

    @property
    def said(self) -> Locator:
        return self.page.locator("#register-said")

    @property
    def entry(self) -> Locator:
        return self.page.locator("#entry")

    @property
    def timeline(self) -> Locator:
        return self.page.locator("#timeline")

    def choose(self, label: str, value: str) -> None:
        self.page.get_by_label(label, exact=True).click()
        self.page.get_by_role("option", name=value, exact=True).click()


class BriefingPage:
    """The packs."""

    def __init__(self, chat: ChatPage) -> None:
        self.page = chat.page
        go_to(chat, "Briefing")
        expect(self.subject).to_be_visible()

    @property
    def subject(self) -> Locator:
        return self.page.get_by_label("Subject or meeting")

    @property
    def pack(self) -> Locator:
        return self.page.locator("#pack article")

    def make(self, subject: str) -> Locator:
        self.subject.fill(subject)
        self.page.get_by_role("button", name="Make the briefing").click()
        expect(self.pack).to_contain_text(subject, timeout=ANSWER_MS)
        return self.pack
