"""A claim beside the sentences that it may rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scrutiny_rag.answering.checking.bearing import (
    WE,
    Placed,
    arguments,
    concept_of,
    is_person,
    is_pronoun,
    words_at,
)
from scrutiny_rag.english.deeds import Deed, deeds
from scrutiny_rag.english.lexicon import GENERIC_NAMES, SMALL_WORDS
from scrutiny_rag.english.parsing import parse
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token, alike, tokens


@dataclass(frozen=True)
class Support:
    """A claim beside the sentences that may support it; `context` is the cited passage's attribution."""

    claim: Reading
    window: tuple[Reading, ...]
    labels: tuple[str, ...]
    context: Reading
    before: str = ""
    """What the draft says before the claim."""
    turns: tuple[tuple[Reading, str], ...] = ()
    """Every sentence of the text with the label of its turn."""

    @cached_property
    def passage(self) -> tuple[Reading, ...]:
        """Every sentence of the text: a pronoun or a name may stand for somebody in another one than the window's."""
        return tuple(reading for reading, _ in self.turns)

    @cached_property
    def matches(self) -> dict[int, list[tuple[int, int]]]:
        """For each content word of the claim: (sentence, word) of each like word in the window."""
        found: dict[int, list[tuple[int, int]]] = {}
        for i in self.claim.content:
            concept = self.claim.tokens[i].concept
            found[i] = [
                (s, j)
                for s, reading in enumerate(self.window)
                for j, token in enumerate(reading.tokens)
                if alike(concept, token.concept)
            ]
        return found

    @cached_property
    def aligned(self) -> dict[int, list[tuple[int, int]]]:
        """`matches`, but for a word that the best sentence has, those in the best sentence alone."""
        return {i: [place for place in at if place[0] == self.best] or at for i, at in self.matches.items()}

    @cached_property
    def best(self) -> int:
        """The sentence of the window that shares most words with the claim."""
        counts = [
            len(
                {
                    i
                    for i, at in self.matches.items()
                    if any(s == n for s, _ in at) and i not in self.claim.speaker
                }
            )
            for n in range(len(self.window))
        ]
        return counts.index(max(counts))

    @cached_property
    def claimed(self) -> tuple[Deed, ...]:
        """The deeds of the claim."""
        return deeds(self.claim.text)

    @cached_property
    def told(self) -> tuple[Placed, ...]:
        """The deeds of the window."""
        return tuple(Placed(s, deed) for s, reading in enumerate(self.window) for deed in deeds(reading.text))

    @cached_property
    def borne(self) -> dict[Deed, list[Placed]]:
        """For each deed of the claim the deeds of the text that are like it, those with most words in common first."""
        found: dict[Deed, list[Placed]] = {}
        for mine in self.claimed:
            concept = concept_of(self.claim, mine)
            own = arguments(self.claim, mine)
            like = [
                p
                for p in self.told
                if mine.lemma == p.deed.lemma or alike(concept, concept_of(self.window[p.sentence], p.deed))
            ]
            shared = {
                place: sum(
                    any(
                        alike(t.concept, o.concept)
                        for o in arguments(self.window[place.sentence], place.deed)
                    )
                    for t in own
                )
                for place in like
            }
            # "enabling changes" says nothing of what was allowed to somebody else.
            if mine.senses == {"done"} and mine.form == "verb":
                like = [place for place in like if place.deed.senses or shared[place]]
            found[mine] = sorted(like, key=lambda place: -shared[place])
        return found

    def doers(self, place: Placed) -> list[Token]:
        """Who does a deed of the text; a pronoun stands for the turn's speaker, or for who acted before it."""
        reading, label = self.window[place.sentence], self.labels[place.sentence]
        words = words_at(reading, place.deed.doer or place.deed.subject, content=False)
        if label and any(t.low in WE for t in words):
            return tokens(label)
        if not is_pronoun(words):
            return [t for t in words if t.content]
        earlier = [(reading, d) for d in deeds(reading.text) if d.at < place.deed.at]
        at = self.passage.index(reading) if reading in self.passage else 0
        story = [
            (other, d) for other in self.passage[max(0, at - 4) : at] for d in deeds(other.text)
        ] + earlier
        for other, deed in reversed(story):
            named = [t for t in words_at(other, deed.doer or deed.undergoer) if is_person(other, t)]
            if named:
                return named
        return []

    def named_within(self, mine: Deed) -> list[Token]:
        """Who acts before a deed in the claim itself: "Ms Orr said that she …"."""
        for other in reversed([d for d in self.claimed if d.at < mine.at]):
            found = [t for t in words_at(self.claim, other.doer) if is_person(self.claim, t)]
            if found:
                return found
        return []

    def answer_to(self, sentence: int) -> str:
        """ "yes" or "no" where the turn of a sentence asks, and the next turn begins so; else ""."""
        reading, label = self.window[sentence], self.labels[sentence]
        at = next((k for k, (other, _) in enumerate(self.turns) if other is reading), None)
        asked = False
        for other, turn in self.turns[at:] if at is not None and label else ():
            if turn != label:
                first = other.tokens[0].low if other.tokens else ""
                return first if asked and first in ("yes", "no") else ""
            asked = asked or "?" in other.text
        return ""

    def around(self, token: Token) -> list[Token]:
        """The words of the claim near `token`, itself among them."""
        at = self.claim.tokens.index(token)
        return list(self.claim.tokens[max(0, at - 5) : at + 6])

    @cached_property
    def names(self) -> tuple[tuple[int, ...], ...]:
        """The claim's names; the first word is one where the grammar has it for a proper noun."""
        first = parse(self.claim.text)[:1]
        if not first or not first[0].tag.startswith("NNP") or not self.claim.tokens:
            return self.claim.names
        token = self.claim.tokens[0]
        taken = any(0 in run for run in self.claim.names) or token.low in GENERIC_NAMES | SMALL_WORDS
        dated = any(d.start <= token.start < d.end for d in self.claim.dates)
        common = any(t.low == token.low and not t.capital for r in self.passage for t in r.tokens)
        return self.claim.names if taken or dated or common else ((0,), *self.claim.names)

    def words(self) -> Iterator[Token]:
        """Every word of the window, then of the context."""
        for reading in self.window:
            yield from reading.tokens
        yield from self.context.tokens
