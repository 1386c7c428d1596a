"""Transcripts: turns with speaker and role, questions with their answers, stage directions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scrutiny_rag.papers.model import Block, BlockKind
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.acts import act_of
from scrutiny_rag.papers.structure.build import BlockList
from scrutiny_rag.papers.structure.furniture import mark_furniture
from scrutiny_rag.papers.structure.label_forms import mark_times
from scrutiny_rag.papers.structure.labels import Label, one_spelling
from scrutiny_rag.papers.structure.lines import Line, Piece, cut_lines, join_lines
from scrutiny_rag.papers.structure.outline import is_plain_heading
from scrutiny_rag.papers.structure.turn_labels import find_turn_labels

_STAGE = re.compile(
    r"[(\[][^()\[\]]{3,240}[)\]]\.?|\*?(?:the )?(?:meeting|committee|sitting|session|hearing) (?:was |is )?"
    r"(?:began|ended|adjourned|suspended|resumed|reconvened|closed|opened|concluded|rose)\b[^?]{0,160}|"
    # What a Hansard notes of a vote.
    r"(?:the )?(?:question|motion|amendment|clauses?|bill)(?: (?:was|were|is))?(?: accordingly)? (?:put|agreed to|"
    r"negatived|defeated|lost|carried|withdrawn|read (?:a|the) \w+ time)(?:,? and (?:agreed to|negatived|passed))?\.?",
    re.IGNORECASE,
)
_CHAIR = re.compile(
    r"\b(?:chair(?:man|woman|person)?|speaker|mayor|cathaoirleach|convener|presiding officer)\b",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"(?:motion|second(?:ed)?|moved|mover|seconder|ayes?|nays?|noes|yeas?|absent|abstain(?:ed|ing)?|abstentions?|"
    r"recused|excused|result|(?:roll[- ]call )?votes?)(?: made)?(?: by)?\s*:",
    re.IGNORECASE,
)
"""Opens a line that a clerk writes of a vote, after whoever spoke last."""

_SPOKEN = (None, "paragraph", "bullet", "row", "furniture")
_HANDOVER = 400
"""Characters up to which a chair's turn without a question may only be passing the word."""


def find_transcript_blocks(draft: Draft) -> tuple[Block, ...]:
    """The blocks of a transcript, in order and covering every non-space character of `draft.text`.

    A TURN runs from its label to the next, over paragraphs, page marks and page breaks. `speaker` is the name
    that the label prints, without what is in brackets ("The Chair", "Mr. B. Ode"), in the spelling the paper
    uses most; `role` is what is in the brackets, and stays with the name for its later turns, so that every
    turn of "The Chair (Hon. C. Dee):" says who that is. A turn whose label leaves open who speaks has no
    speaker, and never goes to the one above. An exchange begins with a question, or with a chair's
    passing the word, after somebody has answered.
    """
    lines = cut_lines(draft)
    mark_furniture(lines)
    mark_times(lines)
    labels = find_turn_labels(draft, lines)
    spelling = one_spelling(labels)
    starts = {label.char_start: label for label in labels}
    out = BlockList(draft)
    roles: dict[str, str] = {}
    i = _first(lines, starts)
    _add_prose(out, lines[:i])
    while i < len(lines):
        label = starts.get(lines[i].start)
        end = next((j for j in range(i + 1, len(lines)) if lines[j].start in starts), len(lines))
        if label is None:
            _add_prose(out, lines[i:end])
            i = end
            continue
        turn = lines[i:end]
        last = _last_of_turn(turn, label)
        name = spelling[label.name] if label.name is not None else None
        if name is not None and label.role:
            roles[name] = label.role
        piece = Piece(turn[: last + 1], "-")
        out.add(BlockKind.TURN, piece, act=act_of(draft.text[label.speech_start : piece.end], speech=True))
        out.blocks[-1] = replace(
            out.blocks[-1],
            speaker=name,
            role=label.role or roles.get(name or ""),
            speech_start=min(label.speech_start, piece.end),
        )
        _add_prose(out, turn[last + 1 :])
        i = end
    return tuple(_number_turns(draft.text, out.blocks))


def _first(lines: Sequence[Line], starts: dict[int, Label]) -> int:
    return next((i for i, line in enumerate(lines) if line.start in starts), len(lines))


