"""What is said where the papers do not answer: what was searched, what they lack, and what could be asked instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.answering.premises import premise
from scrutiny_rag.english.lexicon import IRREGULAR, SMALL_WORDS
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

_NEAR = 0.35
"""Cosine from which the nearest sentence is near enough to name."""

_FRAME = frozenset(
    "percentage proportion share rate number average compare comparison difference compared".split()
)
"""Words that say what kind of answer is wanted: that no paper holds them says nothing."""

_JOINING = frozenset("of for and the a an in on at to with".split())
"""Small words that may stand within the name of a thing."""

_TIMES = frozenset("last next this year years month months week weeks day days today now time".split())
_WORD = re.compile(r"\w+(?:[’']\w+)*")
_PLURAL = re.compile(r"[^s’']s$")


def refuse(
    asked: Understood,
    candidates: Sequence[Candidate],
    searched: int,
    frequency: Callable[[str], int],
    left_out: str | None = None,
) -> str:
    """The text of a "not in these papers".

    `searched` is how many papers were; `frequency` gives in how many passages an index term stands; `candidates` come
    best first; `left_out` is a sentence on papers that were not searched.
    """
    if not searched:
        said = ["Not in these papers: no paper fits the filters, so none was searched."]
        return " ".join([*said, *([left_out] if left_out else [])])
    count = "1 paper was" if searched == 1 else f"{searched:,} papers were"
    said = [f"Not in these papers: {count} searched, and none answers this."]
    taken = premise(asked, candidates)
    # A paper's body and date are in no passage.
    labels = frozenset[str]().union(*(candidate.held for candidate in candidates))
    unknown = [
        word
        for word in _telling(asked)
        if word != taken and not frequency(stem(word.lower())) and stem(word.lower()) not in labels
    ]
    if unknown:
        listed = " or ".join(f"“{word}”" for word in unknown[:3])
        said.append(f"None of them holds the word {listed}.")
    if taken:
        said.append(f"The question takes “{taken}” for granted; nothing found says so.")
    titles = list(dict.fromkeys(c.paper.metadata.title or c.paper.name for c in candidates))[:2]
    if titles:
        said.append(f"The nearest is {' and '.join(f'“{title}”' for title in titles)}.")
    if left_out:
        said.append(left_out)
    if question := nearest_question(asked, candidates):
        said.append(f"You could ask: {question}")
    return " ".join(said)


def nearest_question(asked: Understood, candidates: Sequence[Candidate]) -> str | None:
    """A question on the same matter that the nearest paper does speak to; None where nothing is near.

    Its topic stands in the nearest sentence or its heading, so that there is something to quote.
    """
    best = next((c for c in candidates if c.features.cosine >= _NEAR), None)
    if best is None:
        return None
    title = best.paper.metadata.title or best.paper.name
    heading = best.block.heading[-1].strip(" .:") if best.block.heading else ""
    asked_terms = set(asked.order)
    if heading and 1 < len(heading.split()) <= 8 and set(terms(heading)) & asked_terms and heading != title:
        return f"What does “{title}” say about “{heading}”?"
    topic = _topic(asked, best)
    return f"What does “{title}” say about {topic}?" if topic else None


def _topic(asked: Understood, best: Candidate) -> str:
    """The stretch of the question that tells most, that the nearest sentence holds and that reads as a thing; or ""."""
    told = _side_by_side([m[0] for m in _WORD.finditer(best.text)])
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(asked.text):
        run = runs[-1]
        low = word[0].lower()
        if run and (
            asked.text[run[-1].end() : word.start()].strip(" -") or _breaks(run[-1][0], word[0], told)
        ):
            run = []
            runs.append(run)
        held = stem(low) in best.stems and low not in STOP_WORDS and not _verbal(word[0])
        if held or (run and low in _JOINING):
            run.append(word)
        else:
            runs.append([])
    for run in runs:
        while run and run[-1][0].lower() in _JOINING:
            run.pop()
        if len(run) > 2 and run[0][0].endswith("ing") and run[1][0].lower() in _JOINING:
            del run[:2]  # "producing the strategy"
    kept = max(
        filter(_reads, runs),
        key=lambda run: sum(asked.telling.get(stem(word[0].lower()), 0.0) for word in run),
        default=[],
    )
    own = any(stem(word[0].lower()) in asked.order for word in kept)
    return re.sub(r"[’']s?$", "", asked.text[kept[0].start() : kept[-1].end()]) if own else ""


def _reads(run: Sequence[re.Match[str]]) -> bool:
    """True for several words, a name or a plural: "crimes", and not "short" or "last year"."""
    if all(word[0].lower() in _JOINING | _TIMES for word in run):
        return False
    return len(run) > 1 or run[0][0][0].isupper() or bool(_PLURAL.search(run[0][0]))


def _breaks(one: str, other: str, told: AbstractSet[tuple[str, str]]) -> bool:
    """True where the words may be noun and verb, "officers work"; "schools officers" stands so in the paper."""
    return bool(_PLURAL.search(one)) and other.lower() not in _JOINING and _pair(one, other) not in told


def _side_by_side(told: Sequence[str]) -> set[tuple[str, str]]:
    return {_pair(one, other) for one, other in pairwise(told)}


def _pair(one: str, other: str) -> tuple[str, str]:
    return stem(one.lower()), stem(other.lower())


def _verbal(word: str) -> bool:
    return word.islower() and ((word.endswith("ed") and len(word) > 4) or IRREGULAR.get(word, word) != word)


def _telling(asked: Understood) -> list[str]:
    """The words of the question that carry it, as written."""
    kept = set(asked.order)
    return list(dict.fromkeys(w for w in words(asked.text) if stem(w.lower()) in kept and _names(w)))


def _names(word: str) -> bool:
    """True for a word that says what a question is about, not how it is put."""
    return len(word) > 2 and word.lower() not in SMALL_WORDS | _FRAME
