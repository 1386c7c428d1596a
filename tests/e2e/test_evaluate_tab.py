"""An evaluation from the page, in a real browser."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
pytest.importorskip("ir_measures", reason="the extra eval is not installed")

from accessibility import serious
from playwright.sync_api import expect
from tabs import go_to


def test_a_question_set_is_run_and_its_report_opened(open_page):
    chat = open_page()
    go_to(chat, "Evaluate")
    page = chat.page
    page.get_by_label("Questions, drawn at random").fill("1")
    page.get_by_role("button", name="Evaluate", exact=True).click()
    expect(page.locator("#evaluate-said")).to_contain_text("1 question put to 1 system", timeout=60_000)
    expect(page.locator("#evaluate-figures")).to_contain_text("Exact quotes")
    assert serious(page, "evaluated") == []
    with page.expect_download() as download:
        page.locator("#evaluate-report").click()
    assert "Evaluation: questions.jsonl" in download.value.path().read_text(encoding="utf-8")
    assert chat.strangers() == set() and chat.errors == []
