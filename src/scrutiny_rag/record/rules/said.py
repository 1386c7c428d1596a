"""Reports, questions and answers: what was said, and by whom."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import ADVERB, WHO

_SAYS = (
    r"(?:stated|said|reported|advised|informed|outlined|explained|confirmed|noted|added|highlighted|commented|"
    r"updated|presented|acknowledged|indicated|clarified|referred|stressed|welcomed|expressed|thanked|told|"
    r"pointed out|"
    r"mentioned|remarked|emphasi[sz]ed|described|gave|briefed|reminded|reassured|assured|declared|raised|"
    r"summari[sz]ed|"
    r"circulated|introduced|addressed|provided|observed|paid tribute|congratulated|commended|admitted|"
    r"warned|says|tells|"
    r"explains|adds|states|believes|recalled|concluded|went through|spoke|listed|shared)"
)

_STEMS = (
    "stated", "said", "reported", "advised", "informed", "outlined", "explained", "confirmed", "noted", "added",
    "highlighted", "commented", "updated", "presented", "acknowledged", "indicated", "clarified", "referred",
    "stressed",
    "welcomed",
    "expressed", "thanked", "told", "pointed out", "mentioned", "remarked", "emphasi", "described", "gave",
    "briefed", "reminded", "assured", "declared", "raised", "summari", "circulated", "introduced", "addressed",
    "provided", "observed", "paid tribute", "congratulated", "commended", "admitted", "warned", "says", "tells",
    "explains", "adds", "states", "believes", "recalled", "concluded", "went through", "spoke", "listed", "shared",
)  # fmt: skip

RULES = (
    Rule(
        name="answered",
        kind=ActKind.ANSWERED,
        words=("repl", "respon", "answer"),
        pattern=re.compile(
            rf"^\W*(?:REPLY|RESPONSE|ANSWER|Reply|Response|Answer)\b ?:|\b[Ii]n (?:reply|response|"
            rf"answer)(?: to [^,;]{{1,160}})?, {WHO} |"
            rf"{WHO.replace('who', 'replier')} {ADVERB}(?:replied|responded|answered)\b|\b[Ii]n (?:reply|"
            rf"response|answer) to\b"
        ),
        examples=(
            "REPLY: The pier will be mended.",
            "In response to a question, the Director said that fees had risen.",
            "Inspector Hall replied that there were ten.",
        ),
        counter=("He asked for a response.", "No reply had come."),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="asked",
        kind=ActKind.ASKED,
        words=("ask", "quer", "enquir", "question", "clarification", "inquir"),
        pattern=re.compile(
            rf"{WHO} {ADVERB}(?:asked|queried|enquired|inquired|questioned|sought (?:\w+ )?clarification|"
            rf"raised (?:a )?(?:query|queries|questions?|concerns?))\b|"
            rf"^\W*I ?(?:will|wish to|would like to) ask\b|^\W*(?:QUESTION|Question)\b(?: \d+)? ?:|\b(?:a |"
            rf"further |the )?(?:quer(?:y|ies)|questions?) "
            rf"(?:was|were|arose|had been) (?:raised|asked|put)\b|\b(?:was|were) queried\b"
        ),
        examples=(
            "Councillor Reed asked why the pier was shut.",
            "Members sought clarification on fees.",
            "A query was raised as to the lamps.",
            "QUESTION: When will it open?",
        ),
        counter=("No questions.", "The asking price fell."),
        unless=re.compile(r"\b(?:was|were|been|be) asked to\b|\basked to be\b"),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="said",
        kind=ActKind.REPORTED,
        words=_STEMS,
        pattern=re.compile(rf"{WHO} {ADVERB}{_SAYS}\b"),
        examples=(
            "The Superintendent outlined the plan.",
            "Ann Hall, in reply to Members, said so; he added that it was late.",
            "Councillor Reed stated that fees had risen.",
        ),
        counter=("The pier is old.", "Fees rose."),
        texts=Text.WRITTEN,
    ),
)
