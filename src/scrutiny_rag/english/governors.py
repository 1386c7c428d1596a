"""Words that say how surely a thing is: helping verbs, and verbs and nouns that govern "to do" or "that …"."""

from __future__ import annotations

from dataclasses import dataclass

Senses = frozenset[str]


@dataclass(frozen=True, slots=True)
class Governor:
    """What a verb or noun makes of the deed under it."""

    infinitive: Senses = frozenset({"intent"})
    """Senses of "to do" under it."""
    finite: Senses = frozenset()
    """Senses of "that it does" under it; empty where it only reports."""
    carries: bool = False
    """True where "to do" is as sure as the word itself: "began to", "helped to"."""
    noun: Senses = frozenset()
    """Senses of a deed told as a noun under it, as in "considered for inclusion"; empty where it is as sure."""
    denies: bool = False
    """True where the deed is not done: "failed to"."""


def _each(words: str, governor: Governor) -> dict[str, Governor]:
    return dict.fromkeys(words.split(), governor)


_FUTURE = frozenset({"future"})
_INTENT = frozenset({"intent"})
_SHOULD = frozenset({"should"})
_POSSIBLE = frozenset({"possible"})
_WEIGHED = Governor(_POSSIBLE, noun=_POSSIBLE)
MODALS: dict[str, Senses] = {
    **dict.fromkeys(("will", "shall", "would", "'ll", "'d", "wo"), _FUTURE),
    **dict.fromkeys(
        ("may", "might", "possibly", "perhaps", "potentially", "likely"), frozenset({"possible"})
    ),
    **dict.fromkeys(("can", "could", "ca"), frozenset({"possible", "can"})),
    **dict.fromkeys(("should", "ought"), _SHOULD),
    "must": frozenset({"must"}),
}
GOVERNORS: dict[str, Governor] = {
    **_each("agree undertake promise pledge commit resolve decide due set schedule", Governor(_FUTURE)),
    # The model takes "hoped" for a form of "hop".
    **_each("hope hop wish want aspire desire", Governor(_INTENT, finite=_INTENT)),
    **_each("fear worry doubt wonder risk danger possibility chance", Governor(_POSSIBLE, finite=_POSSIBLE)),
    **_each("consider explore discuss debate investigate weigh option idea prospect feasibility", _WEIGHED),
    **_each("oppose object seek apply plan await delay defer postpone bid", Governor(_INTENT, noun=_INTENT)),
    **_each("suggestion proposal recommendation", Governor(_SHOULD, finite=_SHOULD)),
    **_each("suggest request", Governor(_SHOULD, finite=_SHOULD, noun=_SHOULD)),
    **_each(
        "expect likely anticipate predict",
        Governor(frozenset({"intent", "expected"}), finite=frozenset({"intent", "expected"})),
    ),
    **_each("advise encourage invite", Governor(_SHOULD)),
    **_each("ask call", Governor(_SHOULD, noun=_SHOULD)),
    **_each("recommend propose urge require", Governor(_SHOULD, finite=_SHOULD, noun=_SHOULD)),
    **_each("need require oblige have duty must", Governor(frozenset({"must"}))),
    **_each("able enable allow possible ready", Governor(frozenset({"can", "possible"}))),
    **_each("begin start continue help manage use proceed come get serve", Governor(carries=True)),
    **_each("seem appear", Governor(frozenset({"possible"}))),
    **_each("fail refuse decline unable", Governor(denies=True, carries=True)),
}
"""By lemma; a word that is not here governs an aim: "aims to", "designed to", "a plan to"."""
