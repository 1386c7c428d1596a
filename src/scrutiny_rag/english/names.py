"""Names in a claim, and whether they stand in a text: people, places, bodies, acronyms, roles."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_rag.english.lexicon import GENERIC_NAMES, PERSONAL_ROLES, ROLES, SAYING, SMALL_WORDS
from scrutiny_rag.english.wording import Token


def names(tokens: Sequence[Token], taken: Sequence[tuple[int, int]] = ()) -> list[list[int]]:
    """Runs of indexes of words that name somebody or something; stretches in `taken` (dates) are left out.

    A sentence's first word counts only where something shows that it is a name: a capital after it, capitals
    inside it, or a verb of saying. A role ("the superintendent") is a name even in small letters.
    """
    runs: list[list[int]] = []
    for i, token in enumerate(tokens):
        if any(token.start < b and token.end > a for a, b in taken):
            continue
        if not _is_name(tokens, i):
            continue
        if runs and runs[-1][-1] == i - 1 and tokens[i].start - tokens[i - 1].end == 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.low in PERSONAL_ROLES:
        return True
    if not token.capital or token.low in SMALL_WORDS or token.low in GENERIC_NAMES or token.text.isdigit():
        return False
    if i > 0:
        return True
    if any(ch.isupper() for ch in token.text[1:]) or token.low in ROLES:
        return True
    following = tokens[1] if len(tokens) > 1 else None
    if following is None:
        return False
    if following.start - token.end == 1 and following.capital and following.low not in SMALL_WORDS:
        return True
    return following.low in SAYING and not token.low.endswith(("s", "ing", "ers"))


def initials(tokens: Sequence[Token]) -> set[str]:
    """Acronyms that runs of capitalised words in `tokens` would make: {"MPS", ...} in small letters."""
    made: set[str] = set()
    run: list[Token] = []
    for token in [*tokens, None]:
        joins = token is not None and (
            token.capital or (bool(run) and token.low in ("of", "and", "for", "the", "on"))
        )
        if joins and token is not None and (not run or token.start - run[-1].end <= 3):
            run.append(token)
            continue
        letters = [t.text[0].lower() for t in run if t.capital]
        for a in range(len(letters)):
            for b in range(a + 2, len(letters) + 1):
                made.add("".join(letters[a:b]))
        run = [token] if token is not None and token.capital else []
    return made


def same_name(a: Token, b: Token) -> bool:
    """True when two words are one name: equal in small letters, or one the other with "s" or "n"."""
    if a.low == b.low or a.low.rstrip("s") == b.low.rstrip("s"):
        return True
    shorter, longer = sorted((a.low, b.low), key=len)
    endings = ("n", "an", "ns", "ian", "ians")  # "Australian" for Australia
    return len(shorter) >= 5 and longer.startswith(shorter) and longer[len(shorter) :] in endings
