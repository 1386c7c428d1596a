"""How surely a thing is said: which senses bear out which."""

from __future__ import annotations

from scrutiny_rag.english.senses import Senses

SURE = {
    "done": 4,
    "present": 4,
    "ongoing": 3,
    "future": 3,
    "must": 2,
    "should": 2,
    "expected": 2,
    "intent": 2,
    "possible": 1,
    "can": 1,
}
_NEAR = {
    "done": {"present"},
    "present": {"done", "ongoing"},
    "ongoing": {"present"},
    "future": {"should"},
    "should": {"must"},
    "intent": {"should"},
}


def as_sure(mine: Senses, theirs: Senses) -> bool:
    """True when the text's senses bear out the claim's."""
    return (
        not mine
        or not theirs
        or bool(mine & theirs)
        or any(_NEAR.get(sense, set()) & theirs for sense in mine)
    )


def strength(senses: Senses) -> int:
    """How sure the surest of the senses is, 0 to 4."""
    return max((SURE[s] for s in senses), default=0)
