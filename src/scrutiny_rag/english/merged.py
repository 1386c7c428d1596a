"""The sentences of which a merged one is made."""

from __future__ import annotations

from functools import lru_cache

from scrutiny_rag.english.clause_tree import HELPERS, SUBJECTS, Clauses
from scrutiny_rag.english.parsing import parse


@lru_cache(maxsize=4096)
def parts(sentence: str) -> tuple[str, ...]:
    """The sentences that a merged one is made of ("X did this and did that"); itself alone where it is one."""
    grammar = Clauses(parse(sentence))
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
        if not any(nodes[k].dep in SUBJECTS for k in grammar.children[i]):
            subject = next((k for k in grammar.children[node.head] if nodes[k].dep in SUBJECTS), None)
            if subject is None:
                continue
            words = sorted(grammar.whole(subject))
            helpers = [k for k in grammar.children[node.head] if nodes[k].dep in HELPERS]
            lead = sentence[nodes[words[0]].start : ends[words[-1]]].strip()
            if (
                helpers
                and node.tag == nodes[node.head].tag
                and not any(nodes[k].dep in HELPERS for k in grammar.children[i])
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
