"""A name for a file from an address that a stranger chose."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import httpx

from scrutiny_rag.fetching.urls import is_document, is_item, is_meeting, page_number

_MOST_BYTES = 120
# Windows keeps these names for devices, whatever follows their first dot.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)", re.IGNORECASE)


def file_name(url: httpx.URL, suffix: str) -> str:
    """A name for the paper at `url`, ending in `suffix`: letters, digits, and single hyphens or dots alone.

    Never a path, hidden, reserved or longer than a file system takes; the same address gives the same name.
    """
    return safe_stem(_wish(url)) + suffix


def _wish(url: httpx.URL) -> str:
    if is_meeting(url):
        return f"meeting-{page_number(url)}"
    if is_item(url):
        return f"item-{page_number(url)}"
    parts = [part for part in url.path.split("/") if part]
    last = parts[-1].rpartition(".")[0] or parts[-1] if parts else url.host
    if is_document(url):
        return f"{parts[-2]}-{last}"
    query = url.query.decode("ascii", "replace")
    return f"{last}-{unquote(query)}" if query else last


def safe_stem(wish: str) -> str:
    """`wish` as the stem of a file name."""
    text = unicodedata.normalize("NFC", wish)
    text = re.sub(r"[^\w.]+", "-", text)
    text = re.sub(r"([-._])[-._]+", r"\1", text)
    text = text.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").strip("-._")
    if not text or _RESERVED.match(text):
        return f"paper-{text}" if text else "paper"
    return text


def is_safe_name(name: str) -> bool:
    """Whether `name`, from a manifest that anyone may have written, is that of a plain file in the folder."""
    return (
        name not in ("", ".", "..")
        and not name.startswith(".")
        and Path(name).name == name
        and not re.search(r"[\\:\x00-\x1f]", name)
        and not _RESERVED.match(name)
    )


def another(name: str, number: int) -> str:
    """`name` with `number` before its suffix, where `name` itself is taken."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{number}{dot}{suffix}"
