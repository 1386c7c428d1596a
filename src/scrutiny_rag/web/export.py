"""A conversation as a file: Word, Markdown, or a web page made for printing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import docx
from docx.shared import Pt

from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.briefing.exporting import source_facts
from scrutiny_rag.papers.model import in_words
from scrutiny_rag.plain import printable
from scrutiny_rag.web.copying import (
    conversation_markdown,
    finished,
    searched_only,
    sources_title,
    standing_line,
)
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.markup import escape

Form = Literal["docx", "md", "html"]
FORMS: dict[Form, str] = {"docx": "Word", "md": "Markdown", "html": "For printing"}

STYLE = """
body { max-width: 44em; margin: 2em auto; padding: 0 1em; font: 11pt/1.5 Charter, Georgia, "Liberation Serif", serif; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; break-after: avoid; }
.standing, .searched, .facts { color: #444; font-size: 0.92em; }
.not_found { border-left: 3px solid #8a4b08; padding-left: 1em; }
ol { padding-left: 1.4em; } li { margin-bottom: 0.7em; break-inside: avoid; }
@page { margin: 2cm; } @media print { body { margin: 0; max-width: none; } }
"""


def conversation_file(exchanges: Sequence[Exchange], form: Form, day: date) -> bytes:
    """The conversation as a file of that form, citations numbered as on the page."""
    title = f"Questions to the scrutiny papers, {in_words(day)}"
    if form == "docx":
        return _docx(exchanges, title)
    if form == "md":
        return conversation_markdown(exchanges, title).encode()
    return _html(exchanges, title).encode()


def _html(exchanges: Sequence[Exchange], title: str) -> str:
    parts = "".join(_html_exchange(exchange) for exchange in finished(exchanges))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{parts}</body></html>"
    )


def _html_exchange(exchange: Exchange) -> str:
    answer = exchange.answer
    searched = searched_only(exchange)
    head = f"<h2>{escape(exchange.question)}</h2>" + (
        f'<p class="searched">{escape(searched)}</p>' if searched else ""
    )
    if answer is None or exchange.error is not None:
        return f"<section>{head}<p>No answer. {escape(exchange.error or '')}</p></section>"
    lines = "".join(f"<p>{escape(line)}</p>" for line in answer.text.split("\n") if line.strip())
    sources = "".join(
        f'<li value="{c.number}"><q>{escape(" ".join(c.quote.split()))}</q>'
        f'<div class="facts">{escape(source_facts(c))}</div></li>'
        for c in answer.citations
    )
    listed = f"<h3>{sources_title(answer)}</h3><ol>{sources}</ol>" if sources else ""
    return (
        f'<section class="{answer.status}">{head}{lines}<p class="standing">{escape(standing_line(answer))}</p>'
        f"{listed}</section>"
    )


def _docx(exchanges: Sequence[Exchange], title: str) -> bytes:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = title
    document.add_heading(title, level=1)
    for exchange in finished(exchanges):
        document.add_heading(printable(" ".join(exchange.question.split())), level=2)
        if searched := searched_only(exchange):
            document.add_paragraph().add_run(printable(searched)).italic = True
        if exchange.answer is None or exchange.error is not None:
            document.add_paragraph(printable(f"No answer. {exchange.error or ''}"))
        else:
            _docx_answer(document, exchange.answer)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _docx_answer(document: Any, answer: Answer) -> None:
    for line in answer.text.split("\n"):
        if line.startswith("- "):
            document.add_paragraph(printable(line[2:]), style="List Bullet")
        elif line.strip():
            document.add_paragraph(printable(line))
    if said := standing_line(answer):
        document.add_paragraph().add_run(printable(said)).italic = True
    if not answer.citations:
        return
    document.add_heading(sources_title(answer), level=3)
    for citation in answer.citations:
        paragraph = document.add_paragraph(f"[{citation.number}] ")
        paragraph.add_run(printable(f"“{' '.join(citation.quote.split())}”")).italic = True
        paragraph.add_run(printable(f" — {source_facts(citation)}"))
