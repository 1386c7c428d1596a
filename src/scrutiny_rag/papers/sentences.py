"""Where sentences start and end, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from scrutiny_rag.papers.model import Block, BlockKind

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_ABBREVIATIONS = """
    cllr cllrs mr mrs ms dr prof hon rt no nos para paras p pp st rd ave co ltd insp supt det sgt ch cdr dep
    asst approx ref fig vol esq rev messrs e.g i.e etc viz al am pm a.m p.m
"""
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LABEL_ONLY = re.compile(r"\W*\(?\w{1,4}[.)]|\W+")
_LISTED = re.compile(r"\n(?=[ \t]*(?:[·•▪◦‣*–-]|\(?[0-9a-z]{1,3}[.)])[ \t])")
_BOLD_LINE = re.compile(r"^[ \t]*\*\*[^*\n]+\*\*[ \t]*$", re.MULTILINE)
_ENDED = re.compile(r"[.!?:;][”’\"')\]*_]*$")
# "Mr. S." at the end of a line: the name is still to come.
_NAME_TO_COME = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Cllr|Clr|No|St|Prof)\.$")
_HANGING = re.compile(
    r"\b(?:of|and|the|to|for|in|at|on|by|with|a|an|or|that|from|Councillors?|Cllr|Mr|Ms|Mrs|Dr)$|[,(&–-]$"
)
_NARROWEST, _WIDEST = 50, 140
"""Of the lines of wrapped prose, in characters: beyond, a line is a paragraph."""
_FULL = 0.85
_LABEL = re.compile(
    r"[\W_]*(?:(?:RESOLVED|RECOMMENDED|RECOMMENDATIONS?|AGREED|NOTED|DECISION|ACTIONS?|AP|REPLY|RESPONSE|ANSWER|"
    r"MINUTES|Resolved|Recommended|Recommendations?|Agreed|Noted|Decision|Actions?|Reply|Response|Answer|"
    r"Minutes)\b[^:\n.]{0,40}:[*_]*\s+|[A-Z][\w’' &/()-]{1,50}:[*_]*[ \t]*\n\s*)(?=\S)"
)
# One unit to a reader, whatever stops it holds.
_WHOLE = frozenset({BlockKind.ROW, BlockKind.HEADING, BlockKind.STAGE, BlockKind.FURNITURE})


@lru_cache(maxsize=1)
def _tokenizer() -> PunktSentenceTokenizer:
    # Imported late: a job with nothing to do needs no sentences.
    from scrutiny_rag.papers.punkt import open_punkt

    tokenizer = open_punkt()
    tokenizer._params.abbrev_types.update(_ABBREVIATIONS.split())
    return tokenizer


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the sentences of `text[start:end]`, in order, without outer white space.

    The start of a list item ends a sentence even where no full stop does, and so does a blank line, but for one
    within a wrapped paragraph, as some conversions leave between its lines. Every non-space character of the
    stretch is in exactly one sentence. Where the block is known, `block_sentences` knows better.
    """
    end = len(text) if end is None else end
    stops = _paragraph_ends(text, start, end)
    stops += [match.start() for match in _LISTED.finditer(text, start, end)]
    yield from _between(text, start, sorted(stops), end)


def block_sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one block of a paper, in order; of a turn, those after its label.

    The lines of a paragraph belong together, whatever stands between them: only list items and lines all in bold
    end a sentence there. A row, a heading or a stage direction is one, whole.
    """
    start, end = block.char_start, block.char_end
    if block.kind in _WHOLE:
        yield start, end
        return
    if block.kind is BlockKind.TURN:
        yield from sentence_spans(text, block.speech_start or start, end)
        return
    stops = [match.start() for match in _LISTED.finditer(text, start, end)]
    for match in _BOLD_LINE.finditer(text, start, end):
        stops += [match.start(), match.end()]
    yield from _between(text, start, sorted(stops), end)


def label_end(text: str, start: int, end: int) -> int:
    """Where the label before a sentence ends ("RESOLVED: ", a short line that ends in a colon); else `start`."""
    match = _LABEL.match(text, start, end)
    return match.end() if match else start


def _between(text: str, start: int, stops: Iterable[int], end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]`, each ended by a stop where it has not ended before."""
    at = start
    for stop in (*stops, end):
        part = text[at:stop]
        inner = part.strip()[:-1]
        if inner and "." not in inner and "?" not in inner and "!" not in inner:
            yield trim(
                text, at, stop
            )  # nothing in it ends a sentence: most items of lists and half the paragraphs
        elif part.strip():
            label: int | None = None
            for a, b in _tokenizer().span_tokenize(part):
                a, b = trim(text, at + a, at + b)
                if a == b:
                    continue
                if label is None and _LABEL_ONLY.fullmatch(text, a, b):
                    label = a  # "3." or a bullet mark belongs to the sentence that it introduces
                    continue
                yield a if label is None else label, b
                label = None
            if label is not None:
                yield trim(text, label, stop)
        at = max(at, stop)


def _paragraph_ends(text: str, start: int, end: int) -> list[int]:
    """Where blank lines end a paragraph of a stretch of unknown make."""
    breaks = list(_BREAK.finditer(text, start, end))
    if not breaks:
        return []
    lines = [line.strip() for line in text[start:end].splitlines()]
    width = max(map(len, lines), default=0)
    wrapped = _NARROWEST <= width <= _WIDEST and sum(map(bool, lines)) > 2
    ends: list[int] = []
    for match in breaks:
        before = text[max(start, text.rfind("\n", start, match.start()) + 1) : match.start()].strip()
        word = text[match.end() : min(end, match.end() + 40)].split(None, 1)
        runs_on = bool(before and word) and (
            bool(_NAME_TO_COME.search(before))
            or (
                not _ENDED.search(before)
                and (
                    (word[0][0].islower() and word[0].rstrip(".)").isalpha() and word[0][-1] not in ".)")
                    or bool(_HANGING.search(before))
                    or (wrapped and len(before) + 1 + len(word[0]) >= _FULL * width)
                )
            )
        )
        if not runs_on:
            ends.append(match.start())
    return ends


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends; `start == end` where nothing else is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
