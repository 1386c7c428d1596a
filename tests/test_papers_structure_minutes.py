"""Items, motions and replies, resolutions, bullets and page marks of minutes."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.model import Act, Block, BlockKind, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.text import read_markdown
from scrutiny_rag.papers.structure import find_blocks

WRAPPED = """---
**MINUTES OF PROCEEDINGS AT MEETING OF THE HARBOUR DISTRICT HELD IN THE NET LOFT, OLD**

**QUAY, ON MONDAY, 3RD JUNE, 2030 AT 9.30 A.M.**

**PRESENT IN THE CHAIR:** Councillor R. Abara, Mayor.

**MEMBERS PRESENT:**

Councillors Bell, Costa, Dunne, Ekström, Farah, Grant, Hale, Ivers, Jansen, Kerr and

Lund.

**1.**

**Adoption of Minutes**

Circulated were the draft Minutes of 6th May, 2019.

Proposed by Councillor Bell;

Seconded by Councillor Costa;

And Resolved:

“That, the draft Minutes, as sent round, be taken as read.”

**2.**

**Roads**

**(a)**

**Resurfacing**

The Engineer told the Members that Ropewalk and the lanes behind it were to be resurfaced

in the coming month, and undertook to send a map of the works to every Member before the
---
2

contractor starts on them.

**(b)**

**Lighting**

\uf0b7 Twelve lamps on the old quay had failed in the storms of the winter and their posts had

to be replaced.

\uf0b7 A grant was sought.

**NOTICES OF MOTION**

**3.**

**Notice of Motion submitted by Councillor F. Grant**

***I will move at the next Meeting that two benches be placed at the slipway in Ropewalk***

***for those who wait on the ferry.***

The motion was proposed by Councillor Grant and seconded by Councillor Hale.

**REPLY:**

Benches have been ordered, and three things are needed before they can be fixed:

1. A licence for the foreshore;

2. A footing of concrete;

3. Two dry days.

**4. Notice of Motion submitted by Councillor I. Jansen (to be referred to the Transport**

**Committee)**

***I will move at the next Meeting that the ferry be asked to run on Sundays.***

It was agreed to refer this Motion to the Transport Committee.
"""


def blocks_of(text: str, kind: PaperType = PaperType.MINUTES) -> list[tuple[Block, str]]:
    draft = read_markdown(text.encode())
    return [(block, draft.text[block.char_start : block.char_end]) for block in find_blocks(draft, kind)]


def one(blocks: list[tuple[Block, str]], words: str) -> Block:
    found = [block for block, text in blocks if words in " ".join(text.split())]
    assert len(found) == 1, f"{len(found)} blocks hold {words!r}"
    return found[0]


def test_a_number_and_its_title_make_one_heading() -> None:
    heading = one(blocks_of(WRAPPED), "Adoption of Minutes")
    assert (heading.kind, heading.item) == (BlockKind.HEADING, "1")
    assert one(blocks_of(WRAPPED), "Circulated were the").heading == ("Adoption of Minutes",)


def test_a_motion_and_its_reply_share_item_and_heading() -> None:
    blocks = blocks_of(WRAPPED)
    motion, reply = one(blocks, "two benches be placed"), one(blocks, "Benches have been ordered")
    assert motion.item == reply.item == "3"
    assert motion.heading == reply.heading
    assert motion.heading[-1] == "Notice of Motion submitted by Councillor F. Grant"
    assert reply.kind is BlockKind.PARAGRAPH


def test_a_section_over_several_items_heads_them_all() -> None:
    blocks = blocks_of(WRAPPED)
    assert one(blocks, "two benches").heading[0] == "NOTICES OF MOTION"
    assert one(blocks, "run on Sundays").heading[0] == "NOTICES OF MOTION"
    assert one(blocks, "NOTICES OF MOTION").item is None


def test_a_title_broken_over_bold_lines_is_whole() -> None:
    motion = one(blocks_of(WRAPPED), "run on Sundays")
    title = "Notice of Motion submitted by Councillor I. Jansen (to be referred to the Transport Committee)"
    assert motion.heading[-1] == title


def test_lettered_parts_carry_the_items_number() -> None:
    blocks = blocks_of(WRAPPED)
    assert one(blocks, "Twelve lamps").item == "2(b)"
    assert one(blocks, "The Engineer told").heading == ("Roads", "Resurfacing")


def test_a_list_inside_an_item_opens_no_item() -> None:
    blocks = blocks_of(WRAPPED)
    licence = one(blocks, "A licence for the foreshore")
    assert (licence.kind, licence.paragraph, licence.item) == (BlockKind.BULLET, "1", "3")


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    blocks = blocks_of(WRAPPED)
    assert one(blocks, "Hale, Ivers, Jansen, Kerr and Lund.") is one(blocks, "MEMBERS PRESENT")
    bullet = one(blocks, "to be replaced")
    assert bullet is one(blocks, "Twelve lamps")
    assert bullet.kind is BlockKind.BULLET


def test_page_marks_are_furniture_between_the_halves_of_a_paragraph() -> None:
    blocks = blocks_of(WRAPPED)
    marks = [text for block, text in blocks if block.kind is BlockKind.FURNITURE]
    assert marks == ["---", "---\n2"]
    assert one(blocks, "contractor starts on them.").item == one(blocks, "The Engineer told").item == "2(a)"


def test_what_a_block_does_is_said() -> None:
    blocks = blocks_of(WRAPPED)
    assert one(blocks, "And Resolved:").act is Act.RESOLVES
    assert one(blocks, "And Resolved:") is one(blocks, "be taken as read")
    assert one(blocks, "undertook to send a map").act is Act.UNDERTAKES
    assert one(blocks, "agreed to refer this Motion").act is Act.RESOLVES
    assert one(blocks, "Twelve lamps").act is None


def test_minutes_have_no_speakers() -> None:
    text = WRAPPED + "\n\nThe Mayor said this: the ferry is late.\n\nCouncillor Bell: apologies.\n"
    assert all(block.speaker is None for block, _ in blocks_of(text))


ITEM_PAGE = """Skip to content
Agenda item
Report of the Harbour Trust - To Follow
Minutes:
Captain Okafor gave the panel the report of the Trust, and these points were made:
·         The Trust has mended the crane.
·
With regards to the slipway, the panel was
told that it would open in May.
· Dues had risen.
RESOLVED:
That the report be noted
Supporting documents:
"""


def test_a_page_of_one_item() -> None:
    draft = Draft(ITEM_PAGE)
    found = [(b.kind, ITEM_PAGE[b.char_start : b.char_end]) for b in find_blocks(draft, PaperType.MINUTES)]
    assert [kind for kind, _ in found] == [
        BlockKind.FURNITURE,
        BlockKind.HEADING,
        BlockKind.FURNITURE,
        BlockKind.PARAGRAPH,
        BlockKind.BULLET,
        BlockKind.BULLET,
        BlockKind.BULLET,
        BlockKind.PARAGRAPH,
        BlockKind.FURNITURE,
    ]
    assert found[5][1].endswith("told that it would open in May.")
    assert found[7][1] == "RESOLVED:\nThat the report be noted"
    resolved = find_blocks(draft, PaperType.MINUTES)[7]
    assert resolved.act is Act.RESOLVES
    assert resolved.heading == ("Report of the Harbour Trust - To Follow",)


def test_items_as_words_and_numbers_out_of_turn() -> None:
    text = """Item 1: Apologies

