"""What a person gives, checked before anything is searched: questions and filters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from scrutiny_rag.errors import InputError
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.filters import NARROWING, Filters

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INVISIBLE = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Unicode categories that no question needs: controls, halves of surrogate pairs, unassigned."""


def check_question(question: str) -> str:
    """The question without control characters and outer white space.

    Raises InputError where no letter or digit is left.
    """
    shown = (" " if unicodedata.category(c) in _INVISIBLE and c not in "\n\t" else c for c in question)
    cleaned = "".join(shown).strip()
    if not cleaned:
        raise InputError("The question is empty: type a question.")
    if not any(c.isalnum() for c in cleaned):
        raise InputError("The question has no words: type a question.")
    return cleaned


def read_filters(given: Mapping[str, Any]) -> Filters:
    """Filters from names and values as people write them; None leaves one out.

    Raises InputError for a name that is no filter, and a value that is no name, type or date.
    """
    read: dict[str, Any] = {}
    for name, value in given.items():
        if name not in NARROWING:
            raise InputError(f"There is no filter {name!r}; the filters are {', '.join(NARROWING)}.")
        if value is None:
            continue
        if name in ("since", "until"):
            read[name] = _day(name, value)
        elif not isinstance(value, str):
            raise InputError(f"The filter {name} must be text, not {value!r}.")
        elif name == "type":
            read[name] = _type(value)
        else:
            read[name] = value
    since, until = read.get("since"), read.get("until")
    if since and until and since > until:
        raise InputError(f"since ({since}) is later than until ({until}), so no paper fits.")
    return Filters(**read)


def _day(name: str, value: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise InputError(f"{name}: {value!r} is not a date; write it as YYYY-MM-DD.")


def _type(value: str) -> PaperType:
    try:
        return PaperType(value.lower())
    except ValueError:
        known = ", ".join(PaperType)
        raise InputError(f"There is no type {value!r}; the types are {known}.") from None
