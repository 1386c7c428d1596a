"""Answers as text to take along."""

from __future__ import annotations

from scrutiny_rag.plain import markdown_escape
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.copying import answer_markdown, answer_text, conversation_markdown
from scrutiny_rag.web.exchange import Exchange
from test_web_messages import answer, citation
from test_web_origins import MINUTES

GIVEN = answer(
    "- “in *June*” [1]\n- and later", citation(1, "in\n*June*", page=4, speaker="Ann Clerk", **MINUTES)
)
FACTS = (
    "Ann Clerk, Minutes, Brackley Council, Transport Panel, 2 March 2024, "
    "draft, to be confirmed, page 4 (minutes.pdf)"
)


def test_plain_text_has_every_source_with_its_words():
    copied = answer_text(GIVEN)
    assert copied.startswith("- “in *June*” [1]") and f"[1] “in *June*” — {FACTS}" in copied


def test_markdown_shows_what_the_paper_says_as_it_is():
    copied = answer_markdown(GIVEN)
    assert copied.startswith("- “in \\*June\\*” \\[1\\]\n- and later")
    assert "1. “in \\*June\\*”" in copied and "(minutes.pdf)" in copied
    assert markdown_escape("# a <b> [x](y) 1. z") == "\\# a \\<b\\> \\[x\\](y) 1. z"
    assert markdown_escape("1. z") == "1\\. z"


def test_a_conversation_has_its_questions_in_order_and_only_whole_answers():
    taken = conversation_markdown(
        [
            Exchange("One?", Filters(body="Brackley"), answer=GIVEN, done=True),
            Exchange("Two?", error="It failed.", done=True),
            Exchange("Three?", answer=GIVEN),
        ],
        "Questions",
    )
    assert taken.index("## One?") < taken.index("Searched only: body Brackley") < taken.index("## Two?")
    assert "No answer. It failed." in taken and "Three?" not in taken
    none = answer("Not in these papers.", citation(1, "near"), status="not_found")
    assert "which do not answer it" in answer_text(none)
