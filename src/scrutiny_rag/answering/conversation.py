"""A follow-up as a question that stands alone, made of words of the turns before and its own, without a model."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from scrutiny_rag.answering.answer import Answer, Citation, Turn
from scrutiny_rag.answering.antecedents import person_meant, put_in_place, thing_meant
from scrutiny_rag.answering.followup import FollowUp, Form, Source, read_follow_up
from scrutiny_rag.answering.substitution import substitute

UNDERSTOOD_AS = "question"
"""The key of `Answer.understood` under which a follow-up stands as it was understood."""
_LONGEST = 400
"""Characters of an earlier question that are read."""
_MOST_SUBJECTS = 2
_TAIL = re.compile(r"^(?P<core>.*?) \(after (?P<subjects>“.*”)\)$", re.DOTALL)
_FEMININE = frozenset("she her hers".split())
_MASCULINE = frozenset("he him his".split())
_OF_A_PAPER = re.compile(
    r"\b(?:in|at|from|of|during) (?:that|this|the same) (?:meeting|paper|report|document|transcript|article|"
    r"strategy|letter|hearing)\b|\b(?:in|from) (?:those|these|the same) minutes\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question of a conversation as it is to be answered."""

    question: str
    """It stands alone: shown, and given to a model."""
    search: str
    """The same for the search: what it asks, and what about."""
    form: Form = Form.WHOLE
    source: Source | None = None
    """Where the answer before came from is asked, not the papers as a whole."""
    paper: str | None = None
    """The paper that the question keeps to: "what else was said at that meeting?"."""
    near: tuple[Citation, ...] = ()
    """What the answer before rests on; an answer to the follow-up may stand beside it."""
    understood: dict[str, str] = field(default_factory=dict)
    """How it was read, for people; empty where it was taken as asked."""


def resolve(question: str, history: Sequence[object], speakers: Collection[str] = ()) -> Resolved:
    """`question` as understood after `history`, oldest turn first; items that are no `Turn` are passed over.

    Nothing is made up: the result holds words of the question and of the turns before, and "after". A question
    with a subject of its own is left as it is. `speakers` are names known to be people's.
    """
    asked = " ".join(question.split())
    before = last_turn(history)
    as_asked = Resolved(question, question)
    if before is None:
        return as_asked
    follow_up = read_follow_up(asked)
    core, subjects = _standing(before)
    near = before.answer.citations
    if follow_up.form is Form.WHOLE:
        if follow_up.text == asked:
            return as_asked
        return _shown(follow_up.text[:1].upper() + follow_up.text[1:], Form.WHOLE)
    if follow_up.form is Form.SOURCE and near:
        tailed = _with_tail(asked, core, subjects)
        return Resolved(
            tailed,
            _searched(asked, core, subjects),
            Form.SOURCE,
            follow_up.source,
            None,
            near,
            {UNDERSTOOD_AS: tailed},
        )
    if follow_up.form is Form.SWAP:
        return _swap(asked, follow_up, core, subjects, before.answer, speakers)
    return _point_back(asked, follow_up, core, subjects, before.answer, speakers)


def last_turn(history: Sequence[object]) -> Turn | None:
    """The latest turn that asked something; items that are no `Turn` are passed over."""
    return next(
        (turn for turn in reversed(history) if isinstance(turn, Turn) and turn.question.strip()), None
    )


def reworded(resolved: Resolved, question: str) -> Resolved:
    """`resolved` in the words of `question`, which says the same and stands alone."""
    understood = resolved.understood | {UNDERSTOOD_AS: question}
    return replace(resolved, question=question, search=question, understood=understood)


def _standing(before: Turn) -> tuple[str, tuple[str, ...]]:
    """The question before as it was understood, and the earlier questions that explain it."""
    text = " ".join(before.answer.understood.get(UNDERSTOOD_AS, before.question).split())
    tail = _TAIL.match(text)
    if tail is None:
        return text[:_LONGEST], ()
    subjects = tuple(part for part in re.split(r"[“”]\s*[“”]?", tail["subjects"]) if part.strip())
    return tail["core"][:_LONGEST], tuple(part[:_LONGEST] for part in subjects[-_MOST_SUBJECTS:])


def _swap(
    asked: str,
    follow_up: FollowUp,
    core: str,
    subjects: tuple[str, ...],
    answer: Answer,
    speakers: Collection[str],
) -> Resolved:
    year = next((int(c.date[:4]) for c in answer.citations if c.date and c.date[:4].isdigit()), None)
    new = follow_up.swapped or ""
    person = next((word for word in new.lower().split() if word in _FEMININE | _MASCULINE), None)
    if person and (name := person_meant(person, core, answer, speakers)):
        new = put_in_place(new, person, name)
    # The question before may itself lean on the one before it, which then holds what is replaced.
    for at, text in enumerate((core, *reversed(subjects))):
        made = substitute(text, new, speakers, year)
        if made is not None and made != text:
            rest = subjects if at == 0 else ()
            shown = _tail(made, rest) if rest else made
            return _shown(shown, Form.SWAP, " ".join((made, *map(topic, rest))))
    return _tailed(asked, core, subjects, answer, Form.SWAP)


