"""Where the words of an answer come from."""

from __future__ import annotations

from scrutiny_rag.web.origins import origins
from test_web_messages import answer, citation, reply, seen

MINUTES = {
    "paper": "minutes.pdf",
    "title": "Minutes",
    "body": "Brackley Council",
    "committee": "Transport Panel",
    "date": "2024-03-02",
    "draft": True,
}


def test_a_paper_is_told_once_with_all_that_is_known():
    given = answer(
        "“in June” [1] “late” [2] “buses” [3]",
        citation(1, "in June", page=4, item="5", **MINUTES),
        citation(2, "late"),
        citation(3, "buses", page=2, **MINUTES),
    )
    first, second = origins(given)
    assert (first.numbers, first.title, first.draft) == ((1, 3), "Minutes", True)
    assert first.facts == ("Brackley Council", "Transport Panel", "2 March 2024", "pages 2, 4", "item 5")
    assert (second.title, second.facts, second.draft) == ("a.pdf", ("no date stated",), False)


def test_each_message_shows_its_own_sources():
    said = seen(reply(answer("“in June” [1]", citation(1, "in June", **MINUTES))))
    for fact in ("Minutes", "Brackley Council", "Transport Panel", "2 March 2024", "Draft, to be confirmed"):
        assert fact in said


def test_those_of_an_answer_that_is_none_are_called_nearest():
    near = answer("Not in these papers. “in June” [1]", citation(1, "in June"), status="not_found")
    rendered = seen(reply(near))
    assert "Nearest places, which do not answer it" in rendered and "Place 1" in rendered
    assert "Source 1" not in rendered
