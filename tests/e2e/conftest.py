"""A real Chromium on a page served from this process, on this machine's own address and a free port."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from browsers import CHROMIUM_ARGUMENTS, chromium


@pytest.fixture(scope="module")
def browser():
    """A browser for a file of tests: while Playwright runs, no other test could call `asyncio.run`."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    executable = chromium()
    if executable is None:
        pytest.skip("no Chromium is installed: apt-get install chromium, or put chromium on PATH")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def feedback_file(tmp_path_factory):
    return tmp_path_factory.mktemp("page") / "feedback.jsonl"


@pytest.fixture(scope="session")
def address(feedback_file):
    import web_index
    from scrutiny_rag.web.app import build_app
    from scrutiny_rag.web.serving import launch

    app = build_app(web_index.assistant(), web_index.settings(), feedback_file)
    yield launch(app, "127.0.0.1", 0, block=False)
    app.close()


@pytest.fixture(scope="session")
def growing_address(tmp_path_factory):
    """The page over an assistant that gives its real answers a few words at a time, as a slow model would."""
    import web_index
    from scrutiny_rag.web.app import build_app
    from scrutiny_rag.web.serving import launch

    class Growing:
        def __getattr__(self, name):
            return getattr(web_index.assistant(), name)

        def stream(self, question, filters=None, history=()):
            for answer in web_index.assistant().stream(question, filters, history):
                words = answer.text.split(" ")
                for end in range(4, len(words), 8):
                    yield answer.model_copy(update={"text": " ".join(words[:end]), "citations": ()})
                    time.sleep(0.15)
                yield answer

    app = build_app(Growing(), web_index.settings(), tmp_path_factory.mktemp("growing") / "feedback.jsonl")
    yield launch(app, "127.0.0.1", 0, block=False)
    app.close()


@pytest.fixture
def open_page(browser, address):
    """Opens the page in a fresh browser profile; on leaving, checks that it spoke to no other machine."""
    from chat_page import ChatPage

    contexts = []

    def opened(
        width: int = 1280, height: int = 860, scheme: str = "light", at: str | None = None
    ) -> ChatPage:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        return ChatPage(context.new_page(), at or address)

    yield opened
    for context in contexts:
        for page in context.pages:
            assert page.title() == "Scrutiny papers"
        context.close()
