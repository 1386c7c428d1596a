"""The ledger: every paper the index knows, in which state, with its text; SQLite.

The ledger is the truth. A passage in Chroma or in the word index counts only while the ledger says that its
paper is ready, so a job killed half-way leaves nothing that a search can see.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.papers.model import Act, Block, BlockKind, Metadata, Page, Paper, PaperType

SCHEMA_VERSION = 1
PASSAGE_BITS = 20
"""A passage's id is its paper's id shifted by this many bits, plus its ordinal: neighbours differ by one."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS papers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL, state TEXT NOT NULL, why TEXT,
    source TEXT NOT NULL, root TEXT, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL, reader_version INTEGER NOT NULL, manifest TEXT NOT NULL, same_as TEXT,
    title TEXT, body TEXT, committee TEXT, date INTEGER, type TEXT NOT NULL, draft INTEGER, source_url TEXT,
    words INTEGER NOT NULL, passages INTEGER NOT NULL,
    text TEXT NOT NULL, pages TEXT NOT NULL, blocks TEXT NOT NULL, warnings TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS papers_by_name ON papers (name, state);
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY, paper_id INTEGER NOT NULL,
    char_start INTEGER NOT NULL, char_end INTEGER NOT NULL,
    page INTEGER, section TEXT, item TEXT, speaker TEXT, act TEXT, exchange INTEGER
);
CREATE INDEX IF NOT EXISTS passages_by_speaker ON passages (speaker) WHERE speaker IS NOT NULL;
"""


class State(StrEnum):
    """Where a paper's row stands."""

    WRITING = "writing"
    """Being written; not searched; removed when the next job starts."""
    READY = "ready"
    DUPLICATE = "duplicate"
    """The same bytes as the ready paper `same_as`: listed, not embedded again."""
    RETIRED = "retired"
    """Replaced or removed; its passages are waiting to be deleted."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as the job found it."""

    name: str
    source: str
    root: str | None
    size: int
    mtime_ns: int
    manifest: str = ""
    """The paper's manifest row as JSON; "" where it has none."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the ledger, without its text."""

    id: int
    name: str
    state: State
    why: str | None
    source: str
    root: str | None
    size: int
    mtime_ns: int
    sha256: str
    reader_version: int
    manifest: str
    same_as: str | None
    metadata: Metadata
    words: int
    passages: int
    pages: int | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the ledger keeps it."""

    id: int
    paper_id: int
    char_start: int
    char_end: int
    page: int | None
    section: str | None
    item: str | None
    speaker: str | None
    act: str | None
    exchange: int | None


def passage_id(paper_id: int, ordinal: int) -> int:
    """The id of a paper's n-th passage, counted from 0."""
    return (paper_id << PASSAGE_BITS) | ordinal


def as_number(day: date | None) -> int | None:
    """A date as YYYYMMDD, which sorts and compares."""
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day


