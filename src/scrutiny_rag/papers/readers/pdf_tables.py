"""Tables with rules: the grid that a page's lines draw, and the text in its cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from scrutiny_rag.papers.readers.pdf_pieces import PageContent, PdfRow, PdfTable, Segment
from scrutiny_rag.papers.readers.pdf_rules import Rule

_NEAR = 3.0
"""Points: rules this close are one, and rules this far apart still touch."""

_WIDE_SHARE = 0.45
"""Of a table's width: the least that the rules at one height must span together to part two rows."""

_MOST_COLUMNS = 30

_MOST_STEP = 1.5
"""Of the type size: from one line of a cell to the next."""

_Cells = dict[tuple[int, int], list[Segment]]
"""Row and column of a grid to what stands in that cell."""


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    """From the top down."""
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @property
    def columns(self) -> int:
        """Their number."""
        return len(self.xs) - 1

    def cell(self, segment: Segment) -> tuple[int, int] | None:
        """Row and column of the cell that `segment` starts in; None outside the grid."""
        x, y = segment.x0 + 1, segment.y + segment.size / 4
        if not (self.xs[0] - _NEAR <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0] + _NEAR):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = next((i for i in range(len(self.ys) - 1) if y >= self.ys[i + 1]), len(self.ys) - 2)
        return row, column

    def parted_down(self, row: int, column: int) -> bool:
        """True where a rule stands between `column` and the one before it, at the middle of `row`."""
        x, y = self.xs[column], (self.ys[row] + self.ys[row + 1]) / 2
        return any(
            abs(rule.x0 - x) <= _NEAR and rule.y0 - _NEAR <= y <= rule.y1 + _NEAR for rule in self.down
        )

    def parted_across(self, row: int, column: int) -> bool:
        """True where a rule stands between `row` and the one above it, over the middle of `column`."""
        x, y = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[row]
        return any(
            abs(rule.y0 - y) <= _NEAR and rule.x0 - _NEAR <= x <= rule.x1 + _NEAR for rule in self.across
        )


def with_tables(content: PageContent) -> list[Segment]:
    """The page's segments, those within a ruled table replaced by one that stands for the table."""
    grids = _grids(content.rules)
    if not grids:
        return content.segments
    order: list[Segment | int] = []
    cells: dict[int, _Cells] = {}
    for segment in content.segments:
        number = next((i for i, grid in enumerate(grids) if grid.cell(segment) is not None), None)
        cell = grids[number].cell(segment) if number is not None else None
        if number is None or cell is None:
            order.append(segment)
            continue
        if number not in cells:
            cells[number] = {}
            order.append(number)
        cells[number].setdefault(cell, []).append(segment)
    placed: list[Segment] = []
    for entry in order:
        placed += [entry] if isinstance(entry, Segment) else _table(grids[entry], cells[entry])
    return placed


def _table(grid: _Grid, cells: _Cells) -> list[Segment]:
    """One segment that stands for the table, or its own in reading order where the rules only frame text."""
    ordered = [segment for _, found in sorted(cells.items()) for segment in _down(found)]
    if len({column for _, column in cells}) < 2:
        return ordered
    used = sorted({row for row, _ in cells})
    lefts = _merged_across(grid, cells, used)
    tops = _merged_down(grid, cells, lefts, used)
    held: _Cells = {}
    for (row, column), found in cells.items():
        left = lefts[row][column]
        held.setdefault((tops.get((row, left), row), left), []).extend(found)
    rows = []
    for row in used:
        if not any(top == row for top, _ in held):
            # All its cells go on from above.
            continue
        starts = sorted(set(lefts[row]))
        wide = [(start, end - start) for start, end in pairwise([*starts, grid.columns]) if end - start > 1]
        texts: list[tuple[str, ...]] = [() for _ in range(grid.columns)]
        for start in starts:
            found = held.get((tops.get((row, start), row), start), [])
            texts[start] = tuple(segment.text for segment in _down(found))
        hung = frozenset(start for start in starts if tops.get((row, start), row) != row)
        bold = all(s.bold > 0.9 for (top, _), found in held.items() if top == row for s in found)
        rows.append(PdfRow(tuple(texts), hung, tuple(wide), bold))
    table = PdfTable(tuple(rows), grid.xs)
    return [Segment("", grid.xs[0], grid.xs[-1], grid.ys[0], ordered[0].size, 0.0, table)]


