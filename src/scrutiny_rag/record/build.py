"""The record of a paper, made of its blocks."""

from __future__ import annotations

import re
from dataclasses import replace

from scrutiny_rag.papers.model import Block, BlockKind, Paper, PaperType
from scrutiny_rag.papers.sentences import block_sentences
from scrutiny_rag.papers.structure.lines import plain_text
from scrutiny_rag.record.divisions import divisions
from scrutiny_rag.record.due import find_due, read_due
from scrutiny_rag.record.items import Stretch, find_items
from scrutiny_rag.record.leads import Lead, read_lead
from scrutiny_rag.record.links import with_links
from scrutiny_rag.record.model import Act, ActKind, Item, Record
from scrutiny_rag.record.people import People
from scrutiny_rag.record.reading import Context, outcome_of, read_sentence
from scrutiny_rag.record.rows import read_row
from scrutiny_rag.record.rules import Text
from scrutiny_rag.record.speech import read_turn
from scrutiny_rag.record.votes import with_names

_TEXTS = {
    PaperType.MINUTES: Text.MINUTES,
    PaperType.AGENDA: Text.MINUTES,
    PaperType.ACTION_LIST: Text.MINUTES,
    PaperType.TRANSCRIPT: Text.SPEECH,
    PaperType.STRATEGY: Text.PROSE,
    PaperType.REPORT: Text.PROSE,
    PaperType.ARTICLE: Text.PROSE,
    PaperType.UNKNOWN: Text.WRITTEN,
}
_LEADING_MARKS = re.compile(r"[\s·•▪◦‣●○■□➢✓❖\uf0b7\uf0a7\uf0d8\uf02d*_|>-]+")
_WHOLE_BLOCK = frozenset({"will-move", "answered"})
_LABELLED_REPLY = re.compile(
    r"\W*(?:REPLY|RESPONSE|ANSWER|Reply|Response|Answer)\b ?:|\W*[“\"'‘]?(?:I|We|we) (?:will|wish|hereby|"
    r"propose|move)\b"
)
# What an action beside initials is told with.
_AHEAD = re.compile(r"\b(?:planned|would|will|to|should|suggested|agreed|asked|proposed|needs?)\b")
_UNLIKELY = re.compile(r"\bunlikely\b")
_SETTLED = frozenset({ActKind.DECIDED, ActKind.VOTED, ActKind.NOTED})
_OVER = re.compile(r"\b(?:was|were|had|has|have)\b(?!.*\b(?:to|will|would)\b)")
# "4. RESOLVED to ..." is resolved as much.
_LIST_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+")
_LABEL = 60
"""Characters of a label that stands over a sentence of the same block, at most."""
_SHORTEST = 3
"""Words of a list's item that says something."""


def record_of(paper: Paper) -> Record:
    """The items of a paper and the acts in each, in order; the same paper always gives the same record.

    An act's offsets are of whole sentences, without the list sign or emphasis before them.
    """
    reader = _Reader(paper)
    return Record(tuple(with_links([reader.item(stretch) for stretch in find_items(paper)])))


