"""A question in the papers is no answer: what was replied to it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.answering.wanted import Wanted
from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.sentences import sentence_spans
from scrutiny_rag.store.analysis import terms

Reply = tuple[Block, int, int]
"""Where a reply stands: its block, its start and its end."""

_ENDS_ASKING = re.compile(r"\?[”’\"'\])\s]*$")
_ASKED = re.compile(
    r"\b(?:asked|enquired|inquired|wondered|queried|questioned)\s+(?:(?!to\b|that\b)[\w’'-]+\s+){0,6}?"
    r"(?:if|whether|about|regarding|on|what|how|why|when|where|who|whom|which)\b|"
    r"\b(?:queried|questioned) the\b|\b(?:wanted|wished|keen) to (?:know|understand|hear)\b|"
    r"\bsought (?:clarification|clarity|assurances?|reassurances?)\b|\basked for (?:(?:more|further|an?|the|some) )*"
    r"(?:information|details?|clarification|update|explanation|breakdown|figures|assurances?)\b|"
    r"\bquestions? (?:was|were|had been) (?:asked|raised|put)\b|"
    r"\b(?:raised|posed|put) (?:(?:an?|several|some|further) )*questions? (?:about|on|regarding|whether)\b",
    re.IGNORECASE,
)
"""How minutes tell what was asked: "Members asked whether …"; a request ("asked that", "asked to") is no question."""
_REPLY_WORDS = (
    "heard|responded|replied|answered|said|explained|confirmed|advised|told|informed|stated|assured|reassured|clarified|"
    "noted|agreed|reported|acknowledged|undertook|thought|felt|added|pointed"
)
_TOLD = re.compile(
    rf"\b(?:{_REPLY_WORDS})\b|^\W*(?:in (?:response|answer|reply)|responding|on the)\b", re.IGNORECASE
)
_REPLIED = re.compile(
    rf"(?:[,;]|\band\b)\s*(?:[\w’'(),.-]+\s+){{0,14}}?(?:{_REPLY_WORDS})\b(?! by\b)", re.IGNORECASE
)
_IN_PASSING = re.compile(r"\b(?:after|because|since|as|when|who|which|that)\b[^,;]*$", re.IGNORECASE)
_I_ASK = re.compile(
    r"\bI (?:do not|don[’']t) know (?:if|whether)\b.*\byou\b|"
    r"\b(?:I|we) (?:just )?(?:wonder(?:ed)?|want(?:ed)? to (?:ask|know)|would like to (?:ask|know|hear))\b"
    r".*\byou\b|\b(?:can|could|would|will) you (?:please )?(?:tell|explain|say|give|clarify|confirm)\b|"
    r"^\W*(?:please )?tell us\b",
    re.IGNORECASE | re.DOTALL,
)
"""A member who asks in a transcript without a question mark."""
_ABOUT_ASKING = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|questions?|questioned|enquir\w+|quer(?:y|ies|ied)|raise[ds]?|concerns?|concerned|want(?:s|ed)?|"
    r"wonder\w*|request\w*)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_SHORT = 5
"""Up to so many words ("No.", "I am sure.") a reply is shown with the sentence after it."""
_MOST_ASKED = 3
"""Questions of minutes in a row that one reply may answer."""
_SILENT = (BlockKind.FURNITURE, BlockKind.STAGE, BlockKind.HEADING)


def is_asked(text: str, spoken: bool = False) -> bool:
    """True where a sentence asks, or tells that something was asked, and no reply stands in it.

    `spoken`: it stands in somebody's turn in a transcript.
    """
    if _ENDS_ASKING.search(text):
        return True
    if spoken:
        return bool(_I_ASK.search(text))
    asked = _ASKED.search(text)
    if asked is None:
        return False
    ahead = text[: asked.start()]
    if _TOLD.search(ahead) or _IN_PASSING.search(ahead):
        return False
    return not _REPLIED.search(text, asked.end())


def asks(candidate: Candidate, question: str) -> bool:
    """True where a candidate only asks, and what was asked is not itself what `question` looks for."""
    speaker = candidate.block.speaker
    if _ABOUT_ASKING.search(question) or not is_asked(candidate.text, speaker is not None):
        return False
    # "What did Ada Thornbury say of the van?": her question is what she said.
    return speaker is None or not Wanted.of(question).sayer & set(terms(speaker))


def reply_to(candidate: Candidate) -> Reply | None:
    """What was replied to a question that the papers hold; None where nothing is.

    In minutes it is the next sentence; in a transcript what the next speaker says first, or what the speaker goes on
    to say where nobody is asked.
    """
    paper, block = candidate.paper, candidate.block
    if block.kind is BlockKind.ROW:
        return None
    if block.speaker is None:
        return _told(paper, block, candidate.char_end) or _next_paragraph(paper, block)
    goes_on = _said(paper, block, candidate.char_end)
    if goes_on is not None and not _YOU.search(candidate.text):
        *_, last = sentence_spans(paper.text, goes_on[1], block.char_end)
        if not is_asked(paper.text[slice(*last)], spoken=True):
            return goes_on
    return _next_speaker(paper, block)


def answerable(candidates: Sequence[Candidate], question: str) -> list[Candidate]:
    """`candidates` without the questions to which the papers have no reply."""
    return [c for c in candidates if not asks(c, question) or reply_to(c) is not None]


def _told(paper: Paper, block: Block, start: int) -> Reply | None:
    """In minutes: from `start` to the end of the first sentence that asks nothing."""
    spans = _spans(paper, block, start)[: _MOST_ASKED + 1]
    for a, b in spans:
        if not is_asked(paper.text[a:b]):
            return block, spans[0][0], b
    return None


def _next_paragraph(paper: Paper, block: Block) -> Reply | None:
    """The start of the next paragraph under the same heading, where it tells what somebody said."""
    following = next(
        (b for b in paper.blocks if b.char_start >= block.char_end and b.kind not in _SILENT), None
    )
    if following is None or following.heading != block.heading or following.kind is BlockKind.ROW:
        return None
    a, b = next(iter(_spans(paper, following, following.char_start)), (0, 0))
    first = paper.text[a:b]
    return (following, a, b) if _TOLD.search(first) and not is_asked(first) else None


def _next_speaker(paper: Paper, block: Block) -> Reply | None:
    for other in paper.blocks:
        if (
            other.char_start >= block.char_end
            and other.kind not in _SILENT
            and other.speaker != block.speaker
        ):
            return _said(paper, other, other.speech_start or other.char_start) if other.speaker else None
    return None


def _said(paper: Paper, block: Block, start: int) -> Reply | None:
    """The first sentence from `start` on, with the next where it is short; None where it asks in its turn."""
    spans = _spans(paper, block, start)
    if not spans or is_asked(paper.text[slice(*spans[0])], spoken=True):
        return None
    a, b = spans[0]
    if len(paper.text[a:b].split()) <= _SHORT and len(spans) > 1:
        after = spans[1]
        b = b if is_asked(paper.text[slice(*after)], spoken=True) else after[1]
    return block, a, b


def _spans(paper: Paper, block: Block, start: int) -> list[tuple[int, int]]:
    return [span for span in sentence_spans(paper.text, start, block.char_end) if span[0] >= start]
