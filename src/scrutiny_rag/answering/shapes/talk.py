"""Small talk: one friendly sentence, and no quote."""

from __future__ import annotations

import re

_THANKS = re.compile(r"\b(?:thanks?|thank you|ta|cheers|great|lovely|perfect|brilliant)\b", re.IGNORECASE)
_BYE = re.compile(r"\b(?:bye|goodbye)\b", re.IGNORECASE)


def reply(question: str) -> str:
    """A sentence for a greeting, a thank-you, or a request that papers cannot meet."""
    if _BYE.search(question):
        return "Goodbye: the papers will be here when you need them."
    if _THANKS.search(question):
        return "You are welcome: ask on whenever you like."
    return (
        "I answer questions about the papers in this index, in their own words: ask me about a meeting, a decision "
        "or a promise."
    )
