"""What a question is about, without the words that ask."""

from __future__ import annotations

import re

from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.question.time import TWO_TIMES
from scrutiny_rag.english.rule import rule

COURTESY = rule(
    "courtesy",
    r"^\W*(?:(?:hi|hello|hey|dear \w+|good (?:morning|afternoon|evening)|thanks|thank you|sorry|"
    r"quick question|ok(?:ay)?)\b[\s,.!:-]*)+"
    r"(?=\w+\W+\w+)|^\W*(?:please )?(?:could|can|"
    r"would) you (?:please )?(?:help me(?: with (?:this one|this|something))?|tell me|"
    r"let me know|explain|find out)\b[\s,:-]*(?=\w+\W+\w+)|[\s,.!?]*\b(?:please|thanks|thank you|"
    r"many thanks|kind regards|regards|cheers|"
    r"best wishes)\b[\s,.!]*(?:\w+)?[\s.!]*$",
    (
        "Hello, how many bins are there",
        "Please could you help me with this: how many bins",
        "when is it please",
        "how many? Kind regards, Sam",
    ),
    ("did they thank him for it", "who said please to them twice"),
)
FRAME = rule(
    "frame",
    r"\b(?:please|can you|could you|give me|list(?: all| them| out)?|all (?:the|of the)?|summar(?:y of|ise|ize)|sum up|"
    r"(?:an? )?(?:brief |short |quick )?(?:overview|summary|run ?down|briefing|gist) (?:of|on)|"
    r"(?:the )?(?:main|key) (?:points|issues|messages|findings)"
    r" (?:on|about|from|of|in|raised)|what (?:should|do|must) (?:i|we|members) (?:need to )?(?:know|"
    r"ask) (?:about|on)?|brief me on|"
    r"tell me (?:all |more )?about|in (?:short|brief|a nutshell)|all about|what(?:'?s| is| are| was|"
    r" were)|bring me up to date on|"
    r"catch me up on)\b",
    ("summarise the annual report", "main points on libraries", "tell me about the merger"),
    ("who wrote the report",),
)
_A, _B = (
    r"(?P<a>[\w’' -]{2,40}?)",
    r"(?P<b>[\w’'-]+(?: [\w’'-]+){0,3}?)(?= on\b| about\b| for\b| in\b| over\b|[?.,;]|$)",
)
_SIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_A} (?:versus|vs\.?) {_B}",
        rf"\b(?:between|both) {_A} and {_B}",
        rf"\b(?:does|do|did|is|are|was|were|has|have) {_A} (?:differ\w*|compare\w*|different) (?:from|"
        rf"to|with|and) {_B}",
        rf"\bcompar\w+ (?:the )?{_A} (?:and|with|to|against) {_B}",
        rf"\bin (?P<a>(?:(?!in\b)[\w’'-]+ ?){{1,4}}?) (?:than|or) (?:in )?{_B}",
    )
)


def without_courtesies(question: str) -> str:
    """The question without greetings, thanks and "please"; itself where nothing else would be left."""
    kept = question
    for _ in range(3):
        made = COURTESY.pattern.sub("", kept).strip()
        if made == kept or len(made.split()) < 2:
            break
        kept = made
    return kept


def subject_of(question: str, kind: Kind) -> str:
    """What a summary or a list is about; of any other kind the question itself."""
    if kind not in (Kind.OVERVIEW, Kind.LIST):
        return question
    return " ".join(FRAME.pattern.sub(" ", question).strip(" ?.,:").split()) or question


def sides_of(question: str) -> tuple[str, ...]:
    """The two things that a question sets side by side, as it names them; () where it names no two."""
    for pattern in (TWO_TIMES.pattern, *_SIDES):
        if match := pattern.search(question):
            named = [match[name] for name in ("a", "b", "c", "d") if match.groupdict().get(name)]
            return named[0].strip(), named[1].strip()
    return ()


ALL_RULES = (COURTESY, FRAME)
