"""Which kind of paper a text is, from what it says and how it is built."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.furniture import mark_furniture
from scrutiny_rag.papers.structure.label_forms import mark_times
from scrutiny_rag.papers.structure.lines import cut_lines
from scrutiny_rag.papers.structure.turn_labels import find_labels

_SAYS_MINUTES = re.compile(
    r"^\W*(?:draft |confirmed |unconfirmed |unapproved |digest of the )?minutes\W*$|"
    r"^\W*(?:draft |confirmed |unconfirmed |unapproved |digest of the )?minutes (?:-|–|:|of\b(?!.{0,30}\b"
    r"(?:previous|last)\b))|"
    r"\bMINUTES OF (?:PROCEEDINGS|MEETING|THE)\b|"
    r".{3,120}[-–:(] ?(?:draft )?minutes\)?$|"
    # A short line that ends in the word, or starts with it and a day or a meeting: "Board Meeting Minutes".
    r"^(?!\W*\d|.*\b(?:confirm\w*|approval|approve|adopt\w*|reading|previous|last|accept\w*|receive|"
    r"matters|sign)\b)"
    r"(?:[\w’'#&,.–-]+ ){0,12}(?-i:M(?:inutes|INUTES))(?: \((?:draft|approved|unapproved)\))?$|"
    r"^\W*(?:final|approved|adopted|action|official) (?:summary )?minutes\b|"
    r"\b(?-i:SUMMARY|ACTION|BOARD|OFFICIAL|MEETING) MINUTES\b|"
    r"^minutes (?:from|for) (?:the |a |an )?(?:(?:regular|special|general|annual|monthly|ordinary|[\w-]+ board) )?"
    r"(?:meeting\b|"
    r"\w+day\b|\d|(?-i:[A-Z])\w+ \d)|"
    r"^minutes \(|"
    # "Minutes Lamps Panel 3 June 2031".
    r"^(?:draft )?minutes (?-i:[A-Z])[^.;:]{2,100}\b(?:19|20)\d\d$",
    re.IGNORECASE,
)
# What speaks of minutes in a sentence, or bids a meeting deal with them, is no title.
_SPEAKS_OF_MINUTES = re.compile(
    r"\bminutes\b.{0,200}\b(?:were|was|be|been|are|is|have|has)\b(?! held)|"
    r"\bto (?:present|approve|agree|consider|confirm|receive|note|sign|adopt)\b.{0,60}\bminutes\b",
    re.IGNORECASE,
)
_SAYS_HELD = re.compile(
    r"\bmeeting of .{3,150} was held\b|\bminutes (?:members |those )?present ?:", re.IGNORECASE
)
# Who came, in the heading: agendas say who is bidden, reports who wrote them.
_SAYS_PRESENT = re.compile(
    r"^(?:members |councillors |also )?present(?: in the chair)?\s*(?::|$)", re.IGNORECASE
)
_SAYS_APOLOGIES = re.compile(r"\W*\d{0,2}\W*(?:acceptance of )?apologies\b", re.IGNORECASE)
_SAYS_TRANSCRIPT = re.compile(
    r"\b(?:verbatim )?(?:transcript|hansard|official report|oral evidence)\b", re.IGNORECASE
)
_SAYS_AGENDA = re.compile(
    r"^(?:public |draft |final |revised )?(?:agenda|a g e n d a)(?: (?:for|of|pack|frontsheet)\b.*|"
    r" ?[-–:(].{0,40})?$|"
    r"^(?!\W*(?:\d|\w[.)] )|.*\b(?:approv|adopt|amend))"
    r"(?:[\w’'&,.–-]+ ){1,12}(?-i:A(?:genda|GENDA))(?: \d.{0,30}| [-–].{0,30})?$|"
    r"^(?:the )?(?:[\w’']+ ){0,4}(?:board|council|commission|committee) will (?:convene|meet|hold)\b|"
    r"^.{0,80}\bare (?:hereby )?summoned to\b|^notice and agenda\b|^.{0,20}\bnotice is hereby given\b|"
    r"^(?:[\w’'&,.–-]+ ){0,8}(?-i:A(?:genda|GENDA)) (?-i:January|February|March|April|May|June|July|"
    r"August|September|October|"
    r"November|December) \d|"
    r"^notice of (?:an? )?(?:(?:public|special|extraordinary|ordinary|annual) )?meeting\b",
    re.IGNORECASE,
)
_SAYS_ACTIONS = re.compile(
    r"\b(?:summary )?list of (?:outstanding )?actions\b|\baction (?:list|log|tracker|sheet|points)\b|"
    r"\bactions? (?:arising|tracker|log)\b|"
    r"\brecommendations? tracker\b|\btracker\b|\bmatters arising\b",
    re.IGNORECASE,
)
_SAYS_STRATEGY = re.compile(
    r"\b(?:strategy|strategic plan|action plan|delivery plan|corporate plan|improvement plan|framework|"
    r"policy statement)\b(?! (?:policy )?committee)",
    re.IGNORECASE,
)
_SAYS_REPORT = re.compile(
    r"\breport (?:of|to|by|from)\b|\bannual report\b|^report\b|\breport title\b|\bpurpose of (?:the |"
    r"this )?report\b|\bexecutive summary\b|"
    r"^(?!\W*\w{1,3}[.)] ).*\breport$",
    re.IGNORECASE,
)
# Titles that make a paper a report or a strategy, however much it tells of proceedings.
_TITLE_OF_REPORT = re.compile(
    r"^(?:[\w’' ]{0,40} )?report (?:to|of|by|from|title)\b ?:|^report to\b|"
    r"\b(?:final|interim|covering) report\b|\breport of the (?:[\w’'-]+ ){0,6}(?:review|inquiry|enquiry|task "
    r"(?:and finish )?(?:group|force)|working (?:group|party))\b|"
    r"\b(?:review|inquiry|task (?:and finish )?(?:group|force)) report\b",
    re.IGNORECASE,
)
_TITLE_OF_STRATEGY = re.compile(
    r"\b(?:strategy|strategic plan|delivery plan|corporate plan|improvement plan|framework|policy statement)"
    r"(?:(?: for)? ?(?:19|20)\d\d ?(?:[-–—/]|to) ?(?:(?:19|20)\d\d|\d\d))$",
    re.IGNORECASE,
)
# An item's title is not the paper's.
_ONE_ITEM = re.compile(r"agenda item(?: no\.?)?(?: \d{1,3}[a-z]?)?", re.IGNORECASE)
_NO_TITLE = re.compile(r"^\d|[.;]$|\b(?:was|were|is|are|has|have)\b")
_ARTICLE = re.compile(
    r"\b\d{1,2} min(?:ute)?s? read\b|^by [A-Z]\w+ [A-Z]\w+|^more like this$|^related articles$|^(?:news|"
    r"analysis|opinion|comment|feature)s?$|"
    r"^analysis\b",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\b(?:says|adds|explains|tells|told) (?:that|the)?|(?:,”|,\") (?:\w+ ){0,3}(?:says|adds|explains|"
    r"states|said)\b",
    re.IGNORECASE,
)
# The turns of phrase of reported proceedings.
_PROCEEDINGS = re.compile(
    r"\b(?:(?:sub-)?committee|members?|board|panel|meeting|council|chair(?:man|person)?|councillors?|"
    r"cathaoirleach|mayor) "
    r"(?:\w+ )?(?:asked|noted|considered|agreed|resolved|welcomed|thanked|invited|were told|was (?:told|"
    r"informed|advised|reminded|reassured)|"
    r"were (?:told|informed|advised|grateful)|commented|heard|wanted|replied|praised|explained|recommended|"
    r"received|endorsed|acknowledged|discussed|"
    r"concluded|queried|raised|stated|advised|"
    r"enquired|requested)\b|"
    r"\bin response to (?:a )?questions?\b|\bRESOLVED\b|\b(?:proposed|seconded) by\b|"
    r"\bwas called to order\b|\bcalled the meeting to order\b|\bmotion (?:was )?(?:by|made|carried|"
    r"passed|moved|"
    r"approved|seconded)\b|\bmoved (?:by|and seconded|as correct|to)\b|\bseconded (?:the motion|by)\b|"
    r"\bmotions? (?:to|that) .{3,200}?\bsecond|\bit was (?:then )?(?:NOTED|AGREED|RESOLVED)\b|"
    r"\bpresent in the chair\b|\bminutes ?:|\bit was (?:stressed|agreed|noted|resolved|"
    r"acknowledged|reported)\b",
    re.IGNORECASE,
)
_HEAD_LINES = 14
_TITLE_LINES = 6
_LONGEST_TITLE = 120
_LETTERHEAD_LINES = 34
_ENOUGH_TURNS = 4


# Who writes to whom on what, as the cover of a report has it.
_COVER = re.compile(
    r"(?P<part>from|to|subject|report (?:of|to|by)|decision no|classification|key decision)\b ?:?", re.I
)
_CALLED_TO_ORDER = re.compile(
    r"\b(?:was|were) called to order\b|\bcalled the meeting to order\b", re.IGNORECASE
)
# What comes up at a meeting, where nothing tells what came of it.
_ORDER_OF_BUSINESS = re.compile(
    r"\W*(?:\w{1,3}[.)] |\d{1,2})?(?:call (?:the meeting )?to order|roll call|pledge of allegiance|"
    r"approval of (?:the )?minutes|"
    r"apologies|declarations? of (?:\w+ ){0,3}interests?|adjournment|public comments?|any other business)\b",
    re.IGNORECASE,
)
_ENOUGH_BUSINESS = 2
_COVER_PARTS = 3
_HANSARD = re.compile(
    r"\b(?:hansard|verbatim (?:transcript|record|report)|official report of)\b", re.IGNORECASE
)


def find_type(draft: Draft, lines: Sequence[str], text: str) -> PaperType:
    """The kind of paper that a draft is; UNKNOWN where neither its words nor its build say.

    `lines` are its opening lines, `text` the whole, both without markup. What the title says goes before
    what the text is like.
    """
    head = [line for line in lines[:_HEAD_LINES] if len(line) <= 200]
    called = "" if draft.format == "pdf" else draft.properties.get("title", "")
    proceedings = len(_PROCEEDINGS.findall(text[:200_000]))
    words = max(1, text.count(" "))
    title = _title_says(lines[:_TITLE_LINES])
    if _HANSARD.search(called) and proceedings < _ENOUGH_TURNS:
        return PaperType.TRANSCRIPT
    # A scanned letterhead may stand above the title.
    minutes = title is None and (
        any(map(_is_title_of_minutes, (called, *lines[:_LETTERHEAD_LINES], *_running(draft))))
        or bool(_SAYS_HELD.search(" ".join(lines[:_LETTERHEAD_LINES])[:2000]))
    )
    if title is None and not minutes and _is_cover(lines[: 2 * _HEAD_LINES]):
        return PaperType.REPORT
    if _is_transcript(draft, said=any(_SAYS_TRANSCRIPT.search(line) for line in head), minutes=minutes):
        return PaperType.TRANSCRIPT
    if any(_SAYS_ACTIONS.search(line) for line in head[:4]) and not minutes:
        return PaperType.ACTION_LIST
    # A meeting that was called to order and took votes is past.
    agenda = any(
        _SAYS_AGENDA.match(line)
        for line in (*head, *lines[_HEAD_LINES:_LETTERHEAD_LINES])
        if len(line) <= 120
    )
    if agenda and not minutes and (proceedings < 3 or proceedings / words < 1 / 400):
        return PaperType.AGENDA
    if (
        not _minutes_first(lines[:_HEAD_LINES])
        and any(_SAYS_AGENDA.match(line) for line in head)
        and proceedings < 3
    ):
        return PaperType.AGENDA
    if title is not None:
        return title
    if minutes and (proceedings >= 2 or words < 300):
        return PaperType.MINUTES
    if sum(bool(_ARTICLE.search(line)) for line in (*head, *_last_lines(text))) and _SPOKEN_OF.search(text):
        return PaperType.ARTICLE
    starts = [line[:200] for line in lines[:_HEAD_LINES]]
    if any(map(_SAYS_PRESENT.match, starts)) and (proceedings or any(map(_SAYS_APOLOGIES.match, starts))):
        return PaperType.MINUTES
    if _CALLED_TO_ORDER.search(" ".join(lines[:_LETTERHEAD_LINES])[:2000]):
        return PaperType.MINUTES
    # Reported proceedings, a phrase of them in every few sentences, are minutes where no title says.
    if proceedings >= 3 and proceedings / words > 1 / 220:
        return PaperType.MINUTES
    if _SAYS_STRATEGY.search(" ".join(head[:3])):
        return PaperType.STRATEGY
    if any(_SAYS_REPORT.search(line) for line in head):
        return PaperType.REPORT
    if any(_SAYS_STRATEGY.search(line) for line in head):
        return PaperType.STRATEGY
    if not minutes and not proceedings and sum(map(_is_order_of_business, lines)) >= _ENOUGH_BUSINESS:
        return PaperType.AGENDA
    return PaperType.MINUTES if minutes else PaperType.UNKNOWN


def _is_cover(lines: Sequence[str]) -> bool:
    """Whether the first lines are the parts of a report's cover: From, To, Subject."""
    parts = {match["part"].lower() for line in lines if (match := _COVER.match(line)) and ":" in line[:20]}
    return len(parts) >= _COVER_PARTS and "subject" in parts and "to" in parts


