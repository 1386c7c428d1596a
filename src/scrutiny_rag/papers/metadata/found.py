"""What a paper says of itself as a whole: title, body, committee, date, type, draft or confirmed, source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from scrutiny_rag.papers.dates import find_dates
from scrutiny_rag.papers.metadata.committee import addressee, is_sound, own_committee
from scrutiny_rag.papers.metadata.head import above_business, cleaned, convened, head_lines, running_heads
from scrutiny_rag.papers.metadata.kinds import find_type
from scrutiny_rag.papers.metadata.meeting_date import find_meeting_date
from scrutiny_rag.papers.metadata.naming import (
    find_body,
    find_committee,
    names_by_place,
    own_name,
    well_spelt,
)
from scrutiny_rag.papers.metadata.opening import statements
from scrutiny_rag.papers.metadata.own_body import Places, own_body, spoken_of
from scrutiny_rag.papers.metadata.title import find_title
from scrutiny_rag.papers.model import Metadata, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.draft import Format
from scrutiny_rag.papers.structure.furniture import mark_furniture
from scrutiny_rag.papers.structure.lines import Line, cut_lines, plain_text

_OPENING_CHARS = 900
_OPENING_LINES = 12
_MOST_LINES = 40
_BAR = " | "
_LETTERHEAD = 3
_END_CHARS = 900
_HANSARD_OF = re.compile(r"(?:^|[-–|] )(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}) Hansard\b")
_SPOKEN_OF = 2
_WHOLE_LINES: frozenset[Format] = frozenset({"docx", "html"})
_MEETINGS = frozenset(
    {PaperType.MINUTES, PaperType.AGENDA, PaperType.TRANSCRIPT, PaperType.ACTION_LIST, PaperType.REPORT}
)
_DRAFT = re.compile(
    r"\b(?:draft|unapproved) minutes\b|\bminutes\W{1,3}(?:draft|unapproved)\b|"
    r"\b(?:draft\b.{0,30}|these minutes\b.{0,60})\bsubject to (?:confirmation|approval|agreement)\b|"
    r"\bdraft for (?:approval|confirmation|agreement)\b|"
    r"\bunconfirmed\b|\(draft\)|\bstatus:? draft\b",
    re.I,
)
_DRAFT_LINE = re.compile(r"draft|draft (?:minutes|version|copy)\b.*|minutes .{0,120}\(draft\)", re.IGNORECASE)
_CONFIRMED = re.compile(
    r"\bconfirmed minutes\b|\bminutes\W{1,3}confirmed\b|\bthese minutes were (?:confirmed|approved|"
    r"agreed)\b|\bstatus:? (?:confirmed|approved)\b",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"(?:meeting )?date(?: (?:and time )?of (?:the )?meeting| and time)?\s*:?", re.IGNORECASE
)
_SOURCE = re.compile(
    r"(?:source|published at|original|url|retrieved from|link)\s*:?\s*(https?://[^\s<>\"')\]]{4,500})",
    re.IGNORECASE,
)


def find_metadata(draft: Draft, name: str) -> Metadata:
    """What `draft`, read from the file called `name`, states of itself; None where it states nothing.

    The content decides. The name of the file counts only for a year that the content leaves out. Properties
    that the format carries give the title and the source where the text has none.
    """
    lines = cut_lines(draft)
    mark_furniture(lines)
    first = _opening(lines)
    opening = [cleaned(line.plain) for line in first]
    text = plain_text(draft.text)
    # The words of page marks are no words of the paper.
    body_text = " ".join(line.plain for line in lines if line.kind != "furniture")
    type_ = find_type(draft, [line.plain for line in lines[:_MOST_LINES] if line.plain], body_text or text)
    whole_lines = draft.format in _WHOLE_LINES
    stated = statements(above_business(first), whole_lines=whole_lines)
    linked = draft.properties.get("committee")
    places = _places(draft, lines, body_text, name)
    body = (
        _labelled("body", opening)
        or _site_owner(draft)
        or _hansard_of(draft, body_text)
        or (
            _body(type_, opening, stated, body_text, places)
            or (
                _local(statements(first, whole_lines=whole_lines), stated)
                if type_ is PaperType.MINUTES
                else None
            )
        )
    )
    committee = _labelled("committee", opening) or linked or _committee(type_, stated, places, body)
    return Metadata(
        title=find_title(
            draft, lines, [line.plain for line in first if "![" not in line.plain], type_, body, committee
        ),
        body=body,
        committee=committee,
        date=_linked_date(draft)
        or find_meeting_date(
            _above_tables(first),
            body_text,
            name,
            prose=" ".join(_above_tables(lines)),
            title=draft.properties.get("title", ""),
            running=running_heads(draft),
        ),
        type=type_,
        draft=_draft(opening) if type_ is PaperType.MINUTES else None,
        source_url=_source(draft, opening, text),
    )


def _places(draft: Draft, lines: Sequence[Line], text: str, name: str) -> Places:
    title = "" if draft.format == "pdf" else draft.properties.get("title", "")
    return Places(
        head=head_lines(lines),
        convened=convened(lines),
        running=running_heads(draft),
        titles=[title] if title else [],
        end=text[-_END_CHARS:],
        file=name,
    )


def _committee(type_: PaperType, stated: str, places: Places, body: str | None) -> str | None:
    if type_ not in _MEETINGS and type_ is not PaperType.UNKNOWN:
        return None
    if to := addressee(places.head):
        return to
    told = find_committee(stated) if type_ in _MEETINGS else None
    if told and body:
        told = told.removeprefix(body).strip() or None
        # "Lamp Community Board 3" is no board of itself.
        told = None if told and told.casefold() in body.casefold() else told
    # A name printed over several lines is whole only in the lines as joined.
    if told and is_sound(told):
        return told
    return own_committee(places.head, body) or own_committee([*places.convened, *places.running], body)


def _body(type_: PaperType, opening: Sequence[str], stated: str, text: str, places: Places) -> str | None:
    if type_ is not PaperType.ARTICLE and not names_by_place(stated):
        least = 3 if type_ in _MEETINGS else 6 if type_ is PaperType.STRATEGY else 4
        if own := own_body(places, least=least):
            return well_spelt(own, text)
    if type_ in _MEETINGS:
        body = find_body(stated, text, minutes=type_ in (PaperType.MINUTES, PaperType.AGENDA))
        debated = type_ in (PaperType.REPORT, PaperType.TRANSCRIPT) and not names_by_place(stated)
        return body or (spoken_of(text) if debated else None)
    if type_ is PaperType.ARTICLE:
        return None
    # A strategy or a letter speaks of many bodies; its own stands in its title or alone over it.
    titled = type_ is PaperType.STRATEGY
    names = (own_name(line, whole=not titled or line.endswith(".")) for line in opening[:_LETTERHEAD])
    return next((name for name in names if name), None)


def _site_owner(draft: Draft) -> str | None:
    """The council or assembly whose web page a paper is, as the page's own title ends: "... | Anytown Council"."""
    if draft.format != "html":
        return None
    title = draft.properties.get("title", "")
    ends = (draft.properties.get("site", ""), *(re.split(r" [|–—-] ", title)[1:][-1:]))
    return next((name for end in ends if (name := own_name(end, whole=True))), None)


