"""What a reasoning model thinks is no part of its answer."""

from __future__ import annotations

import re

_NAMES = r"(?:think(?:ing)?|thought|reason(?:ing)?|reflection|scratchpad)"
_OPEN = re.compile(rf"\s*(?:<{_NAMES}>|\[THINK\]|<\|channel\|>analysis)", re.IGNORECASE)
_CLOSE = re.compile(rf"</{_NAMES}>|\[/THINK\]|<\|channel\|>final<\|message\|>", re.IGNORECASE)
_INSIDE = re.compile(rf"<({_NAMES})>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_LONGEST_TAG = 32


def thought_end(text: str) -> int | None:
    """Where the thinking at the start of what came so far ends; None while it goes on, 0 where there is none.

    Some servers cut the opening tag away: all before a closing one is thinking.
    """
    closes = list(_CLOSE.finditer(text))
    if closes:
        return closes[-1].end()
    if _OPEN.match(text):
        return None
    begun = text.lstrip()
    if begun[:1] in ("<", "[") and len(begun) < _LONGEST_TAG and not re.match(r"[<\[]\s?[\d{\"]", begun):
        return None if not re.search(r"[>\]]", begun) else 0
    return 0


def without_thinking(text: str) -> str:
    """`text` without what a model thought before it answered; "" where it never answered."""
    end = thought_end(text)
    return "" if end is None and _OPEN.match(text) else _INSIDE.sub("", text[end or 0 :])
