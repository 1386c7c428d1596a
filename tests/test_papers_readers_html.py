from __future__ import annotations

import html
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draft_checks import check_draft, text_of, texts
from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.html import read_html
from scrutiny_rag.papers.structure import find_blocks

AGENDA_ITEM = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Agenda item - Otters | Marlow Council</title>
<link rel="canonical" href="https://democracy.marlow.example/mgAi.aspx?ID=77">
<script>var x="no";</script></head>
<body class="page has-sidebar"><a class="skip-link" href="#c">Skip to content</a>
<div id="cookie-banner"><p>We use cookies</p></div>
<header><h1>Marlow Council</h1><nav><ul><li><a>Home</a></li></ul></nav></header>
<div id="wrap"><div id="breadcrumb">You are here: Home</div><div id="modgov">
<h1 class="mgMainTitleTxt">Agenda item</h1>
<h2 class="mgSubTitleTxt">Otters &amp; rivers<span class="mgFileSize"> PDF 12 KB</span></h2>
<ul class="mgActionList"><li>View the background</li></ul>
<h3 class="mgSubSubTitleTxt">Minutes:</h3>
<div class="mgWordPara"><p>The Warden said:</p>
<p class="MsoListParagraph"><span>·<span>&nbsp;&nbsp;&nbsp;</span></span>Otters had come<br>back.</p>
<p><strong>RESOLVED:</strong> That the report be noted.</p><p><b>RESOLVED</b></p><p><b>Next steps</b></p>
<p style="display:none">secret</p><p>Last&nbsp;words of the ﬁle</p></div>
<p class="mgSubItemTitleTxt">Supporting documents:</p>
<ul class="mgBulletList"><li><a href=x>Otter report, item 77. PDF 2 MB</a></li></ul>
</div></div><footer><p>© Marlow</p></footer></body></html>"""


def test_moderngov_item_without_what_stands_around_it() -> None:
    draft = read_html(AGENDA_ITEM.encode())
    check_draft(draft)
    assert [(m.kind, m.level, text_of(draft, m)) for m in draft.marks] == [
        ("heading", 1, "Agenda item"),
        ("heading", 2, "Otters & rivers"),
        ("heading", 3, "Minutes:"),
        ("paragraph", None, "The Warden said:"),
        ("bullet", None, "· Otters had come\nback."),
        ("paragraph", None, "RESOLVED: That the report be noted."),
        ("paragraph", None, "RESOLVED"),
        ("heading", None, "Next steps"),
        ("paragraph", None, "Last words of the file"),
        ("furniture", 3, "Supporting documents:"),
        ("furniture", None, "• Otter report, item 77."),
    ]
    assert draft.properties["title"] == "Agenda item - Otters | Marlow Council"
    assert draft.properties["source_url"] == "https://democracy.marlow.example/mgAi.aspx?ID=77"


def test_moderngov_meeting_reads_its_items_in_order() -> None:
    draft = read_html(
        b"""<html><body><div class="mgContent"><h1 class="mgMainTitleTxt">Agenda and minutes</h1>
