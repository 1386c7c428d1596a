"""A conversation as chat messages: HTML that Gradio's chat shows unchanged, all text escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.answering.conversation import UNDERSTOOD_AS
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.periods import period_of
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.markup import cells_of, chat_escape, mode_line, plain_date, without_sign

_MARKER = re.compile(r"\[(\d{1,3})\]")
_LIST_ITEM = re.compile(r"(?:[-*•]|\d{1,2}\.)\s+")
FILTER_NAMES = {
    "body": "body",
    "committee": "committee",
    "type": "type",
    "speaker": "speaker",
    "since": "from",
    "until": "until",
    "date": "date",
    "paper": "paper",
}


class Message(TypedDict):
    """A message as `gr.Chatbot` takes it."""

    role: str
    content: str


def messages(exchanges: Sequence[Exchange]) -> list[Message]:
    """Two messages an exchange, question and answer; message i belongs to exchange i // 2."""
    log: list[Message] = []
    for turn, exchange in enumerate(exchanges):
        log.append(
            {"role": "user", "content": f'<div class="question">{chat_escape(exchange.question)}</div>'}
        )
        log.append({"role": "assistant", "content": answer_html(exchange, turn)})
    return log


def citation_href(turn: int, number: int) -> str:
    """Where the mark [number] of exchange `turn` points; the page's script reads both numbers from it."""
    return f"#source-{turn}-{number}"


def drop_href(turn: int, number: int) -> str:
    """Where the cross of the finding `number` (from 0) of exchange `turn` points; the page's script reads both."""
    return f"#drop-{turn}-{number}"


def answer_html(exchange: Exchange, turn: int) -> str:
    """What the chat says in reply: one HTML element on one line, so that Markdown finds nothing to read."""
    answer = exchange.answer
    parts: list[str] = []
    if answer is None and exchange.error is None:
        parts.append('<p class="waiting">Searching the papers…</p>')
    if answer is not None:
        parts.append(_read_as(answer))
        parts.append(_status(answer) if exchange.done else "")
        parts.append(_text(answer, turn))
        if exchange.done:
            parts.append(_foot(answer, exchange.filters, turn))
    if exchange.error is not None:
        parts.append(f'<p class="failed"><b>No answer.</b> {chat_escape(exchange.error)}</p>')
    status = "failed" if exchange.error else answer.status if answer and exchange.done else "pending"
    return f'<div class="answer answer-{status}">{"".join(parts)}</div>'


def _status(answer: Answer) -> str:
    if answer.status == "not_found":
        return '<p class="status">Not found in these papers</p>'
    if answer.status == "partial":
        return '<p class="status">Only part of this is in the papers</p>'
    return ""


def _read_as(answer: Answer) -> str:
    """How a follow-up was understood, above its answer."""
    taken = answer.understood.get(UNDERSTOOD_AS)
    return f'<p class="read-as">Understood as: {chat_escape(taken)}</p>' if taken else ""


def _text(answer: Answer, turn: int) -> str:
    """The answer's lines as paragraphs and lists: its marks as links, the papers' own words set apart."""
    html: list[str] = []
    items: list[str] = []
    quoted = _quoted_spans(answer)
    offset = 0
    for line in answer.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if not line.strip():
            continue
        item = _LIST_ITEM.match(line)
        body = _inline(answer, turn, start + (item.end() if item else 0), start + len(line), quoted)
        if item:
            items.append(f"<li>{body}</li>")
            continue
        if items:
            html.append(f"<ul>{''.join(items)}</ul>")
            items = []
        html.append(f"<p>{body}</p>")
    if items:
        html.append(f"<ul>{''.join(items)}</ul>")
    return "".join(html)


def _quoted_spans(answer: Answer) -> list[tuple[int, int]]:
    """Where the quotes stand word for word in the answer: an "[1]" in there is the paper's, not ours.

    An answer may leave out the sign of a list item before a quote, and the line breaks in it.
    """
    spans = []
    for citation in answer.citations:
        joined = " ".join(citation.quote.split())
        for words in (citation.quote, joined, without_sign(joined)):
            found = answer.text.find(words) if words else -1
            if found >= 0:
                spans.append((found, found + len(words)))
                break
    return sorted(spans)


