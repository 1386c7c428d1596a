"""The command line. Thin: it reads arguments, calls the Assistant, and prints."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from scrutiny_rag import (
    __version__,
    briefing_commands,
    demo_commands,
    extra_commands,
    guard,
    promise_commands,
)
from scrutiny_rag.errors import InputError
from scrutiny_rag.evaluation import commands as evaluation
from scrutiny_rag.inputs import check_question, read_filters
from scrutiny_rag.late_packages import LLAMA_INDEX, run_late
from scrutiny_rag.opening import open_assistant, open_filled, opened_to_write
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.plain import plain
from scrutiny_rag.retrieval.filters import EVERYTHING, Filters

app = typer.Typer(
    name="scrutiny-rag",
    help="Answers questions over scrutiny papers, each sentence with the exact words it rests on.",
    rich_markup_mode=None,
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
AsAskedOption = Annotated[
    bool, typer.Option("--as-asked", help="Read no body, committee, type, date or speaker from the question.")
]
BatchOption = Annotated[Path | None, typer.Option("--batch", help="A JSONL file of questions.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Where the batch's results go (JSONL).")]


def _print_json(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"scrutiny-rag {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Print the version.")
    ] = False,
    traceback: Annotated[
        bool, typer.Option(guard.TRACEBACK, help="Show where a fault in the program arose.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    elif context.invoked_subcommand != "settings":  # which lists them
        _refuse_unknown_variables()


def _refuse_unknown_variables() -> None:
    """Raises InputError where a SCRUTINY_RAG_ variable is no setting: a slip would pass unseen."""
    if not any(name.upper().startswith("SCRUTINY_RAG_") for name in os.environ):
        return
    from scrutiny_rag.settings import unknown_variables

    for variable, near in unknown_variables().items():
        meant = f"{near} may be meant" if near else "`scrutiny-rag settings` lists them"
        raise InputError(f"{variable} is no setting; {meant}.")


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders (default: corpus/).")] = None,
    index: IndexOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    allow_empty: Annotated[
        bool, typer.Option("--allow-empty", help="Let papers leave whose folder holds none now, or is gone.")
    ] = False,
    ray: Annotated[
        str | None,
        typer.Option(
            "--ray",
            metavar="ADDRESS",
            help="Have the workers of this Ray cluster read and embed; `local` starts some here.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the index up to date with files and folders."""
    from scrutiny_rag.observing.logs import begin_log
    from scrutiny_rag.settings import load_settings
    from scrutiny_rag.terminal import print_ingest_report, progress_bar

    begin_log(load_settings())
    with (
        opened_to_write(index, dry_run=dry_run) as assistant,
        progress_bar(shown=not as_json and sys.stderr.isatty()) as on_progress,
    ):
        report = assistant.ingest(paths, on_progress, dry_run=dry_run, allow_empty=allow_empty, ray=ray)
    if as_json:
        _print_json(report.to_json())
    else:
        print_ingest_report(report)
    if report.failed:
        raise typer.Exit(1)


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="The question.")] = None,
    index: IndexOption = None,
    body: BodyOption = None,
    committee: CommitteeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type: TypeOption = None,
    speaker: SpeakerOption = None,
    paper: PaperOption = None,
    as_asked: AsAskedOption = False,
    batch: BatchOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question, or a file of them, with checked quotes."""
    filters = _filters(body, committee, since, until, type, speaker, paper, as_asked=as_asked)
    if batch is not None or out is not None:
        _run_batch(index, batch, out, filters, question, answering=True, top_k=None, as_json=as_json)
        return
    from scrutiny_rag.terminal import print_answer

    asked = check_question(" ".join(question or ()))
    answer = open_filled(index).ask(asked, filters)
    if as_json:
        _print_json(answer.to_json())
    else:
        print_answer(answer)


@app.command()
def search(
    query: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    index: IndexOption = None,
    body: BodyOption = None,
    committee: CommitteeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    type: TypeOption = None,
    speaker: SpeakerOption = None,
    paper: PaperOption = None,
    as_asked: AsAskedOption = False,
    top_k: Annotated[int, typer.Option("--top-k", min=1, max=100, help="How many passages.")] = 20,
    batch: BatchOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the stretches of papers worth reading."""
    filters = _filters(body, committee, since, until, type, speaker, paper, as_asked=as_asked)
    if batch is not None or out is not None:
        _run_batch(index, batch, out, filters, query, answering=False, top_k=top_k, as_json=as_json)
        return
    from scrutiny_rag.terminal import print_search

    wanted = check_question(" ".join(query or ()))
    result = open_filled(index).search(wanted, filters, top_k)
    if as_json:
        _print_json(result.to_json())
    else:
        print_search(result)


