"""Plans: what is to be done, and by when, where the paper does not say who undertakes it."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import DOES, DONE, UNREAL

_NEAR = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|"
    r"Autumn|Winter|spring|summer|autumn|winter|Q[1-4]|[Qq]uarter|days|weeks?|months?|year|weekend|meeting|"
    r"Christmas|Easter|"
    r"20\d\d|\d{1,2}(?:st|nd|rd|th)|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)

RULES = (
    Rule(
        name="would-be-done",
        kind=ActKind.UNDERTAKEN,
        words=("would ", "will ", "’ll ", "is to be ", "are to be "),
        pattern=re.compile(
            rf"\b(?:would|will|is to|are to|shall) (?:also |then |now |therefore |shortly |\w+ly )*be "
            rf"(?:\w+ly )?{DONE}\b"
        ),
        examples=(
            "He said that a report would be brought to the next meeting.",
            "New lamps will be installed along the quay.",
            "The pier is to be repaired by May.",
            "The need for lamps will be considered as part of the plan.",
            "A leaflet will be produced to say that people should call if they would like a plot.",
            "The drain would be dug at the end of March.",
        ),
        by_clause=True,
        counter=(
            "It would be welcome.",
            "He asked if the lamps would be installed.",
            "The fee would be paid if it rained.",
            "Who will be appointed?",
            "No works would be carried out.",
            "The next meeting would be held at 7 p.m. on 6 June.",
            "The sum was what the board believed would be collected.",
            "It would be based on the fees.",
            "I will ask at the next meeting when the fault will be mended.",
        ),
        unless=re.compile(
            UNREAL
            + r"|\bwill (?:ask|move)\b"
            + r"|\b(?i:elections?|notice is hereby|no|not|never|nor|unlikely|unable|cannot)\b|\b(?:asked|"
            r"sought (?:clarif|assur|that|an update)|called for|requested|"
            r"queried|moved?|propose[sd]?|suggested|felt|"
            r"important|(?<!The )(?<!the )need|needs|considered that|needed|would have|must|should|believed?|"
            r"estimated?|assum\w+|feared?|"
            r"thought)\b|\bwill be (?:considered|made|"
            r"taken|given|held) (?:as (?!part)|to be|in accordance)\b|"
            r"\b[Nn]ext (?:\w+ ){0,4}[Mm]eeting (?:of [^.]{0,60} )?"
            r"(?:will|would|is to) (?:also )?be held\b|^\W*(?:[Ii]n (?:cases|circumstances|instances) where|"
            r"[Ww]here|[Ww]hen(?:ever)?)\b"
        ),
        texts=Text.WRITTEN,
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
            "orks to ",
            "ork to ",
            "to be ",
        ),
        pattern=re.compile(
            rf"\b(?:with (?:the|an) aim (?:for|of|to|that)|(?:the|its|our|their) (?:aim|intention|target) "
            rf"(?:is|was|being) (?:to|that|for)|(?:is|was|are|were|currently) (?:expected|planned|"
            rf"scheduled|due|intended|anticipated|proposed)"
            rf"(?: (?:to|that|for))?)\b[^.;]*\b(?:by|in|on|for|during|before|next|within|from|of|early|"
            rf"late|mid-?)\b[^.;]{{0,30}}\b{_NEAR}\b|"
            rf"\b(?:will|would) (?:be |also be |then be |all be |commence |begin |start |take place |open |"
            rf"go live )(?:[^.;]{{0,60}} )?(?:by|in|on|before|within|from|during|early|"
            rf"next) [^.;]{{0,30}}\b{_NEAR}\b|"
            rf"\b(?:[Ii]n|[Ff]rom|[Bb]y) (?:early |late |the )?{_NEAR}(?: \d{{4}})?,? (?:[^.;,]{{0,40}} "
            rf")?will (?:also |then )?(?:be|have|commence|begin|start|take over|take place)\b|"
            rf"\b(?:aiming|aims?|intended|intends?) (?:that |to )[^.;]* (?:in|by|before|"
            rf"at) [^.;]{{0,25}}\b{_NEAR}\b|"
            rf"\b[Ww]orks? to (?:re-?)?(?:commence|start|begin)[^.;]{{0,30}}\b{_NEAR}\b|"
            rf"\bto be (?:\w+ly )?{DONE} (?:next|this|in|by) (?:the )?{_NEAR}\b|"
            rf"\b(?<!since )(?:being|to be) (?:\w+ly )?(?:split|{DONE})\b[^.;]{{0,40}} (?:in|by|before|"
            rf"from) (?:the "
            rf")?(?:end of )?(?:the )?{_NEAR}\b"
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
            "It was her tenth year since being elected in 2004.",
            "The yield for 2022 will be at least the same as in 2021.",
            "The society is hoping to be paid for a fair to be held in May 2010.",
        ),
        unless=re.compile(
            r"\?$|\b(?:if|whether|asked)\b|\b(?:[Nn]ext|[Mm]onthly|[Oo]rdinary|[Aa]nnual|[Ff]ollowing|[Tt]he|"
            r"[A-Z][a-z]+|"
            r"AGM) (?:[A-Z]\w+ )?(?:meeting|session|Meeting|hearing|AGM) (?:of [^,.]{0,60} "
            r")?(?:will|would|to|is|was|are) (?:be |take |scheduled|due|planned|commence|held)|"
            r"\b(?:had|has|have) been (?:expected|planned|scheduled)\b|\bnot (?:expected|planned|"
            r"scheduled)\b|\b(?:is|are) being\b|\bexpected to (?:exceed|cost|receive|be (?:around|about|"
            r"over))\b|\bhop(?:ed?|ing|es)\b|\bwill be (?:at least|the same|around|about|approximately|more|"
            r"less|higher|lower)\b"
        ),
        texts=Text.WRITTEN,
    ),
    Rule(
        name="intended",
        kind=ActKind.UNDERTAKEN,
        words=("intended", "intention", "intends to", "intend to", "anticipated that", "planned"),
        pattern=re.compile(
            rf"\b(?:is|was|are|were) (?:also |now |the )?(?:intended|intention|planned) (?:that|to|for)\b|"
            rf"\bit (?:is|was) (?:also |now )?anticipated that\b[^.;]*\bwould be {DONE}\b|"
            rf"\b(?:is|are|was|were) (?:now )?planned (?:at|on|for|in)\b|\bintends? to {DOES}\b|"
            rf"\bthere (?:will|would) be (?:an? |another |further )(?:\w+ ){{0,3}}(?:workshop|meeting|"
            rf"presentation|briefing|"
            rf"consultation|review|survey|visit|update)s?\b"
        ),
        examples=(
            "It is intended that a new contract will be let.",
            "It was intended to have a new contract in place in the near future.",
            "A meeting for all parties is planned at the hall on 13/11.",
            "The Board intends to publish the figures.",
        ),
        counter=(
            "The intended route is long.",
            "It was not intended for cars.",
            "Planned works are listed below.",
        ),
        unless=re.compile(UNREAL + r"|\bnot (?:intended|planned)\b|\basked\b"),
        texts=Text.WRITTEN,
        by_clause=True,
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
            r"\b(?:pledges?|commitments?)\b[^.]{0,60}\b(?:will see|to)\b[^.]{0,40}\b(?:creat|deploy|recruit|"
            r"introduc|appoint|integrat|work with|improv|launch|provi[ds])|"
            r"\b(?:plans|package|strategy|programme)\b[^.]{0,80}\binclude[sd]? the (?:creation|deployment|"
            r"recruitment|introduction|appointment|provision)\b|"
            r"\b(?:includes?|involves?|means) the (?:creation|deployment|recruitment|introduction|"
            r"appointment|provision) of \d+"
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
