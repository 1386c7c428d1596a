"""Conversations that the visitor's own browser keeps, between reloads; nothing of them stays on the server."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.exchange import Exchange

MOST_KEPT = 12
"""Conversations; the oldest go first."""
_MOST_EXCHANGES = 30
_NAME = 70


class _KeptExchange(BaseModel):
    model_config = ConfigDict(extra="ignore")
    question: str = Field(max_length=4000)
    filters: Filters = Filters()
    answer: Answer | None = None
    error: str | None = None
    verdict: str | None = Field(None, max_length=60)


class _KeptConversation(BaseModel):
    model_config = ConfigDict(extra="ignore")
    key: str = Field(max_length=40)
    exchanges: list[_KeptExchange] = Field(max_length=_MOST_EXCHANGES)
    given: str | None = Field(None, max_length=_NAME)
    """The name that the visitor gave it."""

    @property
    def name(self) -> str:
        first = " ".join(self.exchanges[0].question.split()) if self.exchanges else ""
        return self.given or (first if len(first) <= _NAME else first[:_NAME].rsplit(" ", 1)[0] + " …")


class Kept(BaseModel):
    """What the browser keeps: conversations, newest first, and the key of the one that is open."""

    model_config = ConfigDict(extra="ignore")
    current: str | None = None
    conversations: list[_KeptConversation] = Field(default=[], max_length=MOST_KEPT)

    @classmethod
    def read(cls, stored: Any) -> Kept:
        """What a browser sent; nothing where that is of another version, or was tampered with."""
        try:
            return cls.model_validate(stored or {})
        except ValidationError:
            return cls()

    def to_store(self) -> dict[str, Any]:
        """What the browser is given to keep."""
        return self.model_dump(mode="json")

    def names(self) -> list[tuple[str, str]]:
        """Each conversation's name, its first question unless it was given one, and its key."""
        return [(kept.name, kept.key) for kept in self.conversations]

    def exchanges(self, key: str | None) -> list[Exchange]:
        """The conversation of that key; empty where there is none."""
        found = next((kept for kept in self.conversations if kept.key == key), None)
        if found is None:
            return []
        return [
            Exchange(
                e.question,
                e.filters,
                e.answer,
                done=True,
                error=e.error,
                verdict=e.verdict,
            )
            for e in found.exchanges
        ]

    def with_current(self, exchanges: Sequence[Exchange]) -> Kept:
        """With the open conversation as it stands now, first in the list; a new one where none was open."""
        whole = [exchange for exchange in exchanges if exchange.done][-_MOST_EXCHANGES:]
        if not whole:
            return Kept(conversations=self.conversations)
        key = self.current or secrets.token_hex(8)
        kept = [
            _KeptExchange(
                question=e.question,
                filters=e.filters,
                answer=_light(e.answer),
                error=e.error,
                verdict=e.verdict,
            )
            for e in whole
        ]
        others = [other for other in self.conversations if other.key != key]
        given = next((other.given for other in self.conversations if other.key == key), None)
        now = _KeptConversation(key=key, exchanges=kept, given=given)
        return Kept(current=key, conversations=[now, *others][:MOST_KEPT])

    def renamed(self, key: str | None, name: str) -> Kept:
        """With another name for the conversation of that key; an empty one is its first question again."""
        given = " ".join(name.split())[:_NAME] or None
        named = [
            kept.model_copy(update={"given": given}) if kept.key == key else kept
            for kept in self.conversations
        ]
        return Kept(current=self.current, conversations=named)

    def without(self, key: str | None) -> Kept:
        """Without the conversation of that key."""
        left = [kept for kept in self.conversations if kept.key != key]
        return Kept(current=None if self.current == key else self.current, conversations=left)


def _light(answer: Answer | None) -> Answer | None:
    """Without the passages that were only looked at: a browser's store is small."""
    return answer.model_copy(update={"passages": ()}) if answer else None
