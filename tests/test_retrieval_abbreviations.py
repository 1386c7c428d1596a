"""Abbreviations in questions, both ways; and how the index comes to know them."""

from __future__ import annotations

from pathlib import Path

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.retrieval.abbreviations import Abbreviations
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.abbreviations import stored_abbreviations
from scrutiny_rag.store.analysis import stem, terms

KNOWN = Abbreviations(
    {
        1: [("HEWG", "Harbour Eel Watch Group"), ("IT", "Information Technology"), ("AM", "Assembly Member")],
        2: [("HEWG", "Harbour Eel Watch Group"), ("HEWG", "High Eel Water Gauge")],
        3: [("HEWG", "Hardly Ever Wet Gulls")],
    }
)


def spelled(question: str) -> list[str]:
    return [each.spelled for each in KNOWN.expansions(question)]


def test_an_abbreviation_is_spelled_out() -> None:
    assert spelled("What did the HEWG say?")[0] == "Harbour Eel Watch Group"
    assert spelled("How many HEWGs are there?")[0] == "Harbour Eel Watch Group"
    assert spelled("what did hewg say")[0] == "Harbour Eel Watch Group"


def test_what_is_spelled_out_is_abbreviated() -> None:
    (each,) = KNOWN.expansions("Who leads the harbour eel watch groups?")
    assert each.means == (stem("HEWG"),) and set(each.said) == set(terms("Harbour Eel Watch Group"))


def test_of_many_meanings_the_most_common_are_taken() -> None:
    assert len(spelled("the HEWG")) == 2
    assert "Hardly Ever Wet Gulls" not in spelled("the HEWG")


def test_common_words_and_titles_are_no_abbreviations() -> None:
    assert spelled("Is it said that I am late? It is.") == []
    assert spelled("What did Ida Brack AM say?") == []


def test_the_index_learns_and_forgets_them_with_its_papers(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    first, second = folder / "eels.md", folder / "gulls.md"
    first.write_text("# Eels\n\nThe Harbour Eel Watch Group (HEWG) counted forty eels at the pier.\n")
    second.write_text("# Gulls\n\nThe HEWG saw no gulls.\n\nNobody else had looked for any of them.\n")
    assistant = Assistant.open(tmp_path / "index", settings, create=True)
    assistant.ingest([folder])
    asked = assistant.retriever.find("Harbour Eel Watch Group", Filters()).question
    assert 0 < asked.weights[stem("HEWG")] < asked.weights[stem("eel")]
    assert assistant.search("What did the Harbour Eel Watch Group see?").passages
    (pairs,) = stored_abbreviations(assistant._index.ledger).papers.values()
    assert pairs == (("HEWG", "Harbour Eel Watch Group"),)
    first.unlink()
    assistant.ingest([folder])
    assert not stored_abbreviations(assistant._index.ledger).papers
    assert assistant.retriever.find("the HEWG", Filters()).question.expansions == ()
    assistant.close()