def _local(opening: str, head: str) -> str | None:
    """The council that the first lines of the business name, where the head names its place, as for the venue."""
    name = find_body(opening, "", minutes=False)
    place = name.split(" ", 1)[0].casefold() if name else ""
    return name if len(place) > 3 and place in head.casefold() else None


def _hansard_of(draft: Draft, text: str) -> str | None:
    """The parliament of a country whose Hansard a page is by its title: "Lampland Hansard" is its parliament's."""
    match = _HANSARD_OF.search(draft.properties.get("title", ""))
    if not match or len(re.findall(r"\bParliament\b", text)) < _SPOKEN_OF:
        return None
    return f"Parliament of {match['place']}"


def _linked_date(draft: Draft) -> date | None:
    mention = next(iter(find_dates(draft.properties.get("meeting_date", ""))), None)
    return mention.date if mention and mention.sound else None


def _above_tables(lines: Sequence[Line]) -> list[str]:
    """The lines above the first table of records, whose dates are its rows' own.

    A heading laid out as a table is no such table: of its rows, one that labels a date reads "Date: 3 May". Nor
    is a single line with bars in it, whose parts stand for themselves.
    """
    own = [line for line in lines if line.kind != "furniture"]
    barred = [line.kind == "row" or _BAR in line.plain for line in own]
    taken: list[str] = []
    for i, line in enumerate(own):
        if not barred[i]:
            taken.append(cleaned(line.plain))
            continue
        label, *cells = (cell.strip() for cell in line.plain.strip("| ").split(_BAR))
        if line.kind != "row" and not any(barred[max(0, i - 1) : i] + barred[i + 1 : i + 2]):
            taken += [label, *cells]
        elif len(cells) > 1:
            break
        elif cells and _DATE_LABEL.fullmatch(label):
            taken.append(f"{label.rstrip(': ')}: {cells[0]}")
    return taken


def _labelled(name: str, opening: Sequence[str]) -> str | None:
    """What an opening line states under a label: "Committee: Scrutiny Panel"."""
    for line in opening:
        if match := re.search(rf"\b{name} ?: ?([A-Z][^.;:|]{{3,90}})(?:[.;|]|$)", line, re.IGNORECASE):
            return match.group(1).strip()
    return None


def _opening(lines: Sequence[Line]) -> list[Line]:
    """The first lines that are not furniture: at least a few, and more where they are short."""
    taken: list[Line] = []
    chars = 0
    for line in lines[: 3 * _MOST_LINES]:
        if line.kind == "furniture" or not line.plain:
            continue
        if (len(taken) >= _OPENING_LINES and chars > _OPENING_CHARS) or len(taken) >= _MOST_LINES:
            break
        taken.append(line)
        chars += len(line.plain)
    return taken


def _draft(opening: Sequence[str]) -> bool | None:
    head = " ".join(opening)[:_OPENING_CHARS]
    before_items = re.split(
        r"\b(?:adoption of minutes|circulated|present)\b", head, maxsplit=1, flags=re.IGNORECASE
    )[0]
    if _CONFIRMED.search(before_items):
        return False
    if _DRAFT.search(before_items) or any(_DRAFT_LINE.fullmatch(line) for line in opening[:6]):
        return True
    return None


def _source(draft: Draft, opening: Sequence[str], text: str) -> str | None:
    stated = draft.properties.get("source_url", "").strip()
    if re.match(r"https?://[^\s/]+", stated):
        return stated
    for stretch in (" ".join(opening), text[-600:]):
        if match := _SOURCE.search(stretch):
            return match.group(1).rstrip(".,;")
    return None
