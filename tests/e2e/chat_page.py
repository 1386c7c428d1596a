"""The page as a person uses it; tests speak to this and not to the page's markup."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

ANSWER_MS = 60_000


class ChatPage:
    """The open page, with every request and script error that it made."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        expect(self.question).to_be_visible(timeout=ANSWER_MS)

    @property
    def question(self) -> Locator:
        return self.page.get_by_label("Your question")

    @property
    def answers(self) -> Locator:
        return self.page.locator("#log .answer")

    @property
    def finished(self) -> Locator:
        return self.page.locator("#log .answer:not(.answer-pending)")

    @property
    def open_source(self) -> Locator:
        return self.page.locator("#sources details[open]")

    @property
    def sources(self) -> Locator:
        return self.page.locator("#sources")

    @property
    def reader(self) -> Locator:
        return self.page.locator("#reader")

    def ask(self, question: str) -> Locator:
        """Asks, waits for the whole answer, and gives its message."""
        before = self.finished.count()
        self.question.fill(question)
        self.page.get_by_role("button", name="Ask", exact=True).click()
        expect(self.finished).to_have_count(before + 1, timeout=ANSWER_MS)
        return self.finished.nth(before)

    def citation(self, answer: Locator, number: int) -> Locator:
        return answer.get_by_role("link", name=f"Source {number}", exact=False).first

    def strangers(self) -> set[str]:
        """Addresses other than this machine's that the page asked for anything."""
        asked = {urlsplit(url) for url in self.requests}
        network = ("http", "https", "ws", "wss")
        return {url.geturl() for url in asked if url.scheme in network and url.hostname != "127.0.0.1"}

    def watch_answers(self) -> Callable[[], list[str]]:
        """Notes every text that the newest answer shows from now on; the result gives them, in order."""
        self.page.evaluate(
            """() => {
                window.seen = [];
                const look = () => {
                    const answers = document.querySelectorAll('#log .answer');
                    const text = answers.length ? answers[answers.length - 1].innerText : '';
                    if (text && window.seen[window.seen.length - 1] !== text) window.seen.push(text);
                };
                const all = { childList: true, subtree: true, characterData: true };
                new MutationObserver(look).observe(document.querySelector('#log'), all);
            }"""
        )
        return lambda: list(self.page.evaluate("window.seen"))

    def in_view(self, locator: Locator) -> bool:
        """Whether a person sees it: inside the window and inside the sources panel's own window."""
        return bool(
            locator.evaluate(
                """element => {
                    const box = element.getBoundingClientRect();
                    const panel = (element.closest('#sources') || document.body).getBoundingClientRect();
                    const top = Math.max(0, panel.top), bottom = Math.min(window.innerHeight, panel.bottom);
                    return box.height > 0 && box.top >= top - 1 && box.bottom <= bottom + 1;
                }"""
            )
        )
