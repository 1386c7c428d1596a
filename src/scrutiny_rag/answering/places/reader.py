"""The reader over places: passages are put in order, and the sentences of the best ones scored."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.answering.places.acts import add_acts
from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.answering.places.weighing import weigh
from scrutiny_rag.answering.question.asked import Asked
from scrutiny_rag.answering.question.time import When
from scrutiny_rag.models.cross_encoder import CrossEncoder
from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.sentences import block_sentences
from scrutiny_rag.retrieval.found import Found
from scrutiny_rag.retrieval.periods import period_of
from scrutiny_rag.retrieval.results import Finding
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.store.analysis import terms

PASSAGES_READ = 16
"""Passages that the reader puts in order."""
PLACES_READ = 6
"""The best of them, of which the sentences are read one by one."""
_MOST_SENTENCES = 36
_READ_TWICE = 14
"""The best sentences by their own words, which are read again with the sentence before them."""
_SPREAD = 10.0
"""About how far apart the reader's scores lie."""
_NEWEST_GAINS = {When.NOW: 3.0, When.ANY: 1.0}
"""What a place of the newest paper gains over one of the oldest."""
_BESIDE = 1200
"""Characters within which a place stands beside what was cited before."""
_MAY_ANSWER = -3.0
"""Reader's score from which a place may answer."""
_SAME_PAPER, _SAME_PLACE = 1.0, 2.0
_WORD = re.compile(r"[^\W\d_]{2}")
"""What a sentence holds at least: an item's number alone says nothing."""
_UNQUOTED = frozenset({BlockKind.FURNITURE, BlockKind.HEADING, BlockKind.STAGE})


def find_places(
    asked: Asked,
    found: Found,
    retriever: HybridRetriever,
    near: Sequence[Citation] = (),
    question: str | None = None,
) -> list[Place]:
    """The passages that were `found` as places, best first, the sentences of the first ones read and weighed.

    `question` is what was searched, the words of `asked` by default. Newer papers' places gain where what holds now is
    asked for, or no time is named; those beside `near`, what the answer before rests on, gain as well. For a list, an
    overview or a comparison more of them are read.
    """
    question = asked.text if question is None else question
    hits = [hit for hit in found.hits[:PASSAGES_READ] if hit.read is not None] or found.hits[:PLACES_READ]
    places = []
    for hit in hits:
        read = hit.read if hit.read is not None else hit.score
        places.append(Place(hit, retriever.paper_by_id(hit.passage.paper_id), read, read))
    lift_newest(places, asked.when)
    for place in places:
        place.score += _nearness(place, near)
    places.sort(key=lambda place: -place.score)
    best = places[: PLACES_READ * 2 if asked.broad else PLACES_READ]
    read_sentences(question, best, retriever.reader, _MOST_SENTENCES * 2 if asked.broad else _MOST_SENTENCES)
    add_acts(question, best, asked.acts, retriever)
    weigh(asked, question, found.question.telling, places)
    return places


def of_the_meeting(places: Sequence[Place], findings: Sequence[Finding]) -> list[Place]:
    """The places of papers of the date that the question names, where one of them may answer; else all of them.

    "Reported in April" is of April's meeting, not of another that reported the like; a paper without a date stays.
    """
    periods = [period_of(finding.value) for finding in findings if finding.field == "date"]
    if not periods:
        return list(places)

    def within(place: Place) -> bool:
        day = place.paper.metadata.date
        return day is not None and any(period.holds(day) for period in periods)

    if not any(within(place) and place.read > _MAY_ANSWER for place in places):
        return list(places)
    return [place for place in places if place.paper.metadata.date is None or within(place)]


def leave_out(places: Sequence[Place], shown: Sequence[Citation]) -> None:
    """Take the sentences away that `shown` cites already, in place."""
    for place in places:
        cited = [c for c in shown if c.paper == place.paper.name]
        place.sentences = [
            s
            for s in place.sentences
            if not any(s.char_start < c.char_end and c.char_start < s.char_end for c in cited)
        ]


def _nearness(place: Place, near: Sequence[Citation]) -> float:
    row = place.hit.passage
    cited = [c for c in near if c.paper == place.paper.name]
    beside = any(
        row.char_start < c.char_end + _BESIDE and row.char_end > c.char_start - _BESIDE for c in cited
    )
    return _SAME_PAPER * bool(cited) + _SAME_PLACE * beside


