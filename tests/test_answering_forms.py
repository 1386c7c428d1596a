"""Forms of reasons, decisions and promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scrutiny_rag.answering.forms import decides, gives_reason, promises


@pytest.mark.parametrize(
    ("form", "holds", "lacks"),
    [
        (gives_reason, "It shut because its planks were rotten.", "It was shut."),
        (gives_reason, "Lids were fitted in order to keep gulls out.", "Lids were fitted neatly."),
        (gives_reason, "That is why the bell fell silent.", "The bell fell silent."),
        (decides, "The Panel agreed to mend it.", "The bell is old."),
        (decides, "The Panel requested a timetable.", "The timetable was long."),
        (promises, "We shall send the timetable.", "The timetable was long."),
        (promises, "I’ll write to the Panel.", "I wrote to the Panel."),
        (promises, "The Council intends to plant alders.", "The Council planted alders."),
    ],
)
def test_a_form_is_seen_and_its_lack_too(form: Callable[[str], bool], holds: str, lacks: str) -> None:
    assert form(holds)
    assert not form(lacks)
    assert not form("")
