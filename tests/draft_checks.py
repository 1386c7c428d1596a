"""What holds for every draft, whatever the format."""

from __future__ import annotations

import unicodedata

from scrutiny_rag.papers.readers import Draft, Mark


def check_draft(draft: Draft, cleaned: bool = True) -> None:
    at = 0
    for mark in draft.marks:
        assert at <= mark.char_start < mark.char_end <= len(draft.text)
        stretch = draft.text[mark.char_start : mark.char_end]
        assert stretch == stretch.strip()
        at = mark.char_end
    if draft.pages:
        assert [page.number for page in draft.pages] == list(range(1, len(draft.pages) + 1))
        assert draft.pages[0].char_start == 0
        assert draft.pages[-1].char_end == len(draft.text)
        for before, after in zip(draft.pages, draft.pages[1:], strict=False):
            assert before.char_end == after.char_start
    if cleaned:
        # Readers that make the text themselves mark all of it and leave nothing unprintable in it.
        covered = set().union(*(range(mark.char_start, mark.char_end) for mark in draft.marks))
        assert all(char.isspace() or i in covered for i, char in enumerate(draft.text))
        assert not [c for c in draft.text if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")]


def text_of(draft: Draft, mark: Mark) -> str:
    return draft.text[mark.char_start : mark.char_end]


def texts(draft: Draft, kind: str) -> list[str]:
    return [text_of(draft, mark) for mark in draft.marks if mark.kind == kind]
