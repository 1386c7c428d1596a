"""Packs over three invented meetings: what is in them, that each quote is exact, and what is said where nothing is."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import docx
import pytest

from scrutiny_rag import guard
from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.briefing import Briefing, rules
from scrutiny_rag.briefing.exporting import briefing_file, form_of, to_html, to_markdown
from scrutiny_rag.briefing.figures import differing, figures_in
from scrutiny_rag.briefing.numbering import unpaired
from scrutiny_rag.briefing.rules import stands_alone
from scrutiny_rag.briefing.told import Told
from scrutiny_rag.cli import app
from scrutiny_rag.english.rule import Rule
from scrutiny_rag.errors import InputError
from scrutiny_rag.papers.model import Block, BlockKind, Metadata, Paper
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import Settings

HEAD = "Eastquay Borough Council\nHarbour Scrutiny Panel\nMinutes of the meeting held on {day}\n\n"
PAPERS = {
    "january.txt": HEAD.format(day="Tuesday 16 January 2024")
    + """1. Street lighting in Mill Lane
The Director of Roads reported that 9 street lamps in Mill Lane were out and that residents felt unsafe at night.
The Director of Roads undertook to mend the broken street lamps in Mill Lane by March 2024.

2. Ferry fares
The Panel agreed that the ferry fares be frozen for another year.
""",
    "march.txt": HEAD.format(day="Tuesday 19 March 2024")
    + """1. Street lighting in Mill Lane
Councillor Ann Hall said that the street lighting in Mill Lane had failed twice since the winter storms.
RESOLVED: That the street lighting contract with the present firm be ended in the summer.

2. Otter signs
ACTION: Ann Hall to order otter signs for the Weir Bridge by 28 April 2024.
""",
    "july.txt": HEAD.format(day="Tuesday 16 July 2024")
    + """1. Street lighting in Mill Lane
The Director of Roads reported that 4 street lamps in Mill Lane were out and that parts were late.
The new lighting engineer told the Panel that the street lamps now come from another maker.

2. Bees
The bee keeper said that eleven hives stand on the roof of the town hall.
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("briefing")
    papers = folder / "papers"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text, encoding="utf-8")
    settings = Settings(_env_file=None, index=folder / "index", llm_base_url=None, llm_gguf=None)
    opened = Assistant.open(settings.index, settings, create=True)
    assert not opened.ingest([papers]).failed
    return opened


@pytest.fixture(scope="module")
def pack(assistant: Assistant) -> Briefing:
    return assistant.briefing("street lighting in Mill Lane")


def section(pack: Briefing, key: str):
    return next(each for each in pack.sections if each.key == key)


def words(pack: Briefing, key: str) -> str:
    return " ".join(line.text for line in section(pack, key).lines)


def test_every_quote_is_the_papers_and_every_number_leads_to_one(assistant, pack):
    assert pack.status == "found" and pack.citations
    for citation in pack.citations:
        text = assistant.paper(citation.paper).text
        assert text[citation.char_start : citation.char_end] == citation.quote
    for line in (line for each in pack.sections for line in each.lines):
        assert line.citations and {int(n) for n in re.findall(r"\[(\d+)\]", line.text)} == set(line.citations)
        assert set(line.citations) <= {citation.number for citation in pack.citations}
    assert [citation.number for citation in pack.citations] == list(range(1, len(pack.citations) + 1))


def test_the_newest_meeting_comes_first(pack):
    last = section(pack, "last")
    assert "16 July 2024" in last.title and {line.date for line in last.lines} == {"2024-07-16"}
    assert "another maker" in words(pack, "last")
    assert [line.date for line in section(pack, "earlier").lines] == ["2024-03-19"]
    assert "Ann Hall" in words(pack, "earlier")


def test_decisions_promises_and_figures_have_their_sections(pack):
    assert "contract with the present firm be ended" in words(pack, "decided")
    assert "undertook to mend" in words(pack, "promised") and "March 2024" in words(pack, "promised")
    figures = section(pack, "figures").lines
    assert [line.date for line in figures] == ["2024-07-16", "2024-01-16"]


def test_figures_that_differ_are_set_side_by_side_and_asked_about(pack):
    (line,) = section(pack, "differences").lines
    assert line.text.startswith("4 in ") and "; 9 in " in line.text and len(line.citations) == 2
    asked = words(pack, "questions")
    assert "no paper here says that it was done" in asked and "Why 4 in one paper" in asked


def test_nothing_off_the_subject_gets_in_and_nothing_twice(pack):
    every = " ".join(line.text for each in pack.sections for line in each.lines if each.key != "questions")
    assert "otter" not in every.lower() and "ferry" not in every and "hives" not in every
    told = [
        line.text
        for each in pack.sections
        if each.key not in ("questions", "differences")
        for line in each.lines
    ]
    assert len(told) == len(set(told))


def test_a_meeting_is_named_by_its_day(assistant):
    pack = assistant.briefing("the Harbour Scrutiny Panel meeting of 19 March 2024")
    assert {citation.paper for citation in pack.citations} >= {"march.txt"}
    assert "otter signs" in words(pack, "promised") and "contract" in words(pack, "decided")
    assert "hives" not in to_markdown(pack) and pack.scope == "On 1 paper as a whole."


