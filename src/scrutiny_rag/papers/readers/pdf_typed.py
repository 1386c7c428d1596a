"""What was typed into a PDF after it was made: values of form fields, notes on the page, files put inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader

from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.pdf_pieces import PageContent, Segment

_MOST_ANNOTATIONS = 2000
_DEEPEST = 20
_USUAL_SIZE = 10.0
_LEADING = 1.2
_SAME_LINE = 0.7
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_HIDDEN = 0b10 | 0b100000
"""Flags of an annotation that no reader sees: hidden, and not to be viewed."""

_PASSWORD = 1 << 13
_BUTTON = 1 << 16
_TICK = "[x]"
_NAMELESS = "a file without a name"


@dataclass(slots=True)
class Typed:
    """What is typed onto a page: its stretches of text, how many notes stand beside it, and what files hang on it."""

    segments: list[Segment] = field(default_factory=list)
    comments: int = 0
    files: list[str] = field(default_factory=list)


def typed_on(page: PageObject) -> Typed:
    """The values and notes on `page`. Raises what pypdf raises over a damaged page."""
    typed = Typed()
    annotations = page.get("/Annots")
    if annotations is None:
        return typed
    for reference in list(annotations.get_object())[:_MOST_ANNOTATIONS]:
        annotation = reference.get_object()
        if not hasattr(annotation, "get") or int(annotation.get("/F", 0)) & _HIDDEN:
            continue
        match annotation.get("/Subtype"):
            case "/Widget":
                typed.segments += _placed(annotation, _value(annotation))
            case "/FreeText":
                typed.segments += _placed(annotation, _text(annotation.get("/Contents")))
            case "/FileAttachment":
                typed.files.append(_file_name(annotation))
            case "/Text" if _text(annotation.get("/Contents")):
                typed.comments += 1
    return typed


def _value(annotation: Any) -> str:
    """What a form field shows: its text, what is chosen in it, or a tick."""
    kind, flags = _inherited(annotation, "/FT"), _inherited(annotation, "/Ff")
    flags = int(flags) if isinstance(flags, int) else 0
    if kind == "/Btn":
        on = annotation.get("/AS") not in (None, "/Off")
        return _TICK if on and not flags & _BUTTON else ""
    if kind not in ("/Tx", "/Ch") or (kind == "/Tx" and flags & _PASSWORD):
        return ""
    value = _inherited(annotation, "/V")
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    return _text(value)


def _file_name(annotation: Any) -> str:
    """What the file is called that hangs on the page as a pin."""
    stated = annotation.get("/FS")
    stated = stated.get_object() if stated is not None else None
    named = (stated.get("/UF") or stated.get("/F")) if isinstance(stated, dict) else stated
    return _text(named) or _NAMELESS


def _inherited(annotation: Any, key: str) -> Any:
    """A field's entry; a field may be one of a family, and what it lacks stands with its parent."""
    at = annotation
    for _ in range(_DEEPEST):
        value = at.get(key)
        if value is not None:
            return value.get_object()
        parent = at.get("/Parent")
        if parent is None:
            return None
        at = parent.get_object()
    return None


def _text(value: Any) -> str:
    if value is None or isinstance(value, (dict, int, float)):
        return ""
    if hasattr(value, "get_data"):
        value = value.get_data()
    return one_space(value.decode("latin-1") if isinstance(value, bytes) else str(value))


def _placed(annotation: Any, text: str) -> Iterator[Segment]:
    """The lines of `text`, one below the other in the annotation's frame."""
    if not text:
        return
    ax, ay, bx, by = (float(number) for number in annotation["/Rect"])
    left, right, low, high = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    lines = text.split("\n")
    stated = _SIZE.search(str(_inherited(annotation, "/DA") or ""))
    size = float(stated[1]) if stated else 0.0
    size = size or min(_USUAL_SIZE, (high - low) / _LEADING)
    # One line stands in the middle of its frame, several from the top down.
    y = (low + high) / 2 - 0.35 * size if len(lines) == 1 and high - low < 2.5 * size else high - size
    for line in lines:
        yield Segment(line, left, max(right, left + 1), y, size, 0.0)
        y -= _LEADING * size


def add_typed(content: PageContent, segments: list[Segment]) -> None:
    """Puts typed text where it is read: after what stands left of it on its line, else below what is above."""
    for segment in segments:
        at = _before(content.segments, segment)
        content.segments.insert(at, segment)


def _before(segments: list[Segment], typed: Segment) -> int:
    """Where in the order of reading `typed` comes."""
    on_line = [
        i
        for i, each in enumerate(segments)
        if abs(each.y - typed.y) < _SAME_LINE * max(each.size, typed.size) and each.x0 < typed.x0
    ]
    if on_line:
        return max(on_line, key=lambda i: segments[i].x0) + 1
    above = [i for i, each in enumerate(segments) if each.y > typed.y]
    if not above:
        return 0
    lowest = min(segments[i].y for i in above)
    return max(i for i in above if segments[i].y - lowest < 1) + 1


def files_inside(reader: PdfReader) -> list[str]:
    """The names of the files that a PDF holds, as a portfolio does. Raises what pypdf raises."""
    return list(dict.fromkeys(one_space(name) or _NAMELESS for name in reader.attachments))
