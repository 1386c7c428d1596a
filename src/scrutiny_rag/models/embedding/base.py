"""What all embedding models have in common: LlamaIndex's base class, and a batch to each core."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from scrutiny_rag.models.embedding.known import BGE_SMALL
from scrutiny_rag.settings import Settings

Vectors = list[list[float]]
OnSlice = Callable[[Sequence[int]], None]


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A group of texts that is being embedded."""

    batches: Sequence[Sequence[int]]
    """Positions of the texts that are embedded together."""
    found: Iterator[Vectors]
    """The vectors of each batch."""

    def vectors(self, on_slice: OnSlice | None) -> Vectors:
        """Waits for the vectors of all texts, in their order."""
        vectors: Vectors = [[]] * sum(map(len, self.batches))
        for part, found in zip(self.batches, self.found, strict=True):
            for i, vector in zip(part, found, strict=True):
                vectors[i] = vector
            if on_slice is not None:
                on_slice(part)
        return vectors


def cores() -> int:
    """Threads to embed with: one for each core this process may use, or what OMP_NUM_THREADS says."""
    said = os.environ.get("OMP_NUM_THREADS", "")
    if said.isdecimal() and int(said):
        return int(said)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class PassageEmbedding(BaseEmbedding):
    """Unit vectors of passages and questions; `open` loads the model that the settings name."""

    _cores: int = PrivateAttr()
    _prefix: str = PrivateAttr()

    def __init__(self, settings: Settings, question_prefix: str = "") -> None:
        """The prefix is what the model wants before a question, unless the settings name another."""
        super().__init__(model_name=settings.embedding_model, embed_batch_size=settings.embedding_batch)
        self._cores = cores()
        said = settings.embedding_question_prefix
        self._prefix = question_prefix if said is None else said

    @classmethod
    def open(cls, settings: Settings) -> PassageEmbedding:
        """The model that the settings name, ready to use.

        Raises SettingsError where it cannot be loaded.
        """
        if settings.embedding_model == BGE_SMALL.name:
            from scrutiny_rag.models.embedding.eight_bit import EightBitEmbedding

            return EightBitEmbedding(settings)
        from scrutiny_rag.models.embedding.sentence import SentenceEmbedding

        return SentenceEmbedding(settings)

    @property
    @abstractmethod
    def dimensions(self) -> int:
        """Length of the vectors."""

    @property
    @abstractmethod
    def max_tokens(self) -> int:
        """Most tokens the model reads, its own marks included; the rest of a text is cut."""

    @abstractmethod
    def count_tokens(self, texts: list[str]) -> list[int]:
        """Tokens of each text as the model counts them, without its start and end marks."""

    def embed(self, texts: list[str]) -> Vectors:
        """Unit vectors, one a text, in order."""
        return next(self.embed_in_turn([texts]))

    def embed_in_turn(
        self, groups: Iterable[list[str]], on_slice: OnSlice | None = None
    ) -> Generator[Vectors, None, None]:
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
        pool = ThreadPoolExecutor(self._cores, "embed", initializer=self._thread_begins)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)
            self._threads_end()

    def _thread_begins(self) -> None:
        """Called in each thread of a pool before it embeds."""

    def _threads_end(self) -> None:
        """Called after the last of a pool's threads."""

    def _alone(self, tokens: int) -> None:
        """Called in the caller's thread before it embeds a single batch of so many tokens by itself."""

    def _start(self, texts: list[str], pool: ThreadPoolExecutor) -> _UnderWay:
        lengths = self._lengths(texts)
        batches = list(self._batches(lengths))
        parts = ([texts[i] for i in part] for part in batches)
        if len(batches) > 1:
            return _UnderWay(batches, pool.map(self._encode, parts))
        self._alone(sum(lengths))
        return _UnderWay(batches, map(self._encode, parts))

    def _lengths(self, texts: list[str]) -> list[int]:
        """Tokens that the model reads of each text, its start and end marks included."""
        return [min(count + 2, self.max_tokens) for count in self.count_tokens(texts)]

    @abstractmethod
    def _batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """Positions of the texts that one call of `_encode` is given; `lengths` are the tokens read of each."""

    @abstractmethod
    def _encode(self, texts: list[str]) -> Vectors:
        """Unit vectors of texts, made by the thread that calls."""

    def _get_text_embedding(self, text: str) -> list[float]:
        return self.embed([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> Vectors:
        return self.embed(texts)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self.embed([self._prefix + query])[0]

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
