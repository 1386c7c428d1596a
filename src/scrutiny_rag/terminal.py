"""What the command line prints for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.ingestion.report import IngestReport, OnProgress
from scrutiny_rag.ingestion.report import Progress as JobProgress
from scrutiny_rag.missing import Missing
from scrutiny_rag.papers.model import Paper, in_words
from scrutiny_rag.plain import plain as plain
from scrutiny_rag.record.model import Record
from scrutiny_rag.record.objects import items_object
from scrutiny_rag.retrieval.results import Finding, SearchResult
from scrutiny_rag.settings import SettingEntry

if TYPE_CHECKING:
    from scrutiny_rag.assistant import PaperEntry
    from scrutiny_rag.health import Check

console = Console(highlight=False, markup=False, emoji=False)
_SHOWN_CHARACTERS = 400
_WIDEST = 100
"""Longer lines are hard to read, however wide the terminal."""


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


@contextmanager
def counting_bar(total: int, *, shown: bool) -> Iterator[Callable[[int], None] | None]:
    """A progress bar on stderr over `total` questions; None where it is not shown."""
    if not shown:
        yield None
        return
    columns = (TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("ask", total=total)
        yield lambda done: bar.update(task, completed=done)


def print_ingest_report(report: IngestReport) -> None:
    """The counts, then every change of a dry run, warning and failure with its reason."""
    counts = (
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, {report.removed} removed, "
        f"{len(report.failed)} failed"
    )
    if report.dry_run:
        _line(f"Nothing was written. It would be: {counts}.")
    else:
        _line(
            f"{counts}; embedded {report.words:,} words in {report.passages:,} passages, {report.seconds:.1f} s."
        )
    for change in report.changes:
        _line(f"{change.what:8}{change.paper}", hanging=8)
    for warning in report.warnings:
        _line(f"note    {warning}", "yellow", hanging=8)
    for failure in report.failed:
        _line(f"failed  {failure.paper}: {failure.why}", "red", hanging=8)


def print_answer(answer: Answer) -> None:
    """The answer, then its sources with the exact words."""
    _told(answer.understood, answer.findings, answer.notice)
    _line(answer.text, "bold")
    for citation in answer.citations:
        console.print()
        _print_source(citation)
    how = (
        "in the papers' own words"
        if answer.mode == "evidence"
        else f"drafted by {answer.mode.removeprefix('llm:')}"
    )
    if answer.status == "not_found":
        how = f"{len(answer.passages)} passages looked at"
    seconds = answer.timings.retrieve_s + answer.timings.answer_s
    console.print()
    _line(f"{answer.status.replace('_', ' ').capitalize()} · {how} · {seconds:.2f} s", "dim")


def _told(understood: dict[str, str], findings: Sequence[Finding], notice: str | None) -> None:
    """What was read from the question, those that narrow apart from those that only come first, and how to drop it."""
    only = [f"{f.field} {f.in_words()}" for f in findings if f.strength == "strong"]
    first = [f"{f.field} {f.in_words()}" for f in findings if f.strength == "weak"]
    fields = {f.field for f in findings}
    other = [f"{name} {value}" for name, value in understood.items() if name not in fields]
    named = [("only", only), ("first", first), ("as", other)]
    taken = "; ".join(f"{how} {', '.join(values)}" for how, values in named if values)
    if taken:
        drop = " (--as-asked drops this)" if findings else ""
        _line(f"Understood: {taken}{drop}", "dim")
    if notice:
        _line(notice, "yellow")
    if understood or notice:
        console.print()


def _print_source(citation: Citation) -> None:
    mark = f"[{citation.number}] "
    page = f"page {citation.page}" if citation.page else None
    head = _joined(citation.title or citation.paper, citation.body, _day(citation.date), page)
    _line(mark + head, "cyan", hanging=len(mark))
    within = _joined(citation.section, citation.speaker)
    if within:
        _line(within, "dim", indent=" " * len(mark))
    _line(citation.quote, indent=" " * len(mark) + "│ ")
    where = f"{citation.paper}, characters {citation.char_start}–{citation.char_end}"
    _line(where, "dim", indent=" " * len(mark))


def print_search(result: SearchResult) -> None:
    """The passages, best first."""
    _told(result.understood, result.findings, result.notice)
    if not result.passages:
        _line("Nothing was found.")
    for number, passage in enumerate(result.passages, 1):
        if number > 1:
            console.print()
        mark = f"{number}. "
        page = f"page {passage.page}" if passage.page else None
        _line(
            mark + _joined(passage.paper, page, passage.section, passage.speaker), "cyan", hanging=len(mark)
        )
        shown = " ".join(passage.text.split())
        cut = shown if len(shown) <= _SHOWN_CHARACTERS else shown[:_SHOWN_CHARACTERS].rsplit(" ", 1)[0] + " …"
        _line(cut, indent=" " * len(mark))
        if passage.also_in:
            _line(f"The same words stand in {', '.join(passage.also_in)}.", "dim", indent=" " * len(mark))


def print_papers(entries: Sequence[PaperEntry]) -> None:
    """Each paper with its name, its title and what is known of it, then the totals."""
    if not entries:
        _line("The index holds no papers: add some with `scrutiny-rag ingest`.")
        return
    for entry in entries:
        _line(entry.paper, "cyan")
        if entry.title:
            _line(entry.title, indent="    ", hanging=4)
        if entry.state == "failed":
            _line(f"Not read: {entry.why}", "red", indent="    ")
            continue
        kind = entry.type.replace("-", " ") + (", draft" if entry.draft else "")
        body = f"{entry.body} (as its folder's other papers)" if entry.lent_body else entry.body
        known = _joined(body, entry.committee, _day(entry.date), kind)
        size = _count(entry.pages, "page") if entry.pages else None
        _line(_joined(known, size, _count(entry.words, "word"), entry.why), "dim", indent="    ", hanging=4)
    read = [entry for entry in entries if entry.state != "failed"]
    failed = len(entries) - len(read)
    words = sum(entry.words for entry in read if entry.state == "ready")
    console.print()
    _line(
        f"{_count(len(read), 'paper')}, {_count(words, 'word')}"
        + (f"; {failed} could not be read" if failed else "")
    )


def print_missing(missing: Sequence[Missing], manifests: Sequence[str]) -> None:
    """Each paper with what is not known of it, then where a person can say it."""
    if not missing:
        _line("Body and date of every paper are known.")
        return
    for each in missing:
        _line(each.paper, "cyan")
        _line(f"No {' and no '.join(each.lacks)}", "dim", indent="    ")
    console.print()
    for path in manifests:
        _line(f"Fill in {path}, then run `scrutiny-rag ingest` again.")


def paper_object(entry: PaperEntry, paper: Paper, record: Record | None = None) -> dict[str, Any]:
    """The contract's object for one paper: its entry, text, blocks and items."""
    keys = ("kind", "heading", "item", "speaker", "page", "char_start", "char_end")
    blocks = [{key: getattr(block, key) for key in keys} for block in paper.blocks]
    for block in blocks:
        block["heading"] = " › ".join(block["heading"]) or None
    items = items_object(record or Record(), paper.text)
    return entry.to_json() | {"text": paper.text, "blocks": blocks, "items": items}


