"""Numbers the quotes of a pack: the same words are one citation, wherever they are cited."""

from __future__ import annotations

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.answering.shapes.quote import Quote, citation, paper_label
from scrutiny_rag.briefing.model import Line
from scrutiny_rag.briefing.rules import NUMBER, TITLED
from scrutiny_rag.briefing.told import Told
from scrutiny_rag.papers.model import BlockKind

_BULLETS = "\uf0b7\uf0a7•▪·– \t"
"""Signs of lists, as fonts of symbols leave them."""


class Numbering:
    """Citations in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.citations: list[Citation] = []

    def number(self, quote: Quote) -> int:
        """The number of a quote, a new one where it was not cited yet."""
        place = (quote.paper.name, quote.char_start, quote.char_end)
        if place not in self._numbers:
            self._numbers[place] = len(self.citations) + 1
            self.citations.append(citation(quote, len(self.citations) + 1))
        return self._numbers[place]

    def cited(self, paper: str, start: int, end: int) -> int | None:
        """The number of a citation that shares words with a stretch; None where none does."""
        for each in self.citations:
            if each.paper == paper and each.char_start < end and start < each.char_end:
                return each.number
        return None

    def line(self, each: Told, before: str = "", after: str = "") -> Line:
        """A line that quotes `each`, with what code knows of it before and after."""
        number = self.number(each.quote)
        text = " ".join(filter(None, (before, f"{said(each)} [{number}]", after)))
        return self.of(text, (number,), each.quote)

    def of(self, text: str, numbers: tuple[int, ...], quote: Quote | None = None) -> Line:
        """A line of these citations; of the quote's paper where one is given."""
        if quote is None:
            return Line(text=text, citations=numbers)
        day = quote.paper.metadata.date
        return Line(
            text=text,
            citations=numbers,
            paper=quote.paper.name,
            label=paper_label(quote.paper),
            date=day.isoformat() if day else None,
        )


def said(each: Told) -> str:
    """The words as a line of a pack says them: who said them, where that is sure, and the words in quotes."""
    block = each.sentence.block
    if block.kind is BlockKind.ROW:
        return each.text
    who = block.speaker or next((act.who for act in each.acts if act.who and TITLED.search(act.who)), None)
    if block.speaker is None and who is not None and who.split()[-1].lower() in each.text.lower():
        who = None
    return f"{who}: “{unpaired(each.text)}”" if who else f"“{unpaired(each.text)}”"


def unpaired(text: str) -> str:
    """The words without their paragraph's number, and without quotation marks that would double the line's own."""
    text = NUMBER.sub("", text.lstrip(_BULLETS))
    if text.startswith("“") and text.endswith("”") and text.count("“") == text.count("”") == 1:
        return text[1:-1]
    closing = text.endswith("”") and text.count("”") > text.count("“")
    return text[:-1] if closing else text
