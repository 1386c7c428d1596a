"""Any sentence-transformers model; the default one comes inside a package and needs no torch for a question."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from scrutiny_rag.models.embedding.base import PassageEmbedding, Vectors
from scrutiny_rag.models.embedding.known import MINILM
from scrutiny_rag.models.embedding.tokens import Tokens
from scrutiny_rag.settings import Settings

if TYPE_CHECKING:
    from scrutiny_rag.models.embedding.brief import BriefModel
    from scrutiny_rag.models.embedding.torch_model import TorchModel

_MOST_TOKENS = 2048
"""Tokens embedded at once: what bounds the memory that a batch takes, and keeps it near the processor."""
_LEAST_SHARE = 0.9
"""A text shorter than this share of a batch's longest waits for the next batch, where its padding costs less …"""
_LEAST_TEXTS = 8
"""… unless the batch would have fewer texts than this: each call of the model costs time of its own."""
_ALONE = 64
"""Tokens up to which one core embeds a batch as fast as several, which would wait for each other many times."""
_PADDED_TO = 4
"""Lengths are padded to multiples of this: the processor's library keeps code for every shape it has met."""
_BRIEF = 4096
"""Tokens up to which numpy embeds texts in less time than torch takes to load."""


class SentenceEmbedding(PassageEmbedding):
    """Unit vectors by a sentence-transformers model.

    Of the packaged model a few texts are embedded by numpy until torch is loaded, which many texts have it be.
    """

    _settings: Settings = PrivateAttr()
    _lock: Any = PrivateAttr()
    _loaded: TorchModel | None = PrivateAttr(default=None)
    _brief: BriefModel | None = PrivateAttr(default=None)
    _tokens: Tokens | None = PrivateAttr(default=None)
    _counter: Any = PrivateAttr(default=None)

    def __init__(self, settings: Settings) -> None:
        """Open the model. Raises SettingsError where it cannot be loaded."""
        packaged = settings.embedding_model == MINILM.name
        model = None if packaged else _load(settings)
        super().__init__(settings, model.question_prefix if model is not None else "")
        self._settings = settings
        self._lock = threading.Lock()
        self._loaded = model
        if model is not None:
            # A tokenizer keeps its truncation in itself, so two threads must not share one: a job counts tokens
            # in the thread that reads, while the model embeds.
            self._counter = copy.deepcopy(model.model.tokenizer)
            return
        from scrutiny_rag.models.embedding.brief import BriefModel

        weights = MINILM.file()
        self._tokens = Tokens(weights.with_name("tokenizer.json"), MINILM.max_tokens)
        self._brief = BriefModel(weights, self._tokens)

    @property
    def _torch(self) -> TorchModel:
        """The model in torch, loaded on first use."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._settings)
                self._brief = None
            return self._loaded

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""
        return MINILM.dimensions if self._tokens is not None else self._torch.dimensions

    @property
    def max_tokens(self) -> int:
        """Most tokens the model reads, its own marks included; the rest of a text is cut."""
        return MINILM.max_tokens if self._tokens is not None else self._torch.max_tokens

    def count_tokens(self, texts: list[str]) -> list[int]:
        """Tokens of each text as the model counts them, without its start and end marks."""
        if self._tokens is not None:
            return self._tokens.count(texts)
        if not texts:
            return []
        encoded = self._counter(
            texts, add_special_tokens=False, truncation=False, return_attention_mask=False, verbose=False
        )
        return [len(ids) for ids in encoded["input_ids"]]

    def embed(self, texts: list[str]) -> Vectors:
        """Unit vectors, one a text, in order."""
        brief = self._brief
        if brief is not None and sum(self.count_tokens(texts)) <= _BRIEF:
            return brief.embed(texts)
        return super().embed(texts)

    def _thread_begins(self) -> None:
        self._torch.use_cores(1)

    def _threads_end(self) -> None:
        self._torch.use_cores(self._cores)  # new threads take over what was set last in any

    def _alone(self, tokens: int) -> None:
        self._torch.use_cores(1 if tokens <= _ALONE else self._cores)

    def _encode(self, texts: list[str]) -> Vectors:
        return self._torch.encode(texts, _PADDED_TO)

    def _batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """As many texts at once as the setting allows and the tokens fit, of like length, the longest first."""
        padded = [-(-length // _PADDED_TO) * _PADDED_TO for length in lengths]
        order = sorted(range(len(padded)), key=lambda i: -padded[i])
        a_thread = max(_LEAST_TEXTS, -(-len(padded) // self._cores))
        at = 0
        while at < len(order):
            longest = padded[order[at]]
            size = max(1, min(self.embed_batch_size, a_thread, _MOST_TOKENS // longest))
            batch = order[at : at + size]
            alike = sum(padded[i] >= _LEAST_SHARE * longest for i in batch)
            batch = batch[: max(alike, _LEAST_TEXTS)]
            yield batch
            at += len(batch)


def _load(settings: Settings) -> TorchModel:
    # Imported late: torch and what sentence-transformers needs take seconds, and a question needs neither.
    from scrutiny_rag.models.embedding.torch_model import TorchModel

    return TorchModel(settings)
