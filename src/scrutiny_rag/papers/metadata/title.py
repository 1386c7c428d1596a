"""What a paper is called: its own title, not the name of who issued it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from scrutiny_rag.papers.dates import find_dates
from scrutiny_rag.papers.metadata.casing import title_case
from scrutiny_rag.papers.metadata.head import cleaned, is_business
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.lines import HANGING, Line

# A line that says what sort of thing follows is no title where another line can be.
_KICKER = re.compile(
    r"(?:agenda item|notice of (?:an? )?(?:public )?meeting|agenda and (?:draft )?minutes|analysis|"
    r"news|opinion|"
    r"feature|comment|(?:draft |unapproved )?minutes|report|agenda|transcript|skip to .*|item no\.?|public|"
    r"part [12])\W*",
    re.IGNORECASE,
)
_NAMED_PAPER = re.compile(
    r"(?:(?:draft|confirmed|unconfirmed|unapproved|public|non-confidential) )?(?:digest of the )?"
    r"(?:transcript|minutes|agenda|summary list|action list|report|notes) (?:of|for|to|from)\b(?! ?:)",
    re.IGNORECASE,
)
# A meeting without its name: "Minutes of the meeting".
_NAMELESS = re.compile(
    r"(?:draft |confirmed )?(?:minutes|agenda|notes) (?:of|for) (?:an? |the )?(?:[a-z]+ )?meeting",
    re.IGNORECASE,
)
_TITLE_ENDS = re.compile(
    r"\s+(?:was )?h[el]{1,2}d\b.*|,? on (?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*",
    re.IGNORECASE | re.DOTALL,
)
# The cover of a report names its parts.
_LABELLED = re.compile(
    r"(?:(?:report )?title|subject)(?: of (?:the )?report)? ?: ?(?P<title>\w.{3,})", re.IGNORECASE
)
_LABEL_ALONE = re.compile(r"(?:(?:report )?title|subject)(?: of (?:the )?report)? ?:", re.IGNORECASE)
_LABEL = re.compile(r"[A-Z][\w /]{2,30} ?(?::|no\b)|:")
_BARE_MARKS = re.compile(r"^(?:&nbsp;|[\s•·▪●○*#>-])+|(?:&nbsp;|[\s|*])+$")
# Lines of a head that say something else of the paper.
_ABOUT = re.compile(
    r"(?:members |councillors )?present\b.*|in attendance\b.*|(?:members|councillors|apologies|date|"
    r"time|venue|to|from|"
    r"author|contact|wards?|chair|report (?:of|to|from|by)) ?:.*",
    re.IGNORECASE,
)
_MEETING_LABEL = re.compile(r"^(?:meeting|committee) ?: ?(?=\w)", re.IGNORECASE)
_BESIDE_DATE = re.compile(
    r"\b(?:\w+day|on|at|the|commencing|starting|to|noon|midday|hours|hrs|[ap]\.? ?m)\b|[\W\d]", re.IGNORECASE
)
# Letterheads, what a picture is called, marks of pages and lists, labels: no paper is called so.
_NO_TITLE = re.compile(
    r"[\[!•·▪●○*|#]|.*(?:\||\bsuite \d|\bphone\b|\bfax\b|\btel(?:ephone)?\b ?[:.]|@|www\.|https?:|"
    r"[A-Z][a-z]+,? [A-Z]{2},? \d{5}).*|state ?of [A-Z]\w+$|county of \w+$|"
    r"(?:agenda )?items?\b(?: no\.?)? ?[A-Z\divx.() -]{1,9}$|\d{1,6} (?:[\w.]+ ){1,4}(?:street|st|"
    r"road|rd|avenue|ave|way|drive|"
    r"lane|blvd|boulevard|place|square)\b.{0,60}|(?:un)?restricted(?: items)?$|(?:part|page|item|"
    r"table|figure) \w{1,4}$|"
    r"[\d\W]*(?:(?:19|20)\d\d)?[\d\W]*|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december),? (?:19|20)\d\d|"
    r".{1,3}|(?:\S{1,2} ){1,3}\S{1,2}",
    re.IGNORECASE,
)
# What makers of files write by themselves, and words that any paper could have for its name.
_MADE_BY_SOFTWARE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|pdf|xlsx?|pptx?|rtf|odt)|untitled.*|"
    r"document\d*|word document|"
    r"(?:executive )?decision|slide \d+|powerpoint presentation|template|none|null|print|.*\btemplate|"
    r"[\W\d_]*",
    re.IGNORECASE,
)
# A meeting's name that any body's could have.
_ANY_MEETING = re.compile(
    r"(?:the|an?|of|and|for|from|draft|final|revised|unapproved|approved|adopted|official|public|"
    r"notice|minutes?|agenda|record|notes|"
    r"transcript|verbatim|hansard|meetings?|full|regular|special|general|ordinary|extraordinary|monthly|"
    r"annual|board|council|"
    r"city|town|village|commission|trustees|directors?|director’s|education|supervisors|commissioners|"
    r"summary|action|agm|session|"
    r"part|\w+day|[\W\d]|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|at|on|[ap]m|st|nd|rd|th|2o\d\d)+",
    re.IGNORECASE,
)
_OF_MEETING = re.compile(
    r"\b(?:minut\w*|agenda|meeting|committee|sub-?committee|panel|board|council|commission|forum|"
    r"cabinet|agm|hearing|"
    r"notes|proceedings|session|conference|workshop|assembly|parliament|authority|group|review|report|"
    r"pc|spc|jpc|district|"
    r"borough|executive|summit|partnership|trust)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\b(?:was|were|met|called)\b(?! held)")
_SAID = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}: ?\w")
_AGENDA_ITEM = re.compile(
    r"agenda ?item (?P<number>[A-Z]{0,2}[-.]{0,2}\d{0,3}[A-Z]?)(?: ?[-–:].*)?", re.IGNORECASE
)
_KIND = {PaperType.MINUTES: "Minutes", PaperType.AGENDA: "Agenda", PaperType.TRANSCRIPT: "Transcript"}
_SALUTATION = re.compile(r"dear \w.*", re.IGNORECASE)
_HEAD_LINES = 6
_COVER_LINES = 14
_WORD_A_LINE = 16
_LONGEST = 240
_FEW_WORDS = 2


def find_title(
    draft: Draft,
    lines: Sequence[Line],
    opening: Sequence[str],
    type_: PaperType,
    body: str | None,
    committee: str | None,
) -> str | None:
    """What the paper is called; None where it has no title.

    `lines` are all of its lines, `opening` the first that say something; `body` and `committee` are what it
    names as its own: their names alone are a title only where nothing else is.
    """
    if type_ not in (PaperType.MINUTES, PaperType.TRANSCRIPT) and (labelled := _labelled(opening)):
        return labelled
    title = _found_title(draft, lines, opening, type_, body, committee)
    if title is not None:
        title = _BARE_MARKS.sub("", title).strip()
    composed = _composed(type_, body, committee, [*opening[:_COVER_LINES], *_running(draft)])
    unlike = type_ is not PaperType.TRANSCRIPT and title is not None and not _OF_MEETING.search(title)
    if draft.format == "captions" and title is not None and _SAID.match(title):
        # The first words that somebody says.
        title = None
    if composed and (title is None or unlike or _says_no_name(title) or _names(title, body)):
        return composed
    if title is None or _NO_TITLE.fullmatch(title):
        running = (
            line for line in _running(draft) if _can_be_title(line) and not _ANY_MEETING.fullmatch(line)
        )
        return composed or next(running, None)
    return title


def _says_no_name(title: str) -> bool:
    """Whether what stands for a title is any meeting's, its first business, a sentence or what somebody says."""
    return bool(
        _ANY_MEETING.fullmatch(title)
        or _NO_TITLE.fullmatch(title)
        or is_business(title)
        or _SENTENCE.search(title)
        or _SAID.match(title)
    )


