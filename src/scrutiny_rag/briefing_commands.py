"""The commands `briefing`, a pack as a file or on the terminal, and `mcp`, the tools over standard input and output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_rag.errors import InputError
from scrutiny_rag.inputs import read_filters
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.plain import plain

IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index (default: index/).")]


def briefing(
    subject: Annotated[
        list[str] | None, typer.Argument(help="A subject, or a meeting by its day; none for whole papers.")
    ] = None,
    index: IndexOption = None,
    body: Annotated[str | None, typer.Option(help="Only papers of this body.")] = None,
    committee: Annotated[str | None, typer.Option(help="Only papers of this committee.")] = None,
    since: Annotated[str | None, typer.Option(help="Only papers of this date (YYYY-MM-DD) or later.")] = None,
    until: Annotated[
        str | None, typer.Option(help="Only papers of this date (YYYY-MM-DD) or earlier.")
    ] = None,
    type: Annotated[PaperType | None, typer.Option(help="Only papers of this type.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Only what this speaker said.")] = None,
    paper: Annotated[str | None, typer.Option(help="Only this paper.")] = None,
    format: Annotated[
        str | None, typer.Option("--format", help="docx, md or html (default: by --out's ending, else md).")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Put together a pack: what was said, decided and promised, figures, and questions worth asking."""
    from scrutiny_rag.briefing.exporting import form_of, to_html, to_markdown, write_briefing
    from scrutiny_rag.opening import open_filled

    form = form_of(format, out)
    if form == "docx" and out is None:
        raise InputError("A Word file needs --out FILE.docx.")
    given = {"body": body, "committee": committee, "since": since, "until": until, "type": type}
    filters = read_filters(given | {"speaker": speaker, "paper": paper})
    made = open_filled(index).briefing(" ".join(subject or ()), filters)
    if out is not None:
        write_briefing(made, out, form)
    if as_json:
        typer.echo(json.dumps(made.to_json(), ensure_ascii=False))
    elif out is not None:
        typer.echo(
            f"{made.title} is in {out}." if made.status == "found" else plain(f"{made.scope} {out} says so.")
        )
    else:
        typer.echo(plain(to_html(made) if form == "html" else to_markdown(made)))


def mcp(index: IndexOption = None) -> None:
    """Offer ask, search, papers, paper, promises and briefing as MCP tools over standard input and output."""
    import importlib.util

    if importlib.util.find_spec("mcp") is None:
        raise InputError("This needs the extra mcp: pip install 'scrutiny-rag[mcp]'.")
    from scrutiny_rag.api.stdio import serve_stdio
    from scrutiny_rag.opening import open_filled

    serve_stdio(open_filled(index))