def _point_back(
    asked: str,
    follow_up: FollowUp,
    core: str,
    subjects: tuple[str, ...],
    answer: Answer,
    speakers: Collection[str],
) -> Resolved:
    text = follow_up.text[:1].upper() + follow_up.text[1:]
    if follow_up.form is Form.ELLIPSIS and not follow_up.pronouns and (whole := _completed(text, core)):
        shown = _tail(whole, subjects) if subjects else whole
        return _shown(shown, Form.ELLIPSIS, " ".join((whole, *map(topic, subjects))), answer.citations)
    open_words = list(follow_up.pronouns)
    placed: set[str] = set()
    for word in follow_up.pronouns:
        personal = word in _FEMININE | _MASCULINE
        meant = None
        if personal:
            meant = person_meant(word, " ".join((core, *subjects)), answer, speakers)
        elif word in ("it", "its", "they", "them", "their"):
            meant = thing_meant(core)
        if meant:
            if meant not in placed:  # named once, the question explains its other pronouns itself
                text = put_in_place(text, word, meant)
            placed.add(meant)
            open_words.remove(word)
    if follow_up.form is Form.ANAPHORA and not open_words:
        return _shown(text, Form.ANAPHORA, near=answer.citations)
    kept = _kept_paper(asked, answer)
    if (
        kept is not None
        and follow_up.form is Form.ANAPHORA
        and follow_up.pronouns[0] in ("that", "this", "those", "these")
    ):
        return Resolved(text, text, Form.ANAPHORA, None, kept, (), {UNDERSTOOD_AS: text, "paper": kept})
    return _tailed(text, core, subjects, answer, follow_up.form)


def _completed(asked: str, core: str) -> str | None:
    """ "Why?" and the like with the rest of the question before: "Why did the police choose the pathway?"."""
    bare = asked.rstrip(" ?.")
    if not _QUESTION_WORD.fullmatch(bare):
        return None
    if yes_no := _AUXILIARY.match(core):
        return f"{bare} {yes_no.group(1).lower()}{core[yes_no.end(1) :]}"
    if open_question := _OPEN.match(core):
        return f"{bare} {core[open_question.end() :]}"
    if counted := _COUNTED.match(core):
        rest = core[counted.end() :].rstrip(" ?.")
        return f"{bare} {counted['aux']} {rest} {counted['what']}?"
    return None


_AUX = r"is|are|was|were|do|does|did|has|have|had|will|would|can|could|should"
_QUESTION_WORD = re.compile(
    r"(?:(?:by|since|until|from) )?when|why|where|how|how (?:soon|often|long)|(?:by|on|from|in|at) (?:what|which) "
    r"(?:date|day|month|year|point|time|deadline)|what date|which year|for how long|how come|by whom|for what reason",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(rf"({_AUX})\b", re.IGNORECASE)
_OPEN = re.compile(rf"(?:what|when|where|why|how|whom)(?= (?:{_AUX})\b) ", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:how (?:many|much)|which|what) (?P<what>[^?,]+?) (?P<aux>do|does|did) ", re.IGNORECASE
)
_ASKS = re.compile(
    rf"^(?:and |but )?(?:(?:by|since|until|from|in|at|on|for|to) )?(?:how (?:many|much|long|often|soon|far)|what|which|"
    rf"who|whom|whose|when|where|why|how)\b(?: (?:{_AUX})\b)?\s*|^(?:{_AUX})\b\s*",
    re.IGNORECASE,
)
_INNER_DO = re.compile(r" (?:do|does|did) ", re.IGNORECASE)


def topic(question: str) -> str:
    """What a question is about: its words without those that ask."""
    rest = _ASKS.sub("", question.strip().rstrip("?"), count=1)
    return " ".join(_INNER_DO.sub(", ", rest).split()) or question


def _tailed(asked: str, core: str, subjects: tuple[str, ...], answer: Answer, form: Form) -> Resolved:
    return _shown(_with_tail(asked, core, subjects), form, _searched(asked, core, subjects), answer.citations)


def _with_tail(asked: str, core: str, subjects: tuple[str, ...]) -> str:
    return _tail(asked, _explaining(core, subjects))


def _searched(asked: str, core: str, subjects: tuple[str, ...]) -> str:
    return " ".join((asked.rstrip(), *map(topic, _explaining(core, subjects))))


def _explaining(core: str, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The earlier questions that explain a follow-up to `core`, the latest last.

    A question that itself said little ("how often does it meet?") does not push out what it was about.
    """
    return (*subjects, core)[-_MOST_SUBJECTS:] if not subjects else (subjects[0], core)


def _tail(asked: str, subjects: tuple[str, ...]) -> str:
    return f"{asked} (after {' '.join(f'“{_unquoted(text)}”' for text in subjects)})"


def _unquoted(text: str) -> str:
    return re.sub(r"[“”]", "'", text)


def _shown(question: str, form: Form, search: str | None = None, near: tuple[Citation, ...] = ()) -> Resolved:
    return Resolved(question, search or question, form, None, None, near, {UNDERSTOOD_AS: question})


def _kept_paper(asked: str, answer: Answer) -> str | None:
    if not _OF_A_PAPER.search(asked):
        return None
    papers = {citation.paper for citation in answer.citations}
    return papers.pop() if len(papers) == 1 else None
