"""A follow-up as a question that stands alone, made of words of the turns before and its own, without a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scrutiny_rag.answering.answer import Answer, Citation, Turn
from scrutiny_rag.answering.conversation.forms import Form, read_follow_up
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

UNDERSTOOD_AS = "question"
"""The key of `Answer.understood` under which a follow-up stands as it was understood."""
_LONGEST = 300
"""Characters of an earlier question that are read."""
_ASKING = frozenset(
    "who what when where why how which many much long old whats whos is are was were do does did has "
    "have had will would can could "
    "tell me about any anything".split()
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question of a conversation as it is to be answered."""

    question: str
    """What is read for its kind: the question's own words, or those of the one whose place it takes."""
    search: str
    """What is looked for: the same with what the turns before tell of its subject."""
    own: str
    """The words that the places must bear; without those of the turns before."""
    form: Form = Form.WHOLE
    near: tuple[Citation, ...] = ()
    """What the answer before rests on; an answer to the follow-up may stand beside it."""
    understood: dict[str, str] = field(default_factory=dict)
    """How it was read, for people; empty where it was taken as asked."""


def resolve(question: str, history: Sequence[object]) -> Resolved:
    """`question` as understood after `history`, oldest turn first; small talk and what is no `Turn` are passed over."""
    asked = " ".join(question.split())
    turns = [t for t in history if isinstance(t, Turn) and t.question.strip() and t.answer.kind != Kind.OTHER]
    if not turns:
        return Resolved(asked, asked, asked)
    before = turns[-1]
    follow_up = read_follow_up(asked)
    near = _citations(turns)
    match follow_up.form:
        case Form.WHOLE:
            return Resolved(follow_up.text, follow_up.text, follow_up.text)
        case Form.SWAP:
            root = _understood(before)
            made = f"{_without(root, before.answer)} {follow_up.text.strip(' ?.')}".strip()
            return Resolved(made, made, made, Form.SWAP, (), {UNDERSTOOD_AS: made})
        case Form.MORE:
            subject = _understood(before)
            return Resolved(asked, subject, subject, Form.MORE, near, {UNDERSTOOD_AS: f"more on: {subject}"})
    subject = _topic(_understood(before))
    made = f"{follow_up.text.strip(' ?.')} ({subject})"
    return Resolved(follow_up.text, made, follow_up.text, follow_up.form, near, {UNDERSTOOD_AS: made})


def _understood(turn: Turn) -> str:
    """The question of a turn as it was understood then."""
    said = turn.answer.understood.get(UNDERSTOOD_AS, turn.question)
    return " ".join(said.removeprefix("more on: ").split())[:_LONGEST].rstrip(" ?.")


def _citations(turns: Sequence[Turn]) -> tuple[Citation, ...]:
    """What the latest turn that was answered rests on."""
    for turn in reversed(turns):
        if turn.answer.status != "not_found" and turn.answer.citations:
            return turn.answer.citations
    return ()


def _topic(question: str) -> str:
    """What a question is about: its words without those that ask, those in brackets once."""
    kept = [
        word
        for word in question.replace("(", " ").replace(")", " ").split()
        if word.lower().strip("?,.'’") not in _ASKING
    ]
    return " ".join(dict.fromkeys(kept)) or question


def _without(question: str, answer: Answer) -> str:
    """`question` without the names by which its answer's papers go: another one takes their place."""
    labels: set[str] = set()
    for cited in answer.citations:
        file = Path(cited.paper).stem.replace("-", " ").replace("_", " ")
        labels |= set(terms(" ".join(filter(None, (cited.body, file)))))
    kept = []
    for at, word in enumerate(question.split()):
        bare = words(word)
        name = bool(bare) and (stem(bare[0].lower()) in labels or (at > 0 and bare[0][:1].isupper()))
        if not name or (bare and bare[0].lower() in STOP_WORDS):
            kept.append(word)
    return " ".join(kept)
