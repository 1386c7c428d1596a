"""Takes the README's picture of the page: a question, its answer, and the quote marked in its place.

    python tools/screenshot.py [--index index] [--out docs/screenshot.png] [--question "…"] [--source 1]

Needs the index of the sample papers, the package playwright, and a Chromium on PATH.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.settings import load_settings
from scrutiny_rag.web.app import build_app, launch

QUESTION = "When will the Safer Schools Officer vacancies in Islington be filled?"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> int:
    """Serves the page from this process, photographs it, stops; exit status 2 without a Chromium."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--index", type=Path, default=Path("index"))
    options.add_argument("--out", type=Path, default=Path("docs/screenshot.png"))
    options.add_argument("--question", default=QUESTION)
    options.add_argument("--source", type=int, default=1, help="number of the source to open")
    options.add_argument("--width", type=int, default=1280)
    options.add_argument("--height", type=int, default=860)
    options.add_argument("--dark", action="store_true")
    chosen = options.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("No Chromium is on PATH: install one, such as Debian's package chromium.", file=sys.stderr)
        return 2
    settings = load_settings(index=chosen.index)
    app = build_app(Assistant.open(chosen.index, settings), settings)
    address = launch(app, "127.0.0.1", 0, block=False)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            page = browser.new_page(
                viewport={"width": chosen.width, "height": chosen.height},
                color_scheme="dark" if chosen.dark else "light",
            )
            page.goto(address)
            page.get_by_label("Your question").fill(chosen.question)
            page.get_by_role("button", name="Ask", exact=True).click()
            page.locator("#log .answer:not(.answer-pending)").wait_for(timeout=60_000)
            page.locator(f'#log a.cite[href="#source-0-{chosen.source}"]').first.click()
            page.locator("#sources details[open] mark").first.wait_for()
            # The pointer and the keyboard's focus would leave a ring and a hover colour in the picture.
            page.mouse.move(2, 2)
            page.evaluate("document.activeElement?.blur()")
            page.wait_for_timeout(1500)
            chosen.out.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=chosen.out)
            browser.close()
    finally:
        app.close()
    print(f"Saved {chosen.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
