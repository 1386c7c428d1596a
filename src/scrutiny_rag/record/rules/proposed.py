"""Proposals and votes: what was moved, by whom, and how it was voted on."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import NAMED, WHO

RULES = (
    Rule(
        name="proposed-by",
        kind=ActKind.PROPOSED,
        words=("proposed by", "proposal of", "moved by", "proposition of", "propos"),
        pattern=re.compile(
            rf"\b(?:[Pp]roposed|PROPOSED|[Mm]oved|MOVED)(?: by)?\s?:?(?: by)? (?P<who>{NAMED}),?;? ?(?:and "
            rf")?(?:[Ss]econded|SECONDED)|\b[Oo]n the propos(?:al|ition) of (?P<proposer>{NAMED})|"
            rf"\b(?:[Pp]roposed|[Mm]oved) by (?P<mover>{NAMED})"
        ),
        examples=(
            "Proposed by Councillor Reed; Seconded by Councillor Marsh.",
            "On the proposal of Councillor Reed, it was agreed to sell the pier.",
            "The minutes were moved by Ann Hall.",
        ),
        counter=("The plan proposed by residents was read.", "He moved by the river."),
    ),
    Rule(
        name="will-move",
        kind=ActKind.PROPOSED,
        words=("move", "propose"),
        pattern=re.compile(
            rf"[“\"'‘]?\b(?:I|[Ww]e) (?:will|wish to|hereby|beg to|would like to)? ?(?:move|propose)\b|"
            rf"{WHO} (?:\w+ly |also |then |formally )*(?:proposed|moved)(?: a | an | the )?(?:motion|"
            rf"amendment|resolution|notice of motion)?,? ?(?:that|to|the|“|an amendment)\b|"
            r"\b[Mm]oved?,? (?:and seconded,? )?that\b|\b[Nn]otice of [Mm]otion\b.*\b(?:that|calling|to)\b"
        ),
        examples=(
            "“I will move at the next meeting that the pier be mended.”",
            "Councillor Reed proposed that the gates be locked.",
            "Ann Hall moved that the plan be adopted.",
        ),
        counter=("She moved to the coast.", "The proposed plan was read.", "The crane was moved that day."),
        unless=re.compile(
            r"\b(?:was|were|been) moved that (?:day|week|morning|evening)\b|\?$|\bmoved to the\b"
        ),
    ),
    Rule(
        name="suggested",
        kind=ActKind.PROPOSED,
        words=(
            "suggest",
            "called for",
            "called on",
            "requested that",
            "asked that",
            "sought ",
            "requested an",
            "requested the",
            "asked for ",
        ),
        pattern=re.compile(
            rf"{WHO} (?:\w+ly |also |then |further )*(?:suggested (?:that|to|a)|called (?:for|on)|"
            rf"(?:requested|asked) (?:that|for|an?|the)\b|sought (?:that|the|an?)\b)"
        ),
        examples=(
            "Councillor Reed called for more lamps.",
            "Ann Hall suggested that the gates be locked.",
            "The panel asked for six more cameras.",
        ),
        counter=("Residents were called for a meeting.", "She asked why."),
        texts=Text.MINUTES,
    ),
    Rule(
        name="voted",
        kind=ActKind.VOTED,
        words=("vote", "voting", "for (", "against", "abstain", "abstention", "in favour"),
        pattern=re.compile(
            r"\bvot(?:e|es|ed|ing)\b[^.]{0,60}\b(?:as follows|was taken|for|against|result|to \d+|in "
            r"favour|by)\b|\bby (?:a majority of )?(?:\d+|\w+) votes? to (?:\d+|\w+)\b|"
            r"\b(?:FOR|For|In favour|IN FAVOUR|Against|AGAINST|Abstain(?:ed|ing)?|ABSTAIN(?:ED)?|"
            r"Abstentions?)\s?[:(–-]|\b\d+ (?:votes? )?(?:in favour|for),? (?:and )?\d+ against\b|\b\d+ "
            r"abstentions?\b|"
            r"\b(?:a|on a) (?:roll[- ]call )?vote\b|\bput to (?:the|a) vote\b|\bshow of hands\b"
        ),
        examples=(
            "This was rejected by five votes to two.",
            "A vote was taken, the result of which was as follows.",
            "For (13), Against (58), Abstain (2)",
            "The motion was put to the vote.",
        ),
        counter=("Votes of sympathy were passed.", "He is for the harbour.", "People vote in May."),
        unless=re.compile(r"\b[Vv]otes? of (?:sympathy|thanks|congratulation|condolence)|\?$"),
        texts=Text.MINUTES,
    ),
)
