"""The clauses of a sentence by its grammar: what hangs on a verb, who does it, to what, under which other verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrutiny_rag.english.lexicon import PHRASAL
from scrutiny_rag.english.parsing import Node

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
HELPERS = ("aux", "auxpass")
_BETWEEN = frozenset(("it", "them", "this", "that"))


class Clauses:
    """The words of a sentence and what hangs on each; words are given by their places in `nodes`."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.children: dict[int, list[int]] = {i: [] for i in range(len(nodes))}
        for i, node in enumerate(nodes):
            if node.head != i:
                self.children[node.head].append(i)

    def phrase(self, i: int, without: int | None = None) -> list[int]:
        """A noun with what belongs to it, clauses left out."""
        words = [i]
        for k in self.children[i]:
            if k == without or self.nodes[k].dep in ("relcl", "acl", "appos", "punct", "advcl", "ccomp"):
                continue
            words += self.phrase(k)
        return sorted(words)

    def sides(self, i: int) -> tuple[list[int], list[int], bool]:
        """The doer and the undergoer of a verb."""
        doer: list[int] = []
        undergoer: list[int] = []
        passive = any(self.nodes[k].dep == "auxpass" for k in self.children[i])
        for k in self.children[i]:
            dep = self.nodes[k].dep
            if dep in ("nsubjpass", "csubjpass"):
                undergoer += self.phrase(k)
                passive = True
            elif dep in ("nsubj", "csubj"):
                doer += self.phrase(k)
            elif dep in ("dobj", "obj"):
                undergoer += self.phrase(k)
            elif dep == "agent":
                doer += [w for inner in self.children[k] for w in self.phrase(inner)]
        node = self.nodes[i]
        if node.dep in ("relcl", "acl") and node.head != i:
            side = undergoer if node.tag == "VBN" else doer
            if not (doer or undergoer) or (node.tag == "VBN" and node.dep == "acl" and not undergoer):
                side.extend(self.phrase(node.head, without=i))
        if (
            node.dep in ("conj", "xcomp", "advcl")
            and node.head != i
            and not (doer if not passive else undergoer)
        ):
            head = node.head
            if self.nodes[head].dep == "acomp":  # "I would be happy to send it"
                head = self.nodes[head].head
            above_doer, above_undergoer, above_passive = self.sides(head)
            shared = above_undergoer if above_passive and node.dep != "advcl" else above_doer
            if node.dep == "xcomp":
                objects = [
                    w for k in self.children[node.head] if self.nodes[k].dep == "dobj" for w in self.phrase(k)
                ]
                shared = objects or shared
            (undergoer if passive else doer).extend(shared)
        return doer, undergoer, passive

    def around(self, i: int) -> list[int]:
        """Place, time, manner: what else hangs on i, its own clause alone."""
        words: list[int] = []
        for k in self.children[i]:
            dep = self.nodes[k].dep
            if dep in ("prep", "npadvmod", "attr", "acomp", "dative", "oprd"):
                words += self.phrase(k)
        node = self.nodes[i]
        if node.dep == "relcl" and any(self.nodes[k].lemma == "where" for k in self.children[i]):
            words += self.phrase(node.head, without=i)
        return sorted(words)

    def governor(self, i: int) -> int | None:
        """The verb under which a deed stands, coordination passed over."""
        seen = set()
        while i not in seen:
            seen.add(i)
            node = self.nodes[i]
            if node.head == i:
                return None
            if node.dep in ("ccomp", "xcomp"):
                return node.head
            if node.dep == "parataxis":
                return node.head
            if node.dep == "conj":
                i = node.head
                continue
            return None
        return None

    def reach(self, i: int) -> list[int]:
        """Every word under i, and i; what is told beside it or coordinated with it left out."""
        words = [i]
        for k in self.children[i]:
            verb = self.nodes[k].tag.startswith(("VB", "MD"))
            apart = self.nodes[k].dep == "ccomp" and k < i  # "X is so; Y is so"
            if apart or self.nodes[k].dep == "parataxis" or (self.nodes[k].dep == "conj" and verb):
                continue
            words += self.reach(k)
        return words

    def marks(self, i: int) -> Iterator[str]:
        """The lemmas of "if", "while", "once" and the like that open the clause of i."""
        for k in self.children[i]:
            if self.nodes[k].dep in ("mark", "advmod"):
                yield self.nodes[k].lemma

    def whole(self, i: int) -> list[int]:
        """Every word under i, and i; clauses coordinated with it left out."""
        words = [i]
        for k in self.children[i]:
            verb = self.nodes[k].tag.startswith(("VB", "MD"))
            if self.nodes[k].dep == "conj" and verb and self.nodes[i].tag.startswith(("VB", "MD")):
                continue
            if self.nodes[k].dep == "cc" and self.nodes[i].tag.startswith(("VB", "MD")):
                continue
            words += self.whole(k)
        return words

    def words(self, indexes: list[int]) -> tuple[int, ...]:
        """The offsets at which words start, in order."""
        return tuple(self.nodes[k].start for k in sorted(set(indexes)))

    def carrier(self, i: int) -> int:
        """What says the thing: for "is" and "be", what follows it."""
        if self.nodes[i].lemma != "be":
            return i
        for dep in ("acomp", "attr", "oprd"):
            for k in self.children[i]:
                if self.nodes[k].dep == dep:
                    return k
        if any(self.nodes[k].dep == "xcomp" for k in self.children[i]):
            return i  # "is to be mended"
        for k in self.children[i]:
            if self.nodes[k].dep == "prep" and k > i:
                for inner in self.children[k]:
                    if self.nodes[inner].dep == "pobj":
                        return inner
        return i

    def meaning(self, i: int) -> str:
        """The verb's lemma; with the small word after it ("put off") the one verb that means the same."""
        lemma = self.nodes[i].lemma
        after = [node.lemma for node in self.nodes[i + 1 : i + 4]]
        after = after[1:] if after[:1] and after[0] in _BETWEEN else after
        for small in (" ".join(after[:2]), " ".join(after[:1])):
            if (lemma, small) in PHRASAL:
                return PHRASAL[lemma, small]
        return lemma
