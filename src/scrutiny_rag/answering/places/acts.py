"""What the record says happened where the places stand: decisions, undertakings, questions, as sentences to quote."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.models.cross_encoder import CrossEncoder
from scrutiny_rag.papers.model import Block, Paper
from scrutiny_rag.papers.sentences import block_sentences
from scrutiny_rag.record.model import Act, ActKind, Item, LinkKind, Record
from scrutiny_rag.retrieval.search import HybridRetriever

_PLACES = 5
_AN_ITEM = 10
"""Acts of one item that are read, those nearest to the place."""
_PAPERS = 3
_FOLLOWS = frozenset({LinkKind.DECISION, LinkKind.REPLY, LinkKind.ANSWER, LinkKind.STATUS})
_RIGHT_AFTER = 250
"""Characters after a sentence, in its paragraph, within which a decision is on what it tells."""
_PROPOSED_WITHIN, _PROPOSAL_WORDS = 4000, 60
"""Characters before a decision within which a proposal is what it decides, and the words of it that are read."""
_A_PAPER = 14
"""Acts of one paper that are read beyond the items of its places, the last ones: decisions come at the end."""


def add_acts(
    question: str, places: Sequence[Place], kinds: AbstractSet[ActKind], retriever: HybridRetriever
) -> None:
    """Mark the sentences of `places` in which an act of `kinds` happened, and add those of the same items, in place."""
    if not kinds:
        return
    found: dict[tuple[str, int], Sentence] = {
        (place.paper.name, s.char_start): s for place in places for s in place.sentences
    }
    added: list[tuple[Place, Sentence, str]] = []
    lifted: set[tuple[str, int]] = set()
    papers: set[str] = set()
    for place in places[:_PLACES]:
        record = retriever.record(place.hit.passage.paper_id)
        acts = list(acts_around(record, place, kinds))
        if place.paper.name not in papers and len(papers) < _PAPERS:
            papers.add(place.paper.name)
            acts += acts_of_paper(record, kinds)
        for item, act in acts:
            sentence = _sentence(place.paper, act)
            at = (place.paper.name, sentence.char_start)
            if at in lifted:
                continue
            lifted.add(at)
            if at in found:
                found[at].act = act
                continue
            found[at] = sentence
            added.append((place, sentence, f"{item.title or ''}: {_before(place.paper, item, act)}"))
    _read(question, added, retriever.reader)
    for place, sentence, _ in added:
        bisect.insort(place.sentences, sentence, key=lambda s: s.char_start)


def acts_around(record: Record, place: Place, kinds: AbstractSet[ActKind]) -> Iterator[tuple[Item, Act]]:
    """The acts of `kinds` in the items that a place stands in, nearest to it first."""
    row = place.hit.passage
    for item in record.items:
        if item.char_start >= row.char_end or item.char_end <= row.char_start:
            continue
        near = sorted(
            (act for act in item.acts if act.kind in kinds),
            key=lambda act: max(act.char_start - row.char_end, row.char_start - act.char_end, 0),
        )
        yield from ((item, act) for act in near[:_AN_ITEM])


def acts_of_paper(record: Record, kinds: AbstractSet[ActKind]) -> list[tuple[Item, Act]]:
    """The last acts of `kinds` in a paper, with their items."""
    return [(item, act) for item in record.items for act in item.acts if act.kind in kinds][-_A_PAPER:]


def _before(paper: Paper, item: Item, act: Act) -> str:
    """What was proposed last before a decision in its item, in some words: "Carried." alone tells nothing."""
    if act.kind is not ActKind.DECIDED:
        return ""
    proposed = [
        other
        for other in item.acts
        if other.kind is ActKind.PROPOSED and 0 <= act.char_start - other.char_end < _PROPOSED_WITHIN
    ]
    if not proposed:
        return ""
    return " ".join(paper.text[proposed[-1].char_start : proposed[-1].char_end].split()[:_PROPOSAL_WORDS])


def block_at(paper: Paper, offset: int) -> Block:
    """The block that holds `offset`."""
    at = bisect.bisect_right(paper.blocks, offset, key=lambda block: block.char_start)
    return paper.blocks[max(0, at - 1)]


def linked(record: Record, sentence: Sentence) -> list[Sentence]:
    """What the record links with the act in a sentence: the decision on a proposal, the reply to a question."""
    acts = record.acts
    found: list[Sentence] = []
    for act in acts:
        if act.char_start < sentence.char_end and sentence.char_start < act.char_end:
            found += [
                _sentence(sentence.paper, acts[link.act]) for link in act.links if link.kind in _FOLLOWS
            ]
            if act.kind is ActKind.ASKED and not act.links:
                found += _right_after(sentence)
        elif act.kind is ActKind.DECIDED and 0 <= act.char_start - sentence.char_end < _RIGHT_AFTER:
            decided = _sentence(sentence.paper, act)
            found += [decided] if decided.block == sentence.block else []
    return [other for other in found if other.char_start >= sentence.char_end]


def _right_after(sentence: Sentence) -> list[Sentence]:
    """The next sentence of the block: what is told right after a question in minutes is the reply to it."""
    paper, block = sentence.paper, sentence.block
    following = [(a, b) for a, b in block_sentences(paper.text, block) if a >= sentence.char_end]
    return [Sentence(paper, block, *span, sentence.text) for span in following[:1]]


def votes_on(record: Record, sentence: Sentence) -> list[Sentence]:
    """How the decision in a sentence was put to the vote and who voted how, as the record links them, in order."""
    acts = record.acts
    return [
        _sentence(sentence.paper, acts[link.act])
        for act in acts
        if act.kind is ActKind.DECIDED
        and (act.char_start, act.char_end) == (sentence.char_start, sentence.char_end)
        for link in act.links
        if link.kind is LinkKind.VOTE
    ]


def _sentence(paper: Paper, act: Act) -> Sentence:
    sentence = Sentence(paper, block_at(paper, act.char_start), act.char_start, act.char_end)
    sentence.act = act
    return sentence


def _read(question: str, added: Sequence[tuple[Place, Sentence, str]], reader: CrossEncoder | None) -> None:
    if reader is None:
        return
    scores = reader.score(question, [f"{about} {sentence.text}" for _, sentence, about in added])
    for (_, sentence, _), score in zip(added, scores, strict=True):
        sentence.read = float(score)