None were received.

Item 2: Presentation on the ferry

The manager spoke for an hour about the ferry and its engines.

5.3 The panel heard that the engines were old and would be replaced in the coming year.
"""
    blocks = blocks_of(text)
    assert one(blocks, "None were received").item == "1"
    numbered = one(blocks, "engines were old")
    assert (numbered.item, numbered.paragraph) == ("2", "5.3")


def test_what_a_label_does_holds_for_the_list_below_it() -> None:
    text = (
        "The panel considered the report.\n\nRESOLVED:\n\n"
        "1. That the crane be mended.\n\n2. That it be painted.\n"
    )
    blocks = blocks_of(text)
    assert one(blocks, "be painted").act is Act.RESOLVES
    assert one(blocks, "considered the report").act is None


def test_recommendations_are_kept_apart_from_resolutions_and_notes() -> None:
    text = (
        "The Panel agreed to recommend that dues fall.\n\nThe Panel noted the report.\n\nIt was fine weather."
    )
    assert [block.act for block, _ in blocks_of(text)] == [Act.RECOMMENDS, Act.NOTES, None]


def test_an_initial_is_no_list_letter() -> None:
    block = one(
        blocks_of("Item 1: Fish\n\nV. Costa told the panel that the fish had gone.\n"), "V. Costa told"
    )
    assert (block.kind, block.paragraph) == (BlockKind.PARAGRAPH, None)


def test_a_title_that_a_conversion_took_apart_is_one_heading() -> None:
    text = (
        "MINUTES OF PROCEEDINGS AT SPECIAL MEETING OF OLD\n\nQUAY HELD IN THE NET LOFT, ON\n\n"
        "FRIDAY, 3rd MAY, 2019.\n\nPRESENT:\n\nCouncillor Bell.\n"
    )
    blocks = blocks_of(text)
    assert blocks[0][0].kind is BlockKind.HEADING
    assert blocks[0][1].endswith("2019.")
    assert blocks[1][0].heading == ()


@pytest.mark.parametrize(
    "head",
    [
        "**OLD QUAY COUNCIL**\n\n**Minutes of the meeting held on 5 March 2024**",
        "**Old Quay Council**\n\n**Harbour Scrutiny Panel (Ferries)**\n\n**Thursday 12 September 2024**",
        "# Minutes\n\n**Old Quay Council**",
        "OLD QUAY COUNCIL\n\n**A G E N D A**",
    ],
)
def test_what_names_the_paper_heads_no_part_of_it(head: str) -> None:
    blocks = blocks_of(f"{head}\n\n**1. Ferries**\n\nThe panel heard of the ferry and of its engines.\n")
    assert one(blocks, "The panel heard").heading == ("Ferries",)


def test_a_section_above_the_first_item_heads_it() -> None:
    blocks = blocks_of(
        "**OLD QUAY COUNCIL**\n\n**Minutes of the meeting held on 5 March 2024**\n\nPRESENT: Councillor Bell.\n\n"
        "**MATTERS FOR THE COMMITTEE**\n\n**1. Ferries**\n\nThe panel heard of the ferry.\n"
    )
    assert one(blocks, "The panel heard").heading == ("MATTERS FOR THE COMMITTEE", "Ferries")
