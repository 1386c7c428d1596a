"""The metrics, one small module each, in the order in which reports show them."""

from __future__ import annotations

from scrutiny_rag.evaluation.metrics.answer_words import AnswerWords
from scrutiny_rag.evaluation.metrics.base import Metric, Score
from scrutiny_rag.evaluation.metrics.citation_hit import CitationHit
from scrutiny_rag.evaluation.metrics.citation_precision import CitationPrecision
from scrutiny_rag.evaluation.metrics.conversation import ConversationRight
from scrutiny_rag.evaluation.metrics.fact_recall import FactRecall
from scrutiny_rag.evaluation.metrics.hit import Hit
from scrutiny_rag.evaluation.metrics.latency import Latency
from scrutiny_rag.evaluation.metrics.misleading import Misleading
from scrutiny_rag.evaluation.metrics.page_recall import PageRecall
from scrutiny_rag.evaluation.metrics.page_reciprocal_rank import PageReciprocalRank
from scrutiny_rag.evaluation.metrics.paper_recall import PaperRecall
from scrutiny_rag.evaluation.metrics.paper_reciprocal_rank import PaperReciprocalRank
from scrutiny_rag.evaluation.metrics.quote_exact import QuoteExact
from scrutiny_rag.evaluation.metrics.reciprocal_rank import ReciprocalRank
from scrutiny_rag.evaluation.metrics.refusal_precision import RefusalPrecision
from scrutiny_rag.evaluation.metrics.refusal_recall import RefusalRecall
from scrutiny_rag.evaluation.metrics.right import Right
from scrutiny_rag.evaluation.metrics.tokens import Tokens
from scrutiny_rag.evaluation.metrics.unsupported_claims import UnsupportedClaims
from scrutiny_rag.evaluation.metrics.word_budget_recall import WordBudgetRecall

METRICS: tuple[Metric, ...] = (
    ReciprocalRank(),
    Hit(),
    WordBudgetRecall(),
    PageReciprocalRank(),
    PageRecall(),
    PaperReciprocalRank(),
    PaperRecall(),
    FactRecall(),
    Right(),
    Misleading(),
    AnswerWords(),
    CitationHit(),
    CitationPrecision(),
    QuoteExact(),
    UnsupportedClaims(),
    RefusalPrecision(),
    RefusalRecall(),
    ConversationRight(),
    Latency("total"),
    Latency("total", slow_end=True),
    Latency("retrieve_s"),
    Latency("retrieve_s", slow_end=True),
    Latency("answer_s"),
    Latency("answer_s", slow_end=True),
    Tokens(),
)

__all__ = ["METRICS", "Metric", "Score"]
