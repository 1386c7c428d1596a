"""The log: a line for each event and for whatever goes wrong, as text or as JSON, on stderr.

No line holds the words of a question, nor an error's message, which may quote one, unless the settings ask for them.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from scrutiny_rag.observing.events import Event, listen
from scrutiny_rag.plain import plain
from scrutiny_rag.settings import Settings

log = logging.getLogger("scrutiny_rag.events")
FIELDS = "scrutiny_rag_fields"
"""The attribute of a log record that has what else is known, by name."""


def begin_log(settings: Settings) -> None:
    """Write the log that the settings ask for; none but what libraries write of faults where they ask for none."""
    if settings.log == "faults":
        return
    handler = logging.StreamHandler()
    form = JsonLines if settings.log == "json" else TextLines
    handler.setFormatter(form(messages=settings.log_questions))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    log.setLevel(logging.INFO)
    listen(LogListener(questions=settings.log_questions))


class LogListener:
    """Writes a line when something ends."""

    def __init__(self, *, questions: bool) -> None:
        """With `questions` their words are written too."""
        self._questions = questions

    def begins(self, event: Event) -> None:
        """Nothing yet."""

    def ends(self, event: Event) -> None:
        """Write the event."""
        fields = fields_of(event)
        if self._questions and event.question is not None:
            fields["question"] = event.question
        log.info(event.what, extra={FIELDS: fields})


def fields_of(event: Event) -> dict[str, Any]:
    """What is written of an event, without any words of the question."""
    return {
        "request": event.request,
        "outcome": event.outcome,
        "seconds": round(event.seconds, 3),
        **event.more,
    }


class JsonLines(logging.Formatter):
    """A JSON object a line: time, level, logger, event, the event's fields, and where an error arose."""

    def __init__(self, *, messages: bool = False) -> None:
        """With `messages` those of errors are written too."""
        super().__init__()
        self._messages = messages

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever is in it."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= _error(record.exc_info[1], self._messages)
        return json.dumps(line, ensure_ascii=True, default=str)


class TextLines(logging.Formatter):
    """The same for people."""

    def __init__(self, *, messages: bool = False) -> None:
        """See `JsonLines`."""
        super().__init__()
        self._messages = messages

    def format(self, record: logging.LogRecord) -> str:
        """The event's fields on one line, and below it where an error arose."""
        when = datetime.fromtimestamp(record.created).astimezone().isoformat(sep=" ", timespec="seconds")
        fields = "".join(f" {name}={value}" for name, value in getattr(record, FIELDS, {}).items())
        said = " ".join(plain(f"{when} {record.levelname} {record.getMessage()}{fields}").split())
        if not record.exc_info or record.exc_info[1] is None:
            return said
        error = _error(record.exc_info[1], self._messages)
        head = f"{error['error']}: {plain(error['message'])}" if "message" in error else error["error"]
        return "\n".join((said, head, *(f"  {frame}" for frame in error["trace"])))


def _error(error: BaseException, messages: bool) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    found: dict[str, Any] = {
        "error": type(error).__name__,
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    return found | ({"message": str(error)} if messages else {})
