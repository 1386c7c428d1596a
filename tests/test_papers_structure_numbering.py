"""Which numbered lines of minutes and agendas open an item, in the forms in which councils number them."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.model import BlockKind, PaperType
from scrutiny_rag.papers.readers import Draft, Mark
from scrutiny_rag.papers.structure import find_blocks
from scrutiny_rag.papers.structure.item_numbers import read_number


def items_of(text: str, draft: Draft | None = None) -> list[tuple[str | None, str]]:
    """The items' headings: number and words."""
    blocks = find_blocks(draft or Draft(text), PaperType.MINUTES)
    return [
        (b.item, " ".join(text[b.char_start : b.char_end].split()))
        for b in blocks
        if b.kind is BlockKind.HEADING and b.item
    ]


def item_at(text: str, words: str) -> str | None:
    at = text.index(words)
    return next(
        b.item for b in find_blocks(Draft(text), PaperType.MINUTES) if b.char_start <= at < b.char_end
    )


@pytest.mark.parametrize(
    ("text", "value", "label", "series"),
    [
        ("5. Roads", 5, "5", ""),
        ("05 Roads", 5, "5", ""),
        ("11A Roads", 11, "11A", ""),
        ("3(a) Roads", 3, "3(a)", ""),
        ("Item No. 7: Roads", 7, "7", ""),
        ("Minute 34  ROADS", 34, "34", ""),
        ("640 ROADS", 640, "640", ""),
        ("1204. Roads", 1204, "1204", ""),
        ("12/24 ROADS", 12, "12/24", "/24"),
        ("12/2024-25 ROADS", 12, "12/2024-25", "/2024-25"),
        ("OS.43 Roads", 43, "OS.43", "OS."),
        ("HP.24/25.12 Roads", 12, "HP.24/25.12", "HP.24/25."),
    ],
)
def test_numbers_are_read_as_printed(text: str, value: int, label: str, series: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.value, number.label, number.series) == (value, label, series)
    assert number.rest.lower() == "roads"


@pytest.mark.parametrize(
    "text",
    [
        "2024 Budget",
        "2024.",
        "2023/24 Budget",
        "12/11/2023 Roads",
        "5.3 The panel",
        "No.5 Quay Street",
        "1,500",
    ],
)
def test_years_dates_and_sums_are_no_items(text: str) -> None:
    assert read_number(text) is None


def test_an_item_may_open_with_a_person() -> None:
    text = (
        "7. Declarations of Interest\n\nThere were none.\n\n8. Proposed Sale of the Net Loft\n\n"
        "The Harbour Master undertook to send a plan.\n\n9. Officers' Answer to the Call-in\n\n"
        "It was read.\n\n10. Mr Costa's petition on Ropewalk\n\nIt was received.\n\n"
        "11. Any Other Business\n\nNone.\n"
    )
    assert [item for item, _ in items_of(text)] == ["7", "8", "9", "10", "11"]
    assert item_at(text, "undertook to send") == "8"


def test_a_list_of_people_opens_no_items() -> None:
    text = (
        "1. Minutes\n\nThey were agreed.\n\n2. Visitors\n\nThere came to the quay that day:\n\n"
        "1. Mr Abara of the Trust\n\n2. Mrs Bell of the Lifeboat\n\n3. Dr Costa of the School\n\n"
        "4. Questions\n\nNone.\n"
    )
    assert [item for item, _ in items_of(text)] == ["1", "2", "4"]


def test_minute_numbers_count_on_through_the_year() -> None:
    text = (
        "640 EVACUATION\n\nThe Chair told where the doors are.\n\n641 MINUTES\n\nThey were signed.\n\n"
        "642 SLIPWAY\n\nThe slipway was discussed, and these were asked for:\n\n1. Rails\n\n2. Lamps\n"
    )
    assert [item for item, _ in items_of(text)] == ["640", "641", "642"]
    marks = tuple(
        Mark("heading", text.index(line), text.index(line) + len(line), level=2)
        for line in ("640 EVACUATION", "641 MINUTES", "642 SLIPWAY")
    )
    assert [item for item, _ in items_of(text, Draft(text, marks=marks))] == ["640", "641", "642"]


