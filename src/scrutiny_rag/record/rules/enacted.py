"""Decisions by their own words: what a body hereby enacts, and who was elected."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind, Outcome
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import BODY, NAMED

RULES = (
    Rule(
        name="body-enacts",
        kind=ActKind.DECIDED,
        words=("approves", "directs", "authori", "adopts", "ratifies", "appoints", "accepts"),
        pattern=re.compile(
            rf"\b[Tt]hat (?P<who>{BODY})(?: hereby)? (?:approves|directs|authori[sz]es|adopts|ratifies|appoints|"
            rf""
            rf"accepts)\b"
        ),
        examples=(
            "SECTION 2. That the City Commission approves the list.",
            "That the Council hereby adopts the plan.",
        ),
        counter=("He said that he approves the list.", "The Board approves plans every year."),
        texts=Text.WRITTEN,
        outcome=Outcome.AGREED,
    ),
    Rule(
        name="be-and-is-hereby",
        kind=ActKind.DECIDED,
        words=("hereby",),
        pattern=re.compile(
            r"\bbe and (?:is|are) hereby\b|\b(?:we|council|members),? hereby (?:approve|adopt|agree|"
            r"resolve|authorise)",
            re.IGNORECASE,
        ),
        examples=(
            "That the tender be and is hereby accepted.",
            "We hereby approve the disposal of the quay.",
        ),
        counter=("Notice is hereby given of a meeting.",),
        outcome=Outcome.AGREED,
    ),
    Rule(
        name="elected",
        kind=ActKind.DECIDED,
        words=("elected", "appointed", "nominated", "co-", "opted"),
        pattern=re.compile(
            rf"\b(?:was|were|is)(?: then| duly| therefore| unanimously| hereby){{0,2}} (?:elected|"
            rf"re-elected|appointed|co-opted)(?: as| to| unopposed| Chair| Vice| Mayor| Cathaoirleach| Leas)|"
            rf"\bdeclared (?:that )?(?P<who>{NAMED}) (?:duly |to be |be )*(?:elected|appointed|co-? ?opted)\b",
        ),
        examples=(
            "Councillor Reed was elected Chair for the year.",
            "The Mayor declared Councillor Marsh duly elected.",
            "Ann Hall was appointed to the Harbour Board.",
        ),
        counter=(
            "He had been elected in 2009.",
            "She said that he was elected in 1974.",
            "Ms Hall confirmed that Ann Reed was appointed as the link officer.",
            "Members elected in May were welcomed.",
        ),
        unless=re.compile(
            r"\b(?:who|which|since|when|had been|has been|(?:said|confirmed|explained|advised|stated|"
            r"noted) that|recalled)\b.*\b(?:elected|appointed)\b|"
            r"\b(?:elected|appointed) (?:\w+ ){0,4}in (?:19|20)\d\d\b"
        ),
        texts=Text.MINUTES,
        outcome=Outcome.AGREED,
    ),
)
