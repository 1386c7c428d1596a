"""Labels of numbered lists: 1. a) iv."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999


def roman(number: int) -> str:
    """`number` in small Roman numerals; in digits where Roman numerals have no form for it."""
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    parts = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)


def letters(number: int) -> str:
    """`number` as a, b, … z, aa, bb, … the way Word and browsers letter short lists; in digits beyond zzz."""
    if not 0 < number <= 78:
        return str(number)
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (times + 1)


def list_label(style: str, number: int) -> str:
    """The label that HTML's list type 1, a, A, i or I prints before item `number`."""
    label = roman(number) if style in "iI" else letters(number) if style in "aA" else str(number)
    return f"{label.upper() if style.isupper() else label}."
