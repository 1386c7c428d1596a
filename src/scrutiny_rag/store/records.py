"""The records of papers in the ledger: items, and acts that can be looked for over all papers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from scrutiny_rag.record.model import Act, ActKind, Item, Link, LinkKind, Outcome, Record, Votes
from scrutiny_rag.store.rows import as_date, as_number

if TYPE_CHECKING:
    import sqlite3

    from scrutiny_rag.store.ledger import Ledger

_ACT_COLUMNS = (
    "paper_id, ordinal, item, kind, char_start, char_end, rule, who, owner, due, due_text, "
    "votes, outcome, links, quote"
)
_MOST_IDS = 500
_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act with the paper and the item it is of, and its words."""

    paper_id: int
    ordinal: int
    """Its place in `Record.acts`."""
    item: int
    """Place of its item in `Record.items`."""
    act: Act
    quote: str
    """`paper.text[act.char_start:act.char_end]`."""
    number: str | None
    """The item's number and title."""
    title: str | None


class Records:
    """What the ledger keeps of each paper's record. Raises IndexFolderError as the ledger does."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, paper_id: int) -> Record | None:
        """A paper's record; None where none was made of it yet."""
        if not self._ledger.select("SELECT 1 FROM records WHERE paper_id = ?", (paper_id,)):
            return None
        acts: dict[int, list[Act]] = {}
        for row in self._ledger.select(
            f"SELECT {_ACT_COLUMNS} FROM acts WHERE paper_id = ? ORDER BY ordinal", (paper_id,)
        ):
            acts.setdefault(row["item"], []).append(_act(row))
        rows = self._ledger.select("SELECT * FROM items WHERE paper_id = ? ORDER BY ordinal", (paper_id,))
        return Record(
            tuple(
                Item(
                    row["number"], row["title"], row["char_start"], row["char_end"],
                    tuple(acts.get(row["ordinal"], ())), range(row["first_block"], row["end_block"]),
                )
                for row in rows
            )
        )  # fmt: skip

    def acts(
        self,
        kinds: Iterable[ActKind] = (),
        papers: Sequence[int] | None = None,
        text: str | None = None,
        who: str | None = None,
    ) -> Iterator[ActRow]:
        """Acts of live papers in the papers' order: of these kinds (all where none is named), in these papers, with
        `text` in their words and `who` in the name of who acts or owns, small and capital letters alike.
        """
        where, values = ["papers.state IN ('ready', 'superseded')"], list[Any]()
        wanted = [str(kind) for kind in kinds]
        if wanted:
            where.append(f"acts.kind IN ({_marks(wanted)})")
            values += wanted
        for column, value in (
            ("acts.quote", text),
            ("coalesce(acts.who, '') || ' ' || coalesce(acts.owner, '')", who),
        ):
            if value:
                where.append(f"{column} LIKE ? ESCAPE '\\'")
                values.append(f"%{value.translate(_ESCAPED)}%")
        columns = ", ".join(f"acts.{name}" for name in _ACT_COLUMNS.split(", "))
        sql = (
            f"SELECT {columns}, items.number, items.title FROM acts JOIN papers ON papers.id = acts.paper_id "
            "JOIN items ON items.paper_id = acts.paper_id AND items.ordinal = acts.item "
            f"WHERE {' AND '.join(where)}"
        )
        order = " ORDER BY acts.paper_id, acts.ordinal"
        if papers is None:
            found = self._ledger.select(sql + order, values)
        else:
            found = []
            for at in range(0, len(papers), _MOST_IDS):
                some = sorted(papers)[at : at + _MOST_IDS]
                found += self._ledger.select(
                    f"{sql} AND acts.paper_id IN ({_marks(some)}){order}", [*values, *some]
                )
        for row in found:
            yield ActRow(
                row["paper_id"],
                row["ordinal"],
                row["item"],
                _act(row),
                row["quote"],
                row["number"],
                row["title"],
            )

    def versions(self) -> dict[int, str]:
        """By which version each paper's record was made, by the paper's id."""
        return {row["paper_id"]: row["version"] for row in self._ledger.select("SELECT * FROM records")}

    def write(self, paper_id: int, version: str, record: Record, text: str) -> None:
        """Keep a paper's record in place of an older one; `text` is the paper's."""
        with self._ledger.transaction():
            for table in ("records", "items", "acts"):
                self._ledger.write(f"DELETE FROM {table} WHERE paper_id = ?", [(paper_id,)])
            self._ledger.write("INSERT INTO records VALUES (?, ?)", [(paper_id, version)])
            self._ledger.write(
                "INSERT INTO items VALUES (?,?,?,?,?,?,?,?)",
                [
                    (
                        paper_id, n, item.number, item.title, item.char_start, item.char_end,
                        item.blocks.start, item.blocks.stop,
                    )
                    for n, item in enumerate(record.items)
                ],
            )  # fmt: skip
            self._ledger.write(
                f"INSERT INTO acts VALUES ({_marks(_ACT_COLUMNS.split(','))})",
                _act_rows(paper_id, record, text),
            )

    def forget_gone(self) -> None:
        """Drop the records of papers that the ledger no longer has."""
        for table in ("records", "items", "acts"):
            self._ledger.write(f"DELETE FROM {table} WHERE paper_id NOT IN (SELECT id FROM papers)", [()])


def _act_rows(paper_id: int, record: Record, text: str) -> Iterator[tuple[Any, ...]]:
    ordinal = 0
    for n, item in enumerate(record.items):
        for act in item.acts:
            yield (
                paper_id, ordinal, n, str(act.kind), act.char_start, act.char_end, act.rule, act.who, act.owner,
                as_number(act.due), act.due_text, json.dumps(asdict(act.votes)) if act.votes else None,
                str(act.outcome) if act.outcome else None, json.dumps([(link.kind, link.act) for link in act.links]),
                text[act.char_start : act.char_end],
            )  # fmt: skip
            ordinal += 1


def _act(row: sqlite3.Row) -> Act:
    return Act(
        ActKind(row["kind"]), row["char_start"], row["char_end"], row["rule"], row["who"], row["owner"],
        as_date(row["due"]), row["due_text"], _votes(row["votes"]),
        Outcome(row["outcome"]) if row["outcome"] else None,
        tuple(Link(LinkKind(kind), act) for kind, act in json.loads(row["links"])),
    )  # fmt: skip


def _votes(text: str | None) -> Votes | None:
    if text is None:
        return None
    kept = json.loads(text)
    return Votes(
        kept["in_favour"], kept["against"], kept["abstained"],
        tuple(kept["names_in_favour"]), tuple(kept["names_against"]), tuple(kept["names_abstained"]),
    )  # fmt: skip


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))
