"""How far an answer can be trusted, in a word, a sign and a sentence; never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_rag.answering.answer import Answer


@dataclass(frozen=True, slots=True)
class Standing:
    """What code found of an answer, as people are told it."""

    key: str
    """verified, unverified, not_found, no_question or index: the class of the page's element."""
    sign: str
    label: str


def standing(answer: Answer) -> Standing | None:
    """How a whole answer stands; None where nothing was checked."""
    if answer.status == "not_found":
        if answer.kind == "other":
            return Standing("no_question", "i", "Not a question about the papers")
        return Standing("not_found", "✕", "Not found in these papers")
    if answer.kind == "collection":
        return Standing("index", "≡", "From the list of papers")
    if not answer.claims:
        return None
    unsure = sum(not claim.verified for claim in answer.claims)
    if not unsure:
        return Standing("verified", "✓", "Verified: the quoted words hold every sentence")
    if unsure == len(answer.claims):
        return Standing("unverified", "!", "Not verified: read the sources before you rely on it")
    return Standing(
        "unverified", "!", f"Not all verified: {unsure} of {len(answer.claims)} sentences are not"
    )


def unverified_ends(answer: Answer) -> list[int]:
    """Offsets in the answer's text at which a sentence ends that is not verified, in order."""
    if answer.status == "not_found":
        return []
    found = ((answer.text.find(claim.text), claim) for claim in answer.claims if not claim.verified)
    return sorted(at + len(claim.text) for at, claim in found if at >= 0)
