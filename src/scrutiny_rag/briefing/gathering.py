"""What the papers tell of a subject: the sentences on it, and what the record says was done about it beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scrutiny_rag.answering.places.acts import block_at, linked
from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.answering.places.reader import sentences_of
from scrutiny_rag.answering.shapes.overview import summary
from scrutiny_rag.answering.shapes.undertaking_rules import subject_terms
from scrutiny_rag.briefing.rules import LEANS, OPENS, stands_alone
from scrutiny_rag.briefing.told import Told
from scrutiny_rag.english.dates import dates
from scrutiny_rag.english.numbers import quantities
from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.sentences import block_sentences
from scrutiny_rag.record.model import Act, ActKind, Item, Record
from scrutiny_rag.retrieval.found import Found, Hit
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.store.analysis import terms

LEAST = -4.0
"""Reader's score from which a sentence speaks of the subject by itself."""
_BELOW = 9.0
"""How far below the best sentence another may stand."""
_READ_FROM = -7.0
"""Reader's score of a passage from which its sentences are read."""
_HITS, _PLACES, _SENTENCES = 60, 20, 72
_REACH, _REACH_NEXT = 500, 200
"""Characters after a sentence on the subject within which what was done is taken to be about it: in its paragraph,
and in the one after."""
_FOLLOWS = 1.5
"""What a sentence's score loses by only following one on the subject."""
DONE = frozenset(
    {
        ActKind.DECIDED,
        ActKind.VOTED,
        ActKind.UNDERTAKEN,
        ActKind.RECOMMENDED,
        ActKind.ANSWERED,
        ActKind.PROPOSED,
    }
)
_ANSWERS = frozenset({ActKind.ANSWERED, ActKind.REPORTED, ActKind.DECIDED, ActKind.UNDERTAKEN, ActKind.NOTED})
_LONGEST_JOINED = 80
_SUMMARY_WORDS = 320
"""Words of a paper that are told of it where it is briefed on whole."""


@dataclass(frozen=True)
class Gathered:
    """What is told of a subject, best first, and where it was looked for."""

    told: tuple[Told, ...]
    found: Found
    papers: frozenset[int]
    """The papers that the search may have looked at, by id."""
    places: tuple[Place, ...] = ()
    """The passages nearest to the subject, best first."""


def gather(subject: str, found: Found, retriever: HybridRetriever) -> Gathered:
    """The sentences of the passages found that speak of `subject`, and the acts right after them."""
    places = _places(subject, found, retriever)
    _read_sentences(subject, places, retriever)
    best = max((s.read for place in places for s in place.sentences), default=LEAST)
    floor = max(LEAST, best - _BELOW)
    told: dict[tuple[str, int], Told] = {}
    for place in places:
        record = retriever.record(place.hit.passage.paper_id)
        for sentence in place.sentences:
            if sentence.read >= floor:
                _add(told, sentence, sentence.read, record)
                for after in _after(sentence, record):
                    _add(told, after, min(sentence.read - _FOLLOWS, sentence.read), record)
    whole = [each for each in told.values() if quotable(each)]
    whole.sort(key=lambda each: -each.score)
    ids = frozenset(hit.passage.paper_id for hit in found.hits)
    return Gathered(tuple(whole), found, ids, tuple(places))


def whole_papers(papers: Sequence[Paper], found: Found, retriever: HybridRetriever) -> Gathered:
    """What tells most of each part of whole papers, and all that was done in them."""
    told: dict[tuple[str, int], Told] = {}
    ids = retriever.catalogue().listed
    for paper in papers:
        record = retriever.record(ids[paper.name])
        for sentence in summary(paper, _SUMMARY_WORDS):
            _add(told, sentence, sentence.score, record)
        for act in record.acts:
            if act.kind in DONE:
                block = block_at(paper, act.char_start)
                _add(told, Sentence(paper, block, act.char_start, act.char_end), 0.0, record)
    whole = sorted(filter(quotable, told.values()), key=lambda each: -each.score)
    return Gathered(tuple(whole), found, frozenset(ids[paper.name] for paper in papers))


def told_of(sentence: Sentence, score: float, record: Record) -> Told:
    """A sentence with the acts in it and its item's title; one that leans takes the sentence before it along."""
    item = item_at(record, sentence.char_start)
    acts = tuple(
        act
        for act in (item.acts if item else ())
        if act.char_start < sentence.char_end and sentence.char_start < act.char_end
    )
    return Told(
        joined(sentence),
        score,
        acts,
        title=item.title if item else None,
        unanswered=item is not None and _unanswered(sentence, acts, item),
    )


def _unanswered(sentence: Sentence, acts: Sequence[Act], item: Item) -> bool:
    """Whether a sentence of minutes only asks, and nothing in its item that answers comes after it."""
    if sentence.block.speaker or not acts or any(act.kind is not ActKind.ASKED or act.links for act in acts):
        return False
    after = (act for act in item.acts if act.char_start >= sentence.char_end)
    return not any(act.kind in _ANSWERS for act in after)


