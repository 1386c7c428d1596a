"""A person: role and body, where they appear, and what they are on record for."""

from __future__ import annotations

from scrutiny_rag.answering.shapes import passage
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed, paper_label
from scrutiny_rag.papers.model import Paper

_MOST_PAPERS = 3
_SURE = 0.8
"""The role under which somebody speaks in a paper is an answer."""


def compose(context: Context) -> Composed:
    """The best sentences, led by the role under which the papers have the person speak."""
    made = passage.compose(context)
    names = context.retriever.catalogue().speaker_names.named(context.asked.text)
    if not names:
        return made
    name = max(names, key=lambda mention: mention.strength).name
    papers = list({place.paper.name: place.paper for place in context.places}.values())
    speaks = [paper for paper in papers if _role(paper, name) is not None][:_MOST_PAPERS]
    if not speaks:
        return made
    role = next((said for paper in speaks if (said := _role(paper, name))), "")
    where = "; ".join(paper_label(paper) for paper in speaks)
    lead = f"{name}{f', {role}' if role else ''}, speaks in {where}."
    return Composed(made.quotes, lead=lead, sure=_SURE, rules=("speaker-known",))


def _role(paper: Paper, name: str) -> str | None:
    """The role under which `name` speaks in a paper, "" where it gives none; None where they do not speak."""
    turns = [block for block in paper.blocks if block.speaker == name]
    if not turns:
        return None
    return next((block.role for block in turns if block.role), "")
