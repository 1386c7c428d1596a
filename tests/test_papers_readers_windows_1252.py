from __future__ import annotations

import pytest

from scrutiny_rag.papers.readers.windows_1252 import is_windows_1252


@pytest.mark.parametrize(
    "text",
    [
        "Councillor O’Reed said “£5m” – noted…",
        "Séamus Ó Broin, CÉ NA LAMPAÍ; an tÚdarás",
        "the café’s ‘lamps’ at 5°C over 20 m², 2031–2035",
        "• Mx Müller\n• Señor Peña\u00a0and façade",
        "(‘quay’) of the ’30s",
    ],
)
def test_what_word_saved_is_known(text: str) -> None:
    assert is_windows_1252(text.encode("windows-1252"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Councillor O’Reed’s “lamps”", "mac-roman"),
        ("the café", "mac-roman"),
        ("the café", "cp437"),
        ("£5", "cp437"),
        ("Wałęsa and Dvořák", "cp1250"),
        ("Dvořák", "cp1250"),
        ("Привет мир", "cp1251"),
        ("Привет мир", "koi8-r"),
        ("Ελληνικά", "cp1253"),
        ("日本語", "shift-jis"),
        ("Lamps", "ascii"),
        ("£5 – café", "utf-8"),
    ],
)
def test_other_encodings_are_not_taken_for_it(text: str, encoding: str) -> None:
    assert not is_windows_1252(text.encode(encoding))


@pytest.mark.parametrize(
    "data", [b"a bad \xff byte", "£5 and ".encode() + b"a bad \x96 byte", b"caf\xc3 au lait"]
)
def test_damaged_utf_8_is_not_taken_for_it(data: bytes) -> None:
    assert not is_windows_1252(data)
