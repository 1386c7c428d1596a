"""An outcome: the deciding words first, with what was asked for, and yes or no where the record is sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scrutiny_rag.answering.places.acts import votes_on
from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.choosing import best_sentences, repeats
from scrutiny_rag.answering.shapes.context import LONG_WORDS, Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged
from scrutiny_rag.english.rule import rule
from scrutiny_rag.record.model import Act, ActKind, Outcome
from scrutiny_rag.record.votes import read_votes

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
FINAL = rule(
    "final-vote",
    r"\bfinal (?:vote|decision|outcome|result)\b|\bin the end\b|\bsubstantive\b|\bend(?:ed)? up\b",
    ("what was the final vote on the budget", "how did they vote in the end"),
    ("when is the final report due", "was the end of the lane fenced"),
)
_STANDS_OUT = 2.0
"""By how much the decision asked about must be read better than another that was voted on."""
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


VOTE = rule(
    "how-it-was-voted",
    r"\bvot(?:e|es|ed|ing)\b|\bcast\b.*\bagainst\b",
    ("what was the final vote on the budget", "how did they vote on it"),
    ("what was agreed", "was it devoted to parks"),
)


def compose(context: Context) -> Composed:
    """The best sentences, in which acts that decide come up; a lead where an act answers whether, or how it was voted.

    Where it is open what was decided, or how it was voted, only acts can say: they come first, and the rest fills what
    room is left.
    """
    question = context.asked.text
    voted = VOTE.search(question)
    put = _put_to_the_vote(context) if voted else []
    if put:
        chosen = _with_votes(context, put)
    elif voted or OPEN.search(question):
        chosen = _acts_first(context)
    else:
        chosen = best_sentences(context.places, context.most_words)
    chosen = context.with_what_followed(chosen)
    deciding = next((s for s in chosen[:_LOOKED_AT] if s.act is not None and s.act.outcome is not None), None)
    lead, rule_used = None, None
    if deciding is not None and len(put) == 1:
        lead, rule_used = _lead(deciding), VOTE
    elif deciding is not None and not voted and YES_NO.search(question) and deciding.read >= _SURE:
        lead, rule_used = _lead(deciding), YES_NO
    quotes = tuple(merged(in_reading_order(chosen)))
    return Composed(quotes, lead=lead, rules=(rule_used.name,) if lead and rule_used else ())


def _put_to_the_vote(context: Context) -> list[Sentence]:
    """The decision of which the record holds the votes, best first; several where it is not plain which is meant.

    One alone where it stands out of all that were voted on, or is the last one and the final vote is asked for.
    """
    counted = [
        sentence
        for place in context.places
        for sentence in place.sentences
        if sentence.act is not None and sentence.act.kind is ActKind.DECIDED and _votes(sentence.act)
        # Its own votes, not those of the motion that it stands under.
        if read_votes(" ".join(sentence.text.split()))
        or votes_on(context.record_of(sentence.paper), sentence)
    ]
    counted = list(
        {(s.paper.name, s.char_start): s for s in sorted(counted, key=lambda s: -s.score)}.values()
    )
    if counted and FINAL.search(context.asked.text):
        return [max((s for s in counted if s.paper is counted[0].paper), key=lambda s: s.char_start)]
    return [s for s in counted[:_LOOKED_AT] if s.score > counted[0].score - _STANDS_OUT]


def _with_votes(context: Context, decisions: Sequence[Sentence]) -> list[Sentence]:
    """Each of `decisions` with how it was put to the vote and who voted how, as far as there is room."""
    left = max(LONG_WORDS, context.most_words)
    chosen: list[Sentence] = []
    for decision in decisions:
        for sentence in (decision, *votes_on(context.record_of(decision.paper), decision)):
            at = (sentence.paper.name, sentence.char_start, sentence.char_end)
            if sentence.words <= left and at not in [
                (s.paper.name, s.char_start, s.char_end) for s in chosen
            ]:
                chosen.append(sentence)
                left -= sentence.words
    return chosen


def _acts_first(context: Context) -> list[Sentence]:
    """The best sentences in which an act of the kind asked about happened, then the best others that fit."""
    acting = [replace(p, sentences=[s for s in p.sentences if s.act is not None]) for p in context.places]
    acts = best_sentences(acting, context.most_words)
    left = context.most_words - sum(sentence.words for sentence in acts)
    held = {(s.paper.name, s.char_start) for s in acts}
    others = best_sentences(context.places, left) if left > _ROOM else []
    return [*acts, *(s for s in others if (s.paper.name, s.char_start) not in held and not repeats(s, acts))]


def _lead(sentence: Sentence) -> str | None:
    """The outcome in a word, with the votes; None where it is merely told of."""
    act = sentence.act
    if act is None or act.outcome is None or REPORTED.search(sentence.text):
        return None
    return f"{_SAID[act.outcome]}{_votes(act)}."


def _votes(act: Act) -> str:
    votes = act.votes
    if votes is None or votes.in_favour is None or votes.against is None:
        return ""
    most, least = sorted((votes.in_favour, votes.against), reverse=True)
    return f", {most} votes to {least}"
