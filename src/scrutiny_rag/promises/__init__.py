"""Promises and decisions: who undertook what, by when, and what became of it."""

from scrutiny_rag.promises.filters import PromiseFilters
from scrutiny_rag.promises.model import FollowUp, OwnNote, Promise, PromiseKind, Says, Status

__all__ = ["FollowUp", "OwnNote", "Promise", "PromiseFilters", "PromiseKind", "Says", "Status"]
