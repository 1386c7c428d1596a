"""The register: promises followed over papers, in the ledger, with an officer's own notes beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scrutiny_rag.errors import InputError
from scrutiny_rag.ingestion.recording import update_records
from scrutiny_rag.papers.reading import READER_VERSION, read_paper
from scrutiny_rag.promises import Promise, PromiseFilters, PromiseKind, Says, Status
from scrutiny_rag.promises.notes import FILE_NAME
from scrutiny_rag.promises.register import Register
from scrutiny_rag.record import ActKind
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.records import Records
from scrutiny_rag.store.rows import SourceFile, State

JANUARY = """Eastquay Borough Council
Harbour Scrutiny Panel
Minutes of the meeting held on Tuesday 16 January 2024

1. Lamps in Mill Lane
The Director of Roads undertook to mend the nine broken lamps in Mill Lane by March 2024.

2. Otter signs
ACTION: Ann Hall to order otter signs for the Weir Bridge by 28 February 2024.
The Panel agreed that the ferry fares be frozen.
"""
ACTIONS = """# Eastquay Borough Council: summary list of actions

Date: 20 May 2024

| Item | Action required | Status | Action by | Due |
| --- | --- | --- | --- | --- |
| 1 | Mend the nine broken lamps in Mill Lane | In progress, six of the nine work | Director of Roads | March 2024 |
"""
JULY = """Eastquay Borough Council
Harbour Scrutiny Panel
Minutes of the meeting held on Tuesday 16 July 2024

1. Lamps in Mill Lane
The Director of Roads reported that all nine lamps in Mill Lane have now been mended.
"""
NAMES = ("january.txt", "actions.md", "july.txt")


def add(index: Index, folder: Path, name: str, text: str, *, draft: bool | None = None) -> int:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    given: dict[str, object] = {"body": "Eastquay Borough Council"}
    overrides = given if draft is None else given | {"draft": draft}
    paper = read_paper(path, name, overrides)
    file = SourceFile(name, str(path), None, len(text), 0)
    return index.ledger.add(file, paper, State.READY, reader_version=READER_VERSION)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "index")
    for name, text in zip(NAMES, (JANUARY, ACTIONS, JULY), strict=True):
        add(made, tmp_path, name, text)
    update_records(made)
    Register(made).update()
    return made


def lamps(index: Index) -> Promise:
    (found,) = [each for each in Register(index).find() if each.paper == NAMES[0] and "lamps" in each.quote]
    return found


def test_every_quote_is_the_papers(index: Index) -> None:
    found = Register(index).find()
    assert {each.kind for each in found} == {
        PromiseKind.UNDERTAKING,
        PromiseKind.ACTION,
        PromiseKind.DECISION,
    }
    texts = {row.name: index.ledger.paper(row.id).text for row in index.ledger.rows()}
    for each in found:
        assert texts[each.paper][each.char_start : each.char_end] == each.quote
        for after in each.followups:
            assert texts[after.paper][after.char_start : after.char_end] == after.quote


def test_a_promise_is_followed_through_list_and_minutes(index: Index) -> None:
    promise = lamps(index)
    assert (promise.owner, promise.due) == ("The Director of Roads", date(2024, 3, 31))
    assert [(each.paper, each.says) for each in promise.followups] == [
        ("actions.md", Says.PARTLY),
        ("july.txt", Says.DONE),
    ]
    assert promise.status is Status.KEPT
    # The row that answers it has no entry of its own.
    assert not [each for each in Register(index).find() if each.paper == "actions.md"]


def test_what_is_past_its_day_is_flagged_and_not_judged(index: Index) -> None:
    (signs,) = Register(index).find(PromiseFilters(text="order otter signs"))
    assert (signs.status, signs.overdue, signs.as_of) == (Status.NO_MENTION, True, date(2024, 7, 16))
    assert Register(index).find(PromiseFilters(overdue=True)) == [signs]


def test_filters(index: Index) -> None:
    register = Register(index)
    assert [each.owner for each in register.find(PromiseFilters(owner="ann"))] == ["Ann Hall"]
    assert len(register.find(PromiseFilters(kind=PromiseKind.DECISION))) == 1
    assert len(register.find(PromiseFilters(due_before=date(2024, 3, 1)))) == 1
    assert register.find(PromiseFilters(body="westquay")) == []
    assert [each.status for each in register.find(PromiseFilters(status=Status.KEPT))] == [Status.KEPT]


def test_draft_and_confirmed_minutes_make_one_entry(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    add(index, tmp_path, "draft.txt", JANUARY, draft=True)
    add(index, tmp_path, "confirmed.txt", JANUARY + "\n", draft=False)
    update_records(index)
    Register(index).update()
    assert {each.paper for each in Register(index).find()} == {"confirmed.txt"}


def test_own_notes_outlive_another_ingest_and_a_new_index(index: Index, tmp_path: Path) -> None:
    promise = lamps(index)
    Register(index).notes.set(promise.id, owner="Cara Dee", note="=rang her on Monday")
    index.ledger.drop([row.id for row in index.ledger.rows() if row.name == NAMES[0]])
    add(index, tmp_path, NAMES[0], JANUARY)
    update_records(index)
    Register(index).update()
    again = lamps(index)
    assert (again.id, again.own.owner, again.owner) == (promise.id, "Cara Dee", "The Director of Roads")
    Register(index).notes.set(promise.id, owner="", note="")
    assert lamps(index).own.owner is None


def test_damaged_notes_are_said_in_one_sentence(index: Index) -> None:
    (index.folder / FILE_NAME).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="damaged"):
        Register(index).find()


def test_the_register_is_made_anew_only_where_papers_changed(index: Index) -> None:
    assert Register(index).update() is False
    assert update_records(index) == 0


def test_records_are_kept_and_their_acts_looked_for(index: Index) -> None:
    records = Records(index.ledger)
    (row,) = index.ledger.rows()[1:2]
    assert (record := records.of(row.id)) is not None
    assert [item.number for item in record.items if item.number] == ["1", "2"]
    found = list(records.acts([ActKind.UNDERTAKEN], text="LAMPS", papers=[row.id]))
    assert [each.title for each in found] == ["Lamps in Mill Lane"]
    assert [each.act.owner for each in records.acts(who="ann hall")] == ["Ann Hall"]
    assert records.of(999) is None
    index.ledger.drop([row.id])
    records.forget_gone()
    assert records.of(row.id) is None


def test_an_owner_in_three_spellings_is_one(tmp_path: Path) -> None:
    made = Index(tmp_path / "index")
    text = """Eastquay Borough Council
