"""The command `promises`: the register, its exports, and an officer's own notes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_rag.errors import InputError
from scrutiny_rag.promises import Promise, PromiseFilters, PromiseKind, Status

_SHOWN = 200


def promises(
    index: Annotated[
        Path | None, typer.Option("--index", help="Folder of the index (default: index/).")
    ] = None,
    body: Annotated[str | None, typer.Option(help="Only of this body.")] = None,
    committee: Annotated[str | None, typer.Option(help="Only of this committee.")] = None,
    paper: Annotated[str | None, typer.Option(help="Only from papers named like this.")] = None,
    owner: Annotated[str | None, typer.Option(help="Only whose owner is named like this.")] = None,
    kind: Annotated[PromiseKind | None, typer.Option(help="Only this kind.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only what stands like this.")] = None,
    due_after: Annotated[str | None, typer.Option(help="Only due on this day (YYYY-MM-DD) or later.")] = None,
    due_before: Annotated[
        str | None, typer.Option(help="Only due on this day (YYYY-MM-DD) or earlier.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Only from papers of this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Only from papers of this day or earlier.")] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only what is past its day, and not told done.")
    ] = False,
    subject: Annotated[str | None, typer.Option(help="Only of items titled like this.")] = None,
    text: Annotated[str | None, typer.Option(help="Only with these words.")] = None,
    id: Annotated[str | None, typer.Option("--id", help="Only the entry with this reference.")] = None,
    own_status: Annotated[str | None, typer.Option(help="Set your own status of --id.")] = None,
    own_owner: Annotated[str | None, typer.Option(help="Set your own owner of --id.")] = None,
    own_note: Annotated[str | None, typer.Option(help="Set your own note on --id.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a .csv, .xlsx or .ics file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List who undertook, was given, recommended or decided what, and what became of it."""
    from scrutiny_rag.opening import open_assistant
    from scrutiny_rag.promises.exporting import write_export

    filters = PromiseFilters(
        paper, body, committee, owner, kind, _day("--due-after", due_after), _day("--due-before", due_before),
        _day("--since", since), _day("--until", until), status, overdue, subject, text, id,
    )  # fmt: skip
    assistant = open_assistant(index)
    if (own_status, own_owner, own_note) != (None, None, None):
        if id is None:
            raise InputError("An own status, owner or note needs --id, the reference of one entry.")
        assistant.set_own_note(id, status=own_status, owner=own_owner, note=own_note)
    found = assistant.promises(filters)
    if out is not None:
        write_export(found, out)
    if as_json:
        typer.echo(json.dumps({"promises": [each.to_json() for each in found]}, ensure_ascii=False))
    elif out is not None:
        typer.echo(f"{len(found)} written to {out}.")
    else:
        _print(found)


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option} must be a day as YYYY-MM-DD, such as 2024-03-05, not {text!r}.") from None


def _print(found: list[Promise]) -> None:
    for each in found[:_SHOWN]:
        due = f", due {each.due or each.due_text}" if each.due or each.due_text else ""
        who = each.own.owner or each.owner or each.made_by or "owner not stated"
        flag = " (past its day)" if each.overdue else ""
        typer.echo(
            f"{each.id}  {each.kind}  {each.date or 'no date'}  {who}{due}: {each.own.status or each.status}{flag}"
        )
        typer.echo(f"  “{' '.join(each.quote.split())}” [{each.paper}]")
        for after in each.followups:
            typer.echo(
                f"    {after.date or 'no date'} {after.says}: “{' '.join(after.quote.split())}” [{after.paper}]"
            )
        if each.own.note:
            typer.echo(f"    own note: {each.own.note}")
    more = (
        f", the first {_SHOWN} shown: narrow it, or take it all with --out or --json"
        if len(found) > _SHOWN
        else ""
    )
    entries = "1 entry" if len(found) == 1 else f"{len(found)} entries"
    typer.echo(f"{entries}{more}.")
