"""What visitors thought of answers: one JSON object a line, beside the index."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrutiny_rag.web.exchange import Exchange

VERDICTS = {
    "right": "Right",
    "source": "Wrong source",
    "incomplete": "Incomplete",
    "outdated": "Outdated",
    "refuse": "Should not have answered",
}
"""What can be said of an answer, by the names that the page's script sends; the first is praise."""
REFUSAL_VERDICTS = {"right": "Right", "missed": "It is in the papers"}
"""What can be said of "not found in these papers"."""
MOST_COMMENT = 2000
"""Characters of a comment."""
MOST_BYTES = 20 * 1024 * 1024
"""Size from which on the file takes no more: nobody fills the disk by it."""
_lock = threading.Lock()


class FeedbackError(ValueError):
    """A verdict that is not taken; the message is one sentence for people."""


def offered(exchange: Exchange) -> dict[str, str]:
    """The verdicts that can be given on this answer, by their names; none before it is whole, or where it failed."""
    if not exchange.done or exchange.answer is None or exchange.error is not None:
        return {}
    return REFUSAL_VERDICTS if exchange.answer.status == "not_found" else VERDICTS


def record(path: Path, exchange: Exchange, name: object, most_bytes: int = MOST_BYTES) -> None:
    """Appends the verdict of that name on an answer, with its question and citations; no name, no address.

    One verdict an answer. Raises FeedbackError where it has one already, is not whole, is offered no such verdict, or
    the file is full, and OSError where the file cannot be written.
    """
    if not exchange.done:
        raise FeedbackError("Wait for the whole answer before you judge it.")
    verdict = offered(exchange).get(name) if isinstance(name, str) else None
    if verdict is None:
        raise FeedbackError("This page has no such verdict.")
    with _lock:
        if exchange.verdict is not None:
            raise FeedbackError(f"Your verdict on this answer is noted already: {exchange.verdict}.")
        _append(path, _line(exchange, verdict), most_bytes)
        exchange.verdict = verdict


def comment(path: Path, exchange: Exchange, words: str, most_bytes: int = MOST_BYTES) -> None:
    """Appends a comment on an answer that was judged. Raises as `record`, and for an empty or too long one."""
    words = " ".join(words.split())
    if exchange.verdict is None:
        raise FeedbackError("Say first how you find the answer.")
    if not words:
        raise FeedbackError("Type your comment first.")
    if len(words) > MOST_COMMENT:
        raise FeedbackError(
            f"This comment is {len(words):,} characters long: shorten it to {MOST_COMMENT:,}."
        )
    with _lock:
        _append(path, _line(exchange, exchange.verdict) | {"comment": words}, most_bytes)


def _line(exchange: Exchange, verdict: str) -> dict[str, Any]:
    answer = exchange.answer
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "verdict": verdict,
        "question": exchange.question,
        "filters": exchange.filters.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
        "status": answer.status if answer else None,
        "mode": answer.mode if answer else None,
        "text": answer.text if answer else None,
        "citations": [
            {"number": c.number, "paper": c.paper, "char_start": c.char_start, "char_end": c.char_end}
            for c in (answer.citations if answer else ())
        ],
    }


def _append(path: Path, line: dict[str, Any], most_bytes: int) -> None:
    written = json.dumps(line, ensure_ascii=False) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size + len(written.encode()) > most_bytes:
        raise FeedbackError("No more verdicts are taken: the file of verdicts is full.")
    with path.open("a", encoding="utf-8") as file:
        file.write(written)
