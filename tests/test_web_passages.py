"""A stretch of a paper as HTML."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.papers.model import Block, BlockKind, Page, Paper
from scrutiny_rag.web.passages import Span, context, render_paper, render_pieces


def paper_of(*parts: tuple[BlockKind, str], **more) -> Paper:
    text, blocks = "", []
    for kind, words in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(words), **more))
        text += words
    return Paper("a.txt", text, blocks=tuple(blocks))


def span_of(paper: Paper, words: str) -> Span:
    start = paper.text.index(words)
    return Span(start, start + len(words))


def shown(rendered: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", rendered)).split())


MINUTES = paper_of(
    (BlockKind.HEADING, "4. Gritting"),
    (BlockKind.PARAGRAPH, "Forty roads were gritted in January."),
    (BlockKind.HEADING, "5. Buses"),
    (BlockKind.PARAGRAPH, "The panel heard from two drivers."),
    (BlockKind.BULLET, "The 91 will run later from May. It will also call at the depot."),
    (BlockKind.FURNITURE, "Page 3 of 9"),
    (BlockKind.BULLET, "Fares stay as they are."),
    (BlockKind.HEADING, "6. Any other business"),
    (BlockKind.PARAGRAPH, "There was none."),
)


def test_context_stays_in_the_quotes_section_and_leaves_furniture_out():
    quote = span_of(MINUTES, "The 91 will run later from May.")
    rendered = render_pieces(MINUTES, context(MINUTES, quote), quote, "quote-0-1")
    assert shown(rendered) == (
        "5. Buses The panel heard from two drivers. "
        "The 91 will run later from May. It will also call at the depot. Fares stay as they are."
    )
    assert '<mark id="quote-0-1">The 91 will run later from May.</mark>' in rendered
    assert "<h3" in rendered and rendered.count("b-bullet") == 2


def test_furniture_is_shown_where_it_is_the_quote():
    quote = span_of(MINUTES, "Page 3 of 9")
    assert "<mark" in render_pieces(MINUTES, context(MINUTES, quote), quote, "q")


def test_a_long_block_is_cut_at_sentences_and_says_so():
    sentences = [f"Sentence number {n} is about drains." for n in range(60)]
    paper = paper_of((BlockKind.PARAGRAPH, " ".join(sentences)))
    quote = span_of(paper, sentences[30])
    pieces = context(paper, quote, around=100)
    rendered = shown(render_pieces(paper, pieces, quote, "q"))
    assert rendered.startswith("… Sentence number 2") and rendered.endswith("drains. …")
    assert sentences[30] in rendered and sentences[20] not in rendered
    assert len(rendered) < 320


def test_a_quote_over_two_blocks_is_marked_in_both_and_has_one_id():
    start, end = span_of(MINUTES, "call at the depot.").start, span_of(MINUTES, "Fares stay").end
    rendered = render_pieces(MINUTES, context(MINUTES, Span(start, end)), Span(start, end), "q")
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", rendered) == [
        "call at the depot.",
        "Page 3 of 9",
        "Fares stay",
    ]
    assert rendered.count('id="q"') == 1


def test_a_turn_shows_who_speaks_even_where_it_is_cut():
    label, speech = (
        "Owen Tarrant (Assistant Commissioner): ",
        "It rained. " * 80 + "We shall open in June. " + "It rained. " * 80,
    )
    block = Block(
        BlockKind.TURN, 0, len(label + speech.rstrip()), speaker="Owen Tarrant", speech_start=len(label)
    )
    paper = Paper("t.txt", label + speech, blocks=(block,))
    quote = span_of(paper, "We shall open in June.")
    assert '<b class="speaker">Owen Tarrant:</b> … ' in render_pieces(
        paper, context(paper, quote), quote, "q"
    )
    assert f'<b class="speaker">{label.strip()}</b> It rained.' in render_paper(paper, quote, "q")


def test_signs_of_markdown_are_drawn_and_not_shown():
    paper = paper_of((BlockKind.HEADING, "## Bins"), (BlockKind.BULLET, "- Emptied on Tuesdays"))
    assert shown(render_paper(paper, None, "q")) == "Bins Emptied on Tuesdays"
    whole = span_of(paper, "- Emptied")
    assert '<mark id="q">Emptied</mark> on Tuesdays' in render_paper(paper, whole, "q")


def test_a_row_shows_its_cells_under_their_columns():
    text = "| Depot | 72 | By <June> |"
    cells = (("Place", "Depot"), ("Posts & people", "72"), ("", "By <June>"))
    row = Block(BlockKind.ROW, 0, len(text), cells=cells)
    paper = Paper("r.md", text, blocks=(row,))
    rendered = render_paper(paper, Span(0, text.index("By")), "q")
    assert (
        re.findall(r"<mark[^>]*>([^<]*)</mark>", rendered) == ["Depot", "72"]
        and rendered.count('id="q"') == 1
    )
    assert shown(rendered) == "Place Depot Posts & people 72 By <June>" and "|" not in rendered
    elsewhere = Paper(
        "r.md", text, blocks=(Block(BlockKind.ROW, 0, len(text), cells=(("Place", "Stable"),)),)
    )
    assert shown(render_paper(elsewhere, None, "q")) == text


def test_a_quoted_row_stands_without_the_rest_of_its_table():
    paper = paper_of(
        (BlockKind.PARAGRAPH, "Actions of March."),
        (BlockKind.ROW, "1 | Mend the gate"),
        (BlockKind.ROW, "2 | Paint it"),
    )
    quote = span_of(paper, "1 | Mend the gate")
    assert (
        shown(render_pieces(paper, context(paper, quote), quote, "q"))
        == "Actions of March. 1 | Mend the gate"
    )


def test_the_whole_paper_says_where_its_pages_begin():
    blocks = (Block(BlockKind.PARAGRAPH, 0, 3, page=1), Block(BlockKind.PARAGRAPH, 4, 7, page=2))
    paper = Paper("p.pdf", "one two", pages=(Page(1, 0, 4), Page(2, 4, 7)), blocks=blocks)
    assert shown(render_paper(paper, None, "q")) == "Page 1 one Page 2 two"


def test_a_paper_without_blocks_is_one_paragraph_and_an_empty_one_is_nothing():
    assert (
        render_paper(Paper("a.txt", "Just words."), None, "q")
        == '<p class="b-paragraph" id="at-0">Just words.</p>'
    )
    assert render_paper(Paper("a.txt", " \n"), None, "q") == ""


@given(st.text(min_size=1, max_size=300), st.integers(0, 299), st.integers(1, 60))
def test_every_quote_is_marked_whole_and_nothing_in_it_is_markup(text, start, length):
    paper = Paper("a.txt", text)
    start = min(start, len(text) - 1)
    quote = Span(start, min(start + length, len(text)))
    rendered = render_pieces(paper, context(paper, quote, around=40), quote, "q")
    if not text.strip():
        assert rendered == ""
        return
    marked = html.unescape(
        "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", rendered.replace("<br>", ""), re.S))
    )
    expected = html.unescape(html.escape(text[quote.start : quote.end]))
    assert "".join(marked.split()) == "".join(expected.split())
    assert set(re.findall(r"</?(\w+)", rendered)) <= {"p", "mark", "br"}
