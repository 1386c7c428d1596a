"""Text made safe for a page, and small things spelled for readers."""

import html
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.web.markup import cells_of, chat_escape, count, escape, mode_line, plain_date, without_sign


@pytest.mark.parametrize(
    "text",
    [
        "<script>",
        "![a](http://x.invalid)",
        "[a](b)",
        "**bold**",
        "`code`",
        "a | b",
        "$$x$$",
        "http://x.invalid",
        "&lt;",
    ],
)
def test_chat_text_keeps_no_character_that_markdown_or_html_reads(text):
    escaped = chat_escape(text)
    assert not set(escaped) & set("<>[]()!*`|$/:_\\\"'")
    assert html.unescape(escaped) == text


def test_chat_text_stays_on_one_line():
    assert chat_escape("one\n\ntwo\tthree") == "one  two three"


@given(st.text())
def test_chat_text_is_letters_digits_spaces_and_references(text):
    for part in chat_escape(text).replace("&#", "\0").replace(";", "\0").split("\0"):
        assert all(char.isalnum() or char == " " for char in part)


@given(st.text())
def test_escaped_text_reads_back(text):
    escaped = escape(text)
    assert "<" not in escaped and ">" not in escaped and '"' not in escaped
    assert html.unescape(escaped) == html.unescape(html.escape(text))


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        ("2024-03-02", "2 March 2024"),
        (date(2024, 12, 31), "31 December 2024"),
        (None, None),
        ("spring", "spring"),
    ],
)
def test_dates_are_written_out(given_date, expected):
    assert plain_date(given_date) == expected


def test_counts():
    assert [count(1, "paper"), count(0, "paper"), count(1200, "word")] == [
        "1 paper",
        "0 papers",
        "1,200 words",
    ]


def test_mode_line_names_the_model_or_says_there_was_none():
    assert mode_line("evidence") == "Answered in the papers’ own words, no language model."
    assert mode_line("llm:tern-7b").startswith("Drafted by tern-7b, every sentence checked")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("· Buses", "Buses"),
        ("- Buses", "Buses"),
        ("“Buses”", "“Buses”"),
        ("£5", "£5"),
        ("<b>", "<b>"),
        ("–", ""),
    ],
)
def test_the_sign_of_a_list_item_can_be_left_out(text, bare):
    assert without_sign(text) == bare


def test_cells_of_a_row_written_with_bars():
    assert cells_of("| Depot | 72 |") == ["Depot", "72"]
    assert cells_of("Depot") == ["Depot"]