def _merged_across(grid: _Grid, cells: _Cells, used: list[int]) -> dict[int, list[int]]:
    """For each row, column by column, the first of the columns that its cell spans.

    Columns are merged where a rule is missing that most rows have.
    """
    parted = {row: [True] + [grid.parted_down(row, c) for c in range(1, grid.columns)] for row in used}
    usual = [sum(parted[row][c] for row in used) > len(used) / 2 for c in range(grid.columns)]
    lefts = {}
    for row in used:
        left, lefts[row] = 0, [0] * grid.columns
        for column in range(grid.columns):
            if parted[row][column] or not usual[column]:
                left = column
            lefts[row][column] = left
        spans: dict[int, list[Segment]] = {}
        for column, left in enumerate(lefts[row]):
            spans.setdefault(left, []).extend(cells.get((row, column), []))
        if any(_side_by_side(found) for left, found in spans.items() if lefts[row].count(left) > 1):
            lefts[row] = list(range(grid.columns))
    return lefts


def _side_by_side(segments: list[Segment]) -> bool:
    ordered = sorted(segments, key=lambda segment: -segment.y)
    return any(above.y - below.y < below.size / 2 for above, below in pairwise(ordered))


def _merged_down(
    grid: _Grid, cells: _Cells, lefts: dict[int, list[int]], used: list[int]
) -> dict[tuple[int, int], int]:
    """The first of the rows that a cell spans, for each of its rows and its column.

    Cells are merged where the rule between the rows is missing and their text, if in more than one row, stands
    as lines of one cell do.
    """
    tops: dict[tuple[int, int], int] = {}
    for column in range(grid.columns):
        run: list[int] = []
        for row in [*used, -1]:
            fits = (
                run
                and row == run[-1] + 1
                and _span_of(lefts[row], column) == _span_of(lefts[run[-1]], column)
            )
            if fits and not grid.parted_across(row, column):
                run.append(row)
                continue
            if len(run) > 1 and _one_text([s for each in run for s in cells.get((each, column), [])]):
                tops.update({(each, column): run[0] for each in run})
            run = [row] if row >= 0 and lefts[row][column] == column else []
    return tops


def _span_of(lefts: list[int], column: int) -> int:
    return lefts.count(column)


def _one_text(segments: list[Segment]) -> bool:
    lines = _down(segments)
    return bool(lines) and all(
        above.y - below.y <= _MOST_STEP * below.size for above, below in pairwise(lines)
    )


def _down(segments: list[Segment]) -> list[Segment]:
    """A cell's segments line by line; small steps of the baseline do not make a line."""
    return sorted(segments, key=lambda segment: (-round(segment.y / (segment.size / 2 or 1)), segment.x0))


def _grids(rules: list[Rule]) -> list[_Grid]:
    """Grids of at least two columns that the rules draw, each from rules that touch one another."""
    flat = [rule for rule in rules if rule.x1 - rule.x0 > rule.y1 - rule.y0]
    upright = [rule for rule in rules if rule.x1 - rule.x0 <= rule.y1 - rule.y0]
    grids = []
    for across, down in _touching(flat, upright):
        xs = _levels([rule.x0 for rule in down])
        left, right = min(rule.x0 for rule in across), max(rule.x1 for rule in across)
        ys = [
            y
            for y in _levels([rule.y0 for rule in across])
            if _span(across, y) >= _WIDE_SHARE * (right - left)
        ]
        if 3 <= len(xs) <= _MOST_COLUMNS + 1 and len(ys) >= 2:
            grids.append(_Grid(tuple(xs), tuple(reversed(ys)), tuple(across), tuple(down)))
    return grids


def _span(across: list[Rule], y: float) -> float:
    """Length of the rules at height `y`, where they overlap counted once."""
    parts = sorted((rule.x0, rule.x1) for rule in across if abs(rule.y0 - y) <= _NEAR)
    total, end = 0.0, float("-inf")
    for x0, x1 in parts:
        total += max(0.0, x1 - max(x0, end))
        end = max(end, x1)
    return total


def _touching(flat: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sets of horizontal and vertical rules that hang together."""
    parent = list(range(len(flat) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, across in enumerate(flat):
        for j, down in enumerate(upright, len(flat)):
            if (
                across.x0 - _NEAR <= down.x0 <= across.x1 + _NEAR
                and down.y0 - _NEAR <= across.y0 <= down.y1 + _NEAR
            ):
                parent[root(i)] = root(j)
    sets: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*flat, *upright]):
        sets.setdefault(root(i), ([], []))[i >= len(flat)].append(rule)
    return [(across, down) for across, down in sets.values() if across and down]


def _levels(values: list[float]) -> list[float]:
    """Distinct values in ascending order, those that are near taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found
