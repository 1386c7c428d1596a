"""The papers that every system of a run searches: from a folder of files, or out of an index."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from scrutiny_rag.errors import InputError, PaperError
from scrutiny_rag.ingestion.discovery import find_files
from scrutiny_rag.papers.model import Metadata, Paper
from scrutiny_rag.papers.reading import read_paper
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import Settings

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant


@dataclass(frozen=True)
class Collection:
    """Papers by name. `unread` says, a sentence each, which files could not be read and why."""

    papers: Mapping[str, Paper]
    folder: Path | None = None
    """Where the files are, where they came from a folder."""
    unread: tuple[str, ...] = field(default=())

    @classmethod
    def from_folder(cls, folder: Path) -> Collection:
        """Reads every paper under `folder`, with its manifest, under the names that an ingestion gives.

        Raises InputError when there is no such folder or no paper in it.
        """
        papers: dict[str, Paper] = {}
        unread: list[str] = []
        for found in find_files([folder], {}):
            name = found.file.name
            try:
                papers[name] = read_paper(found.path, name, found.overrides)
            except PaperError as error:
                unread.append(f"{name}: {error}")
        if not papers:
            raise InputError(f"No paper in {folder} can be read: {unread[0]}")
        return cls(papers, folder, tuple(unread))

    @classmethod
    def open(cls, folder: Path | None, index: Path | None, settings: Settings | None = None) -> Collection:
        """The papers of `folder`, or else of `index` (default: the settings' index). Raises InputError."""
        if folder is not None:
            return cls.from_folder(folder)
        from scrutiny_rag.assistant import Assistant

        assistant = Assistant.open(index, settings)
        try:
            return cls.from_index(assistant)
        finally:
            assistant.close()

    @classmethod
    def from_index(cls, assistant: Assistant) -> Collection:
        """The papers as the index keeps them."""
        names = [entry.paper for entry in assistant.papers() if entry.state == "ready"]
        return cls({name: assistant.paper(name) for name in names})

    def __iter__(self) -> Iterator[Paper]:
        return iter(self.papers.values())

    def __len__(self) -> int:
        return len(self.papers)

    @cached_property
    def _by_file_name(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for name in self.papers:
            short = PurePosixPath(name).name
            found[short] = None if short in found else name
        return found

    def resolve(self, name: str) -> str | None:
        """The paper that `name` means: the same name, or the one paper with that file name; else None."""
        if name in self.papers:
            return name
        return self._by_file_name.get(PurePosixPath(name).name)

    def text(self, name: str) -> str:
        """The paper's text; "" where there is no such paper."""
        known = self.resolve(name)
        return self.papers[known].text if known else ""

    @property
    def words(self) -> int:
        """Words (runs of non-space characters) in all papers."""
        return sum(len(re.findall(r"\S+", paper.text)) for paper in self)

    def allowed(self, filters: Filters) -> frozenset[str]:
        """Names of the papers that the filters let through; a speaker filter lets all through."""
        return frozenset(
            name for name, paper in self.papers.items() if self._passes(name, paper.metadata, filters)
        )

    def _passes(self, name: str, metadata: Metadata, filters: Filters) -> bool:
        def same(wanted: str | None, had: str | None) -> bool:
            return wanted is None or (had or "").casefold() == wanted.casefold()

        day = metadata.date
        return (
            (filters.paper is None or self.resolve(filters.paper) == name)
            and same(filters.body, metadata.body)
            and same(filters.committee, metadata.committee)
            and (filters.type is None or filters.type == metadata.type)
            and (filters.since is None or (day is not None and day >= filters.since))
            and (filters.until is None or (day is not None and day <= filters.until))
        )

    @cached_property
    def sha256(self) -> str:
        """Changes when a paper's name or text does."""
        digest = hashlib.sha256()
        for name in sorted(self.papers):
            for part in (name, self.papers[name].text):
                digest.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
        return digest.hexdigest()