class _Reader:
    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._text = paper.text
        self._people = People(paper)
        self._kind = _TEXTS[paper.metadata.type]
        self._lead: Lead | None = None
        self._fresh = False
        """Whether the block before said what `_lead` is."""
        self._asker: str | None = None

    def item(self, stretch: Stretch) -> Item:
        """One item with its acts."""
        blocks = [self._paper.blocks[i] for i in stretch.blocks]
        context = Context(self._people, self._kind, self._paper.metadata.date)
        acts: list[Act] = []
        self._lead = self._asker = None
        for block in blocks:
            self._take(block, context, acts)
        acts = _with_divisions(acts, self._text, blocks[0].char_start, blocks[-1].char_end)
        return Item(
            stretch.number, stretch.title, blocks[0].char_start, blocks[-1].char_end,
            tuple(acts), stretch.blocks,
        )  # fmt: skip

    def _take(self, block: Block, context: Context, acts: list[Act]) -> None:
        match block.kind:
            case BlockKind.FURNITURE | BlockKind.STAGE:
                return
            case BlockKind.HEADING:
                plain = plain_text(self._text[block.char_start : block.char_end])
                self._lead = read_lead(f"{plain}:", None) if len(plain) < 60 else None
                self._fresh = True
                if self._lead and self._lead.kind is ActKind.REPORTED:
                    self._lead = None
            case BlockKind.ROW:
                self._row(block, context, acts)
            case BlockKind.TURN:
                acts += read_turn(self._paper, block, context, self._asker)
                if acts and acts[-1].kind is ActKind.ASKED:
                    self._asker = acts[-1].who or "?"
            case _:
                self._prose(block, context, acts)

    def _prose(self, block: Block, context: Context, acts: list[Act]) -> None:
        listed = block.kind is BlockKind.BULLET or block.paragraph is not None
        lead = self._lead
        if not listed:
            # A bare label may stand right over one paragraph; a list's words hold for its items alone.
            lead = lead if lead and self._fresh and lead.kind is not ActKind.REPORTED else None
            self._lead = None
        self._fresh = False
        if self._names_of_vote(block, acts):
            return
        first = len(acts)
        spans = list(block_sentences(self._text, block))
        plain = ""
        above: Lead | None = (
            None  # what a label within the block says of the sentence under it: "And Resolved:"
        )
        for start, end in spans:
            plain = _LIST_NUMBER.sub("", plain_text(self._text[start:end]))
            if self._people.are_initials(plain):
                self._give(plain, acts, first)
                continue
            start, end = self._trimmed(start, end)
            if start == end:
                continue
            found = read_sentence(plain, start, end, context)
            heading = lead or above
            acts += self._listed(found, heading, plain, start, end, context) if heading else found
            above = read_lead(plain, None) if len(plain) < _LABEL and plain.endswith(":") else None
            if above and above.kind is not ActKind.DECIDED:
                above = None
            if not found and not lead and context.speaker and len(acts) > first and self._kind & Text.MINUTES:
                # What follows in the paragraph of somebody's report is still that report.
                acts.append(Act(ActKind.REPORTED, start, end, "goes-on", context.speaker))
        if len(acts) > first and acts[first].rule in _WHOLE_BLOCK and len(spans) > 1:
            self._widen(acts, first, spans)
        who = context.speaker if len(acts) > first else None
        opened = read_lead(plain, who)
        if opened is not None:
            self._lead, self._fresh = opened, True

    def _names_of_vote(self, block: Block, acts: list[Act]) -> bool:
        """Take a block of names under "For (13)" to the vote that it belongs to; whether it is one."""
        if not acts or acts[-1].kind is not ActKind.VOTED or acts[-1].votes is None:
            return False
        named = with_names(acts[-1].votes, plain_text(self._text[block.char_start : block.char_end]))
        if named is not None:
            acts[-1] = replace(acts[-1], votes=named, char_end=block.char_end)
        return named is not None

    def _listed(
        self, found: list[Act], lead: Lead, plain: str, start: int, end: int, context: Context
    ) -> list[Act]:
        """The acts of a list's item, of which the words before the list hold."""
        own = {act.kind for act in found}
        labelled = any(act.rule == "action-label" for act in found)
        if len(plain.split()) < _SHORTEST or lead.kind in own or labelled:
            return found
        if lead.kind in (ActKind.REPORTED, ActKind.NOTED, ActKind.ASKED, ActKind.ANSWERED):
            telling = own - {ActKind.REPORTED}
            if telling or (lead.kind is ActKind.REPORTED and lead.who is None):
                return [act if act.who else replace(act, who=lead.who) for act in found]
            who = next((act.who for act in found if act.who), lead.who)
            return [Act(lead.kind, start, end, "listed", who)]
        if lead.kind is ActKind.DECIDED and ActKind.RECOMMENDED in own:
            return found
        if lead.kind is ActKind.UNDERTAKEN and _OVER.search(plain):
            return found
        due = find_due(plain, context.meeting)
        act = next((act for act in found if act.kind is ActKind.UNDERTAKEN), None)
        return [
            Act(
                lead.kind, start, end, "listed", lead.who,
                act.owner if act else lead.who if lead.kind is ActKind.UNDERTAKEN else None,
                due.day if due else None, due.text if due else None,
                outcome=outcome_of(plain) if lead.kind is ActKind.DECIDED else None,
            )
        ]  # fmt: skip

    def _row(self, block: Block, context: Context, acts: list[Act]) -> None:
        row = read_row(block)
        if row is None:
            cells = [cell for _, cell in block.cells]
            if len(cells) == 1 and self._people.are_initials(cells[0]):
                self._give(cells[0], acts, 0)
            elif len(cells) <= 2:
                for start, end in [self._trimmed(block.char_start, block.char_end)]:
                    if start < end:
                        acts += read_sentence(plain_text(self._text[start:end]), start, end, context)
            return
        kind = ActKind.RECOMMENDED if row.title.lower().startswith("recommend") else ActKind.UNDERTAKEN
        start, end = self._cell(block, row.action)
        due = (
            read_due(row.due, context.meeting)
            if row.due
            else find_due(" ".join(row.action.split()), context.meeting)
        )
        owner = self._people.spelt(" ".join(row.owner.split())) if row.owner else None
        acts.append(
            Act(kind, start, end, "row", None, owner, due.day if due else None, due.text if due else None)
        )
        if row.status:
            acts.append(Act(ActKind.REPORTED, *self._cell(block, row.status), "row-status"))

    def _cell(self, block: Block, cell: str) -> tuple[int, int]:
        """Where a cell stands; its whole row where the row's text holds it in other words."""
        at = self._text.find(cell, block.char_start, block.char_end)
        return (at, at + len(cell)) if at >= 0 else (block.char_start, block.char_end)

    def _give(self, initials: str, acts: list[Act], first: int) -> None:
        """Give the action beside which initials stand in the margin to whom they name."""
        owner = self._people.spelt(initials.strip(" .|"))
        for i in range(len(acts) - 1, first - 1, -1):
            if acts[i].kind is ActKind.UNDERTAKEN:
                if acts[i].owner is None:
                    acts[i] = replace(acts[i], owner=owner)
                return
        for i in range(len(acts) - 1, first - 1, -1):
            act = acts[i]
            if (
                act.kind not in _SETTLED
                and not _UNLIKELY.search(self._text, act.char_start, act.char_end)
                and _AHEAD.search(self._text, act.char_start, act.char_end)
            ):
                acts[i] = replace(act, kind=ActKind.UNDERTAKEN, rule="initials-in-margin", owner=owner)
                return

    def _widen(self, acts: list[Act], first: int, spans: list[tuple[int, int]]) -> None:
        """Make a motion or a labelled reply one act over all sentences of its block."""
        act = acts[first]
        if _LABELLED_REPLY.match(plain_text(self._text[act.char_start : act.char_end])):
            acts[first] = replace(act, char_end=spans[-1][1])
            acts[first + 1 :] = [
                each for each in acts[first + 1 :] if each.kind not in (ActKind.REPORTED, ActKind.PROPOSED)
            ]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A sentence without the list sign or emphasis around it."""
        if match := _LEADING_MARKS.match(self._text, start, end):
            start = match.end()
        while end > start and self._text[end - 1] in "*_ \n|":
            end -= 1
        return start, end


def _with_divisions(acts: list[Act], text: str, start: int, end: int) -> list[Act]:
    """The acts of an item with its divisions, in place of what was read of their lines one by one."""
    found = list(divisions(text, start, end))
    kept = [
        act
        for act in acts
        if not any(d.char_start < act.char_end and act.char_start < d.char_end for d in found)
    ]
    return sorted([*kept, *found], key=lambda act: act.char_start) if found else acts
