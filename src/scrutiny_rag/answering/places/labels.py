"""What a place stands under: its paper's label and file, its headings, speaker and date."""

from __future__ import annotations

from pathlib import Path

from scrutiny_rag.answering.places.place import Place
from scrutiny_rag.papers.model import Paper, in_words
from scrutiny_rag.store.analysis import terms


def label_terms(place: Place) -> frozenset[str]:
    """Index terms of what `place` stands under."""
    row = place.hit.passage
    return frozenset(terms(" ".join(filter(None, (*_paper_label(place.paper), row.section, row.speaker)))))


def _paper_label(paper: Paper) -> tuple[str | None, ...]:
    meta = paper.metadata
    day = in_words(meta.date) if meta.date else None
    return (
        meta.title,
        meta.body,
        meta.committee,
        day,
        Path(paper.name).stem.replace("-", " ").replace("_", " "),
    )
