"""What a question asks for: its terms, how much each tells, and whom it names."""

from __future__ import annotations

import math
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from scrutiny_rag.papers.model import in_words
from scrutiny_rag.retrieval.abbreviations import Expansion
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.naming import Mention, mention_span
from scrutiny_rag.retrieval.results import Finding
from scrutiny_rag.retrieval.scope import Catalogue
from scrutiny_rag.store.analysis import STOP_WORDS, stem, words
from scrutiny_rag.store.lexical import LexicalIndex

_LONGEST = 2_000
"""Characters of a question that are read; the rest adds nothing to a search."""

# Words that say what is asked, not about what: a paper's answer need not hold them.
_FRAME = frozenset(
    stem(word)
    for word in (
        "many much long often far soon summarize summarise summary discussion discuss discussed say said says tell "
        "told think thought talk talked talking mention mentioned describe described explain explained given give "
        "happen happened happens kind type sort example name named called according regarding concerning exactly "
        "please know anything something someone anyone opinion view respond response answer reply question whether "
        "matter issue main different"
    ).split()
)
# Words of meetings as such: they find nothing by themselves, though an answer that holds them is no worse.
_TALK = _FRAME | frozenset(
    stem(word)
    for word in (
        "group meeting participant debate inquiry elaborate statement state introduce relate towards corresponding "
        "problem concern measure way idea attitude situation aspect regard reason detail consider mean believe comment "
        "committee ask people general specific"
    ).split()
)
_EXPANDED = 0.25
"""Weight of another form of the question's words, shared by its words: it must not drown them."""
_FRAME_TELLS = 0.25
_TALK_FINDS = 0.1
_ISO_DATE = re.compile(r"(?<![\w/-])(?:19|20)\d\d-\d\d-\d\d(?![\w/-])")


@dataclass(frozen=True)
class Understood:
    """A question as the search takes it."""

    text: str
    weights: dict[str, float]
    """Index terms of the question, each with its weight in the word search."""
    telling: dict[str, float]
    """The same terms with how much each tells: rare ones more, frame words little."""
    order: tuple[str, ...]
    """The terms in the question's order, frame words left out."""
    spelled: dict[str, str]
    """The terms as the question spells them, in small letters."""
    speakers: frozenset[str]
    """Speakers of the index whom the question names."""
    expansions: tuple[Expansion, ...] = ()
    """Abbreviations in the question that papers explain, and what it spells out that they abbreviate."""

    def share(self, held: AbstractSet[str]) -> float:
        """Share, 0 to 1, of what the question's terms tell that `held` holds."""
        total = sum(self.telling.values())
        return sum(worth for term, worth in self.telling.items() if term in held) / total if total else 0.0


def normal(question: str) -> str:
    """The part of a question that is read, white space collapsed to single spaces, 2024-04-16 as "16 April 2024"."""
    return _ISO_DATE.sub(_in_words, " ".join(question[:_LONGEST].split()))


def _in_words(match: re.Match[str]) -> str:
    try:
        return in_words(date.fromisoformat(match[0]))
    except ValueError:  # no such day
        return match[0]


def understand(
    question: str, catalogue: Catalogue, lexical: LexicalIndex, filters: Filters | None = None
) -> Understood:
    """Read a question against what the index holds, but for what `filters.without` names."""
    filters = Filters() if filters is None else filters
    text = normal(question)
    content = [word for word in words(text) if word.lower() not in STOP_WORDS] or words(text)
    order = [stem(word) for word in content]
    passages = lexical.count()
    weights, telling = {}, {}
    for term in order:
        held = lexical.document_frequency(term)
        weights[term] = _TALK_FINDS if term in _TALK else 1.0
        telling[term] = math.log(1 + (passages - held + 0.5) / (held + 0.5)) * (
            _FRAME_TELLS if term in _FRAME else 1.0
        )
    expansions = catalogue.abbreviations.expansions(text) if filters.takes("abbreviations") else []
    for expansion in expansions:
        share = _EXPANDED * max(weights.get(term, 0.0) for term in expansion.said) / len(expansion.means)
        for term in expansion.means:
            weights[term] = max(share, weights.get(term, 0.0))
    kept = tuple(term for term in order if term not in _FRAME) or tuple(order)
    spelled = {stem(word): word.lower() for word in content}
    mentions = speakers_in(text, catalogue, filters)
    speakers = frozenset(mention.name for mention in mentions)
    return Understood(text, weights, telling, kept, spelled, speakers, tuple(expansions))


def speakers_in(text: str, catalogue: Catalogue, filters: Filters) -> list[Mention]:
    """The speakers whom a question names, but for those that `filters.without` names."""
    named = catalogue.speaker_names.named(text)
    return [mention for mention in named if filters.takes(f"speaker:{mention.name}")]


def speaker_findings(asked: Understood) -> list[Finding]:
    """The speakers whom a question names, whose own words come first."""
    findings = []
    for name in sorted(asked.speakers):
        start, end = mention_span(asked.text, name)
        findings.append(
            Finding(
                field="speaker",
                value=name,
                words=asked.text[start:end],
                start=start,
                end=end,
                strength="weak",
            )
        )
    return findings
