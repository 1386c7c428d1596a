"""What a sentence says is done or so: each deed with who does it, to what, how surely, and under what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from scrutiny_rag.english.clause_tree import HELPERS, Clauses
from scrutiny_rag.english.denial import conditional, denied, supposed
from scrutiny_rag.english.parsing import parse
from scrutiny_rag.english.senses import SenseReader, Senses

_OF_A_CLAUSE = (
    "ROOT",
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "relcl",
    "conj",
    "pcomp",
    "csubj",
    "parataxis",
    "dep",
)
_LIGHT = frozenset(("be", "have", "do", "go", "get", "make", "let", "help", "take", "keep"))
"""Verbs that report nothing, whatever clause hangs on them."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a sentence says is done or so; words are given by the offsets at which they start."""

    at: int
    """The word that carries it: a verb, or what follows "is"."""
    lemma: str
    form: str
    """What carries it: "verb", "adjective" ("is vacant"), "noun" ("is a draft"), "phrase" ("is in place")."""
    senses: Senses
    denied: bool
    doer: tuple[int, ...]
    """Words of who does it, whether it is told actively or passively."""
    passive: bool
    undergoer: tuple[int, ...]
    """Words of what it is done to."""
    around: tuple[int, ...]
    """Words of its place, time, manner: what else hangs on it, its own clause alone."""
    reach: tuple[int, ...]
    """Every word under it, deeds coordinated with it left out."""
    subject: tuple[int, ...]
    """Words of the grammatical subject: the doer, of a passive one the undergoer."""
    reports: bool
    """True where it only says that something is so: "warned that …", "asked whether …"."""
    supposed: bool
    """True within "if …", "once …": it is not said to be so."""
    conditional: bool
    """True where it hangs on a condition that the sentence states."""
    under: int | None
    """Offset of the verb under which it stands: "said", "agreed", "hope"."""


@lru_cache(maxsize=4096)
def deeds(sentence: str) -> tuple[Deed, ...]:
    """The deeds of one sentence, in order."""
    return _Deeds(Clauses(parse(sentence))).deeds()


class _Deeds:
    def __init__(self, clauses: Clauses) -> None:
        self.nodes, self.children, self._clauses = clauses.nodes, clauses.children, clauses
        self._senses = SenseReader(clauses)

    def deeds(self) -> tuple[Deed, ...]:
        found: list[Deed] = []
        for i, node in enumerate(self.nodes):
            if node.dep in HELPERS or not self._is_deed(i):
                continue
            carrier = self._clauses.carrier(i)
            doer, undergoer, passive = self._clauses.sides(i)
            under = self._clauses.governor(i)
            found.append(
                Deed(
                    self.nodes[carrier].start,
                    self._clauses.meaning(carrier),
                    self._form(i, carrier),
                    self._senses.senses(i),
                    denied(self._clauses, i),
                    self._clauses.words(doer),
                    passive,
                    self._clauses.words(undergoer),
                    self._clauses.words(self._clauses.around(i)),
                    self._clauses.words(self._clauses.reach(i)),
                    self._clauses.words(undergoer if passive else doer),
                    self._reports(i),
                    supposed(self._clauses, i),
                    conditional(self._clauses, i),
                    self.nodes[under].start if under is not None else None,
                )
            )
        return tuple(found)

    def _is_deed(self, i: int) -> bool:
        node = self.nodes[i]
        if not node.tag.startswith(("VB", "MD")):
            return False
        if node.tag in ("VBN", "VBG") and node.dep in ("amod", "compound"):
            return False
        return node.dep in _OF_A_CLAUSE or node.tag in ("VBD", "VBZ", "VBP")

    def _form(self, i: int, carrier: int) -> str:
        if carrier == i:
            return "verb"
        if self.nodes[carrier].dep == "pobj":
            return "phrase"
        return "adjective" if self.nodes[carrier].dep == "acomp" else "noun"

    def _reports(self, i: int) -> bool:
        if self.nodes[i].lemma in _LIGHT:
            return False
        for k in self.children[i]:
            if self.nodes[k].dep in ("ccomp", "parataxis") and self.nodes[k].tag.startswith(("VB", "MD")):
                helpers = {self.nodes[h].lemma for h in self.children[k] if self.nodes[h].dep in HELPERS}
                if "to" not in helpers and (helpers or self.nodes[k].tag in ("VBD", "VBZ", "VBP")):
                    return True
        return False
