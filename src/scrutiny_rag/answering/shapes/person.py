"""A person: role and body, where they appear, and what they are on record for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.places.reader import read_alone
from scrutiny_rag.answering.shapes.choosing import best_sentences
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged, paper_label
from scrutiny_rag.english.lexicon import ROLES, SMALL_WORDS
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.sentences import block_sentences

_MOST_PAPERS = 3
_INTRODUCTIONS = 2
_MOST_READ = 24
"""Introductions of which the best are chosen."""
_LEAST_WORDS = 6
"""Of a sentence that tells anything of the one who says it."""
_SURE = 0.8
"""The role under which somebody speaks or is introduced in a paper is an answer."""
_COURTESIES = frozenset("lord lady sir dame dr mr mrs ms".split())
_ROLE = (
    rf"(?:{'|'.join(sorted(ROLES - _COURTESIES))}|prosecutor|executive|head|member|spokes\w+|mayor|minister)"
)
_ASKING = re.compile(
    r"^\W*who(?:'?s| is| was)\W+|\W+who(?:'?s| is| was)\W+(?:he|she|that|this|they)?\W*$|\W+$", re.I
)


def compose(context: Context) -> Composed:
    """Who introduces the person, and the best other sentences, led by the role under which they speak."""
    name = _ASKING.sub("", context.asked.text)
    papers = list({place.paper.name: place.paper for place in context.places}.values())
    introduced = introductions(papers, name)
    read_alone(context.asked.text, introduced, context.retriever.reader)
    introduced = sorted(introduced, key=lambda s: -s.score)[:_INTRODUCTIONS]
    shown = {(s.paper.name, s.char_start) for s in introduced}
    left = context.most_words - sum(sentence.words for sentence in introduced)
    others = [
        s
        for s in best_sentences(context.places, left)
        if (s.paper.name, s.char_start) not in shown and _tells(s, name, introduced=bool(introduced))
    ]
    quotes = tuple(merged(in_reading_order([*introduced, *others])))
    sure = _SURE if introduced else None
    named = context.retriever.catalogue().speaker_names.named(context.asked.text)
    if not named:
        return Composed(quotes, sure=sure, rules=("introduced",) if introduced else ())
    speaker = max(named, key=lambda mention: mention.strength).name
    speaks = [paper for paper in papers if _role(paper, speaker) is not None][:_MOST_PAPERS]
    if not speaks:
        return Composed(quotes, sure=sure, rules=("introduced",) if introduced else ())
    role = next((said for paper in speaks if (said := _role(paper, speaker))), "")
    where = "; ".join(paper_label(paper) for paper in speaks)
    lead = f"{speaker}{f', {role}' if role else ''}, speaks in {where}."
    return Composed(quotes, lead=lead, sure=_SURE, rules=("speaker-known",))


def introductions(papers: Sequence[Paper], name: str) -> list[Sentence]:
    """The sentences of `papers` that say in one breath who `name` is, none twice.

    "We welcome Ruth Carr, who is Chief Officer", "the Chair, Councillor Carr": a role beside the last part of the name.
    """
    if not name.split():
        return []
    last = name.split()[-1]
    near = re.escape(last)
    says = re.compile(
        rf"\b{_ROLE}\b(?: (?:for|of) [\w’' ]{{2,40}})?[,:]? (?:\w[\w’'.-]* ){{0,3}}{near}\b"
        rf"|\b{near}\b(?:,| \(|,? who is| is| was| –| -) ?(?:(?:[\w’'-]+,? ){{0,5}})\b{_ROLE}\b",
        re.IGNORECASE,
    )
    found: dict[str, Sentence] = {}
    for paper in papers:
        for block in paper.blocks:
            if last.lower() not in paper.text[block.char_start : block.char_end].lower():
                continue
            for start, end in block_sentences(paper.text, block):
                sentence = Sentence(paper, block, start, end)
                if says.search(sentence.text) and not _another(sentence.text, name):
                    found.setdefault(" ".join(sentence.text.split()), sentence)
    return list(found.values())[:_MOST_READ]


def _another(text: str, name: str) -> bool:
    """Whether only another person of that last name is spoken of: Ben Carr is not Ruth Carr."""
    *first, last = name.lower().split()
    before = re.findall(rf"([\w’'-]+)\.? {re.escape(last)}\b", text, re.IGNORECASE)
    mine = {*first, *ROLES, *SMALL_WORDS}
    return bool(first and before) and all(w[0].isupper() and w.lower() not in mine for w in before)


def _tells(sentence: Sentence, name: str, *, introduced: bool) -> bool:
    """Whether a sentence tells something of `name`: it speaks of them; else, if nothing does, says some words."""
    if name.split() and name.split()[-1].lower() in sentence.text.lower():
        return True
    return not introduced and sentence.words >= _LEAST_WORDS


def _role(paper: Paper, name: str) -> str | None:
    """The role under which `name` speaks in a paper, "" where it gives none; None where they do not speak."""
    turns = [block for block in paper.blocks if block.speaker == name]
    if not turns:
        return None
    return next((block.role for block in turns if block.role), "")
