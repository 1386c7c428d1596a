"""What a sentence says is done or so: each deed with who does it, to what, how surely, and under what.

Reported speech shifts tenses back ("will" becomes "would"), so a deed carries the set of senses it can have:
done, present, ongoing, future, intent, possible, can, should, must. An empty set says nothing of time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scrutiny_rag.english.governors import GOVERNORS, MODALS, Governor
from scrutiny_rag.english.lexicon import PHRASAL
from scrutiny_rag.english.parsing import Node, parse

Senses = frozenset[str]
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_HELPERS = ("aux", "auxpass")
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
_ARGUMENTS = ("dobj", "obj", "dative", "attr", "acomp", "oprd", "pobj", "npadvmod", "pcomp")
_DENIALS = frozenset(("no", "not", "n't", "never", "neither", "nor", "none", "nobody", "nothing", "hardly"))
_SUPPOSING = frozenset(("if", "unless", "whether"))
_ASKING = frozenset(
    "ask ascertain enquire inquire determine establish query question wonder investigate check clarify know".split()
)
_QUESTIONS = frozenset("what which who whom when where how why".split())
_BETWEEN = frozenset(("it", "them", "this", "that"))
_WAITING = frozenset(("once", "until", "till", "when", "whenever", "before"))


_LIGHT = frozenset(("be", "have", "do", "go", "get", "make", "let", "help", "take", "keep"))
"""Verbs that report nothing, whatever clause hangs on them."""
_INFORMING = frozenset(
    "say state report explain add confirm note mention think believe tell find hear argue claim".split()
)


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
    nodes = parse(sentence)
    return _Grammar(nodes).deeds()


class _Grammar:
    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.children: dict[int, list[int]] = {i: [] for i in range(len(nodes))}
        for i, node in enumerate(nodes):
            if node.head != i:
                self.children[node.head].append(i)
        self._senses: dict[int, Senses] = {}

    def deeds(self) -> tuple[Deed, ...]:
        found: list[Deed] = []
        for i, node in enumerate(self.nodes):
            if node.dep in _HELPERS or not self._is_deed(i):
                continue
            carrier = self._carrier(i)
            doer, undergoer, passive = self._sides(i)
            under = self._governor(i)
            found.append(
                Deed(
                    self.nodes[carrier].start,
                    self._meaning(carrier),
                    self._form(i, carrier),
                    self.senses(i),
                    self._denied(i),
                    self._words(doer),
                    passive,
                    self._words(undergoer),
                    self._words(self._around(i)),
                    self._words(self._reach(i)),
                    self._words(undergoer if passive else doer),
                    self._reports(i),
                    self._supposed(i),
                    self._conditional(i),
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

    def _carrier(self, i: int) -> int:
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

    def _form(self, i: int, carrier: int) -> str:
        if carrier == i:
            return "verb"
        if self.nodes[carrier].dep == "pobj":
            return "phrase"
        return "adjective" if self.nodes[carrier].dep == "acomp" else "noun"

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
        helpers = [self.nodes[k] for k in self.children[i] if self.nodes[k].dep in _HELPERS]
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
        if any(self.nodes[k].dep in _SUBJECTS for k in self.children[i]):
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

    def _meaning(self, i: int) -> str:
        """The verb's lemma; with the small word after it ("put off") the one verb that means the same."""
        lemma = self.nodes[i].lemma
        after = [node.lemma for node in self.nodes[i + 1 : i + 4]]
        after = after[1:] if after[:1] and after[0] in _BETWEEN else after
        for small in (" ".join(after[:2]), " ".join(after[:1])):
            if (lemma, small) in PHRASAL:
                return PHRASAL[lemma, small]
        return lemma

    def _holder(self, i: int) -> int | None:
        """The "have" or "get" of "aims to have them filled", which says how far they are."""
        at = self.nodes[i].head
        if self.nodes[i].dep == "acl" and self.nodes[at].dep in ("dobj", "obj"):
            at = self.nodes[at].head
        return at if at != i and self.nodes[at].lemma in ("have", "get") and at < i else None

    def _of_being(self, being: list[Node], i: int) -> Senses:
        for helper in being:
            if helper.tag == "VBD":
                reported = self._governor(i) is not None
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

    def _governor(self, i: int) -> int | None:
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

    def _reports(self, i: int) -> bool:
        if self.nodes[i].lemma in _LIGHT:
            return False
        for k in self.children[i]:
            if self.nodes[k].dep in ("ccomp", "parataxis") and self.nodes[k].tag.startswith(("VB", "MD")):
                helpers = {self.nodes[h].lemma for h in self.children[k] if self.nodes[h].dep in _HELPERS}
                if "to" not in helpers and (helpers or self.nodes[k].tag in ("VBD", "VBZ", "VBP")):
                    return True
        return False

    def _reach(self, i: int) -> list[int]:
        words = [i]
        for k in self.children[i]:
            verb = self.nodes[k].tag.startswith(("VB", "MD"))
            apart = self.nodes[k].dep == "ccomp" and k < i  # "X is so; Y is so"
            if apart or self.nodes[k].dep == "parataxis" or (self.nodes[k].dep == "conj" and verb):
                continue
            words += self._reach(k)
        return words

    def _sides(self, i: int) -> tuple[list[int], list[int], bool]:
        """The doer and the undergoer of a verb."""
        doer: list[int] = []
        undergoer: list[int] = []
        passive = any(self.nodes[k].dep == "auxpass" for k in self.children[i])
        for k in self.children[i]:
            dep = self.nodes[k].dep
            if dep in ("nsubjpass", "csubjpass"):
                undergoer += self._phrase(k)
                passive = True
            elif dep in ("nsubj", "csubj"):
                doer += self._phrase(k)
            elif dep in ("dobj", "obj"):
                undergoer += self._phrase(k)
            elif dep == "agent":
                doer += [w for inner in self.children[k] for w in self._phrase(inner)]
        node = self.nodes[i]
        if node.dep in ("relcl", "acl") and node.head != i:
            side = undergoer if node.tag == "VBN" else doer
            if not (doer or undergoer) or (node.tag == "VBN" and node.dep == "acl" and not undergoer):
                side.extend(self._phrase(node.head, without=i))
        if (
            node.dep in ("conj", "xcomp", "advcl")
            and node.head != i
            and not (doer if not passive else undergoer)
        ):
            head = node.head
            if self.nodes[head].dep == "acomp":  # "I would be happy to send it"
                head = self.nodes[head].head
            above_doer, above_undergoer, above_passive = self._sides(head)
            shared = above_undergoer if above_passive and node.dep != "advcl" else above_doer
            if node.dep == "xcomp":
                objects = [
                    w
                    for k in self.children[node.head]
                    if self.nodes[k].dep == "dobj"
                    for w in self._phrase(k)
                ]
                shared = objects or shared
            (undergoer if passive else doer).extend(shared)
        return doer, undergoer, passive

    def _phrase(self, i: int, without: int | None = None) -> list[int]:
        """A noun with what belongs to it, clauses left out."""
        words = [i]
        for k in self.children[i]:
            if k == without or self.nodes[k].dep in ("relcl", "acl", "appos", "punct", "advcl", "ccomp"):
                continue
            words += self._phrase(k)
        return sorted(words)

    def _around(self, i: int) -> list[int]:
        words: list[int] = []
        for k in self.children[i]:
            dep = self.nodes[k].dep
            if dep in ("prep", "npadvmod", "attr", "acomp", "dative", "oprd"):
                words += self._phrase(k)
        node = self.nodes[i]
        if node.dep == "relcl" and any(self.nodes[k].lemma == "where" for k in self.children[i]):
            words += self._phrase(node.head, without=i)
        return sorted(words)

    def _denied(self, i: int) -> bool:
        near = list(self.children[i])
        near += [
            w
            for k in near
            if self.nodes[k].dep in ("advmod", "appos", "dep", "det")
            for w in self.children[k]
        ]
        near += [
            w for k in near if self.nodes[k].dep in (*_SUBJECTS, *_ARGUMENTS) for w in [k, *self.children[k]]
        ]
        direct = sum(
            self.nodes[k].lemma in _DENIALS and not (self.nodes[k].lemma == "nor" and k > i)
            for k in dict.fromkeys(near)
        )  # "was not sold, nor was …": the second denies what comes after it
        above = self.nodes[i].head
        if self.nodes[i].dep == "xcomp" and above != i:
            governor = GOVERNORS.get(self.nodes[above].lemma)
            if governor is not None and governor.denies:
                direct += 1
            higher = self.nodes[above].head if self.nodes[above].dep == "acomp" else above
            if (self.nodes[above].lemma != "be" or higher != above) and any(
                self.nodes[k].dep == "neg" for k in self.children[higher]
            ):
                direct += 1
        if (
            self.nodes[i].tag == "VBG"
            and self.nodes[i].dep in ("pcomp", "conj", "advcl")
            and self._instead(i)
        ):
            direct += 1
        if (
            self.nodes[i].dep == "conj"
            and above != i
            and not any(self.nodes[k].dep in (*_SUBJECTS, *_HELPERS) for k in self.children[i])
        ):
            direct += any(self.nodes[k].dep == "neg" for k in self.children[above])
        return direct % 2 == 1

    def _instead(self, i: int) -> bool:
        """True in "rather than waiting" and "instead of waiting"."""
        before = [self.nodes[k].lemma for k in range(max(0, i - 2), i)]
        return before in (["rather", "than"], ["instead", "of"])

    def _marks(self, i: int) -> Iterator[str]:
        for k in self.children[i]:
            if self.nodes[k].dep in ("mark", "advmod"):
                yield self.nodes[k].lemma

    def _supposed(self, i: int) -> bool:
        seen: set[int] = set()
        while i not in seen:
            seen.add(i)
            marks = set(self._marks(i))
            if marks & _SUPPOSING or (self.nodes[i].dep == "advcl" and marks & _WAITING):
                return True
            head = self.nodes[i].head
            if head == i:
                return False
            if self.nodes[i].dep == "pcomp" and self.nodes[head].lemma in _WAITING:
                return True
            if self.nodes[i].dep == "ccomp" and self.nodes[head].lemma in _ASKING and self._asks_which(i):
                return True  # "to ascertain what reports they had sent"
            if self.nodes[i].dep == "ccomp" and i > head and self._denied(head):
                return True  # "I am not able to say that it will close"
            i = head
        return False

    def _asks_which(self, i: int) -> bool:
        """True for a clause that begins with "what", "when", "how" and the like."""
        first = min(self.whole(i), default=i)
        return any(node.lemma in _QUESTIONS for node in self.nodes[first : first + 2])

    def _conditional(self, i: int) -> bool:
        """True where "if …", "unless …" or "subject to …" hangs on the deed or on what governs it."""
        for place in dict.fromkeys((i, self.nodes[i].head if self.nodes[i].dep in ("xcomp", "conj") else i)):
            for k in self.children[place]:
                if self.nodes[k].dep == "advcl" and set(self._marks(k)) & {
                    "if",
                    "unless",
                    "provided",
                    "once",
                }:
                    return True
                if self.nodes[k].lemma == "subject" and self.nodes[k].dep in (
                    "acomp",
                    "advmod",
                    "amod",
                    "prep",
                    "advcl",
                ):
                    return True
        return False

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

    def _words(self, indexes: list[int]) -> tuple[int, ...]:
        return tuple(self.nodes[k].start for k in sorted(set(indexes)))


