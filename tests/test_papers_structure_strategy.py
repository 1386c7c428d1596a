"""Headings, numbers and tables of strategies, reports, articles and action lists."""

from __future__ import annotations

from scrutiny_rag.papers.model import Block, BlockKind, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.text import read_markdown
from scrutiny_rag.papers.structure import find_blocks

ARTICLE = """Analysis

Lamps for the old quay

3 mins read Ports
A long winter of dark evenings on the quay is to end, the Trust says.

The Harbour Trust has set out twelve commitments on light, the first of them by June of next year.

Money first

“We have the money for half of it,” says its captain, who has worked on the quay for as long as anyone there.

What comes after

The rest depends on dues, which have fallen in each of the past four years as the ferries carry fewer people.

More like this

Deckhand wanted

Old Quay (East)
"""


def pairs(draft: Draft, kind: PaperType) -> list[tuple[Block, str]]:
    return [(block, draft.text[block.char_start : block.char_end]) for block in find_blocks(draft, kind)]


def test_short_lines_between_paragraphs_of_an_article_are_headings() -> None:
    blocks = pairs(Draft(ARTICLE), PaperType.ARTICLE)
    headings = [text for block, text in blocks if block.kind is BlockKind.HEADING]
    assert headings == ["Analysis", "Lamps for the old quay", "Money first", "What comes after"]
    assert [block.heading for block, text in blocks if "the captain" in text or "its captain" in text] == [
        ("Money first",)
    ]


def test_links_at_the_end_of_an_article_are_furniture() -> None:
    blocks = pairs(Draft(ARTICLE), PaperType.ARTICLE)
    tail = [text for block, text in blocks if block.kind is BlockKind.FURNITURE]
    assert tail == ["More like this\n\nDeckhand wanted\n\nOld Quay (East)"]


STRATEGY = """# Light for all

## 2. Lamps

### 2.1 Where

2.1.1 Lamps stand at the slipway.

- Commitment 4: every lamp is looked at twice a year.

Commitment 5: broken lamps are mended in a week.

1. Measure the dark.
2. Mend it.

| Measure | Target |
| --- | --- |
| Lamps lit | 40 |
"""


def test_the_heading_path_follows_the_levels() -> None:
    blocks = pairs(read_markdown(STRATEGY.encode()), PaperType.STRATEGY)
    numbered = next(block for block, text in blocks if text.startswith("2.1.1"))
    assert numbered.heading == ("Light for all", "2. Lamps", "2.1 Where")
    assert (numbered.kind, numbered.paragraph) == (BlockKind.PARAGRAPH, "2.1.1")


def test_commitments_keep_their_numbers() -> None:
    blocks = pairs(read_markdown(STRATEGY.encode()), PaperType.STRATEGY)
    assert next(block for block, text in blocks if "in a week" in text).paragraph == "5"
    assert next(block for block, text in blocks if "Mend it" in text).kind is BlockKind.BULLET


def test_rows_carry_their_cells() -> None:
    blocks = pairs(read_markdown(STRATEGY.encode()), PaperType.STRATEGY)
    rows = [block for block, _ in blocks if block.kind is BlockKind.ROW]
    assert rows[-1].cells == (("Measure", "Lamps lit"), ("Target", "40"))
    assert rows[-1].heading[-1] == "2.1 Where"


def test_headings_of_plain_text_by_their_look() -> None:
    text = (
        "THE OLD QUAY\n\nWHY LIGHT MATTERS\n\n"
        "People fall on the quay in the dark, and nobody counts how many of them do.\n\n"
        "1.2 How to count\n\n"
        "We shall ask the harbour surgery for a figure every month and print it on the board.\n"
    )
    blocks = pairs(Draft(text), PaperType.REPORT)
    assert next(block for block, text in blocks if "surgery" in text).heading == (
        "WHY LIGHT MATTERS",
        "1.2 How to count",
    )


BARS = """Summary list of actions

Minute item | Subject and action required | Status | Action by
4(b) | Send the map of the works to every Member | Completed 4 June | Engineer
5 | Mend the crane before the fair | In progress | Captain
"""


