"""Bodies that a folder lends: where its papers agree whose they are, the silent ones are taken to be of the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

_LEAST_PAPERS = 3
"""Papers that name the body, before one that does not is taken to be its too."""
_AGREEING = 0.9


@dataclass(frozen=True, slots=True)
class PaperAt:
    """A paper, the folder that it lies in, and the body that it names itself."""

    id: int
    folder: PurePath
    body: str | None


def lent_bodies(papers: Iterable[PaperAt]) -> dict[int, str]:
    """The bodies of the papers that name none, by id, where their folder's other papers agree on one.

    A folder lends to what lies in it and to no folder above or below: those may hold another body's papers.
    """
    by_folder: dict[PurePath, list[PaperAt]] = defaultdict(list)
    for paper in papers:
        by_folder[paper.folder].append(paper)
    lent: dict[int, str] = {}
    for folder in by_folder.values():
        silent = [paper.id for paper in folder if paper.body is None]
        if silent and (body := _agreed([paper.body for paper in folder if paper.body is not None])):
            lent.update(dict.fromkeys(silent, body))
    return lent


def _agreed(names: list[str]) -> str | None:
    """The body that nearly all of `names` are, as most of them spell it; None where they differ or are few."""
    folded = Counter(map(str.casefold, names))
    name, times = folded.most_common(1)[0] if folded else ("", 0)
    if times < _LEAST_PAPERS or times < _AGREEING * len(names):
        return None
    return Counter(each for each in names if each.casefold() == name).most_common(1)[0][0]
