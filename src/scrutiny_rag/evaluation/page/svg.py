"""A few shapes of SVG, every text in them escaped."""

from __future__ import annotations

from html import escape

PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195")
"""Okabe and Ito's colours, told apart by most colour-blind readers; their yellow is too pale on white."""


def colour(place: int) -> str:
    """The colour of the n-th system."""
    return PALETTE[place % len(PALETTE)]


class Drawing:
    """An SVG of a fixed size that scales with the page."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self.width = width
        self.height = height
        self._title = title
        self._parts: list[str] = []

    def line(
        self, start: tuple[float, float], end: tuple[float, float], css: str = "axis", stroke: str = ""
    ) -> None:
        """A straight line."""
        colour = f' style="stroke:{escape(stroke)}"' if stroke else ""
        self._parts.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
            f' class="{css}"{colour}/>'
        )

    def path(self, points: list[tuple[float, float]], stroke: str) -> None:
        """A line through points."""
        steps = " ".join(f"{'M' if i == 0 else 'L'}{x:.1f},{y:.1f}" for i, (x, y) in enumerate(points))
        self._parts.append(f'<path d="{steps}" class="curve" style="stroke:{escape(stroke)}"/>')

    def dot(self, x: float, y: float, fill: str, hint: str, radius: float = 4.5) -> None:
        """A filled circle that says `hint` when it is pointed at."""
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" style="fill:{escape(fill)}">'
            f"<title>{escape(hint)}</title></circle>"
        )

    def text(self, x: float, y: float, words: str, css: str = "", anchor: str = "start") -> None:
        """Words at a place."""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" class="{css}" text-anchor="{anchor}">{escape(words)}</text>'
        )

    def __str__(self) -> str:
        return (
            f'<svg viewBox="0 0 {self.width} {self.height}" role="img" xmlns="http://www.w3.org/2000/svg">'
            f"<title>{escape(self._title)}</title>{''.join(self._parts)}</svg>"
        )


class Frame:
    """A plot's axes: data coordinates on [0, 1] each way, to places on the drawing."""

    def __init__(
        self, drawing: Drawing, left: float = 52, top: float = 30, right: float = 26, bottom: float = 40
    ) -> None:
        self._drawing = drawing
        self.left, self.top = left, top
        self.across = drawing.width - left - right
        self.down = drawing.height - top - bottom

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of (x, y), both 0 to 1, y upwards."""
        return self.left + x * self.across, self.top + (1 - y) * self.down

    def axes(
        self, x_ticks: list[tuple[float, str]], y_ticks: list[tuple[float, str]], x_name: str, y_name: str
    ) -> None:
        """Grid lines with their labels, and the names of the axes."""
        for x, label in x_ticks:
            self._drawing.line(self.at(x, 0), self.at(x, 1), "grid")
            self._drawing.text(self.at(x, 0)[0], self.top + self.down + 15, label, "tick", "middle")
        for y, label in y_ticks:
            self._drawing.line(self.at(0, y), self.at(1, y), "grid")
            self._drawing.text(self.left - 6, self.at(0, y)[1] + 4, label, "tick", "end")
        self._drawing.text(self.left + self.across / 2, self.top + self.down + 33, x_name, "name", "middle")
        self._drawing.text(4, self.top - 14, y_name, "name")
