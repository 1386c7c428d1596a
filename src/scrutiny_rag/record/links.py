"""Acts of an item that belong together: a motion and its reply, a proposal and its decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scrutiny_rag.record.model import Act, ActKind, Item, Link, LinkKind
from scrutiny_rag.record.votes import together

_FROM = (
    # an act of the first kind waits for the next one of the second
    (ActKind.PROPOSED, ActKind.ANSWERED, LinkKind.REPLY),
    (ActKind.PROPOSED, ActKind.DECIDED, LinkKind.DECISION),
    (ActKind.RECOMMENDED, ActKind.DECIDED, LinkKind.DECISION),
    (ActKind.ASKED, ActKind.ANSWERED, LinkKind.ANSWER),
)


def with_links(items: Iterable[Item]) -> Iterator[Item]:
    """The items, each act with its links to acts of the same item."""
    base = 0
    for item in items:
        yield replace(item, acts=tuple(_linked(item.acts, base)))
        base += len(item.acts)


def _linked(acts: tuple[Act, ...], base: int) -> list[Act]:
    linked = list(acts)
    waiting: dict[LinkKind, list[int]] = {kind: [] for _, _, kind in _FROM}
    for i, act in enumerate(acts):
        for first, second, kind in _FROM:
            if act.kind is second and waiting[kind]:
                for j in waiting[kind]:
                    _link(linked, j, kind, base + i)
                    if kind is LinkKind.DECISION and act.outcome and linked[j].outcome is None:
                        linked[j] = replace(linked[j], outcome=act.outcome)
                waiting[kind] = []
            if act.kind is first:
                if first is ActKind.ASKED:
                    waiting[kind] = []
                waiting[kind].append(i)
        if act.rule == "row-status" and i and acts[i - 1].rule == "row":
            _link(linked, i - 1, LinkKind.STATUS, base + i)
    _link_votes(linked, base)
    return linked


def _link_votes(acts: list[Act], base: int) -> None:
    """Link decisions to the votes on them: those right before, side by side or one under another, or right after."""
    for i, act in enumerate(acts):
        if act.kind is not ActKind.DECIDED:
            continue
        before: list[int] = []
        for j in range(i - 1, -1, -1):
            if acts[j].kind is ActKind.VOTED:
                before.insert(0, j)
            if acts[j].kind is not ActKind.VOTED or (acts[j].votes is None and len(before) > 1):
                break
        if not before and i + 1 < len(acts) and acts[i + 1].kind is ActKind.VOTED:
            before = [i + 1]
        if not before and i > 1 and acts[i - 1].kind is ActKind.DECIDED and acts[i - 1].votes:
            # "Motion carried. RESOLVED that ...": one vote, told once.
            acts[i] = replace(acts[i], votes=act.votes or acts[i - 1].votes)
            continue
        for j in before:
            _link(acts, i, LinkKind.VOTE, base + j)
        votes = [given for j in before if (given := acts[j].votes) is not None]
        if act.votes is None and votes:
            acts[i] = replace(acts[i], votes=together(votes))


def _link(acts: list[Act], at: int, kind: LinkKind, to: int) -> None:
    acts[at] = replace(acts[at], links=(*acts[at].links, Link(kind, to)))
