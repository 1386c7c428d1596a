"""The ledger: every paper the index knows, in which state, with its text; SQLite.

The ledger is the truth. A passage in Chroma or in the word index counts only while the ledger says that its
paper is live, so a job killed half-way leaves nothing that a search can see.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter

from scrutiny_rag.papers.model import Metadata, Paper
from scrutiny_rag.store.database import Database
from scrutiny_rag.store.encoding import (
    METADATA_COLUMNS,
    blocks_json,
    metadata_values,
    pages_json,
    paper_from,
    paper_row_from,
)
from scrutiny_rag.store.rows import LIVE as LIVE
from scrutiny_rag.store.rows import PASSAGE_BITS as PASSAGE_BITS
from scrutiny_rag.store.rows import PaperRow as PaperRow
from scrutiny_rag.store.rows import PassageRow as PassageRow
from scrutiny_rag.store.rows import SourceFile as SourceFile
from scrutiny_rag.store.rows import State as State
from scrutiny_rag.store.rows import passage_id as passage_id
from scrutiny_rag.store.schema import PASSAGE_COLUMNS, ROW_COLUMNS

_values = attrgetter(*(field.name for field in fields(PassageRow)))
_IS_LIVE = "state IN ('ready', 'superseded')"


class Ledger(Database):
    """The SQLite file of an index. Safe to use from several threads; readers see only finished work."""

    # Facts about the index as a whole.

    def fact(self, name: str) -> str | None:
        """A stored fact, such as the embedding model; None where it was never set."""
        rows = self.select("SELECT value FROM facts WHERE name = ?", (name,))
        return str(rows[0]["value"]) if rows else None

    def newest_fact(self, name: str) -> str | None:
        """The same of the ledger that lies there now: another may have taken its place. Raises IndexFolderError."""
        self.check()
        return self.fact(name)

    def set_fact(self, name: str, value: str) -> None:
        """Store a fact."""
        self.write("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(name, value)])

    def generation(self) -> int:
        """A number that grows with every change of what is listed; readers refresh what they cache by it.

        Asked before each search, so the file is looked at: raises IndexFolderError where it is damaged.
        """
        self.check()
        return int(self.fact("generation") or 0)

    def _changed(self) -> None:
        self.write(
            "INSERT INTO facts VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET value = value + 1",
            [("generation",)],
        )

    # Papers.

    def rows(self, *states: State) -> list[PaperRow]:
        """Papers in these states (all states where none is named), by name."""
        marks = ",".join("?" * len(states))
        where = f"WHERE state IN ({marks})" if states else ""
        sql = f"SELECT {ROW_COLUMNS} FROM papers {where} ORDER BY name, id"
        return [paper_row_from(row) for row in self.select(sql, [str(state) for state in states])]

    def add(
        self,
        file: SourceFile,
        paper: Paper,
        state: State,
        *,
        reader_version: int,
        recipe: str = "",
        why: str | None = None,
        same_as: str | None = None,
        sketch: bytes = b"",
        words: int | None = None,
    ) -> int:
        """Write a paper's row; returns its id, never used before. `words` is counted where it is not given."""
        values = (
            file.name, state, why, file.source, file.root, file.size, file.mtime_ns, paper.sha256,
            reader_version, file.manifest, same_as, *metadata_values(paper.metadata),
            len(paper.text.split()) if words is None else words, 0, paper.text, pages_json(paper.pages),
            blocks_json(paper.blocks), json.dumps(paper.warnings), recipe, sketch,
        )  # fmt: skip
        marks = ",".join("?" * len(values))
        with self.lock, self.explained():
            self.break_seal()
            cursor = self.opened().execute(f"INSERT INTO papers VALUES (NULL, {marks})", values)
            self._changed()
            return int(cursor.lastrowid or 0)

    def add_passages(self, passages: Iterable[PassageRow]) -> None:
        """Write passages and count them on their paper."""
        rows = [_values(passage) for passage in passages]
        self.write("INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
        self.write(
            "UPDATE papers SET passages = (SELECT count(*) FROM passages WHERE paper_id = ?1) WHERE id = ?1",
            [(paper_id,) for paper_id in sorted({row[1] for row in rows})],
        )

    def set_state(self, ids: Iterable[int], state: State) -> None:
        """Move papers to a state, and let readers know that something changed."""
        self.write("UPDATE papers SET state = ? WHERE id = ?", [(state, i) for i in ids])
        self._changed()

    def set_better(self, better: Mapping[int, str | None]) -> None:
        """Name the better paper of live papers: one with a name is superseded, one with None is ready."""
        rows = [
            (State.SUPERSEDED if name else State.READY, name, paper_id) for paper_id, name in better.items()
        ]
        self.write(f"UPDATE papers SET state = ?, same_as = ? WHERE id = ? AND {_IS_LIVE}", rows)
        self._changed()

    def touch(self, paper_id: int, file: SourceFile) -> None:
        """Note a new name, size, time or place of a file whose bytes are unchanged."""
        old = self.select("SELECT name FROM papers WHERE id = ?", (paper_id,))
        self.write(
            "UPDATE papers SET name = ?, size = ?, mtime_ns = ?, source = ?, root = ? WHERE id = ?",
            [(file.name, file.size, file.mtime_ns, file.source, file.root, paper_id)],
        )
        if old and old[0]["name"] != file.name:
            self.write("UPDATE papers SET same_as = ? WHERE same_as = ?", [(file.name, old[0]["name"])])
            self._changed()

    def set_metadata(
        self,
        paper_id: int,
        meta: Metadata,
        manifest: str,
        *,
        reader_version: int | None = None,
        recipe: str | None = None,
    ) -> None:
        """Replace a paper's metadata and note where it came from, leaving text and passages."""
        columns = ", ".join(f"{column} = ?" for column in METADATA_COLUMNS)
        self.write(
            f"UPDATE papers SET {columns}, manifest = ?, reader_version = coalesce(?, reader_version), "
            "recipe = coalesce(?, recipe) WHERE id = ?",
            [(*metadata_values(meta), manifest, reader_version, recipe, paper_id)],
        )
        self._changed()

    def inherit(self, paper_id: int, heir: PaperRow) -> None:
        """Give a paper's text and passages to its duplicate `heir`, whose own row goes."""
        file = SourceFile(heir.name, heir.source, heir.root, heir.size, heir.mtime_ns)
        with self.transaction():
            self.drop([heir.id])
            self.touch(paper_id, file)
            self.set_metadata(paper_id, heir.metadata, heir.manifest)

    def requeue(self, ids: Iterable[int]) -> None:
        """Have papers read and cut again by the next job, leaving them in search until then."""
        self.write("UPDATE papers SET recipe = '', reader_version = -1 WHERE id = ?", [(i,) for i in ids])

    def drop(self, ids: Iterable[int]) -> None:
        """Forget papers and their passages."""
        keys = [(paper_id,) for paper_id in ids]
        self.write("DELETE FROM passages WHERE paper_id = ?", keys)
        self.write("DELETE FROM papers WHERE id = ?", keys)
        if keys:
            self._changed()

    def paper(self, paper_id: int) -> Paper:
        """A paper with its text and blocks. Raises KeyError where there is none."""
        rows = self.select("SELECT * FROM papers WHERE id = ?", (paper_id,))
        if not rows:
            raise KeyError(paper_id)
        return paper_from(rows[0])

    def sketches(self) -> dict[int, bytes]:
        """The sketches of live papers by id."""
        found = self.select(f"SELECT id, sketch FROM papers WHERE {_IS_LIVE}")
        return {row["id"]: bytes(row["sketch"]) for row in found}

    def highest_id(self) -> int:
        """The highest id that a paper ever had; the next one's is higher."""
        rows = self.select("SELECT seq FROM sqlite_sequence WHERE name = 'papers'")
        return int(rows[0]["seq"]) if rows else 0

    def counts(self) -> dict[str, float]:
        """How many papers are in each state."""
        self.check()
        return {
            row["state"]: row["n"]
            for row in self.select("SELECT state, count(*) AS n FROM papers GROUP BY state")
        }

    # Passages.

    def has_passages(self) -> bool:
        """Whether any passage was ever written and is still there."""
        return bool(self.select("SELECT 1 FROM passages LIMIT 1"))

    def passages(self, ids: Sequence[int]) -> dict[int, PassageRow]:
        """Passages by id; an id that is not there is left out."""
        found: dict[int, PassageRow] = {}
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ",".join("?" * len(some))
            for row in self.select(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id IN ({marks})", some):
                found[row[0]] = PassageRow(*row)
        return found

    def passages_of(self, paper_id: int) -> list[PassageRow]:
        """All passages of a paper, in order."""
        rows = self.select(
            f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE paper_id = ? ORDER BY id", (paper_id,)
        )
        return [PassageRow(*row) for row in rows]

    def live_passage_ids(self) -> list[int]:
        """Ids of the passages of live papers, in order."""
        rows = self.select(
            "SELECT passages.id FROM passages JOIN papers ON papers.id = paper_id "
            f"WHERE {_IS_LIVE} ORDER BY passages.id"
        )
        return [row["id"] for row in rows]

    def speakers(self) -> list[tuple[str, int]]:
        """Speakers of live papers with how many passages each has, by name."""
        rows = self.select(
            "SELECT speaker, count(*) AS n FROM passages JOIN papers ON papers.id = paper_id "
            f"WHERE speaker IS NOT NULL AND {_IS_LIVE} GROUP BY speaker ORDER BY speaker"
        )
        return [(row["speaker"], row["n"]) for row in rows]

    def passage_ids_by_speakers(self, speakers: Sequence[str]) -> list[int]:
        """Ids of the passages of these speakers in live papers, in order."""
        # In two steps: the index of speakers alone gives the ids, without a look at each passage's paper.
        live = {row[0] for row in self.select(f"SELECT id FROM papers WHERE {_IS_LIVE}")}
        marks = ",".join("?" * len(speakers))
        rows = self.select(f"SELECT id FROM passages WHERE speaker IN ({marks})", list(speakers))
        return sorted(row[0] for row in rows if row[0] >> PASSAGE_BITS in live)
