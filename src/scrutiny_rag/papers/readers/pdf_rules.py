"""The straight lines that a PDF page draws: the rules of its tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

Matrix = tuple[float, float, float, float, float, float]
"""In PDF's six-number form (ISO 32000-1, 8.3.4)."""

_MOST_POINTS = 4000
_THINNEST_AREA = 3.0
"""Points; a painted area thinner than this is a rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: horizontal where y0 == y1, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


_Path = list[tuple[float, float]]


def rules_of(path: Any, matrix: Matrix) -> list[Rule]:
    """The rules that a path object draws: its straight strokes, and its areas where they are thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value) or pdfium.FPDFPath_CountSegments(path) > _MOST_POINTS:
        return []
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    placed = times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    rules: list[Rule] = []
    for points in _paths(path, placed):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        thin = min(max(xs) - min(xs), max(ys) - min(ys)) < _THINNEST_AREA
        if len(points) > 2 and thin:
            rules.append(_middle(min(xs), min(ys), max(xs), max(ys)))
        elif stroke.value:
            found = (_straight(*before, *after) for before, after in pairwise(points))
            rules += [rule for rule in found if rule is not None]
    return rules


def times(m: Matrix, n: Matrix) -> Matrix:
    """Product of two transformation matrices."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _paths(path: Any, matrix: Matrix) -> Iterator[_Path]:
    """The path's unbroken stretches of straight lines, in the page's own points; curves end one."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: _Path = []
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(
            (
                x.value * matrix[0] + y.value * matrix[2] + matrix[4],
                x.value * matrix[1] + y.value * matrix[3] + matrix[5],
            )
        )
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _middle(x0: float, y0: float, x1: float, y1: float) -> Rule:
    """A thin area as the line along its middle."""
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return Rule(x, y0, x, y1) if x1 - x0 < y1 - y0 else Rule(x0, y, x1, y)


def _straight(ax: float, ay: float, bx: float, by: float) -> Rule | None:
    """The path as an exact horizontal or vertical rule; None where it is neither or a mere dot."""
    x0, x1 = sorted((ax, bx))
    y0, y1 = sorted((ay, by))
    if y1 - y0 < 1 and x1 - x0 > 1:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    if x1 - x0 < 1 and y1 - y0 > 1:
        return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return None
