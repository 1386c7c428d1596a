"""What holds for every answer, whatever was asked and whoever wrote it."""

from __future__ import annotations

from invented_papers import holds
from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.assistant import Assistant


def check_answer(answer: Answer, assistant: Assistant) -> None:
    for citation in answer.citations:
        assert holds(assistant, citation.paper, citation.char_start, citation.char_end, citation.quote)
        paper = assistant.paper(citation.paper)
        assert citation.page == paper.page_at(citation.char_start)
        assert citation.title == paper.metadata.title and citation.body == paper.metadata.body
        assert citation.date == (paper.metadata.date.isoformat() if paper.metadata.date else None)
        assert citation.quote == citation.quote.strip()
    for passage in answer.passages:
        assert holds(assistant, passage.paper, passage.char_start, passage.char_end, passage.text)
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    if answer.status != "not_found":
        assert {number for claim in answer.claims for number in claim.citations} == set(numbers)
    places = {(citation.paper, citation.char_start, citation.char_end) for citation in answer.citations}
    assert len(places) == len(numbers), "the same words are cited under two numbers"
    for claim in answer.claims:
        assert claim.citations and claim.text in answer.text
        assert all(f"[{number}]" in claim.text for number in claim.citations)
    if answer.status == "not_found":
        assert not answer.claims and answer.mode == "evidence"
    elif answer.kind != "collection":
        assert answer.claims and answer.text
    assert answer.timings.retrieve_s >= 0 and answer.timings.answer_s >= 0
    if answer.mode == "evidence" and answer.status != "not_found":
        for claim, citation in zip(answer.claims, answer.citations, strict=True):
            check_line(claim.text, citation)


def check_line(line: str, citation: Citation) -> None:
    """Nothing but the paper's own words stands between the quotation marks, or in a row of a table."""
    if "“" in line:
        said = line[line.index("“") + 1 : line.rindex("”")]
        assert said and _bare(said) in _bare(citation.quote)
    else:
        cells = line.removesuffix(f" [{citation.number}]").split("; ")
        assert cells and all(
            _bare(cell.partition(": ")[2] or cell) in _bare(citation.quote) for cell in cells
        )


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
