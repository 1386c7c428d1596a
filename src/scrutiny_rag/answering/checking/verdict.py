"""What a check finds, and what a rule of it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrutiny_rag.answering.checking.support import Support


class Outcome(StrEnum):
    """What may become of a claim."""

    VERIFIED = "verified"
    SOFT = "soft"
    """Its wording or an inference is not borne out: it may be shown as not verified, beside its quote."""
    HARD = "hard"
    """A number, date, name, denial or decision is not as the text has it: it may not be shown."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check."""

    outcome: Outcome
    why: str
    """One sentence."""
    rule: str = ""
    """Name of the rule that refused; "" where verified."""
    coverage: float = 0.0
    """Share of the claim's content words found in the text, 0 to 1."""
    missing: tuple[str, ...] = ()
    """Content words of the claim that the text has in no form."""
    sentence: str = ""
    """The stretch of the text that was compared."""

    @property
    def supported(self) -> bool:
        """True where the claim is verified."""
        return self.outcome is Outcome.VERIFIED


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule has against a claim."""

    why: str
    """One sentence for people."""
    outcome: Outcome = Outcome.HARD
    wording: bool = False
    """Whether a text of the same meaning may be worded otherwise: only a word is missing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A claim beside a text, by which a rule shows what it does."""

    claim: str
    text: str
    context: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check, with what it must catch and what it must let pass."""

    name: str
    about: str
    find: Callable[[Support], Fault | None]
    catches: tuple[Example, ...]
    passes: tuple[Example, ...]
