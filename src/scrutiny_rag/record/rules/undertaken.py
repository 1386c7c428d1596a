"""Undertakings: what somebody will do, or was given to do."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import ADVERB, DOES, DONE, GROUP, NAMED, PRONOUN, UNREAL

_OWNER = rf"(?P<owner>{NAMED}|{GROUP}|{PRONOUN})"
_UNREAL = re.compile(UNREAL)
_PAST = re.compile(
    r"\b(?:had|has|have) (?:\w+ly |already |previously )?(?:undertaken|agreed|promised|committed|given)\b|"
    + UNREAL
)
_INITIALS = r"(?:[A-Z]{2,3}(?:[/,&] ?[A-Z]{2,3})*)"
_POST = (
    r"(?:(?:[Tt]he |[Oo]ur )?(?:[A-Z][\w’'-]+ ){0,3}(?:[Cc]lerk|[Ss]ecretary|[Tt]reasurer|[Cc]hair(?:man|person|woman)?|Director|Officers?|Manager|"
    r"Administrator|Executive|Engineer|Councillors?|Mayor|Members)|(?:Cllrs?\.?|Councillors?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,2}|"
    r"[A-Z][a-z’'-]+(?: [A-Z][\w’'-]+){1,2}|ALL|All)"
)
_NEAR = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|"
    r"Autumn|Winter|spring|summer|autumn|winter|Q[1-4]|[Qq]uarter|week|month|year|weekend|meeting|Christmas|Easter|"
    r"20\d\d|\d{1,2}(?:st|nd|rd|th)|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)

RULES = (
    Rule(
        name="undertook",
        kind=ActKind.UNDERTAKEN,
        words=("undert", "promised", "committed", "pledge", "assurance", "commitment"),
        pattern=re.compile(
            rf"(?:{_OWNER} (?:\w+ly |also |then |has |have )*)?\b(?:undert(?:ook|akes?)|promised|committed|pledge[sd]?) (?:itself |themselves |himself |herself )?to\b|"
            rf"\b(?:gave|gives?) (?:an? |the |his |her )?(?:\w+ )?(?:undertaking|assurance|commitment)\b|\bundertaking (?:was given )?to\b"
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
            "offered to",
            "volunteered to",
            "agreed that he",
            "agreed that she",
            "will arrange",
            "happy to",
        ),
        pattern=re.compile(
            rf"{_OWNER} (?:\w+ly |also |then |both )*(?:agreed|offered|volunteered|has agreed|have agreed) to (?:\w+ly )?{DOES}\b|"
            rf"\b(?:was|were) (?:\w+ly )?agreed (?:that |to )[^.;]*\b(?:would|will) (?:be )?(?:{DOES}|{DONE})\b|"
            rf"\b(?:it was|was) (?:\w+ly )?agreed (?:to|that) (?:write|send|invite|request|ask|contact|circulate|arrange|report|provide|issue|raise|seek|forward|"
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
        name="action-label",
        kind=ActKind.UNDERTAKEN,
        words=("action", "ap"),
        pattern=re.compile(
            r"^\W*(?:A(?:CTIONS?|ctions?)(?: (?:POINTS?|[Pp]oints?))?(?: ?(?:[Nn]o\.? ?)?\d{1,3})?|AP ?\d{1,3})\W{0,3}\s?[:–—-]\W*(?=\w+\W+\w+)|"
            r"\b(?:ACTION|Action)(?: POINT| point)?s?\W{0,2}: ?(?=\w+\W+\w+)"
        ),
        examples=(
            "ACTION: Ann Hall to write to the Board.",
            "Action 3 – the Clerk to mend the bench.",
            "AP12: circulate the plan.",
        ),
        counter=("Action plan for the harbour", "ACTION:", "Actions taken so far were listed."),
    ),
    Rule(
        name="somebody-to-do",
        kind=ActKind.UNDERTAKEN,
        words=(" to ",),
        pattern=re.compile(
            rf"(?:^|[.;:,–—-] ?|\band |\(|\bsite, |\bagain, )(?:\W*)(?P<owner>{_INITIALS}|{_POST}) (?:agreed )?to (?:also |then )?{DOES}\b(?! (?:on|in) (?:the )?(?:19|20)\d\d)"
        ),
        examples=(
            "HL to pursue.",
            "GD/HL to contact the planning office.",
            "The leak needs looking into: Clerk to ring the Board.",
            "Cllr Reed to bring this up in May.",
        ),
        counter=(
            "The Committee was asked by the Director to consider the plan.",
            "She was pleased for Ann Hall to speak.",
            "EU to fund ports, says paper?",
            "It is for Members to decide.",
        ),
        unless=re.compile(
            r"\?$|^\W*To \w+|\b(?:allows?|allowed|enabled?|enables|want(?:s|ed)?|wish(?:es|ed)?) (?:the )?(?:Members|Officers|Councillors|Council) to\b"
        ),
        texts=Text.MINUTES,
    ),
    Rule(
        name="asked-to-do",
        kind=ActKind.UNDERTAKEN,
        words=(
            "asked to",
            "requested to",
            "instructed to",
            "asked that",
            "requested that",
            "tasked",
            "delegated to",
            "directed to",
            "to be asked",
        ),
        pattern=re.compile(
            rf"(?:^|[.;,:] |\band |\bthat )\W*{_OWNER} (?:was|were|is|are|be|to be) (?:also |then )?(?:asked|requested|instructed|directed|tasked|invited) (?:to|with) (?:\w+ly |continue to )?{DOES}\b|"
            rf"\b(?i:committee|panel|board|members|council|meeting) (?:also |then )?(?:asked|requested|instructed) (?:that )?{_OWNER.replace('owner', 'asked')} (?:to|should|would) {DOES}\b",
        ),
        examples=(
            "The Clerk was asked to write to the Board.",
            "Officers were requested to circulate the plan.",
            "The Committee requested that officers should report in May.",
        ),
        counter=(
            "He was asked to explain why.",
            "Members asked whether officers would report.",
            "She had been asked to leave.",
        ),
        unless=re.compile(
            r"\bhad been (?:asked|requested)\b|\basked to (?:explain|leave|clarify|comment|outline|note|consider|approve|agree|speak)\b|\?$|\b(?:why|whether|if)\b"
        ),
        texts=Text.MINUTES,
    ),
    Rule(
        name="would-be-done",
        kind=ActKind.UNDERTAKEN,
        words=("would ", "will ", "’ll ", "is to be ", "are to be "),
        pattern=re.compile(
            rf"\b(?:would|will|is to|are to|shall) (?:also |then |now |therefore |shortly |\w+ly )*be (?:\w+ly )?{DONE}\b"
        ),
        examples=(
            "He said that a report would be brought to the next meeting.",
            "New lamps will be installed along the quay.",
            "The pier is to be repaired by May.",
        ),
        counter=(
            "It would be welcome.",
            "He asked if the lamps would be installed.",
            "The fee would be paid if it rained.",
            "Who will be appointed?",
            "No works would be carried out.",
        ),
        unless=re.compile(
            UNREAL
            + r"|\b(?i:no|not|never|nor|unlikely|unable|cannot)\b|\b(?:asked|sought|called for|requested|queried|moved?|propose[sd]?|suggested|felt|"
            r"important|need|needs|considered that|would have|must|should)\b|\bwill be (?:considered|made|taken|given|held) (?:as|to be|in accordance)\b"
        ),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="somebody-will-do",
        kind=ActKind.UNDERTAKEN,
        words=("would ", "will ", "’ll ", "'ll "),
        pattern=re.compile(
            rf"(?:^|[.;,:] |\band |\bthat |\bbut |[“\"])\W*{_OWNER}(?: (?:and|both|all|each))?(?: would| will|[’']ll)(?: now| also| then| shortly| {ADVERB}(?!\w))?(?: continue to| start to| endeavour to| look to| aim to| seek to)? "
            rf"(?:{ADVERB}{DOES}\b|be (?:\w+ly )?(?:{DOES}|bring|mapp|implement|introduc|engag|mak|work|tak|writ|arrang|visit|meet|report|launch|creat|providing|prepar|contact|monitor|review|publish|deliver|recruit|attend|hold|carry|invest|roll|train|continu|submit)\w*ing\b)"
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
            + r"|\b(?:asked|sought|called (?:for|on)|requested|queried|felt|important|need|needs|would have|suggested|must|should|proposed?|move)\b|"
            r"\b(?:will|would|ll) (?:have to|try to say|get|come|take (?:time|place|account|\w+ (?:weeks|months|years))|let|add|bring (?:you )?in|ask (?:you|him|her|them|my|our|the next|a question|about)|"
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
            r"\b(?P<owner>I|[Ww]e)(?: of course| certainly| can| do)?(?: will|[’']ll| shall)(?: of course| certainly| definitely| absolutely| also| then| very \w+| \w+ly)* "
            r"(?:provide|send|supply|circulate|share|report back|come back|revert|write|arrange|follow (?:it|that|this|up)|look (?:into|at)|investigate|forward|"
            r"update|get (?:back|you|that|those|the)|check|confirm (?:that|in writing)|ensure|feed|liaise|examine|review|take (?:that|this|it) (?:away|back|up|on)|make sure|find out|"
            r"publish|deliver|implement|introduce|establish|develop|launch|recruit|invest|build|continue to (?:work|engage|monitor|review)|be (?:bringing|publishing|launching|providing|"
            r"introducing|reporting|coming back|writing|working with|engaging|consulting|rolling|recruiting|delivering|implementing|reviewing|putting|making))\b|"
            r"\b(?:I|[Ww]e) (?:can|could) (?:certainly |definitely )?(?:make (?:\w+ ){1,4}available|(?:send|share|get|provide|circulate) (?:you |the committee )?(?:that|this|it|those|these|them|you|the figures|a (?:copy|note|breakdown)|details)\b)|"
            r"\b(?:[Tt]here is|[Tt]here[’']s|[Tt]here are|[Ww]e are|[Ww]e[’']re|I am|I[’']m) going to (?:be )?(?:ongoing |further |a )?(?:provide|send|report|come back|write|publish|introduce|launch|consultation|consult|review|recruit|implement|deliver|set up|roll)\w*|"
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
    Rule(
        name="planned-by-date",
        kind=ActKind.UNDERTAKEN,
        words=(
            "aim",
            "expected",
            "planned",
            "scheduled",
            "due to",
            "intended",
            "intention",
            "anticipated",
            "in place by",
            "complet",
            "proposed to",
            "will ",
            "would ",
            "being ",
            "to be ",
        ),
        pattern=re.compile(
            rf"\b(?:with (?:the|an) aim (?:for|of|to|that)|(?:the|its|our|their) (?:aim|intention|target) (?:is|was|being) (?:to|that|for)|(?:is|was|are|were|currently) (?:expected|planned|scheduled|due|intended|anticipated|hoped|proposed)"
            rf"(?: (?:to|that|for))?)\b[^.;]*\b(?:by|in|on|for|during|before|next|within|from|of|early|late|mid-?)\b[^.;]{{0,30}}\b{_NEAR}\b|"
            rf"\b(?:will|would) (?:be |also be |then be |all be |commence |begin |start |take place |open |go live )(?:[^.;]{{0,60}} )?(?:by|in|on|before|within|from|during|early|next) [^.;]{{0,30}}\b{_NEAR}\b|"
            rf"\b(?:[Ii]n|[Ff]rom|[Bb]y) (?:early |late |the )?{_NEAR}(?: \d{{4}})?,? (?:[^.;,]{{0,40}} )?will (?:also |then )?(?:be|have|commence|begin|start|take over|take place)\b|"
            rf"\b(?:being|to be) (?:\w+ly )?(?:split|{DONE})\b[^.;]{{0,40}} (?:in|by|before|from) (?:the )?(?:end of )?(?:the )?{_NEAR}\b"
        ),
        examples=(
            "The posts were being filled, with the aim for this to be complete by January 2024.",
            "Works are expected to start in Spring 2022.",
            "Those staff will be in place by the beginning of May.",
            "In January 2024, there will also be three wardens.",
            "The upcoming changes include the arrangements being split in January 2024.",
            "Training for 300 staff will begin before the end of the year.",
        ),
        counter=(
            "The works were completed in May 2019.",
            "Is it expected to open in June?",
            "The next meeting will be on 4 May 2024.",
            "It was expected in every town.",
        ),
        unless=re.compile(
            r"\?$|\b(?:if|whether|asked)\b|\b(?:meeting|session|Meeting|hearing|AGM) (?:of [^,.]{0,60} )?(?:will|would|to|is|was|are) (?:be |take |scheduled|due|planned|commence|held)|"
            r"\b(?:had|has|have) been (?:expected|planned|scheduled)\b|\bnot (?:expected|planned|scheduled)\b"
        ),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="pledge-in-prose",
        kind=ActKind.UNDERTAKEN,
        words=(
            "pledge",
            "plans",
            "commitment",
            "deployment",
            "creation",
            "strategy",
            "includes the",
            "include the",
        ),
        pattern=re.compile(
            r"\b(?:pledges?|commitments?|plans|package|strategy|programme)\b[^.]{0,80}\b(?:will see|include[sd]?|to|pledges to|promises to|commits to)\b[^.]{0,40}\b(?:creation|deployment|recruitment|introduction|appointment|integrate|work with|improve|launch|provision)\b|"
            r"\b(?:includes?|involves?|means) the (?:creation|deployment|recruitment|introduction|appointment|provision) of \d+"
        ),
        examples=(
            "Further plans to guard the quay include the creation of 64 posts.",
            "Another pledge will see the Board integrate wardens into ward teams.",
            "This includes the deployment of 72 wardens by the end of the year.",
        ),
        counter=("The strategy was launched in May.", "Plans of the pier are on the wall."),
        unless=re.compile(r"\?$"),
        texts=Text.PROSE,
    ),
)