def test_a_paper_is_briefed_on_whole(assistant):
    pack = assistant.briefing("", Filters(paper="january.txt"))
    assert "frozen" in words(pack, "decided")
    # What became of its promise is told by a later paper.
    assert {line.paper for each in pack.sections for line in each.lines} == {"january.txt"}
    assert {c.paper for c in pack.citations} == {"january.txt", "july.txt"}


def test_where_there_is_nothing_that_is_said(assistant):
    pack = assistant.briefing("submarine cables to Zembla")
    assert pack.status == "not_found" and pack.scope.startswith(
        "Nothing on this was found: 3 papers were searched"
    )
    with pytest.raises(InputError, match="needs a subject"):
        assistant.briefing(" ")


def test_the_exports_hold_every_line_and_every_source(pack):
    markdown, page = to_markdown(pack), to_html(pack)
    word = "\n".join(p.text for p in docx.Document(io.BytesIO(briefing_file(pack, "docx"))).paragraphs)
    for line in (line for each in pack.sections for line in each.lines):
        assert line.text in word
    for citation in pack.citations:
        quote = " ".join(citation.quote.split())
        assert f"[{citation.number}] “{quote}”" in word and quote in markdown
        assert f'id="source-{citation.number}"' in page and f'href="#source-{citation.number}"' in page
    assert "http" not in page


def test_markup_of_a_paper_is_text(pack):
    hostile = pack.model_copy(update={"title": "<b>x</b> [y](z)"})
    assert "&lt;b&gt;x" in to_html(hostile) and r"\<b\>x" in to_markdown(hostile)


def test_the_command_writes_and_prints(assistant, tmp_path, capsys):
    def run(*arguments: str) -> tuple[int, str, str]:
        code = guard.run(app, ["briefing", *arguments, "--index", str(assistant.settings.index)])
        return (code, *capsys.readouterr())

    out = tmp_path / "lamps.docx"
    code, told, _ = run("street lighting", "--out", str(out))
    assert code == 0 and str(out) in told and docx.Document(out).paragraphs
    code, told, _ = run("street lighting", "--json")
    assert code == 0 and json.loads(told)["status"] == "found"
    assert run("street lighting", "--format", "docx")[0] == 2
    code, _, said = run("street lighting", "--format", "pdf")
    assert code == 2 and said.count("\n") == 1 and "docx, md or html" in said


def test_the_form_is_by_name_or_by_ending():
    assert (form_of(None, None), form_of(None, Path("a.HTML")), form_of("docx", Path("a.md"))) == (
        "md",
        "html",
        "docx",
    )


@pytest.mark.parametrize(
    ("each", "text"), [(each, text) for each in rules.ALL_RULES for text in each.matching]
)
def test_a_rule_matches_its_examples(each: Rule, text: str) -> None:
    assert each.search(text)


@pytest.mark.parametrize(("each", "text"), [(each, text) for each in rules.ALL_RULES for text in each.other])
def test_a_rule_lets_what_looks_alike_be(each: Rule, text: str) -> None:
    assert not each.search(text)


@pytest.mark.parametrize(
    ("text", "act", "alone"),
    [
        ("The lamps in Mill Lane were mended in the spring.", False, True),
        ("That the lamps be mended at once", True, True),
        ("That the lamps be mended at once", False, False),
        ("completed at the end of October and the backlog fell.", False, False),
        ("The following points were raised by members of the panel:", False, False),
        ("11.", False, False),
    ],
)
def test_what_stands_alone(text: str, act: bool, alone: bool) -> None:
    assert stands_alone(text, act=act) is alone


def test_marks_that_would_double_are_left_out():
    assert unpaired("“We will mend them.”") == "We will mend them."
    assert unpaired("They said so.”") == "They said so."
    assert unpaired("5.3 Sixteen lamps were out.") == "Sixteen lamps were out."
    assert unpaired("16 lamps were out.") == "16 lamps were out."


def told(name: str, text: str) -> Told:
    paper = Paper(name, text, metadata=Metadata())
    return Told(Sentence(paper, Block(BlockKind.PARAGRAPH, 0, len(text)), 0, len(text)), 1.0)


def test_what_counts_as_a_figure():
    found = figures_in(
        told("a", "Item 5: on 3 May 2024 the 12 wardens spent £4,000, or 30%, on route 66 (page 9).")
    )
    assert [each.quantity.printed for each in found] == ["12", "£4,000", "30%"]


def test_only_the_same_thing_counted_differs():
    lamps = told("a", "In Mill Lane 12 street lamps were out at night.")
    more = told("b", "In Mill Lane 15 street lamps were out at night.")
    dogs = told("c", "In Mill Lane 15 stray dogs were out at night.")
    assert [(a.quantity.value, b.quantity.value) for a, b in differing([lamps, more])] in (
        [(12, 15)],
        [(15, 12)],
    )
    assert not list(differing([lamps, dogs])) and not list(differing([lamps, lamps]))
