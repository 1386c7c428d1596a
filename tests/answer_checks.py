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
    assert {number for claim in answer.claims for number in claim.citations} == set(numbers)
    places = {(citation.paper, citation.char_start, citation.char_end) for citation in answer.citations}
    assert len(places) == len(numbers), "the same words are cited under two numbers"
    for claim in answer.claims:
        assert claim.verified and claim.citations and claim.text in answer.text
        assert all(f"[{number}]" in claim.text for number in claim.citations)
    if answer.status == "not_found":
        assert not answer.claims and not answer.citations and answer.mode == "evidence"
    else:
        assert answer.claims and answer.text
    assert answer.timings.retrieve_s >= 0 and answer.timings.answer_s >= 0
    if answer.mode == "evidence":
        for n, (claim, citation) in enumerate(zip(answer.claims, answer.citations, strict=True)):
            check_line(claim.text, citation, leads=n == 0)


def check_line(line: str, citation: Citation, leads: bool) -> None:
    """Nothing but the papers' own words stands between the quotation marks, in a row of a table, or in the lead."""
    quote = " ".join(citation.quote.split())
    lead, rest = split_lead(line, citation)
    if "“" in rest:
        said = rest[rest.index("“") + 1 : rest.rindex("”")]
        assert said and said in quote
    else:
        row = rest.removesuffix(f" [{citation.number}]").partition(": ")[2].split("; ")
        assert len(row) > 1 and all(cell and cell in quote for cell in row)
    assert leads or not lead
    if lead not in ("Yes", "No"):
        for part in lead.split("; "):
            assert part.lower() in quote.lower(), "a lead is in the quote's own words"


def split_lead(line: str, citation: Citation) -> tuple[str, str]:
    """The direct answer that leads a line, "" where none does, and the line without it."""
    labels = filter(None, (citation.speaker, citation.title, citation.paper, "From a table", "“"))
    starts = [label if label == "“" else f"{label}: " for label in labels]
    if line.startswith(tuple(starts)):
        return "", line
    found = [at for label in starts if (at := line.find(f". {label}")) > 0]
    if not found:  # a line that says who said what, where or when
        return "", line
    return line[: min(found)], line[min(found) + 2 :]