@lru_cache(maxsize=4096)
def parts(sentence: str) -> tuple[str, ...]:
    """The sentences that a merged one is made of ("X did this and did that"); itself alone where it is one."""
    grammar = _Grammar(parse(sentence))
    nodes = grammar.nodes
    ends = [node.start for node in nodes[1:]] + [len(sentence)]
    cut: list[tuple[int, int, str]] = []
    for i, node in enumerate(nodes):
        if not node.tag.startswith(("VB", "MD")) or node.head == i:
            continue
        marks = {nodes[k].lemma for k in grammar.children[i] if nodes[k].dep in ("mark", "advmod")}
        joined = node.dep == "conj" and nodes[node.head].tag.startswith(("VB", "MD"))
        if not joined and not (node.dep == "advcl" and marks & {"while", "whereas", "although", "though"}):
            continue
        if joined and nodes[node.head].dep not in ("ROOT", "conj"):
            continue
        below = sorted(grammar.whole(i))
        text = sentence[nodes[below[0]].start : ends[below[-1]]].strip(" ,;.")
        first = text.split(" ", 1)[0].lower()
        text = text[len(first) :].strip() if first in ("while", "whereas", "although", "though") else text
        if not any(nodes[k].dep in _SUBJECTS for k in grammar.children[i]):
            subject = next((k for k in grammar.children[node.head] if nodes[k].dep in _SUBJECTS), None)
            if subject is None:
                continue
            words = sorted(grammar.whole(subject))
            helpers = [k for k in grammar.children[node.head] if nodes[k].dep in _HELPERS]
            lead = sentence[nodes[words[0]].start : ends[words[-1]]].strip()
            if (
                helpers
                and node.tag == nodes[node.head].tag
                and not any(nodes[k].dep in _HELPERS for k in grammar.children[i])
            ):
                lead += "".join(" " + sentence[nodes[k].start : ends[k]].strip() for k in helpers)
            text = f"{lead} {text}"
        cut.append((nodes[below[0]].start, ends[below[-1]], text))
    if not cut:
        return (sentence,)
    rest, at = "", 0
    for start, end, _ in cut:
        if start >= at:
            rest, at = rest + sentence[at:start], end
    rest = " ".join((rest + sentence[at:]).split()).strip(" ,;")
    for joint in (" and", " but", " or", ","):
        rest = rest.removesuffix(".").strip(" ,;").removesuffix(joint)
    return (f"{rest.strip(' ,;')}.", *(f"{text[0].upper()}{text[1:]}." for _, _, text in cut if text))
