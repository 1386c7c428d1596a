"""Adding and removing papers in a real browser, over an index of this file's own."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")

from accessibility import serious
from playwright.sync_api import expect
from tabs import PapersPage

from ingesting import FERRY
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.serving import launch
from test_web_uploads import long_pdf


@pytest.fixture(scope="module")
def uploading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("uploading")
    settings = Settings(
        _env_file=None,
        index=folder / "index",
        uploads_folder=folder / "uploads",
        llm_base_url=None,
        llm_gguf=None,
    )
    (folder / "papers").mkdir()
    (folder / "papers" / "ferry.md").write_text(FERRY, encoding="utf-8")
    assistant = Assistant.open(settings.index, settings, create=True)
    assistant.ingest([folder / "papers"])
    app = build_app(assistant, settings)
    yield launch(app, "127.0.0.1", 0, block=False, settings=settings)
    app.close()


def test_each_file_gets_its_result_and_what_was_added_can_be_asked_and_removed(
    open_page, uploading, tmp_path
):
    chat = open_page(at=uploading)
    papers = PapersPage(chat)
    papers.page.get_by_role("button", name="Add or remove papers").click()
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (tmp_path / "setup.exe").write_bytes(b"MZ")
    files = [long_pdf(tmp_path / "hives.pdf"), tmp_path / "broken.pdf", tmp_path / "setup.exe"]
    papers.page.locator("#upload-files input[type=file]").set_input_files(files)
    told = papers.page.locator("#upload-said")
    expect(told).to_contain_text("1 of 3 files added", timeout=120_000)
    expect(told).to_contain_text("✓ hives.pdf Read: 60 pages")
    expect(told).to_contain_text("✕ broken.pdf The PDF is damaged")
    expect(told).to_contain_text("✕ setup.exe It is no kind of paper")
    expect(papers.buttons).to_have_count(2)
    assert serious(chat.page, "uploaded") == []
    papers.page.get_by_label("Papers that were added here").click()
    papers.page.get_by_role("option", name="hives.pdf").click()
    papers.page.get_by_role("button", name="Remove", exact=True).click()
    expect(told).to_contain_text("has left the index", timeout=60_000)
    expect(papers.buttons).to_have_count(1)
    assert chat.strangers() == set() and chat.errors == []
