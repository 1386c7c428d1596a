"""What visitors thought of answers: one JSON object a line, beside the index."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

from scrutiny_rag.web.exchange import Exchange

VERDICTS = ("Like", "Dislike", "Wrong source")
_lock = threading.Lock()


def verdict_of(liked: bool | str | None) -> str:
    """What `gr.LikeData.liked` says: True and False are the thumbs, a string an option's own name."""
    if isinstance(liked, str):
        return liked
    return "Like" if liked else "Dislike"


def record(path: Path, exchange: Exchange, verdict: str) -> None:
    """Appends the verdict on an answer, with its question and where its citations stand; no name, no address.

    Raises OSError where the file cannot be written.
    """
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
    path.parent.mkdir(parents=True, exist_ok=True)
    with _lock, path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
