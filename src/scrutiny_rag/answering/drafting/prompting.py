"""The messages sent to a model: templates, and evidence as numbered data that fits the context window."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from llama_index.core.base.llms.types import ChatMessage, MessageRole

from scrutiny_rag.english.wording import sentences

OPENING = "<<<EXTRACTS>>>"
CLOSING = "<<<END OF EXTRACTS>>>"
CHARACTERS_A_TOKEN = 3.2
"""English runs to 4 characters a token or more; papers full of names and figures to fewer."""
_LEAST_TOKENS = 60
_SPECIAL = re.compile(
    r"<\|[^|>\n]{0,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant|user)>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a paper offered to the model under a number."""

    key: int
    """1-based."""
    text: str
    attribution: str
    """Title, body, date and speaker, on one line."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of answer is asked for."""

    most_words: int = 150
    most_lines: int = 12
    quoted: bool = False
    """Whether each line is to name the exact words that it rests on."""


def room_for(question: str, context_window: int, max_tokens: int) -> int:
    """Tokens left for the evidence, where room is kept for the draft and for one correction."""
    fixed = sum(tokens_in(template(name)) for name in ("system", "question", "correct", "quoted"))
    room = context_window - 2 * max_tokens - fixed - tokens_in(as_data(question)[:2000]) - 200
    return max(room, context_window // 4)


@cache
def template(name: str) -> str:
    """The prompt template prompts/NAME.md."""
    return (
        resources.files("scrutiny_rag.answering.drafting")
        .joinpath("prompts", f"{name}.md")
        .read_text("utf-8")
    )


def as_data(text: str) -> str:
    """`text` on one line, without what could pass for a delimiter, a key or a turn of the conversation."""
    one_line = " ".join(_SPECIAL.sub(" ", text).split())
    one_line = re.sub(r"<{2,}", "‹", re.sub(r">{2,}", "›", one_line))
    return re.sub(r"\[\s?(\d[\d\s,;]*)\]", r"(\1)", one_line)


def tokens_in(text: str) -> int:
    """About how many tokens a model reads in `text`, rather too many than too few."""
    return int(len(text) / CHARACTERS_A_TOKEN) + 1


def messages(
    question: str,
    evidence: Sequence[Evidence],
    *,
    context_window: int,
    max_tokens: int,
    wanted: Wanted = Wanted(),
) -> tuple[list[ChatMessage], list[Evidence]]:
    """The conversation that asks for a draft, and the evidence that found room in it, in the order given.

    Room is kept for the draft and for one correction. The last piece that fits only in part is cut at a
    sentence.
    """
    line = template("quoted" if wanted.quoted else "plain").strip()
    words = {"{most}": str(wanted.most_lines), "{words}": str(wanted.most_words), "{form}": line}
    system = re.sub(r"\{most\}|\{words\}|\{form\}", lambda m: words[m[0]], template("system"))
    asked = as_data(question)[:2000]
    frame = template("question").replace("{opening}", OPENING).replace("{closing}", CLOSING)
    room = room_for(question, context_window, max_tokens)
    blocks: list[str] = []
    shown: list[Evidence] = []
    for piece in evidence:
        head = f"[{piece.key}] {as_data(piece.attribution)[:300]}\n"
        body = as_data(piece.text)
        left = room - tokens_in(head)
        if tokens_in(body) > left:
            body = _cut(body, int(left * CHARACTERS_A_TOKEN)) if left >= _LEAST_TOKENS else ""
        if not body:
            break
        blocks.append(head + body)
        shown.append(piece)
        room -= tokens_in(head) + tokens_in(body)
    filled = {"{evidence}": "\n\n".join(blocks), "{question}": asked}
    # One pass, so that a document that says {question} stays as it is.
    user = re.sub(r"\{evidence\}|\{question\}", lambda m: filled[m[0]], frame)
    return [
        ChatMessage(role=MessageRole.SYSTEM, content=system),
        ChatMessage(role=MessageRole.USER, content=user),
    ], shown


def correction(faults: Sequence[tuple[str, str]], keys: Sequence[int]) -> ChatMessage:
    """The message that asks once more for the lines in `faults`, each a (line, what is wrong with it)."""
    listed = "\n".join(f"- {as_data(text)} ({as_data(why)})" for text, why in faults)
    filled = {"{faults}": listed, "{keys}": ", ".join(f"[{key}]" for key in keys)}
    text = re.sub(r"\{faults\}|\{keys\}", lambda m: filled[m[0]], template("correct"))
    return ChatMessage(role=MessageRole.USER, content=text)


def _cut(text: str, characters: int) -> str:
    """As many whole sentences as fit in `characters`; "" where not even one does."""
    kept = 0
    for _, end in sentences(text):
        if end > characters:
            break
        kept = end
    return text[:kept].strip()
