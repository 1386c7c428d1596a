"""Recommendations and notes: what is advised to another, and what was taken note of."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind, Outcome
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import BODY, GROUP, NAMED

RULES = (
    Rule(
        name="recommended",
        kind=ActKind.RECOMMENDED,
        words=("recommend",),
        pattern=re.compile(
            rf"^\W*(?:RECOMMENDED|RECOMMENDS?)\b(?=\W+\w+\W+\w+)|\b(?:it was|is|was|were|are|be|and) "
            rf"(?:therefore |further |also )?(?:recommended|RECOMMENDED) (?:to|that|by)\b|"
            rf"(?P<who>{BODY}|{NAMED}|{GROUP}|I|[Ww]e) (?:\w+ly |also |then |therefore |is |are "
            rf")*(?:recommend(?:s|ed|ing)?) (?:that|to|the|an?|further|more|adoption|approval)\b|"
            rf"^\W*(?:Recommendation|RECOMMENDATION)s?\s?(?:[Nn]o\.? ?)?\d{{0,3}}[a-z]?\s?(?:[:.–—-]|"
            rf"that\b|to\b)(?=\W*\w+\W+\w+)|\b(?:agreed|resolved|decided) to recommend\b"
        ),
        examples=(
            "RECOMMENDED: That Cabinet mend the pier.",
            "It was recommended that the lamps be lit.",
            "The Panel recommends that officers review the fees.",
            "Recommendation 4: Publish the figures every year.",
            "The Committee agreed to recommend the plan to Cabinet.",
        ),
        counter=(
            "As recommended, the pier was mended.",
            "The recommended option is the second.",
            "RECOMMENDATIONS",
            "He asked what she would recommend?",
        ),
        unless=re.compile(
            r"\?$|\b(?:had|has|have) (?:been )?recommended\b|\bthe recommended (?:option|level|limit)\b|"
            r"\bas recommended\b"
        ),
    ),
    Rule(
        name="noted-that",
        kind=ActKind.NOTED,
        words=("noted", "took note", "received"),
        pattern=re.compile(
            rf"\bit was (?:also |further |then )?noted\b|(?P<who>{BODY}) (?:\w+ly |also |then |further "
            rf")*(?:noted|took note of|received and noted)\b|"
            rf"\b(?:was|were|be|is) (?:duly |received and |then )?noted\b|^\W*(?:NOTED|Noted)\b(?=\W+\w+)"
        ),
        examples=(
            "It was noted that the tide was high.",
            "The Committee noted the report.",
            "The contents were noted.",
            "NOTED: the figures for May.",
        ),
        counter=(
            "Ms. Hall noted that fees had risen.",
            "A noted sailor spoke.",
            "He asked that it be moved?",
        ),
        unless=re.compile(r"\?$"),
        texts=Text.WRITTEN,
        outcome=Outcome.NOTED,
    ),
)
