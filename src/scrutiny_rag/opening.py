"""Assistants for the command line: each command opens the index as it needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from scrutiny_rag.errors import InputError

if TYPE_CHECKING:
    # Imported where it is used: the models' libraries take seconds, and --help needs none of them.
    from scrutiny_rag.assistant import Assistant


def open_assistant(index: Path | None, *, create: bool = False) -> Assistant:
    """The assistant of an index folder (default: the settings'). Raises as `Assistant.open`."""
    from scrutiny_rag.assistant import Assistant

    return Assistant.open(index, create=create)


@contextmanager
def opened_to_write(index: Path | None, *, dry_run: bool) -> Iterator[Assistant]:
    """An assistant to ingest with; for a dry run where there is no index, of one that goes again."""
    from scrutiny_rag.settings import load_settings
    from scrutiny_rag.store.index import Index

    if not dry_run or Index.exists(index or load_settings().index):
        yield open_assistant(index, create=True)
        return
    with TemporaryDirectory() as folder, closing(open_assistant(Path(folder), create=True)) as assistant:
        yield assistant


def open_filled(index: Path | None) -> Assistant:
    """An assistant with something to search. Raises InputError where there is nothing, and as `Assistant.open`."""
    assistant = open_assistant(index)
    if not any(entry.passages for entry in assistant.papers()):
        raise InputError(
            "The index holds no papers that can be searched: add some with `scrutiny-rag ingest`."
        )
    return assistant
