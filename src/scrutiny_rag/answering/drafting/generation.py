"""The language-model chain: a draft from numbered evidence, of which only what is supported is kept."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.llms.llm import LLM

from scrutiny_rag.answering.checking import Entails, Outcome, Similar, Verdict, check
from scrutiny_rag.answering.drafting.draft import MOST_CLAIMS, LineReader, Proposed, says_not_there
from scrutiny_rag.answering.drafting.prompting import Evidence, correction, messages
from scrutiny_rag.answering.drafting.streaming import GenerationFailed, read_reply
from scrutiny_rag.settings import Settings

__all__ = ["Draft", "DraftClaim", "Evidence", "GenerationFailed", "generate", "stream_draft"]

CHARACTERS_A_TOKEN_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One sentence of a draft, the keys of the evidence it rests on, and what the check says of it."""

    text: str
    keys: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Draft:
    """What is left of a draft after the check."""

    claims: tuple[DraftClaim, ...]
    """Supported claims only, in the model's order."""
    dropped: tuple[DraftClaim, ...] = ()
    """Claims that failed the check, the correction included."""
    notice: str | None = None
    """One sentence for people where something was left out."""
    not_in_papers: bool = False
    """True when the model said that the evidence does not answer; `claims` is empty then."""


def generate(
    question: str,
    evidence: Sequence[Evidence],
    llm: LLM,
    settings: Settings,
    *,
    similar: Similar | None = None,
    entails: Entails | None = None,
) -> Draft:
    """Drafts an answer and gives what of it the evidence supports.

    Raises GenerationFailed, whose message is one sentence for people, when the model's server fails, the time
    (`settings.llm_timeout_s`, for draft and correction together) is over, or nothing that it wrote is
    supported.
    """
    stream = stream_draft(question, evidence, llm, settings, similar=similar, entails=entails)
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
    similar: Similar | None = None,
    entails: Entails | None = None,
) -> Generator[DraftClaim, None, Draft]:
    """Yields each claim as soon as it is complete and found supported, then returns the whole Draft.

    Nothing unsupported is ever yielded. Once a claim has been yielded, a failure of the server ends the
    draft with a notice; before that it raises GenerationFailed as `generate` does.
    """
    if not evidence:
        raise GenerationFailed("There is no evidence to draft an answer from.")
    until = time.monotonic() + settings.llm_timeout_s
    conversation, shown = messages(
        question, evidence, context_window=settings.llm_context_window, max_tokens=settings.llm_max_tokens
    )
    if not shown:
        raise GenerationFailed(
            "No evidence fits the model's context window; raise SCRUTINY_RAG_LLM_CONTEXT_WINDOW."
        )
    checker = _Checker({piece.key: piece for piece in shown}, similar, entails)
    kept: list[DraftClaim] = []
    faulty: list[DraftClaim] = []
    dropped: list[DraftClaim] = []
    notice: str | None = None
    first = _Turn(llm, conversation, settings, until)
    try:
        for proposed in first.claims():
            claim = checker.judge(proposed)
            if not claim.verdict.supported:
                if not _said(claim, faulty):
                    faulty.append(claim)
            elif not _said(claim, kept):
                kept.append(claim)
                yield claim
    except GenerationFailed as failure:
        if not kept:
            raise
        notice = failure.reason
    if not kept and not faulty:
        if says_not_there(first.text):
            return Draft((), notice="The language model found no answer in the papers.", not_in_papers=True)
        raise GenerationFailed("The language model's answer could not be read.")
    if faulty and notice is None:
        faults = [(claim.text, claim.verdict.why) for claim in faulty]
        again = [
            *conversation,
            ChatMessage(role=MessageRole.ASSISTANT, content="\n".join(f"- {text}" for text, _ in faults)),
            correction(faults, list(checker.evidence)),
        ]
        try:
            for proposed in _Turn(llm, again, settings, until).claims():
                claim = checker.judge(proposed)
                if not claim.verdict.supported:
                    dropped.append(claim)
                elif not _said(claim, kept):
                    kept.append(claim)
                    yield claim
        except GenerationFailed as failure:
            if not kept:
                raise
            notice = failure.reason
    if not kept:
        raise GenerationFailed("Nothing that the language model wrote could be found in the papers.")
    dropped = [*faulty, *dropped]
    if dropped and notice is None:
        notice = "Part of the language model's draft could not be found in the papers and was left out."
    return Draft(tuple(kept), tuple(dropped), notice)


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
        """Each claim once it is complete."""
        given = 0
        for piece in self._pieces:
            for claim in self._reader.feed(piece):
                yield claim
                given += 1
                if given >= MOST_CLAIMS:
                    self._pieces.close()  # type: ignore[attr-defined]
                    return
        for claim in self._reader.finish():
            yield claim
            given += 1
            if given >= MOST_CLAIMS:
                return


class _Checker:
    """Judges proposed claims by the evidence that they cite."""

    def __init__(
        self, evidence: dict[int, Evidence], similar: Similar | None, entails: Entails | None
    ) -> None:
        self.evidence = evidence
        self._similar = similar
        self._entails = entails

    def judge(self, proposed: Proposed) -> DraftClaim:
        """The claim with the verdict on it; where it is supported, only the keys that support it are kept."""
        if not proposed.keys:
            return self._refused(proposed, "It cites no extract.")
        if len(proposed.text.split()) < 2 and not any(char.isdigit() for char in proposed.text):
            return self._refused(proposed, "It is no sentence.")  # a word that a paper asks for stands in it
        unknown = [key for key in proposed.keys if key not in self.evidence]
        if unknown:
            return self._refused(proposed, f"There is no extract [{unknown[0]}].")
        cited = [self.evidence[key] for key in proposed.keys]
        refusal: Verdict | None = None
        alone: list[tuple[int, Verdict]] = []
        for piece in cited:
            verdict = self._check(proposed.text, [piece])
            if verdict.supported:
                alone.append((piece.key, verdict))
            else:
                refusal = refusal or verdict
        if alone:
            return DraftClaim(proposed.text, tuple(key for key, _ in alone), alone[0][1])
        if len(cited) > 1:
            verdict = self._check(proposed.text, cited)
            if verdict.supported:
                return DraftClaim(proposed.text, proposed.keys, verdict)
        assert refusal is not None
        return DraftClaim(proposed.text, proposed.keys, refusal)

    def _check(self, text: str, cited: list[Evidence]) -> Verdict:
        return check(
            text,
            "\n\n".join(piece.text for piece in cited),
            context="; ".join(piece.attribution for piece in cited),
            similar=self._similar,
            entails=self._entails,
        )

    def _refused(self, proposed: Proposed, why: str) -> DraftClaim:
        return DraftClaim(proposed.text, proposed.keys, Verdict(Outcome.HARD, why, "keys"))


def _said(claim: DraftClaim, kept: list[DraftClaim]) -> bool:
    """True when a claim of the same words is kept already."""
    words = "".join(ch for ch in claim.text.lower() if ch.isalnum())
    return any(words == "".join(ch for ch in other.text.lower() if ch.isalnum()) for other in kept)
