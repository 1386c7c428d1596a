"""Answers over council scrutiny papers, each sentence with the exact words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrutiny_rag import quiet as quiet  # first of all: libraries read these variables when they are imported

if TYPE_CHECKING:
    from scrutiny_rag.answering.answer import Answer, Citation
    from scrutiny_rag.assistant import Assistant
    from scrutiny_rag.papers.model import Paper
    from scrutiny_rag.settings import Settings

__all__ = ["Answer", "Assistant", "Citation", "Paper", "Settings"]
__version__ = "0.2.0"

_PLACES = {
    "Assistant": "scrutiny_rag.assistant",
    "Answer": "scrutiny_rag.answering.answer",
    "Citation": "scrutiny_rag.answering.answer",
    "Paper": "scrutiny_rag.papers.model",
    "Settings": "scrutiny_rag.settings",
}


def __getattr__(name: str) -> Any:
    # Late, so that `scrutiny-rag --help` does not wait for the models' libraries.
    if name in _PLACES:
        from importlib import import_module

        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
