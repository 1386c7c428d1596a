"""From passages that were found to the stretches of papers worth reading.

Small passages find the place. What is handed on starts with the best places, one stretch each, and goes on
with what stands around them, in the order of how likely it bears on the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scrutiny_rag.papers.model import Paper
from scrutiny_rag.retrieval.results import WidenedPassage
from scrutiny_rag.store.ledger import PaperRow, PassageRow

PLACES = 5
"""Distinct places that come first."""
PLACES_COMPARED = 10
"""The same where the question sets several papers side by side: places tell more there than surroundings."""
PLACE_WORDS = 200
"""Most words of one place."""
RUN_WORDS = 150
"""Most words of one stretch around the places."""
PLACE_SHARE = 0.6
"""A neighbour joins a place while its score is at least this share of the place's best."""
REACH = 8
"""How many passages before and after a place still count as around it."""
OTHER_ITEM = 0.35
"""What is left of a place's pull where another agenda item begins."""
_SOURCES = 40


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with its score."""

    passage: PassageRow
    score: float
    """By which places are found."""
    bearing: float
    """How likely it bears on the question, 0 to 1: by which what stands around the places is ordered."""


def places(
    hits: Sequence[Scored], words_of: Callable[[PassageRow], int], most: int = PLACES
) -> list[list[Scored]]:
    """The best places, best first: runs of neighbouring hits of one item, each grown from its best passage."""
    by_id = {hit.passage.id: hit for hit in hits}
    used: set[int] = set()
    found: list[list[Scored]] = []
    for hit in hits:
        if hit.passage.id in used:
            continue
        run = [hit]
        used.add(hit.passage.id)
        words = words_of(hit.passage)
        while True:
            ends = (by_id.get(run[0].passage.id - 1), by_id.get(run[-1].passage.id + 1))
            free = [
                end
                for end in ends
                if end is not None and end.passage.id not in used and _item(end.passage) == _item(hit.passage)
            ]
            if not free:
                break
            best = max(free, key=lambda end: end.score)
            words += words_of(best.passage)
            if best.score < PLACE_SHARE * hit.score or words > PLACE_WORDS:
                break
            used.add(best.passage.id)
            run.insert(0 if best.passage.id < run[0].passage.id else len(run), best)
        found.append(run)
        if len(found) == most:
            break
    return found


def _item(row: PassageRow) -> tuple[str | None, str | None]:
    return row.item, row.section


def sources(hits: Sequence[Scored]) -> list[Scored]:
    """The hits of which the surroundings count."""
    return sorted(hits, key=lambda hit: -hit.bearing)[:_SOURCES]


def surroundings(
    hits: Sequence[Scored], rows: Mapping[int, PassageRow], reach: int = REACH
) -> list[tuple[int, float]]:
    """Passages around the hits as (id, pull), strongest first; `rows` holds what exists around them.

    A hit pulls its neighbours with its bearing, fading linearly over `reach` passages, and with OTHER_ITEM of that
    beyond the bounds of its agenda item.
    """
    pull: dict[int, float] = {}
    for hit in sources(hits):
        for i in range(hit.passage.id - reach, hit.passage.id + reach + 1):
            row = rows.get(i)
            if row is None:
                continue
            share = hit.bearing * (1 - abs(i - hit.passage.id) / (reach + 1))
            if _item(row) != _item(hit.passage):
                share *= OTHER_ITEM
            pull[i] = pull.get(i, 0.0) + share
    return sorted(pull.items(), key=lambda pair: -pair[1])


def narrow(
    hits: Sequence[Scored], papers: Mapping[int, PaperRow], paper_of: Callable[[int], Paper], top_k: int
) -> Iterator[WidenedPassage]:
    """The hits as they are, best first, `top_k` at most."""
    for hit in hits[:top_k]:
        yield _stretch([hit.passage], hit.score, papers, paper_of)


def widen(
    hits: Sequence[Scored],
    rows: Mapping[int, PassageRow],
    papers: Mapping[int, PaperRow],
    paper_of: Callable[[int], Paper],
    top_k: int,
    most_places: int = PLACES,
) -> Iterator[WidenedPassage]:
    """The stretches worth reading, best first, `top_k` at most; none overlaps another.

    `most_places` distinct places come first, then what stands around them.
    """
    if not hits:
        return

    def words_of(row: PassageRow) -> int:
        return len(paper_of(row.paper_id).text[row.char_start : row.char_end].split())

    def stretch(run: Sequence[PassageRow], score: float) -> WidenedPassage:
        return _stretch(run, score, papers, paper_of)

    found = places(hits, words_of, most_places)[:top_k]
    shown = {scored.passage.id for run in found for scored in run}
    for run in found:
        yield stretch([scored.passage for scored in run], max(scored.score for scored in run))
    # Around the places, scores go on downwards from the last place's.
    ceiling = max(scored.score for scored in found[-1])
    around = [(rows[i], pull) for i, pull in surroundings(hits, rows) if i not in shown]
    strongest = around[0][1] if around else 1.0
    for near, pull in runs(around, words_of, top_k - len(found)):
        yield stretch(near, ceiling * pull / (strongest or 1.0))


def runs(
    around: Sequence[tuple[PassageRow, float]], words_of: Callable[[PassageRow], int], most: int
) -> list[tuple[list[PassageRow], float]]:
    """Passages with their pull, strongest first, as runs of neighbours of one item, `most` of them.

    A passage joins the run beside it while that stays within RUN_WORDS; a run comes where its strongest does.
    """
    found: list[tuple[list[PassageRow], float]] = []
    beside: dict[int, int] = {}
    words: list[int] = []
    for row, pull in around:
        at = next((beside[i] for i in (row.id - 1, row.id + 1) if i in beside), None)
        if at is not None:
            run = found[at][0]
            ends = row.id in (run[0].id - 1, run[-1].id + 1)
            if ends and _item(row) == _item(run[0]) and words[at] + words_of(row) <= RUN_WORDS:
                run.insert(0 if row.id < run[0].id else len(run), row)
                words[at] += words_of(row)
                beside[row.id] = at
                continue
        if len(found) == most:
            break
        beside[row.id] = len(found)
        found.append(([row], pull))
        words.append(words_of(row))
    return found


def _stretch(
    run: Sequence[PassageRow], score: float, papers: Mapping[int, PaperRow], paper_of: Callable[[int], Paper]
) -> WidenedPassage:
    """Neighbouring passages of one paper as one stretch."""
    first, last, main = run[0], run[-1], run[len(run) // 2]
    return WidenedPassage(
        paper=papers[first.paper_id].name,
        char_start=first.char_start,
        char_end=last.char_end,
        score=round(score, 6),
        page=first.page,
        section=main.section,
        speaker=main.speaker,
        text=paper_of(first.paper_id).text[first.char_start : last.char_end],
    )
