"""Names of bodies in a text, by the forms in which councils, districts and parliaments are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrutiny_rag.papers.metadata.casing import title_case

# Words that are no part of a place's name, in any case of letters.
_NOT_PLACE = (
    r"(?!(?i:council|city|town|commission|board|meeting|meetings|agenda|minutes|regular|special|"
    r"annual|district|"
    r"department|held|hed|the|at|on|in|was|is|will|for|and|to|by|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|official|office|hall|clerk|draft|commencing|full|extraordinary|ordinary|joint|planning|"
    r"committee|proceedings|state|county|notice|joint|policing|jpc|hereby|invites|public|resolution|"
    r"ordinance|comprehensive|code|"
    r"plan|charter|manager|attorney|mayor|police|fire|school|zoning|general|"
    r"panel|forum|subcommittee|sub-committee|cabinet|group|chair|details|"
    r"(?:[a-z]+-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|[a-z]+t[eh]+nth|[a-z]+tieth))\b)"
)
_PLACE = _NOT_PLACE + r"[A-ZÀ-Þ][\w’'.-]*"


@dataclass(frozen=True, slots=True)
class Form:
    """A way in which bodies are named; `fits` and `unlike` are examples, which the tests hold it to."""

    name: str
    pattern: re.Pattern[str]
    fits: tuple[str, ...]
    unlike: tuple[str, ...]
    weak: bool = False
    """Whether a sentence may hold such words that name nobody: the form counts in a masthead alone."""


_QUALITIES = (
    r"(?:Public|Water|Fire|Fire Protection|School|Unified School|Elementary School|High School|"
    r"Community College|College|"
    r"Transportation|Transit|Park|Parks|Recreation|Recreation (?:and|&) Park|Park (?:and|&) Recreation|"
    r"Sanitary|Sanitation|Utility|Utilities|Library|Hospital|Health|Healthcare|Conservation|"
    r"Irrigation|Drainage|"
    r"Port|Airport|Improvement|Services?|Flood Control|Metropolitan|Regional|Municipal Utility|"
    r"Forest Preserve|"
    r"Education|Mosquito(?: Abatement)?|Cemetery|Lighting)"
)
# "Quay- by-Sea" is a name cut at a line's end; " - " parts two.
_GAP = r"(?:-? +|-)"
_WORDS = rf"(?:{_PLACE}|(?:of|and|&|the)(?= {_PLACE}))"
_KINDS = (
    r"(?:(?:City and County|City|County|Borough|District|Town|Village|Parish|Community|Regional|Shire|"
    r"Metropolitan|Municipal|"
    r"Island|Islands|Unitary|Rural|Cathedral City|Township|Tribal|National|Joint) )"
)
# Boards of a city's parts, which are called by their number.
NUMBERED_BOARD = "numbered-board"
_NUMBERED = r"Community (?:Planning )?Board|Community Planning Group|Advisory Neighbou?rhood Commission"
_NUMBER = r"(?:#|(?i:No\.? ?|Number ))?\d{1,3}[A-Z]?\b"
FORMS = (
    Form(
        "of-place",
        re.compile(
            rf"\b(?:(?i:Council|Corporation|Board) (?i:of the) )?"
            rf"(?:(?i:City and County|City|Town|Village|Township|Municipality|Metropolitan Borough|"
            rf"County Borough|Regional Municipality|Shire|Regional District|"
            rf"County)) (?i:of) {_PLACE}(?:[ -]{_PLACE}){{0,3}}(?: (?i:Council)\b)?"
        ),
        (
            "City of Bridgewick",
            "CITY OF EAST BRIDGEWICK",
            "Town of Quay",
            "Corporation of the City of Quay",
            "Regional District of Quay-Wick",
        ),
        # A municipal district is a county's, and its name may be printed over two lines.
        (
            "City of the future",
            "a city of trees",
            "Council of Europe",
            "Municipal District of Quay",
            "DISTRICT OF QUAY",
        ),
    ),
    Form(
        "kind-of-council",
        re.compile(
            rf"\b(?:{_PLACE}{_GAP}|(?:(?i:and|of|on|in|upon|under|cum|le|by|the|with)|"
            rf"&){_GAP}(?={_PLACE})){{0,5}}"
            rf"{_PLACE}{_GAP}(?i:{_KINDS}{{1,2}}Council)\b(?! (?i:tax|chamber|offices?|members?|officers?)\b)"
        ),
        (
            "Quay Parish Council",
            "STOKE QUAY TOWN COUNCIL",
            "Lamp and Wick Community Council",
            "Quay- by-Sea Town Council",
        ),
        ("the Parish Council", "Annual Parish Council", "your local Community Council"),
    ),
    Form(
        "special-district",
        re.compile(
            rf"\b(?:{_WORDS}[ -]+){{0,4}}?{_PLACE} (?:(?i:{_QUALITIES}) (?:(?i:and|"
            rf"&) )?){{1,3}}(?i:District)\b"
            rf"|\b(?i:Regional|Metropolitan) (?:(?i:{_QUALITIES}) )+(?i:District|Authority)\b"
        ),
        (
            "Bridgewick Water District",
            "LAMP RIVER COMMUNITY COLLEGE DISTRICT",
            "Quay Unified School District",
        ),
        ("District 4", "the water district"),
    ),
    Form(
        NUMBERED_BOARD,
        re.compile(
            rf"\b(?:{_PLACE} ){{1,3}}(?i:{_NUMBERED}) ?{_NUMBER}(?!,? {_PLACE})|"
            rf"\b(?i:{_NUMBERED}) ?{_NUMBER},? (?:(?i:of|the) )*{_PLACE}(?: {_PLACE})?"
        ),
        ("Lamp Community Board #3", "EAST LAMP COMMUNITY BOARD NO. 3", "Community Board No. 3, Lamp"),
        ("the community board", "Community Board Chair", "Board 3"),
    ),
    Form(
        "parliament",
        re.compile(
            rf"\b(?:(?i:Parliament|Legislative Assembly|National Assembly|House of Assembly|"
            rf"House of Representatives|House of Commons|Senate) (?i:of|for)(?: (?i:the))? "
            rf"{_PLACE}(?: {_PLACE}){{0,3}}|{_PLACE}(?: {_PLACE})? (?i:Parliament|Legislative Assembly)\b)"
        ),
        ("Parliament of Lampland", "Lampland Parliament", "Legislative Assembly of Upper Lampland"),
        ("Parliament of the day", "Mr Speaker, Parliament", "Forty-Third Parliament", "Eighth Parliament"),
    ),
    Form(
        "health",
        re.compile(
            rf"\b(?:{_WORDS} ){{0,6}}?{_PLACE} (?:NHS (?i:Foundation )?(?i:Trust|Board)|(?i:(?:University |Teaching )?"
            rf"(?:Local )?Health Board|Clinical Commissioning Group|Integrated Care (?:Board|Partnership)))\b"
        ),
        ("Quay Hospital NHS Foundation Trust", "LAMP NHS TRUST", "Lamp and Wick Teaching Local Health Board"),
        ("the NHS Trust", "an NHS board", "the local health board"),
    ),
    Form(
        "health-service",
        re.compile(
            rf"\bNHS (?!(?i:trust|foundation|board|staff)\b){_PLACE}(?: (?:and|&) {_PLACE}| {_PLACE})?"
        ),
        ("NHS Lampshire", "NHS LAMPSHIRE"),
        ("the NHS", "NHS staff"),
        weak=True,
    ),
    Form(
        "township",
        re.compile(rf"\b(?:{_PLACE} ){{0,2}}{_PLACE} (?i:Charter )?(?i:Township)\b"),
        ("Wick Township", "EAST WICK TOWNSHIP"),
        ("the township",),
        weak=True,
    ),
    Form(
        "education",
        re.compile(
            rf"\b(?:{_PLACE} ){{0,3}}{_PLACE} (?i:County |City |Public )?(?i:Board of Education|School Board|"
            rf"District School Board)\b"
        ),
        ("Lamp County Board of Education", "Quay School Board"),
        ("the Board of Education",),
        weak=True,
    ),
    Form(
        "authority",
        re.compile(
            rf"\b(?:{_WORDS} ){{0,4}}{_PLACE} (?i:Combined Authority|Fire(?: and Rescue)? Authority|"
            rf"National Park Authority|Transit Authority|Transport(?:ation)? Authority|Housing Authority|"
            rf"Port Authority|Water Board|Joint Board)\b"
        ),
        ("Lamp Valley Combined Authority", "Quay Housing Authority"),
        ("the Housing Authority",),
        weak=True,
    ),
)
_LEADING = re.compile(
    r"^(?:(?:the|of|and|for|from|by|a|an|draft|approved|unapproved|confirmed|minutes|agenda|annual|"
    r"general|virtual|"
    r"ordinary|extraordinary|special|regular|monthly|online|meeting|meetings|held|notice|clerk|chair|"
    r"chairman|mayor|"
    r"your|our|this|that|local|cllr|councillor|mr|mrs|ms|dr|item|page|january|february|march|april|"
    r"may|june|july|"
    r"august|september|october|november|december|welcome|to|at|in|with|borough councillor|county councillor|"
    r"published|new|minuted|minuites|present|apologies|secretary|treasurer|representing|state)[\s.:,-]+)+",
    re.IGNORECASE,
)
_OWNERLESS = re.compile(
    r"(?:the |your |our |local )?(?:annual |general |virtual |ordinary |full |whole |youth |school |student |"
    r"arts |heritage |privy |care |research |children in care )*(?:city|county|borough|district|town|"
    r"village|parish|"
    r"community|regional|shire|metropolitan|municipal|local|joint|unitary|national)* ?"
    r"(?:council|township|parliament|district|board of education|school board|housing authority)?",
    re.IGNORECASE,
)


_ANY_KIND = re.compile(
    r"council|district|township|neighbou?rhood commission|planning group|parliament|assembly|authority|board|"
    r"commons|representatives|senate|"
    r"\bnhs\b|commissioning group|care partnership|"
    r"\b(?:city|town|village|municipality|borough|shire|county) of\b",
    re.IGNORECASE,
)
# "Mayor of Quay Town Council" is that council's; "Isle of Quay Council" is a name.
_OFFICE_OF = re.compile(
    r".*\b(?<!isle )(?<!isles )(?<!vale )(?<!riding )(?<!forest )(?<!city )(?<!borough )(?<!county )(?<!bay )"
    r"of (?=\S)",
    re.IGNORECASE,
)
_NUMBERED_NAME = re.compile(
    rf"(?P<place>.+? )??(?P<kind>{_NUMBERED}) ?(?:#|No\.? ?|Number )?(?P<number>\d{{1,3}}[A-Z]?)"
    r"(?:,? (?:of |the )*(?P<after>.+))?",
    re.IGNORECASE,
)
# The council of a village is the village; cities are called "City of Quay Council".
_ITS_COUNCIL = re.compile(
    r"((?:village|town|township|municipality|county|district) of .+) council", re.IGNORECASE
)
# The council of a city is the city: "Council of the City of Quay".
_SEAT = re.compile(r"^(?:council|corporation|board) of the (?=\w+ of )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A body's name where it stands in a text."""

    name: str
    char_start: int
    char_end: int
    form: Form


