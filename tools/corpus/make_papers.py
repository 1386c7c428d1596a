"""Makes the sample PDF and DOCX papers of `corpus/` from the text beside this script.

    python tools/corpus/make_papers.py [--out corpus]

Each `*.md` file here is one paper: lines of `key: value`, a blank line, then a small part of Markdown:
`#` to `###` headings, `- ` bullets, `|` table rows of which the first is the head, and paragraphs, numbered
("5.1 ...") or not. `output` names the file to make and its suffix the format; `title` goes into its
properties; `head` and `foot` run on every page of a PDF. A run with the same libraries makes the same bytes:
dates are fixed, and so are those in the ZIP that a DOCX is. The PDF fonts hold Latin-1 only; any other
character is an error.
"""

from __future__ import annotations

import argparse
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from fpdf import FPDF
from fpdf.enums import XPos, YPos

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "corpus"
MADE = datetime(2025, 1, 1, tzinfo=UTC)
MAKER = "scrutiny-rag sample papers"
MARGIN = 25.0
"""Left and right margin of a PDF page in mm."""


@dataclass(frozen=True)
class Piece:
    """One piece: a `heading` (`level` 1 to 3), a `paragraph`, `bullet` or `table` (`rows`, head first)."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """A paper's text before it has a format: its settings by name, and its pieces in reading order."""

    settings: dict[str, str]
    pieces: list[Piece] = field(default_factory=list)


def cells(line: str) -> tuple[str, ...]:
    """The cells of one `| a | b |` line, without the spaces around them."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def parse(text: str) -> Source:
    """Reads a source file's text; raises ValueError where a settings line has no colon."""
    top, _, body = text.partition("\n\n")
    settings = {}
    for line in top.splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"Write the line “{line}” as “name: value”.")
        settings[name.strip()] = value.strip()
    pieces: list[Piece] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = chunk.splitlines()
        if heading := re.fullmatch(r"(#{1,3}) (.+)", chunk):
            pieces.append(Piece("heading", heading[2], level=len(heading[1])))
        elif chunk.startswith("|"):
            rows = [cells(line) for line in lines if not re.fullmatch(r"[|\s:-]+", line)]
            pieces.append(Piece("table", rows=tuple(rows)))
        elif chunk.startswith("- "):
            pieces.extend(Piece("bullet", line[2:].strip()) for line in lines)
        else:
            pieces.append(Piece("paragraph", " ".join(lines)))
    return Source(settings, pieces)


