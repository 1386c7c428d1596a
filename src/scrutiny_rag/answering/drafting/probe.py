"""Does the configured language model answer?"""

from __future__ import annotations

import time

from llama_index.core.base.llms.types import ChatMessage, MessageRole

from scrutiny_rag.answering.drafting.models import describe, open_llm
from scrutiny_rag.answering.drafting.streaming import GenerationFailed, read_reply
from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.settings import Settings

_QUESTION = "Answer with the one word: ready"
_MOST_CHARACTERS = 20_000


def probe(settings: Settings) -> tuple[bool, str] | None:
    """Ask the model for a word: whether it answered, and one sentence on it; None where no model is configured."""
    name = describe(settings)
    if name is None:
        return None
    started = time.monotonic()
    limit = settings.llm_timeout_s
    try:
        llm = open_llm(settings)
        assert llm is not None
        asked = [ChatMessage(role=MessageRole.USER, content=_QUESTION)]
        written = "".join(read_reply(llm, asked, until=started + limit, limit_s=limit, most=_MOST_CHARACTERS))
    except GenerationFailed as failure:
        return False, failure.reason
    except ScrutinyError as error:
        return False, str(error)
    if not written.strip():
        return False, "The language model gave an empty answer."
    return True, f"{name} answers in {time.monotonic() - started:.1f} s"
