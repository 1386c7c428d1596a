"""NLTK's sentence tokenizer without the rest of NLTK, which imports scipy, scikit-learn and pandas: seconds."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_PACKAGES = ("nltk", "nltk.tokenize")
"""Whose `__init__` is left out: Punkt's own module needs nothing of it."""


def open_punkt() -> PunktSentenceTokenizer:
    """Punkt for English (Kiss and Strunk, 2006), with the parameters that LlamaIndex ships: nothing is fetched."""
    with _bare_packages():
        punkt = importlib.import_module("nltk.tokenize.punkt")
        data = importlib.import_module("nltk.data")
        if (folder := str(_parameters())) not in data.path:
            data.path.append(folder)
        tokenizer: PunktSentenceTokenizer = punkt.PunktTokenizer("english")
        return tokenizer


@contextmanager
def _bare_packages() -> Iterator[None]:
    """Within, NLTK's modules are imported beneath packages that ran nothing; afterwards NLTK is as if untouched.

    Where NLTK was imported before, it is taken as it is.
    """
    if "nltk" in sys.modules:
        yield
        return
    try:
        for name in _PACKAGES:
            sys.modules[name] = importlib.util.module_from_spec(_spec(name))
        yield
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"]:
            del sys.modules[name]


def _spec(name: str) -> ModuleSpec:
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}")
    return spec


def _parameters() -> Path:
    places = _spec("llama_index.core").submodule_search_locations or []
    folders = [Path(place) / "_static" / "nltk_cache" for place in places]
    return next(folder for folder in folders if folder.is_dir())
