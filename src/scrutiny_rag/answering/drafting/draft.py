"""What a model wrote, read as claims with keys: lines or JSON, whole or as it comes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from scrutiny_rag.answering.drafting.thinking import thought_end, without_thinking
from scrutiny_rag.english.wording import sentences

NOT_IN_PAPERS = "NOT_IN_PAPERS"
MOST_CLAIMS = 24
MOST_CLAIM_CHARACTERS = 700

_MARKER = re.compile(
    r"\[\s?(?:extracts?\s|source\s)?(\d{1,4}(?:\s?(?:,|;|and|&)\s?\d{1,4})*)\s?\]", re.IGNORECASE
)
# Not the "[x](" of a link or picture.
_AFTER_STOP = re.compile(r"([.!?])((?:\s?\[[^\]]{1,30}\](?!\())+)")
_HEADING = re.compile(r".*:\W*$|#{1,6}\s|(?:\*\*|__)[^*_]+(?:\*\*|__)\W*$")
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+")
_QUOTING = re.compile(r'\[\s?(\d{1,4})\s?\]\s*:?\s*(?=["“«])')
_AFTER_WORDS = re.compile(r'["”»][\s.,;]*$')
_YES_NO = re.compile(r"\W*(?:yes|no)\W*$", re.IGNORECASE)
_SOURCE = r"\b(?:extracts?|papers?|minutes|transcripts?|documents?|sources?|evidence)\b"
_LACKS = re.compile(
    rf"{_SOURCE}.{{0,60}}\b(?:do(?:es)? not|don[’']t|doesn[’']t|did not|gives? no|says? nothing|contains? no|"
    r"no mention|silent)\b|"
    r"\b(?:no|not) .{0,80}\b(?:given|stated|mentioned|recorded|named|found|specified)\b.{0,30}" + _SOURCE,
    re.IGNORECASE,
)
"""A line that says what the papers lack."""
_FENCE = re.compile(r"^\s*```\w*\s*$", re.MULTILINE)
_NOTHING = re.compile(r"\bNOT[_ ]IN[_ ]PAPERS\b")
_ENDS = ("]", "}", ".", "!", "?", '"', "`", ")", NOT_IN_PAPERS)
_ITEM = re.compile(r"\{[^{}]{5,1500}\}")
_MARKUP = re.compile(r"\*\*|__|</?[a-z][^>]{0,80}>|!?\[([^\]]{0,200})\]\([^)]{0,500}\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A claim as a model proposed it, with the keys that it cites; nothing of it is checked."""

    text: str
    keys: tuple[int, ...]
    words: tuple[tuple[int, str], ...] = ()
    """The exact words that it names, each with the key of their extract."""
    listed: bool = False
    """Whether it stands on a line of a list."""

    @property
    def lacks(self) -> bool:
        """True where it says what the papers do not tell, and cites nothing."""
        return not self.keys and bool(_LACKS.search(self.text))


def says_not_there(draft: str) -> bool:
    """True when the draft says that the papers do not answer, and claims nothing."""
    rest = without_thinking(draft)
    return bool(_NOTHING.search(rest)) and not _MARKER.search(rest)


def read_draft(draft: str) -> list[Proposed]:
    """The claims of a whole draft, at most MOST_CLAIMS: a JSON list, or sentences with [n] markers."""
    text = _FENCE.sub("", without_thinking(draft)).strip()
    from_json = _read_json(text)
    if from_json is None:
        from_json = [claim for line in text.splitlines() for claim in _read_line(line)]
    return [claim for claim in from_json if claim.text][:MOST_CLAIMS]


def partial_refusal(draft: str) -> bool:
    """True when a draft claims nothing but says in words what the papers lack."""
    claims = read_draft(draft)
    return bool(claims) and all(claim.lacks for claim in claims)


class LineReader:
    """Reads claims out of a draft that is still being written, each as soon as it is complete.

    A draft that turns out to be JSON is read at its end.
    """

    def __init__(self) -> None:
        self._text = ""
        self._read = 0
        self._thought = 0

    @property
    def text(self) -> str:
        """All that came."""
        return self._text

    def feed(self, piece: str) -> Iterator[Proposed]:
        """Takes the next piece and gives the claims that it completes."""
        self._text += piece
        end = thought_end(self._text)
        if end is None:
            return
        if end > self._thought:  # what was read before was thinking
            self._thought = end
            self._read = max(self._read, end)
        shown = self._text[self._thought :].lstrip()
        if shown[:1] in ("{", "[", "`", "<"):
            return
        while (end := self._text.find("\n", self._read)) >= 0:
            line, self._read = self._text[self._read : end], end + 1
            yield from _read_line(line)

    def finish(self) -> Iterator[Proposed]:
        """Gives the claims of what is left when the draft has ended."""
        if thought_end(self._text) is None:
            return
        rest, self._read = self._text[self._read :], len(self._text)
        if not rest.rstrip().endswith(_ENDS):  # cut off: its last line is not what the model meant to say
            rest = rest[: rest.rfind("\n") + 1] if rest.lstrip()[:1] not in ("{", "[") else rest
        yield from read_draft(rest)


