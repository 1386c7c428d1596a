"""Decisions: what a meeting agreed, refused, deferred, amended."""

from __future__ import annotations

import re

from scrutiny_rag.record.model import ActKind, Outcome
from scrutiny_rag.record.rules.base import Rule, Text
from scrutiny_rag.record.rules.phrases import BODY

_PAST = (
    r"\b(?:had|has|have) (?:already |previously |now |not |also |since |recently )?(?:been )?(?:un\w+ly )?"
    r"(?:agreed|approved|adopted|resolved|decided|endorsed|rejected|passed|refused|deferred)\b|"
    r"\b(?i:whether|until|once|after|before|when|where|unless)\b[^,;:]{0,80}\b(?:agreed|approved|adopted|"
    r"decided|passed|deferred)\b"
)
_REPORTED = re.compile(_PAST + r"|\?$")
_NO_DECISION = re.compile(
    _PAST + r"|\?$|\b(?:agreed|agree) with\b|\b(?:would|could|should|may|might|to|must|can) be (?:\w+ly "
    r")?(?:agreed|approved|"
    r"adopted|decided|passed)\b|\bwhich (?:was|were) (?:agreed|approved|adopted) (?:at|by|in)\b|"
    r"\bwas (?:approved|adopted|passed|granted|agreed) (?:in|by the "
    r"(?:Government|Minister|Department)) |\b(?:adopted|approved|agreed) by [\w ]{1,30} in (?:19|20)\d\d\b|"
    r"\b(?:item|issue|problem|query|complaint|fault)s? (?:was|were) resolved\b|"
    r"\bin principle agreement\b|\b(?:stated|said|explained|advised|reported|confirmed|noted|outlined|"
    r"pointed out|"
    r"reminded|informed|recalled) (?:\w+ ){0,4}that\b[^.]*\b(?:was|were) (?:approved|agreed|adopted|"
    r"passed|decided)\b"
)
_VERB = (
    r"(?:agreed|approved|adopted|resolved|decided|endorsed|ratified|accepted|passed|authori[sz]ed|granted)"
)

