"""Word lists for grounding: small words, like words, opposites, roles, verbs of saying and of promising."""

from __future__ import annotations

from importlib import resources


def words(text: str) -> list[str]:
    """The words of `text`, in order."""
    return text.split()


SMALL_WORDS = frozenset(
    words(
        """
    possible a an the this that these those there here it its itself he she him her his hers they them their
    theirs we us our ours i me my you your who whom whose which what when where why how and or but
    nor so yet as if than then of in on at by to from with within into onto for about over under
    between among through during per via against across around out up down off is are was were be
    been being am do does did done have has had having will would shall should can could may might
    must ought also however therefore thus too very more most much many some any all both each every
    other another such own same only just even still already now again further not no never none
    neither n't cannot without regarding concerning around while whilst although though because
    since until till before after above below upon toward towards s t re ve ll d etc e.g i.e said
    one ones being order account terms regard respect relation well whether it's exist exists
    existed several various get gets got getting make makes made making take takes took taken give
    given gave put puts currently present presently particular particularly including include
    includes included namely currently approximately roughly nearly almost like able going go went
    come came last next past first what's there's overall whole total place time
    """
    )
)
"""Words that carry no content of their own; hedges, negation and tense among them are checked elsewhere."""

NEGATORS = frozenset(
    words(
        """
    not no never none neither nor cannot without nobody nothing nowhere hardly barely
    """
    )
)
NEGATIVE_VERBS = frozenset(
    words(
        """
    fail failed fails failing refuse refused refuses decline declined declines unable
    lack lacks lacked lacking
    """
    )
)

SAYING = frozenset(
    words(
        """
    say says said saying tell tells told state states stated note notes noted report reports
    reported explain explains explained respond responds responded reply replies replied add adds
    added confirm confirms confirmed advise advises advised inform informs informed comment comments
    commented mention mentions mentioned highlight highlights highlighted describe describes
    described answer answered remark remarked observe observed outline outlined outlines emphasise
    emphasised stress stressed remind reminded reassure reassured acknowledge acknowledged point
    pointed hear heard felt suggest suggested claim claimed according assure assured update updated
    record recorded reveal revealed indicate indicates indicated
    """
    )
)
"""Verbs that only report; they may be added to or left out of a paraphrase."""

AUDIENCE = frozenset(words("told advised informed reminded reassured assured heard updated"))

ACTS: dict[str, frozenset[str]] = {
    "undertook": frozenset(
        words(
            """
    undertake undertook undertakes undertaken promise promised promises pledge pledged commit
    committed commits agree agreed agrees commitment promising vow vowed
    """
        )
    ),
    "resolved": frozenset(
        words(
            """
    resolve resolved resolves decide decided decides approve approved approves agreed
    """
        )
    ),
    "recommended": frozenset(
        words("recommend recommended recommends recommendation moved propose proposed proposes")
    ),
    "accepted": frozenset(words("accept accepted accepts endorse endorsed endorses agreed")),
    "requested": frozenset(words("request requested requests asked ask asks")),
}
"""What a body or person does by saying it: these mean different things and are kept apart."""

ROLES = frozenset(
    words(
        """
    commissioner superintendent inspector sergeant constable commander chair mayor leader director
    secretary minister officer cabinet councillor clerk headteacher principal manager president
    treasurer professor baroness lord lady sir dame dr mr mrs ms reverend detective vice deputy
    """
    )
)
PERSONAL_ROLES = ROLES - frozenset(words("officer cabinet vice deputy manager principal detective"))

GENERIC_NAMES = frozenset(
    words(
        """
    council committee board police service force borough panel members member report strategy plan
    meeting paper minutes department team group programme project scheme unit centre school services
    councillors officers agenda review action annual appendix item policy network forum partnership
    authority agency city town county district office house hall road street the government national
    local young people
    """
    )
)
"""Words often capitalised that name nobody alone; they count as ordinary words."""


def _lines(name: str) -> list[list[str]]:
    """The words of each line of wordlists/NAME.txt, comments left out."""
    text = resources.files("scrutiny_rag.english").joinpath("wordlists", f"{name}.txt").read_text("utf-8")
    return [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]


ALIASES = {form: full for full, *forms in _lines("short-forms") for form in forms}
IRREGULAR = {form: base for base, *forms in _lines("irregular") for form in forms}
SYNONYMS = _lines("alike")
OPPOSITES = _lines("opposites")
PHRASAL = {(verb, small.replace("_", " ")): meaning for verb, small, meaning in _lines("phrasal")}
"""What a verb means with a small word after it: ("put", "off") is "defer"."""
SHORTHAND = {short: " ".join(full) for short, *full in _lines("shorthand")}
"""What a word typed in a hurry stands for."""
