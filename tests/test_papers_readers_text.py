from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draft_checks import check_draft, texts
from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.text import read_markdown, read_text


def test_text_is_what_path_reads(tmp_path: Path) -> None:
    data = "Otter Panel\r\nminutes\rof £5\n".encode() + b"bad \xff byte\n"
    (tmp_path / "a.txt").write_bytes(data)
    draft = read_text(data)
    assert draft.text == (tmp_path / "a.txt").read_text(encoding="utf-8", errors="replace")
    assert draft.warnings == ("1 characters could not be decoded; save the file as UTF-8.",)
    assert draft.pages == ()


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["# Head", "**Bold line**", "- item", "---", "2", "| a | b |", "|---|---|", "| 1 | 2 |"]
            ),
            st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
        ),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_markdown_marks_index_the_decoded_file(lines: list[str], newline: str) -> None:
    data = newline.join(["Otters", *lines]).encode()
    draft = read_markdown(data)
    assert draft.text == data.decode().replace("\r\n", "\n")
    check_draft(draft, cleaned=False)


def test_markdown_marks_headings_items_and_tables() -> None:
    draft = read_markdown(
        b"# Otter Panel\n\n**Present:**\n\n- Mx Reed\n  of the river\n- Mx Brook\n\n"
        b"| Action | Owner |\n| --- | --- |\n| Count \\| list | Reed |\n\nPlain words.\n"
    )
    assert texts(draft, "heading") == ["# Otter Panel", "**Present:**"]
    assert [mark.level for mark in draft.marks if mark.kind == "heading"] == [1, None]
    assert texts(draft, "bullet") == ["- Mx Reed\n  of the river", "- Mx Brook"]
    rows = [mark for mark in draft.marks if mark.kind == "row"]
    assert rows[0].cells == (("", "Action"), ("", "Owner"))
    assert rows[1].cells == (("Action", "Count | list"), ("Owner", "Reed"))
    assert texts(draft, "furniture") == ["| --- | --- |"]


def test_page_marks_and_scan_notices_are_furniture_but_other_numbers_are_not() -> None:
    draft = read_markdown(
        b"---\n*<small>Scanned, may contain errors</small>*\n\nFirst\n\n7\n---\n2\n\n3.\n\nSecond"
    )
    assert texts(draft, "furniture") == ["---", "*<small>Scanned, may contain errors</small>*", "---", "2"]


def test_front_matter_gives_properties_and_only_text() -> None:
    draft = read_markdown(
        b"---\ntitle: 'Otter minutes'\nurl: https://otters.example/1\ndate: 2031-03-03\n---\nWords"
    )
    assert draft.properties == {
        "title": "Otter minutes",
        "source_url": "https://otters.example/1",
        "published": "2031-03-03",
    }
    assert all(kind == "furniture" for kind in {mark.kind for mark in draft.marks})


def test_page_mark_at_the_top_is_no_front_matter() -> None:
    draft = read_markdown(b"---\nMINUTES\n\nof the panel: held\n---\n2\n")
    assert draft.properties == {}
    assert texts(draft, "furniture") == ["---", "---", "2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_other_unicode_forms_need_their_mark(encoding: str) -> None:
    data = "Otters £5".encode(encoding)
    if encoding == "utf-16-le":
        with pytest.raises(PaperError, match="UTF-8"):
            read_text(data)
    else:
        assert read_text(data).text == "Otters £5"


@pytest.mark.parametrize("read", [read_text, read_markdown])
def test_byte_order_mark_stays_as_path_reads_it_and_is_no_word(read: Callable[[bytes], Draft]) -> None:
    draft = read(b"\xef\xbb\xbf# Minutes of the Otter Panel\n\nNoted.\n")
    assert draft.text.startswith("\ufeff# Minutes")
    assert texts(draft, "furniture") == ["\ufeff"]
    assert find_metadata(draft, "otters.md").title == "Minutes of the Otter Panel"


def test_byte_order_mark_hides_no_heading_and_no_front_matter() -> None:
    assert texts(read_markdown("\ufeff# Otters\n\nNoted.\n".encode()), "heading") == ["# Otters"]
    assert read_markdown("\ufeff---\ntitle: Otters\n---\nNoted.\n".encode()).properties == {"title": "Otters"}


def test_windows_1252_is_read_with_a_warning() -> None:
    draft = read_text("The Warden’s “otters” cost £5 – noted.\r\n".encode("windows-1252"))
    assert draft.text == "The Warden’s “otters” cost £5 – noted.\n"
    assert draft.warnings == ("The file is not UTF-8: it was read as Windows-1252; save it as UTF-8.",)


@pytest.mark.parametrize(
    "data", [b"", b" \n\n", bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\0\0\0", b"\x80\x81" * 50]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(PaperError):
        read_text(data)


def test_a_few_control_characters_are_kept() -> None:
    assert read_text(b"Otters \x01 came back to the river").text == "Otters \x01 came back to the river"