def bodies_in(text: str, *, weak: bool = True) -> Iterator[Named]:
    """The names of bodies in `text`, which has single spaces; without `weak` only those that names alone are."""
    if not _ANY_KIND.search(text):
        return
    for form in FORMS:
        if form.weak and not weak:
            continue
        for match in form.pattern.finditer(text):
            led = _LEADING.match(match.group())
            start = match.start() + (led.end() if led else 0)
            name = text[start : match.end()].strip(" .,-")
            if form.name == "kind-of-council" and (cut := _OFFICE_OF.match(name)):
                start, name = start + cut.end(), name[cut.end() :]
            if name and not _OWNERLESS.fullmatch(name):
                whole = _SEAT.sub("", tidy(name))
                yield Named(_ITS_COUNCIL.sub(r"\1", whole), start, match.end(), form)


def tidy(name: str) -> str:
    """A name with single spaces, "and" for "&", and in the case of running text where it is in capitals."""
    name = title_case(" ".join(name.split()).replace(" & ", " and ").strip(" ,.-"))
    if numbered := _NUMBERED_NAME.fullmatch(name):
        place = numbered["place"] or f"{numbered['after'] or ''} "
        name = f"{place}{numbered['kind']} {numbered['number']}".strip()
    return name[:1].upper() + name[1:]
