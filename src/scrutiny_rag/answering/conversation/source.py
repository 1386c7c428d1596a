"""Who said what was just answered, and in which paper: read from the papers that the answer quoted."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.answering.conversation.forms import Form
from scrutiny_rag.answering.places.acts import block_at
from scrutiny_rag.answering.shapes.quote import Composed, Quote, paper_label
from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.sentences import block_sentences
from scrutiny_rag.record.model import ActKind
from scrutiny_rag.retrieval.search import HybridRetriever

_MOST = 2
"""Quotes of the answer before that are gone into."""
_SAYS = frozenset({ActKind.REPORTED, ActKind.ANSWERED, ActKind.ASKED, ActKind.PROPOSED, ActKind.UNDERTAKEN})


def trace(cited: Sequence[Citation], form: Form, retriever: HybridRetriever) -> Composed | None:
    """What the papers say of where the `cited` quotes come from, each looked up once more.

    None where none of them stands in its paper any longer: the papers may have changed since.
    """
    quotes: list[Quote] = []
    told: list[str] = []
    for old in cited[:_MOST]:
        try:
            paper = retriever.paper(old.paper)
        except ScrutinyError:
            continue
        if paper.text[old.char_start : old.char_end] != old.quote:
            continue
        block = block_at(paper, old.char_start)
        start, end = old.char_start, old.char_end
        if form is Form.SOURCE_WHO:
            who, start = _speaker(paper, old, retriever)
            told.append(f"{who or 'The paper does not name who said it'}, in {paper_label(paper)}")
        else:
            told.append(paper_label(paper))
        quotes.append(Quote(paper, block, max(block.char_start, start), end))
    if not quotes:
        return None
    lacking = () if any("does not name" not in each for each in told) else ("who said it",)
    return Composed(
        tuple(quotes), lead=f"{'; '.join(dict.fromkeys(told))}.", lacking=lacking, rules=(form.value,)
    )


def _speaker(paper: Paper, old: Citation, retriever: HybridRetriever) -> tuple[str | None, int]:
    """Who said a quote, and where the sentence starts that names them."""
    block = block_at(paper, old.char_start)
    if block.speaker:
        role = f" ({block.role})" if block.role else ""
        return f"{block.speaker}{role}", old.char_start
    paper_id = retriever.catalogue().listed.get(old.paper)
    acts = retriever.record(paper_id).acts if paper_id is not None else ()
    over = [
        act
        for act in acts
        if act.kind in _SAYS and act.char_start < old.char_end and old.char_start < act.char_end
    ]
    named = next((act for act in over if act.who), None)
    if named is not None:
        return named.who, min(old.char_start, named.char_start)
    earlier = [
        act
        for act in acts
        if act.who and act.kind in _SAYS and block.char_start <= act.char_start < old.char_start
    ]
    if earlier:
        return earlier[-1].who, earlier[-1].char_start
    first = next(iter(block_sentences(paper.text, block)), None)
    return None, first[0] if first else old.char_start
