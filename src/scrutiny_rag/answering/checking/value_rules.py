"""Rules of grounding for numbers and dates: there to the letter, and of the same thing."""

from __future__ import annotations

from collections.abc import Callable

from scrutiny_rag.answering.checking.counting import (
    bound_to,
    bounds_agree,
    counts_the_same,
    head_matched,
    nearer_rival,
    same,
    same_direction,
)
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Example, Fault, Rule
from scrutiny_rag.english.dates import StatedDate


def numbers(support: Support) -> str | None:
    """Every number must be there, with its unit, beside the words that it counts."""
    claim = support.claim
    for quantity in claim.quantities:
        places = [
            (s, q)
            for s, reading in enumerate(support.window)
            for q in reading.quantities
            if same(quantity, q)
        ]
        if not places:
            if quantity.kind == "plain" and quantity.value == 1 and head_matched(support, quantity):
                continue
            return f"The figure “{quantity.printed}” is not in the text."
        if not any(bounds_agree(quantity, q) for _, q in places):
            return f"The text does not bound the figure “{quantity.printed}” as the claim does."
        if not any(bound_to(support, quantity.start, quantity.end, s, q.start, q.end) for s, q in places):
            return f"The text gives the figure “{quantity.printed}” of something else."
        if quantity.kind == "plain" and not any(counts_the_same(support, quantity, s, q) for s, q in places):
            return f"The text counts something else with the figure “{quantity.printed}”."
        if nearer_rival(support, quantity, places):
            return f"The text gives another figure for what the claim gives “{quantity.printed}” for."
        if not any(same_direction(claim, quantity.start, support.window[s], q.start) for s, q in places):
            return f"The text has the figure “{quantity.printed}” the other way round."
    return None


def dates(support: Support) -> str | None:
    """Every date must be there as exactly as the claim states it; the attribution may give the meeting's."""
    years = frozenset(
        d.year for reading in (*support.window, support.context) for d in reading.dates if d.year is not None
    )
    for date in support.claim.dates:
        places = [
            (s, d) for s, reading in enumerate(support.window) for d in reading.dates if date.within(d, years)
        ]
        if not places:
            rivals = [d for d in support.window[support.best].dates if _rivals(date, d)]
            if not date.side and not rivals and any(date.within(d, years) for d in support.context.dates):
                continue
            return f"The date “{date.printed}” is not in the text."
        if not any(not (date.side and d.side) or date.side == d.side for _, d in places):
            return (
                f"The text has “{date.printed}” as a beginning or an end, and the claim the other way round."
            )
        if not any(bound_to(support, date.start, date.end, s, d.start, d.end) for s, d in places):
            return f"The text gives the date “{date.printed}” of something else."
    return None


def _rivals(a: StatedDate, b: StatedDate) -> bool:
    """True when both state a month or both a year, and not the same."""
    months = a.month is not None and b.month is not None and a.month != b.month
    return months or (a.year is not None and b.year is not None and a.year != b.year)


def hard(says: Callable[[Support], str | None]) -> Callable[[Support], Fault | None]:
    """A rule's finder from a function that says what is wrong, always a hard fault."""

    def find(support: Support) -> Fault | None:
        why = says(support)
        return None if why is None else Fault(why)

    return find


VALUE_RULES: tuple[Rule, ...] = (
    Rule(
        "numbers",
        "Every number is there, with its unit, of the same thing.",
        hard(numbers),
        catches=(
            Example("14 benches were mended.", "15 benches were mended."),
            Example("It cost £40 a year.", "It cost £40 a month."),
        ),
        passes=(Example("Fourteen benches were mended.", "14 benches were mended in May."),),
    ),
    Rule(
        "dates",
        "Every date is there as exactly as the claim states it.",
        hard(dates),
        catches=(Example("The benches were mended in June 2021.", "The benches were mended in May 2021."),),
        passes=(Example("The benches were mended in May.", "The benches were mended on 3 May 2021."),),
    ),
)
