"""Answers and conversations as text to take along: plain, and Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.briefing.exporting import source_facts
from scrutiny_rag.plain import markdown_escape
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.markup import mode_line, plain_date
from scrutiny_rag.web.standing import standing


def answer_text(answer: Answer) -> str:
    """An answer with its sources as plain text: what it says, how it stands, and each source with its words."""
    parts = [answer.text]
    if said := standing_line(answer):
        parts.append(said)
    if answer.citations:
        parts.append(f"{sources_title(answer)}\n" + "\n".join(_plain_source(c) for c in answer.citations))
    return "\n\n".join(parts) + "\n"


def answer_markdown(answer: Answer) -> str:
    """The same as Markdown; nothing that a paper says is read as Markdown."""
    lines = [markdown_escape(line) for line in answer.text.split("\n")]
    parts = ["\n".join(f"- {line[3:]}" if line.startswith("\\- ") else line for line in lines)]
    if said := standing_line(answer):
        parts.append(f"*{markdown_escape(said)}*")
    if answer.citations:
        parts.append(f"**{sources_title(answer)}**")
        parts += [_markdown_source(c) for c in answer.citations]
    return "\n\n".join(parts) + "\n"


def conversation_markdown(exchanges: Sequence[Exchange], title: str) -> str:
    """A whole conversation as Markdown, a heading a question; unfinished answers are left out."""
    parts = [f"# {markdown_escape(title)}\n"]
    for exchange in finished(exchanges):
        parts.append(f"## {markdown_escape(' '.join(exchange.question.split()))}\n")
        if searched := searched_only(exchange):
            parts.append(f"*{markdown_escape(searched)}*\n")
        if exchange.answer is not None and exchange.error is None:
            parts.append(answer_markdown(exchange.answer))
        else:
            parts.append(f"No answer. {markdown_escape(exchange.error or '')}\n")
    return "\n".join(parts)


def finished(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """Those whose answer is whole, or that failed."""
    return [exchange for exchange in exchanges if exchange.done]


def searched_only(exchange: Exchange) -> str:
    """What the search was narrowed to, in words; empty where it was not."""
    chosen = exchange.filters.chosen()
    return (
        "Searched only: " + ", ".join(f"{n} {plain_date(str(v))}" for n, v in chosen.items())
        if chosen
        else ""
    )


def standing_line(answer: Answer) -> str:
    """How the answer stands and who wrote it, in one line."""
    stands = standing(answer)
    said = f"{stands.label}. " if stands else ""
    if answer.status == "partial":
        said += "Only part of this is in the papers. "
    return (said if answer.status == "not_found" else said + mode_line(answer.mode)).strip()


def sources_title(answer: Answer) -> str:
    """What stands above an answer's citations."""
    return "Nearest places, which do not answer it" if answer.status == "not_found" else "Sources"


def _plain_source(citation: Citation) -> str:
    return f"[{citation.number}] “{' '.join(citation.quote.split())}” — {source_facts(citation)}"


def _markdown_source(citation: Citation) -> str:
    quote = markdown_escape(" ".join(citation.quote.split()))
    return f"{citation.number}. “{quote}”  \n   {markdown_escape(source_facts(citation))}"
