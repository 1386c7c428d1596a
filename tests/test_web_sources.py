"""The sources panel."""

from __future__ import annotations

import html
import re

import pytest

from scrutiny_rag.papers.model import Metadata, Paper, PaperError
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.sources import EMPTY, panel, places, preview
from test_web_messages import answer, citation

TEXT = "The depot was shut for a week. It will open in June, said the clerk. Buses run as before."
PAPER = Paper("a.pdf", TEXT, metadata=Metadata(title="Depot minutes", body="Brackley"))


def paper_of(name: str) -> Paper:
    if name != "a.pdf":
        raise PaperError(f"There is no paper named {name}.")
    return PAPER


def cite(number: int, quote: str, **more):
    start = TEXT.index(quote)
    return citation(number, quote, **{"char_start": start, "char_end": start + len(quote), **more})


def rendered(*citations, focus=1, move=False, **more) -> str:
    exchange = Exchange("When?", answer=answer("x", *citations, **more), done=True)
    return panel(exchange, 2, paper_of, focus, move)


def test_the_quote_is_marked_in_its_place():
    markup = rendered(cite(1, "It will open in June, said the clerk."))
    assert '<mark id="quote-2-1">It will open in June, said the clerk.</mark>' in markup
    assert "The depot was shut for a week." in markup and "Buses run as before." in markup


def test_the_head_says_whose_words_and_where():
    markup = rendered(
        cite(
            1,
            "in June",
            title="Depot <minutes>",
            body="Brackley",
            committee="Transport Panel",
            date="2024-03-02",
            draft=True,
            item="5",
            page=4,
            section="5 › Depot",
            speaker="Ann Clerk",
        )
    )
    summary = re.search(r"<summary>(.*?)</summary>", markup)[1]
    assert "Depot &lt;minutes&gt;" in summary
    assert (
        '<b class="speaker">Ann Clerk</b> · <span class="draft">Draft, to be confirmed</span> '
        "Brackley · Transport Panel · 2 March 2024 · item 5 · page 4 · 5 › Depot"
    ) in summary


def test_a_section_does_not_repeat_the_title_and_a_preview_has_no_signs():
    markup = rendered(cite(1, "in June", title="Depot", section="Depot › Actions"), focus=None)
    assert "· Actions</span>" in markup or ">Actions</span>" in markup
    assert preview("| 10(c) | Mend\nthe gate |") == "10(c) · Mend the gate"
    assert preview("· " + "word " * 60).endswith(" …") and len(preview("word " * 60)) <= 165


def test_what_is_not_known_is_left_out_not_invented():
    summary = re.search(r"<summary>(.*?)</summary>", rendered(cite(1, "in June")))[1]
    assert "page" not in summary and "None" not in summary and "no date stated" in summary
    assert "Depot minutes" in summary, "the paper's own title stands in for a citation without one"


def test_only_the_chosen_card_is_open():
    markup = rendered(cite(1, "in June"), cite(2, "for a week"), focus=2)
    assert re.findall(r'<details class="card" id="(source-2-\d)"( open)?>', markup) == [
        ("source-2-1", ""),
        ("source-2-2", " open"),
    ]
    assert 'data-focus="2"' in markup and "2 sources" in markup


def test_the_same_choice_twice_is_rendered_anew():
    assert rendered(cite(1, "in June")) != rendered(cite(1, "in June"))


def test_the_citation_to_copy_is_complete():
    markup = rendered(
        cite(1, "in June", title='The "Depot"', body="Brackley", date="2024-03-02", page=4, speaker="Ann")
    )
    copied = html.unescape(re.findall(r'data-copy="([^"]*)"', markup)[-1])
    assert copied == '“in June” — Ann, The "Depot", Brackley, 2 March 2024, page 4 (a.pdf)'


def test_nothing_found_shows_the_nearest_places_as_such():
    near = (cite(1, "in June"), cite(2, "for a week"))
    markup = rendered(*near, focus=None, status="not_found")
    assert "Nearest 2 places" in markup and "do not answer it" in markup
    assert markup.count('class="card card-near"') == 2 and "Place 1: " in markup and "Source 1" not in markup
    assert [place.quoted for place in places(answer("x", *near, status="not_found"))] == [False, False]


def test_the_answer_can_be_copied_with_its_sources_and_linked_to():
    markup = rendered(cite(1, "in June"))
    plain, markdown, _ = [html.unescape(copied) for copied in re.findall(r'data-copy="([^"]*)"', markup)]
    assert (
        "[1] “in June” — Depot" not in plain
        and "[1] “in June” — a.pdf" in plain
        and "1. “in June”" in markdown
    )
    start = TEXT.index("in June")
    assert re.findall(r'data-link="([^"]*)"', markup) == [
        "?q=When%3F",
        f"?paper=a.pdf&amp;at={start}-{start + 7}",
    ]
    assert "data-link" not in panel(Exchange("When?", answer=answer("x")), 0, paper_of, None, False)


def test_a_paper_that_is_gone_or_changed_is_said_and_never_mismarked():
    assert "no longer in the index" in rendered(citation(1, "in June", paper="gone.pdf"))
    changed = rendered(citation(1, "in July", char_start=3, char_end=10))
    assert "has changed since" in changed and "<mark" not in changed


def test_before_any_question_and_while_waiting():
    assert panel(None, 0, paper_of, None, False) == EMPTY
    assert panel(Exchange("When?"), 0, paper_of, None, False) == EMPTY
    failed = panel(Exchange("When?", error="It failed.", done=True), 0, paper_of, None, False)
    assert "no sources" in failed


@pytest.mark.parametrize("field", ["title", "body", "section", "speaker", "date"])
def test_fields_are_text(field):
    evil = "<img src=x onerror=alert(1)>\"'"
    markup = rendered(cite(1, "in June", **{field: evil}))
    assert "<img" not in markup
    assert html.escape(evil) in markup


def test_places_of_an_answer_without_citations_or_passages():
    assert places(answer("x")) == []