def _last_of_turn(turn: Sequence[Line], label: Label) -> int:
    """Index of the last line that is still the speaker's.

    Stage directions, headings and page marks at the end of a turn are not; in its middle they are where the
    speech goes on below them. A turn that began in a table ends with it.
    """
    inside = ("row", "furniture") if turn[0].kind == "row" else _SPOKEN
    last = next((i for i, line in enumerate(turn) if i and line.kind not in inside), len(turn)) - 1
    while (
        last > 0
        and turn[last].start >= label.speech_start
        and (
            turn[last].kind == "furniture"
            or _STAGE.fullmatch(turn[last].plain)
            or _VOTE.match(turn[last].plain)
            or _is_title(turn, last)
        )
    ):
        last -= 1
    return last


def _is_title(turn: Sequence[Line], i: int) -> bool:
    """Whether the last line before another speaker's label is a heading over what follows."""
    line = turn[i]
    if i != len(turn) - 1 or not line.gap or len(line.plain) > 100 or not line.plain[:1].isalnum():
        return False
    text = line.plain
    if re.match(r"(?:agenda )?item \d|\d{1,2}\.? [A-Z]", text, re.IGNORECASE):
        return text[-1].isalnum()
    before = turn[i - 1].plain
    return line.bold or (text.isupper() and len(text) > 6 and before[-1:] in ".?!")


def _add_prose(out: BlockList, lines: Sequence[Line]) -> None:
    """Add lines that no one speaks: titles, stage directions, page marks, paragraphs."""
    if not lines:
        return
    spoken = bool(out.blocks) and out.blocks[-1].kind is BlockKind.TURN
    pieces = join_lines(lines, lambda line: bool(_STAGE.fullmatch(line.plain)))
    for i, piece in enumerate(pieces):
        kind = piece.mark.kind if piece.mark else None
        if kind == "furniture":
            out.add(BlockKind.FURNITURE, piece)
        elif kind == "row" and piece.mark:
            out.add(BlockKind.ROW, piece, cells=piece.mark.cells)
        elif _STAGE.fullmatch(piece.plain):
            out.add(BlockKind.STAGE, piece)
        elif (
            kind == "heading"
            or _opening_title(out, piece)
            or is_plain_heading(pieces, i, headline=False)
            or piece.bold
        ):
            level = piece.mark.level if piece.mark and piece.mark.level else 1
            out.outline.close(level)
            out.add(BlockKind.HEADING, piece)
            if spoken or kind == "heading":
                out.outline.open(level, piece.plain)
        else:
            out.add(BlockKind.BULLET if kind == "bullet" else BlockKind.PARAGRAPH, piece)


def _opening_title(out: BlockList, piece: Piece) -> bool:
    return len(out.blocks) < 3 and len(piece.plain) <= 160 and piece.plain[-1:] not in ".:;,"


def _number_turns(text: str, blocks: list[Block]) -> list[Block]:
    """`blocks` with the turns' ordinals and exchanges.

    A turn opens a new exchange where it asks and the exchange so far has its answer, or where a chair passes
    the word to someone other than the last speaker.
    """
    turns = [i for i, block in enumerate(blocks) if block.kind is BlockKind.TURN]
    exchange = -1
    asked_by: str | None = None
    answered = True
    numbered = list(blocks)
    for ordinal, i in enumerate(turns):
        block = blocks[i]
        speech = text[block.speech_start or block.char_start : block.char_end]
        following = blocks[turns[ordinal + 1]].speaker if ordinal + 1 < len(turns) else None
        before = blocks[turns[ordinal - 1]].speaker if ordinal else None
        asks = "?" in speech[-600:]
        chair = bool(_CHAIR.search(f"{block.speaker or ''} {block.role or ''}"))
        hands_over = chair and len(speech) < _HANDOVER and following != before
        if exchange < 0 or (answered and (asks or hands_over)):
            exchange += 1
            asked_by = block.speaker if asks else None
            answered = False
        elif asks and asked_by is None and not answered:
            asked_by = block.speaker
        elif (block.speaker is None or block.speaker != asked_by) and not hands_over:
            answered = True
        numbered[i] = replace(block, turn=ordinal, exchange=exchange)
    return numbered
