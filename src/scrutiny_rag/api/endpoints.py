"""What programs may call: ask, search, papers, paper, promises and briefing, each giving the command line's object.

Each function's parameters and docstring are its documentation, in Gradio's own API page and as an MCP tool.
"""

# Its hints are read while it runs: with them as text, Gradio would offer endpoints without types.

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import gradio as gr
from gradio.events import api as offer

from scrutiny_rag.errors import InputError
from scrutiny_rag.inputs import read_filters
from scrutiny_rag.observing.events import watched
from scrutiny_rag.observing.notes import note_answer
from scrutiny_rag.promises import PromiseFilters, PromiseKind, Status
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.exchange import MAX_QUESTION
from scrutiny_rag.web.links import place_link
from scrutiny_rag.web.passages import Span
from scrutiny_rag.web.probes import request_id

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

_MOST_PASSAGES = 50
_Name = TypeVar("_Name", bound=StrEnum)

Allow = Callable[[gr.Request | None], None]
"""Counts a visitor's question; raises ValueError, with a sentence for people, for one too many."""


class Endpoints:
    """The endpoints over one assistant; `register` makes them inside an open `gr.Blocks`."""

    def __init__(self, assistant: "Assistant", allow: Allow) -> None:
        self._assistant = assistant
        self._allow = allow

    def register(self) -> None:
        """Offers the six functions by name; nothing else of the page is offered."""
        # Questions share their limit with the page's, so that programs do not keep people waiting.
        answering: dict[str, Any] = {"concurrency_id": "answers", "concurrency_limit": 2}
        offer(self.ask, api_name="ask", **answering)
        offer(self.search, api_name="search", **answering)
        offer(self.papers, api_name="papers", concurrency_limit=4)
        offer(self.paper, api_name="paper", concurrency_limit=4)
        offer(self.promises, api_name="promises", concurrency_limit=4)
        offer(self.briefing, api_name="briefing", **answering)

    def ask(
        self,
        question: str,
        body: str = "",
        committee: str = "",
        type: str = "",
        speaker: str = "",
        paper: str = "",
        since: str = "",
        until: str = "",
        request: gr.Request | None = None,
    ) -> dict[str, Any]:
        """Answer a question over the council's scrutiny papers, with exact quotes and where each stands.

        The answer's status is answered, partial or not_found; the citations of a not_found answer are the nearest
        places, which do not answer. Each citation has a link that opens the paper at the quote.

        Args:
            question: The question, in plain English.
            body: Only papers of this organisation, such as "Islington Council"; empty for any.
            committee: Only papers of this committee; empty for any.
            type: Only papers of this type: minutes, agenda, transcript, strategy, report, action-list, article.
            speaker: Only what this person said in a transcript; empty for anybody.
            paper: Only the paper of this name; empty for any.
            since: Only papers of this date or later, as YYYY-MM-DD; empty for any.
            until: Only papers of this date or earlier, as YYYY-MM-DD; empty for any.
        """
        with _sentences():
            self._checked(question, request)
            filters = _filters(body, committee, type, speaker, paper, since, until)
            with watched("ask", request_id(request), question) as event:
                answer = self._assistant.ask(question, filters)
                note_answer(event, answer)
            found = answer.to_json()
        return _linked(found, "citations", request)

    def search(
        self,
        question: str,
        top_k: int = 10,
        body: str = "",
        committee: str = "",
        type: str = "",
        speaker: str = "",
        paper: str = "",
        since: str = "",
        until: str = "",
        request: gr.Request | None = None,
    ) -> dict[str, Any]:
        """Find the passages of the scrutiny papers worth reading for a question, best first, without an answer.

        Args:
            question: What is looked for, in plain English.
            top_k: Most passages to give back, 1 to 50.
            body: Only papers of this organisation; empty for any.
            committee: Only papers of this committee; empty for any.
            type: Only papers of this type: minutes, agenda, transcript, strategy, report, action-list, article.
            speaker: Only what this person said in a transcript; empty for anybody.
            paper: Only the paper of this name; empty for any.
            since: Only papers of this date or later, as YYYY-MM-DD; empty for any.
            until: Only papers of this date or earlier, as YYYY-MM-DD; empty for any.
        """
        with _sentences():
            self._checked(question, request)
            if not isinstance(top_k, int) or not 1 <= top_k <= _MOST_PASSAGES:
                raise ValueError(f"top_k must be a whole number from 1 to {_MOST_PASSAGES}.")
            filters = _filters(body, committee, type, speaker, paper, since, until)
            with watched("search", request_id(request), question):
                found = self._assistant.search(question, filters, top_k).to_json()
        return _linked(found, "passages", request)

    def papers(self) -> dict[str, Any]:
        """List every paper of the index: name, title, body, committee, date, type, pages, words and state."""
        return {"papers": [entry.to_json() for entry in self._assistant.papers()]}

    def paper(self, name: str) -> dict[str, Any]:
        """Give one paper: what is known of it, its whole text, and its blocks with their offsets in that text.

        Args:
            name: The paper's name, as `papers` lists it, or a part of it that no other paper's name has.
        """
        from scrutiny_rag.terminal import paper_object

        with _sentences():
            found = self._assistant.paper(name)
        entry = next(entry for entry in self._assistant.papers() if entry.paper == found.name)
        return paper_object(entry, found)

    def promises(
        self,
        text: str = "",
        owner: str = "",
        kind: str = "",
        status: str = "",
        overdue: bool = False,
        body: str = "",
        committee: str = "",
        paper: str = "",
        since: str = "",
        until: str = "",
        due_before: str = "",
        request: gr.Request | None = None,
    ) -> dict[str, Any]:
        """List what was undertaken, given to do, recommended and decided: who, by when, and what became of it.

        Each entry has its exact words, its status by the latest paper that tells, and the words that tell it.

        Args:
            text: Only entries that hold all of these words; empty for any.
            owner: Only entries whose owner is named like this; empty for any.
            kind: Only undertaking, action, recommendation or decision; empty for any.
            status: Only kept, late, partly, outstanding, changed, superseded, repeated, unknown or no later mention.
            overdue: Only entries past their day that no paper says were done.
            body: Only of this organisation; empty for any.
            committee: Only of this committee; empty for any.
            paper: Only from papers named like this; empty for any.
            since: Only from papers of this date or later, as YYYY-MM-DD; empty for any.
            until: Only from papers of this date or earlier, as YYYY-MM-DD; empty for any.
            due_before: Only due on this day or earlier, as YYYY-MM-DD; empty for any.
        """
        with _sentences():
            found = self._assistant.promises(
                PromiseFilters(
                    paper or None, body or None, committee or None, owner or None,
                    _one_of(PromiseKind, kind, "kind"), None, _day(due_before, "due_before"), _day(since, "since"),
                    _day(until, "until"), _one_of(Status, status, "status"), bool(overdue), None, text or None,
                )
            )  # fmt: skip
        return _linked({"promises": [each.to_json() for each in found]}, "promises", request)

    def briefing(
        self,
        subject: str = "",
        body: str = "",
        committee: str = "",
        type: str = "",
        speaker: str = "",
        paper: str = "",
        since: str = "",
        until: str = "",
        request: gr.Request | None = None,
    ) -> dict[str, Any]:
        """Put together a pack on a subject or a meeting, from the papers' own words, each line with its citation.

        Its sections are what was said last time and before, what was decided, what was promised and how it stands,
        figures with their dates, where papers differ, and questions worth asking.

        Args:
            subject: What it is on, or a meeting by its day; empty for the newest papers that the filters leave.
            body: Only papers of this organisation; empty for any.
            committee: Only papers of this committee; empty for any.
            type: Only papers of this type: minutes, agenda, transcript, strategy, report, action-list, article.
            speaker: Only what this person said in a transcript; empty for anybody.
            paper: Only the paper of this name; empty for any.
            since: Only papers of this date or later, as YYYY-MM-DD; empty for any.
            until: Only papers of this date or earlier, as YYYY-MM-DD; empty for any.
        """
        with _sentences():
            self._checked(subject, request)
            filters = _filters(body, committee, type, speaker, paper, since, until)
            with watched("briefing", request_id(request), subject) as event:
                made = self._assistant.briefing(subject, filters)
                event.outcome = made.status
            found = made.to_json()
        return _linked(found, "citations", request)

    def _checked(self, question: str, request: gr.Request | None) -> None:
        if not isinstance(question, str):
            raise ValueError("The question must be text.")
        if len(question) > MAX_QUESTION:
            raise ValueError(
                f"This question is {len(question):,} characters long: shorten it to {MAX_QUESTION:,}."
            )
        self._allow(request)