def print_paper(entry: PaperEntry, paper: Paper) -> None:
    """A paper's metadata and text."""
    for name, value in entry.to_json().items():
        _line(f"{name:10} {'–' if value is None else value}", hanging=11)
    if entry.draft is not None:
        _line(f"{'draft':10} {'yes, to be confirmed' if entry.draft else 'no'}", hanging=11)
    console.print()
    _line(paper.text)


def print_checks(checks: Sequence[Check], mended: Sequence[str] = ()) -> None:
    """One line a mended thing, then one a check."""
    for done in mended:
        _line(f"fixed {done}", "yellow", hanging=6)
    for check in checks:
        mark = "ok    " if check.ok else "fault "
        _line(f"{mark}{check.what}: {check.says}", "green" if check.ok else "red", hanging=6)


def print_settings(entries: Sequence[SettingEntry], unknown: dict[str, str | None]) -> None:
    """Each setting's variable and value, then what it is for; then variables that are no settings."""
    for entry in entries:
        value = "not set" if entry.value is None else str(entry.value)
        changed = entry.value != entry.default
        default = "not set" if entry.default is None else entry.default
        _line(
            f"{entry.variable} = {value}" + (f"  (default: {default})" if changed else ""),
            "bold cyan" if changed else "cyan",
            hanging=4,
        )
        _line(entry.description, indent="    ")
    for name, meant in unknown.items():
        _line(f"{name} is no setting" + (f"; {meant} may be meant." if meant else "."), "yellow")


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _day(iso: str | None) -> str | None:
    """A date as people write it: 4 March 2024."""
    if iso is None:
        return None
    return in_words(date.fromisoformat(iso))


def _line(text: str, style: str = "", *, indent: str = "", hanging: int = 0) -> None:
    """Print `text` wrapped, each line after `indent`, all but the first another `hanging` columns in."""
    width = max(20, min(console.width, _WIDEST) - len(indent) - hanging)
    further = ""
    for paragraph in plain(text).expandtabs(4).split("\n"):
        for line in Text(paragraph, style).wrap(console, width) or [Text()]:
            line.rstrip()
            console.print(Text.assemble((indent + further, "dim"), line), soft_wrap=True)
            further = " " * hanging