def test_an_action_list_drawn_with_bars() -> None:
    blocks = pairs(Draft(BARS), PaperType.ACTION_LIST)
    rows = [block for block, _ in blocks if block.kind is BlockKind.ROW]
    assert [row.item for row in rows] == [None, "4(b)", "5"]
    assert dict(rows[1].cells) == {
        "Minute item": "4(b)",
        "Subject and action required": "Send the map of the works to every Member",
        "Status": "Completed 4 June",
        "Action by": "Engineer",
    }


def test_an_action_list_drawn_with_tabs() -> None:
    text = "Ref\tAction\tStatus\n7\tMend the crane before the fair\tDone\n8\tPaint it\tNot begun\n"
    rows = [block for block, _ in pairs(Draft(text), PaperType.ACTION_LIST) if block.kind is BlockKind.ROW]
    assert rows[2].cells == (("Ref", "8"), ("Action", "Paint it"), ("Status", "Not begun"))


def test_a_row_that_heads_others_heads_them_to_the_end_of_the_table() -> None:
    builder = DraftBuilder("html")
    builder.add("heading", "Actions", 1)
    builder.add_row([("Ref", "1"), ("Action", "Count boats")], 0)
    builder.add_row([("", "Old Quay:")], 0, heads=True)
    builder.add_row([("Ref", "2"), ("Action", "Mend the crane")], 0)
    builder.add_row([("", "New Quay")], 0, heads=True)
    builder.add_row([("Ref", "3"), ("Action", "Light the lamps")], 0)
    builder.add("paragraph", "The list ends here.")
    for kind in (PaperType.ACTION_LIST, PaperType.MINUTES, PaperType.TRANSCRIPT):
        blocks = pairs(builder.finish(), kind)
        top = ("Actions",) if blocks[1][0].heading else ()
        assert [(block.kind, block.heading) for block, _ in blocks[1:]] == [
            (BlockKind.ROW, top),
            (BlockKind.HEADING, top),
            (BlockKind.ROW, (*top, "Old Quay")),
            (BlockKind.HEADING, top),
            (BlockKind.ROW, (*top, "New Quay")),
            (BlockKind.PARAGRAPH, top),
        ]
        assert all(block.cells == () for block, _ in blocks if block.kind is BlockKind.HEADING)


def test_one_bar_makes_no_table() -> None:
    blocks = pairs(Draft("The sign said Quay | Ferry.\n\nNobody read it.\n"), PaperType.REPORT)
    assert [block.kind for block, _ in blocks] == [BlockKind.PARAGRAPH] * 2


def test_a_commitments_title_heads_the_paragraphs_of_its_number() -> None:
    text = (
        "Old Quay Harbour Strategy 2024-2029\n\nForeword\n\nA harbour is what its people make of it each day.\n\n"
        "Priority 1: Mend the quay\n\n1.1 We will mend the crane by 2026.\n\n"
        "Priority 2: Light the slipway\n\n2.1 We will put up twelve lamps by 2028.\n\n"
        "Priority 3: A ferry that runs on every Sunday of the year.\n\nIt stops in winter now.\n"
    )
    found = [(b, text[b.char_start : b.char_end]) for b in find_blocks(Draft(text), PaperType.STRATEGY)]
    lamps = next(b for b, words in found if "twelve lamps" in words)
    assert (lamps.heading, lamps.paragraph) == (("Priority 2: Light the slipway",), "2.1")
    ferry = next(b for b, words in found if "on every Sunday" in words)
    assert (ferry.kind, ferry.paragraph) == (BlockKind.BULLET, "3")


def test_a_commitments_title_stays_under_the_heading_that_the_format_marks() -> None:
    text = "# Harbour plan\n\n## What we will do\n\nPriority 1: Mend the quay\n\n1.1 The crane is to be mended.\n"
    draft = read_markdown(text.encode())
    crane = next(
        b for b in find_blocks(draft, PaperType.STRATEGY) if "crane" in draft.text[b.char_start : b.char_end]
    )
    assert crane.heading == ("Harbour plan", "What we will do", "Priority 1: Mend the quay")
