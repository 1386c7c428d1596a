"""Who was at a meeting: those it lists as present, and those who speak in it."""

from __future__ import annotations

from scrutiny_rag.answering.shapes.context import LONG_WORDS, Context
from scrutiny_rag.answering.shapes.quote import Composed, Quote
from scrutiny_rag.english.rule import rule
from scrutiny_rag.papers.model import Block, BlockKind, Paper

ASKS = rule(
    "attendance",
    r"\bwho (?:all )?(?:attended|was (?:there|present|in attendance|at the)|were (?:there|present|"
    r"at the)|came to|turned up|sent apologies)\b|"
    r"\bwho (?:was|were) absent\b|\bapologies\b",
    ("who attended the March meeting", "who was at the July meeting", "any apologies"),
    ("who was at fault", "what was the school attendance rate"),
)
_LISTS = rule(
    "attendance-listed",
    r"^\W*(?:also )?(?:present|in attendance|attend(?:ance|ing|ees)|members present|"
    r"councillors present|apologies|absent|officers)\b",
    ("Present: Councillors Ash and Birch", "IN ATTENDANCE", "Apologies for absence"),
    ("The present position",),
)
_MOST_BLOCKS = 12


def compose(context: Context) -> Composed:
    """The lines that list who was there, of the paper that comes first; who speaks in it, where it lists nobody."""
    if not context.places:
        return Composed(())
    paper = context.places[0].paper
    quotes: list[Quote] = []
    words = 0
    for block in _listing(paper):
        quote = Quote(paper, block, block.char_start, block.char_end)
        words += len(quote.text.split())
        if words > LONG_WORDS:
            break
        quotes.append(quote)
    speakers = list(dict.fromkeys(block.speaker for block in paper.blocks if block.speaker))
    lead = f"Speaking in it: {', '.join(speakers)}." if speakers else None
    if not quotes and speakers:
        first = next(block for block in paper.blocks if block.speaker)
        quotes = [Quote(paper, first, first.char_start, min(first.char_end, first.char_start + 200))]
    return Composed(tuple(quotes), lead=lead, sure=0.7 if quotes else None, rules=(ASKS.name,))


def _listing(paper: Paper) -> list[Block]:
    """The blocks that list who was there: one that says so, and those that follow it up to the next heading."""
    found: list[Block] = []
    listing = False
    for block in paper.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        text = paper.text[block.char_start : block.char_end].strip("*_# ")
        if _LISTS.search(text):
            listing = True
            if block.kind is not BlockKind.HEADING:
                found.append(block)
        elif block.kind is BlockKind.HEADING or len(found) >= _MOST_BLOCKS:
            if found:
                break
            listing = False
        elif listing:
            found.append(block)
    return found


ALL_RULES = (ASKS, _LISTS)
