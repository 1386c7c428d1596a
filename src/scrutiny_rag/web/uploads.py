"""Papers that visitors add, remove and have read again; where the settings let them."""

from __future__ import annotations

import filecmp
import logging
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutiny_rag.ingestion.report import IngestReport, OnProgress
from scrutiny_rag.papers.reading import SUPPORTED_SUFFIXES
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.gate import is_loopback
from scrutiny_rag.web.markup import count, escape, plain_date

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant, PaperEntry

log = logging.getLogger(__name__)

MOST_FILES = 20
"""Files that are taken at once."""
_UNSAFE = re.compile(r"[^\w .,()'&+-]+")
_NAME = 120


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file that was added."""

    name: str
    added: bool
    said: str


def uploads_open(settings: Settings) -> bool:
    """Whether visitors may add papers: as the setting says, else where the page listens on this machine alone."""
    return is_loopback(settings.host) if settings.uploads is None else settings.uploads


class Uploads:
    """The folder of papers that visitors added, and what can be done with it."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self._assistant = assistant
        self._settings = settings
        self.folder = settings.uploads_folder

    def names(self) -> list[str]:
        """The papers that visitors added, by name: these alone can be removed."""
        return sorted(entry.paper for entry in self._assistant.papers_below(self.folder).values())

    def add(self, files: Sequence[Path], on_progress: OnProgress | None = None) -> list[Result]:
        """Takes the files into the folder and reads them; a result for each, in order.

        Raises InputError where another job is writing, and OSError where the folder cannot be written. A file that
        cannot be read is not kept.
        """
        results: dict[int, Result] = {}
        kept: dict[int, Path] = {}
        self.folder.mkdir(parents=True, exist_ok=True)
        for number, file in enumerate(files):
            name = safe_name(file.name)
            if why := self._refused(file, name, number):
                results[number] = Result(name, added=False, said=why)
                continue
            place = self.folder / name
            if place.exists() and filecmp.cmp(file, place, shallow=False):
                results[number] = Result(name, added=False, said="It is here already.")
                continue
            shutil.copyfile(file, place)
            kept[number] = place
        if kept:
            report = self._assistant.ingest([self.folder], on_progress, allow_empty=True)
            self._tell(kept, report, results)
        return [results[number] for number in sorted(results)]

    def remove(self, name: str) -> str:
        """Takes a paper that a visitor added out of the index and deletes its file; what was done, in a sentence.

        Raises InputError where another job is writing, and OSError where the file cannot be deleted.
        """
        for file, entry in self._assistant.papers_below(self.folder).items():
            if entry.paper == name:
                file.unlink(missing_ok=True)
                self._assistant.ingest([self.folder], allow_empty=True)
                return f"{name} has left the index, and its file is deleted."
        return "Only papers that were added here can be removed here."

    def read_again(self, on_progress: OnProgress | None = None) -> str:
        """Looks at every place from which papers were read, and reads what changed; what was done, in sentences.

        Raises as `add`.
        """
        places = [place for place in self._assistant.places() if place.exists()]
        if not places:
            return "None of the places that the papers came from is there now."
        report = self._assistant.ingest(places, on_progress)
        words = (
            f"{count(report.added, 'paper')} added, {report.updated:,} changed, {report.removed:,} gone, "
            f"{report.unchanged:,} as they were."
        )
        failed = "".join(f" {failure.paper}: {failure.why}" for failure in report.failed[:MOST_FILES])
        return words + failed

    def _refused(self, file: Path, name: str, number: int) -> str | None:
        most = self._settings.upload_mb
        if number >= MOST_FILES:
            return f"At most {MOST_FILES} files are taken at once: add it by itself."
        if Path(name).suffix.lower() not in SUPPORTED_SUFFIXES:
            kinds = ", ".join(sorted(suffix.removeprefix(".") for suffix in SUPPORTED_SUFFIXES))
            return f"It is no kind of paper that is read ({kinds})."
        size = file.stat().st_size
        if size > most * 1_000_000:
            return f"It has {size / 1e6:,.0f} MB; at most {most} MB are taken."
        return None if size else "It is empty."

    def _tell(self, kept: dict[int, Path], report: IngestReport, results: dict[int, Result]) -> None:
        found = self._assistant.papers_below(self.folder)
        failed = {failure.paper: failure.why for failure in report.failed}
        broken = False
        for number, place in kept.items():
            entry = found.get(place.resolve())
            why = failed.get(entry.paper) if entry else "It was not read; the log of the server may say why."
            if entry is None or why:
                place.unlink(missing_ok=True)
                broken = True
                results[number] = Result(place.name, added=False, said=why or "It could not be read.")
            else:
                results[number] = Result(place.name, added=True, said=_read(entry))
        if broken:
            # What cannot be read is not kept, nor listed among the papers that failed.
            self._assistant.ingest([self.folder], allow_empty=True)


def safe_name(name: str) -> str:
    """A file's name without folders, hidden beginnings and odd characters, and not too long."""
    plain = _UNSAFE.sub("-", Path(name.replace("\\", "/")).name).lstrip(". ").strip() or "paper"
    stem, suffix = Path(plain).stem, Path(plain).suffix
    return f"{stem[: _NAME - len(suffix)]}{suffix}"


def results_html(results: Sequence[Result]) -> str:
    """What became of each file, as a list."""
    if not results:
        return ""
    added = sum(result.added for result in results)
    lines = "".join(
        f'<li class="{"taken" if result.added else "refused"}"><b>{"✓" if result.added else "✕"} '
        f"{escape(result.name)}</b> {escape(result.said)}</li>"
        for result in results
    )
    head = f"<p>{added:,} of {count(len(results), 'file')} added.</p>"
    return f'<div class="taken-list" role="status">{head}<ul>{lines}</ul></div>'


def _read(entry: PaperEntry) -> str:
    if entry.state == "duplicate":
        return f"Taken; it is {entry.why}."
    facts = (
        count(entry.pages, "page") if entry.pages else None,
        count(entry.words, "word"),
        f"dated {plain_date(entry.date)}" if entry.date else "no date stated",
    )
    return f"Read: {', '.join(fact for fact in facts if fact)}."


def told(progress: Any) -> Callable[[Any], None]:
    """What tells `gr.Progress` how far an ingest is; nothing where there is none."""

    def on_progress(done: Any) -> None:
        if progress is not None:
            progress((done.papers_done, done.papers_total), desc="Reading papers", unit="papers")

    return on_progress
