"""Where sentences start and end, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_ABBREVIATIONS = """
    cllr cllrs mr mrs ms dr prof hon rt no nos para paras p pp st rd ave co ltd insp supt det sgt ch cdr dep
    asst approx ref fig vol esq rev messrs e.g i.e etc viz al am pm a.m p.m
"""
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LABEL_ONLY = re.compile(r"\W*\(?\w{1,4}[.)]|\W+")
_LISTED = re.compile(r"\n(?=[ \t]*(?:[·•▪◦‣*–-]|\(?[0-9a-z]{1,3}[.)])[ \t])")


@lru_cache(maxsize=1)
def _tokenizer() -> PunktSentenceTokenizer:
    # Imported late: these libraries take seconds, and a job with nothing to do needs no sentences.
    import llama_index.core
    import nltk
    from nltk.tokenize.punkt import PunktTokenizer

    # LlamaIndex ships Punkt's English parameters, so nothing is fetched.
    folder = Path(llama_index.core.__file__).parent / "_static" / "nltk_cache"
    if str(folder) not in nltk.data.path:
        nltk.data.path.append(str(folder))
    tokenizer = PunktTokenizer("english")
    tokenizer._params.abbrev_types.update(_ABBREVIATIONS.split())
    return tokenizer


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the sentences of `text[start:end]`, in order, without outer white space.

    A blank line or the start of a list item ends a sentence even where no full stop does. Every non-space
    character of the stretch is in exactly one sentence.
    """
    end = len(text) if end is None else end
    at = start
    stops = [match.start() for match in _BREAK.finditer(text, start, end)]
    stops += [match.start() for match in _LISTED.finditer(text, start, end)]
    for stop in [*sorted(stops), end]:
        part = text[at:stop]
        if part.strip():
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


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends; `start == end` where nothing else is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
