"""Undertakings: what somebody says that they will do."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import ADVERB, DOES, DONE, GROUP, NAMED, PRONOUN, UNREAL

_OWNER = rf"(?P<owner>{NAMED}|{GROUP}|{PRONOUN})"

RULES = (
    Rule(
        name="undertook",
        kind=ActKind.UNDERTAKEN,
        words=("undert", "promised", "committed", "pledge", "assurance", "commitment"),
        pattern=re.compile(
            rf"(?:{_OWNER} (?:\w+ly |also |then |has |have )*)?\b(?:undert(?:ook|akes?)|promised|committed|"
            rf"pledge[sd]?) (?:itself |themselves |himself |herself )?to\b|"
            rf"\b(?:gave|gives?) (?:an? |the |his |her )?(?:\w+ )?(?:undertaking|assurance|commitment)\b|"
            rf"\bundertaking (?:was given )?to\b"
        ),
        examples=(
            "The Director undertook to report back in May.",
            "Ann Hall promised to send the figures.",
            "The plan pledges to mend every pier.",
            "She gave an undertaking that the lamps would be lit.",
        ),
        counter=(
            "He was committed to the harbour.",
            "The council is undertaking a survey.",
            "If he promised to come, we would wait.",
        ),
        unless=re.compile(
            r"\b(?:is|are|was|were|be|being|remains?|fully|very) (?:\w+ly )?committed to\b|" + UNREAL
        ),
    ),
    Rule(
        name="agreed-to-do",
        kind=ActKind.UNDERTAKEN,
        words=(
            "agreed to",
            "agreed that",
            "offered in",
            "offered to",
            "volunteered to",
            "agreed that he",
            "agreed that she",
            "will arrange",
            "happy to",
        ),
        pattern=re.compile(
            rf"{_OWNER} (?:has |have )?(?:\w+ly |also |then |both )*(?:agreed|offered|volunteered)"
            rf"(?: in the meantime| in principle)? to (?:\w+ly )?{DOES}\b|"
            rf"\band (?:also |further |then )?(?:agreed|offered|undertook) to {DOES}\b|"
            rf"\b(?:was|were) (?:\w+ly )?agreed (?:that |to )[^.;]*\b(?:would|will) (?:be )?(?:{DOES}|{DONE})\b|"
            rf"\b(?:it was|was) (?:\w+ly )?agreed (?:to|that) (?:write|send|invite|request|ask|contact|"
            rf"circulate|arrange|report|provide|issue|raise|seek|forward|"
            rf"include|prepare|bring|hold|set up|establish|investigate|review|examine|organi[sz]e)\b"
        ),
        examples=(
            "Ms. Hall agreed to forward the figures.",
            "It was agreed that the Clerk would write to the Harbour Board.",
            "It was agreed to write to the Minister.",
            "Ann volunteered to take the notes.",
        ),
        counter=("It was agreed to adopt the minutes.", "They agreed to differ.", "He had agreed to stand."),
        unless=re.compile(r"\bhad (?:\w+ly )?(?:agreed|offered)\b"),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="somebody-will-do",
        kind=ActKind.UNDERTAKEN,
        words=("would ", "will ", "’ll ", "'ll "),
        pattern=re.compile(
            rf"(?:^|[.;,:] |\b(?:and|that|but|said|stated|advised|confirmed|informed|explained|indicated) |"
            rf"[“\"])\W*{_OWNER}(?: (?:both|all|each))?(?: would| "
            rf"will|[’']ll)(?: now| also| then| shortly| {ADVERB}(?!\w))?(?: continue to| start to| "
            rf"endeavour to| look to| aim to| seek to)? "
            rf"(?:{ADVERB}{DOES}\b|have (?:[^.;]{{1,60}} )?(?:available|ready|for the next)|be (?:\w+ly "
            rf")?(?:{DOES}|bring|mapp|implement|introduc|engag|mak|work|"
            rf"tak|writ|arrang|visit|meet|report|launch|creat|providing|prepar|contact|monitor|review|"
            rf"publish|deliver|recruit|attend|hold|carry|invest|roll|train|continu|submit|go(?=ing (?:to "
            rf"tender|out to|back)))\w*ing\b)"
        ),
        examples=(
            "The Superintendent would circulate the figures.",
            "He said that officers will write to every tenant.",
            "We will prioritise listening to children.",
            "Officers will be mapping youth clubs in their ward.",
            "She advised that the Council would engage with the Board.",
        ),
        counter=(
            "She would like to thank the Board.",
            "He asked if the Director would write.",
            "This would make a difference.",
            "Which officer will write?",
            "The tide will come in.",
            "It will take time.",
            "The Council would write if it were asked.",
        ),
        unless=re.compile(
            UNREAL
            + r"|\b(?:asked|sought|called (?:for|on)|requested|queried|felt|important|need|needs|would "
            r"have|suggested|must|should|proposed?|move)\b|"
            r"\b(?:will|would|ll) (?:have to|try to say|get|come|take (?:time|place|account|\w+ (?:weeks|"
            r"months|years))|let|add|bring (?:you )?in|ask (?:you|him|her|them|my|our|the next|a question|about)|"
            r"start (?:by|with)|move on|speak|find (?:that|it)|hold (?:on|up)|work out\b(?! a))\b"
        ),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="i-will-do",
        kind=ActKind.UNDERTAKEN,
        words=(
            "will ",
            "’ll ",
            "'ll ",
            "going to ",
            "can make",
            "can send",
            "can get",
            "can share",
            "can provide",
        ),
        pattern=re.compile(
            r"\b(?P<owner>I|[Ww]e)(?: of course| certainly| can| do)?(?: will|[’']ll| shall)(?: of course| "
            r"certainly| definitely| absolutely| also| then| very \w+| \w+ly)* "
            r"(?:provide|send|supply|circulate|share|report back|come back|revert|write|arrange|follow "
            r"(?:it|that|this|up)|look (?:into|at)|investigate|forward|"
            r"update|get (?:back|you|that|those|the)|check|confirm (?:that|in writing)|ensure|feed|liaise|"
            r"examine|review|take (?:that|this|it) (?:away|back|up|on)|make sure|find out|"
            r"publish|deliver|implement|introduce|establish|develop|launch|recruit|invest|build|continue "
            r"to (?:work|engage|monitor|review)|be (?:bringing|publishing|launching|providing|"
            r"introducing|reporting|coming back|writing|working with|engaging|consulting|rolling|"
            r"recruiting|delivering|implementing|reviewing|putting|making))\b|"
            r"\b(?:I|[Ww]e) (?:can|could) (?:certainly |definitely )?(?:make (?:\w+ ){1,4}available|"
            r"(?:send|share|get|provide|circulate) (?:you |the committee )?(?:that|this|it|those|these|"
            r"them|you|the figures|a (?:copy|note|breakdown)|details)\b)|"
            r"\b(?:[Tt]here is|[Tt]here[’']s|[Tt]here are|[Ww]e are|[Ww]e[’']re|I am|I[’']m) going to "
            r"(?:be )?(?:ongoing |further |a )?(?:provide|send|report|come back|write|publish|introduce|"
            r"launch|consultation|consult|review|recruit|implement|deliver|set up|roll)\w*|"
            r"\b(?:I|we) (?:will|[’']ll) of course \w+"
        ),
        examples=(
            "Of course I will feed that concern back.",
            "I can make that available for you.",
            "We will be bringing our specialists into the wards.",
            "We’ll write to the committee with the figures.",
            "There is going to be ongoing consultation.",
        ),
        counter=(
            "I will ask you about the harbour.",
            "If we will be honest, it failed.",
            "Will we provide lamps?",
            "I will just say this.",
            "We can see that.",
        ),
        unless=re.compile(
            r"\b(?:[Ii]f|[Ww]hether|[Uu]nless)\b[^,.]*\b(?:will|[’']ll|going|can)\b|\?$|\bnot going to\b"
        ),
        texts=Text.SPEECH,
    ),
)
