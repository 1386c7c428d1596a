"""An outcome: the deciding words first, with what was asked for, and yes or no where the record is sure."""

from __future__ import annotations

from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.choosing import best_sentences
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
_LOOKED_AT = 3
_SURE = -2.0
"""What the reader must think of the deciding words for a lead."""


def compose(context: Context) -> Composed:
    """The best sentences, in which acts that decide come up; a lead where one act answers a yes-or-no question."""
    chosen = context.with_what_followed(best_sentences(context.places, context.most_words))
    quotes = tuple(merged(in_reading_order(chosen)))
    deciding = next((s for s in chosen[:_LOOKED_AT] if s.act is not None and s.act.outcome is not None), None)
    lead = _lead(context.asked.text, deciding) if deciding is not None else None
    return Composed(quotes, lead=lead, rules=(YES_NO.name,) if lead else ())


def _lead(question: str, sentence: Sentence) -> str | None:
    act = sentence.act
    if act is None or act.outcome is None or sentence.read < _SURE or not YES_NO.search(question):
        return None
    votes = _votes(act)
    return f"{_SAID[act.outcome]}{votes}."


def _votes(act: Act) -> str:
    votes = act.votes
    if votes is None or votes.in_favour is None or votes.against is None:
        return ""
    most, least = sorted((votes.in_favour, votes.against), reverse=True)
    return f", {most} votes to {least}"
