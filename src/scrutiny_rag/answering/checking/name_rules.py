"""Rules of grounding for names, and for who spoke."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scrutiny_rag.answering.checking.acts import kinds
from scrutiny_rag.answering.checking.bearing import (
    any_like,
    arguments,
    is_person,
    is_pronoun,
    named_before,
    words_at,
)
from scrutiny_rag.answering.checking.counting import local_words
from scrutiny_rag.answering.checking.parties import one_party, other_rank
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Example, Fault, Outcome, Rule
from scrutiny_rag.english.deeds import Deed, deeds
from scrutiny_rag.english.lexicon import GENERIC_NAMES, PERSONAL_ROLES, ROLES, SAYING, SMALL_WORDS, words
from scrutiny_rag.english.names import same_name
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token, alike, tokens

_COURTESY = frozenset(words("mr mrs ms miss dr"))
"""Titles that a paper need not use of whom it names."""


def people_and_places(support: Support) -> Fault | None:
    """Every name must be there, or in the attribution; a first name and a surname must belong together."""
    claim = support.claim
    if (fault := _role_of(support)) is not None:
        return fault
    acronyms = frozenset().union(support.context.initials, *(r.initials for r in support.window))
    labels = [t for label in support.labels for t in tokens(label)]
    pool = [*support.words(), *labels, *(t for r in support.passage for t in r.tokens)]
    for run in support.names:
        words = [claim.tokens[i] for i in run]
        if "".join(t.text[0].lower() for t in words) in {t.low for t in support.words()} and len(words) > 1:
            continue
        for i in run:
            token = claim.tokens[i]
            if token.low in GENERIC_NAMES or token.low in acronyms or token.low in _COURTESY:
                continue
            if not any(same_name(token, other) for other in pool):
                # A role that the text does not give to whom it names may still be theirs.
                role = token.low in ROLES and any(
                    same_name(t, o)
                    for r in support.names
                    for k in r
                    for o in pool
                    if (t := claim.tokens[k]).low not in ROLES
                )
                return Fault(
                    f"The name “{token.text}” is not in the text.", Outcome.SOFT if role else Outcome.HARD
                )
            if i in claim.speaker or _near_enough(support, i, token, labels) or _scene(support, i):
                continue
            if _on_its_deed(support, token):
                continue
            return Fault(f"The text says it of somebody or something other than “{token.text}”.")
        for first, second in pairwise(words):
            if first.low not in _COURTESY and not _together(first, second, support, labels):
                outcome = Outcome.SOFT if first.low in ROLES else Outcome.HARD
                return Fault(f"“{first.text} {second.text}” do not stand together in the text.", outcome)
    return None


def _on_its_deed(support: Support, token: Token) -> bool:
    """True when a name hangs on a deed that the sentence with that name bears out."""
    for deed in support.claimed:
        if token.start in (*deed.doer, *deed.undergoer, *deed.around):
            for place in support.borne[deed]:
                if any(same_name(token, t) for t in support.window[place.sentence].tokens):
                    return True
    return False


def _role_of(support: Support) -> Fault | None:
    """ "Is the Superintendent" must be said of whom the text gives that role."""
    for deed in support.claimed:
        named = [t for t in words_at(support.claim, deed.doer) if is_person(support.claim, t)]
        if deed.form != "noun" or deed.lemma not in PERSONAL_ROLES or not named:
            continue
        role = words_at(support.claim, [deed.at])
        if role and not any(
            same_name(role[0], run[k])
            and any(same_name(n, o) for n in named for o in run[max(0, k - 4) : k + 5])
            for run in (support.context.tokens, *(r.tokens for r in support.passage))
            for k in range(len(run))
        ):
            return Fault(f"The text does not say that {named[-1].text} is {role[0].text}.")
    return None


def _scene(support: Support, i: int) -> bool:
    """True for the place of "In Overton, …": the text may have named it before; another place there is looked for."""
    before = {t.low for t in support.claim.tokens[max(0, i - 2) : i]}
    return bool(before & {"in", "at", "across"})


def _near_enough(support: Support, i: int, token: Token, labels: list[Token]) -> bool:
    """A name from another sentence than the best one must stand among the claim's words there."""
    if any(
        same_name(token, t) for t in (*support.context.tokens, *labels, *support.window[support.best].tokens)
    ):
        return True
    if support.window[support.best].pronoun:
        return True
    if any(same_name(token, r.tokens[k]) for r in support.window for k in r.speaker):
        return True
    # "The Saltmarsh annex": its neighbour in the claim is its neighbour elsewhere in the passage.
    beside = [support.claim.tokens[k] for k in (i - 1, i + 1) if 0 <= k < len(support.claim.tokens)]
    for reading in support.passage:
        for k, other in enumerate(reading.tokens):
            around = reading.tokens[max(0, k - 3) : k + 4]
            if same_name(token, other) and any(
                t.content and alike(t.concept, o.concept) for t in beside for o in around if o is not other
            ):
                return True
    named = {k for run in support.names for k in run}
    near = [k for k in local_words(support, token.start, token.end, reach=6) if k not in named]
    closest = min(near, key=lambda k: abs(k - i), default=None)
    for s, reading in enumerate(support.window):
        if any(same_name(token, t) for t in reading.tokens):
            there = [k for k in near if any(n == s for n, _ in support.matches[k])]
            if 2 * len(there) > len(near) or closest in there or reading.topic:
                return True
    return False


