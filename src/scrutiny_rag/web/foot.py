"""What stands below an answer in the chat: its sources, how it was searched, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.answering.conversation import UNDERSTOOD_AS
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.periods import period_of
from scrutiny_rag.web.copying import sources_title
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.feedback import offered
from scrutiny_rag.web.markup import chat_escape, mode_line, plain_date
from scrutiny_rag.web.origins import DRAFT, origins

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
ACTS = {
    "sources": "Show its sources",
    "again": "Ask again",
    "edit": "Edit the question",
    "clear": "Clear the filters and ask again",
}
"""What can be done with an exchange, by the names that the page's script sends."""


def drop_href(turn: int, number: int) -> str:
    """Where the cross of the finding `number` (from 0) of exchange `turn` points; the page's script reads both."""
    return f"#drop-{turn}-{number}"


def act_href(act: str, turn: int) -> str:
    """Where a thing to do with exchange `turn` points; the page's script reads both."""
    return f"#do-{act}-{turn}"


def foot(answer: Answer, exchange: Exchange, turn: int) -> str:
    """All that stands below a whole answer."""
    filters = exchange.filters
    parts = [_origins(answer)]
    if answer.notice:
        parts.append(f'<p class="notice">{chat_escape(answer.notice)}</p>')
    parts += _understood(answer, filters, turn)
    if answer.status == "not_found" and filters and not answer.passages and not answer.citations:
        parts.append(
            '<p class="notice emptied">Your filters left nothing to search that answers this. '
            "Clear them to search all papers.</p>"
        )
    if answer.status == "not_found":
        line = "Any answer can be wrong: try other words, or look through the papers."
    else:
        line = f"{mode_line(answer.mode)} Check the quotes: any answer can be wrong."
    parts.append(f'<p class="mode">{chat_escape(line)}</p>')
    return f'<div class="foot">{"".join(parts)}</div>'


def acts(exchange: Exchange, turn: int) -> str:
    """Links to what can be done with a finished exchange."""
    narrowed = bool(exchange.filters)
    lost = exchange.error is not None or (
        exchange.answer is not None and exchange.answer.status == "not_found"
    )
    shown = ["sources"] if exchange.answer is not None and exchange.answer.citations else []
    shown += ["clear"] if narrowed and lost else []
    shown += ["again", "edit"]
    links = " ".join(f'<a class="do" href="{act_href(act, turn)}">{ACTS[act]}</a>' for act in shown)
    return f'<p class="do-row">{links}</p>{_verdict(exchange, turn)}'


def _verdict(exchange: Exchange, turn: int) -> str:
    """What a reader can say of the answer, or what they said."""
    if exchange.verdict is not None:
        return f'<p class="do-row judged">You said: <b>{chat_escape(exchange.verdict)}</b></p>'
    links = " ".join(
        f'<a class="do verdict" href="{act_href(f"verdict_{name}", turn)}">{label}</a>'
        for name, label in offered(exchange).items()
    )
    return f'<p class="do-row verdicts">How is this answer? {links}</p>' if links else ""


def _origins(answer: Answer) -> str:
    """The cited papers, a line each: numbers, title, body, committee, date, draft, pages."""
    lines = []
    for origin in origins(answer):
        numbers = ", ".join(map(str, origin.numbers))
        facts = " · ".join(chat_escape(fact) for fact in origin.facts)
        draft = f' <span class="draft">{DRAFT}</span>' if origin.draft else ""
        lines.append(
            f'<li><span class="origin-numbers">{numbers}</span> <b>{chat_escape(origin.title)}</b>'
            f'<span class="origin-facts">{facts}{draft}</span></li>'
        )
    if not lines:
        return ""
    return f'<div class="origins"><p>{sources_title(answer)}</p><ul>{"".join(lines)}</ul></div>'


def _understood(answer: Answer, filters: Filters, turn: int) -> Iterator[str]:
    chosen = {name: str(value) for name, value in filters.chosen().items()}
    apart = {UNDERSTOOD_AS, *(finding.field for finding in answer.findings)}
    understood = {
        name: value
        for name, value in answer.understood.items()
        if name not in apart and chosen.get(name) != value
    }
    if understood:
        yield _chips("Understood from your question", understood)
    for strength, label in (("strong", "From your question, only"), ("weak", "From your question, first")):
        chips = [
            _chip(finding.field, finding.in_words(), drop_href(turn, number))
            for number, finding in enumerate(answer.findings)
            if finding.strength == strength
        ]
        if chips:
            yield f'<p class="chips">{label}: {" ".join(chips)}</p>'
    if chosen:
        yield _chips("Searched only", chosen)
    if filters.without:
        dropped = [key.partition(":") for key in sorted(filters.without)]
        chips = [_chip(name, _dropped_in_words(name, value)) for name, _, value in dropped]
        yield f'<p class="chips">Not taken from your question: {" ".join(chips)}</p>'


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