def _inline(answer: Answer, turn: int, start: int, end: int, quoted: list[tuple[int, int]]) -> str:
    cited = {citation.number: citation for citation in answer.citations}
    out: list[str] = []
    at = start
    for a, b in [*quoted, (end, end)]:
        a, b = max(a, at), min(b, end)
        if a > end or b < a:
            continue
        out.append(_with_links(answer.text[at:a], turn, cited))
        if b > a:
            out.append(f'<span class="own-words">{_own_words(answer.text[a:b])}</span>')
        at = max(at, b)
    return "".join(out)


def _own_words(text: str) -> str:
    """The quote, the bars between a table's cells drawn as points; the sources panel has them as they are."""
    cells = [chat_escape(cell) for cell in cells_of(text)]
    return '<span class="between-cells"> · </span>'.join(cells)


def _with_links(text: str, turn: int, cited: dict[int, Citation]) -> str:
    out: list[str] = []
    at = 0
    for match in _MARKER.finditer(text):
        number = int(match[1])
        if number not in cited:
            continue
        out.append(chat_escape(text[at : match.start()]))
        out.append(
            f'<a class="cite" href="{citation_href(turn, number)}">'
            f'<span class="sr-only">Source </span>{number}'
            f'<span class="sr-only">: {_whose(cited[number])}</span></a>'
        )
        at = match.end()
    out.append(chat_escape(text[at:]))
    return "".join(out)


def _whose(citation: Citation) -> str:
    return chat_escape(citation.speaker or citation.title or citation.paper)


def _foot(answer: Answer, filters: Filters, turn: int) -> str:
    parts = []
    if answer.notice:
        parts.append(f'<p class="notice">{chat_escape(answer.notice)}</p>')
    chosen = {name: str(value) for name, value in filters.chosen().items()}
    apart = {UNDERSTOOD_AS, *(finding.field for finding in answer.findings)}
    understood = {
        name: value
        for name, value in answer.understood.items()
        if name not in apart and chosen.get(name) != value
    }
    if understood:
        parts.append(_chips("Understood from your question", understood))
    for strength, label in (("strong", "From your question, only"), ("weak", "From your question, first")):
        chips = [
            _chip(finding.field, finding.in_words(), drop_href(turn, number))
            for number, finding in enumerate(answer.findings)
            if finding.strength == strength
        ]
        if chips:
            parts.append(f'<p class="chips">{label}: {" ".join(chips)}</p>')
    if chosen:
        parts.append(_chips("Searched only", chosen))
    if filters.without:
        dropped = [key.partition(":") for key in sorted(filters.without)]
        chips = [_chip(name, _dropped_in_words(name, value)) for name, _, value in dropped]
        parts.append(f'<p class="chips">Not taken from your question: {" ".join(chips)}</p>')
    if answer.status == "not_found":
        line = "Any answer can be wrong: try other words, or look through the papers."
    else:
        line = f"{mode_line(answer.mode)} Check the quotes: any answer can be wrong."
    parts.append(f'<p class="mode">{chat_escape(line)}</p>')
    return f'<div class="foot">{"".join(parts)}</div>'


def _chips(label: str, values: dict[str, str]) -> str:
    chips = " ".join(_chip(name, plain_date(value) or "") for name, value in values.items())
    return f'<p class="chips">{label}: {chips}</p>'


def _chip(name: str, value: str, href: str | None = None) -> str:
    """A name and its value; with `href` a link to search without it."""
    drop = ""
    if href is not None:
        said = f"Search without {FILTER_NAMES.get(name, name)} {value}"
        drop = f' <a class="drop" href="{href}"><span class="sr-only">{chat_escape(said)}</span>×</a>'
    return (
        f'<span class="chip"><span class="chip-name">{chat_escape(FILTER_NAMES.get(name, name))}</span> '
        f"{chat_escape(value)}{drop}</span>"
    )


def _dropped_in_words(name: str, value: str) -> str:
    return (
        period_of(value).in_words()
        if name == "date"
        else value.replace("-", " ")
        if name == "type"
        else value
    )