def _composed(type_: PaperType, body: str | None, committee: str | None, lines: Sequence[str]) -> str | None:
    """What a person would call a paper of a meeting that gives itself no name: whose it is, and of what kind."""
    if type_ not in _KIND or not (body or committee):
        return None
    of = " of " + ", ".join(filter(None, (f"the {committee}" if committee else None, body)))
    item = next((match["number"] for line in lines if (match := _AGENDA_ITEM.fullmatch(line))), None)
    return _KIND[type_] + of + (f", agenda item {item}" if item and type_ is PaperType.TRANSCRIPT else "")


def _names(title: str, body: str | None) -> bool:
    """Whether a title is the body's name and no more than its state beside it."""
    if not body or not title.casefold().removeprefix("the ").startswith(body.casefold()):
        return False
    rest = title.casefold().removeprefix("the ")[len(body) :]
    return not rest or bool(re.fullmatch(r", ?[a-z]+(?: [a-z]+)?\.?", rest))


def _running(draft: Draft) -> list[str]:
    return draft.properties.get("furniture", "").splitlines()


def _found_title(
    draft: Draft,
    lines: Sequence[Line],
    opening: Sequence[str],
    type_: PaperType,
    body: str | None,
    committee: str | None,
) -> str | None:
    issuers = {_folded(body), _folded(f"the {body}")} if body else set()
    headings = (
        cleaned(line.plain) for line in lines if line.kind == "heading" and line.mark and line.mark.level == 1
    )
    named = next(headings, None)
    if named and len(named) <= _LONGEST and _folded(named) not in issuers and _can_be_heading(named):
        return named
    for above, below in itertools.pairwise(lines[:20]):
        # A page that is one agenda item has the item's title right under those words.
        if above.plain.lower() == "agenda item" and below.kind in (None, "heading", "paragraph"):
            return below.plain[:_LONGEST]
    if paper := _named_paper(opening):
        of = f" of the {committee}" if committee else f" of {body}" if body else ""
        return f"{paper.capitalize()}{of}" if _NAMELESS.fullmatch(paper) else paper
    property_title = draft.properties.get("title", "").strip()
    if property_title and not _MADE_BY_SOFTWARE.fullmatch(property_title):
        return property_title[:_LONGEST]
    if type_ in (PaperType.REPORT, PaperType.ACTION_LIST, PaperType.STRATEGY) and committee:
        issuers.add(_folded(committee))
    titles = list(_titles(opening))
    # A name may be printed in two languages: "Cyngor X / X Council".
    own = (
        title
        for title in titles
        if not _names(title, body) and issuers.isdisjoint({_folded(title), *map(_folded, title.split(" / "))})
    )
    return next(own, next(iter(titles), None))