Minutes of the meeting held on Tuesday 16 January 2024

1. Lamps
ACTION: Councillor A. Reed to report on the lamps.
ACTION: Cllr A Reed to write to the tenants.
ACTION: Cllr. A. Reed to order the signs.
"""
    add(made, tmp_path, "reed.txt", text)
    update_records(made)
    Register(made).update()
    owners = {each.owner for each in Register(made).find() if each.owner}
    assert len(owners) == 1


def test_a_list_without_a_status_column_has_entries_of_no_known_status(tmp_path: Path) -> None:
    made = Index(tmp_path / "index")
    text = """# Eastquay Borough Council: list of actions

| Action required | Action by | Due |
| --- | --- | --- |
| Mend the nine broken lamps in Mill Lane | Ann Hall | 31 February 2024 |
| Repaint the railings of the lido | Tom Ashe | |
"""
    add(made, tmp_path, "list.md", text)
    update_records(made)
    Register(made).update()
    found = Register(made).find()
    assert [(each.owner, each.due, str(each.status)) for each in found] == [
        ("Ann Hall", None, "no later mention"),
        ("Tom Ashe", None, "no later mention"),
    ]


def test_a_resolution_of_form_in_another_year_is_no_repetition(tmp_path: Path) -> None:
    made = Index(tmp_path / "index")
    for name, day, year in (
        ("one.txt", "Tuesday 16 January 2024", 2024),
        ("two.txt", "Tuesday 14 January 2025", 2025),
    ):
        text = f"""Eastquay Borough Council
Minutes of the meeting held on {day}

1. Harbour dues
RESOLVED: That the harbour dues for the mooring year {year} be raised by two per cent.
"""
        add(made, tmp_path, name, text)
    update_records(made)
    Register(made).update()
    assert {str(each.status) for each in Register(made).find()} <= {"unknown", "no later mention"}


def test_entries_near_papers_or_with_words_are_selected(index: Index) -> None:
    register = Register(index)
    everything = register.find()
    assert register.sought() == everything
    by_paper = register.sought(papers=frozenset({NAMES[0]}))
    assert by_paper and {each.paper for each in by_paper} == {NAMES[0]}
    by_word = register.sought(words=frozenset({"lamp"}))
    assert by_word and all("lamp" in f"{each.quote} {each.subject}".lower() for each in by_word)
    assert register.sought(kinds=frozenset({"decision"})) == [
        e for e in everything if e.kind.value == "decision"
    ]