def item_at(record: Record, offset: int) -> Item | None:
    """The item that holds `offset`."""
    return next((item for item in record.items if item.char_start <= offset < item.char_end), None)


def _places(subject: str, found: Found, retriever: HybridRetriever) -> list[Place]:
    """The passages whose sentences are read: those that the reader likes, then those with all the subject's words."""
    wanted = set(subject_terms(subject)) or set(terms(subject))
    places = []
    for hit in found.hits[:_HITS]:
        paper = retriever.paper_by_id(hit.passage.paper_id)
        if hit.read is not None and retriever.reader is not None:
            if hit.read >= _READ_FROM:
                places.append(Place(hit, paper, hit.read, 0.0))
        elif wanted <= set(terms(_text(hit, paper))):
            places.append(Place(hit, paper, 0.0, 0.0))
    return places[:_PLACES]


def _read_sentences(subject: str, places: Sequence[Place], retriever: HybridRetriever) -> None:
    """Score the sentences of the places, each once, the best place's first."""
    seen: set[tuple[str, int]] = set()
    todo: list[Sentence] = []
    for place in places:
        for sentence in sentences_of(place):
            key = (sentence.paper.name, sentence.char_start)
            if key not in seen and len(todo) < _SENTENCES:
                seen.add(key)
                place.sentences.append(sentence)
                todo.append(sentence)
    for sentence, score in zip(todo, on_subject(subject, [s.text for s in todo], retriever), strict=True):
        sentence.read = score


def _text(hit: Hit, paper: Paper) -> str:
    return paper.text[hit.passage.char_start : hit.passage.char_end]


def _add(told: dict[tuple[str, int], Told], sentence: Sentence, score: float, record: Record) -> None:
    key = (sentence.paper.name, sentence.char_start)
    if key not in told or told[key].score < score:
        told[key] = told_of(sentence, score, record)


def _after(sentence: Sentence, record: Record) -> Iterable[Sentence]:
    """What was done about a sentence: its linked acts, acts and figures right after it in the same matter."""
    item = item_at(record, sentence.char_start)
    if item is None:
        return
    yield from (other for other in linked(record, sentence) if other.char_start < item.char_end)
    done = {act.char_start: act for act in item.acts if act.kind in DONE}
    first = True
    for block, start, end in _following(sentence, item):
        text = sentence.paper.text[start:end]
        if block.kind is BlockKind.HEADING or OPENS.search(" ".join(text.split())):
            return
        same = block == sentence.block
        if not same and start - sentence.char_end > _REACH_NEXT:
            return
        tells = _act_within(done, start, end) or (first and same and _figure(text))
        if tells and block.kind is not BlockKind.ROW:
            yield Sentence(sentence.paper, block, start, end)
        first = False


def _following(sentence: Sentence, item: Item) -> Iterable[tuple[Block, int, int]]:
    paper = sentence.paper
    last = min(sentence.char_end + _REACH, item.char_end)
    for ordinal in item.blocks:
        block = paper.blocks[ordinal]
        if block.char_end <= sentence.char_end or block.kind is BlockKind.FURNITURE:
            continue
        if block.char_start >= last or block.speaker != sentence.block.speaker:
            return
        for start, end in block_sentences(paper.text, block):
            if start >= sentence.char_end and start < last:
                yield block, start, end


def _act_within(done: dict[int, Act], start: int, end: int) -> bool:
    return any(start <= at < end for at in done)


def _figure(text: str) -> bool:
    stated = tuple((each.start, each.end) for each in dates(text))
    return bool(stated or quantities(text, stated))


def joined(sentence: Sentence) -> Sentence:
    """With the sentence before it in its block, where it leans on it and both are short enough to be read."""
    if not LEANS.search(sentence.text) or sentence.block.kind is BlockKind.ROW:
        return sentence
    before = None
    for start, _ in block_sentences(sentence.paper.text, sentence.block):
        if start >= sentence.char_start:
            break
        before = start
    if before is None:
        return sentence
    both = Sentence(sentence.paper, sentence.block, before, sentence.char_end, read=sentence.read)
    return both if both.words <= _LONGEST_JOINED else sentence


def quotable(each: Told) -> bool:
    """Whether it can be shown by itself."""
    sentence = each.sentence
    if sentence.block.kind is BlockKind.ROW:
        return (
            len(sentence.block.cells) > 1
            and sentence.words <= _LONGEST_JOINED
            and any(c.isalpha() for c in sentence.text)
        )
    if LEANS.search(sentence.text) and not each.kinds & DONE:
        return False
    return stands_alone(sentence.text, act=bool(each.kinds & DONE))


def on_subject(subject: str, texts: Sequence[str], retriever: HybridRetriever) -> list[float]:
    """How well each text speaks of the subject, by the reader; without one by the share of its words."""
    if not texts:
        return []
    if retriever.reader is not None:
        return [float(score) for score in retriever.reader.score(subject, list(texts))]
    wanted = set(terms(subject))
    return [10.0 * (len(wanted & set(terms(text))) / max(1, len(wanted)) - 0.5) for text in texts]
