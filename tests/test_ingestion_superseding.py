"""Drafts give way to confirmed minutes, and parts to the pack that holds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingesting import Ingesting, assert_stores_agree
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.ingestion.superseding import better_papers, sketch_of, unpacked
from scrutiny_rag.papers.model import Block, BlockKind, Metadata, Paper, PaperType
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.store.ledger import PaperRow, State

MEETING = Metadata(
    body="Wellby Council", committee="Mill Panel", date=date(2024, 5, 4), type=PaperType.MINUTES, draft=False
)
DRAFT = replace(MEETING, draft=True)


def row(number: int, meta: Metadata) -> PaperRow:
    return PaperRow(
        number, f"{number}.md", State.READY, None, "", None, 1, 1, "", 1, "", None, meta, 9, 9, None, ()
    )


def better(*papers: tuple[Metadata, range | set[int]]) -> dict[int, int]:
    rows = [row(number, meta) for number, (meta, _) in enumerate(papers)]
    return better_papers(rows, {number: frozenset(blocks) for number, (_, blocks) in enumerate(papers)})


def test_a_draft_gives_way_to_confirmed_minutes_of_the_meeting() -> None:
    assert better((DRAFT, range(10)), (MEETING, set(range(2, 10)) | {50, 51})) == {0: 1}
    assert better((DRAFT, range(10)), (replace(MEETING, draft=None), range(10))) == {0: 1}


@pytest.mark.parametrize(
    "other",
    [
        replace(MEETING, date=date(2024, 6, 4)),
        replace(MEETING, committee="Weir Panel"),
        replace(MEETING, body="Other Council"),
        replace(MEETING, type=PaperType.TRANSCRIPT),
        DRAFT,
    ],
)
def test_a_draft_does_not_give_way_to_another_meeting(other: Metadata) -> None:
    assert better((DRAFT, range(10)), (other, range(10))) == {}


def test_a_draft_with_words_of_its_own_stays() -> None:
    assert better((DRAFT, range(10)), (MEETING, set(range(6, 30)))) == {}


def test_a_draft_without_a_date_stays() -> None:
    undated = replace(DRAFT, date=None)
    assert better((undated, range(10)), (replace(MEETING, date=None), range(10))) == {}


def test_a_part_gives_way_to_its_pack() -> None:
    report = Metadata(body="Wellby Council", type=PaperType.REPORT)
    pack = replace(MEETING, type=PaperType.AGENDA, draft=None)
    assert better((report, range(20)), (pack, range(100))) == {0: 1}
    assert better((report, range(20)), (pack, set(range(18)) | set(range(50, 99)))) == {}, (
        "it has more to say"
    )
    assert better((report, range(20)), (pack, range(22))) == {}, "two versions of one paper"
    assert better((report, range(20)), (replace(pack, body="Other Council"), range(100))) == {}
    assert better((report, {1, 2}), (pack, range(100))) == {}, "too short to tell"


def test_minutes_that_a_later_pack_carries_stay() -> None:
    pack = replace(MEETING, type=PaperType.AGENDA, date=date(2024, 6, 4), draft=None)
    assert better((MEETING, range(20)), (pack, range(100))) == {}
    assert better((replace(MEETING, date=None), range(20)), (pack, range(100))) == {}


def test_chains_end_at_the_last_and_forms_of_words_lead_nowhere() -> None:
    pack = replace(MEETING, draft=None)
    assert better((DRAFT, range(10)), (MEETING, range(10)), (pack, range(100))) == {0: 2, 1: 2}
    crowd = [(replace(MEETING, committee=f"Panel {n}"), {1, 2, 3}) for n in range(150)]
    assert better(*crowd) == {}


def test_a_sketch_is_of_blocks_whatever_their_case_and_spaces() -> None:
    def paper(*parts: str) -> Paper:
        text, blocks = "", []
        for part in parts:
            blocks.append(Block(BlockKind.PARAGRAPH, len(text), len(text) + len(part)))
            text += part + "\n"
        return Paper("p", text, (), tuple(blocks))

    one = paper("The mill wheel turns at noon each day.", "Too short.")
    two = paper("the MILL wheel  turns\nat noon, each day", "The mill wheel turns at dusk each day.")
    assert len(unpacked(sketch_of(one))) == 1
    assert unpacked(sketch_of(one)) < unpacked(sketch_of(two))


# End to end.

ITEMS = [
    f"## {n}. Mill number {n}\n\nThe miller of mill {n} said its wheel turns {n + 3} times an hour in a dry spring."
    for n in range(1, 7)
]


def minutes(heading: str, items: list[str]) -> str:
    return "\n\n".join([f"# Mill Panel\n\n{heading}", *items]) + "\n"


@pytest.fixture
def work(tmp_path: Path, embedding) -> Ingesting:
    work = Ingesting(tmp_path, embedding)
    final = [*ITEMS[:5], ITEMS[5].replace("dry", "wet")]
    work.write("draft.md", minutes("Draft minutes of the meeting held on 4 May 2024", ITEMS))
    work.write("final.md", minutes("Minutes of the meeting held on 4 May 2024", final))
    rows = ["draft.md,Wellby Council,Mill Panel,2024-05-04,minutes,true"]
    rows += ["final.md,Wellby Council,Mill Panel,2024-05-04,minutes,false"]
    work.write("manifest.csv", "paper,body,committee,date,type,draft\n" + "\n".join(rows) + "\n")
    work.run()
    return work


def test_both_are_listed_and_the_better_one_is_found(work: Ingesting, settings, embedding) -> None:
    assert work.states() == {"draft.md": "superseded", "final.md": "ready"}
    assert work.row("draft.md").same_as == "final.md"
    assert_stores_agree(work.index)
    assistant = Assistant(work.index, settings)
    assistant.__dict__["embedding"] = embedding
    question = "How often does the wheel of mill 3 turn?"
    assert {p.paper for p in assistant.search(question).passages} == {"final.md"}
    assert {p.paper for p in assistant.search(question, Filters(paper="draft.md")).passages} == {"draft.md"}
    assert {e.paper: e.state for e in assistant.papers()} == {"draft.md": "superseded", "final.md": "ready"}
    assert "dry spring" in assistant.paper("draft.md").text


def test_a_second_run_changes_nothing(work: Ingesting) -> None:
    generation = work.index.ledger.generation()
    assert work.run().unchanged == 2
    assert work.index.ledger.generation() == generation


def test_the_draft_comes_back_when_the_better_one_goes(work: Ingesting) -> None:
    (work.papers / "final.md").unlink()
    work.run()
    assert work.states() == {"draft.md": "ready"}
    assert work.model.embedded == []


def test_a_manifest_that_calls_it_confirmed_brings_it_back(work: Ingesting) -> None:
    manifest = work.papers / "manifest.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("true", "false"), encoding="utf-8")
    work.run()
    assert work.states() == {"draft.md": "ready", "final.md": "ready"}
    assert work.model.embedded == []


def test_an_edited_draft_gives_way_again(work: Ingesting) -> None:
    work.write(
        "draft.md",
        minutes("Draft minutes of the meeting held on 4 May 2024", [*ITEMS, "One more thing was said."]),
    )
    assert work.run().updated == 1
    assert work.states() == {"draft.md": "superseded", "final.md": "ready"}
