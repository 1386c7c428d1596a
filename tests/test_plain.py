"""What is printed steers no terminal."""

from __future__ import annotations

import pytest

from scrutiny_rag.plain import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[31mred", "�[31mred"),
        ("a\rb\u2028c", "a b c"),
        ("\u202egpj.exe\u2066", "�gpj.exe�"),
        ("Zoë – “quoted” 政府", "Zoë – “quoted” 政府"),
    ],
)
def test_what_steers_is_replaced_and_the_rest_stays(text: str, shown: str) -> None:
    assert plain(text) == shown
