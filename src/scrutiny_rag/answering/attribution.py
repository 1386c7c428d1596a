"""Who said what was just answered, when and in which paper: read from the papers that the answer quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from scrutiny_rag.answering.answer import Citation, Claim
from scrutiny_rag.answering.evidence import Quote, citation
from scrutiny_rag.answering.followup import Source
from scrutiny_rag.english.reading import read
from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.papers.model import Block, BlockKind, Paper, in_words
from scrutiny_rag.papers.sentences import sentence_spans

_MOST = 3
"""Quotes of the answer before that are gone into."""
_REACH_WORDS = 90
"""How far before a quote the sentence that names its speaker may stand; further off it may be somebody else's."""
_NO_SPEAKER = frozenset(
    "members member committee sub-committee board panel meeting it they he she this that".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """An answer about where the answer before came from."""

    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    text: str
    complete: bool
    """False where a paper does not say what was asked."""


def attribute(
    cited: Sequence[Citation], source: Source, paper_of: Callable[[str], Paper]
) -> Attribution | None:
    """What the papers themselves say of where the `cited` quotes come from, each quote looked up once more.

    None where none of them stands in its paper any longer: the papers may have changed since.
    `paper_of` gives a paper by name and raises ScrutinyError where there is none.
    """
    claims: list[Claim] = []
    citations: list[Citation] = []
    complete = True
    for old in cited[:_MOST]:
        try:
            paper = paper_of(old.paper)
        except ScrutinyError:
            continue
        block = _block(paper, old)
        if block is None or paper.text[old.char_start : old.char_end] != old.quote:
            continue
        speaker, start = block.speaker, old.char_start
        if source is Source.WHO and speaker is None:
            speaker, start = _named_before(paper, block, old)
        new = citation(Quote(paper, block, start, old.char_end, 0.0), len(citations) + 1)
        if any(
            new.paper == c.paper and new.char_start < c.char_end and c.char_start < new.char_end
            for c in citations
        ):
            continue
        complete = complete and _answers(source, speaker, new)
        said = " ".join(new.quote.split())
        claims.append(
            Claim(
                text=f"{_lead(source, speaker, new)}: “{said}” [{new.number}]",
                citations=(new.number,),
                verified=True,
            )
        )
        citations.append(new)
    if not claims:
        return None
    return Attribution(tuple(claims), tuple(citations), "\n\n".join(claim.text for claim in claims), complete)


def _block(paper: Paper, old: Citation) -> Block | None:
    return next((b for b in paper.blocks if b.char_start <= old.char_start < b.char_end), None)


def _named_before(paper: Paper, block: Block, old: Citation) -> tuple[str | None, int]:
    """Who says it by the words of minutes ("Inspector Ellery reported that"), and where that sentence starts."""
    if block.kind is BlockKind.ROW:
        return None, old.char_start  # who is named in a table need not be the one who speaks
    for start, end in reversed(list(sentence_spans(paper.text, block.char_start, old.char_end))):
        if start >= old.char_end or len(paper.text[start : old.char_start].split()) > _REACH_WORDS:
            continue
        sentence = read(" ".join(paper.text[start:end].split()))
        words = [sentence.tokens[i] for i in sentence.speaker]
        if not words:
            continue
        name = sentence.text[words[0].start : words[-1].end]
        if name.lower() in _NO_SPEAKER or not any(word.capital for word in words):
            return None, old.char_start  # "Members heard that": by whom is not said
        return name, min(start, old.char_start)
    return None, old.char_start


def _answers(source: Source, speaker: str | None, cited: Citation) -> bool:
    return bool({Source.WHO: speaker, Source.WHEN: cited.date, Source.WHERE: cited.paper}[source])


def _lead(source: Source, speaker: str | None, cited: Citation) -> str:
    title = cited.title or cited.paper
    where = f"{title}, page {cited.page}" if cited.page and source is Source.WHERE else title
    day = _long(cited.date)
    place = f"{where}, {day}" if day and day not in where else where
    match source:
        case Source.WHO:
            return f"{speaker}, in {place}" if speaker else f"The paper does not name who said it; {place}"
        case Source.WHEN:
            who = f"{speaker}, in " if speaker else ""
            return f"{day}: {who}{where}" if day else f"The paper bears no date; {who}{where}"
        case Source.WHERE:
            return f"{place}, {speaker}" if speaker else place


def _long(iso: str | None) -> str | None:
    """An ISO date as people write it: 9 June 2022."""
    if iso is None:
        return None
    return in_words(date.fromisoformat(iso))