def _labelled(opening: Sequence[str]) -> str | None:
    found = (_LABELLED.fullmatch(line) for line in opening[:_COVER_LINES])
    beside = next(
        (match["title"].strip() for match in found if match and len(match["title"]) <= _LONGEST), None
    )
    if beside:
        return beside
    # A label of its own line, with the title on the lines down to the next label.
    for at, line in enumerate(opening[: 2 * _COVER_LINES]):
        if _LABEL_ALONE.fullmatch(line):
            below = list(itertools.takewhile(lambda each: not _LABEL.match(each), opening[at + 1 : at + 5]))
            title = " ".join(below)
            if 3 < len(title) <= _LONGEST:
                return title
    return None


def _named_paper(opening: Sequence[str]) -> str | None:
    """The title that says which paper it is: "Minutes of ..."; None where no line of the head does."""
    for i, line in enumerate(opening[:_HEAD_LINES]):
        # Some print a title a word a line.
        words = _KICKER.fullmatch(line) and opening[i + 1 : i + 2] and opening[i + 1].lower().startswith("of")
        if words:
            line = " ".join(opening[i : i + _WORD_A_LINE])
        if not _NAMED_PAPER.match(line):
            continue
        whole = " ".join(opening[i : i + 6]) if not words and (line.isupper() or len(line) > 60) else line
        title = _TITLE_ENDS.sub("", whole)
        if words and title == whole:
            continue
        if len(title) > _LONGEST or title == whole:
            title = _TITLE_ENDS.sub("", line)
        return title_case(re.sub(r"(?<=\w)- (?=\w)", "-", title).strip(" ,.|"))
    return None


def _titles(opening: Sequence[str]) -> Iterator[str]:
    """The lines of the head that can be titles, the best first."""
    for above, below in itertools.pairwise(opening[:_COVER_LINES]):
        # A letter has its subject under whom it greets.
        if _SALUTATION.fullmatch(above) and _can_be_title(below) and len(below) <= _LONGEST / 2:
            yield below
    for line, after in itertools.zip_longest(
        opening[:_HEAD_LINES], opening[1 : _HEAD_LINES + 1], fillvalue=""
    ):
        if not _can_be_title(line):
            continue
        hangs = len(line.split()) > 1 and HANGING.search(line) and after and _can_be_title(after)
        title = _MEETING_LABEL.sub("", f"{line} {after}" if hangs else line)
        cut = _TITLE_ENDS.sub("", title)
        yield title_case(cut if len(cut.split()) > _FEW_WORDS else title)


def _can_be_heading(named: str) -> bool:
    """Whether a heading may be the title of the whole: no label, mark of a list, item or letterhead."""
    return (
        not _KICKER.fullmatch(named)
        and not _NO_TITLE.fullmatch(named)
        and named[-1] not in ":;,"
        and not _is_date(named)
    )


def _can_be_title(line: str) -> bool:
    return (
        len(line) <= _LONGEST
        and not _NO_TITLE.fullmatch(line)
        and not _KICKER.fullmatch(line)
        and not _ABOUT.fullmatch(line)
        and not _is_date(line)
        and line[-1] not in ".:;,"
        and any(map(str.isalpha, line))
    )


def _is_date(line: str) -> bool:
    """Whether a line is nothing but a day, and perhaps its hour."""
    days = find_dates(line)[:1]
    return any(not _BESIDE_DATE.sub("", line[: day.char_start] + line[day.char_end :]) for day in days)


def _folded(name: str) -> str:
    """A name without its date, in one case: "Lamps Panel - 3 June 2031" is the panel's."""
    for mention in find_dates(name)[:1]:
        name = name[: mention.char_start]
    return re.sub(r"[\s,|–—-]+(?:\w+day,?)?\s*$", "", name.replace(" & ", " and ")).casefold()
