"""Votes: numbers and names."""

from __future__ import annotations

import pytest

from scrutiny_rag.record.model import Votes
from scrutiny_rag.record.votes import read_votes


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was carried by 21 votes to 13.", Votes(21, 13)),
        ("This was rejected by five votes to two.", Votes(2, 5)),
        ("For (13), Against (58), Abstain (2)", Votes(13, 58, 2)),
        ("There were 4 in favour, 3 against and 1 abstention.", Votes(4, 3, 1)),
        (
            "For: Councillors Hall, Marsh (J) and Reed. Against: Councillor Ode.",
            Votes(3, 1, None, ("Hall", "Marsh (J)", "Reed"), ("Ode",)),
        ),
        ("The pier is old.", None),
    ],
)
def test_votes(text: str, wanted: Votes | None) -> None:
    assert read_votes(text) == wanted
