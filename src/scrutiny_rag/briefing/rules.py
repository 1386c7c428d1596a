"""Which words of a paper stand alone in a pack, and where a matter ends."""

from __future__ import annotations

import re

from scrutiny_rag.english.rule import Rule, rule

LEANS = rule(
    "leans-on-the-sentence-before",
    r"^\W*(?:it|its|this|these|those|they|them|their|he|she|his|her|such|both|also|in addition|as a result|"
    r"that (?:is|was|would|will|had|has|means|said)|"
    r"in response|however|but|so|and|then|therefore|instead|similarly|the (?:latter|former|same)|"
    r"now (?:due|planned|scheduled|expected)|to this)\b",
    (
        "It was agreed to write.",
        "However, the café stays shut.",
        "That would cost more.",
        "Now scheduled for June.",
    ),
    (
        "The café stays shut.",
        "That the report be noted.",
        "Items were listed.",
        "Thermal cameras were bought.",
    ),
)
OPENS = rule(
    "opens-another-matter",
    r"^\W{0,4}(?:\(?[a-z0-9]{1,3}[.)]|\(?[ivx]{1,4}[.)])\W{0,4}\s*[A-Z][^.!?]{2,80}$|^\W{0,4}\d+/\d+\b|"
    r"^\W{0,4}(?-i:[A-Z][A-Z’'&-]+(?: [A-Z’'&-]{2,})+)\b",
    (
        "c) Fern Library: Reopening and Café",
        "(ii) Bins",
        "4. Matters arising",
        "115/20 To approve a grant",
        "NOTICE BOARDS – two",
    ),
    ("c) The library was opened on 25 May.", "Bins", "AH would write to them."),
)
HOLLOW = rule(
    "says-nothing-alone",
    r"^\W*(?:(?:members|the (?:committee|panel|board|chair(?:man|person)?|sub-?committee|meeting))? ?"
    r"(?:thanked|welcomed|noted (?:the (?:report|update|contents|following)|that the following))|"
    r"(?:resolved|agreed|recommended|decided)?\W*(?:that )?the "
    r"(?:report|update|contents(?: of the report)?|presentation) (?:be|is|was) (?:noted|received)|"
    r"(?:an? |further )?(?:updates?|reports?) (?:will|would) be (?:provided|given|brought) (?:at|to) the next|"
    r"the following (?:points|matters|questions|issues)|"
    r"(?:in )?(?:response|reply) to (?:a )?questions?\b[^,]*$|proposed by|seconded by|moved by|apologies|"
    r"circulated,? (?:report|draft|copy)|"
    r"(?:the )?members agreed and it was (?:proposed|seconded))\b",
    (
        "Members thanked the officers.",
        "An update will be provided at the next meeting.",
        "RESOLVED that the report be noted.",
        "Circulated, report of the Engineer dated 1 May giving an update on drains.",
        "The Members agreed and it was proposed by Cllr Reed.",
        "The following points were made in the discussion",
        "Proposed by Cllr Reed, seconded by Cllr Moss",
    ),
    ("The Committee noted that two lamps were out.", "Cllr Reed proposed that the lamps be mended."),
)
GENERAL = rule(
    "names-no-matter",
    r"^\W*(?:\d+\W+)?(?:matters? arising.*|(?:(?:the )?(?:\w+[’']?s? ){0,3})?(?:reports?|updates?)(?: \w+){0,3}|"
    r"any other \w*\s?business|aob|minutes.*|(?:general )?discussion.*|correspondence|other (?:matters|business)|"
    r"to approve/?.*minutes.*|"
    r"questions?|public session.*|items? .{0,12}|introduction|background|conclusions?)\W*$",
    ("Matters arising from the minutes", "SECRETARY’S REPORT", "Any other business", "Reports"),
    ("Fern Library", "Budget 2025", "Road Safety"),
)
TITLED = rule(
    "a-person-by-title",
    r"^(?:cllr|councillor|clr|mr|mrs|ms|miss|dr|prof|inspector|superintendent|sergeant|commissioner|"
    r"(?:detective|chief) \w+|the (?:\w+ ){0,2}(?:mayor|chair\w*|inspector|superintendent|director|manager|leader))"
    r"\b\.?(?: [\w’'.-]+){0,4}$",
    ("Cllr Ann Reed", "the Chief Inspector", "Mr Moss"),
    ("Proposed use Ann Reed", "Our Secretary", "Fern Road The Secretary"),
)
TO_DO = rule(
    "column-of-what-is-to-be-done",
    r"\b(?:action(?! by)s?|undertakings?|recommendations?|required|tasks?|promises?|to be done|agreed)\b",
    ("Action required", "Undertaking", "Recommendation"),
    ("Action by", "Who answers for it", "Due"),
)
DECIDES = rule(
    "moved-seconded-and-agreed",
    r"\b(?:proposed|moved|seconded) by\b.{0,120}\b(?:agreed|resolved|carried|approved|adopted)\b",
    ("It was proposed by Cllr Reed, seconded by Cllr Moss and agreed that the limit be raised.",),
    ("It was proposed by Cllr Reed that the limit be raised.", "The panel agreed with Cllr Reed."),
)
ALL_RULES: tuple[Rule, ...] = (DECIDES, LEANS, OPENS, HOLLOW, GENERAL, TITLED, TO_DO)

NUMBER = re.compile(r"^(?:\(\d{1,3}\)|\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+\.?)\s+(?=[A-Z“])")
"""The number of a paragraph, before its words."""
_LEAST_WORDS, _MOST_WORDS = 7, 75
_ENDED = re.compile(r"[.!?][”’\"')\]*_]*$")
_STARTS = re.compile(r"^[\"'“‘(\[£€$]*(?:[A-Z0-9£€$]|[ivx]+\))")
_BROKEN = re.compile(
    r"\b(?:of|and|the|to|for|in|at|on|by|with|a|an|or|that|from|substantially)\W*$|[,;&–-]$|:$"
)


def stands_alone(text: str, *, act: bool = False) -> bool:
    """Whether words of a paper can be quoted by themselves: whole, long enough, and saying something.

    An act of the record needs no full stop: lists of resolutions have none.
    """
    text = NUMBER.sub("", text)
    words = text.split()
    if (
        not _LEAST_WORDS - 2 * act <= len(words) <= _MOST_WORDS
        or _BROKEN.search(text)
        or not _STARTS.match(text)
    ):
        return False
    if not act and not _ENDED.search(text):
        return False
    return not HOLLOW.search(text)