def as_date(number: int | None) -> date | None:
    """A YYYYMMDD number as a date."""
    return None if number is None else date(number // 10_000, number // 100 % 100, number % 100)


class Ledger:
    """The SQLite file of an index. Safe to use from several threads; readers see only finished work."""

    def __init__(self, path: Path) -> None:
        """Open or make the ledger. Raises IndexFolderError where the file is not one, or is of a newer version."""
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise IndexFolderError(
                f"The index at {path.parent} is damaged ({error}): delete that folder and ingest again."
            ) from error
        version = int(self.fact("schema_version") or SCHEMA_VERSION)
        if version > SCHEMA_VERSION:
            raise IndexFolderError(
                f"The index at {path.parent} was built by a newer scrutiny-rag: upgrade, or ingest into another folder."
            )
        if self.fact("schema_version") is None:
            self.set_fact("schema_version", str(SCHEMA_VERSION))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside take effect together, or none does."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, parameters).fetchall()

    # Facts about the index as a whole.

    def fact(self, name: str) -> str | None:
        """A stored fact, such as the embedding model; None where it was never set."""
        rows = self._rows("SELECT value FROM facts WHERE name = ?", (name,))
        return str(rows[0]["value"]) if rows else None

    def set_fact(self, name: str, value: str) -> None:
        """Store a fact."""
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def generation(self) -> int:
        """A number that grows with every change of what is ready; readers refresh what they cache by it."""
        return int(self.fact("generation") or 0)

    # Papers.

    def rows(self, *states: State) -> list[PaperRow]:
        """Papers in these states (all states where none is named), by name."""
        marks = ",".join("?" * len(states))
        where = f"WHERE state IN ({marks})" if states else ""
        columns = (
            "id, name, state, why, source, root, size, mtime_ns, sha256, reader_version, manifest, same_as, title, body, "
            "committee, date, type, draft, source_url, words, passages, warnings, json_array_length(pages) AS n_pages"
        )
        found = self._rows(f"SELECT {columns} FROM papers {where} ORDER BY name", [str(s) for s in states])
        return [_paper_row(row) for row in found]

    def add(
        self,
        file: SourceFile,
        paper: Paper,
        state: State,
        *,
        reader_version: int,
        why: str | None = None,
        same_as: str | None = None,
    ) -> int:
        """Write a paper's row; returns its id, never used before."""
        meta = paper.metadata
        values = (
            file.name, state, why, file.source, file.root, file.size, file.mtime_ns, paper.sha256,
            reader_version, file.manifest, same_as, meta.title, meta.body, meta.committee, as_number(meta.date), meta.type,
            None if meta.draft is None else int(meta.draft), meta.source_url, len(paper.text.split()), 0,
            paper.text, _pages_json(paper.pages), _blocks_json(paper.blocks), json.dumps(paper.warnings),
        )  # fmt: skip
        marks = ",".join("?" * len(values))
        with self._lock:
            cursor = self._db.execute(f"INSERT INTO papers VALUES (NULL, {marks})", values)
            return int(cursor.lastrowid or 0)

    def add_passages(self, passages: Iterable[PassageRow]) -> None:
        """Write passages and count them on their paper."""
        rows = [
            (p.id, p.paper_id, p.char_start, p.char_end, p.page, p.section, p.item, p.speaker, p.act, p.exchange)
            for p in passages
        ]
        with self._lock:
            self._db.executemany("INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
            for paper_id in {row[1] for row in rows}:
                self._db.execute(
                    "UPDATE papers SET passages = (SELECT count(*) FROM passages WHERE paper_id = ?1) WHERE id = ?1",
                    (paper_id,),
                )

    def set_state(self, ids: Iterable[int], state: State) -> None:
        """Move papers to a state, and let readers know that something changed."""
        with self._lock:
            self._db.executemany("UPDATE papers SET state = ? WHERE id = ?", [(state, i) for i in ids])
            self.set_fact("generation", str(self.generation() + 1))

    def touch(self, paper_id: int, file: SourceFile) -> None:
        """Note a new size, time or place of a file whose bytes are unchanged."""
        with self._lock:
            self._db.execute(
                "UPDATE papers SET size = ?, mtime_ns = ?, source = ?, root = ? WHERE id = ?",
                (file.size, file.mtime_ns, file.source, file.root, paper_id),
            )

    def set_metadata(self, paper_id: int, meta: Metadata, manifest: str) -> None:
        """Replace a paper's metadata and note the manifest row it came from, leaving text and passages."""
        with self._lock:
            self._db.execute(
                "UPDATE papers SET title=?, body=?, committee=?, date=?, type=?, draft=?, source_url=?, manifest=? "
                "WHERE id=?",
                (
                    meta.title, meta.body, meta.committee, as_number(meta.date), meta.type,
                    None if meta.draft is None else int(meta.draft), meta.source_url, manifest, paper_id,
                ),
            )  # fmt: skip
            self.set_fact("generation", str(self.generation() + 1))

    def drop(self, ids: Iterable[int]) -> None:
        """Forget papers and their passages."""
        with self._lock:
            for paper_id in ids:
                self._db.execute("DELETE FROM passages WHERE paper_id = ?", (paper_id,))
                self._db.execute("DELETE FROM papers WHERE id = ?", (paper_id,))

    def paper(self, paper_id: int) -> Paper:
        """A paper with its text and blocks. Raises KeyError where there is none."""
        rows = self._rows("SELECT * FROM papers WHERE id = ?", (paper_id,))
        if not rows:
            raise KeyError(paper_id)
        row = rows[0]
        return Paper(
            name=row["name"],
            text=row["text"],
            pages=tuple(Page(*values) for values in json.loads(row["pages"])),
            blocks=tuple(_block(values) for values in json.loads(row["blocks"])),
            metadata=_metadata(row),
            sha256=row["sha256"],
            warnings=tuple(json.loads(row["warnings"])),
        )

    # Passages.

    def passages(self, ids: Sequence[int]) -> dict[int, PassageRow]:
        """Passages by id; an id that is not there is left out."""
        found: dict[int, PassageRow] = {}
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ",".join("?" * len(some))
            for row in self._rows(f"SELECT * FROM passages WHERE id IN ({marks})", some):
                found[row["id"]] = PassageRow(**dict(row))
        return found

    def passages_of(self, paper_id: int) -> list[PassageRow]:
        """All passages of a paper, in order."""
        rows = self._rows("SELECT * FROM passages WHERE paper_id = ? ORDER BY id", (paper_id,))
        return [PassageRow(**dict(row)) for row in rows]

    def speakers(self) -> list[tuple[str, int]]:
        """Speakers of ready papers with how many passages each has, by name."""
        rows = self._rows(
            "SELECT speaker, count(*) AS n FROM passages JOIN papers ON papers.id = paper_id "
            "WHERE speaker IS NOT NULL AND state = 'ready' GROUP BY speaker ORDER BY speaker"
        )
        return [(row["speaker"], row["n"]) for row in rows]

    def passage_ids_by_speakers(self, speakers: Sequence[str]) -> list[int]:
        """Ids of the passages of these speakers in ready papers, in order."""
        marks = ",".join("?" * len(speakers))
        rows = self._rows(
            "SELECT passages.id FROM passages JOIN papers ON papers.id = paper_id "
            f"WHERE speaker IN ({marks}) AND state = 'ready' ORDER BY passages.id",
            list(speakers),
        )
        return [row["id"] for row in rows]


def _paper_row(row: sqlite3.Row) -> PaperRow:
    return PaperRow(
        id=row["id"],
        name=row["name"],
        state=State(row["state"]),
        why=row["why"],
        source=row["source"],
        root=row["root"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        sha256=row["sha256"],
        reader_version=row["reader_version"],
        manifest=row["manifest"],
        same_as=row["same_as"],
        metadata=_metadata(row),
        words=row["words"],
        passages=row["passages"],
        pages=row["n_pages"] or None,
        warnings=tuple(json.loads(row["warnings"])),
    )


def _metadata(row: sqlite3.Row) -> Metadata:
    return Metadata(
        title=row["title"],
        body=row["body"],
        committee=row["committee"],
        date=as_date(row["date"]),
        type=PaperType(row["type"]),
        draft=None if row["draft"] is None else bool(row["draft"]),
        source_url=row["source_url"],
    )


def _pages_json(pages: Iterable[Page]) -> str:
    return json.dumps([(p.number, p.char_start, p.char_end) for p in pages])


def _blocks_json(blocks: Iterable[Block]) -> str:
    return json.dumps(
        [
            (
                b.kind, b.char_start, b.char_end, b.heading, b.item, b.paragraph, b.speaker, b.role, b.page,
                b.act, b.turn, b.exchange, b.speech_start, b.cells,
            )
            for b in blocks
        ]
    )  # fmt: skip


def _block(values: Sequence[Any]) -> Block:
    kind, start, end, heading, item, paragraph, speaker, role, page, act, turn, exchange, speech, cells = values
    return Block(
        kind=BlockKind(kind),
        char_start=start,
        char_end=end,
        heading=tuple(heading),
        item=item,
        paragraph=paragraph,
        speaker=speaker,
        role=role,
        page=page,
        act=Act(act) if act else None,
        turn=turn,
        exchange=exchange,
        speech_start=speech,
        cells=tuple((title, cell) for title, cell in cells),
    )
