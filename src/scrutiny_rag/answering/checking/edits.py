"""Rule of the check for a sentence of the text repeated but for a word or two: those must mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from scrutiny_rag.answering.checking.bearing import any_like, is_person
from scrutiny_rag.answering.checking.parties import one_party
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Example, Fault, Outcome, Rule
from scrutiny_rag.english.governors import MODALS
from scrutiny_rag.english.names import same_name
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token, stem

_LEAST = 0.7
"""Share of the claim's words that must stand in a sentence, in its order, for the claim to repeat it."""
_FEWEST = 4
_DENYING = frozenset("not no never none neither nor nobody nothing without hardly cannot".split())
_AMOUNTS = {
    "all": "all", "every": "all", "each": "all", "both": "all", "always": "all", "everyone": "all",
    "some": "some", "many": "some", "most": "some", "several": "some", "few": "some", "sometimes": "some",
    "often": "some", "usually": "some", "either": "some", "only": "only", "never": "none", "none": "none",
}  # fmt: skip
_UNITS = frozenset(stem(w) for w in "hour day week fortnight month quarter year decade".split())


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the claim that stand where a sentence of the text has others; either side may be empty."""

    mine: tuple[Token, ...]
    theirs: tuple[Token, ...]


def edits(claim: Reading, source: Reading) -> tuple[Edit, ...] | None:
    """What the claim changes in `source`; None where it does not repeat it.

    Words before and after the stretch that both have are no edits: a claim may give a part of a sentence, and
    say who said it.
    """
    mine, theirs = claim.tokens, source.tokens
    matcher = SequenceMatcher(None, [_key(t) for t in mine], [_key(t) for t in theirs], autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    if sum(b.size for b in blocks) < max(_FEWEST, _LEAST * len(mine)):
        return None
    found = [
        Edit(tuple(mine[a.a + a.size : b.a]), tuple(theirs[a.b + a.size : b.b])) for a, b in pairwise(blocks)
    ]
    first, last = blocks[0], blocks[-1]
    head = Edit(tuple(mine[: first.a]), tuple(theirs[: first.b]))
    tail = Edit(tuple(mine[last.a + last.size :]), tuple(theirs[last.b + last.size :]))
    # At the ends only what stands there alone in both was put in the other's place.
    ends = [e for e in (head, tail) if e.mine and e.theirs and len(e.theirs) <= len(e.mine) + 2]
    return (*found, *ends)


def _key(token: Token) -> str:
    return stem(token.low)


def _find(support: Support) -> Fault | None:
    """What the claim changes in the sentence that it repeats, wherever in the text that stands."""
    first: Fault | None = None
    for source in dict.fromkeys((*support.window, *support.passage)):
        changed = edits(support.claim, source)
        if changed is None:
            continue
        faults = [f for edit in changed for f in _against(support, source, edit)]
        if not faults:
            return None
        first = first or faults[0]
    return first


def _against(support: Support, source: Reading, edit: Edit) -> Iterator[Fault]:
    yield from _small_words(edit, support.claim, source)
    mine, theirs = ([t for t in side if t.content] for side in (edit.mine, edit.theirs))
    if not mine or not theirs or len(mine) > 4 or len(theirs) > 4:
        return
    said = " ".join(t.text for t in theirs)
    if _named(support.claim, mine) and _named(source, theirs) and not _one(support, mine, theirs):
        yield Fault(f"The text says it of “{said}”, not of “{' '.join(t.text for t in mine)}”.")
    units = [t for t in mine if t.concept in _UNITS]
    if units and any(t.concept in _UNITS for t in theirs) and not any_like(units[0], theirs):
        yield Fault(f"The text does not say “{units[0].text}” there.")


def _small_words(edit: Edit, claim: Reading, source: Reading) -> Iterator[Fault]:
    """Denials, amounts and modals that only one side has."""
    mine, theirs = ({t.low for t in side} for side in (edit.mine, edit.theirs))
    short = len(edit.mine) <= 6 and len(edit.theirs) <= 6
    if short and _denies(edit.mine) != _denies(edit.theirs) and not _says_no(edit):
        yield Fault("The claim denies what the text does not, or the other way round.")
    amounts, printed = ({_AMOUNTS[w] for w in side if w in _AMOUNTS} for side in (mine, theirs))
    if amounts - printed and printed and not printed <= amounts:
        yield Fault("The claim says how many or how often otherwise than the text.")
    senses, told = (
        frozenset().union(*(MODALS[t.low] for t in side if _modal(t))) for side in (edit.mine, edit.theirs)
    )
    if senses and told and not senses & told and not ("should" in senses and "must" in told):
        yield Fault("The claim is surer than the text, or less sure.")
    hedged = any(_modal(t) and "possible" in MODALS[t.low] for t in source.tokens)
    left_out = len(edit.mine) < 3 and not any(t.content or t.low == "to" for t in edit.mine)
    if left_out and told & {"future", "possible"} and not any(map(_modal, claim.tokens)):
        yield Fault("The claim is surer than the text.")
    if "possible" in senses and not told and not edit.theirs and not hedged:
        yield Fault("The claim is less sure than the text.", Outcome.SOFT)


def _modal(token: Token) -> bool:
    """True for "may" and "will", not for the month or a man named so."""
    return token.low in MODALS and not (token.capital and token.low in ("may", "will") and token.start)


def _denies(words: Sequence[Token]) -> bool:
    """True for "not" and the like, not for "no more than"."""
    lows = [*(t.low for t in words), ""]
    return any(
        (w in _DENYING or w.endswith("n't")) and after not in ("more", "fewer", "less", "later", "only")
        for w, after in pairwise(lows)
    )


def _says_no(edit: Edit) -> bool:
    """True where the denial is told by another word: "cannot", "lacks", "is missing"."""
    return any(t.content for t in (*edit.mine, *edit.theirs))


def _named(reading: Reading, words: Sequence[Token]) -> bool:
    """True for names, bodies and offices: words with a capital, or a role."""
    first = reading.tokens[0] if reading.tokens else None
    return any((t.capital and t is not first) or is_person(reading, t) for t in words)


def _one(support: Support, mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    return any(same_name(a, b) for a in mine for b in theirs) or one_party(mine, theirs, support)


EDITS = Rule(
    "edits",
    "A sentence repeated but for a word or two has no other name, unit, amount, denial or modal in it.",
    _find,
    catches=(
        Example(
            "Young people never see wardens as friends.",
            "Young people do not always see wardens as friends. The panel asked for help.",
        ),
        Example(
            "Nobody was likely to have been charged, the Library Inspector said, and the panel agreed.",
            "Nobody was likely to have been charged, the Detective Inspector said, and the panel agreed. "
            "The Library was shut.",
        ),
    ),
    passes=(
        Example(
            "The wardens asked the Council for help with the fair.",
            "The wardens asked Marlow Council for help with the fair.",
        ),
        Example(
            "The work starts before the month is out.", "The work at the pier starts before the month is out."
        ),
        Example(
            "It was said that the bridge would be mended before the winter.",
            "The bridge will be mended before the winter.",
        ),
    ),
)
