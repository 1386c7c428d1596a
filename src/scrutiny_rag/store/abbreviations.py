"""The abbreviations that papers explain, as the ledger keeps them: one fact, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from scrutiny_rag.store.ledger import Ledger

_FACT = "abbreviations"


@dataclass(frozen=True)
class Explained:
    """What each paper explains, by its id, as (abbreviation, what it stands for)."""

    papers: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    read: frozenset[int] = frozenset()
    """Papers that were read for abbreviations, those without any among them."""

    def store(self, ledger: Ledger) -> None:
        """Keep it in the ledger."""
        value = {"read": sorted(self.read), "papers": {str(i): pairs for i, pairs in self.papers.items()}}
        ledger.set_fact(_FACT, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def stored_abbreviations(ledger: Ledger) -> Explained:
    """What the ledger keeps; nothing in an index that was built before abbreviations were read."""
    value = ledger.fact(_FACT)
    if value is None:
        return Explained()
    kept = json.loads(value)
    papers = {int(i): tuple((short, long) for short, long in pairs) for i, pairs in kept["papers"].items()}
    return Explained(papers, frozenset(kept["read"]))
