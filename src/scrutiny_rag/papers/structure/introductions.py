"""Labels that introduce what follows: "RESOLVED:", "REPLY:", "Proposed by A;" with the words they are said of."""

from __future__ import annotations

import re

from scrutiny_rag.papers.structure.item_numbers import read_letter, read_number
from scrutiny_rag.papers.structure.lines import BULLET, LISTED, Line, Piece
from scrutiny_rag.papers.structure.outline import is_capitals, reads_as_title

OPENS = re.compile(
    r"[“\"'‘]?(?:I|we) (?:will|wish to|hereby) (?:move|propose)\b|(?:REPLY|RESPONSE|Reply|Response|ANSWER|"
    r"Answer)\b ?:|"
    r"(?:RESOLVED|RECOMMENDED|ACTIONS?|NOTED|AGREED|DECISION)\b|(?:And )?[Rr]esolved ?(?::|[–—-](?:\s|$))|"
    r"Actions?(?: point)?(?: \d{1,3})? ?(?::|[–—-]\s)|AP ?\d{1,3} ?:|"
    r"(?:It was|Members|The [A-Z]\w+(?: [A-Z]\w+){0,3}) (?:unanimously )?(?:RESOLVED|RECOMMENDED|AGREED|NOTED)\b|"
    r"(?:Proposed|Seconded|PROPOSED|SECONDED) by\b|(?:Notice of [Mm]otion|Question) (?:submitted|from|by)\b|"
    r"(?:NOTICE OF MOTION|QUESTION) (?:SUBMITTED|FROM|BY)\b|Circulated,|On the proposal of\b"
)
SUBMITTED = re.compile(r"(?:notice of motion|question)s? (?:submitted|from|by)\b", re.IGNORECASE)
_LABEL = re.compile(r"[\w .&/()-]{2,50}:")
_DECISION = re.compile(
    r"(?:It was |The \w+ )?(?:RESOLVED|[Rr]esolved|RECOMMENDED|[Rr]ecommended|AGREED)"
    r"(?: (?:unanimously|UNANIMOUSLY))?(?: ?[:–—-]| [Tt]hat| ?[:–—-] ?[Tt]hat:?)"
)
_DECIDES = re.compile(r"(?:and |it was )?(?:resolved|recommended|agreed|decision)\b", re.IGNORECASE)
_HALF_SAID = re.compile(r"(?:(?:Proposed|Seconded) by\b.{0,120}|And)[;,:]?$", re.IGNORECASE)


def opens_piece(line: Line) -> bool:
    """Whether a line of minutes starts a piece of its own whatever stands above it."""
    if OPENS.match(line.plain) or line.plain.isdigit():
        return True
    number = read_number(line.plain)
    if number is None:
        return False
    lettered = number.series[:1].isalpha() or number.word == "minute"
    # "445/2020" may be a statute's number in mid-sentence.
    if not lettered and not (number.series and is_capitals(number.rest)):
        return False
    return reads_as_title(Piece([line], number.rest), numbered=True)


def with_labels(pieces: list[Piece]) -> list[Piece]:
    """`pieces` with "RESOLVED:", "Proposed by A;" and bare labels joined to what they introduce.

    What is resolved in a list stays apart from its label, so that its items are alike.
    """
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before is not None and _introduces(before, piece):
            joined[-1] = before.merged(piece)
        else:
            joined.append(piece)
    return joined


def _introduces(before: Piece, piece: Piece) -> bool:
    if any(p.mark is not None and p.mark.kind != "paragraph" for p in (before, piece)):
        return False
    text = piece.plain
    last = before.lines[-1].plain
    # A reply may be to (a) and (b) of a question; what is resolved in a list is as much in (b) as in (a).
    listed = LISTED.match(text) and (not read_letter(text) or _DECIDES.match(last))
    if BULLET.match(text) or listed or SUBMITTED.match(text):
        return False
    if _DECISION.fullmatch(last):
        return not OPENS.match(text)
    # Only the end of a long block counts, or a paper of nothing but labels would be one block.
    label = bool(_LABEL.fullmatch(last)) and len(before.lines) <= 6 and not LISTED.match(last)
    capitalised = all(word[0].isupper() or word in ("the", "in", "of", "and") for word in last[:-1].split())
    if label and (before.lines[-1].bold or capitalised or OPENS.match(last)):
        return not _LABEL.fullmatch(text) or bool(OPENS.match(text))
    return (
        bool(_HALF_SAID.match(last))
        and (len(last) < 90 or last.endswith((";", ",", ":")))
        and len(before.lines) <= 6
    )