@contextmanager
def _sentences() -> Iterator[None]:
    """Turns errors for people into `gr.Error`, whose sentence reaches the caller; others stay in the log."""
    try:
        yield
    except ValueError as error:
        raise gr.Error(str(error), print_exception=False) from None


def _filters(
    body: str, committee: str, type_: str, speaker: str, paper: str, since: str, until: str
) -> Filters:
    given = {"body": body, "committee": committee, "type": type_, "speaker": speaker, "paper": paper}
    return read_filters(
        {name: value or None for name, value in {**given, "since": since, "until": until}.items()}
    )


def _one_of(names: type[_Name], value: str, what: str) -> _Name | None:
    if not value:
        return None
    try:
        return names(value.strip().lower())
    except ValueError:
        raise InputError(f"There is no {what} {value!r}; there are {', '.join(names)}.") from None


def _day(value: str, what: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise InputError(f"{what}: {value!r} is not a date; write it as YYYY-MM-DD.") from None


def _linked(found: dict[str, Any], key: str, request: gr.Request | None) -> dict[str, Any]:
    """With a link on each place that opens its paper there on this page; without one where there is no page."""
    if request is None:
        return found
    base = _base(request)
    places = [
        {**place, "link": base + place_link(place["paper"], Span(place["char_start"], place["char_end"]))}
        for place in found[key]
    ]
    return {**found, key: places}


def _base(request: gr.Request | None) -> str:
    inner = getattr(request, "request", None)
    url = getattr(inner, "base_url", None)
    return str(url).split("gradio_api")[0] if url else "/"
