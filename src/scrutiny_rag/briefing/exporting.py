"""A pack as a file: Word, Markdown, or a web page made for printing; citations numbered and linked."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, cast, get_args

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.briefing.model import Briefing, Line, Section
from scrutiny_rag.errors import InputError
from scrutiny_rag.papers.model import in_words
from scrutiny_rag.plain import markdown_escape, printable

Form = Literal["docx", "md", "html"]
FORMS: dict[Form, str] = {"docx": "Word", "md": "Markdown", "html": "For printing"}
NO_MODEL = (
    "Put together from the papers’ own words, without a language model. Every number points to the words quoted "
    "under Sources; read them in their paper before you rely on them."
)
_MARK = re.compile(r"\[(\d+)\]")
_STYLE = """
body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 11pt/1.5 Charter, Georgia, "Liberation Serif", serif; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin: 1.6em 0 .4em; border-bottom: 1px solid #bbb;
break-after: avoid; }
h3 { font-size: 1em; margin: .9em 0 .2em; break-after: avoid; } .scope, .none, .facts { color: #444; }
.facts { font-size: .92em; } ul { padding-left: 1.2em; margin: 0; } li { margin-bottom: .45em; break-inside: avoid; }
a.cite { text-decoration: none; } ol.sources li { margin-bottom: .7em; }
@page { margin: 2cm; } @media print { body { margin: 0; max-width: none; } a { color: inherit; } }
"""


def form_of(name: str | None, path: Path | None) -> Form:
    """The form that is named, or else that the file's ending says, or else Markdown. Raises InputError for another."""
    wanted = name or (path.suffix.lower().lstrip(".") if path and path.suffix else "md")
    if wanted not in get_args(Form):
        raise InputError(f"A briefing is written as docx, md or html, not {wanted!r}.")
    return cast("Form", wanted)


def briefing_file(briefing: Briefing, form: Form) -> bytes:
    """The pack as a file of that form."""
    if form == "docx":
        return _docx(briefing)
    return (to_markdown(briefing) if form == "md" else to_html(briefing)).encode()


def write_briefing(briefing: Briefing, path: Path, form: Form) -> None:
    """Write the pack to a file. Raises InputError where it cannot be written."""
    try:
        path.write_bytes(briefing_file(briefing, form))
    except OSError as error:
        raise InputError(f"The briefing cannot be written to {path}: {error.strerror}.") from error


def groups(section: Section) -> Iterator[tuple[str | None, list[Line]]]:
    """The section's lines by the paper they are of, in order; None over those that set papers side by side."""
    for label, lines in groupby(section.lines, key=lambda line: line.label):
        yield label, list(lines)


def source_facts(citation: Citation) -> str:
    """Whose words and where: speaker, title, body, committee, date, draft, item, page, file."""
    day = citation.date
    parts = (
        citation.speaker,
        citation.title or citation.paper,
        citation.body,
        citation.committee,
        _day(day) if day else "no date stated",
        "draft, to be confirmed" if citation.draft else None,
        f"item {citation.item}" if citation.item else None,
        f"page {citation.page}" if citation.page is not None else None,
    )
    return ", ".join(part for part in parts if part) + f" ({citation.paper})"


def to_markdown(briefing: Briefing) -> str:
    """The pack as Markdown; nothing that a paper says is read as Markdown."""
    parts = [f"# {markdown_escape(briefing.title)}", markdown_escape(briefing.scope)]
    for section in briefing.sections:
        parts.append(f"## {markdown_escape(section.title)}")
        if not section.lines:
            parts.append(f"*{markdown_escape(section.none)}*")
        for label, lines in groups(section):
            if label:
                parts.append(f"### {markdown_escape(label)}")
            parts.append("\n".join(f"- {_unmarked(markdown_escape(line.text))}" for line in lines))
    if briefing.citations:
        parts += ["## Sources", f"*{NO_MODEL}*"]
        parts += [
            f"{c.number}. “{markdown_escape(_words(c.quote))}”  \n   {markdown_escape(source_facts(c))}"
            for c in briefing.citations
        ]
    return "\n\n".join(parts) + "\n"


def to_html(briefing: Briefing) -> str:
    """The pack as a web page of its own, made for printing; it asks for nothing else."""
    title = html.escape(briefing.title)
    sources = "".join(
        f'<li id="source-{c.number}" value="{c.number}"><q>{html.escape(_words(c.quote))}</q>'
        f'<div class="facts">{html.escape(source_facts(c))}</div></li>'
        for c in briefing.citations
    )
    listed = (
        f'<h2>Sources</h2><p class="scope">{NO_MODEL}</p><ol class="sources">{sources}</ol>'
        if sources
        else ""
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f'</head><body><h1>{title}</h1><p class="scope">{html.escape(briefing.scope)}</p>'
        f"{sections_html(briefing)}{listed}</body></html>"
    )


def sections_html(briefing: Briefing, level: int = 2) -> str:
    """The sections alone as HTML, headings from `level` on, each [1] a link to `#source-1`."""
    out = []
    for section in briefing.sections:
        out.append(f'<section class="pack-{section.key}"><h{level}>{html.escape(section.title)}</h{level}>')
        if not section.lines:
            out.append(f'<p class="none">{html.escape(section.none)}</p>')
        for label, lines in groups(section):
            if label:
                out.append(f"<h{level + 1}>{html.escape(label)}</h{level + 1}>")
            out.append("<ul>" + "".join(f"<li>{_linked(line.text)}</li>" for line in lines) + "</ul>")
        out.append("</section>")
    return "".join(out)


def _linked(text: str) -> str:
    return _MARK.sub(
        r'<a class="cite" href="#source-\1" aria-label="Source \1">[\1]</a>', html.escape(text, quote=False)
    )


def _unmarked(text: str) -> str:
    """The numbers of citations as they are: they mean nothing in Markdown."""
    return re.sub(r"\\\[(\d+)\\\]", r"[\1]", text)


def _docx(briefing: Briefing) -> bytes:
    import docx
    from docx.shared import Pt

    document = docx.Document()
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = printable(briefing.title)
    document.add_heading(printable(briefing.title), level=1)
    document.add_paragraph(printable(briefing.scope))
    for section in briefing.sections:
        document.add_heading(printable(section.title), level=2)
        if not section.lines:
            document.add_paragraph().add_run(printable(section.none)).italic = True
        for label, lines in groups(section):
            if label:
                document.add_heading(printable(label), level=3)
            for line in lines:
                document.add_paragraph(printable(line.text), style="List Bullet")
    if briefing.citations:
        _docx_sources(document, briefing)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _docx_sources(document: Any, briefing: Briefing) -> None:
    document.add_heading("Sources", level=2)
    document.add_paragraph().add_run(NO_MODEL).italic = True
    for citation in briefing.citations:
        paragraph = document.add_paragraph(f"[{citation.number}] ")
        paragraph.add_run(printable(f"“{_words(citation.quote)}”")).italic = True
        paragraph.add_run(printable(f" — {source_facts(citation)}"))


def _words(quote: str) -> str:
    return " ".join(quote.split())


def _day(iso: str) -> str:
    """A day in words; what is no day as it stands."""
    try:
        return in_words(date.fromisoformat(iso))
    except ValueError:
        return iso
