"""Text that a PDF draws without saying what its letters are: signs, or nothing, in their place."""

from __future__ import annotations

from scrutiny_rag.papers.readers.pdf_glyphs import Drawn

_MOST_UNMAPPED = 0.3
"""Of a page's signs: from here on too many have no letter for the page to be read."""

_FEWEST_SIGNS = 40
_MOST_ODD = 0.35
_ODD_SIGNS = frozenset("!\"#$%&'()*+/:;<=>?@[\\]^`{|}~\ufffd")
"""What text has few of, and a garbled font many."""


def is_garbled(drawn: Drawn) -> bool:
    """Whether a page's text has no letters that the file tells."""
    if drawn.unmapped > _MOST_UNMAPPED * drawn.signs:
        return True
    return is_garbled_text("".join(word.text for word in drawn.words))


def is_garbled_text(text: str) -> bool:
    """Whether `text` is signs in place of letters, as a font without a table of letters gives."""
    signs = [sign for sign in text if not sign.isspace()]
    if len(signs) < _FEWEST_SIGNS:
        return False
    odd = sum(sign in _ODD_SIGNS or not sign.isprintable() for sign in signs)
    letters = sum(map(str.isalpha, signs))
    return odd > _MOST_ODD * len(signs) and letters < 2 * odd