@app.command()
def papers(
    paper: Annotated[str | None, typer.Argument(help="Show this paper's metadata, blocks and text.")] = None,
    missing: Annotated[
        bool,
        typer.Option(
            "--missing", help="List papers without body or date, and write a manifest.csv to fill in."
        ),
    ] = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the papers in the index, or show one."""
    from scrutiny_rag.terminal import paper_object, print_missing, print_paper, print_papers

    assistant = open_assistant(index)
    if missing:
        from scrutiny_rag.missing import write_manifests

        lacking = assistant.missing()
        manifests = [str(path) for path in write_manifests(lacking)]
        if as_json:
            lacks = [{"paper": each.paper, "lacks": list(each.lacks)} for each in lacking]
            _print_json({"missing": lacks, "manifests": manifests})
        else:
            print_missing(lacking, manifests)
        return
    if paper is None:
        entries = assistant.papers()
        if as_json:
            _print_json({"papers": [entry.to_json() for entry in entries]})
        else:
            print_papers(entries)
        return
    whole = assistant.paper(paper)
    by_name = {entry.paper: entry for entry in assistant.papers()}
    entry = by_name.get(paper) or by_name[whole.name]
    if as_json:
        _print_json(paper_object(entry, whole, assistant.record(whole.name)))
    else:
        print_paper(entry, whole)


@app.command()
def doctor(
    index: IndexOption = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is not sound, then check.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check that the index is sound and the models answer."""
    from scrutiny_rag.repair import put_ledger_back
    from scrutiny_rag.settings import load_settings
    from scrutiny_rag.terminal import print_checks

    # An index whose ledger is damaged cannot be opened until that is put back.
    mended = put_ledger_back(index or load_settings().index) if fix else []
    assistant = open_assistant(index)
    mended += assistant.repair() if fix else []
    checks = assistant.doctor()
    if as_json:
        found = {"ok": all(c.ok for c in checks), "checks": [c.to_json() for c in checks]}
        _print_json(found | ({"mended": mended} if fix else {}))
    else:
        print_checks(checks, mended)
    if not all(c.ok for c in checks):
        raise typer.Exit(1)


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = None,
    open_to_all: Annotated[
        bool, typer.Option("--open-to-all", help="Listen beyond this machine without passwords.")
    ] = False,
) -> None:
    """Serve the chat page and print its address."""
    from scrutiny_rag.assistant import Assistant
    from scrutiny_rag.settings import load_settings

    settings = load_settings(index=index, host=host, port=port, open_to_all=open_to_all or None)
    assistant = Assistant.open(index, settings)
    # Only now: it takes seconds, which nobody should wait for a misspelled folder.
    from scrutiny_rag.web.serving import serve as serve_page

    try:
        serve_page(assistant, settings)
    except OSError as error:
        raise InputError(str(error)) from error


def _filters(
    body: str | None,
    committee: str | None,
    since: str | None,
    until: str | None,
    kind: PaperType | None,
    speaker: str | None,
    paper: str | None,
    *,
    as_asked: bool,
) -> Filters:
    given = {"body": body, "committee": committee, "since": since, "until": until, "type": kind}
    filters = read_filters(given | {"speaker": speaker, "paper": paper})
    return filters.model_copy(update={"without": frozenset({EVERYTHING})}) if as_asked else filters


def _run_batch(
    index: Path | None,
    batch: Path | None,
    out: Path | None,
    filters: Filters,
    question: list[str] | None,
    *,
    answering: bool,
    top_k: int | None,
    as_json: bool,
) -> None:
    from scrutiny_rag.batch import read_questions, run_batch
    from scrutiny_rag.terminal import counting_bar

    if batch is None or out is None or question:
        raise InputError("--batch QUESTIONS.jsonl and --out RESULTS.jsonl go together, without a question.")
    if out.resolve() == batch.resolve():
        raise InputError("--out would overwrite the questions of --batch: give another file.")
    questions = read_questions(batch, filters)
    assistant = open_filled(index)
    with counting_bar(len(questions), shown=not as_json and sys.stderr.isatty()) as on_progress:
        summary = run_batch(
            assistant, questions, out, answering=answering, top_k=top_k, on_progress=on_progress
        )
    if as_json:
        _print_json(summary.to_json())
    else:
        typer.echo(f"{summary.done} done, {len(summary.failed)} failed; results in {out}.", err=True)
    for failure in summary.failed:
        typer.echo(plain(f"{failure.id}: {failure.why}"), err=True)
    if summary.failed:
        raise typer.Exit(1)


app.command()(promise_commands.promises)
app.command()(briefing_commands.briefing)
app.command()(briefing_commands.mcp)
app.command()(demo_commands.demo)
app.command()(extra_commands.fetch)
app.command()(extra_commands.settings)
app.command()(extra_commands.snapshot)
app.command()(extra_commands.restore)
app.command()(extra_commands.password)
app.add_typer(extra_commands.models, name="models")


def main() -> None:
    """Run the command line and exit: 0 done, 1 done with failures that were listed, 2 an error in one line."""
    # A question is a few small products of matrices: numpy's threads would wait for each other for longer.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    run_late(LLAMA_INDEX)
    sys.exit(guard.run(app, sys.argv[1:]))


if __name__ == "__main__":
    main()
