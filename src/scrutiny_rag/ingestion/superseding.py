"""Which papers repeat others: drafts of confirmed minutes, and reports that a pack holds whole.

Papers are compared by the hashes of their blocks, so that only what stands in another paper word for word
counts as repeated.
"""

from __future__ import annotations

import hashlib
import struct
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from scrutiny_rag.papers.model import BlockKind, Metadata, Paper, PaperType
from scrutiny_rag.store.analysis import words
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import LIVE, PaperRow

Sketch = frozenset[int]

_LEAST_WORDS = 6
_LEAST_BLOCKS = 3
_DRAFT_SHARE = 0.5
"""Of a draft's blocks in the confirmed minutes: members amend some."""
_PART_SHARE = 0.95
_PACK_SIZE = 1.5
"""Times its part's blocks that a pack has at least; papers of one size are versions of each other."""
_COMMON = 100
"""A block in more papers than this is a form of words, and leads to no other paper."""
_UNDATED = {PaperType.REPORT, PaperType.STRATEGY, PaperType.AGENDA, PaperType.ACTION_LIST}
_FACT = "superseding_generation"


def sketch_of(paper: Paper) -> bytes:
    """Hashes of a paper's blocks of six words or more, 8 bytes each; case, marks and spaces do not count."""
    hashes = set()
    for block in paper.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        found = words(paper.text[block.char_start : block.char_end].lower())
        if len(found) >= _LEAST_WORDS:
            hashes.add(hashlib.blake2b(" ".join(found).encode(), digest_size=8).digest())
    return b"".join(sorted(hashes))


def unpacked(sketch: bytes) -> Sketch:
    """A sketch as a set of numbers."""
    return frozenset(struct.unpack(f"<{len(sketch) // 8}Q", sketch))


def better_papers(rows: Sequence[PaperRow], sketches: Mapping[int, Sketch]) -> dict[int, int]:
    """Papers that another one makes superfluous, by id, each with the id of that other.

    Draft minutes give way to minutes of the same body, committee and date that are no draft and hold at
    least half of their blocks; any paper gives way to a larger one of the same body and date that holds 95 %
    of them. A report or strategy without a date may give way to a dated pack; minutes may not, since a pack
    carries those of the meeting before.
    """
    by_id = {row.id: row for row in rows}
    places: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        for value in sketches.get(row.id, ()):
            places[value].append(row.id)
    better: dict[int, int] = {}
    for row in rows:
        own = sketches.get(row.id, frozenset())
        if len(own) < _LEAST_BLOCKS:
            continue
        shared = Counter(
            other
            for value in own
            if len(places[value]) <= _COMMON
            for other in places[value]
            if other != row.id
        )
        for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            share = len(own & sketches[other]) / len(own)
            larger = len(sketches[other]) >= _PACK_SIZE * len(own)
            confirms = share >= _DRAFT_SHARE and _confirms(by_id[other].metadata, row.metadata)
            holds = share >= _PART_SHARE and larger and _same_meeting(by_id[other].metadata, row.metadata)
            if confirms or holds:
                better[row.id] = other
                break
    return {paper: last for paper in better if (last := _followed(better, paper)) != paper}


def _confirms(confirmed: Metadata, draft: Metadata) -> bool:
    meeting = (draft.body, draft.committee, draft.date)
    return (
        draft.draft is True
        and confirmed.draft is not True
        and draft.type is confirmed.type is PaperType.MINUTES
        and draft.date is not None
        and meeting == (confirmed.body, confirmed.committee, confirmed.date)
    )


def _same_meeting(pack: Metadata, part: Metadata) -> bool:
    if part.draft is not True and pack.draft is True:
        return False
    if part.body is not None and part.body != pack.body:
        return False
    if part.date is None:
        return part.type in _UNDATED
    return part.date == pack.date


def _followed(better: Mapping[int, int], paper: int) -> int:
    """The end of a chain of better papers."""
    seen = {paper}
    while paper in better and better[paper] not in seen:
        paper = better[paper]
        seen.add(paper)
    return paper


def update_superseded(index: Index) -> None:
    """Bring the states of live papers in line with which of them repeat others, where anything changed."""
    ledger = index.ledger
    if ledger.fact(_FACT) == str(ledger.generation()):
        return
    rows = ledger.rows(*LIVE)
    names = {row.id: row.name for row in rows}
    better = better_papers(rows, {paper: unpacked(sketch) for paper, sketch in ledger.sketches().items()})
    wanted = {row.id: names.get(better.get(row.id, -1)) for row in rows}
    changed = {row.id: wanted[row.id] for row in rows if row.same_as != wanted[row.id]}
    with ledger.transaction():
        if changed:
            ledger.set_better(changed)
        ledger.set_fact(_FACT, str(ledger.generation()))
