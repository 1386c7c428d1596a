"""What happened in a paper: its items, and in each what was reported, asked, decided, undertaken."""

from scrutiny_rag.record.build import record_of
from scrutiny_rag.record.model import Act, ActKind, Item, Link, LinkKind, Outcome, Record, Votes

__all__ = ["Act", "ActKind", "Item", "Link", "LinkKind", "Outcome", "Record", "Votes", "record_of"]
