"""Characters that formats leave behind, made plain: for the formats whose text the reader makes itself."""

from __future__ import annotations

import re

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
# Word's Symbol and Wingdings bullets arrive in the private use area.
_SYMBOL_BULLETS = dict.fromkeys(
    "\uf0a7\uf0b7\uf0d8\uf076\uf0a8\uf0fc\uf06c\uf06e\uf0e0\uf0a4\uf0be\uf071", "•"
)
_SPACES = dict.fromkeys(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_GONE = dict.fromkeys(
    [
        *map(chr, range(0x20)),
        *map(chr, range(0x7F, 0xA0)),
        *"\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\ufffe\uffff",
    ],
    "",
)
_TABLE = str.maketrans(
    {**_GONE, "\t": " ", "\n": "\n", "\v": "\n", "\f": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
    | {"\uf02d": "-", **_LIGATURES, **_SYMBOL_BULLETS, **_SPACES}
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")

BULLET_GLYPHS = "•·▪▫◦‣●○■□➢➤►✓✔§–—*"
"""Signs that open a list item when a space follows them."""

_BULLET = re.compile(rf"(?:[{re.escape(BULLET_GLYPHS)}]|-|o(?=\s{{2,}}|\t)|o(?= [A-Z]))\s+\S")


def clean(text: str) -> str:
    """`text` without control, zero-width and lone surrogate characters, ligatures expanded, all spaces plain.

    Line breaks of every kind become "\\n". Never longer than twice and a half the input.
    """
    return _SURROGATE.sub("", text.replace("\r\n", "\n").translate(_TABLE))


def one_space(text: str) -> str:
    """Cleaned `text` with each line stripped, inner blanks as one space, and empty lines left out."""
    lines = (_BLANKS.sub(" ", line).strip() for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def opens_bullet(line: str) -> bool:
    """True where `line` opens with a list sign and a space."""
    return _BULLET.match(line) is not None
