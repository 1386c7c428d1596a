"""File names from addresses that strangers chose."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.fetching.naming import another, file_name, is_safe_name, safe_stem

SITE = "https://papers.marlow.example"


@pytest.mark.parametrize(
    ("path", "suffix", "name"),
    [
        ("/ieListDocuments.aspx?CId=3&MId=40&Ver=4", ".html", "meeting-40.html"),
        ("/mg/mgAi.aspx?ID=77", ".html", "item-77.html"),
        ("/documents/s12/Otter%20survey%20(v2).pdf", ".pdf", "s12-Otter-survey-v2.pdf"),
        ("/documents/s12/Arolwg%20d%C5%B5r.pdf", ".pdf", "s12-Arolwg-dŵr.pdf"),
        ("/", ".html", "papers.marlow.example.html"),
        ("/about/", ".html", "about.html"),
        ("/view.aspx?id=3&x=../../y", ".pdf", "view-id-3-x-y.pdf"),
        ("/..%2f..%2fetc%2fpasswd", ".html", "passwd.html"),
        ("/..%5c..%5cboot.ini", ".txt", "boot.txt"),
        ("/CON.pdf", ".pdf", "paper-CON.pdf"),
        ("/com1.tar.pdf", ".pdf", "paper-com1.tar.pdf"),
        ("/.htaccess", ".txt", "htaccess.txt"),
        ("/%00.pdf", ".pdf", "paper.pdf"),
        ("/manifest.csv", ".txt", "manifest.txt"),
        ("/-rf.pdf", ".pdf", "rf.pdf"),
    ],
)
def test_names(path: str, suffix: str, name: str) -> None:
    assert file_name(httpx.URL(SITE + path), suffix) == name


@given(st.text())
def test_any_text_makes_a_plain_name(text: str) -> None:
    name = safe_stem(text) + ".pdf"
    assert is_safe_name(name)
    assert len(name.encode()) <= 140
    assert not set(name) & set('/\\:*?"<>|\0 ')
    assert ".." not in name
    assert safe_stem(text) == safe_stem(text)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        ".hidden",
        "../up.pdf",
        "/etc/x.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "c:x.pdf",
        "nul.pdf",
        "x\n.pdf",
    ],
)
def test_names_in_a_manifest_that_are_not_used(name: str) -> None:
    assert not is_safe_name(name)


def test_a_name_with_a_number() -> None:
    assert another("item-7.html", 2) == "item-7-2.html"
