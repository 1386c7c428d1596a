"""Text of documents and people made safe to put into a page, and small things spelled for readers."""

from __future__ import annotations

import html
import re
from datetime import date

from scrutiny_rag.papers.model import in_words

_LEADING_SIGN = re.compile(r"^[^\w\"'“‘(£$<]+")
_BARS = re.compile(r"\s*\|\s*")

MODE_EVIDENCE = "Answered in the papers’ own words, no language model."


def escape(text: str) -> str:
    """`text` as HTML text or a quoted attribute's value: nothing in it is markup."""
    return html.escape(text, quote=True)


def said(sentence: str) -> str:
    """A sentence below the controls, announced when nothing else is being read."""
    return f'<p class="said" role="status">{escape(sentence)}</p>'


def problem(sentence: str) -> str:
    """A sentence below the controls that says what went wrong, announced at once."""
    return f'<p class="said said-problem" role="alert">{escape(sentence)}</p>'


def chat_escape(text: str) -> str:
    """`text` for a chat message, which is read as Markdown and then as HTML: nothing in it is either.

    Everything but letters, digits and spaces becomes a numeric character reference, which Markdown never
    reads as structure; a line break becomes a space, because a blank line would end an HTML block.
    """
    return "".join(
        char if char.isalnum() or char == " " else " " if char.isspace() else _reference(char)
        for char in text
    )


def _reference(char: str) -> str:
    code = ord(char)
    return "" if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 else f"&#{code};"


def plain_date(iso: str | date | None) -> str | None:
    """ "2024-03-12" as "12 March 2024"; None, or anything that is no ISO date, comes back as it is."""
    if iso is None:
        return None
    try:
        day = iso if isinstance(iso, date) else date.fromisoformat(iso)
    except ValueError:
        return str(iso)
    return in_words(day)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 paper", "12 papers", "1,200 words"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def mode_line(mode: str) -> str:
    """Who wrote an answer, in a sentence for people; `mode` is "evidence" or "llm:NAME"."""
    if mode.startswith("llm:"):
        return f"Drafted by {mode.removeprefix('llm:')}, every sentence checked against the quoted words."
    return MODE_EVIDENCE


def without_sign(text: str) -> str:
    """`text` without the bullet, dash or number sign that its paper draws before it."""
    return _LEADING_SIGN.sub("", text)


def cells_of(text: str) -> list[str]:
    """The cells of a table row written with bars; `text` alone where it has none."""
    return [cell for cell in _BARS.split(text) if cell]
