"""A conversation as a file, read back."""

from __future__ import annotations

import io
from datetime import date

import docx

from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.export import conversation_file
from test_web_copying import FACTS, GIVEN

EVIL = "What of <script>alert(1)</script>\x0b & co?"
TALK = [Exchange("When?", answer=GIVEN, done=True), Exchange(EVIL, error="It failed.", done=True)]
DAY = date(2024, 5, 2)


def test_word_has_questions_answers_and_numbered_sources():
    document = docx.Document(io.BytesIO(conversation_file(TALK, "docx", DAY)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Questions to the scrutiny papers, 2 May 2024" in text
    assert f"[1] “in *June*” — {FACTS}" in text and "No answer. It failed." in text
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings[0] == "When?" and "<script>" in headings[1]


def test_the_page_to_print_is_whole_and_nothing_in_it_is_markup():
    page = conversation_file(TALK, "html", DAY).decode()
    assert "<script" not in page and "&lt;script&gt;" in page and "http" not in page
    assert '<li value="1">' in page and FACTS in page and "@media print" in page


def test_markdown():
    assert (
        conversation_file(TALK, "md", DAY)
        .decode()
        .startswith("# Questions to the scrutiny papers, 2 May 2024")
    )
