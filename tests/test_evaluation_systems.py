"""The systems to compare: exact offsets, filters, and the same parts that LlamaIndex gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from llama_index.core.schema import MetadataMode

from evaluation_samples import ROWS, collection, question, write_papers
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.questions import Question
from scrutiny_rag.evaluation.systems import System, SystemUnavailable, Workplace, open_system
from scrutiny_rag.evaluation.systems.splits import split
from scrutiny_rag.papers.model import Metadata, Paper, PaperType
from scrutiny_rag.settings import Settings

FERRY, PEARS, _ = (question(row) for row in ROWS)


def opened(name: str, out: Path, **settings: object) -> System:
    return open_system(name, Workplace(Settings(_env_file=None, **settings), out))  # type: ignore[call-arg, arg-type]


def long_collection() -> Collection:
    """Papers of several splits, with sentences that come again."""
    text = "\n\n".join(
        f"{i}. The warden of wood {i % 7} counted {i * 3} badgers. The count is published each spring."
        for i in range(200)
    )
    return Collection(
        {name: Paper(name=name, text=text + f"\nEnd of {name}.") for name in ("a.txt", "b.txt")}
    )


@pytest.mark.parametrize(("tokens", "overlap"), [(256, 20), (1024, 200), (64, 0)])
def test_splits_have_exact_offsets_and_cover_the_paper(tokens: int, overlap: int) -> None:
    papers = long_collection()
    nodes = split(papers, tokens, overlap)
    assert len(nodes) > 4
    for paper in papers:
        covered: set[int] = set()
        for node in nodes:
            if node.metadata["paper"] == paper.name:
                start, end = node.start_char_idx, node.end_char_idx  # type: ignore[attr-defined]
                assert paper.text[start:end] == node.get_content(MetadataMode.NONE)
                covered.update(range(start, end))
        assert all(at in covered or letter.isspace() for at, letter in enumerate(paper.text))


def test_the_paper_name_is_not_searched() -> None:
    node = split(collection(), 256, 20)[0]
    assert "harbour.txt" not in node.get_content(MetadataMode.EMBED)


@pytest.mark.parametrize("name", ["bm25", "llamaindex-default", "llamaindex-hybrid"])
def test_stock_systems_find_the_paper(name: str, tmp_path: Path) -> None:
    system = opened(name, tmp_path)
    system.load()
    system.prepare(collection())
    for asked in (FERRY, PEARS):
        found = system.ask(asked)
        assert found.passages[0].paper == asked.evidence[0].paper
        assert found.status is None
        assert found.timings["retrieve_s"] > 0
        assert [hit.score for hit in found.passages] == sorted(
            (hit.score for hit in found.passages), reverse=True
        )
    assert "tokens" in system.configuration()["splits"]


def test_a_paper_filter_leaves_only_that_paper(tmp_path: Path) -> None:
    system = opened("bm25", tmp_path)
    system.prepare(long_collection())
    asked = Question(id="x", question="badgers", answerable=False, filters={"paper": "b.txt"})  # type: ignore[arg-type]
    found = system.ask(asked)
    assert len(found.passages) == 20
    assert {hit.paper for hit in found.passages} == {"b.txt"}


def test_filters_by_what_is_known_of_a_paper() -> None:
    minutes = Metadata(body="Borough of Elm", date=date(2030, 5, 1), type=PaperType.MINUTES)
    papers = Collection({"m.txt": Paper("m.txt", "x", metadata=minutes), "n.txt": Paper("n.txt", "y")})

    def allowed(**filters: object) -> set[str]:
        asked = Question(id="x", question="?", answerable=False, filters=filters)  # type: ignore[arg-type]
        return set(papers.allowed(asked.filters))

    assert allowed() == {"m.txt", "n.txt"}
    assert allowed(body="borough of elm") == {"m.txt"}
    assert allowed(since="2030-05-01", until="2030-05-01") == {"m.txt"}
    assert allowed(since="2030-05-02") == set()
    assert allowed(type="minutes") == {"m.txt"}
    assert allowed(speaker="Anyone") == {"m.txt", "n.txt"}


def test_asking_before_preparing_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemUnavailable, match="call prepare first"):
        opened("bm25", tmp_path).ask(FERRY)


def test_papers_without_words_do_not_break_a_system(tmp_path: Path) -> None:
    papers = Collection({**collection().papers, "blank.txt": Paper("blank.txt", " \n ")})
    system = opened("bm25", tmp_path)
    system.prepare(papers)
    assert system.ask(FERRY).passages


def test_a_language_model_must_be_configured(tmp_path: Path) -> None:
    with pytest.raises(SystemUnavailable, match="SCRUTINY_RAG_LLM_BASE_URL"):
        opened("llm", tmp_path).load()


def test_the_product_ingests_answers_and_refuses(tmp_path: Path) -> None:
    papers = Collection.from_folder(write_papers(tmp_path / "papers"))
    system = opened("evidence", tmp_path / "out")
    try:
        system.load()
        system.prepare(papers)
        assert system.ingests()
        assert (system.index_bytes() or 0) > 0
        found = system.ask(PEARS)
        assert found.mode == "evidence"
        assert found.passages[0].paper == "parks.txt"
        assert found.tokens is None
        for cited in found.citations:
            assert papers.text(cited.paper)[cited.char_start : cited.char_end] == cited.quote
        talk = PEARS.model_copy(update={"question": "And who counts them?", "history": (PEARS.question,)})
        assert isinstance(system.ask(talk), Outcome)
    finally:
        system.close()


def test_an_index_that_was_given_is_not_filled_again(tmp_path: Path) -> None:
    papers = Collection.from_folder(write_papers(tmp_path / "papers"))
    first = opened("evidence", tmp_path / "out")
    first.load()
    first.prepare(papers)
    first.close()
    place = Workplace(Settings(_env_file=None), tmp_path / "other", tmp_path / "out" / "index")  # type: ignore[call-arg]
    second = open_system("evidence", place)
    try:
        second.load()
        second.prepare(papers)
        assert not second.ingests()
        assert second.ask(PEARS).passages
        assert not (tmp_path / "other").exists()
    finally:
        second.close()
