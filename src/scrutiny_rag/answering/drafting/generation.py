"""A draft from numbered evidence, of which what is supported is kept, in the draft's own order."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.llms.llm import LLM

from scrutiny_rag.answering.checking import Entails, Outcome, Similar
from scrutiny_rag.answering.drafting.draft import (
    MOST_CLAIMS,
    LineReader,
    Proposed,
    partial_refusal,
    says_not_there,
)
from scrutiny_rag.answering.drafting.judging import DraftClaim, Judge
from scrutiny_rag.answering.drafting.prompting import Evidence, Wanted, correction, messages
from scrutiny_rag.answering.drafting.streaming import GenerationFailed, read_reply
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.analysis import terms

__all__ = ["Draft", "DraftClaim", "Evidence", "GenerationFailed", "generate", "stream_draft"]

CHARACTERS_A_TOKEN_AT_MOST = 8
_BEFORE = 3
"""Lines before a claim by which its pronouns are understood."""
_LEFT_OUT = "Part of the language model's draft could not be found in the papers and was left out."
_FLAGGED = "Lines marked as not verified are the language model's wording; compare them with their quotes."


@dataclass(frozen=True, slots=True)
class Draft:
    """What is left of a draft after the check."""

    claims: tuple[DraftClaim, ...]
    """Verified claims and those whose wording alone is not borne out, in the model's order."""
    dropped: tuple[DraftClaim, ...] = ()
    """Claims that failed the check and were neither put right nor shown."""
    notice: str | None = None
    """One sentence for people where something was left out or is not verified."""
    not_in_papers: bool = False
    """True when the model said that the evidence does not answer; `claims` is empty then."""
    lacking: tuple[str, ...] = ()
    """What the model says that the papers do not tell, in its words."""


def generate(
    question: str,
    evidence: Sequence[Evidence],
    llm: LLM,
    settings: Settings,
    *,
    wanted: Wanted | None = None,
    similar: Similar | None = None,
    entails: Entails | None = None,
) -> Draft:
    """Drafts an answer and gives what of it may be shown.

    Raises GenerationFailed, whose message is one sentence for people, when the model's server fails, the time
    (`settings.llm_timeout_s`, for draft and correction together) is over, or nothing that it wrote is
    supported.
    """
    stream = stream_draft(question, evidence, llm, settings, wanted=wanted, similar=similar, entails=entails)
    while True:
        try:
            next(stream)
        except StopIteration as end:
            draft: Draft = end.value
            return draft


def stream_draft(
    question: str,
    evidence: Sequence[Evidence],
    llm: LLM,
    settings: Settings,
    *,
    wanted: Wanted | None = None,
    similar: Similar | None = None,
    entails: Entails | None = None,
) -> Generator[DraftClaim, None, Draft]:
    """Yields each claim as soon as it is complete and verified, then returns the whole Draft.

    Nothing unverified is ever yielded; the returned draft holds also the claims whose wording alone was not borne
    out after one correction. Once a claim has been yielded, a failure of the server ends the draft with a notice;
    before that it raises GenerationFailed as `generate` does.
    """
    if not evidence:
        raise GenerationFailed("There is no evidence to draft an answer from.")
    until = time.monotonic() + settings.llm_timeout_s
    conversation, shown = messages(
        question,
        evidence,
        context_window=settings.llm_context_window,
        max_tokens=settings.llm_max_tokens,
        wanted=wanted or Wanted(),
    )
    if not shown:
        raise GenerationFailed(
            "No evidence fits the model's context window; raise SCRUTINY_RAG_LLM_CONTEXT_WINDOW."
        )
    work = _Work(Judge(shown, similar, entails))
    notice: str | None = None
    first = _Turn(llm, conversation, settings, until)
    try:
        for proposed in first.claims():
            claim = work.take(proposed)
            if claim is not None:
                yield claim
    except GenerationFailed as failure:
        if not work.kept:
            raise
        notice = failure.reason
    if not work.kept and not work.faulty:
        if says_not_there(first.text) or partial_refusal(first.text):
            told = "The language model found no answer in the papers."
            return Draft((), notice=told, not_in_papers=True, lacking=tuple(work.lacking))
        raise GenerationFailed("The language model's answer could not be read.")
    if work.faulty and notice is None:
        faults = [(claim.text, claim.verdict.why) for claim in work.faulty]
        again = [
            *conversation,
            ChatMessage(role=MessageRole.ASSISTANT, content="\n".join(f"- {text}" for text, _ in faults)),
            correction(faults, [piece.key for piece in shown]),
        ]
        second = _Turn(llm, again, settings, until + work.spent_s)
        try:
            for claim in work.again(list(second.claims())):
                yield claim
        except GenerationFailed as failure:
            if not work.kept and not work.soft():
                raise
            notice = failure.reason
            work.give_up()
    draft = work.draft(notice)
    if not draft.claims:
        raise GenerationFailed("Nothing that the language model wrote could be found in the papers.")
    return draft


