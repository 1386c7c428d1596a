"""Forms by which a sentence shows that it gives a reason, decides or promises.

What shows by form alone is only likely: the lack of it rules nothing out.
"""

from __future__ import annotations

import re

_REASON = re.compile(
    r"\b(?:because|due to|so that|so as to|in order|since|as a result|therefore|thus|to (?:recognise|ensure|allow|help|"
    r"enable|reflect|give|make|prevent|reduce|improve|avoid|meet|address|support|protect|build|stop|free|save)|reasons?|"
    r"thereby|owing to|means? that|given that|as (?:it|they|there|this|the)\b)\b",
    re.IGNORECASE,
)
_REASON_BEFORE = re.compile(r"\W*(?:that is why|this is (?:because|why)|hence)\b", re.IGNORECASE)
_DECIDES = re.compile(
    r"\b(?:resolv|agree|conclud|recommend|decid|noted|approv|request|adopt|endors)", re.IGNORECASE
)
_PROMISES = re.compile(
    r"\b(?:will|shall|going to|pledg\w*|commit\w*|undert\w+|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|inten\w+|promis\w+|"
    r"can (?:make|get|send|provide|let|give))\b|"
    r"[’']ll\b",
    re.IGNORECASE,
)


def gives_reason(sentence: str) -> bool:
    """True where the sentence says why."""
    return bool(_REASON.search(sentence) or _REASON_BEFORE.match(sentence))


def decides(sentence: str) -> bool:
    """True where the sentence tells of a decision, a recommendation or a request."""
    return bool(_DECIDES.search(sentence))


def promises(sentence: str) -> bool:
    """True where the sentence says what will be done."""
    return bool(_PROMISES.search(sentence))
