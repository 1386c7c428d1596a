"""Whether a text itself says that what "Was it done?" asks is so: a plan, a task, a vacancy or a heading does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrutiny_rag.english.certainty import verbs
from scrutiny_rag.english.lexicon import GENERIC_NAMES, IRREGULAR, words
from scrutiny_rag.english.wording import Token, alike, plain, sentences, tokens

_BE = frozenset(
    words("is are was were be been being am remain remains remained stay stays stayed has have had")
)
_FINITE_BE = _BE - frozenset(words("be being been"))
_PERFECT = frozenset(words("have has had"))
_SIMPLE = frozenset(words("do does did"))
_TO_COME = frozenset(words("will would shall can could should"))
_MODAL = {
    "will": r"\b(?:will|shall|would|going to|due to|to be)\b",
    "would": r"\b(?:would|will)\b",
    "can": r"\b(?:can|could|able|may)\b",
    "could": r"\b(?:can|could|able)\b",
    "should": r"\b(?:should|must|ought|need)\b",
}
_NO_VERB_AFTER = frozenset(
    words(
        "the a an its their our his her any all this that these those no of for to by on in at with from about"
    )
)
"""Words after which "-ed", "-ing" or a bare form is a noun's, or to be done."""
_HELD = re.compile(r"(?:held|place|happen|happened|carried|run|occur|occurred)", re.IGNORECASE)
_THERE_WAS = re.compile(r"\bthere (?:is|are|was|were|(?:has|have|had) been)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:in the process of|under ?way|in (?:development|progress|preparation)|outstanding|not started|"
    r"vacan(?:t|cy|cies)|priorit(?:y|ies)|ensur\w+|make sure|targets?|goal|ambition|promis\w+|pledg\w+|"
    r"commit(?:s|ted|ments?)?|undert\w+|due|"
    r"to be|will|shall|would|going to|await\w*|almost|nearly|soon|fail(?:s|ed)?|none|nobody|nor|"
    r"neither|without|hardly|barely|no(?! (?:more|fewer|less|later|longer|earlier) than\b)|"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:out )?of (?:the |its |their )?(?:\d+|\w+s))\b",
    re.IGNORECASE,
)
"""What is meant, under way, denied or done in part is not done."""
_LEANS = re.compile(r"\b(?:it|its|they|them|these|those|this|that|he|she|we|all|both|here)\b", re.IGNORECASE)
_DOUBTED = re.compile(
    r"\b(?:claim(?:s|ed)?|belie(?:ves?|ved|f)|thought|thinks?|assum\w+|urg(?:es|ed)|suggest(?:s|ed|ion)?|idea|proposals?|"
    r"call(?:s|ed)? for|look(?:s|ed|ing)? forward|keen|want(?:s|ed)?|ask(?:s|ed)?|recommend\w*|requests?|requested|who|"
    r"whom|having|need(?:s|ed)? to)\b",
    re.IGNORECASE,
)
"""What is wished for, supposed or said of somebody in passing."""
_WISHED = re.compile(r"\bwould (?:welcome|like|prefer|want|love|support|have)\b", re.IGNORECASE)
_REACH = 6
"""Words after "will" among which one of the question's must be."""
_SUBORDINATE = re.compile(
    r"\W*(?:(?:and|but) )?(?:when|once|after|before|as soon as|by the time|where|had|were|should)\b",
    re.IGNORECASE,
)
_BY_ANOTHER = re.compile(r"\s+by (?:the )?(?P<who>[A-Z][\w'-]+)")
_AND = re.compile(r" and (?=(?:the|an?|one|it|they|there|that|its|their|some|more)\b)", re.IGNORECASE)
_PIECES = re.compile(r"[;:,|]\s|\.\s+(?=[A-Z])")


def affirms(verb: str, rest: str, text: str, missing: Sequence[str]) -> bool:
    """True where `text` states in a clause with a verb of its own what "VERB REST?" asks.

    `missing` are the words of the question that the text has in no form.
    """
    if not _all_there(missing, text):
        return False
    asked = tokens(plain(rest))
    flat = plain(text)
    told = [flat[a:b] for a, b in sentences(flat)]
    most = min(2, len([token for token in asked if token.content]) - len(missing))
    return any(
        _of_it(asked, sentence, most) and _states(verb, asked, piece, rest)
        for sentence in told
        for piece in _pieces(sentence)
    )


