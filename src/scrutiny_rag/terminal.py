"""What the command line prints for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.assistant import PaperEntry
from scrutiny_rag.health import Check
from scrutiny_rag.ingestion.report import IngestReport, OnProgress
from scrutiny_rag.ingestion.report import Progress as JobProgress
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.retrieval.results import SearchResult

console = Console(highlight=False)
_SHOWN_CHARACTERS = 400


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[OnProgress | None]:
    """A progress bar on stderr with papers, words a second and time left; None where it is not shown."""
    if not shown:
        yield None
        return
    columns = (
        TextColumn("Ingesting"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("ingest", total=None, rate="")

        def on_progress(job: JobProgress) -> None:
            elapsed = bar.tasks[0].elapsed or 0
            rate = f"{job.words / elapsed:,.0f} words/s" if elapsed > 1 and job.words else ""
            bar.update(task, total=job.papers_total, completed=job.papers_done, rate=rate)

        yield on_progress


def print_ingest_report(report: IngestReport) -> None:
    """The counts, then every warning and failure with its reason."""
    console.print(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, {report.removed} removed, "
        f"{len(report.failed)} failed: {report.words:,} words in {report.passages:,} passages, {report.seconds:.1f} s."
    )
    for warning in report.warnings:
        console.print(f"[yellow]note[/]  {escape(warning)}")
    for failure in report.failed:
        console.print(f"[red]failed[/]  {escape(failure.paper)}: {escape(failure.why)}")


def print_answer(answer: Answer) -> None:
    """The answer, then its sources with the exact words."""
    if answer.understood:
        taken = ", ".join(f"{name}: {value}" for name, value in answer.understood.items())
        console.print(Text(f"Searched with {taken}", style="dim"))
    if answer.notice:
        console.print(Text(answer.notice, style="yellow"))
    console.print(Text(answer.text, style="bold" if answer.status == "not_found" else ""))
    for citation in answer.citations:
        console.print()
        console.print(_source(citation))
    how = (
        "in the papers' own words"
        if answer.mode == "evidence"
        else f"drafted by {answer.mode.removeprefix('llm:')}"
    )
    seconds = answer.timings.retrieve_s + answer.timings.answer_s
    console.print(Text(f"\n{answer.status.replace('_', ' ')} · {how} · {seconds:.2f} s", style="dim"))


def _source(citation: Citation) -> Group:
    parts = (
        citation.title or citation.paper,
        citation.body,
        citation.date,
        f"page {citation.page}" if citation.page else None,
        citation.section,
        citation.speaker,
    )
    head = Text(f"[{citation.number}] " + " · ".join(part for part in parts if part), style="cyan")
    where = Text(f"{citation.paper}, characters {citation.char_start}–{citation.char_end}", style="dim")
    return Group(head, Padding(Text(citation.quote), (0, 0, 0, 4)), Padding(where, (0, 0, 0, 4)))


def print_search(result: SearchResult) -> None:
    """The passages, best first."""
    if result.notice:
        console.print(Text(result.notice, style="yellow"))
    if not result.passages:
        console.print("Nothing was found.")
    for number, passage in enumerate(result.passages, 1):
        parts = (
            passage.paper,
            f"page {passage.page}" if passage.page else None,
            passage.section,
            passage.speaker,
        )
        console.print(Text(f"{number}. " + " · ".join(p for p in parts if p), style="cyan"))
        shown = " ".join(passage.text.split())
        cut = shown if len(shown) <= _SHOWN_CHARACTERS else shown[:_SHOWN_CHARACTERS].rsplit(" ", 1)[0] + " …"
        console.print(Padding(Text(cut), (0, 0, 1, 3)))


def print_papers(entries: Sequence[PaperEntry]) -> None:
    """One row a paper."""
    if not entries:
        console.print("The index holds no papers: add some with `scrutiny-rag ingest`.")
        return
    table = Table(
        "paper", "title", "body", "committee", "date", "type", "words", "state", box=None, pad_edge=False
    )
    for e in entries:
        cells = (e.paper, e.title, e.body, e.committee, e.date, e.type, f"{e.words:,}", e.state)
        table.add_row(*(escape(cell or "") for cell in cells))
    console.print(table)


def paper_object(entry: PaperEntry, paper: Paper) -> dict[str, Any]:
    """The contract's object for one paper: its entry, text and blocks."""
    keys = ("kind", "heading", "item", "speaker", "page", "char_start", "char_end")
    blocks = [{key: value for key, value in asdict(block).items() if key in keys} for block in paper.blocks]
    for block in blocks:
        block["heading"] = " › ".join(block["heading"]) or None
    return entry.to_json() | {"text": paper.text, "blocks": blocks}


def print_paper(entry: PaperEntry, paper: Paper) -> None:
    """A paper's metadata and text."""
    for name, value in entry.to_json().items():
        console.print(f"[dim]{name:10}[/] {escape(str(value)) if value is not None else '–'}")
    console.print()
    console.print(Text(paper.text))


def print_checks(checks: Sequence[Check]) -> None:
    """One line a check."""
    for check in checks:
        mark = "[green]ok[/]  " if check.ok else "[red]fault[/]"
        console.print(f"{mark} {escape(check.what)}: {escape(check.says)}")
