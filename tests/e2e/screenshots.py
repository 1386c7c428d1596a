"""Takes the pictures of the page in docs/: `PYTHONPATH=tests python tests/e2e/screenshots.py docs`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from chat_page import ChatPage
from playwright.sync_api import sync_playwright
from tabs import BriefingPage, PromisesPage, go_to

import web_index
from conftest import CHROMIUM_ARGUMENTS, chromium
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.serving import launch

VIEWS = {"light": (1280, 860, "light"), "dark": (1280, 860, "dark"), "phone": (390, 844, "light")}
SUBJECT = "Safer Schools Officers"
NOWHERE = "What does a return ferry ticket to the Isle of Zembla cost?"


def _other_tabs(page: ChatPage, folder: Path, name: str) -> None:
    register = PromisesPage(page)
    register.row(0).click()
    register.entry.locator("mark").first.wait_for()
    page.page.wait_for_timeout(800)
    page.page.screenshot(path=folder / f"promises-{name}.png")
    tab = BriefingPage(page)
    tab.make(SUBJECT)
    page.page.wait_for_timeout(800)
    page.page.screenshot(path=folder / f"briefing-{name}.png")
    go_to(page, "Evaluate")
    page.page.wait_for_timeout(500)
    page.page.screenshot(path=folder / f"evaluate-{name}.png")


def main(folder: Path) -> None:
    """Writes a picture of each tab in each view, and of a refusal, into `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        app = build_app(web_index.assistant(), web_index.settings(), Path(scratch) / "feedback.jsonl")
        address = launch(app, "127.0.0.1", 0, block=False)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
            for name, (width, height, scheme) in VIEWS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=1.5
                )
                page = ChatPage(context.new_page(), address)
                page.ask(web_index.SAFER_SCHOOLS)
                page.page.wait_for_timeout(800)
                page.page.screenshot(path=folder / f"page-{name}.png")
                page.open_source.get_by_role("button", name="Open paper at this place").click()
                page.reader.locator("mark").first.wait_for()
                page.page.wait_for_timeout(800)
                page.page.screenshot(path=folder / f"papers-{name}.png")
                page.page.go_back()
                page.ask(NOWHERE)
                page.page.wait_for_timeout(800)
                page.page.screenshot(path=folder / f"not-found-{name}.png")
                _other_tabs(page, folder, name)
                context.close()
            browser.close()
        app.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
