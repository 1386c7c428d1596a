"""What a job has to do: files against ledger, nothing read but the bytes of files that look changed."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

from scrutiny_rag.ingestion.discovery import FoundFile, find_files, printable
from scrutiny_rag.ingestion.report import Change, Failure, IngestReport
from scrutiny_rag.papers.manifest import ManifestRow
from scrutiny_rag.papers.reading import MOST_BYTES, READER_VERSION
from scrutiny_rag.store.rows import LIVE, PaperRow, State

SPLITTER_VERSION = 3
"""Goes up whenever `passages` cuts or embeds the same blocks otherwise: older papers are then cut again."""


_BY_OCR = "+ocr"
_ENDS_BYTES = 1_000_000
"""What is looked at of the beginning and the end of a file that is too large to be read."""


def recipe_for(passage_tokens: int, *, ocr: bool = False) -> str:
    """What a ledger notes of how its papers were cut, and whether scanned pages were read."""
    return f"{SPLITTER_VERSION}/{passage_tokens}{_BY_OCR if ocr else ''}"


def cut_alike(one: str, other: str) -> bool:
    """True where two recipes cut the same blocks the same way."""
    return one.removesuffix(_BY_OCR) == other.removesuffix(_BY_OCR)


@dataclass(frozen=True, slots=True)
class Task:
    """A file, with the row that the ledger has for it."""

    found: FoundFile
    row: PaperRow | None
    same_bytes: bool = False
    """True where the file's bytes are those that the row was made from."""


@dataclass(slots=True)
class Plan:
    """What a job has to do."""

    recipe: str
    """How papers are cut; a paper that was cut by another recipe is cut again."""
    todo: list[Task] = field(default_factory=list)
    """Files to read: new, changed, with another manifest row, or read or cut by an older version."""
    unchanged: list[Task] = field(default_factory=list)
    """Files that the index is up to date with, failed ones included."""
    gone: list[PaperRow] = field(default_factory=list)
    """Papers whose files are no longer there."""
    heirs: list[tuple[PaperRow, PaperRow]] = field(default_factory=list)
    """Papers that go or change, each with the duplicate that takes over its text and passages."""
    unlisted: dict[Path, str] = field(default_factory=dict)
    """Folders that could not be opened and files that cannot be named, with the reason."""
    warnings: list[str] = field(default_factory=list)
    """What a person should know of the manifests, a sentence each."""
    originals: dict[str, str] = field(default_factory=dict)
    """The papers that keep their bytes, by SHA-256: another file with these is their duplicate."""


def make_plan(
    rows: Sequence[PaperRow], paths: Sequence[Path], recipe: str, *, allow_empty: bool = False
) -> Plan:
    """Compare the files at `paths` with the listed papers of the ledger.

    With `allow_empty` all papers leave that are listed from a place where none is now. Raises as `find_files`.
    """
    plan = Plan(recipe)
    found = find_files(
        paths,
        {row.name: row.source for row in rows},
        plan.unlisted,
        allow_empty=allow_empty,
        warnings=plan.warnings,
    )
    tasks = _matched(found, rows)
    matched = {task.row.id: task for task in tasks if task.row is not None}
    names = {task.found.file.name for task in tasks}
    folders = [path.resolve() for path in paths if not path.is_file()]
    for row in rows:
        if row.id in matched:
            continue
        # A name that a file of this job bears cannot stay another's, whose own file is then gone.
        below = any(Path(row.source).is_relative_to(folder) for folder in folders)
        unknown = any(Path(row.source).is_relative_to(folder) for folder in plan.unlisted)
        if row.name in names or (below and not unknown):
            plan.gone.append(row)
    gone = {row.id for row in plan.gone}

    def keeps(row: PaperRow) -> bool:
        return row.id not in gone and (row.id not in matched or matched[row.id].same_bytes)

    def name_now(row: PaperRow) -> str:
        # A file that was moved may have a new name, and another file its old one.
        return matched[row.id].found.file.name if row.id in matched else row.name

    plan.originals = {row.sha256: name_now(row) for row in rows if row.state in LIVE and keeps(row)}
    for row in rows:
        if row.state not in LIVE or keeps(row):
            continue
        same = (r for r in rows if r.state is State.DUPLICATE and r.sha256 == row.sha256 and keeps(r))
        for heir in itertools.islice(same, 1):
            plan.heirs.append((row, heir))
            plan.originals[row.sha256] = name_now(heir)
    for task in tasks:
        (plan.unchanged if _is_current(task, plan) else plan.todo).append(task)
    return plan