def _together(first: Token, second: Token, support: Support, labels: list[Token]) -> bool:
    loose = {*ROLES, *GENERIC_NAMES, *SMALL_WORDS}
    if first.low in GENERIC_NAMES or second.low in loose:
        return True
    reach = 4 if first.low in ROLES else 2
    for run in (*(r.tokens for r in support.passage), support.context.tokens, tuple(labels)):
        for k, token in enumerate(run):
            around = run[max(0, k - reach) : k + reach + 1]
            if same_name(first, token) and any(same_name(second, other) for other in around):
                return True
    return False


_MOST = 0.6
_NOBODY = frozenset(words("it he she they we i there who which this that meeting members all"))


def speaker(support: Support) -> Fault | None:
    """Who is said to have said it must be who said it."""
    claim = support.claim
    said = next((d for d in support.claimed if d.doer and (d.reports or d.lemma in SAYING)), None)
    mine = words_at(claim, said.doer, content=False) if said else [claim.tokens[i] for i in claim.speaker]
    if is_pronoun(mine):
        mine = list(named_before(support.before))
    mine = [t for t in mine if t.content]
    if not mine or (said is None and not claim.text.lower().startswith("according")):
        return None
    deed = said is not None and said.lemma not in SAYING and not kinds(said)
    if deed and said is not None and any(_same_speaker(mine, support.doers(p)) for p in support.borne[said]):
        return None  # "The clerk has to see that it is done"
    asked: str | None = None
    content = [d for d in support.claimed if said is not None and d.under == said.at]
    if said is not None and _said_so(support, said, content, mine):
        return None
    bearing = [p.sentence for d in content for p in support.borne[d][:2]]
    first = bearing[0] if bearing else support.best
    for s in sorted(range(len(support.window)), key=lambda n: n != first):
        theirs = _speakers(support, s)
        if not theirs:
            continue
        if _same_speaker(mine, theirs) or one_party(mine, theirs, support):
            return None
        if not _strict(mine) and not _strict(theirs):
            return None
        who = " ".join(t.text for t in theirs)
        if _asks(support.window[s]):
            asked = asked or who
            continue  # the answer is another sentence
        if not bearing and any(
            _same_speaker(mine, _speakers(support, k)) for k in range(len(support.window))
        ):
            return None  # nothing ties the claim to this sentence rather than to his own
        told = any(
            t.low in PERSONAL_ROLES or t.low in {x.low for x in tokens(support.labels[s])} for t in theirs
        )
        clear = (told or not support.window[s].pronoun) and not _answered_by(mine, support, s)
        return Fault(f"The text has {who} say it.", Outcome.HARD if clear else Outcome.SOFT)
    if asked is not None:
        return Fault(
            f"The text has {asked} ask it.", Outcome.SOFT if support.labels[support.best] else Outcome.HARD
        )
    # Nobody is said to speak: the attribution may name the speaker, or the text tell what he does.
    acting = [t for p in support.told for t in support.doers(p)]
    pool = [*support.context.tokens, *acting]
    if all(any(same_name(t, o) or alike(t.concept, o.concept) for o in pool) for t in _strict(mine)):
        return None
    return Fault(f"The text does not say that {' '.join(t.text for t in mine)} said it.", Outcome.SOFT)


