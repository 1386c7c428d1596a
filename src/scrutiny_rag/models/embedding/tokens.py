"""Texts as the tokens of a BERT model, by its tokenizer.json."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer


class Tokens:
    """Counts and makes tokens; threads may share one."""

    def __init__(self, file: Path, max_tokens: int) -> None:
        """`max_tokens` is what the model reads of a text, marks included."""
        self._tokenizer = Tokenizer.from_file(str(file))
        # Cut below instead: a tokenizer keeps its truncation in itself, where threads would meet it.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._max = max_tokens

    def count(self, texts: list[str]) -> list[int]:
        """Tokens of each text, without start and end marks and without a limit."""
        if not texts:
            return []
        # Without offsets, masks and Python's lists of them, which nobody looks at.
        return [len(found) for found in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]

    def ids(self, texts: list[str]) -> list[NDArray[np.int64]]:
        """The tokens of each text with its marks; what the model does not read is cut before the end mark."""
        found = []
        for encoded in self._tokenizer.encode_batch_fast(texts):
            ids = np.array(encoded.ids, dtype=np.int64)
            found.append(ids if len(ids) <= self._max else np.append(ids[: self._max - 1], ids[-1]))
        return found