class _Work:
    """The claims of one draft, sorted by what becomes of them."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._lines: list[str] = []
        self.spent_s = 0.0
        """Seconds that judging took: they are no time of the server's."""
        self.kept: list[DraftClaim] = []
        self.faulty: list[DraftClaim] = []
        """Claims of the first draft that are not verified, for the correction."""
        self.lacking: list[str] = []
        self._flagged: list[DraftClaim] = []
        self._dropped: list[DraftClaim] = []

    def take(self, proposed: Proposed) -> DraftClaim | None:
        """Judge a claim of the first draft; given back where it is verified and new."""
        if proposed.lacks:
            self.lacking.append(proposed.text)
            return None
        place = len(self._lines)
        started = time.monotonic()
        claim = self._judge.judge(proposed, place, " ".join(self._lines[-_BEFORE:]))
        self.spent_s += time.monotonic() - started
        self._lines.append(proposed.text)
        if not claim.verdict.supported:
            if not _said(claim, self.faulty):
                self.faulty.append(claim)
            return None
        if _said(claim, self.kept):
            return None
        self.kept.append(claim)
        return claim

    def again(self, lines: Sequence[Proposed]) -> list[DraftClaim]:
        """Judge what the model wrote instead of its faulty claims; gives those that are verified now.

        A faulty claim for which nothing came back is withdrawn.
        """
        verified = []
        for old, proposed in _paired(self.faulty, lines):
            if proposed is None:
                self._dropped.append(old)
                continue
            before = " ".join(self._lines[max(0, old.place - _BEFORE) : old.place])
            claim = replace(self._judge.judge(proposed, old.place, before), listed=old.listed)
            if claim.verdict.supported and not _said(claim, self.kept):
                self.kept.append(claim)
                verified.append(claim)
            elif not claim.verdict.supported:
                self._flag_or_drop(claim, old)
        return verified

    def soft(self) -> list[DraftClaim]:
        """The faulty claims whose wording alone is not borne out."""
        return [claim for claim in self.faulty if claim.verdict.outcome is Outcome.SOFT]

    def give_up(self) -> None:
        """No correction came: what may be shown beside its quote is."""
        self._flagged = self.soft()
        self._dropped = [claim for claim in self.faulty if claim not in self._flagged]

    def draft(self, notice: str | None) -> Draft:
        """All that may be shown, in the order in which it was written."""
        if notice is None and self._dropped:
            notice = _LEFT_OUT
        if notice is None and self._flagged:
            notice = _FLAGGED
        claims = sorted([*self.kept, *self._flagged], key=lambda claim: claim.place)
        return Draft(tuple(claims), tuple(self._dropped), notice, lacking=tuple(self.lacking))

    def _flag_or_drop(self, claim: DraftClaim, old: DraftClaim) -> None:
        soft = [c for c in (claim, old) if c.verdict.outcome is Outcome.SOFT]
        if soft and not _said(soft[0], [*self.kept, *self._flagged]):
            self._flagged.append(soft[0])
        elif not soft:
            self._dropped.append(claim)


class _Turn:
    """One reply of the model, read as claims, at most MOST_CLAIMS of them."""

    def __init__(self, llm: LLM, conversation: list[ChatMessage], settings: Settings, until: float) -> None:
        most = settings.llm_max_tokens * CHARACTERS_A_TOKEN_AT_MOST
        self._pieces = read_reply(llm, conversation, until=until, limit_s=settings.llm_timeout_s, most=most)
        self._reader = LineReader()

    @property
    def text(self) -> str:
        """All that the model wrote."""
        return self._reader.text

    def claims(self) -> Generator[Proposed, None, None]:
        """Each claim once it is complete; closing it closes the server's stream."""
        given = 0
        try:
            for piece in self._pieces:
                for claim in self._reader.feed(piece):
                    yield claim
                    given += 1
                    if given >= MOST_CLAIMS:
                        return
        finally:
            self._pieces.close()  # type: ignore[attr-defined]
        for claim in self._reader.finish():
            yield claim
            given += 1
            if given >= MOST_CLAIMS:
                return


def _paired(
    faulty: Sequence[DraftClaim], lines: Sequence[Proposed]
) -> list[tuple[DraftClaim, Proposed | None]]:
    """Each faulty claim with what was written instead: by order where as many came back, else by shared words."""
    if len(lines) == len(faulty):
        return list(zip(faulty, lines, strict=True))
    left = list(lines)
    pairs: list[tuple[DraftClaim, Proposed | None]] = []
    for claim in faulty:
        own = set(terms(claim.text))
        best = max(left, key=lambda line: len(own & set(terms(line.text))), default=None)
        if best is None or not own & set(terms(best.text)):
            pairs.append((claim, None))
            continue
        left.remove(best)
        pairs.append((claim, best))
    return pairs


def _said(claim: DraftClaim, kept: Sequence[DraftClaim]) -> bool:
    """True when a claim of the same words is kept already."""
    return any(_letters(claim.text) == _letters(other.text) for other in kept)


def _letters(text: str) -> str:
    return "".join(ch for ch in text.lower() if ch.isalnum())
