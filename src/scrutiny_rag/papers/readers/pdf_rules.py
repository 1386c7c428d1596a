"""The straight lines that a PDF page draws: the rules of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_MOST_RULES = 2000
_THINNEST_AREA = 3.0
"""Points; a painted rectangle thinner than this is a rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: horizontal where y0 == y1, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


class RulePainter:
    """Follows path operators and keeps the straight rules that get painted."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._path: list[Rule] = []
        self._areas: list[tuple[float, float, float, float]] = []
        self._at: tuple[float, float] | None = None

    def take(self, operator: bytes, operands: Any, cm: Sequence[float]) -> None:
        """One operator of the page's content, with the matrix in force."""
        if operator in (b"m", b"l", b"re"):
            try:
                numbers = [float(operand) for operand in operands]
            except (TypeError, ValueError):
                return
            self._draw(operator, numbers, cm)
        elif operator in (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"):
            self._paint(operator)

    def _draw(self, operator: bytes, numbers: list[float], cm: Sequence[float]) -> None:
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            ax, ay = _point(x, y, cm)
            bx, by = _point(x + width, y + height, cm)
            self._areas.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
        elif len(numbers) == 2:
            point = _point(numbers[0], numbers[1], cm)
            if operator == b"l" and self._at is not None:
                self._path.append(Rule(*self._at, *point))
            self._at = point

    def _paint(self, operator: bytes) -> None:
        stroked = operator not in (b"f", b"F", b"f*", b"n")
        if operator != b"n" and len(self.rules) < _MOST_RULES:
            if stroked:
                self.rules += [rule for path in self._path if (rule := _straight(path)) is not None]
            for x0, y0, x1, y1 in self._areas:
                if x1 - x0 < _THINNEST_AREA or y1 - y0 < _THINNEST_AREA:
                    middle = Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
                    self.rules.append(
                        middle if x1 - x0 < y1 - y0 else Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
                    )
                elif stroked:
                    self.rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1)]
                    self.rules += [Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
        self._path, self._areas, self._at = [], [], None


def _point(x: float, y: float, cm: Sequence[float]) -> tuple[float, float]:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def _straight(path: Rule) -> Rule | None:
    """The path as an exact horizontal or vertical rule; None where it is neither or a mere dot."""
    x0, x1 = sorted((path.x0, path.x1))
    y0, y1 = sorted((path.y0, path.y1))
    if y1 - y0 < 1 and x1 - x0 > 1:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    if x1 - x0 < 1 and y1 - y0 > 1:
        return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return None
