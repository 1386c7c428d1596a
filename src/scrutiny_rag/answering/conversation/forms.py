"""How a question leans on the turns before it, by rules over its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scrutiny_rag.english.rule import Rule, rule
from scrutiny_rag.store.analysis import STOP_WORDS, words


class Form(StrEnum):
    """The ways to lean."""

    WHOLE = "whole"
    """It stands alone."""
    SOURCE_WHO = "source-who"
    """It asks who said what was just answered."""
    SOURCE_WHERE = "source-where"
    """It asks in which paper, or when, that was said."""
    MORE = "more"
    """It asks for more of the same."""
    SWAP = "swap"
    """It gives another place, person, date or subject for the same question."""
    LEANS = "leans"
    """The turns before tell what it is about."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question of a conversation, read for how it leans."""

    form: Form
    text: str
    """The question without what joins it to the turn before ("and", "ok", "different subject -")."""
    rule: str


_SAID = (
    r"(?:said|says|told|explained|raised|asked|reported|mentioned|claimed|promised|stated|confirmed|suggested|"
    r"brought up|argued|wrote)"
)
_THAT = r"(?:that|this|it|so|these|those|them)"
_TOLD = r"(?:(?:the |to the )?(?:committee|panel|members|board|council|meeting|us|them) )?"
NEW_SUBJECT = rule(
    "new-subject",
    r"^\W*(?:(?:a )?(?:different|another|new|separate) (?:subject|topic|question|matter)|"
    r"change of subject|moving on|something else|"
    r"on another (?:matter|note)|next question)\b[\s,:;–-]*(?=\w+\W+\w+)",
    ("different subject - who chairs the panel", "moving on: how many bins are there"),
    ("what else did they say about a different topic",),
)
JOINS = rule(
    "joins",
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|yes|also|well|right|sorry|hm+|thanks|then|now|also)\b[\s,.!]*)+(?=\w)",
    ("and how many are there", "ok what does the report say"),
    ("android phones", "sofas"),
)
_FORMS: tuple[tuple[Form, Rule], ...] = (
    (
        Form.SOURCE_WHO,
        rule(
            "who-said-that",
            rf"^\W*(?:who|whom|which (?:\w+ ){{1,2}}?)(?: was it (?:that|who)| actually|"
            rf" exactly)? ?{_SAID} {_TOLD}{_THAT}(?: about (?:it|that))?\W*$|"
            r"^\W*(?:said by whom|according to whom|who(?:'s| is| was) (?:saying|that|it|"
            r"speaking)(?: that)?|says who)\W*$",
            ("who said that", "who told the committee that", "according to whom?"),
            ("who said that crime had fallen", "who asked for the rate"),
        ),
    ),
    (
        Form.SOURCE_WHERE,
        rule(
            "where-is-that-said",
            rf"^\W*(?:(?:in|from|at) )?(?:which|what) (?:paper|document|report|meeting|source|minutes|"
            rf"page)(?: (?:is|was|says|said) {_THAT}.*)?\W*$|"
            rf"^\W*(?:where|when) (?:is|was|does it|did they|did (?:he|she)) (?:{_THAT} )?(?:say|said|"
            rf"reported|written|minuted|from|stated)(?: {_THAT})?\W*$|"
            r"^\W*what(?:'s| is) (?:your|the) source\W*$",
            ("which paper is that from", "when was that said", "what's your source"),
            ("which paper did the panel ask for", "when was the plan written"),
        ),
    ),
    (
        Form.MORE,
        rule(
            "tell-me-more",
            rf"^\W*(?:(?:can you |please )?(?:tell|give) (?:me|us) more(?: detail| information)?|"
            rf"more(?: detail| information)?|go on|carry on|"
            rf"(?:what|anything) else|say more|expand|elaborate)(?: (?:about|on) {_THAT})?(?: (?:was|"
            rf"did they|is there)(?: (?:said|say))?)?\W*$",
            ("tell me more", "more detail", "anything else?", "tell me more about that"),
            ("tell me more about staffing", "more than ten"),
        ),
    ),
    (
        Form.SWAP,
        rule(
            "another-instead",
            r"^\W*(?:(?:no|sorry|actually|oh)\W+)*(?:i|we) (?:meant?|was asking about|am asking about)\s+|"
            r"^\W*(?:(?:and|but|ok) )?(?:what|how) about\s+|^\W*(?:and|but)\s+(?:in|at|for|from|by|on|"
            r"with|under)\s+(?=\w+(?: \w+){0,3}\W*$)|"
            r"^\W*(?:and|the) same (?:in|for|at)\s+|^\W*(?:in|at|for|from) (?=[\w’'-]+(?: [\w’'-]+){0,2}\W*\?\W*$)",
            ("no i meant the annual report", "what about Thorne?", "and in Saltmarsh", "the same for 2023"),
            ("what is it about", "and in what year did it open and close"),
        ),
    ),
    (
        Form.LEANS,
        rule(
            "points-back",
            r"\b(?:he|she|they|them|him|her|his|hers|their|theirs|its)\b|"
            r"(?<!is )(?<!was )(?<!does )(?<!did )(?<!has )(?<!will )\bit\b|"
            r"\b(?:is|was|does|did|has|will) it (?!true|possible|likely|planned|expected|the case)\b|"
            r"\b(?:this|those|these)\b(?! (?:year|month|week|summer))|"
            r"\bthat\b(?= \w+\W*$)|\bthat\W*$|\b(?:is|was|to|of|on|about|for|from|with|by|does|did|"
            r"has) that\b(?! the)|\bthe same\b|\bstill the case\b|"
            r"\bthere\W*$",
            (
                "did he promise anything",
                "how much money is behind it",
                "any progress on that?",
                "is that still the case?",
            ),
            (
                "is it true that crime fell",
                "was there a stop and search incident",
                "how many are there in Thorne",
            ),
        ),
    ),
)
_ASKING = frozenset(
    "did do does was were is are has have had will would can could what which who whom when where "
    "why how many much any anything some "
    "long old often soon far give tell me us say said reasons reason happened happen exactly".split()
)
_MOST_OWN = 2
"""Words of its own up to which a question without a name leans on the turn before."""


def read_follow_up(question: str) -> FollowUp:
    """How `question`, one line, leans on the turn before it."""
    if match := NEW_SUBJECT.search(question):
        return FollowUp(Form.WHOLE, question[match.end() :], NEW_SUBJECT.name)
    for form, each in _FORMS:
        if match := each.search(question):
            text = question[match.end() :] if form is Form.SWAP else JOINS.pattern.sub("", question)
            return FollowUp(form, text.strip(), each.name)
    joined = JOINS.search(question)
    text = question[joined.end() :] if joined else question
    own = [word for word in words(text) if word.lower() not in STOP_WORDS | _ASKING]
    named = any(word[:1].isupper() for word in words(text)[1:])
    if len(own) <= _MOST_OWN and not named:
        return FollowUp(Form.LEANS, text, "few-words")
    return FollowUp(Form.WHOLE, text, "whole")


ALL_RULES = (NEW_SUBJECT, JOINS, *(each for _, each in _FORMS))
