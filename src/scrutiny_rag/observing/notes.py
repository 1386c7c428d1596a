"""What is told of an answer and of an ingest: counts and kinds, no words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_rag.observing.events import Event

if TYPE_CHECKING:
    from scrutiny_rag.answering.answer import Answer
    from scrutiny_rag.ingestion.report import IngestReport


def note_answer(event: Event, answer: Answer) -> None:
    """Note how a question was answered."""
    event.outcome = answer.status
    event.more |= {
        "kind": answer.kind,
        "mode": answer.mode,
        "citations": len(answer.citations),
        "confidence": None if answer.confidence is None else round(answer.confidence, 3),
        "retrieve_s": round(answer.timings.retrieve_s or 0.0, 3),
    }


def note_ingest(event: Event, report: IngestReport) -> IngestReport:
    """Note what an ingest did, which is nothing in a dry run; gives the report on."""
    if report.dry_run:
        return report
    event.more |= {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "failed": len(report.failed),
        "passages": report.passages,
    }
    return report
