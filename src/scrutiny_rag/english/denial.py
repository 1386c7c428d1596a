"""Whether a verb is denied, only supposed, or hangs on a condition."""

from __future__ import annotations

from scrutiny_rag.english.clause_tree import HELPERS, SUBJECTS, Clauses
from scrutiny_rag.english.governors import GOVERNORS

_ARGUMENTS = ("dobj", "obj", "dative", "attr", "acomp", "oprd", "pobj", "npadvmod", "pcomp")
_DENIALS = frozenset(("no", "not", "n't", "never", "neither", "nor", "none", "nobody", "nothing", "hardly"))
_SUPPOSING = frozenset(("if", "unless", "whether"))
_ASKING = frozenset(
    "ask ascertain enquire inquire determine establish query question wonder investigate check clarify know".split()
)
_QUESTIONS = frozenset("what which who whom when where how why".split())
_WAITING = frozenset(("once", "until", "till", "when", "whenever", "before"))


def denied(clauses: Clauses, i: int) -> bool:
    """True where the verb at i is said not to be so, by itself or by what governs it."""
    nodes, children = clauses.nodes, clauses.children
    near = list(children[i])
    near += [w for k in near if nodes[k].dep in ("advmod", "appos", "dep", "det") for w in children[k]]
    near += [w for k in near if nodes[k].dep in (*SUBJECTS, *_ARGUMENTS) for w in [k, *children[k]]]
    direct = sum(
        nodes[k].lemma in _DENIALS and not (nodes[k].lemma == "nor" and k > i) for k in dict.fromkeys(near)
    )  # "was not sold, nor was …": the second denies what comes after it
    above = nodes[i].head
    if nodes[i].dep == "xcomp" and above != i:
        governor = GOVERNORS.get(nodes[above].lemma)
        if governor is not None and governor.denies:
            direct += 1
        higher = nodes[above].head if nodes[above].dep == "acomp" else above
        if (nodes[above].lemma != "be" or higher != above) and any(
            nodes[k].dep == "neg" for k in children[higher]
        ):
            direct += 1
    if nodes[i].tag == "VBG" and nodes[i].dep in ("pcomp", "conj", "advcl") and _instead(clauses, i):
        direct += 1
    if (
        nodes[i].dep == "conj"
        and above != i
        and not any(nodes[k].dep in (*SUBJECTS, *HELPERS) for k in children[i])
    ):
        direct += any(nodes[k].dep == "neg" for k in children[above])
    return direct % 2 == 1


def _instead(clauses: Clauses, i: int) -> bool:
    """True in "rather than waiting" and "instead of waiting"."""
    nodes = clauses.nodes
    before = [nodes[k].lemma for k in range(max(0, i - 2), i)]
    return before in (["rather", "than"], ["instead", "of"])


def supposed(clauses: Clauses, i: int) -> bool:
    """True within "if …", "once …" and what is only asked: the verb at i is not said to be so."""
    nodes = clauses.nodes
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        marks = set(clauses.marks(i))
        if marks & _SUPPOSING or (nodes[i].dep == "advcl" and marks & _WAITING):
            return True
        head = nodes[i].head
        if head == i:
            return False
        if nodes[i].dep == "pcomp" and nodes[head].lemma in _WAITING:
            return True
        if nodes[i].dep == "ccomp" and nodes[head].lemma in _ASKING and _asks_which(clauses, i):
            return True  # "to ascertain what reports they had sent"
        if nodes[i].dep == "ccomp" and i > head and denied(clauses, head):
            return True  # "I am not able to say that it will close"
        i = head
    return False


def _asks_which(clauses: Clauses, i: int) -> bool:
    """True for a clause that begins with "what", "when", "how" and the like."""
    nodes = clauses.nodes
    first = min(clauses.whole(i), default=i)
    return any(node.lemma in _QUESTIONS for node in nodes[first : first + 2])


def conditional(clauses: Clauses, i: int) -> bool:
    """True where "if …", "unless …" or "subject to …" hangs on the deed or on what governs it."""
    nodes, children = clauses.nodes, clauses.children
    for place in dict.fromkeys((i, nodes[i].head if nodes[i].dep in ("xcomp", "conj") else i)):
        for k in children[place]:
            if nodes[k].dep == "advcl" and set(clauses.marks(k)) & {
                "if",
                "unless",
                "provided",
                "once",
            }:
                return True
            if nodes[k].lemma == "subject" and nodes[k].dep in (
                "acomp",
                "advmod",
                "amod",
                "prep",
                "advcl",
            ):
                return True
    return False
