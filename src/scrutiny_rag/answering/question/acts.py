"""Which acts of the record a question asks about."""

from __future__ import annotations

from scrutiny_rag.english.rule import Rule, rule
from scrutiny_rag.record.model import ActKind

SAYS_IT_WILL = (
    r"\bsa(?:y|id)(?: that)? (?:they|he|she|it|we)(?:'?d|'?ll| would| will) "
    r"(?!\w+ed\b|done\b|been\b|had\b|found\b)\w+|\boffer(?:ed)? to\b"
)
"""Somebody says that they will: not that they had."""

_WANTED: tuple[tuple[tuple[ActKind, ...], Rule], ...] = (
    (
        (ActKind.RECOMMENDED,),
        rule(
            "recommendations",
            r"\brecommend\w*|\badvis(?:e|ed) (?:that|the|them)\b",
            ("what did the panel recommend", "list the recommendations"),
            ("who was commended",),
        ),
    ),
    (
        (ActKind.UNDERTAKEN,),
        rule(
            "undertakings",
            r"\b(?:promis\w*|under(?:take|took|taking|takings)|commit(?:ted|ment|ments)?|pledg\w*|assurances?|outstanding|overdue|"
            r"actions?\b(?! plan)|follow(?:ed)? up|report(?:ed)? back|come back to)\b|"
            r"\bwho(?:'?s| is| was)? (?:to|going to|meant to|supposed to|responsible for|chasing|doing)\b|\bwho will\b|"
            r"\b(?:will|would|going to) (?:they|he|she|the \w+) (?:\w+ )?(?:do|show|bring|provide|send|give)\b|"
            rf"{SAYS_IT_WILL}",
            (
                "what did he promise",
                "list all actions",
                "who is chasing up the leak",
                "what did the firm say theyd do",
                "what did the engineer say he'd get for us",
                "what did she offer to show them",
            ),
            ("what is the climate action plan", "who promotes it", "what did he say he'd found"),
        ),
    ),
    (
        (ActKind.DECIDED, ActKind.VOTED, ActKind.NOTED),
        rule(
            "decisions",
            r"\b(?:agree(?:d)?|decid(?:e|ed)|decisions?|approv(?:e|ed|al)|resol(?:ve|ved|ution|utions)|outcome|accept(?:ed)?|reject(?:ed)?|"
            r"refus(?:e|ed|al)|carried|adopted|turned down|thrown out|passed|defeated|votes?|voted|"
            r"granted|appoint(?:ed)?|elect(?:ed)?|"
            r"end(?:ed)? up|allowed|dismissed|lost)\b|\bwhat happened (?:to|with|about)\b|\b(?:go|get|"
            r"got) (?:ahead|through|permission)\b",
            ("was it agreed", "what happened to the amendment", "did the plan get through"),
            ("how many officers are there",),
        ),
    ),
    (
        (ActKind.ASKED, ActKind.PROPOSED),
        rule(
            "questions-raised",
            r"\b(?:concerns?|questions?|issues?|points?|worr(?:y|ies|ied)|complaints?|"
            r"objections?) (?:\w+ ){0,4}(?:raise|ask|express|bring|brought|come|came|"
            r"voiced?|make|made|have|had)\w*|\b(?:raised|asked about|brought up|moved|proposed)\b",
            ("which concerns did members raise", "who brought up parking", "what was proposed"),
            ("why are buses late",),
        ),
    ),
)


def acts_of(question: str) -> tuple[frozenset[ActKind], tuple[str, ...]]:
    """The kinds of act that `question` asks about, and the names of the rules that say so."""
    matched = [(kinds, each.name) for kinds, each in _WANTED if each.search(question)]
    return frozenset(kind for kinds, _ in matched for kind in kinds), tuple(name for _, name in matched)


ALL_RULES = tuple(each for _, each in _WANTED)
