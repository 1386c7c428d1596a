"""Why a paper was not fetched. The message is one sentence for people; `fetch` reports or re-raises each."""

from __future__ import annotations


class FetchError(Exception):
    """This paper cannot be had; the others may be."""


class ForbiddenAddress(FetchError):
    """The address is one that must not be asked: wrong scheme, credentials in it, or a private network."""


class BudgetSpent(FetchError):
    """A bound on the whole fetch is reached, or the server wants no more for now: nothing else is asked."""
