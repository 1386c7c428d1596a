"""An overview: of a paper that the question names, or of a subject over the papers."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.choosing import LONG_FLOOR, best_sentences, repeats
from scrutiny_rag.answering.shapes.context import LONG_WORDS, Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged
from scrutiny_rag.papers.model import Act, BlockKind, Paper
from scrutiny_rag.papers.sentences import block_sentences
from scrutiny_rag.store.analysis import terms

_NAMED = 0.75
"""Share of what the subject's words tell that a paper's label must hold to be the one that is meant."""
_SURE = 0.9
"""A summary of the very paper that was named is an answer."""
_LEAST_WORDS, _MOST_WORDS = 6, 45
_DECISIONS = 2
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.TURN})


def compose(context: Context) -> Composed:
    """Of a paper: what tells most of each of its parts, and what was decided; else the best on the subject."""
    paper = paper_named(context)
    words = max(LONG_WORDS, context.most_words)
    if paper is not None:
        chosen = summary(paper, words)
        if chosen:
            return Composed(tuple(merged(chosen)), listed=True, sure=_SURE, rules=("paper-named",))
    chosen = best_sentences(context.places, words, floor=LONG_FLOOR, a_place=3)
    return Composed(tuple(merged(in_reading_order(chosen))), listed=len(chosen) > 1)


def paper_named(context: Context) -> Paper | None:
    """The one paper whose title, kind, committee, body or file the subject names; None for none or several."""
    catalogue = context.retriever.catalogue()
    asked = set(terms(context.asked.subject))
    if not asked:
        return None
    labels = {i: _label(row.name, row.metadata) for i, row in catalogue.papers.items()}
    held_by = Counter(term for label in labels.values() for term in label & asked)
    # A word that no label holds is what the subject is about beside the paper: it counts as much as a rare one.
    tells = {term: math.log(1 + len(labels) / (held_by.get(term) or 1)) for term in asked}
    total = sum(tells.values())
    shares = {i: sum(tells[term] for term in label & asked) / total for i, label in labels.items()}
    best = max(shares.values(), default=0.0)
    meant = [i for i, share in shares.items() if share == best]
    if best < _NAMED:
        return None
    if len(meant) > 1:
        found = [
            place.hit.passage.paper_id for place in context.places if place.hit.passage.paper_id in meant
        ]
        meant = found[:1] if len(set(found)) == 1 else []
    return context.retriever.paper_by_id(meant[0]) if meant else None


def summary(paper: Paper, most_words: int) -> list[Sentence]:
    """The sentences that tell most of each part of a paper, and its decisions, in the paper's order."""
    sentences = _sentences(paper)
    counts = Counter(term for sentence in sentences for term in set(terms(sentence.text)))
    for sentence in sentences:
        sentence.score = _tells(sentence, counts)
    parts: dict[tuple[object, ...], list[Sentence]] = {}
    for sentence in sentences:
        parts.setdefault(_part(sentence), []).append(sentence)
    decided = [s for s in sentences if s.block.act is Act.RESOLVES][:_DECISIONS]
    chosen: list[Sentence] = []
    left = most_words
    queue = [sorted(part, key=lambda s: -s.score) for part in parts.values()]
    # The longest parts first: a paper spends its words on what matters in it.
    queue.sort(key=lambda part: -sum(s.words for s in part))
    for sentence in [*decided, *(part[n] for n in range(3) for part in queue if n < len(part))]:
        if sentence.words <= left and sentence not in chosen and not repeats(sentence, chosen):
            chosen.append(sentence)
            left -= sentence.words
    return sorted(chosen, key=lambda s: s.char_start)


def _sentences(paper: Paper) -> list[Sentence]:
    found = []
    for block in paper.blocks:
        if block.kind not in _READ:
            continue
        for a, b in block_sentences(paper.text, block):
            sentence = Sentence(paper, block, a, b)
            if _LEAST_WORDS <= sentence.words <= _MOST_WORDS and not sentence.text.endswith("?"):
                found.append(sentence)
    return found


def _tells(sentence: Sentence, counts: Counter[str]) -> float:
    """How much of what a paper speaks of most a sentence holds, by the frequency of its terms (SumBasic)."""
    held = set(terms(sentence.text))
    return sum(math.log(counts[term]) for term in held if counts[term] > 1) / math.sqrt(len(held) + 4)


def _part(sentence: Sentence) -> tuple[object, ...]:
    """What part of its paper a sentence stands in: its section, or where there are none its paragraph or exchange."""
    block = sentence.block
    place: object = block.exchange if block.exchange is not None else block.paragraph or block.char_start
    return (block.heading, place)


def _label(name: str, meta: object) -> set[str]:
    values = [getattr(meta, field, None) for field in ("title", "body", "committee")]
    kind = getattr(getattr(meta, "type", None), "value", "")
    stem = Path(name).stem.replace("-", " ").replace("_", " ")
    return set(terms(" ".join(filter(None, [*values, kind, stem]))))
