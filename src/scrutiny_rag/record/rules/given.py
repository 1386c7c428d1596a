"""Actions: what somebody was given to do, by a label, a name before a verb, or a request."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import DOES, GROUP, NAMED, PRONOUN

_OWNER = rf"(?P<owner>{NAMED}|{GROUP}|{PRONOUN})"
_ONE = r"(?:[A-Z]{2,3}|[A-Z]{1,2}[a-z][A-Z]?)"
_INITIALS = rf"(?:{_ONE}(?:(?:[/,&]| and) ?{_ONE})*)"
_POST = (
    r"(?:(?:[Tt]he |[Oo]ur )?(?:[A-Z][\w’'-]+ ){0,3}(?:[Cc]lerk|[Ss]ecretary|[Tt]reasurer|[Cc]hair(?:man|"
    r"person|woman)?|Director|Officers?|Manager|"
    r"Administrator|Executive|Engineer|Councillors?|Mayor|Members)|(?:Cllrs?\.?|Councillors?|Mr\.?|Mrs\.?|"
    r"Ms\.?|Dr\.?) [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,2}|"
    r"(?!The )(?!(?:[A-Z][\w’'-]+ )+(?:Council|Government|Scheme|Estate|Road|Street|Crescents?|Park|"
    r"Committee|Board|"
    r"Department|Fund|Project|Plan|Programme|Act|Centre|Authority|"
    r"Ireland) to\b)[A-Z][a-z’'-]+(?: [A-Z][\w’'-]+){1,3}|ALL|All)"
)

RULES = (
    Rule(
        name="action-label",
        kind=ActKind.UNDERTAKEN,
        words=("action", "ap"),
        pattern=re.compile(
            r"^\W*(?:A(?:CTIONS?|ctions?)(?: (?:POINTS?|[Pp]oints?))?(?: ?(?:[Nn]o\.? ?)?\d{1,3})?|AP "
            rf"?\d{{1,3}})\W{{0,3}}\s?[:–—-]\W*(?:(?P<owner>{NAMED}|{GROUP}) to)?(?=\W*\w+\W+\w+)|"
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
            rf"(?:^|[.;:,–—-] ?|\band |\(|\bsite, |\bagain, )(?:\W*)(?P<owner>{_INITIALS}|{_POST}) "
            rf"(?:agreed )?to (?:also |then )?{DOES}\b(?! (?:on|in) (?:the )?(?:19|20)\d\d)"
        ),
        examples=(
            "HL to pursue.",
            "GD/HL to contact the planning office.",
            "The leak needs looking into: Clerk to ring the Board.",
            "Cllr Reed to bring this up in May.",
            "MCa to attend.",
            "DN and NR to organise this.",
        ),
        counter=(
            "The Committee was asked by the Director to consider the plan.",
            "She was pleased for Ann Hall to speak.",
            "EU to fund ports, says paper?",
            "It is for Members to decide.",
            "I will ask at the next meeting if lamps can be put at Ash, Oak and Elm Crescents to help walkers.",
            "He had sought grants under the Town and Village Renewal Scheme to carry out a study.",
            "We are calling for a meeting of Harbour County Council to discuss the quay.",
        ),
        unless=re.compile(
            r"\?$|\bwill (?:ask|move)\b|\bcall(?:s|ed|ing)? (?:on|for|upon)\b|^\W*To \w+|\b(?:allows?|allowed|"
            r"enabled?|enables|want(?:s|ed)?|wish(?:es|ed)?) (?:the "
            r")?(?:Members|Officers|Councillors|Council) to\b"
        ),
        texts=Text.MINUTES,
    ),
    Rule(
        name="asked-to-do",
        kind=ActKind.UNDERTAKEN,
        words=(
            "asked ",
            "requested ",
            "instructed ",
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
            rf"(?:^|[.;,:] |\band |\bthat )\W*{_OWNER} (?:was|were|is|are|be|to be) (?:also |then "
            rf")?(?:asked|requested|instructed|directed|tasked) (?:to|with) (?:\w+ly |"
            rf"continue to )?{DOES}\b|"
            rf"(?:^|[.;,:–-] )\W*{NAMED} (?:also |then )?(?:asked|requested|instructed) "
            rf"{_OWNER.replace('owner', 'told')} to {DOES}\b|"
            rf"\b(?i:committee|panel|board|members|council|meeting) (?:also |then )?(?:asked|requested|"
            rf"instructed) (?:that )?{_OWNER.replace('owner', 'asked')} (?:to|should|would) {DOES}\b",
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
            "Members are asked to support the club.",
            "Ann Reed also asked the Council to take note that fees had risen.",
        ),
        unless=re.compile(
            r"\bhad been (?:asked|requested)\b|\basked to (?:explain|leave|clarify|comment|outline|note|"
            r"consider|approve|agree|speak|take note|support)\b|\basked \w+ \w+ to take note\b|\?$|\b(?:why|"
            r"whether|if)\b"
        ),
        texts=Text.MINUTES,
    ),
)
