"""Tables with rules: the grid that a page's lines draw, and the text in its cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from scrutiny_rag.papers.readers.pdf_pieces import PageContent, PdfTable, Rule, Segment

_NEAR = 3.0
"""Points: rules this close are one, and rules this far apart still touch."""

_WIDE_SHARE = 0.45
"""Of a table's width: the least that the rules at one height must span together to part two rows."""

_MOST_COLUMNS = 30

_Cells = dict[tuple[int, int], list[Segment]]
"""Row and column of a grid to what stands in that cell."""


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    """From the top down."""

    def cell(self, segment: Segment) -> tuple[int, int] | None:
        """Row and column of the cell that `segment` starts in; None outside the grid."""
        x, y = segment.x0 + 1, segment.y + segment.size / 4
        if not (self.xs[0] - _NEAR <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0] + _NEAR):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = next((i for i in range(len(self.ys) - 1) if y >= self.ys[i + 1]), len(self.ys) - 2)
        return row, column


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
    used_rows = sorted({row for row, _ in cells})
    rows = tuple(
        tuple(
            tuple(segment.text for segment in _down(cells.get((row, column), [])))
            for column in range(len(grid.xs) - 1)
        )
        for row in used_rows
    )
    bold_top = all(
        segment.bold > 0.9 for (row, _), found in cells.items() for segment in found if row == used_rows[0]
    )
    table = PdfTable(rows, grid.xs, bold_top)
    return [Segment("", grid.xs[0], grid.xs[-1], grid.ys[0], ordered[0].size, 0.0, table)]


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
            grids.append(_Grid(tuple(xs), tuple(reversed(ys))))
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
