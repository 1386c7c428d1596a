"""What visitors thought of answers: one JSON object a line, beside the index."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

from scrutiny_rag.web.exchange import Exchange

VERDICTS = ("Like", "Dislike", "Wrong source", "Incomplete", "Outdated", "Should not have answered")
MOST_BYTES = 20 * 1024 * 1024
"""Size from which on the file takes no more: nobody fills the disk by it."""
_lock = threading.Lock()


class FeedbackError(ValueError):
    """A verdict that is not taken; the message is one sentence for people."""


def verdict_of(liked: object) -> str:
    """What `gr.LikeData.liked` says: True and False are the thumbs, a string an option's own name.

    Raises FeedbackError for anything that the page does not offer.
    """
    if isinstance(liked, bool):
        return "Like" if liked else "Dislike"
    if isinstance(liked, str) and liked in VERDICTS:
        return liked
    raise FeedbackError("This page has no such verdict.")


def record(path: Path, exchange: Exchange, verdict: str, most_bytes: int = MOST_BYTES) -> None:
    """Appends the verdict on an answer, with its question and where its citations stand; no name, no address.

    One verdict an answer. Raises FeedbackError where it has one already, is not finished, or the file is full, and
    OSError where the file cannot be written.
    """
    if not exchange.done:
        raise FeedbackError("Wait for the whole answer before you judge it.")
    answer = exchange.answer
    line = {
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
        "error": exchange.error,
    }
    written = json.dumps(line, ensure_ascii=False) + "\n"
    with _lock:
        if exchange.verdict is not None:
            raise FeedbackError(f"Your verdict on this answer is noted already: {exchange.verdict}.")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size + len(written.encode()) > most_bytes:
            raise FeedbackError("No more verdicts are taken: the file of verdicts is full.")
        with path.open("a", encoding="utf-8") as file:
            file.write(written)
        exchange.verdict = verdict