def dry_run(plan: Plan) -> IngestReport:
    """What a job would report, as far as it can be known without reading the files."""
    report = IngestReport(dry_run=True, failed=unlisted_files(plan), warnings=plan.warnings)
    for gone in plan.gone:
        report.removed += gone.state is not State.FAILED
        report.changes.append(Change(paper=gone.name, what="remove"))
    for task in plan.unchanged:
        count_unchanged(task, report)
    for task in plan.todo:
        name, row = task.found.file.name, task.row
        if row is None or row.state is State.FAILED:
            report.added += 1
            report.changes.append(Change(paper=name, what="add"))
        else:
            report.updated += 1
            same_reading = row.reader_version == READER_VERSION and cut_alike(row.recipe, plan.recipe)
            what: Literal["refresh", "update"] = "refresh" if task.same_bytes and same_reading else "update"
            report.changes.append(Change(paper=name, what=what))
    report.changes.sort(key=lambda change: change.paper)
    return report


def unlisted_files(plan: Plan) -> list[Failure]:
    """The folders that could not be opened and the files that cannot be named, as failures."""
    return [Failure(paper=printable(path.name), why=why) for path, why in sorted(plan.unlisted.items())]


def count_unchanged(task: Task, report: IngestReport) -> None:
    """Count a file that needs nothing; one that failed before, and is as it was, is listed again."""
    row = task.row
    if row is not None and row.state is State.FAILED:
        report.failed.append(Failure(paper=task.found.file.name, why=row.why or "It could not be read."))
    else:
        report.unchanged += 1


def _matched(found: Sequence[FoundFile], rows: Iterable[PaperRow]) -> list[Task]:
    """Every file with its row: the one of the same path, else of the same name, for a file that was moved."""
    by_source = {row.source: row for row in rows}
    by_name = {row.name: row for row in rows}
    here = {file.file.source for file in found}
    tasks = []
    for file in found:
        row = by_source.get(file.file.source)
        if row is None:
            moved = by_name.get(file.file.name)
            row = moved if moved is not None and moved.source not in here else None
        if row is not None and not file.manifest_known:
            file = _as_said_before(file, row)
        tasks.append(Task(file, row, row is not None and _same_bytes(file, row)))
    return tasks


def _as_said_before(file: FoundFile, row: PaperRow) -> FoundFile:
    """A file with what an earlier manifest said of it, in place of one that cannot be read."""
    if file.overrides is not None or not row.manifest:
        return file
    source = replace(file.file, manifest=row.manifest)
    return replace(file, file=source, overrides=cast("ManifestRow", json.loads(row.manifest)))


def _same_bytes(found: FoundFile, row: PaperRow) -> bool:
    file = found.file
    if not row.sha256 or row.size != file.size:
        return False
    if (row.mtime_ns, row.source) == (file.mtime_ns, file.source):
        return True
    return row.sha256 == sha256_of(found.path)


def _is_current(task: Task, plan: Plan) -> bool:
    row, file, recipe = task.row, task.found.file, plan.recipe
    if row is None or not task.same_bytes:
        return False
    if (row.reader_version, row.manifest) != (READER_VERSION, file.manifest):
        return False
    if not cut_alike(row.recipe, recipe) or _ocr_may_help(row, recipe):
        return False
    if row.state is not State.DUPLICATE:
        return True
    # The heir of the paper that this is a copy of has its text by the time the job comes to it.
    heir = next((heir.name for gone, heir in plan.heirs if gone.name == row.same_as), row.same_as)
    return plan.originals.get(row.sha256) in (heir, row.name)


def _ocr_may_help(row: PaperRow, recipe: str) -> bool:
    """A paper that failed, or has pages that could not be read, is read again once OCR is to be had."""
    tried = row.recipe.endswith(_BY_OCR) or not recipe.endswith(_BY_OCR)
    return not tried and (row.state is State.FAILED or bool(row.warnings))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal; "" where it cannot be opened, so that it is tried again.

    Of a file that is too large to be read, of its beginning, its end and its size: it could take minutes.
    """
    if not path.is_file():
        return ""  # a pipe would be waited for without end
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            if size <= MOST_BYTES:
                return hashlib.file_digest(file, "sha256").hexdigest()
            digest = hashlib.sha256(f"{size} ".encode() + file.read(_ENDS_BYTES))
            file.seek(-_ENDS_BYTES, os.SEEK_END)
            digest.update(file.read(_ENDS_BYTES))
            return digest.hexdigest()
    except OSError:
        return ""