def _read_line(line: str) -> Iterator[Proposed]:
    """A line's claims; a sentence without a marker shares the marker at the line's end."""
    listed = bool(_BULLET.match(line))
    line = _BULLET.sub("", line).strip()[: MOST_CLAIM_CHARACTERS * 4]
    if not line or _NOTHING.search(line):
        return
    if _HEADING.match(line) and not _MARKER.search(line):
        return  # "Here is the answer:"
    named = _named_words(line)
    if named is not None:
        claim, words = named
        keys = dict.fromkeys((*(key for key, _ in words), *_keys(claim)))
        yield replace(_proposed(claim, tuple(keys)), words=words, listed=listed)
        return
    last = _keys(line)[-1:] and _trailing(line)
    # A marker after the full stop belongs to the sentence before it.
    moved = _AFTER_STOP.sub(r"\2\1", line)
    kept = ""
    for part in _whole_sentences(moved):
        if _YES_NO.match(_MARKER.sub("", part)):
            kept = f"{_MARKER.sub('', part).strip()} "  # it is said of the next sentence
        elif _MARKER.sub("", part).strip(" .,;"):
            yield replace(_proposed(kept + part, _keys(part) or last or ()), listed=listed)
            kept = ""


def _named_words(line: str) -> tuple[str, tuple[tuple[int, str], ...]] | None:
    """The claim of `claim [1] "exact words" [2] "more"`, and the words with their keys; None for any other line."""
    marks = list(_QUOTING.finditer(line))
    if not marks or not line[: marks[0].start()].strip(" -*") or not _AFTER_WORDS.search(line):
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    words = [
        (int(m[1]), line[m.end() : end].strip(" .,;").strip('"“”«»'))
        for m, end in zip(marks, ends, strict=True)
    ]
    return line[: marks[0].start()], tuple((key, said) for key, said in words if said)


def _whole_sentences(line: str) -> Iterator[str]:
    """Sentences of a line, a semicolon not ending one."""
    kept = ""
    for start, end in sentences(line):
        kept += line[start:end]
        if not kept.rstrip().endswith(";"):
            yield kept.strip()
            kept = ""
    if kept.strip():
        yield kept.strip()


def _trailing(line: str) -> tuple[int, ...]:
    tail = re.search(r"((?:\[[^\]]{1,30}\]\s?)+)[.\s]*$", line)
    return _keys(tail[1]) if tail else ()


def _keys(text: str) -> tuple[int, ...]:
    keys: dict[int, None] = {}
    for m in _MARKER.finditer(text):
        keys.update(dict.fromkeys(int(n) for n in re.findall(r"\d+", m[1])))
    return tuple(keys)


def _proposed(text: str, keys: tuple[int, ...]) -> Proposed:
    clean = _MARKUP.sub(lambda m: m[1] or "", _MARKER.sub("", text))
    clean = re.sub(r"\s+", " ", clean).strip(" -*")
    clean = re.sub(r"\s+([.,;:!?])", r"\1", clean)[:MOST_CLAIM_CHARACTERS]
    return Proposed(clean, keys)


def _read_json(text: str) -> list[Proposed] | None:
    """The claims of a JSON draft in any of the shapes models write; None where it is no JSON."""
    start = min((at for at in (text.find("["), text.find("{")) if at >= 0), default=-1)
    if start < 0 or text[:start].strip(" \n:`jsonJSON"):
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(text[start:])
    except (json.JSONDecodeError, RecursionError):
        return _salvage(text[start:])
    if isinstance(value, dict):
        lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        value = lists[0] if lists else [value]
    if not isinstance(value, list) or not any(isinstance(item, dict) for item in value):
        return None
    return [claim for item in value if isinstance(item, dict) for claim in _read_item(item)]


def _salvage(text: str) -> list[Proposed] | None:
    """The whole items of JSON that is broken or cut off; None where it holds none."""
    found = [claim for m in _ITEM.finditer(text) for claim in _read_loose(m[0])]
    return found or (None if "\n" in text.strip() and _MARKER.search(text) else [])


def _read_loose(item: str) -> Iterator[Proposed]:
    try:
        value = json.loads(item)
    except (json.JSONDecodeError, RecursionError):
        return
    if isinstance(value, dict):
        yield from _read_item(value)


def _read_item(item: dict[str, Any]) -> Iterator[Proposed]:
    text = next((v for k in ("text", "claim", "sentence", "answer") if isinstance(v := item.get(k), str)), "")
    cited: Any = next((item[k] for k in ("keys", "citations", "sources", "key", "cite") if k in item), [])
    numbers = re.findall(r"\d{1,4}", json.dumps(cited)) if isinstance(cited, list | int | str) else []
    keys = tuple(dict.fromkeys(int(n) for n in numbers)) or _keys(text)
    if text.strip():
        yield _proposed(text, keys)
