"""Passages keep to blocks, fit the model, have exact offsets, and lose nothing but furniture."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from llama_index.core.schema import MetadataMode

from scrutiny_rag.ingestion.passages import PassageParser, embedded_text, paper_document, section_of
from scrutiny_rag.papers.model import Act, Block, BlockKind, Metadata, Page, Paper

SEARCHED = [kind for kind in BlockKind if kind is not BlockKind.FURNITURE]
WORDS = st.sampled_from(
    [
        *(
            "the panel heard that lamps £18,400 Ó’Súilleabháin e.g. No. 3 (b) 17.5% x’y 🦆 — mended. done?"
        ).split(),
        *("\u200b", "w" * 130, "https://example.org/a/b/c?d=e&f=" + "g" * 40, "ﬁnances\u00a0due", "廊下"),
    ]
)
GAPS = st.sampled_from(["\n\n", "\n", "  \n \n", " "])


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Blocks of any kind and length, with white space between them, under headings, on pages."""
    text, blocks = draw(st.sampled_from(["", "\n", "  "])), []
    heading: tuple[str, ...] = ()
    for number in range(draw(st.integers(0, 9))):
        kind = draw(st.sampled_from([*SEARCHED, BlockKind.FURNITURE, BlockKind.PARAGRAPH]))
        size = draw(st.sampled_from([1, 3, 12, 12, 60, 400]))
        some = draw(st.lists(WORDS, min_size=1, max_size=6))
        body = draw(st.sampled_from([" ", "\n", "\n\n"])).join((some * size)[:size])
        start = len(text)
        blocks.append(
            Block(
                kind,
                start,
                start + len(body),
                heading=heading,
                item=draw(st.sampled_from([None, "3"])),
                speaker=draw(st.sampled_from([None, "Ida Moss AM"])) if kind is BlockKind.TURN else None,
                turn=number if kind is BlockKind.TURN else None,
                page=1,
                act=draw(st.sampled_from([None, Act.RESOLVES])),
            )
        )
        if kind is BlockKind.HEADING:
            heading = (*heading[:1], " ".join(body.split()))
        text += body + draw(GAPS)
    half = len(text) // 2
    pages = (Page(1, 0, half), Page(2, half, len(text))) if draw(st.booleans()) else ()
    title = draw(st.sampled_from([None, "Lamps of the borough", "Wigs " * 60, "x" * 400]))
    return Paper("lamps.md", text, pages, tuple(blocks), Metadata(title=title))


@pytest.mark.parametrize("max_tokens", [40, 200, 254])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paper=papers())
def test_any_paper(embedding, max_tokens: int, paper: Paper) -> None:
    nodes = PassageParser(embedding.count_tokens, max_tokens).passages(paper)

    assert all(count <= max_tokens for count in embedding.count_tokens([embedded_text(n) for n in nodes]))
    covered: set[int] = set()
    last = 0
    for ordinal, node in enumerate(nodes):
        start, end = node.start_char_idx, node.end_char_idx
        assert start is not None and end is not None
        assert last <= start < end, "in order, without overlap"
        last = end
        assert node.get_content() == paper.text[start:end] == paper.text[start:end].strip()
        assert node.metadata["ordinal"] == ordinal
        covered |= set(range(start, end))
        if paper.pages:
            assert node.metadata["page"] == paper.page_at(start)
    for block in paper.blocks:
        inside = {i for i in range(block.char_start, block.char_end) if not paper.text[i].isspace()}
        if block.kind is BlockKind.FURNITURE:
            assert not inside & covered, "furniture is not searched"
        else:
            assert inside <= covered, "nothing else is lost"


def paper_of(*parts: tuple[BlockKind, str, dict]) -> Paper:
    text, blocks = "", []
    for kind, body, more in parts:
        blocks.append(Block(kind, len(text), len(text) + len(body), **more))
        text += body + "\n\n"
    return Paper("p.md", text, (), tuple(blocks), Metadata(title="Lamps"))


