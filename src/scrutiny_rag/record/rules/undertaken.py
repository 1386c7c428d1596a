"""Undertakings: what somebody says that they will do."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import ADVERB, DOES, DONE, GROUP, NAMED, PRONOUN, UNREAL

_OWNER = rf"(?P<owner>{NAMED}|{GROUP}|{PRONOUN})"

_TEAM = rf"(?P<owner>{NAMED}(?: (?!will|would|both|all|each)[a-z]+)?|{GROUP}|{PRONOUN})"
"""Also "the Harbour Ward office"."""
_NO_DEED = (
    r"(?:be|differ|disagree|stand|adopt|approve|note|accept|defer|adjourn|withdraw|second|support (?:the|this) "
    r"(?:application|motion|proposal)|recommend|endorse|ratify|amend|the|this|that|an?|these|it)\b"
)
"""What is agreed to without a deed that follows: a decision, or nothing."""

RULES = (
    Rule(
        name="undertook",
        kind=ActKind.UNDERTAKEN,
        words=("undert", "promised", "committed", "pledge", "assurance", "commitment"),
        pattern=re.compile(
            rf"(?:{_OWNER} (?:\w+ly |also |then |has |have )*)?\b(?:undert(?:ook|akes?)|promised|"
            rf"pledge[sd]?) (?:itself |themselves |himself |herself )?to\b|"
            rf"(?:{_OWNER.replace('owner', 'told')}|\bhas|\bhave)(?: \w+ly| also| then| has|"
            rf" have)* committed "
            rf"(?:itself |themselves |himself |herself )?to\b|"
            rf"\b(?:gave|gives?) (?:an? |the |his |her )?(?:\w+ )?(?:undertaking|assurance|commitment)\b|"
            rf"\bundertaking (?:was given )?to\b"
        ),
        examples=(
            "The Director undertook to report back in May.",
            "She noted the need for a count and undertook to send the plans if members agreed.",
            "Councillor Reed committed himself to put the request.",
            "Ann Hall promised to send the figures.",
            "The plan pledges to mend every pier.",
            "She gave an undertaking that the lamps would be lit.",
        ),
        counter=(
            "He was committed to the harbour.",
            "The council is undertaking a survey.",
            "The Friends are a group of people committed to ensuring that the park stays green.",
            "If he promised to come, we would wait.",
        ),
        unless=re.compile(
            r"\b(?:is|are|was|were|be|being|remains?|fully|very) (?:\w+ly )?committed to\b|"
            r"\b(?:[Ii]f|[Ww]hether|[Uu]nless|hoped|asked)\b.*\b(?:undert|promised|committed|pledge)|\?$"
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
            rf"(?: in the meantime| in principle)? to (?:\w+ly )?(?!{_NO_DEED})\w+|"
            rf"\band (?:also |further |then )?(?:agreed|offered|undertook) to {DOES}\b|"
            rf"\b(?:was|were) (?:\w+ly )?agreed (?:that |to )[^.;]*\b(?:would|will) (?:be )?(?:{DOES}|{DONE})\b|"
            rf""
            rf""
            rf"\b(?:it was|was) (?:\w+ly )?agreed (?:to|that) (?:write|send|invite|request|ask|contact|"
            rf"circulate|arrange|report|provide|issue|raise|seek|forward|"
            rf"include|prepare|bring|hold|set up|establish|investigate|review|examine|organi[sz]e)\b"
        ),
        examples=(
            "Ms. Hall agreed to forward the figures.",
            "It was agreed that the Clerk would write to the Harbour Board.",
            "It was agreed to write to the Minister.",
            "Ann volunteered to take the notes.",
            "J I Reed offered to donate the boards.",
        ),
        counter=(
            "The Committee agreed to adopt the minutes.",
            "It was agreed that the rating would rest.",
            "It was agreed to adopt the minutes.",
            "They agreed to differ.",
            "In 2009 the Council agreed to lease the land.",
            "He had agreed to stand.",
        ),
        unless=re.compile(
            r"\bhad (?:\w+ly )?(?:agreed|offered)\b|\b[Ii]n (?:19|20)\d\d,? [\w ]{1,40}agreed\b"
        ),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="somebody-will-do",
        kind=ActKind.UNDERTAKEN,
        words=("would ", "will ", "’ll ", "'ll "),
        pattern=re.compile(
            rf"(?:^|[.;,:] |\b(?:and|that|but|said|stated|advised|confirmed|informed|explained|indicated) |"
            rf"[“\"])\W*{_TEAM}(?: (?:both|all|each))?(?: would| "
            rf"will|[’']ll)(?: now| also| then| shortly| {ADVERB}(?!\w))?(?: continue to| start to| "
            rf"endeavour to| look to| aim to| seek to)? "
            rf"(?:{ADVERB}{DOES}\b|have (?:[^.;]{{1,60}} )?(?:available|ready|for the next)|be (?:\w+ly "
            rf")?(?:{DOES}|bring|mapp|implement|introduc|engag|mak|work|"
            rf"tak|writ|arrang|visit|meet|report|launch|creat|providing|prepar|contact|monitor|review|"
            rf"publish|deliver|recruit|attend|hold|carry|invest|roll|train|continu|submit|go(?=ing (?:to "
            rf"tender|out to|back)))\w*ing\b)|"
            rf"\b(?:and|but|also) (?:also |then )?(?:would|will) (?:{ADVERB}{DOES}\b|keep \w+ (?:informed|"
            rf"updated))|"
            rf"\b(?:he|she|they|I|[Ww]e|Clerk|Chair(?:man|person)?|Secretary|Treasurer|Director|"
            rf"Engineer) (?:would|will) "
            rf"(?:{ADVERB}{DOES}\b|keep (?:the )?\w+ (?:informed|updated))"
        ),
        examples=(
            "The Superintendent would circulate the figures.",
            "He said that officers will write to every tenant.",
            "We will prioritise listening to children.",
            "Officers will be mapping youth clubs in their ward.",
            "She advised that the Council would engage with the Board.",
            "The Harbour Ward office will review the junction.",
            "Ann was unsure when the board might meet, but she would look to support the plan.",
            "He welcomed it and would convey the kind words to the wardens.",
        ),
        counter=(
            "She would like to thank the Board.",
            "He asked if the Director would write.",
            "This would make a difference.",
            "Which officer will write?",
            "The tide will come in.",
            "It will take time.",
            "The Council would write if it were asked.",
            "The Council would continue to show a surplus.",
            "Notice is hereby given that the Council will hold a meeting.",
            "In cases where nobody engages, the Council will pursue the arrears.",
        ),
        by_clause=True,
        unless=re.compile(
            UNREAL
            + r"|\b(?:asked|sought|called (?:for|on)|requested|queried|felt|important|(?<!the )need|needs|"
            r"would "
            r"have (?:been|\w+ed)|suggested|must|should|proposed?|move|hereby given)\b|"
            r"^\W*(?:[Ii]n (?:cases|circumstances|instances) where|[Ww]here|[Ww]hen(?:ever)?)\b|\bcontinue to "
            r"(?:be|have|demonstrate|show|enjoy|face|grow|rise|fall)\b|"
            r"\b(?:will|would|ll) (?:have to|try to say|get(?! back)|come(?! back)|take (?:time|place|account|"
            r"\w+ (?:weeks|"
            r"months|years))|let|add|bring (?:you )?in|ask (?:you|him|her|them|my|our|the next|a question|"
            r"about)|"
            r"start (?:by|with)|move on|speak|find (?:that|it)|hold (?:on|up)|work out\b(?! a))\b"
        ),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="is-to-do",
        kind=ActKind.UNDERTAKEN,
        words=(" is to ", " are to "),
        pattern=re.compile(rf"(?:{_OWNER}|\)) (?:is|are) to (?:also )?{DOES}\b"),
        examples=(
            "A working group (AB and CD) is to organise a visit.",
            "The Clerk is to write to the Board.",
        ),
        counter=(
            "The aim is to provide lamps.",
            "Which officer is to write?",
            "If the Clerk is to write, say so.",
        ),
        unless=re.compile(UNREAL + r"|\bnot to\b|\basked\b"),
        texts=Text.MINUTES,
        by_clause=True,
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
