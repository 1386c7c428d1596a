"""Questions that hold two questions."""

from __future__ import annotations

import re

from scrutiny_rag.english.rule import rule

_WH = r"(?:who|what|when|where|why|how|which|whose|is|are|was|were|did|does|do|has|have|will|can)"
TWO_SENTENCES = rule(
    "two-sentences",
    rf"\?\s+(?:and |also |then )*(?={_WH}\b)",
    ("How many cameras were out of date? And who asked for the rate?",),
    ("Is it open? Thanks.",),
)
_LEANS = re.compile(
    r"\b(?:he|she|it|they|them|him|her|his|their|its|that|this|those|these|there|one|ones)\b|"
    r"^\W*(?:what|who|when|where|why)(?: for)?\W*$",
    re.IGNORECASE,
)
_LEAST_WORDS = 3


def parts_of(question: str) -> tuple[str, ...]:
    """The two questions that `question` holds, each of which stands alone; () where it holds one.

    A second question that leans on the first ("and why was he worried?") is no part: both are answered together.
    """
    match = TWO_SENTENCES.search(question)
    if match is None:
        return ()
    first, second = question[: match.start()].strip(" ,?"), question[match.end() :].strip(" ,?")
    whole = all(len(part.split()) >= _LEAST_WORDS for part in (first, second)) and not _LEANS.search(second)
    return (f"{first}?", f"{second}?") if whole else ()


ALL_RULES = (TWO_SENTENCES,)
