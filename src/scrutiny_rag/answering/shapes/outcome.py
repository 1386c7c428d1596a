"""An outcome: the deciding words first, with what was asked for, and yes or no where the record is sure."""

from __future__ import annotations

from dataclasses import replace

from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.choosing import best_sentences, repeats
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged
from scrutiny_rag.english.rule import rule
from scrutiny_rag.record.model import Act, Outcome

_SAID = {
    Outcome.AGREED: "Agreed",
    Outcome.NOT_AGREED: "Not agreed",
    Outcome.DEFERRED: "Deferred",
    Outcome.NOTED: "Noted",
    Outcome.AMENDED: "Agreed as amended",
}
YES_NO = rule(
    "whether-it-was-decided",
    r"^\W*(?:was|were|is|has|have|did|does)\b.*\b(?:agree|approv|accept|adopt|carr|pass|reject|refus|grant|get|go)\w*",
    ("was the request approved", "did the panel agree to lock the gates"),
    ("what was agreed", "was it on time"),
)
REPORTED = rule(
    "said-that",
    r"\b(?:stat(?:ed|es|ing)|said|says|saying|add(?:ed|ing)|argu(?:ed|ing)|felt|claim(?:ed|ing)|recall(?:ed|ing)|"
    r"remind(?:ed|ing)(?: \w+)?|suggest(?:ed|ing)|point(?:ed|ing) out|understanding was) that\b",
    ("Councillor Reed stated that the poll was carried by a few votes", "reminding them that it was refused"),
    ("It was agreed that the lights be mended", "The motion was carried"),
)
"""What is only told of is no decision of this meeting."""
_LOOKED_AT = 3
_ROOM = 40
"""Words that must be left for anything beside the acts."""
_SURE = -2.0
"""What the reader must think of the deciding words for a lead."""


OPEN = rule(
    "what-was-decided",
    r"^\W*(?:and )?(?:what|which)\b.*\b(?:agree|decid|decision|resol|recommend|outcome|approv)\w*",
    ("what was agreed on parking", "which decisions were made", "what did the panel recommend"),
    ("was it agreed", "who agreed with him"),
)


def compose(context: Context) -> Composed:
    """The best sentences, in which acts that decide come up; a lead where one act answers a yes-or-no question.

    Where it is open what was decided, only acts can say: they come first, and the rest fills what room is left.
    """
    if OPEN.search(context.asked.text):
        chosen = _acts_first(context)
    else:
        chosen = best_sentences(context.places, context.most_words)
    chosen = context.with_what_followed(chosen)
    quotes = tuple(merged(in_reading_order(chosen)))
    deciding = next((s for s in chosen[:_LOOKED_AT] if s.act is not None and s.act.outcome is not None), None)
    lead = _lead(context.asked.text, deciding) if deciding is not None else None
    return Composed(quotes, lead=lead, rules=(YES_NO.name,) if lead else ())


def _acts_first(context: Context) -> list[Sentence]:
    """The best sentences in which an act of the kind asked about happened, then the best others that fit."""
    acting = [replace(p, sentences=[s for s in p.sentences if s.act is not None]) for p in context.places]
    acts = best_sentences(acting, context.most_words)
    left = context.most_words - sum(sentence.words for sentence in acts)
    held = {(s.paper.name, s.char_start) for s in acts}
    others = best_sentences(context.places, left) if left > _ROOM else []
    return [*acts, *(s for s in others if (s.paper.name, s.char_start) not in held and not repeats(s, acts))]


def _lead(question: str, sentence: Sentence) -> str | None:
    act = sentence.act
    if act is None or act.outcome is None or sentence.read < _SURE or not YES_NO.search(question):
        return None
    if REPORTED.search(sentence.text):
        return None
    votes = _votes(act)
    return f"{_SAID[act.outcome]}{votes}."


def _votes(act: Act) -> str:
    votes = act.votes
    if votes is None or votes.in_favour is None or votes.against is None:
        return ""
    most, least = sorted((votes.in_favour, votes.against), reverse=True)
    return f", {most} votes to {least}"
