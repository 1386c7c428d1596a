"""From a subject to a pack: look, gather, choose, number."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scrutiny_rag.answering.shapes.quote import paper_label
from scrutiny_rag.briefing.choosing import apart, newest
from scrutiny_rag.briefing.figures import Figure, differing, tells_figure
from scrutiny_rag.briefing.gathering import Gathered
from scrutiny_rag.briefing.looking import look
from scrutiny_rag.briefing.model import Briefing, Line, Section
from scrutiny_rag.briefing.numbering import Numbering
from scrutiny_rag.briefing.promised import line_of, promises_on
from scrutiny_rag.briefing.questions import questions
from scrutiny_rag.briefing.rules import DECIDES, GENERAL
from scrutiny_rag.briefing.told import Told
from scrutiny_rag.papers.model import BlockKind, in_words
from scrutiny_rag.promises import Promise
from scrutiny_rag.record.model import ActKind
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.search import HybridRetriever

_DECIDED = frozenset({ActKind.DECIDED, ActKind.VOTED})
_FORMAL = re.compile(
    r"\bminutes\b.{0,120}\b(?:adopted|approved|agreed|signed|correct|confirmed|true)\b|^\W*(?:carried|agreed)\W*$",
    re.IGNORECASE,
)
_LAST, _EARLIER, _EARLIER_A_PAPER, _DECISIONS, _PROMISES, _FIGURES, _DIFFERENCES = 5, 6, 2, 8, 8, 8, 4
_A_PAPER, _ROWS, _LAST_WHOLE = 3, 3, 8
_NEAREST = 2


@dataclass
class _Making:
    """What a pack is made of, while it is made."""

    gathered: Gathered
    promised: list[Promise]
    retriever: HybridRetriever
    whole: bool
    numbering: Numbering = field(default_factory=Numbering)
    taken: list[Told] = field(default_factory=list)

    def take(self, told: Sequence[Told], most: int, a_paper: int) -> list[Told]:
        """The newest of these that no section before has taken."""
        chosen = newest(told, most, a_paper, self.taken)
        self.taken += chosen
        return chosen

    def lines(self, chosen: Sequence[Told]) -> tuple[Line, ...]:
        """A line each."""
        return tuple(self.numbering.line(each) for each in chosen)


def make_briefing(
    subject: str, filters: Filters, retriever: HybridRetriever, register: Callable[[], Sequence[Promise]]
) -> Briefing:
    """A pack on `subject` from the papers that `filters` leave; without a subject on the newest of them, whole.

    Raises InputError where there is neither, and FilterError for a filter that names what the index lacks.
    """
    started = time.perf_counter()
    subject = " ".join(subject.split())
    gathered, whole = look(subject, filters, retriever)
    found = gathered.found
    promised = promises_on("" if whole else subject, gathered, register(), retriever)
    made = _Making(gathered, promised, retriever, whole)
    sections: tuple[Section, ...]
    something = bool(gathered.told or promised)
    sections = _sections(made) if something else _nearest(made)
    return Briefing(
        subject=subject,
        title=_title(subject, filters, gathered),
        status="found" if something else "not_found",
        scope=_scope(made, something),
        filters={name: str(value) for name, value in filters.chosen().items()},
        understood=found.understood,
        sections=sections,
        citations=tuple(made.numbering.citations),
        seconds=round(time.perf_counter() - started, 3),
    )


def _sections(made: _Making) -> tuple[Section, ...]:
    told = made.gathered.told
    on_it = "" if made.whole else " on it"
    promised_places = [(p.paper, p.char_start, p.char_end) for p in made.promised]
    done, rest = apart(told, lambda each: _decides(each) and not _FORMAL.search(each.text))
    done = [each for each in done if not any(each.overlaps(*place) for place in promised_places)]
    rest = [
        each
        for each in rest
        if not _FORMAL.search(each.text) and not any(each.overlaps(*place) for place in promised_places)
    ]
    figures, words = apart(rest, tells_figure)
    words = [each for each in words if each.sentence.block.kind is not BlockKind.ROW]
    a_paper = 6 if made.whole else _A_PAPER
    last, title = _last(made, words, figures)
    last_lines = made.lines(last)
    shown = {each.sentence.paper.name for each in last}
    earlier = made.take([t for t in words if t.sentence.paper.name not in shown], _EARLIER, _EARLIER_A_PAPER)
    dated = any(each.sentence.paper.metadata.date for each in last)
    earlier_sections = () if made.whole and not earlier else (_earlier(made.lines(earlier), dated=dated),)
    decided = made.take(done, _DECISIONS, a_paper)
    decided_lines = tuple(made.numbering.line(each, before=_matter(each)) for each in decided)
    kept = made.promised[:_PROMISES]
    promised_lines = tuple(line_of(each, made.retriever, made.numbering) for each in kept)
    rows, sentences = apart(figures, lambda each: each.sentence.block.kind is BlockKind.ROW)
    listed = made.take(sentences, _FIGURES, a_paper)
    # A row needs its table to be understood: it stands in for sentences, not beside them.
    listed += made.take(rows, max(0, _ROWS - len(listed)), _ROWS)
    figure_lines = made.lines(listed)
    pairs = [pair for pair in differing(told) if not made.whole][:_DIFFERENCES]
    difference_lines = tuple(_differs(newer, older, made.numbering) for newer, older in pairs)
    asked = questions(made.promised, decided, told, pairs, made.retriever, made.numbering)
    return (
        Section(
            key="last",
            title=title,
            lines=last_lines,
            none=f"Nothing said{on_it} is recorded in these papers.",
        ),
        *earlier_sections,
        Section(
            key="decided",
            title="What was decided",
            lines=decided_lines,
            none=f"No decision{on_it} is recorded in these papers.",
        ),
        Section(
            key="promised",
            title=_more("What was promised, and how it stands", len(kept), len(made.promised)),
            lines=promised_lines,
            none=f"No promise or action{on_it} is recorded in these papers.",
        ),
        Section(
            key="figures",
            title="Figures, with their dates",
            lines=figure_lines,
            none="No figures on it were found.",
        ),
        Section(
            key="differences",
            title="Where papers differ",
            lines=difference_lines,
            none="No two papers were found to state the same figure differently.",
        ),
        Section(
            key="questions",
            title="Questions worth asking",
            lines=tuple(asked),
            none=f"The papers leave nothing open{on_it} that could be told from their words.",
        ),
    )


def _decides(each: Told) -> bool:
    """Whether it says what was decided, or what became of what was proposed."""
    told = bool(each.kinds & _DECIDED) or any(act.outcome is not None for act in each.acts)
    return told or bool(DECIDES.search(each.text))


def _earlier(lines: tuple[Line, ...], *, dated: bool) -> Section:
    title, none = ("Before that", "No earlier") if dated else ("In other papers", "No other")
    return Section(key="earlier", title=title, lines=lines, none=f"{none} paper here speaks of it.")


def _last(made: _Making, words: Sequence[Told], figures: Sequence[Told]) -> tuple[list[Told], str]:
    """What the newest paper on the subject says, and the section's title; with its figures where it has little else."""
    every = [*words, *figures]
    if not every:
        return [], "What was said last time"
    day = max(each.day for each in every)
    of_day = [each for each in words if each.day == day]
    paper = (of_day or [each for each in every if each.day == day])[0].sentence.paper
    own = [each for each in of_day if each.sentence.paper is paper]
    if not own:
        own = [each for each in figures if each.sentence.paper is paper]
    most = _LAST_WHOLE if made.whole else _LAST
    others = len({each.sentence.paper.name for each in words}) > 1
    most = most if others else _LAST_WHOLE
    chosen = made.take(own, most, most)
    dated = paper.metadata.date
    return chosen, f"What was said last time, {in_words(dated)}" if dated else "What the papers say"


