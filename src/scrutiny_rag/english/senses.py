"""How surely, and when, a verb is said to be so, by its form and by what governs it.

Reported speech shifts tenses back ("will" becomes "would"), so a verb has the set of senses it can have: done,
present, ongoing, future, intent, possible, can, should, must. An empty set says nothing of time.
"""

from __future__ import annotations

from scrutiny_rag.english.clause_tree import HELPERS, SUBJECTS, Clauses
from scrutiny_rag.english.governors import GOVERNORS, MODALS, Governor
from scrutiny_rag.english.parsing import Node

Senses = frozenset[str]
_INFORMING = frozenset(
    "say state report explain add confirm note mention think believe tell find hear argue claim".split()
)


class SenseReader:
    """Reads the senses of the verbs of one sentence."""

    def __init__(self, clauses: Clauses) -> None:
        self.nodes, self.children, self._clauses = clauses.nodes, clauses.children, clauses
        self._senses: dict[int, Senses] = {}

    def senses(self, i: int) -> Senses:
        """How surely, and when, the verb at i is said to be so."""
        if i not in self._senses:
            self._senses[i] = frozenset()  # should the grammar go in a circle
            told = self._read_senses(i)
            infinite = any(
                self.nodes[k].lemma == "to" and self.nodes[k].dep == "aux" for k in self.children[i]
            )
            self._senses[i] = told if infinite or not told else self._told(i, told)
        return self._senses[i]

    def _read_senses(self, i: int) -> Senses:
        node = self.nodes[i]
        helpers = [self.nodes[k] for k in self.children[i] if self.nodes[k].dep in HELPERS]
        hedged = any(
            self.nodes[k].dep == "advmod" and self.nodes[k].lemma in MODALS for k in self.children[i]
        )
        if hedged:
            return frozenset({"possible"})
        for helper in helpers:
            if helper.tag == "MD" and helper.lemma in MODALS:
                return MODALS[helper.lemma]
        lemmas = {helper.lemma for helper in helpers}
        if node.tag == "VBG" and any(h.lemma == "be" and h.tag != "VBG" for h in helpers):
            return frozenset({"ongoing"})
        if any(helper.tag == "VBG" for helper in helpers):
            return frozenset({"ongoing"})
        if "to" in lemmas or (node.tag == "VB" and node.dep in ("xcomp", "acl", "advcl", "conj", "ccomp")):
            if node.dep == "conj" and self.nodes[node.head].tag == node.tag:
                return self.senses(node.head)
            if node.dep == "conj" and "to" not in lemmas:  # "designed to cut queues and improve the air"
                aims = [
                    k for k in self.children[node.head] if self.nodes[k].dep in ("xcomp", "advcl") and k < i
                ]
                return self.senses(aims[-1]) if aims else frozenset({"intent"})
            if "to" in lemmas or node.dep == "xcomp":
                return self._infinitive(i)
            if node.dep == "ccomp":  # "that rents be raised"
                return self._asked(node.head) if "to" not in lemmas else frozenset({"intent"})
        if node.tag == "VBN" and not helpers:
            if node.dep == "conj":
                return self.senses(node.head)
            if (holder := self._holder(i)) is not None:
                return self.senses(holder)
            return frozenset() if node.dep in ("acl", "advcl", "amod") else frozenset({"done", "present"})
        if node.tag == "VBG" and not helpers:
            return self.senses(node.head) if node.dep == "conj" else self._gerund(i)
        if node.tag == "VBN":
            if "have" in lemmas:
                return frozenset({"done"})
            return self._of_being([h for h in helpers if h.lemma in ("be", "get")], i)
        if node.tag == "VBD":
            return frozenset({"done"} if node.lemma != "be" else {"done", "present"})
        if node.tag in ("VBZ", "VBP"):
            return frozenset({"present"})
        if node.dep == "conj" and node.head != i:
            return self.senses(node.head)
        if any(self.nodes[k].dep in SUBJECTS for k in self.children[i]):
            return frozenset({"present"})  # "They take a year", read as the bare form
        return frozenset()

    def _gerund(self, i: int) -> Senses:
        """How sure "applying" is in "a possibility of applying" and "considered applying"; empty under no such word."""
        above = self.nodes[i].head
        if self.nodes[i].dep == "pcomp":
            above = self.nodes[above].head
        elif self.nodes[i].dep != "xcomp":
            return frozenset()
        governor = GOVERNORS.get(self.nodes[above].lemma)
        return governor.infinitive if governor is not None and not governor.carries else frozenset()

    def _holder(self, i: int) -> int | None:
        """The "have" or "get" of "aims to have them filled", which says how far they are."""
        at = self.nodes[i].head
        if self.nodes[i].dep == "acl" and self.nodes[at].dep in ("dobj", "obj"):
            at = self.nodes[at].head
        return at if at != i and self.nodes[at].lemma in ("have", "get") and at < i else None

    def _of_being(self, being: list[Node], i: int) -> Senses:
        for helper in being:
            if helper.tag == "VBD":
                reported = self._clauses.governor(i) is not None
                return frozenset({"done", "present"} if reported else {"done"})
            if helper.tag in ("VBZ", "VBP"):
                return frozenset({"present"})
            if helper.tag == "VB" and self.nodes[i].dep in ("ccomp", "conj", "ROOT"):
                if self.nodes[i].dep == "conj":
                    return self.senses(self.nodes[i].head)
                return self._asked(self.nodes[i].head)
        return frozenset()

    def _told(self, i: int, senses: Senses) -> Senses:
        """A finite verb told under a hope, a fear or a demand is no more than that."""
        aside = self._aside(i)
        if aside is not None:
            return aside
        head = self.nodes[i].head
        above = [head] if self.nodes[i].dep in ("ccomp", "acl") and head != i else []
        above += [
            k for k in self.children[i] if self.nodes[k].dep == "parataxis"
        ]  # ", it was hoped, would …"
        for k in above:
            governor = GOVERNORS.get(self.nodes[k].lemma)
            if governor is not None and governor.finite:
                return governor.finite
        return senses

    def _aside(self, i: int) -> Senses | None:
        """What ", it was hoped," makes of the first helping verb after it; None where none stands before the verb."""
        words = [node.lemma for node in self.nodes]
        for k in range(i - 5, i - 1):
            if k > 1 and words[k] == "be" and words[k - 1] == "it" and words[k - 2 : k + 3 : 4] == [",", ","]:
                governor = GOVERNORS.get(words[k + 1])
                return (governor.finite or governor.infinitive) if governor is not None else None
        return None

    def _asked(self, head: int) -> Senses:
        governor = GOVERNORS.get(self.nodes[head].lemma)
        if governor is not None and governor.infinitive:
            return governor.infinitive | {"should"}
        if self.nodes[head].lemma in _INFORMING:  # "said that it still matter"
            return frozenset({"present"})
        return frozenset({"should"})

    def _infinitive(self, i: int) -> Senses:
        """What "to do" means by what it hangs on: an aim, a promise, a need; "began to do" is done."""
        node = self.nodes[i]
        head = node.head
        if head == i:
            return frozenset({"future"})  # "Lights to be mended"
        lemma = self.nodes[head].lemma
        governor: Governor | None = GOVERNORS.get(lemma)
        if lemma == "be" and node.dep in ("xcomp", "ccomp"):
            carrier = next((k for k in self.children[head] if self.nodes[k].dep in ("acomp", "attr")), head)
            if carrier != head:
                governor = GOVERNORS.get(self.nodes[carrier].lemma, governor)
                return governor.infinitive if governor else frozenset({"intent"})
            return frozenset({"future"})
        if lemma in ("have", "go") and node.dep == "xcomp":
            perfect = any(self.nodes[k].lemma == "have" for k in self.children[head])
            must = frozenset({"must", "done"} if perfect else {"must"})  # "have had to close it"
            return must if lemma == "have" else frozenset({"future"})
        if governor is not None:
            if governor.carries:
                return self.senses(head)
            return governor.infinitive
        return frozenset({"intent"})
