"""Pages, blocks and metadata of a paper as they stand in the ledger."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from scrutiny_rag.papers.model import Act, Block, BlockKind, Metadata, Page, Paper, PaperType
from scrutiny_rag.store.rows import PaperRow, State, as_date, as_number

METADATA_COLUMNS = ("title", "body", "committee", "date", "type", "draft", "source_url")


def metadata_values(meta: Metadata) -> tuple[Any, ...]:
    """The values of METADATA_COLUMNS."""
    draft = None if meta.draft is None else int(meta.draft)
    return (
        meta.title, meta.body, meta.committee, as_number(meta.date), str(meta.type), draft, meta.source_url,
    )  # fmt: skip


def metadata_from(row: sqlite3.Row) -> Metadata:
    """A row's metadata."""
    return Metadata(
        title=row["title"],
        body=row["body"],
        committee=row["committee"],
        date=as_date(row["date"]),
        type=PaperType(row["type"]),
        draft=None if row["draft"] is None else bool(row["draft"]),
        source_url=row["source_url"],
    )


def paper_row_from(row: sqlite3.Row) -> PaperRow:
    """A row of the papers table, without its text; `n_pages` is its number of pages."""
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
        metadata=metadata_from(row),
        words=row["words"],
        passages=row["passages"],
        pages=row["n_pages"] or None,
        warnings=tuple(json.loads(row["warnings"])),
        recipe=row["recipe"],
    )


def paper_from(row: sqlite3.Row) -> Paper:
    """A whole row of the papers table, as the paper it holds."""
    return Paper(
        name=row["name"],
        text=row["text"],
        pages=tuple(Page(*values) for values in json.loads(row["pages"])),
        blocks=tuple(_block(values) for values in json.loads(row["blocks"])),
        metadata=metadata_from(row),
        sha256=row["sha256"],
        warnings=tuple(json.loads(row["warnings"])),
    )


def pages_json(pages: Iterable[Page]) -> str:
    """Pages as JSON."""
    return json.dumps([(p.number, p.char_start, p.char_end) for p in pages])


def blocks_json(blocks: Iterable[Block]) -> str:
    """Blocks as JSON."""
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
    kind, start, end, heading, item, paragraph, speaker, role, page, act, turn, exchange, speech, cells = (
        values
    )
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