def test_a_high_number_among_an_agendas_own_is_no_item() -> None:
    text = "1. Minutes\n\nAgreed.\n\n2. Housing\n\n640 HOMES PLANNED\n\nThey are late.\n\n3. Questions\n\nNone.\n"
    assert [item for item, _ in items_of(text)] == ["1", "2", "3"]


def test_the_word_minute_numbers_an_item() -> None:
    text = (
        "Minute 34  APOLOGIES\n\nNone.\n\nMinute 35  SLIPWAY\n\nAs was said, Minute 34 was read.\n\n"
        "Minute 36  QUAY\n\nIt is old.\n"
    )
    assert [item for item, _ in items_of(text)] == ["34", "35", "36"]
    assert item_at(text, "It is old") == "36"


@pytest.mark.parametrize("form", ["{}/24 {}", "OS.{} {}", "HP.24/25.{} {}"])
def test_numbers_with_a_year_or_a_committees_letters(form: str) -> None:
    titles = ["Apologies for absence", "Slipway repairs", "Waste"]
    lines = [form.format(41 + i, title) for i, title in enumerate(titles)]
    text = "OLD QUAY PANEL\n" + "\n".join(f"{line}\nThe panel heard of it from Mr Bell." for line in lines)
    assert [words for _, words in items_of(text)] == lines
    assert item_at(text, "The panel heard") == lines[0].split()[0]


def test_one_fraction_is_no_run_of_items() -> None:
    text = "1. Minutes\n\nAgreed.\n\n24/70 CARE\n\nIt was praised.\n\n2. Questions\n\nNone.\n"
    assert [item for item, _ in items_of(text)] == ["1", "2"]


def test_titles_may_end_in_a_full_stop() -> None:
    text = (
        "118. Minutes.\n\nThey were signed.\n\n119. Question Time.\n\nThere were none.\n\n"
        "120. Review of the slipway.\n\nThe panel was told of it.\n\nRESOLVED:\n\n"
        "1. That the slipway be mended.\n\n2. Report on Lamps.\n"
    )
    assert [item for item, _ in items_of(text)] == ["118", "119", "120"]
    blocks = find_blocks(Draft(text), PaperType.MINUTES)
    assert next(b for b in blocks if "told of it" in text[b.char_start : b.char_end]).heading == (
        "Review of the slipway",
    )


def test_numbers_without_a_stop_count_beside_their_neighbours() -> None:
    text = (
        "1 Welcome to visitors\nThe Chair welcomed them.\n\n2 Minutes of the last meeting\nAgreed.\n\n"
        "3 Old Quay slipway\nDr Bell spoke of it.\n"
    )
    assert [item for item, _ in items_of(text)] == ["1", "2", "3"]


def test_lines_of_their_own_are_not_run_together() -> None:
    text = (
        "AGENDA\n1. Apologies for absence\n2. Minutes (Pages 1 - 8)\nTo confirm the minutes of June.\n"
        "3. Ferry review (Pages 9 - 40)\nThe panel is asked to note how the ferry ran in the storms of May.\n"
        "4. Date of next meeting\n1 July 2024\n"
    )
    assert [item for item, _ in items_of(text)] == ["1", "2", "3", "4"]
    assert item_at(text, "The panel is asked") == "3"


def test_a_title_that_breaks_after_an_initial_is_whole() -> None:
    text = (
        "4. MINUTES\n\nAgreed.\n\n5. NOTICE OF MOTION FROM COUNCILLOR L.\n\nABARA (FROM THE MAY MEETING)\n\n"
        "That lamps be lit.\n"
    )
    assert items_of(text)[1] == ("5", "5. NOTICE OF MOTION FROM COUNCILLOR L. ABARA (FROM THE MAY MEETING)")