def _running(draft: Draft) -> list[str]:
    return draft.properties.get("furniture", "").splitlines()


def _is_order_of_business(line: str) -> bool:
    return len(line) < _LONGEST_TITLE and bool(_ORDER_OF_BUSINESS.match(line))


def _is_title_of_minutes(line: str) -> bool:
    line = line[:400]
    return bool(_SAYS_MINUTES.search(line)) and not _SPEAKS_OF_MINUTES.search(line)


def _minutes_first(head: Sequence[str]) -> bool:
    """Whether a title of minutes stands above what agendas say: "NOTICE IS HEREBY GIVEN that a meeting was held"."""
    for line in head:
        if _is_title_of_minutes(line):
            return True
        if _SAYS_AGENDA.match(line):
            return False
    return False


def _title_says(lines: Sequence[str]) -> PaperType | None:
    """REPORT or STRATEGY where the first title that says what a paper is says that; else None."""
    if any(_ONE_ITEM.fullmatch(line) or _SAYS_PRESENT.match(line) for line in lines):
        return None
    for line in lines:
        if _is_title_of_minutes(line):
            return None
        if len(line) > _LONGEST_TITLE or _NO_TITLE.search(line):
            continue
        if _TITLE_OF_REPORT.search(line):
            return PaperType.REPORT
        if _TITLE_OF_STRATEGY.search(line):
            return PaperType.STRATEGY
    return None


def _is_transcript(draft: Draft, *, said: bool, minutes: bool) -> bool:
    captions = draft.text.lstrip().startswith("WEBVTT")
    said = said or captions
    if not said and (minutes or not (":" in draft.text or ".-" in draft.text)):
        return False
    lines = cut_lines(draft)
    mark_furniture(lines)
    mark_times(lines)
    # Minutes have names on lines of their own too.
    labels = find_labels(draft, lines, said=said and not minutes)
    if not labels:
        return False
    speakers = {label.name for label in labels}
    matter = sum(1 for line in lines if line.kind != "furniture")
    # Speakers come again and again, and speech is most of the paper.
    turns = len(labels)
    spoken = len(draft.text) - labels[0].char_start
    enough = turns >= _ENOUGH_TURNS and turns >= 1.3 * len(speakers) and turns >= matter / 25
    return (enough or (said and turns >= 2)) and spoken > (0.3 if said else 0.5) * len(draft.text)


def _last_lines(text: str) -> list[str]:
    return [text[-400:]] if len(text) > 400 else []
