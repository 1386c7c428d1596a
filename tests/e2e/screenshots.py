"""Takes the pictures of the page in docs/pictures: `make pictures`. Needs a Chromium on PATH.

python tests/e2e/screenshots.py FOLDER [VIEW...]
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browsers import CHROMIUM_ARGUMENTS, chromium
from chat_page import ChatPage
from PIL import Image
from playwright.sync_api import sync_playwright
from tabs import BriefingPage, PromisesPage, go_to

import web_index
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.serving import launch

VIEWS = {"light": (1280, 860, "light"), "dark": (1280, 860, "dark"), "phone": (390, 844, "light")}
SUBJECT = "Safer Schools Officers"
NOWHERE = "What does a return ferry ticket to the Isle of Zembla cost?"
SLOW_MS = 180_000
"""Pictures may be taken on a machine that has much else to do."""
COLOURS = 128


def main(folder: Path, views: list[str]) -> None:
    """Writes a picture of each tab in each view, of a refusal and of a page as it looks, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        web_index.assistant().warm_up()
        app = build_app(web_index.assistant(), web_index.settings(), Path(scratch) / "feedback.jsonl")
        address = launch(app, "127.0.0.1", 0, block=False, settings=web_index.settings())
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
            for name in views:
                width, height, scheme = VIEWS[name]
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                context.set_default_timeout(SLOW_MS)
                _view(ChatPage(context.new_page(), address), folder, name)
                context.close()
            browser.close()
        app.close()


def _view(page: ChatPage, folder: Path, name: str) -> None:
    def take(what: str) -> None:
        page.page.mouse.move(2, 2)
        page.page.wait_for_timeout(1000)
        save(page.page.screenshot(), folder / f"{what}-{name}.png")

    take("start")
    page.ask(web_index.SAFER_SCHOOLS)
    page.page.locator("#go-on button").first.wait_for()
    take("ask")
    page.sources.locator("summary").nth(1).click()
    page.sources.locator("details").nth(1).get_by_role("button", name="Open paper at this place").click()
    page.reader.locator("mark").first.wait_for()
    take("papers")
    if page.reader.get_by_role("button", name="See the page as it looks").count():
        page.reader.get_by_role("button", name="See the page as it looks").click()
        page.reader.locator("img").wait_for()
        take("printed-page")
    go_to(page, "Ask")
    page.ask(NOWHERE)
    take("not-found")
    register = PromisesPage(page)
    register.row(0).click()
    register.entry.locator("mark").first.wait_for()
    take("promises")
    BriefingPage(page).make(SUBJECT)
    take("briefing")
    go_to(page, "Evaluate")
    take("evaluate")


def save(picture: bytes, file: Path) -> None:
    """The picture with few colours, which for text is enough: a quarter of the size."""
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or list(VIEWS))