def cut(embedding, paper: Paper, max_tokens: int = 200) -> list[str]:
    return [node.get_content() for node in PassageParser(embedding.count_tokens, max_tokens).passages(paper)]


def test_a_heading_joins_what_follows_it(embedding) -> None:
    head = (BlockKind.HEADING, "Lamps by the quay", {})
    under = {"heading": ("Lamps by the quay",)}
    assert cut(embedding, paper_of(head, (BlockKind.PARAGRAPH, "Nine lamps shine.", under))) == [
        "Lamps by the quay\n\nNine lamps shine."
    ]


@pytest.mark.parametrize(
    "second",
    [{"heading": ("B",)}, {"heading": ("A",), "item": "4"}, {"heading": ("A",), "speaker": "Ida Moss AM"}],
)
def test_other_headings_items_and_speakers_part_passages(embedding, second: dict) -> None:
    same = {"heading": ("A",)}
    first = (BlockKind.PARAGRAPH, "Nine lamps shine.", same)
    assert len(cut(embedding, paper_of(first, (BlockKind.PARAGRAPH, "Two are out.", same)))) == 1
    assert len(cut(embedding, paper_of(first, (BlockKind.PARAGRAPH, "Two are out.", second)))) == 2


def test_furniture_parts_passages(embedding) -> None:
    paper = paper_of(
        (BlockKind.PARAGRAPH, "Nine lamps shine.", {}),
        (BlockKind.FURNITURE, "Page 3 of 9", {}),
        (BlockKind.PARAGRAPH, "Two are out.", {}),
    )
    assert cut(embedding, paper) == ["Nine lamps shine.", "Two are out."]


def test_a_long_turn_is_cut_between_sentences_evenly(embedding) -> None:
    sentence = "The lamp at the end of the quay was lit by the keeper at dusk on that day."
    body = " ".join([sentence] * 30)
    passages = cut(embedding, paper_of((BlockKind.TURN, body, {"speaker": "Ida Moss AM", "turn": 0})))
    assert len(passages) > 2
    assert all(p.startswith("The lamp") and p.endswith("day.") for p in passages)
    sizes = [len(p) for p in passages]
    assert min(sizes) > 0.6 * max(sizes)


def test_a_passage_says_where_it_stands(embedding) -> None:
    paper = paper_of(
        (BlockKind.HEADING, "Lamps", {}),
        (BlockKind.TURN, "Ida Moss: We will mend them.", {
            "heading": ("Lamps",), "item": "3", "speaker": "Ida Moss AM", "act": Act.UNDERTAKES, "exchange": 7,
        }),
    )  # fmt: skip
    (node,) = PassageParser(embedding.count_tokens, 200).passages(paper)
    meta = node.metadata
    assert (meta["item"], meta["speaker_name"], meta["act"], meta["exchange"]) == (
        "3",
        "Ida Moss AM",
        "undertakes",
        7,
    )
    assert meta["section_path"] == "Lamps"
    assert meta["title"], "words find a passage by its paper's title, its vector does not hold it"
    assert embedded_text(node) == node.get_content(MetadataMode.EMBED)
    assert embedded_text(node).startswith("Lamps | Ida Moss AM\n")


def test_it_is_a_node_parser_of_llama_index(embedding) -> None:
    paper = paper_of((BlockKind.PARAGRAPH, "Nine lamps shine.", {}))
    parser = PassageParser(embedding.count_tokens, 200)
    assert [n.get_content() for n in parser([paper_document(paper)])] == ["Nine lamps shine."]


def test_section_of_joins_the_heading_path() -> None:
    assert section_of(Block(BlockKind.PARAGRAPH, 0, 1, heading=("A", "B"))) == "A › B"
    assert section_of(Block(BlockKind.PARAGRAPH, 0, 1)) is None
