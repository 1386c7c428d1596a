"""The command line. Thin: it reads arguments, calls the Assistant, and prints."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.evaluation import commands as evaluation
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.filters import Filters

app = typer.Typer(
    name="scrutiny-rag",
    help="Answers questions over scrutiny papers, each sentence with the exact words it rests on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(evaluation.app, name="eval")

IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index (default: index/).")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
BodyOption = Annotated[str | None, typer.Option(help="Only papers of this body.")]
CommitteeOption = Annotated[str | None, typer.Option(help="Only papers of this committee.")]
SinceOption = Annotated[str | None, typer.Option(help="Only papers of this date (YYYY-MM-DD) or later.")]
UntilOption = Annotated[str | None, typer.Option(help="Only papers of this date (YYYY-MM-DD) or earlier.")]
TypeOption = Annotated[PaperType | None, typer.Option(help="Only papers of this type.")]
SpeakerOption = Annotated[str | None, typer.Option(help="Only what this speaker said.")]
PaperOption = Annotated[str | None, typer.Option(help="Only this paper.")]
BatchOption = Annotated[Path | None, typer.Option("--batch", help="A JSONL file of questions.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Where the batch's results go (JSONL).")]


def _open(index: Path | None, *, create: bool = False) -> Any:
    # Imported late: the models' libraries take seconds, and --help needs none of them.
    from scrutiny_rag.assistant import Assistant

    return Assistant.open(index, create=create)


def _print_json(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def _day(name: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(
            f"{value!r} is not a date: write it as YYYY-MM-DD.", param_hint=name
        ) from None


@app.command()
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
    """Save a meeting's papers from a council's website, for ingest to read."""
    from scrutiny_rag.fetching import FetchOptions, FetchProgress
    from scrutiny_rag.fetching import fetch as fetch_papers

    def show(progress: FetchProgress) -> None:
        typer.echo(f"{progress.done + 1} of {progress.total}  {progress.url}", err=True)

    options = FetchOptions(allow_private=allow_private, delay_s=delay, limit=limit)
    report = fetch_papers(url, into, options, None if as_json or not sys.stderr.isatty() else show)
    if as_json:
        _print_json(report.to_json())
    else:
        typer.echo("\n".join(report.lines()))
    if report.failed:
        raise typer.Exit(1)


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders (default: corpus/).")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the index up to date with papers: new, changed and removed ones."""
    from scrutiny_rag.terminal import print_ingest_report, progress_bar

    assistant = _open(index, create=True)
    with progress_bar(shown=not as_json and sys.stderr.isatty()) as on_progress:
        report = assistant.ingest(paths, on_progress)
    if as_json:
        _print_json(report.to_json())
    else:
        print_ingest_report(report)
    if report.failed:
        raise typer.Exit(1)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    index: IndexOption = None,
    body: BodyOption = None,
    committee: CommitteeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type: TypeOption = None,
    speaker: SpeakerOption = None,
    paper: PaperOption = None,
    batch: BatchOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with quotes that code has checked, or a file of questions."""
    filters = _filters(body, committee, since, until, type, speaker, paper)
    if batch is not None or out is not None:
        _run_batch(index, batch, out, filters, question, answering=True, top_k=None, as_json=as_json)
        return
    from scrutiny_rag.terminal import print_answer

    assistant = _open(index)
    answer = assistant.ask(question or "", filters)
    if as_json:
        _print_json(answer.to_json())
    else:
        print_answer(answer)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    index: IndexOption = None,
    body: BodyOption = None,
    committee: CommitteeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type: TypeOption = None,
    speaker: SpeakerOption = None,
    paper: PaperOption = None,
    top_k: Annotated[int, typer.Option("--top-k", min=1, max=100, help="How many passages.")] = 20,
    batch: BatchOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the stretches of papers worth reading for a question."""
    filters = _filters(body, committee, since, until, type, speaker, paper)
    if batch is not None or out is not None:
        _run_batch(index, batch, out, filters, query, answering=False, top_k=top_k, as_json=as_json)
        return
    from scrutiny_rag.terminal import print_search

    result = _open(index).search(query or "", filters, top_k)
    if as_json:
        _print_json(result.to_json())
    else:
        print_search(result)


@app.command()
def papers(
    paper: Annotated[str | None, typer.Argument(help="Show this paper's metadata, blocks and text.")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the papers in the index, or show one."""
    from scrutiny_rag.terminal import paper_object, print_paper, print_papers

    assistant = _open(index)
    if paper is None:
        entries = assistant.papers()
        if as_json:
            _print_json({"papers": [entry.to_json() for entry in entries]})
        else:
            print_papers(entries)
        return
    whole = assistant.paper(paper)
    entry = next(e for e in assistant.papers() if e.paper == paper)
    if as_json:
        _print_json(paper_object(entry, whole))
    else:
        print_paper(entry, whole)


@app.command()
def doctor(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Check that the index is sound and that the models answer."""
    from scrutiny_rag.terminal import print_checks

    checks = _open(index).doctor()
    if as_json:
        _print_json({"ok": all(c.ok for c in checks), "checks": [c.to_json() for c in checks]})
    else:
        print_checks(checks)
    if not all(c.ok for c in checks):
        raise typer.Exit(1)


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = None,
) -> None:
    """Serve the chat page and print its address."""
    from scrutiny_rag.assistant import Assistant
    from scrutiny_rag.settings import load_settings
    from scrutiny_rag.web.app import serve as serve_page

    settings = load_settings(index=index, host=host, port=port)
    serve_page(Assistant.open(index, settings), settings)


def _filters(
    body: str | None,
    committee: str | None,
    since: str | None,
    until: str | None,
    kind: PaperType | None,
    speaker: str | None,
    paper: str | None,
) -> Filters:
    return Filters(
        body=body,
        committee=committee,
        since=_day("--since", since),
        until=_day("--until", until),
        type=kind,
        speaker=speaker,
        paper=paper,
    )


def _run_batch(
    index: Path | None,
    batch: Path | None,
    out: Path | None,
    filters: Filters,
    question: str | None,
    *,
    answering: bool,
    top_k: int | None,
    as_json: bool,
) -> None:
    from scrutiny_rag.batch import read_questions, run_batch

    if batch is None or out is None or question is not None:
        raise typer.BadParameter(
            "--batch QUESTIONS.jsonl and --out RESULTS.jsonl go together, without a question."
        )
    questions = read_questions(batch, filters)
    summary = run_batch(_open(index), questions, out, answering=answering, top_k=top_k)
    if as_json:
        _print_json(summary.to_json())
    else:
        Console(stderr=True).print(
            f"{summary.done} questions, {len(summary.failed)} failed; results in {out}."
        )
    for failure in summary.failed:
        typer.echo(f"{failure.id}: {failure.why}", err=True)
    if summary.failed:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line: exit status 0 done, 1 done with listed failures, 2 a usage or input error."""
    try:
        app()
    except ScrutinyError as error:
        typer.echo(f"scrutiny-rag: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("scrutiny-rag: stopped; run the same command again to go on.", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
