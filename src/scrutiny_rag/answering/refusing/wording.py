"""What is said where the papers do not answer: what was searched, what they lack, and the nearest places as such."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.answering.places.place import Place
from scrutiny_rag.answering.shapes.quote import Quote, citation, paper_label

_NEAREST = 2
_MOST_WORDS = 60
_NEAR = -6.0
"""Reader's score of a place below which it is not even near."""


def refuse(
    searched: int, places: Sequence[Place], unknown: Sequence[str], left_out: str | None = None
) -> tuple[str, tuple[Citation, ...]]:
    """The text of a "not in these papers", and the citations of the nearest places that it shows.

    `searched` is how many papers were; `unknown` are names and numbers of the question that nothing found holds.
    """
    if not searched:
        return " ".join(filter(None, ("Not in these papers: no paper fits the filters.", left_out))), ()
    count = "1 paper was" if searched == 1 else f"{searched:,} papers were"
    said = f"Not in these papers: {count} searched, and none answers this"
    if unknown:
        said += f"; none of the nearest places speaks of {' or '.join(f'“{word}”' for word in unknown[:3])}"
    lines = [" ".join(filter(None, (f"{said}.", left_out)))]
    quotes = [quote for quote in map(_nearest, places[:_NEAREST]) if quote is not None]
    citations = tuple(citation(quote, number) for number, quote in enumerate(quotes, 1))
    if quotes:
        lines.append("The nearest places, which do not answer:")
        lines += [
            f"“{_cut(quote.text)}” ({paper_label(quote.paper)}) [{number}]"
            for number, quote in enumerate(quotes, 1)
        ]
    return "\n\n".join(lines), citations


def _nearest(place: Place) -> Quote | None:
    best = max(place.sentences, key=lambda sentence: sentence.score, default=None)
    return Quote.of(best) if best is not None and place.read >= _NEAR else None


def _cut(text: str) -> str:
    words = text.split()
    return text if len(words) <= _MOST_WORDS else " ".join(words[:_MOST_WORDS]) + " …"