def _of_it(asked: Sequence[Token], sentence: str, most: int) -> bool:
    """True where a sentence shares `most` words with the question, or points back to the one before."""
    told = tokens(sentence)
    shared = {a.concept for a in asked if a.content and any(_alike(a, t) for t in told)}
    return len(shared) >= most or bool(_LEANS.search(sentence))


def _all_there(missing: Sequence[str], text: str) -> bool:
    """Every word must stand in the text, but for what "there was" and "we" say in their place."""
    left = [word for word in missing if not (_HELD.fullmatch(word) and _THERE_WAS.search(text))]
    return all(word.lower() in GENERIC_NAMES and _WE.search(text) for word in left)


def _pieces(text: str) -> Iterator[str]:
    """The clauses of a sentence, and of each what stands before an "and": a plan that follows takes nothing back."""
    at = 0
    for end in [*(m.start() for m in _PIECES.finditer(text)), len(text)]:
        piece = text[at:end].lstrip(";:,|. ")
        yield from (piece[: m.start()] for m in _AND.finditer(piece))
        yield piece
        at = end


def _states(verb: str, asked: Sequence[Token], piece: str, rest: str) -> bool:
    told = tokens(piece)
    if verb in _TO_COME:
        if _WISHED.search(piece) or _besides(_DOUBTED, piece, rest):
            return False
        there = r"\bthere " if asked and asked[0].low == "there" else ""
        modal = re.search(there + _MODAL[verb], piece, re.IGNORECASE)
        after = [t for t in told if modal and t.start >= modal.end()][:_REACH]
        return modal is not None and any(_alike(a, b) for a in asked if a.content for b in after)
    if _SUBORDINATE.match(piece) or _besides(_NOT_YET, piece, rest) or _besides(_DOUBTED, piece, rest):
        return False
    done = None if verb in _SIMPLE else _participle(asked)
    if done is not None:
        there_was = bool(_HELD.fullmatch(done.low) and _THERE_WAS.search(piece))
        return there_was or any(
            _alike(done, t) and _said(told, n, piece, done, rest) for n, t in enumerate(told)
        )
    heads = [a for n, a in enumerate(asked) if n and a.content and asked[n - 1].low not in _NO_VERB_AFTER]
    if verb in _SIMPLE | _PERFECT:
        bare = verb in ("do", "does")
        return any(
            _alike(a, t) and _said(told, n, piece, a, rest, bare) for a in heads for n, t in enumerate(told)
        )
    last = next((a for a in reversed(asked) if a.content), None)
    if last is None or not any(t.low in _FINITE_BE for t in told):
        return False
    return any(_alike(last, t) or t.text == last.text for t in told)


def _besides(pattern: re.Pattern[str], piece: str, rest: str) -> bool:
    own = {m[0].lower() for m in pattern.finditer(rest)}
    return any(m[0].lower() not in own for m in pattern.finditer(piece))


def _participle(asked: Sequence[Token]) -> Token | None:
    """What is asked to have been done: "published" in "the revised plan been published in full"."""
    after = next((n for n, token in enumerate(asked) if token.low in ("been", "being")), 0)
    for n, token in enumerate(asked):
        verbal = _past(token) or token.low.endswith("ing")
        if n > after and token.content and verbal and asked[n - 1].low not in _NO_VERB_AFTER:
            return token
    return None


def _past(token: Token) -> bool:
    return (token.low.endswith("ed") and len(token.low) > 4) or token.low in IRREGULAR


def _said(told: Sequence[Token], n: int, piece: str, asked: Token, rest: str, bare: bool = False) -> bool:
    """True where this word of the text is a verb that says that it is so, or was done."""
    token = told[n]
    by = _BY_ANOTHER.match(piece, token.end)
    if (n and told[n - 1].low in _NO_VERB_AFTER) or (by and by["who"].lower() not in rest.lower()):
        return False
    near = {t.low for t in told[max(0, n - 5) : n]}
    if "be" in {t.low for t in told[max(0, n - 3) : n]}:
        return False  # "that the pier be painted"
    if token.low.endswith("ing"):
        return bool(near & _BE) and asked.low.endswith("ing")
    if _past(token):
        senses = next((v.senses for v in verbs(told, piece) if v.index == n), None)
        return senses is not None and bool(senses & {"done", "present"})
    return bool(near & _PERFECT) or (bare and n > 0)  # "have set up": a participle like its bare form


def _alike(one: Token, other: Token) -> bool:
    return one.low == other.low or alike(one.concept, other.concept)
