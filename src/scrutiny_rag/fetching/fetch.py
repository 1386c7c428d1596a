"""A ModernGov meeting, or a single page or document, saved into a folder with a manifest row each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import httpcore
import httpx

from scrutiny_rag.errors import InputError
from scrutiny_rag.fetching.addresses import Resolve, resolve
from scrutiny_rag.fetching.client import Answer, Client
from scrutiny_rag.fetching.failures import BudgetSpent, FetchError, ForbiddenAddress
from scrutiny_rag.fetching.folder import Folder
from scrutiny_rag.fetching.formats import suffix_of_answer, suffix_of_url
from scrutiny_rag.fetching.moderngov import Meeting, manifest_cells, read_meeting
from scrutiny_rag.fetching.options import Clock, FetchOptions, SystemClock
from scrutiny_rag.fetching.pages import Link, PageFacts, read_page
from scrutiny_rag.fetching.report import FetchFailure, FetchProgress, FetchReport, OnFetchProgress
from scrutiny_rag.fetching.urls import identity, is_document, is_item, is_meeting, parse_url


def fetch(
    url: str,
    into: Path,
    options: FetchOptions | None = None,
    on_progress: OnFetchProgress | None = None,
    *,
    clock: Clock | None = None,
    lookup: Resolve = resolve,
    network: httpcore.NetworkBackend | None = None,
) -> FetchReport:
    """Saves what is at `url` into the folder `into`, and says what became of each paper.

    The page of a ModernGov meeting is saved with the pages of its items and the documents that those link
    to on the same server; any other address is saved alone. Files keep their names from one fetch to the
    next; rows that the folder's manifest has stay as they are. Proxies are not used.

    `clock`, `lookup` and `network` are for tests: time, name resolution, and connections.
    Raises InputError, in one sentence, for an address that must not be fetched and a folder that cannot be
    used. A paper that fails is listed in the report while the rest goes on.
    """
    try:
        start = parse_url(url)
    except ForbiddenAddress as error:
        raise InputError(f"{url[:200]!r} cannot be fetched: {error}") from None
    options = options or FetchOptions()
    with (
        Folder(into) as folder,
        Client(options, clock or SystemClock(), lookup=lookup, network=network) as client,
    ):
        return _Job(start, folder, client, options.limit, on_progress).run()


@dataclass(frozen=True, slots=True)
class _Wanted:
    url: httpx.URL
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """A link of a page that stands for no address. It has its turn like the others: the limit counts it."""

    url: str


class _Job:
    def __init__(
        self,
        start: httpx.URL,
        folder: Folder,
        client: Client,
        limit: int,
        on_progress: OnFetchProgress | None,
    ) -> None:
        self._start = start
        self._folder = folder
        self._client = client
        self._limit = limit
        self._on_progress = on_progress
        self._report = FetchReport()
        self._queue: deque[_Wanted | _Unreadable] = deque([_Wanted(start)])
        self._seen = {identity(start)}
        self._done = 0
        self._home: httpx.URL | None = None
        self._meeting = Meeting()
        self._whole_meeting = False

    def run(self) -> FetchReport:
        while self._queue:
            if self._done == self._limit:
                self._leave_rest(f"{self._limit} papers are the limit; raise it with --limit")
                break
            wanted = self._queue[0]
            if self._on_progress:
                self._on_progress(FetchProgress(self._done, self._done + len(self._queue), str(wanted.url)))
            try:
                self._take(wanted)
            except BudgetSpent as spent:
                self._leave_rest(str(spent))
                break
            except ForbiddenAddress as error:
                if not self._client.redirects and self._done == 0:
                    raise InputError(str(error)) from None
                self._fail(wanted.url, error)
            except FetchError as error:
                self._fail(wanted.url, error)
            self._queue.popleft()
            self._done += 1
        self._report.seconds = round(self._client.pace.elapsed, 3)
        return self._report

    def _take(self, wanted: _Wanted | _Unreadable) -> None:
        if isinstance(wanted, _Unreadable):
            raise FetchError("The page has this link, which is no web address.")
        suffix_of_url(wanted.url)  # a file that cannot be read is not asked for
        kept = self._folder.kept(wanted.url)
        answer = self._client.get(wanted.url, home=self._home, newer_than=kept.modified if kept else None)
        if answer.not_modified and kept is not None:
            self._report.unchanged.append(kept.name)
            if kept.name.lower().endswith(".html"):
                self._follow(wanted, answer, read_page(kept.path.read_bytes(), answer.url))
            return
        suffix = suffix_of_answer(wanted.url, answer.content_type, answer.body)
        page = read_page(answer.body, answer.url, answer.content_type) if suffix == ".html" else None
        if page is not None:
            self._follow(wanted, answer, page)
        source = answer.url if identity(answer.url) == identity(wanted.url) else wanted.url
        cells = manifest_cells(source, wanted.words, page, self._meeting)
        name, outcome = self._folder.save(wanted.url, suffix, answer.body, cells, answer.last_modified)
        getattr(self._report, outcome).append(name)

    def _follow(self, wanted: _Wanted, answer: Answer, page: PageFacts) -> None:
        """Queues what a meeting's page and its items' pages link to; nothing from any other page."""
        if wanted.url == self._start and is_meeting(answer.url):
            self._home = answer.url
            self._whole_meeting = True
            self._meeting = read_meeting(page)
            self._add(link for link in page.links if is_item(link.url))
            self._add(link for link in page.links if is_document(link.url))
            self._add_unreadable(page)
        elif self._whole_meeting and is_item(wanted.url):
            self._add(link for link in page.links if is_document(link.url))
            self._add_unreadable(page)

    def _add(self, links: Iterable[Link]) -> None:
        for link in links:
            key = identity(link.url)
            if key not in self._seen:
                self._seen.add(key)
                self._queue.append(_Wanted(link.url, link.text))

    def _add_unreadable(self, page: PageFacts) -> None:
        for href in page.unreadable:
            key = f"unreadable {href}"
            if key not in self._seen:
                self._seen.add(key)
                self._queue.append(_Unreadable(href))

    def _fail(self, url: httpx.URL | str, error: FetchError) -> None:
        self._report.failed.append(FetchFailure(url=str(url), why=str(error)))

    def _leave_rest(self, why: str) -> None:
        count = len(self._queue)
        papers = "1 paper was" if count == 1 else f"{count:,} papers were"
        self._report.failed.append(
            FetchFailure(url=str(self._queue[0].url), why=f"From here on {papers} not fetched: {why}.")
        )
