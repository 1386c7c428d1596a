"""Chat messages."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.messages import answer_html, messages


def citation(number: int, quote: str, **more) -> Citation:
    fields = {
        "paper": "a.pdf",
        "title": None,
        "body": None,
        "date": None,
        "page": None,
        "section": None,
        "speaker": None,
    }
    return Citation(
        **{**fields, "number": number, "quote": quote, "char_start": 0, "char_end": len(quote), **more}
    )


def answer(text: str, *citations: Citation, **more) -> Answer:
    fields = {
        "question": "When?",
        "status": "answered",
        "text": text,
        "mode": "evidence",
        "citations": citations,
    }
    return Answer(**{**fields, **more})


def reply(given: Answer, **more) -> str:
    return answer_html(Exchange("When?", answer=given, done=True, **more), turn=3)


def seen(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def test_two_messages_an_exchange_in_order():
    log = messages([Exchange("One?"), Exchange("Two?")])
    assert [message["role"] for message in log] == ["user", "assistant"] * 2
    assert "Two&#63;" in log[2]["content"]


def test_marks_become_links_that_name_exchange_and_source():
    rendered = reply(answer("It opens “in June” [1].", citation(1, "in June", speaker="Mara Quill")))
    assert re.findall(r'<a class="cite" href="([^"]+)">', rendered) == ["#source-3-1"]
    assert "Source 1: Mara Quill" in seen(rendered)
    assert '<span class="own-words">in June</span>' in rendered


def test_a_number_in_brackets_that_is_no_citation_or_stands_in_a_quote_is_text():
    quote = "as footnote [1] says"
    rendered = reply(answer(f"It is “{quote}” [1], see [7].", citation(1, quote)))
    assert rendered.count('<a class="cite"') == 1
    assert "as footnote [1] says” Source 1" in seen(rendered)
    assert "see [7]." in seen(rendered)


def test_a_quote_is_known_without_its_bullet_and_its_line_breaks():
    rendered = reply(answer("They said “Buses run [1] late” [1].", citation(1, "· Buses run\n[1] late")))
    assert (
        '<span class="own-words">Buses run &#91;1&#93; late</span>' in rendered
        and rendered.count('<a class="cite"') == 1
    )


def test_bars_between_the_cells_of_a_quoted_row_are_drawn_as_points():
    rendered = reply(answer("“| Depot | 72 |” [1]", citation(1, "| Depot | 72 |")))
    assert "“Depot · 72” Source 1" in seen(rendered)
    assert "a | b" in seen(reply(answer("a | b")))


def test_no_links_before_the_citations_have_come():
    part = Exchange("When?", answer=answer("It opens “in June” [1]."))
    assert "<a " not in answer_html(part, 0) and "answer-pending" in answer_html(part, 0)


def test_text_of_papers_and_people_is_never_markup():
    evil = (
        "<script>alert(1)</script> ![x](http://p.invalid/x.png) [a](javascript:b) **c** $$d$$"
        "\n\n    <img src=x onerror=e>"
    )
    log = messages(
        [
            Exchange(
                evil,
                Filters(speaker=evil),
                answer(f"{evil} [1]", citation(1, "zz", title=evil), notice=evil, understood={evil: evil}),
                done=True,
                error=evil,
            )
        ]
    )
    for message in log:
        content = message["content"]
        assert "\n" not in content
        assert set(re.findall(r"<(\w+)", content)) <= {"div", "p", "b", "a", "span", "ul", "li"}
        text_only = re.sub(r"<[^>]+>|&#\d+;", "", content)
        assert not set(text_only) & set("<>[]()!*`$&\\")
        assert evil.split("\n")[0] in html.unescape(content)
    hrefs = re.findall(r'href="([^"]*)"', log[1]["content"])
    assert hrefs[0] == "#source-0-1" and all(re.fullmatch(r"#do-[a-z]+-0", href) for href in hrefs[1:])


def test_lists_and_paragraphs():
    rendered = reply(answer("They agreed:\n- “Buses” [1]\n- trams\nAnd left."))
    assert re.sub(r"<span[^>]*>|</span>|<a.*?</a>", "", rendered).count("<li>") == 2
    assert rendered.index("</ul>") < rendered.index("And left")


@pytest.mark.parametrize(
    ("status", "words"),
    [("not_found", "Not found in these papers"), ("partial", "Only part of this is in the papers")],
)
def test_not_found_and_partial_are_told_apart(status, words):
    rendered = reply(answer("Nothing on that.", status=status))
    assert words in seen(rendered) and f"answer-{status}" in rendered
    assert words not in seen(reply(answer("It is.")))


def test_each_answer_says_who_wrote_it_and_that_it_can_be_wrong():
    assert "own words, no language model. Check the quotes: any answer can be wrong." in seen(
        reply(answer("x"))
    )
    assert "Drafted by tern-7b, every sentence checked" in seen(reply(answer("x", mode="llm:tern-7b")))


def test_what_was_understood_chosen_and_noticed_is_said():
    rendered = seen(
        reply(
            answer(
                "x", notice="The model did not reply.", understood={"since": "2024-03-01", "body": "Brackley"}
            ),
            filters=Filters(body="Brackley", until=date(2024, 5, 2)),
        )
    )
    assert "The model did not reply." in rendered
    assert "Understood from your question: from 1 March 2024" in rendered
    assert "Searched only: body Brackley until 2 May 2024" in rendered


def test_waiting_and_failing():
    assert "Searching the papers" in seen(answer_html(Exchange("When?"), 0))
    failed = answer_html(Exchange("When?", done=True, error="The index is gone."), 0)
    assert seen(failed).startswith("No answer. The index is gone.") and "answer-failed" in failed


def test_a_follow_up_shows_how_it_was_understood_above_its_answer():
    taken = "Who said that? (after “<b>Which</b> plan?”)"
    rendered = reply(answer("Ada Quill did.", understood={"question": taken, "speaker": "Ada Quill"}))
    assert seen(rendered).startswith(
        "Understood as: Who said that? (after “<b>Which</b> plan?”)Ada Quill did."
    )
    assert "<b>" not in rendered and rendered.count("Understood as") == 1
    assert "Understood as" not in reply(answer("Ada Quill did."))


def test_where_filters_left_nothing_it_is_said_and_clearing_is_offered():
    lost = answer("Not in these papers: no paper fits the filters.", status="not_found")
    narrowed = reply(lost, filters=Filters(body="Brackley"))
    assert "Your filters left nothing to search" in seen(narrowed) and 'href="#do-clear-3"' in narrowed
    assert "#do-clear" not in reply(lost) and "Your filters" not in seen(reply(lost))
    assert "#do-clear" not in reply(answer("It is."), filters=Filters(body="Brackley"))
    failed = answer_html(Exchange("When?", Filters(speaker="Nobody"), done=True, error="There is none."), 3)
    assert 'href="#do-clear-3"' in failed


def test_a_finished_exchange_can_be_asked_again_and_edited():
    rendered = reply(answer("“in June” [1]", citation(1, "in June")))
    assert re.findall(r'href="#do-([a-z]+)-3"', rendered) == ["sources", "again", "edit"]
    assert "#do-" not in answer_html(Exchange("When?", answer=answer("x")), 0)
