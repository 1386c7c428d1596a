"""A paper of the index as lists show it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from scrutiny_rag.store.rows import PaperRow


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A paper as the list shows it; the field names are the command line's contract."""

    paper: str
    title: str | None
    body: str | None
    committee: str | None
    date: str | None
    type: str
    pages: int | None
    words: int
    passages: int
    state: str
    why: str | None = None
    """For people: why it failed, or what it is a duplicate of; not in the contract's object."""
    draft: bool | None = None
    """For people: whether it is a draft, to be confirmed; None where that is not known."""
    lent_body: bool = False
    """For people: whether its body is the one on which its folder's papers agree, and none that it names."""

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's `papers --json`."""
        return {
            name: value for name, value in asdict(self).items() if name not in ("why", "draft", "lent_body")
        }


def entry_of(row: PaperRow) -> PaperEntry:
    """A ledger's row as the list shows it."""
    meta = row.metadata
    return PaperEntry(
        paper=row.name,
        title=meta.title,
        body=meta.body,
        committee=meta.committee,
        date=meta.date.isoformat() if meta.date else None,
        type=meta.type.value,
        pages=row.pages,
        words=row.words,
        passages=row.passages,
        state=row.state.value,
        draft=meta.draft,
        why=f"the same as {row.same_as}" if row.same_as else row.why,
    )
