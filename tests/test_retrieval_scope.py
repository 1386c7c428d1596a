"""What filters leave of an index, and what is said where they name what it lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from invented_papers import (
    ALL,
    CHAIR,
    COPY,
    DIRECTOR,
    HOSTILE,
    MEMBER,
    MINUTES_2023,
    MINUTES_2024,
    STRATEGY,
    TRANSCRIPT,
    assistant,
)
from scrutiny_rag.errors import FilterError
from scrutiny_rag.papers.model import Metadata, PaperType
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.scope import Scope, find_scope


def scope(**filters: object) -> Scope:
    return find_scope(Filters(**filters), assistant().retriever.catalogue())  # type: ignore[arg-type]


def left(**filters: object) -> set[str]:
    """Names of the papers that the filters leave."""
    found = scope(**filters)
    papers = assistant().retriever.catalogue().papers
    return {row.name for row in papers.values() if found.papers is None or row.id in found.papers}


def test_without_filters_everything_is_searched() -> None:
    assert scope().papers is None and scope().speakers is None and left() == set(ALL)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"body": "Saltmarsh Council"}, {MINUTES_2023, MINUTES_2024, STRATEGY}),
        ({"body": "saltmarsh council "}, {MINUTES_2023, MINUTES_2024, STRATEGY}),
        ({"body": "Saltmarsh"}, {MINUTES_2023, MINUTES_2024, STRATEGY}),
        ({"body": "Council"}, {MINUTES_2023, MINUTES_2024, STRATEGY, HOSTILE}),
        ({"committee": "harbour panel"}, {MINUTES_2023, MINUTES_2024}),
        ({"type": PaperType.TRANSCRIPT}, {TRANSCRIPT}),
        ({"type": PaperType.AGENDA}, set()),
        ({"since": date(2023, 3, 14)}, {MINUTES_2023, MINUTES_2024}),
        ({"since": date(2023, 3, 15)}, {MINUTES_2024}),
        ({"until": date(2022, 6, 9)}, {TRANSCRIPT, HOSTILE}),
        ({"until": date(2022, 6, 8)}, {HOSTILE}),
        ({"since": date(2022, 1, 1), "until": date(2023, 12, 31)}, {TRANSCRIPT, MINUTES_2023}),
        ({"since": date(2025, 1, 1), "until": date(2021, 1, 1)}, set()),
        ({"paper": MINUTES_2024}, {MINUTES_2024}),
        ({"paper": MINUTES_2024.upper()}, {MINUTES_2024}),
        ({"paper": "harbour-20"}, {MINUTES_2023, MINUTES_2024}),
        ({"paper": COPY}, {MINUTES_2023}),
        ({"body": "Saltmarsh Council", "type": PaperType.STRATEGY}, {STRATEGY}),
        ({"body": "Saltmarsh Council", "until": date(2023, 12, 31)}, {MINUTES_2023}),
        ({"body": "Saltmarsh Council", "committee": "Culture Committee"}, set()),
        ({"paper": TRANSCRIPT, "body": "Saltmarsh Council"}, set()),
    ],
)
def test_filters_narrow_together(filters: dict[str, object], expected: set[str]) -> None:
    assert left(**filters) == expected


def test_papers_that_a_filter_on_dates_leaves_out_for_want_of_one_are_counted() -> None:
    assert scope().undated == 0 and scope(type=PaperType.STRATEGY).undated == 0
    assert scope(since=date(2023, 1, 1)).undated == 1
    assert scope(since=date(2023, 1, 1), type=PaperType.MINUTES).undated == 0


def test_a_paper_without_a_date_is_in_no_stretch_of_time() -> None:
    assert STRATEGY not in left(since=date(1900, 1, 1)) | left(until=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (CHAIR, {CHAIR}),
        ("thornbury", {CHAIR}),
        ("Okonkwo", {MEMBER}),
        ("AM", {CHAIR, MEMBER}),
        (DIRECTOR, {DIRECTOR}),
        ("o'keefe", {DIRECTOR}),
        ("O’Keefe", {DIRECTOR}),
        ("B. O'Keefe", {DIRECTOR}),
        ("Okonkwo Hale", {MEMBER}),
    ],
)
def test_a_speaker_is_found_by_part_of_the_name(wanted: str, expected: set[str]) -> None:
    found = scope(speaker=wanted)
    assert set(found.speakers or ()) == expected


@pytest.mark.parametrize(
    ("filters", "nearest"),
    [
        ({"body": "Saltmash Council"}, "Saltmarsh Council"),
        ({"committee": "Culture Comittee"}, "Culture Committee"),
        ({"speaker": "Ada Thornbery"}, CHAIR),
        ({"paper": "harbor-2023.md"}, MINUTES_2023),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(filters: dict[str, object], nearest: str) -> None:
    with pytest.raises(FilterError) as refusal:
        scope(**filters)
    (field, wanted), *_ = filters.items()
    said = str(refusal.value)
    assert (
        nearest in said and str(wanted) in said and field in said and said.endswith(".") and "\n" not in said
    )


@pytest.mark.parametrize("field", ["body", "committee", "speaker", "paper"])
@pytest.mark.parametrize("wanted", ["", "   "])
def test_an_empty_filter_is_refused(field: str, wanted: str) -> None:
    with pytest.raises(FilterError, match=f"{field} is empty"):
        scope(**{field: wanted})


@pytest.mark.parametrize(
    "wanted", ["'; DROP TABLE papers; --", "%", "...", "../../etc", "\u0000", "x" * 5000, "(.*)"]
)
@pytest.mark.parametrize("field", ["body", "committee", "speaker", "paper"])
def test_odd_names_are_refused_like_any_other(field: str, wanted: str) -> None:
    with pytest.raises(FilterError):
        scope(**{field: wanted})


@pytest.mark.parametrize("wanted", ["Cost-of-Living and Homes Panel", "cost of living & homes panel"])
def test_a_committee_is_found_however_its_papers_spell_it(wanted: str) -> None:
    spellings = ("Cost of Living & Homes Panel", "Cost-of-Living and Homes Panel", "Homes Panel")
    catalogue = assistant().retriever.catalogue()
    row = next(iter(catalogue.papers.values()))
    rows = {
        n: replace(row, id=n, metadata=Metadata(committee=name)) for n, name in enumerate(spellings, start=1)
    }
    found = find_scope(Filters(committee=wanted), replace(catalogue, papers=rows))
    assert found.papers == {1, 2}