<p>Otter Panel, Monday 3rd March 2031 7.00 pm</p><table class="mgItemTable" id="mgItemTable">
<tr><th>No.</th><th>Item</th></tr><tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">4.</p></td><td>
<p class="mgAiTitleTxt"><a class="mgAiTitleLnk">Holts PDF 500 KB</a></p>
<ul class="mgActionList"><li>View the decision</li></ul><div class="mgWordPara">To consider.</div>
<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>5.1 The Chair spoke.</p></div></td></tr>
</table></div></body></html>"""
    )
    assert draft.text.split("\n\n") == [
        "Agenda and minutes",
        "Otter Panel, Monday 3rd March 2031 7.00 pm",
        "4. Holts",
        "To consider.",
        "Minutes:",
        "5.1 The Chair spoke.",
    ]


def test_lists_carry_their_signs_and_levels() -> None:
    draft = read_html(
        b"<ul><li>one <b>bold</b><ul><li>inner</li></ul></li><li><p>two</p><p>more</p></li></ul>"
        b"<ol type='a' start='3'><li>see</li><li value='9'>nine</li></ol><ol type=I><li>first</li></ol>"
    )
    bullets = [(text_of(draft, mark), mark.level) for mark in draft.marks if mark.kind == "bullet"]
    assert bullets == [
        ("• one bold", 1),
        ("• inner", 2),
        ("• two", 1),
        ("c. see", 1),
        ("i. nine", 1),
        ("I. first", 1),
    ]
    assert texts(draft, "paragraph") == ["more"]


def test_table_rows_are_records_with_spans_filled() -> None:
    draft = read_html(
        b"<table><caption>Actions</caption><tr><th>Action</th><th>Owner</th><th>Due</th></tr>"
        b"<tr><td rowspan=2>Count holts</td><td>Warden</td><td>May</td></tr>"
        b"<tr><td colspan=2>Deputy</td></tr></table>"
    )
    rows = [mark for mark in draft.marks if mark.kind == "row"]
    assert texts(draft, "heading") == ["Actions"]
    assert [text_of(draft, row) for row in rows] == [
        "Action | Owner | Due",
        "Count holts | Warden | May",
        "Deputy",
    ]
    assert rows[2].cells == (("Action", "Count holts"), ("Owner", "Deputy"))
    assert {row.table for row in rows} == {0}


def test_title_rows_with_groups_and_rows_that_head_others_are_no_records() -> None:
    draft = read_html(
        b"<table><thead><tr><th rowspan=2>Ref</th><th colspan=2>Action</th></tr>"
        b"<tr><th>Wording</th><th>Owner</th></tr></thead>"
        b"<tr><td colspan=9><b>Lower river</b></td></tr>"
        b"<tr><td>OT 7</td><td>Count holts</td><td>Warden</td></tr>"
        b"<tr><td colspan=3>Upper river</td></tr></table>"
    )
    rows = [mark for mark in draft.marks if mark.kind == "row"]
    assert [(text_of(draft, row), row.level) for row in rows] == [
        ("Ref | Action", None),
        ("Wording | Owner", None),
        ("Lower river", 1),
        ("OT 7 | Count holts | Warden", None),
        ("Upper river", None),
    ]
    assert rows[1].cells == (("", "Wording"), ("", "Owner"))
    assert rows[3].cells == (("Ref", "OT 7"), ("Action: Wording", "Count holts"), ("Action: Owner", "Warden"))
    assert rows[4].cells == (("", "Upper river"),)


def test_a_table_that_only_places_things_is_read_as_text() -> None:
    draft = read_html(
        b"<table role=presentation><tr><td><p>Left.</p></td><td><h2>Right</h2></td></tr></table>"
    )
    assert texts(draft, "row") == []
    assert draft.text == "Left.\n\nRight"


def test_main_area_wins_over_the_rest() -> None:
    draft = read_html(
        b"<body><div>Menu Menu</div><main><p>The paper itself is here.</p></main><div>Contact</div>"
    )
    assert draft.text == "The paper itself is here."


def test_markup_in_words_stays_words() -> None:
    draft = read_html(b"<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; <!-- unseen --></p>")
    assert draft.text == "<script>alert(1)</script> &amp;"


@pytest.mark.parametrize(
    "data",
    [
        "<p>£5 – café</p>".encode(),
        "<p>£5 – café</p>".encode("utf-8-sig"),
        "<p>£5 – café</p>".encode("utf-16"),
        "<meta charset=windows-1252><p>£5 – café</p>".encode("cp1252"),
        "<meta http-equiv=x content='text/html; charset=ISO-8859-1'><p>£5 – café</p>".encode("cp1252"),
        "<p>£5 – café</p>".encode("cp1252"),
        "<meta charset=iso-8859-1><p>£5 – café</p>".encode(),
    ],
)
def test_character_sets(data: bytes) -> None:
    assert read_html(data).text == "£5 – café"


def test_saved_page_says_where_it_came_from() -> None:
    draft = read_html(
        b"<!-- saved from url=(0029)https://otters.example/minutes -->\n<html><p>Words</p></html>"
    )
    assert draft.properties["source_url"] == "https://otters.example/minutes"
    assert "source_url" not in read_html(b"<link rel=canonical href='javascript:x'><p>Words</p>").properties


@pytest.mark.parametrize(
    "data", [b"", b"<html><body><script>x</script></body></html>", b"<nav><p>Home</p></nav>"]
)
def test_a_page_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(PaperError, match="no text"):
        read_html(data)


def test_deep_nesting_is_read() -> None:
    assert "deep words" in read_html(b"<div>" * 3000 + b"deep words" + b"</div>" * 3000).text
    assert "deep words" in read_html(b"<table><tr><td>" * 300 + b"deep words").text


_WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_TAGS = st.sampled_from(
    ["p", "div", "h1", "h3", "li", "td", "span", "b", "pre", "section", "article", "blockquote"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_TAGS, _WORDS, _TAGS), min_size=1, max_size=15))
def test_offsets_hold_for_any_page(parts: list[tuple[str, str, str]]) -> None:
    body = "".join(f"<{a}>{html.escape(words)}<{b}>x</{b}></{a}>" for a, words, b in parts)
    check_draft(read_html(f"<html><body>{body}</body></html>".encode()))


def _item_page(*meetings: str) -> bytes:
    links = "".join(f"<li><a href='ieListDocuments.aspx?MId=7'>{meeting}</a></li>" for meeting in meetings)
    return AGENDA_ITEM.replace("<li>View the background</li>", links).encode()


MEETING = "Meeting of Otter Panel, Monday, 3rd March, 2031 7.00 pm (Item 8.)"


def test_the_page_of_an_item_says_which_meeting_it_is_of() -> None:
    draft = read_html(_item_page(MEETING))
    assert {key: draft.properties.get(key) for key in ("committee", "meeting_date", "item")} == {
        "committee": "Otter Panel",
        "meeting_date": "Monday, 3rd March, 2031",
        "item": "8",
    }
    assert "Meeting of" not in draft.text
    metadata = find_metadata(draft, "item.html")
    assert (metadata.body, metadata.committee, metadata.date) == (
        "Marlow Council",
        "Otter Panel",
        date(2031, 3, 3),
    )
    assert {block.item for block in find_blocks(draft, metadata.type)} == {"8"}


def test_an_item_of_several_meetings_is_of_none() -> None:
    draft = read_html(_item_page(MEETING, MEETING.replace("3rd", "10th")))
    assert not {"committee", "meeting_date", "item"} & set(draft.properties)


def test_words_struck_out_by_an_edit_are_gone() -> None:
    assert read_html(b"<p>Otters <del>left</del><ins>stayed</ins>.</p>").text == "Otters stayed."
