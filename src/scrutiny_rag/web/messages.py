"""A conversation as chat messages: HTML that Gradio's chat shows unchanged, all text escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.answering.conversation import UNDERSTOOD_AS
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.foot import acts, foot
from scrutiny_rag.web.markup import cells_of, chat_escape, without_sign
from scrutiny_rag.web.standing import standing, unverified_ends

_MARKER = re.compile(r"\[(\d{1,3})\]")
_LIST_ITEM = re.compile(r"(?:[-*•]|\d{1,2}\.)\s+")


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
            parts.append(foot(answer, exchange, turn))
    if exchange.error is not None:
        parts.append(f'<p class="failed"><b>No answer.</b> {chat_escape(exchange.error)}</p>')
    if exchange.done:
        parts.append(acts(exchange, turn))
    status = "failed" if exchange.error else answer.status if answer and exchange.done else "pending"
    return f'<div class="answer answer-{status}">{"".join(parts)}</div>'


def _status(answer: Answer) -> str:
    """How the answer stands: a sign and words, so that nothing rests on colour."""
    stands = standing(answer)
    said = ""
    if stands is not None:
        sign = f'<span class="sign">{stands.sign}</span> '
        said = f'<p class="status status-{stands.key}">{sign}{chat_escape(stands.label)}</p>'
    if answer.status == "partial":
        said += '<p class="status status-partial"><span class="sign">◐</span> Only part of this is in the papers</p>'
    return said


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
    word = "Place" if answer.status == "not_found" else "Source"
    out: list[str] = []
    at = start
    for a, b in [*quoted, (end, end)]:
        a, b = max(a, at), min(b, end)
        if a > end or b < a:
            continue
        out.append(_with_links(answer.text[at:a], turn, cited, word))
        if b > a:
            out.append(f'<span class="own-words">{_own_words(answer.text[a:b])}</span>')
        at = max(at, b)
    if any(start < offset <= end for offset in unverified_ends(answer)):
        out.append(' <span class="unsure">! not verified</span>')
    return "".join(out)


def _own_words(text: str) -> str:
    """The quote, the bars between a table's cells drawn as points; the sources panel has them as they are."""
    cells = [chat_escape(cell) for cell in cells_of(text)]
    return '<span class="between-cells"> · </span>'.join(cells)


def _with_links(text: str, turn: int, cited: dict[int, Citation], word: str) -> str:
    out: list[str] = []
    at = 0
    for match in _MARKER.finditer(text):
        number = int(match[1])
        if number not in cited:
            continue
        out.append(chat_escape(text[at : match.start()]))
        out.append(
            f'<a class="cite" href="{citation_href(turn, number)}">'
            f'<span class="sr-only">{word} </span>{number}'
            f'<span class="sr-only">: {_whose(cited[number])}</span></a>'
        )
        at = match.end()
    out.append(chat_escape(text[at:]))
    return "".join(out)


def _whose(citation: Citation) -> str:
    return chat_escape(citation.speaker or citation.title or citation.paper)
