"""A natural-language-inference model as a further check of what the rules of grounding let pass."""

from __future__ import annotations

from functools import cache

from scrutiny_rag.answering.checking import Entails
from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.settings import Settings

_LABELS = ("contradiction", "entailment", "neutral")


class InferenceError(ScrutinyError):
    """The model cannot be used; the message is one sentence that says why."""


def open_entails(settings: Settings) -> Entails | None:
    """The check by `settings.nli_model`, a sentence-transformers CrossEncoder; None where none is set.

    Raises InferenceError where the model cannot be loaded or its labels are not those of inference.
    """
    return _load(settings.nli_model) if settings.nli_model else None


@cache
def _load(name: str) -> Entails:
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name)
    except (OSError, ValueError) as error:
        raise InferenceError(
            f"The inference model {name} cannot be loaded; check SCRUTINY_RAG_NLI_MODEL."
        ) from error
    labels = {int(k): str(v).lower() for k, v in (getattr(model.config, "id2label", None) or {}).items()}
    if not set(_LABELS) <= set(labels.values()):
        raise InferenceError(
            f"The model {name} does not say entailment, neutral or contradiction; "
            "give another in SCRUTINY_RAG_NLI_MODEL."
        )

    def entails(text: str, claim: str) -> str:
        scores = model.predict([(text, claim)])[0]
        return labels[int(scores.argmax())]

    return entails
