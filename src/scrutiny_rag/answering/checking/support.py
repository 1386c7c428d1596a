"""A claim beside the sentences that it may rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token, alike


@dataclass(frozen=True)
class Support:
    """A claim beside the sentences that may support it; `context` is the cited passage's attribution."""

    claim: Reading
    window: tuple[Reading, ...]
    labels: tuple[str, ...]
    context: Reading

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

    def words(self) -> Iterator[Token]:
        """Every word of the window, then of the context."""
        for reading in self.window:
            yield from reading.tokens
        yield from self.context.tokens


Rule = Callable[[Support], str | None]
"""A rule of grounding: what is wrong with the claim, one sentence for people, or None."""
