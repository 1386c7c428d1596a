"""The ledger's tables, and how those of an older version become today's."""

from __future__ import annotations

import sqlite3

SCHEMA_VERSION = 4

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS papers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL, state TEXT NOT NULL, why TEXT,
    source TEXT NOT NULL, root TEXT, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL, reader_version INTEGER NOT NULL, manifest TEXT NOT NULL, same_as TEXT,
    title TEXT, body TEXT, committee TEXT, date INTEGER, type TEXT NOT NULL, draft INTEGER, source_url TEXT,
    words INTEGER NOT NULL, passages INTEGER NOT NULL,
    text TEXT NOT NULL, pages TEXT NOT NULL, blocks TEXT NOT NULL, warnings TEXT NOT NULL,
    recipe TEXT NOT NULL DEFAULT '', sketch BLOB NOT NULL DEFAULT x''
);
CREATE INDEX IF NOT EXISTS papers_by_name ON papers (name, state);
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY, paper_id INTEGER NOT NULL,
    char_start INTEGER NOT NULL, char_end INTEGER NOT NULL,
    page INTEGER, section TEXT, item TEXT, speaker TEXT, act TEXT, exchange INTEGER
);
CREATE INDEX IF NOT EXISTS passages_by_paper ON passages (paper_id);
CREATE INDEX IF NOT EXISTS passages_by_speaker ON passages (speaker) WHERE speaker IS NOT NULL;
CREATE TABLE IF NOT EXISTS records (paper_id INTEGER PRIMARY KEY, version TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    paper_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, number TEXT, title TEXT,
    char_start INTEGER NOT NULL, char_end INTEGER NOT NULL,
    first_block INTEGER NOT NULL, end_block INTEGER NOT NULL, PRIMARY KEY (paper_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS acts (
    paper_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, item INTEGER NOT NULL, kind TEXT NOT NULL,
    char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, rule TEXT NOT NULL, who TEXT, owner TEXT,
    due INTEGER, due_text TEXT, votes TEXT, outcome TEXT, links TEXT NOT NULL, quote TEXT NOT NULL,
    PRIMARY KEY (paper_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS promises (id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, value TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS acts_by_kind ON acts (kind, paper_id);
"""
_FROM_VERSION_1 = (
    "ALTER TABLE papers ADD COLUMN recipe TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE papers ADD COLUMN sketch BLOB NOT NULL DEFAULT x''",
)

ROW_COLUMNS = (
    "id, name, state, why, source, root, size, mtime_ns, sha256, reader_version, manifest, same_as, "
    "title, body, committee, date, type, draft, source_url, words, passages, warnings, recipe, "
    "json_array_length(pages) AS n_pages"
)
"""All columns of a paper but its text, for `encoding.paper_row_from`."""

PASSAGE_COLUMNS = "id, paper_id, char_start, char_end, page, section, item, speaker, act, exchange"
"""All columns of a passage, in the order of `PassageRow`'s fields."""


def version_of(db: sqlite3.Connection) -> int | None:
    """The version of a ledger's tables; None where it has none yet. Raises sqlite3.DatabaseError for junk."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'facts'").fetchone():
        return None
    row = db.execute("SELECT value FROM facts WHERE name = 'schema_version'").fetchone()
    if row is None:
        return None
    if not str(row[0]).isdigit():
        raise sqlite3.DatabaseError("its version is no number")
    return int(row[0])


def make_tables(db: sqlite3.Connection, version: int | None) -> None:
    """Make the tables, or bring those of `version` up to date; to be called inside a transaction."""
    for statement in _TABLES.split(";"):
        db.execute(statement)
    if version == 1:
        for statement in _FROM_VERSION_1:
            db.execute(statement)
    db.execute("INSERT OR REPLACE INTO facts VALUES ('schema_version', ?)", (str(SCHEMA_VERSION),))