RULES = (
    Rule(
        name="resolved-label",
        kind=ActKind.DECIDED,
        words=("resolved", "agreed", "decision", "approved"),
        pattern=re.compile(
            r"^\W*(?:(?:and|it was|the (?:committee|panel|board|council|cabinet)) )?(?:RESOLVED|AGREED|"
            r"APPROVED|DECISION|DECIDED)\b(?=\W+\w+\W+\w+)|"
            r"^\W*(?:And |Be it |It was )?(?:Resolved|Decision|Agreed|Approved)(?: \([^)]*\)| "
            r"unanimously)?\s?(?:[:–—-]|that\b|to\b|by\b)(?=\W+\w+\W+\w+)|\bAnd Resolved ?:|"
            r"\b(?:[Ii]t was|[Tt]hey|[Mm]embers|[Cc]ommittee|council|board|panel)(?: \w+ly)? (?:RESOLVED|"
            r"AGREED|APPROVED)\b|(?<=[a-z)]) Agreed (?:to|that)\b|: (?:agreed|resolved|decided) (?:to|that)\b"
        ),
        examples=(
            "RESOLVED: That the harbour plan be noted",
            "RESOLVED - that the fees be raised by 2 per cent.",
            "Proposed by Councillor Reed; Seconded by Councillor Marsh; And Resolved: That the plan be adopted.",
            "Agreed to come back to this in May.",
            "It was AGREED that Ann Hall should chair the group.",
            "d) Meeting with the Minister Agreed to defer for the time being.",
            "e) Bus petition: agreed to return to it at the next meeting.",
        ),
        counter=("Decision: none", "Agreed actions are listed below.", "RESOLVED:"),
        unless=re.compile(r"\b(?:had|has) been (?:AGREED|RESOLVED)\b|\bAS TO FORM\b"),
        outcome=Outcome.AGREED,
    ),
    Rule(
        name="it-was-agreed",
        kind=ActKind.DECIDED,
        words=("agreed", "approved", "adopted", "resolved", "decided", "ratified", "endorsed"),
        pattern=re.compile(
            r"\b(?:it was|it is|which was|and was|and were|was|were)(?: then| also| further| duly| "
            r"accordingly| subsequently)?"
            r"(?: unanimously| formally)?(?: proposed,? seconded and| proposed and)? (?:agreed|approved|adopted|"
            r""
            r""
            r"resolved|decided|ratified|endorsed|duly passed)(?: unanimously)?\b",
            re.IGNORECASE,
        ),
        examples=(
            "On the proposal of Councillor Reed, it was agreed to sell the pier.",
            "The minutes of 3 May were approved.",
            "Following a discussion it was unanimously decided that the fair be held in June.",
            "The report was duly adopted.",
        ),
        counter=(
            "It had been agreed that she would write.",
            "He asked whether it was agreed by the Board.",
            "She said that the scheme was approved in 2019.",
            "The Director explained that a plan was adopted for the quay.",
            "The grant would be approved in May.",
            "The programme was adopted by Council in 2002.",
            "This item was resolved.",
        ),
        unless=re.compile(
            _NO_DECISION.pattern + r"|\b(?:agreed|decided) (?:whether|if)\b|\bagreed that "
            r"[^.]*\b(?:did not|was an?|were an?) "
        ),
        texts=Text.MINUTES,
        outcome=Outcome.AGREED,
    ),
    Rule(
        name="it-was-concluded",
        kind=ActKind.DECIDED,
        words=("concluded that", "determined that"),
        pattern=re.compile(
            r"\b[Ii]t was (?:\w+ly |then )?(?:concluded|determined) that\b[^.]*\b(?:should|would|will)\b"
        ),
        examples=(
            "It was concluded that the logo should have the words.",
            "It was determined that the fair will be in May.",
        ),
        counter=("She concluded that it was late.", "It was concluded that fees had risen."),
        texts=Text.MINUTES,
        outcome=Outcome.AGREED,
    ),
    Rule(
        name="body-agreed",
        kind=ActKind.DECIDED,
        words=(
            "agree",
            "approve",
            "adopted",
            "resolve",
            "decided",
            "endorsed",
            "accepted",
            "authorised",
            "granted",
        ),
        pattern=re.compile(
            rf"(?:^|[,;:] |\band )\W*(?P<who>{BODY})(?: present)?(?: \w+ly| also| then| all| "
            rf"further){{0,2}} (?:{_VERB})\b(?! with\b)"
        ),
        examples=(
            "The Committee agreed that a letter be sent.",
            "Members approved the minutes of 3 May.",
            "After discussion, the Panel unanimously resolved to visit the harbour.",
        ),
        counter=(
            "The Committee had agreed to meet in May.",
            "Members agreed with Councillor Reed.",
            "The Director agreed to write.",
        ),
        unless=re.compile(
            _PAST
            + r"|\?$|\bagreed that [^.]*\b(?:is|was|were|are) (?:an?|not|very|the|too|in|of|great|serious)\b"
        ),
        texts=Text.WRITTEN,
        outcome=Outcome.AGREED,
    ),
    Rule(
        name="declared-carried",
        kind=ActKind.DECIDED,
        words=("declared",),
        pattern=re.compile(
            r"\b[Dd]eclared (?:that )?(?:the|this|it) (?:[\w.’'/-]+ ){0,8}?(?:was |were |as |duly )?"
            r"(?:carried|passed|adopted)\b"
        ),
        examples=(
            "The Chair declared the proposed variation carried.",
            "Accordingly, the Mayor declared the amendment passed.",
        ),
        counter=(
            "The Chair declared the meeting closed.",
            "He had declared the motion carried before the count.",
            "The hall was declared unsafe.",
        ),
        unless=re.compile(r"\b(?:had|has|have) declared\b|\?$|\bnot (?:carried|passed|adopted)\b"),
        outcome=Outcome.AGREED,
    ),
    Rule(
        name="declared-lost",
        kind=ActKind.DECIDED,
        words=("declared",),
        pattern=re.compile(
            r"\b[Dd]eclared (?:that )?(?:the|this|it) (?:[\w.’'/-]+ ){0,8}?(?:was |were |as )?"
            r"(?:lost|defeated|rejected|not (?:carried|passed|adopted))\b"
        ),
        examples=(
            "The Chair declared the proposed variation rejected.",
            "There were no abstentions. The Mayor declared the motion lost.",
        ),
        counter=("The Chair declared the meeting closed.", "She declared an interest and lost her place."),
        unless=re.compile(r"\b(?:had|has|have) declared\b|\?$"),
        outcome=Outcome.NOT_AGREED,
    ),
    Rule(
        name="motion-carried",
        kind=ActKind.DECIDED,
        words=("carried", "passed", "adopted", "agreed"),
        pattern=re.compile(
            r"\b(?:motion|amendment|proposal|resolution|recommendations?|vote)s?,?(?: as "
            r"amended,?)?[^.]{0,120}?\b(?:was|were|is|"
            r"being|on being put to the (?:meeting|vote),?(?: was)?)?(?: then| duly| therefore| "
            r"unanimously| declared| put to the vote and)*"
            r" (?:carried|passed|adopted|agreed)\b(?! (?:out|on|over|forward|by the (?:government|dáil)))|"
            r"\bcarried (?:unanimously|by (?:a |\d|the )|with \d)\b|^\W*carried\b",
            re.IGNORECASE,
        ),
        examples=(
            "Substantive Motion Carried.",
            "The motion was put to the vote and carried.",
            "The Motion, proposed by Councillor Reed and seconded by Councillor Marsh, was adopted.",
            "Carried unanimously.",
        ),
        counter=(
            "The works were carried out in May.",
            "The motion was discussed and views were carried over.",
        ),
        unless=_NO_DECISION,
        outcome=Outcome.AGREED,
    ),
    Rule(
        name="refused",
        kind=ActKind.DECIDED,
        words=(
            "not ",
            "reject",
            "defeat",
            "lost",
            "refus",
            "fell",
            "declin",
            "withdrawn",
            "no agreement",
            "dismiss",
        ),
        pattern=re.compile(
            rf"\b(?:was|were|is|are) (?:then |therefore |accordingly |declared )?(?:not (?:approved|agreed|"
            rf"carried|"
            rf"adopted|supported|accepted|passed|granted)|rejected|defeated|refused|dismissed)\b|"
            rf"\b(?i:motion|amendment|proposal|vote|recommendation)s?\b[^.]{{0,80}}\b(?:was |were |is "
            rf")?(?:therefore |declared |then )?"
            rf"(?:[Ll]ost|LOST|[Dd]efeated|DEFEATED|[Rr]ejected|fell|[Ww]ithdrawn|not carried)\b|"
            rf"^\W*(?:Lost|LOST|Rejected|REFUSED)\b|"
            rf"(?P<who>{BODY}) (?:\w+ly )?(?:did not (?:agree|approve|support|accept)|rejected|refused|"
            rf"declined|voted against)\b"
        ),
        examples=(
            "The request was not approved, because the running costs could not be met.",
            "This was rejected by five votes to two.",
            "The panel did not agree.",
            "Amendment Lost.",
            "The Motion was therefore defeated.",
        ),
        counter=(
            "The bid had been rejected in 2019.",
            "He asked why the plan was not approved?",
            "Two keys were lost.",
        ),
        unless=re.compile(
            _PAST
            + r"|\?$|\b(?:had|has|have) (?:been )?(?:rejected|refused|lost|defeated)\b|\b(?:asked|queried) "
            r"why\b|\b(?:if|whether)\b"
        ),
        texts=Text.MINUTES,
        outcome=Outcome.NOT_AGREED,
    ),
    Rule(
        name="deferred",
        kind=ActKind.DECIDED,
        words=("defer", "adjourn", "postpone", "held over", "put back", "carried ", "left over"),
        pattern=re.compile(
            r"\b(?:was|were|is|be|been)(?: then| therefore| accordingly)? (?:deferred|adjourned (?:to|"
            r"until|for)|postponed|held over(?= to| until| pending|[.;])|put back|carried (?:forward|over)|"
            r"left over)\b|"
            r"^\W*(?:\w+ ){1,5}(?:deferred|postponed|carried over|held over) (?:to|until|for|pending)\b|"
            r"\b(?:agreed|resolved|decided|proposed) (?:to|that)\b[^.]{0,80}\b(?:defer|adjourn|postpone|"
            r"hold over|deferred|adjourned|postponed)\b"
        ),
        examples=(
            "The item was deferred to the next meeting.",
            "It was agreed to adjourn the Motion to July.",
            "Consideration of the report was postponed.",
            "This matter will be carried over until January.",
            "Minutes deferred until January.",
        ),
        counter=(
            "The works had been deferred for a year.",
            "The meeting adjourned at 11.05.",
            "She asked if it could be deferred?",
        ),
        unless=re.compile(
            _PAST
            + r"|\?$|\b(?:had|has|have|could|would|may|might) (?:\w+ly )?be(?:en)? (?:deferred|postponed|"
            r"adjourned)\b|"
            r"\bdeferred (?:payment|charge|pension)"
        ),
        texts=Text.MINUTES,
        outcome=Outcome.DEFERRED,
    ),
)