def _said_so(support: Support, said: Deed, content: list[Deed], mine: list[Token]) -> bool:
    """True where one deed of the text, by the same speaker, holds most of what the claim has him say."""
    wanted = [t for d in content for t in (*arguments(support.claim, d), *words_at(support.claim, [d.at]))]
    for place in support.borne[said]:
        theirs = support.doers(place)
        held = words_at(support.window[place.sentence], place.deed.reach)
        told = sum(any_like(t, held) for t in wanted)
        if wanted and theirs and _same_speaker(mine, theirs) and told >= _MOST * len(wanted):
            return True
    return False


def _speakers(support: Support, s: int) -> list[Token]:
    """Who speaks in a sentence of the window: by its verb of saying, its turn's label, or the sentence before it."""
    here = [
        p
        for p in support.told
        if p.sentence == s and (p.deed.lemma in SAYING or (p.deed.reports and p.deed.under is None))
    ]
    theirs = [t for p in here for t in support.doers(p) if t.low not in _NOBODY]
    theirs += tokens(support.labels[s])
    reading = support.window[s]
    if theirs or not reading.pronoun or reading not in support.passage:
        return theirs
    at = support.passage.index(reading)
    for other in reversed(support.passage[max(0, at - 3) : at]):
        for deed in deeds(other.text):
            named = [t for t in words_at(other, deed.doer) if is_person(other, t)]
            if deed.reports and named:
                return named
    return []


def _answered_by(mine: list[Token], support: Support, s: int) -> bool:
    """True where the sentence is of a turn that asks, and the next turn is his: "Yes" may confirm all of it."""
    reading, turns = support.window[s], support.turns
    at = next((k for k, (other, _) in enumerate(turns) if other is reading), None)
    if at is None or not support.labels[s]:
        return False
    asked = False
    for other, label in turns[at:]:
        if label != support.labels[s]:
            return asked and _same_speaker(mine, tokens(label))
        asked = asked or "?" in other.text
    return False


def _asks(reading: Reading) -> bool:
    return "?" in reading.text or any(
        t.low in ("asked", "ask", "asks", "questioned", "enquired") for t in reading.tokens
    )


def _strict(words: Iterable[Token]) -> list[Token]:
    return [t for t in words if t.low in PERSONAL_ROLES or (t.capital and t.low not in GENERIC_NAMES)]


def _same_speaker(mine: list[Token], theirs: list[Token]) -> bool:
    if other_rank(mine, theirs):
        return False
    named = [t for t in _strict(mine) if t.low not in ROLES]
    if named and [t for t in _strict(theirs) if t.low not in ROLES]:
        return any(same_name(t, o) for t in named for o in theirs)
    return any(same_name(t, o) or alike(t.concept, o.concept) for t in mine for o in theirs)


NAME_RULES: tuple[Rule, ...] = (
    Rule(
        "people_and_places",
        "Every name is there; a first name and a surname belong together.",
        people_and_places,
        catches=(Example("Ada Orr opened the bridge.", "Ada Pell opened the bridge."),),
        passes=(Example("Ms Orr opened the bridge.", "The bridge was opened by Ada Orr."),),
    ),
    Rule(
        "speaker",
        "Who is said to have said it did.",
        speaker,
        catches=(
            Example(
                "Ms Orr said that the bridge is safe.",
                "Ms Orr sat down. Mr Pell said that the bridge is safe.",
            ),
        ),
        passes=(Example("Mr Pell said the bridge is safe.", "Mr Pell reported that the bridge is safe."),),
    ),
)
