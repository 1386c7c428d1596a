"""Whether bytes are text in Windows-1252, which Word and Notepad saved before UTF-8 was usual."""

from __future__ import annotations

import re

# Bytes that make one character in UTF-8; next to none stand so in the prose of another encoding.
_UTF_8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SMALL = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžß"
_LETTERS = _SMALL + _SMALL.replace("ß", "").upper()
_WORD = re.compile(rf"[A-Za-z{_LETTERS}]+")
_ALONE = frozenset("àáéíóúÀÁÉÍÓÚ")
# A capital inside a word, or two unlike letters with accents side by side: another encoding's letters. Irish
# sets t, n and h before a capital.
_NO_WORD = re.compile(
    rf"(?!\A[tnh][ÁÉÍÓÚ])[a-z{_SMALL}][{_LETTERS[len(_SMALL) :]}]|([{_LETTERS}])(?!\1)[{_LETTERS}]",
)
# Quotation marks at words, dashes, money and measures, each where prose has it.
_SIGN = re.compile(
    r"[‘“](?=[\w(\[£€‘“…])|(?<=[\w.,;:!?)\]%…’”–—-])[’”]|(?<!\w)’(?=\w)|(?<=[\s\w.,;:)\]’”])[–—]|[–—](?=\s)|"
    r"(?<=[\w.,!?\s])…|[£€](?=\s?\d)|(?<=\d)[°²³½¼¾º]|(?<=\d )°|(?<=m)[²³]|(?<!\w)[½¼¾](?!\w)|§(?=\s?\d)|"
    r"(?<=\w)[®™]|©(?=\s)|[•·](?=\s)|\u00a0"
)


def is_windows_1252(data: bytes) -> bool:
    """True where `data` is not UTF-8 and every byte beyond ASCII is, in Windows-1252, in its place.

    Damaged UTF-8 and other encodings give characters that stand where no prose has them; one such is enough.
    """
    if _is_utf_8(data) or _UTF_8_PAIR.search(data):
        return False
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        return False
    placed = {match.start() for match in _SIGN.finditer(text)}
    for word in _WORD.finditer(text):
        if not word[0].isascii() and _is_word(word[0]):
            placed.update(range(word.start(), word.end()))
    return all(match.start() in placed for match in _BEYOND_ASCII.finditer(text))


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_word(word: str) -> bool:
    plain = sum(map(str.isascii, word))
    return word in _ALONE or (plain > 0 and len(word) - plain <= max(1, plain) and not _NO_WORD.search(word))
