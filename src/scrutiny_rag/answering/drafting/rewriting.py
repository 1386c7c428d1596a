"""A follow-up made to stand alone by a language model, and taken only where it holds nothing new."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.llms.llm import LLM

from scrutiny_rag.answering.answer import Turn
from scrutiny_rag.answering.conversation import UNDERSTOOD_AS
from scrutiny_rag.answering.drafting.pointing import pointing_words
from scrutiny_rag.answering.drafting.prompting import CLOSING, OPENING, as_data, template
from scrutiny_rag.answering.drafting.streaming import GenerationFailed, read_reply
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

SHARE_OF_TIME = 0.25
"""Of the time that a whole draft may take."""
MOST_SECONDS = 10.0
_LONGEST = 300
_LABEL = re.compile(r"^(?:(?:standalone|rewritten|last)\s+)?question:\s*", re.IGNORECASE)
# Words by which a question may be put without saying anything new.
_FREE = STOP_WORDS | frozenset("may might shall must whose also between during since until per about".split())


def rewrite(question: str, before: Turn, llm: LLM, limit_s: float) -> str | None:
    """`question` as the model puts it after the turn `before`; None where it fails or its words cannot be used.

    `limit_s` is the time for a whole draft, of which this takes a share. Nothing is raised: the follow-up is
    then understood by rule.
    """
    limit = min(limit_s * SHARE_OF_TIME, MOST_SECONDS)
    earlier = before.answer.understood.get(UNDERSTOOD_AS, before.question)
    filled = {
        "{opening}": OPENING,
        "{closing}": CLOSING,
        "{before}": as_data(earlier)[:500],
        "{answer}": as_data(before.answer.text)[:600],
        "{question}": as_data(question)[:500],
    }
    # One pass, so that what was said before and reads like a placeholder stays as it is.
    text = re.sub(
        r"\{(?:opening|closing|before|answer|question)\}", lambda m: filled[m[0]], template("rewrite")
    )
    conversation = [ChatMessage(role=MessageRole.USER, content=text)]
    try:
        until = time.monotonic() + limit
        written = "".join(read_reply(llm, conversation, until=until, limit_s=limit, most=4 * _LONGEST))
    except GenerationFailed:
        return None  # the draft that follows says what is wrong with the server
    return usable(written, question, before)


def usable(written: str, question: str, before: Turn) -> str | None:
    """The question in a model's reply where it may be used, else None.

    It is one question of words of the two questions and of names and numbers of the quotes of the answer
    before; it holds what the follow-up itself says, something of the question before, and no word that still
    points outside it.
    """
    lines = [
        line.strip(" \t\"“”'*-")
        for line in re.sub(r"<think>.*?(?:</think>|\Z)", "", written, flags=re.S).splitlines()
    ]
    lines = [line for line in lines if line]
    if len(lines) != 1:
        return None
    made = " ".join(_LABEL.sub("", lines[0]).split())
    if not made.endswith("?") or made.count("?") > 1 or len(made) > _LONGEST:
        return None
    earlier = before.answer.understood.get(UNDERSTOOD_AS, before.question)
    asked_before, own, held = set(terms(earlier)), _own(question), _content(made)
    told = [citation.quote for citation in before.answer.citations]
    told += [citation.speaker or "" for citation in before.answer.citations]
    if held - asked_before - set(terms(question)) - _names_and_numbers(told):
        return None
    points = set(pointing_words(made)) - {"else"}  # "what else did Ada Quill say" stands alone
    if own - held or not held & asked_before - own or points:
        return None
    return made


def _content(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word.lower() not in _FREE}


def _own(question: str) -> set[str]:
    """What the follow-up itself says, as index terms; words that only point back may be replaced."""
    pointing = {stem(word) for word in pointing_words(question)}
    fillers = {
        stem(word) for word in "else same one ones other others then there happen happened done ok".split()
    }
    return _content(question) - pointing - fillers


def _names_and_numbers(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        found |= {stem(word) for word in words(text) if word[0].isupper() or any(c.isdigit() for c in word)}
    return found
