"""What the index holds: its papers, how many, of which bodies and dates."""

from __future__ import annotations

import re

from scrutiny_rag.papers.model import in_words
from scrutiny_rag.retrieval.scope import Catalogue, Scope
from scrutiny_rag.store.rows import PaperRow

_MOST = 25
_COUNTED = re.compile(r"\bhow many\b", re.IGNORECASE)


def describe(question: str, catalogue: Catalogue, scope: Scope) -> str:
    """What the papers in `scope` are, in words: how many, and each with its date where they are few enough to list."""
    rows = [row for i, row in catalogue.papers.items() if scope.papers is None or i in scope.papers]
    if not rows:
        return "No paper in the index fits."
    days = sorted(row.metadata.date for row in rows if row.metadata.date)
    count = "1 paper" if len(rows) == 1 else f"{len(rows):,} papers"
    said = f"The index holds {count}"
    bodies = sorted({row.metadata.body for row in rows if row.metadata.body})
    if bodies and len(bodies) <= _MOST:
        said += f" of {_and(bodies)}"
    if days:
        span = in_words(days[0]) if days[0] == days[-1] else f"{in_words(days[0])} to {in_words(days[-1])}"
        undated = len(rows) - len(days)
        said += f", dated {span}" + (f" ({undated:,} without a date)" if undated else "")
    lines = [f"{said}."]
    if len(rows) <= _MOST or not _COUNTED.search(question):
        newest = sorted(rows, key=lambda row: (row.metadata.date is None, -_ordinal(row), row.name))
        lines += [f"- {_line(row)}" for row in newest[:_MOST]]
        if len(rows) > _MOST:
            lines.append(f"- and {len(rows) - _MOST:,} more: `scrutiny-rag papers` lists them all")
    return "\n".join(lines)


def _ordinal(row: PaperRow) -> int:
    return row.metadata.date.toordinal() if row.metadata.date else 0


def _line(row: PaperRow) -> str:
    meta = row.metadata
    parts = [meta.title or row.name]
    if meta.body and meta.body not in parts[0]:
        parts.append(meta.body)
    if meta.date:
        parts.append(in_words(meta.date))
    if meta.draft:
        parts.append("draft")
    return ", ".join(parts)


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