def lift_newest(places: Sequence[Place], when: When) -> None:
    """Raise the places of newer papers of one series, of body, committee and kind, in place; the newest the most."""
    gain = _NEWEST_GAINS.get(when, 0.0)
    series: dict[tuple[object, ...], list[Place]] = {}
    for place in places:
        meta = place.paper.metadata
        if gain and meta.date is not None:
            series.setdefault((meta.body, meta.committee, meta.type), []).append(place)
    for group in series.values():
        days = sorted({place.paper.metadata.date for place in group if place.paper.metadata.date})
        for place in group if len(days) > 1 else ():
            assert place.paper.metadata.date is not None
            place.score += gain * days.index(place.paper.metadata.date) / (len(days) - 1)


def read_sentences(
    question: str, places: Sequence[Place], reader: CrossEncoder | None, most: int = _MOST_SENTENCES
) -> None:
    """Read the sentences of `places`, best place first and `most` at most, in place."""
    todo: list[tuple[Place, Sentence]] = []
    seen: set[tuple[str, int]] = set()
    for place in places:
        place.sentences = []
        for sentence in sentences_of(place):
            key = (place.paper.name, sentence.char_start)
            if key not in seen and len(todo) < most:
                seen.add(key)
                place.sentences.append(sentence)
                todo.append((place, sentence))
    if reader is None:
        _by_words(question, todo)
        return
    alone = reader.score(question, [sentence.text for _, sentence in todo])
    ranked = sorted(range(len(todo)), key=lambda at: -float(alone[at]) - todo[at][0].score)
    leaning = [at for at in ranked[:_READ_TWICE] if todo[at][1].before]
    joined = reader.score(question, [f"{todo[at][1].before} {todo[at][1].text}" for at in leaning])
    within = {at: float(score) for at, score in zip(leaning, joined, strict=True)}
    for at, (_, sentence) in enumerate(todo):
        own = float(alone[at])
        sentence.read = (own + within.get(at, own)) / 2


def read_alone(question: str, sentences: Sequence[Sentence], reader: CrossEncoder | None) -> None:
    """Score sentences that stand in no place that was found, in place."""
    if reader is None:
        return
    for sentence, score in zip(sentences, reader.score(question, [s.text for s in sentences]), strict=True):
        sentence.read = sentence.score = float(score)


def sentences_of(place: Place) -> Iterator[Sentence]:
    """The sentences of a place that can be quoted, whole even where the passage cuts them, in order."""
    row = place.hit.passage
    before = ""
    for block in blocks_over(place.paper, row.char_start, row.char_end):
        if block.kind in _UNQUOTED:
            continue
        if block.kind is BlockKind.ROW:
            if not block.cells or all(not name or name == cell for name, cell in block.cells):
                before = ""
                if _heads(place.paper, block):
                    continue
            sentence = Sentence(place.paper, block, block.char_start, block.char_end)
            if sentence.text:
                yield sentence
            before = ""
            continue
        for a, b in block_sentences(place.paper.text, block):
            sentence = Sentence(place.paper, block, a, b, before)
            if b > row.char_start and a < row.char_end and _WORD.search(sentence.text):
                yield sentence
            before = sentence.text


def _heads(paper: Paper, row: Block) -> bool:
    """Whether a row only names the columns of those below it."""
    at = bisect.bisect_left(paper.blocks, row.char_start, key=lambda block: block.char_start)
    below = paper.blocks[at + 1] if at + 1 < len(paper.blocks) else None
    if below is None or below.kind is not BlockKind.ROW or not below.cells:
        return False
    text = paper.text[row.char_start : row.char_end]
    names = [name for name, _ in below.cells if name]
    return bool(names) and all(name in text for name in names)


def blocks_over(paper: Paper, start: int, end: int) -> Iterator[Block]:
    """The blocks of `paper` that `[start, end)` overlaps, in order."""
    at = bisect.bisect_right(paper.blocks, start, key=lambda block: block.char_end)
    for block in paper.blocks[at:]:
        if block.char_start >= end:
            return
        yield block


def _by_words(question: str, todo: Sequence[tuple[Place, Sentence]]) -> None:
    """Without a reader: the share of the question's terms that a sentence holds, where the model's scores would be."""
    asked = set(terms(question))
    for _, sentence in todo:
        share = len(asked & set(terms(sentence.text))) / max(1, len(asked))
        sentence.read = _SPREAD * (share - 0.5)
