"""A turn in a hearing: what was asked, answered, said and undertaken in it."""

from __future__ import annotations

import re

from scrutiny_rag.papers.model import Block, Paper
from scrutiny_rag.papers.sentences import block_sentences
from scrutiny_rag.papers.structure.lines import plain_text
from scrutiny_rag.record.model import Act, ActKind
from scrutiny_rag.record.reading import Context, read_sentence

_ASKS = re.compile(
    r"\?[”\"’')\]]*$|\b(?:can|could|would|will) you (?:\w+ )?(?:tell|explain|say|give|describe|comment|"
    r"outline|talk|provide)\b|"
    r"\b(?:I|we) (?:want|would like|[’']d like|wanted|wonder(?:ed)?) (?:to (?:ask|know|hear|understand)|"
    r"if|whether)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 4
"""A shorter turn passes the word or thanks."""


def read_turn(paper: Paper, block: Block, context: Context, asker: str | None) -> list[Act]:
    """The acts of a turn, in order of their start.

    Its questions are one act, from the first to the last; what the turn says beside them is an answer where
    somebody else, `asker`, has asked in this exchange, and else a statement.
    """
    spans = list(block_sentences(paper.text, block))
    if not spans:
        return []
    context.speaker = block.speaker
    plains = [plain_text(paper.text[a:b]) for a, b in spans]
    acts: list[Act] = []
    asking = [i for i, plain in enumerate(plains) if _ASKS.search(plain)]
    if asking:
        acts.append(
            Act(ActKind.ASKED, spans[asking[0]][0], spans[asking[-1]][1], "question-in-turn", block.speaker)
        )
    rest = [i for i in range(len(spans)) if not asking or i < asking[0] or i > asking[-1]]
    if sum(len(plains[i].split()) for i in rest) >= _LEAST_WORDS and rest:
        answers = asker is not None and asker != block.speaker
        before = [i for i in rest if not asking or i < asking[0]] or rest
        kind = ActKind.ANSWERED if answers else ActKind.REPORTED
        name = "answer-in-turn" if answers else "statement-in-turn"
        acts.append(Act(kind, spans[before[0]][0], spans[before[-1]][1], name, block.speaker))
    for (start, end), plain in zip(spans, plains, strict=True):
        acts += [
            act
            for act in read_sentence(plain, start, end, context)
            if act.kind is ActKind.UNDERTAKEN or act.kind is ActKind.RECOMMENDED
        ]
    acts.sort(key=lambda act: act.char_start)
    if asking:
        # The question comes last, so that the next turn is read as its answer.
        acts.sort(key=lambda act: act.kind is ActKind.ASKED)
    return acts