class Pages(FPDF):
    """An A4 paper with a running head, and a foot that carries the page number."""

    def __init__(self, head: str, foot: str) -> None:
        super().__init__()
        self.head_text, self.foot_text = head, foot
        self.set_margins(MARGIN, 28, MARGIN)
        self.set_auto_page_break(True, margin=25)
        self.set_creation_date(MADE)
        self.set_producer(MAKER)
        self.set_font("Helvetica", size=11)

    def header(self) -> None:
        """Writes the running head and the rule below it."""
        # The left margin may stand inside a bullet here, so the page's own margin is named.
        self.set_xy(MARGIN, 12)
        self.set_font("Helvetica", "I", 9)
        self.cell(0, 5, self.head_text)
        self.line(MARGIN, 18.5, self.w - MARGIN, 18.5)
        self.set_y(self.t_margin)

    def footer(self) -> None:
        """Writes the running foot: its text on the left, the page number on the right."""
        self.set_y(-16)
        self.set_x(MARGIN)
        self.set_font("Helvetica", "I", 9)
        half = self.w / 2 - MARGIN
        self.cell(half, 5, self.foot_text)
        self.cell(half, 5, f"Page {self.page_no()} of {{nb}}", align="R")

    def block(self, text: str, *, size: float = 11, style: str = "", gap: float = 2.5) -> None:
        """Writes one paragraph at the left margin and leaves `gap` mm below it."""
        self.set_font("Helvetica", style, size)
        self.multi_cell(0, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(gap)

    def bullet(self, text: str) -> None:
        """Writes a bullet, with its text hanging beside the mark."""
        if self.y + 11 > self.page_break_trigger:
            self.add_page()
        self.set_font("Helvetica", size=11)
        self.cell(6, 5.5, "\N{MIDDLE DOT}")
        self.set_left_margin(self.l_margin + 6)
        self.multi_cell(0, 5.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_left_margin(self.l_margin - 6)
        self.set_x(self.l_margin)
        self.ln(1.5)


def make_pdf(source: Source) -> bytes:
    """The paper as a PDF. Raises FPDFUnicodeEncodingException on a character outside Latin-1."""
    pdf = Pages(source.settings.get("head", ""), source.settings.get("foot", ""))
    pdf.set_title(source.settings["title"])
    pdf.set_author(MAKER)
    pdf.set_lang("en-GB")
    pdf.add_page()
    for piece in source.pieces:
        if piece.kind == "heading":
            # A heading keeps three lines of what follows on its page.
            if pdf.y + 28 > pdf.page_break_trigger:
                pdf.add_page()
            pdf.ln(0 if piece.level == 1 else 2)
            pdf.block(piece.text, size={1: 17, 2: 13, 3: 11}[piece.level], style="B")
        elif piece.kind == "bullet":
            pdf.bullet(piece.text)
        elif piece.kind == "table":
            pdf.set_font("Helvetica", size=10)
            with pdf.table(text_align="LEFT", padding=1.5, line_height=5) as table:
                for row in piece.rows:
                    table.row(row)
            pdf.ln(4)
        else:
            pdf.block(piece.text)
    return bytes(pdf.output())


def add_table(paper: Document, rows: tuple[tuple[str, ...], ...]) -> None:
    """Adds a ruled table whose first row is bold and repeats at the top of each page."""
    table = paper.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            run = table.cell(y, x).paragraphs[0].add_run(text)
            run.bold = y == 0
            run.font.size = Pt(9.5)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def fix_zip_dates(data: bytes) -> bytes:
    """The same ZIP with one fixed date on every member: python-docx writes the time of day there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=MADE.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()


def make_docx(source: Source) -> bytes:
    """The paper as a DOCX, with Word's own heading, list and table styles."""
    paper = docx.Document()
    for section in paper.sections:
        section.left_margin = section.right_margin = Cm(2.5)
        section.page_width, section.page_height = Cm(21), Cm(29.7)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = source.settings["title"], MAKER, ""
    properties.created = properties.modified = MADE.replace(tzinfo=None)
    for piece in source.pieces:
        if piece.kind == "heading":
            paper.add_heading(piece.text, level=piece.level - 1)
        elif piece.kind == "table":
            add_table(paper, piece.rows)
        else:
            paper.add_paragraph(piece.text, style="List Bullet" if piece.kind == "bullet" else None)
    out = io.BytesIO()
    paper.save(out)
    return fix_zip_dates(out.getvalue())


def make(path: Path) -> tuple[str, bytes]:
    """The file name and the bytes of the paper whose source is `path`.

    Raises ValueError where `output` is neither a .pdf nor a .docx, and KeyError without `output` or `title`.
    """
    source = parse(path.read_text(encoding="utf-8"))
    name = source.settings["output"]
    makers = {".pdf": make_pdf, ".docx": make_docx}
    if (suffix := Path(name).suffix) not in makers:
        raise ValueError(f"{path.name}: name the output .pdf or .docx, not “{name}”.")
    return name, makers[suffix](source)


def sources() -> list[Path]:
    """The source files beside this script, in order of name."""
    return sorted(HERE.glob("*.md"))


def main() -> None:
    """Makes every paper and writes those whose bytes are new."""
    cli = argparse.ArgumentParser(description="Makes the sample PDF and DOCX papers.")
    cli.add_argument("--out", type=Path, default=CORPUS, help="folder to write to (default: corpus/)")
    folder: Path = cli.parse_args().out
    for path in sources():
        name, data = make(path)
        target = folder / name
        same = target.is_file() and target.read_bytes() == data
        if not same:
            target.write_bytes(data)
        print(f"{'unchanged' if same else 'written':10} {target}")


if __name__ == "__main__":
    main()
