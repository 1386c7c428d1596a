"""What the command line prints for people, at 80 columns and at others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scrutiny_rag import terminal
from scrutiny_rag.answering.answer import Answer, Citation, Claim
from scrutiny_rag.assistant import PaperEntry
from scrutiny_rag.health import Check
from scrutiny_rag.ingestion.report import Change, Failure, IngestReport
from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.retrieval.results import Finding, SearchResult, WidenedPassage
from scrutiny_rag.settings import SettingEntry

QUOTE = (
    "The ferry at Tarnmouth will run every twenty minutes from the first of May, and the harbour master "
    "will tell this committee in September how many people it carried"
)
CITATION = Citation(
    number=1,
    paper="tarnmouth-ferry.pdf",
    title="Ferries and the harbour: minutes of the ninth meeting",
    body="Tarnmouth Council",
    date="2031-04-03",
    page=12,
    section="Item 4 › The ferry",
    speaker="Cllr Ida Brack",
    quote=QUOTE,
    char_start=4410,
    char_end=4410 + len(QUOTE),
)
ANSWER = Answer(
    question="How often will the ferry run?",
    status="answered",
    text=f"Cllr Ida Brack: “{QUOTE}” [1]",
    mode="evidence",
    claims=(Claim(text=QUOTE, citations=(1,), verified=True),),
    citations=(CITATION,),
)


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(terminal.console, "_width", 80)
    yield


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.split("\n")[:-1]


def test_an_answer_fits_and_sets_its_quote_off(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_answer(ANSWER)
    lines = printed(capsys)
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line != line.rstrip()]
    quoted = [line.strip().removeprefix("│ ") for line in lines if line.startswith("    │ ")]
    assert " ".join(quoted) == QUOTE
    head = lines.index(next(line for line in lines if line.startswith("[1] ")))
    assert " ".join(part.strip() for part in lines[head : head + 2]) == (
        "[1] Ferries and the harbour: minutes of the ninth meeting · Tarnmouth Council · 3 April 2031 · page 12"
    )
    assert "    Item 4 › The ferry · Cllr Ida Brack" in lines
    assert f"    tarnmouth-ferry.pdf, characters 4410–{CITATION.char_end}" in lines
    assert lines[-1].startswith("Answered · in the papers' own words · ")


def test_what_is_not_known_of_a_source_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = dict.fromkeys(("title", "body", "date", "page", "section", "speaker"))
    terminal.print_answer(
        ANSWER.model_copy(update={"citations": (CITATION.model_copy(update=nothing),), "mode": "llm:wren"})
    )
    lines = printed(capsys)
    assert "[1] tarnmouth-ferry.pdf" in lines
    assert "None" not in "".join(lines)
    assert "drafted by wren" in lines[-1]


def test_a_notice_and_what_was_understood_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    told = {"speaker": "Ida Brack", "date": "3 May 2031", "question": "And the ferry?"}
    speaker = Finding(field="speaker", value="Ida Brack", words="Ida", start=0, end=3, strength="weak")
    day = Finding(field="date", value="2031-05-03", words="3 May 2031", start=9, end=19, strength="strong")
    update = {"notice": "The server is away.", "understood": told, "findings": (speaker, day)}
    terminal.print_answer(ANSWER.model_copy(update=update))
    shown = " ".join(printed(capsys)[:4])
    assert shown.startswith(
        "Understood: only date 3 May 2031; first speaker Ida Brack; as question And the ferry? "
        "(--as-asked drops this) The server is away. "
    )


def test_a_paper_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "one\x1b[2Jtwo\x9b31m [bold]three[/bold] :smile: \u202eruof\r\n\tfive\x07"
    terminal.print_search(
        SearchResult(
            question="?",
            passages=(
                WidenedPassage(
                    paper="a\x1b]0;x\x07.md", char_start=0, char_end=9, score=1, page=None, section=None,
                    speaker=None, text=hostile,
                ),
            ),
        )
    )  # fmt: skip
    shown = "\n".join(printed(capsys))
    assert not [c for c in shown if c in "\x1b\x9b\x07\r\u202e"]
    assert "[bold]three[/bold] :smile:" in shown


def test_a_long_passage_is_cut_and_nothing_found_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    passage = WidenedPassage(
        paper="a.md", char_start=0, char_end=9, score=1, page=2, section="Ferries", speaker=None, text="ferry " * 200
    )  # fmt: skip
    terminal.print_search(SearchResult(question="?", passages=(passage,)))
    lines = printed(capsys)
    assert lines[0] == "1. a.md · page 2 · Ferries"
    assert lines[-1].endswith(" …")
    assert len(" ".join(lines)) < 500
    terminal.print_search(SearchResult(question="?", passages=()))
    assert printed(capsys) == ["Nothing was found."]


def entry(paper: str, state: str = "ready", why: str | None = None) -> PaperEntry:
    return PaperEntry(
        paper=paper,
        title="A very long title about the ferry, the harbour, the quay, the slipway and the people who use them",
        body="Tarnmouth Council",
        committee="Harbour Committee",
        date="2031-04-03",
        type="action-list",
        pages=1,
        words=1234,
        passages=9,
        state=state,
        why=why,
    )


def test_papers_with_long_names_are_readable(capsys: pytest.CaptureFixture[str]) -> None:
    name = "a-file-name-that-is-longer-than-any-column-of-a-table-could-be-on-this-terminal.pdf"
    terminal.print_papers(
        [
            entry(name[:70]),
            entry("copy.pdf", "duplicate", "the same as first.pdf"),
            entry("locked.pdf", "failed", "It is locked."),
        ]
    )
    lines = printed(capsys)
    assert max(map(len, lines)) <= 80
    assert name[:70] in lines
    known = "Tarnmouth Council · Harbour Committee · 3 April 2031 · action list · 1 page · 1,234 words"
    assert known in " ".join(line.strip() for line in lines)
    assert "the same as first.pdf" in " ".join(lines)
    assert "    Not read: It is locked." in lines
    assert lines[-1] == "2 papers, 1,234 words; 1 could not be read"


def test_an_empty_index_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_papers([])
    assert "scrutiny-rag ingest" in "".join(printed(capsys))


def test_one_paper_is_the_contracts_object() -> None:
    blocks = (
        Block(BlockKind.HEADING, 0, 5),
        Block(BlockKind.PARAGRAPH, 6, 11, heading=("Ferry", "Fares"), speaker="Ida Brack", page=3),
    )
    found = terminal.paper_object(entry("a.pdf"), Paper("a.pdf", "Ferry fares", blocks=blocks))
    assert list(found) == [
        "paper", "title", "body", "committee", "date", "type", "pages", "words", "passages", "state", "text", "blocks",
        "items",
    ]  # fmt: skip
    assert found["blocks"][1] == {
        "kind": "paragraph", "heading": "Ferry › Fares", "item": None, "speaker": "Ida Brack", "page": 3,
        "char_start": 6, "char_end": 11,
    }  # fmt: skip
    assert found["blocks"][0]["heading"] is None


def test_an_ingest_names_what_failed(capsys: pytest.CaptureFixture[str]) -> None:
    report = IngestReport(
        added=1, failed=[Failure(paper="x.pdf", why="Locked.")], warnings=["y.pdf: No text."]
    )
    terminal.print_ingest_report(report)
    shown = printed(capsys)
    assert "1 added" in shown[0]
    assert shown[-2:] == ["note    y.pdf: No text.", "failed  x.pdf: Locked."]
    terminal.print_ingest_report(
        IngestReport(updated=1, dry_run=True, changes=[Change(paper="y.pdf", what="update")])
    )
    shown = printed(capsys)
    assert shown[0].startswith("Nothing was written. It would be: 0 added, 1 updated")
    assert shown[-1] == "update  y.pdf"


def test_checks_and_settings_are_lines(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_checks([Check("words", True, "9"), Check("vectors", False, "8 of 9")], ["Two."])
    assert printed(capsys) == ["fixed Two.", "ok    words: 9", "fault vectors: 8 of 9"]
    terminal.print_settings(
        [
            SettingEntry("lamp", "SCRUTINY_RAG_LAMP", "on", None, "Whether it burns."),
            SettingEntry("oil", "SCRUTINY_RAG_OIL", 2, 2, "Litres."),
        ],
        {"SCRUTINY_RAG_LMP": "SCRUTINY_RAG_LAMP"},
    )
    assert printed(capsys) == [
        "SCRUTINY_RAG_LAMP = on  (default: not set)",
        "    Whether it burns.",
        "SCRUTINY_RAG_OIL = 2",
        "    Litres.",
        "SCRUTINY_RAG_LMP is no setting; SCRUTINY_RAG_LAMP may be meant.",
    ]


def test_no_bar_is_shown_where_none_is_wanted() -> None:
    with terminal.progress_bar(shown=False) as on_progress, terminal.counting_bar(3, shown=False) as on_count:
        assert (on_progress, on_count) == (None, None)
