"""The commands beside the contract's: `fetch`, `settings`, `password`, `models pull`, `snapshot` and `restore`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_rag.errors import InputError

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def fetch(
    url: Annotated[
        str, typer.Argument(help="A ModernGov meeting (ieListDocuments.aspx?…), page or document.")
    ],
    into: Annotated[Path, typer.Option("--into", help="Folder to save into, with a manifest row each.")],
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch from private and loopback addresses.")
    ] = False,
    delay: Annotated[float, typer.Option(min=0, max=60, help="Seconds between requests.")] = 1.0,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Most papers to fetch.")] = 300,
    as_json: JsonOption = False,
) -> None:
    """Save papers from a council's website, for ingest."""
    from scrutiny_rag.fetching import FetchOptions, FetchProgress
    from scrutiny_rag.fetching import fetch as fetch_papers

    def show(progress: FetchProgress) -> None:
        typer.echo(f"{progress.done + 1} of {progress.total}  {progress.url}", err=True)

    options = FetchOptions(allow_private=allow_private, delay_s=delay, limit=limit)
    report = fetch_papers(url, into, options, None if as_json or not sys.stderr.isatty() else show)
    if as_json:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        typer.echo("\n".join(report.lines()))
    if report.failed:
        raise typer.Exit(1)


models = typer.Typer(help="Language models that run on this machine.", rich_markup_mode=None)


@models.command()
def pull(
    into: Annotated[Path, typer.Option("--into", help="Folder for the model file.")] = Path("models"),
    as_json: JsonOption = False,
) -> None:
    """Fetch the small default model, check it, and say how to use it."""
    from scrutiny_rag.answering.drafting.models import pull_default_model

    try:
        file = pull_default_model(into)
    except OSError as error:
        raise InputError(f"The model cannot be saved into {into}: {error.strerror}.") from error
    if as_json:
        typer.echo(json.dumps({"model": str(file)}, ensure_ascii=False))
    else:
        typer.echo(f"{file} is there; answers are drafted with it once SCRUTINY_RAG_LLM_GGUF={file} is set.")


@models.callback()
def _models() -> None:
    # Keeps `pull` a command of its own: a group of one command would be run without its name.
    pass


def settings(as_json: JsonOption = False) -> None:
    """List every setting with its environment variable."""
    from scrutiny_rag.settings import list_settings, load_settings, unknown_variables

    entries = list_settings(load_settings())
    unknown = unknown_variables()
    if as_json:
        rows = [entry.to_json() for entry in entries]
        typer.echo(json.dumps({"settings": rows, "unknown": unknown}, ensure_ascii=False))
        return
    from scrutiny_rag.terminal import print_settings

    print_settings(entries, unknown)


IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index (default: index/).")]


def snapshot(
    into: Annotated[Path, typer.Argument(help="New folder for the snapshot.")],
    index: IndexOption = None,
    update: Annotated[
        bool, typer.Option("--update", help="Bring a snapshot up to date; pages that read it go on.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Copy the index, whole and checked, to a new folder."""
    from scrutiny_rag.settings import load_settings
    from scrutiny_rag.store.snapshots import take_snapshot, update_snapshot

    there = update and into.exists()
    size = (update_snapshot if there else take_snapshot)(index or load_settings().index, into)
    if as_json:
        typer.echo(json.dumps({"snapshot": str(into), "bytes": size}, ensure_ascii=False))
    else:
        typer.echo(
            f"{into} holds the index as it stands, {size / 1e6:,.1f} MB copied; `scrutiny-rag restore` puts it back."
        )


def restore(
    snapshot: Annotated[Path, typer.Argument(help="Folder of a snapshot.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a snapshot in the place of the index."""
    from scrutiny_rag.settings import load_settings
    from scrutiny_rag.store.snapshots import restore_snapshot

    folder = index or load_settings().index
    restore_snapshot(snapshot, folder)
    if as_json:
        typer.echo(json.dumps({"index": str(folder)}, ensure_ascii=False))
    else:
        typer.echo(f"{folder} is as it was when {snapshot} was taken; start a page that is open anew.")


def password(
    name: Annotated[str, typer.Argument(help="Who may open the page.")],
    into: Annotated[Path | None, typer.Option("--into", help="Password file to add the line to.")] = None,
) -> None:
    """Ask for a password and make the line of the page's password file for it."""
    from scrutiny_rag.web.passwords import password_line

    line = password_line(name, typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    if into is None:
        typer.echo(line)
        return
    try:
        new = not into.exists()
        with into.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        if new:
            into.chmod(0o600)
    except OSError as error:
        raise InputError(f"The password file {into} cannot be written: {error.strerror}.") from error
    typer.echo(f"{name} is in {into}; set SCRUTINY_RAG_AUTH={into} for the page to ask for passwords.")
