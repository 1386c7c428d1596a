"""Words typed in a hurry, written out: "wd" is would, "yrs" years."""

from __future__ import annotations

import re

from scrutiny_rag.english.lexicon import SHORTHAND

_WORD = re.compile(r"(?<![\w'’/.-])[A-Za-z]\w*(?![\w'’/-])")


def written_out(question: str) -> str:
    """`question` with its shorthand written out; words in capitals, which may be a body's letters, stay."""

    def full(match: re.Match[str]) -> str:
        word = match[0]
        meant = SHORTHAND.get(word.lower())
        if meant is None or (word.isupper() and not question.isupper()):
            return word
        return meant.capitalize() if word[0].isupper() else meant

    return _WORD.sub(full, question)
