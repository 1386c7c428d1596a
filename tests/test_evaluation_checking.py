"""Quotes and spans of a question set against the papers."""

from __future__ import annotations

import json
from pathlib import Path

from evaluation_samples import PARKS, ROWS, collection
from scrutiny_rag.evaluation.checking import check_questions


def problems(folder: Path, **change: object) -> list[tuple[str, str, str]]:
    path = folder / "set.jsonl"
    path.write_text(json.dumps(ROWS[2]) + "\n" + json.dumps(ROWS[1] | change), encoding="utf-8")
    found = check_questions(path, collection())
    assert all(problem.line == 2 and problem.id == "pears" for problem in found)
    return [(problem.severity, problem.field, problem.why) for problem in found]


def test_a_sound_set_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_a_quote_is_found_across_line_ends(tmp_path: Path) -> None:
    quote = "212 pear  trees. Wardens count"
    assert problems(tmp_path, evidence=[{"paper": "parks.txt", "quote": quote}]) == []


def test_a_quote_that_is_not_there(tmp_path: Path) -> None:
    [(severity, field, why)] = problems(
        tmp_path, evidence=[{"paper": "parks.txt", "quote": "212 plum trees"}]
    )
    assert (severity, field) == ("error", "evidence[0].quote")
    assert "parks.txt" in why


def test_a_paper_that_is_not_there(tmp_path: Path) -> None:
    [(severity, field, _)] = problems(tmp_path, evidence=[{"paper": "zoo.txt", "quote": "x"}])
    assert (severity, field) == ("error", "evidence[0].paper")


def test_a_span_beyond_the_text(tmp_path: Path) -> None:
    spans = [[0, 5], [5, len(PARKS) + 1]]
    [(severity, field, _)] = problems(tmp_path, evidence=[{"paper": "parks.txt", "spans": spans}])
    assert (severity, field) == ("error", "evidence[0].spans")


def test_warnings_for_repeated_quotes_and_absent_facts(tmp_path: Path) -> None:
    found = problems(tmp_path, facts=[["9,999"]], evidence=[{"paper": "parks.txt", "quote": "the"}])
    assert [(severity, field) for severity, field, _ in found] == [
        ("warning", "evidence[0].quote"),
        ("warning", "facts[0]"),
    ]


def test_a_filter_for_a_paper_that_is_not_there(tmp_path: Path) -> None:
    [(severity, field, _)] = problems(tmp_path, filters={"paper": "zoo.txt"})
    assert (severity, field) == ("error", "filters.paper")