def _matter(each: Told) -> str:
    """What a decision is on, where its words do not say it themselves."""
    title = (each.title or "").strip(" .:")
    if not title or len(title.split()) > 14 or title.lower() in each.text.lower() or GENERAL.search(title):
        return ""
    return f"On {title}:"


def _differs(newer: Figure, older: Figure, numbering: Numbering) -> Line:
    sides = []
    numbers = []
    for figure in (newer, older):
        number = numbering.number(figure.told.quote)
        numbers.append(number)
        sides.append(
            f"{figure.quantity.printed} in {paper_label(figure.told.sentence.paper)}: “{figure.told.text}” [{number}]"
        )
    return numbering.of("; ".join(sides), tuple(numbers))


def _nearest(made: _Making) -> tuple[Section, ...]:
    """Where nothing was found: the nearest places, as such."""
    near = []
    for place in made.gathered.places[:_NEAREST]:
        best = max(place.sentences, key=lambda s: s.read, default=None)
        if best is not None:
            near.append(Told(best, best.read))
    if not near:
        return ()
    return (
        Section(key="nearest", title="The nearest places, which do not speak of it", lines=made.lines(near)),
    )


def _title(subject: str, filters: Filters, gathered: Gathered) -> str:
    if subject:
        return f"Briefing: {subject}"
    if filters.paper and gathered.told:
        return f"Briefing: {paper_label(gathered.told[0].sentence.paper)}"
    return "Briefing: " + ", ".join(str(value) for value in filters.chosen().values())


def _scope(made: _Making, something: bool) -> str:
    found = made.gathered.found
    searched = "1 paper was" if found.searched == 1 else f"{found.searched:,} papers were"
    if not something:
        return f"Nothing on this was found: {searched} searched. Try other words, or fewer filters."
    days = [each.day for each in made.gathered.told if each.sentence.paper.metadata.date]
    if made.whole:
        papers = {each.sentence.paper.name for each in made.gathered.told}
        return (
            "On 1 paper as a whole."
            if len(papers) == 1
            else f"On the {len(papers)} newest papers as a whole."
        )
    upto = f"; the newest that speaks of it is of {in_words(max(days))}" if days else ""
    told = f"{searched[0].upper()}{searched[1:]} searched{upto}."
    return " ".join(filter(None, (told, found.told)))


def _more(title: str, shown: int, every: int) -> str:
    return f"{title} (the {shown} newest of {every})" if shown < every else title
