"""The word index: BM25 by tantivy.

As with the vectors, the ledger names the copy that counts, which nobody changes: readers have whole, sealed files. A
job writes to a working folder, of which `publish` makes the next copy by links.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import tantivy

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.faults import is_full, is_panic, is_read_only, room_or_rights, short
from scrutiny_rag.store.seals import SEAL_NAME, Files, Watch
from scrutiny_rag.store.word_files import META, known_files, mirror, segment_files, snapshot
from scrutiny_rag.store.word_writer import LexicalEntry as LexicalEntry
from scrutiny_rag.store.word_writer import WordWriter, index_in, schema

_WORK = "work"
_Result = TypeVar("_Result")


class LexicalIndex:
    """Passages by their words. What is deleted or added shows once `publish` was called and its name counts."""

    def __init__(
        self,
        folder: Path,
        current: Callable[[], str | None],
        newest: Callable[[], str | None] | None = None,
    ) -> None:
        """Read from the copy in `folder` that `current` names; where it names none, from the folder itself if need be.

        An index of an older version has its words there. `newest` names it once the ledger was looked at anew.
        """
        self._folder = folder
        self._current = current
        self._newest = newest or current
        self._lock = threading.RLock()
        self._watch = Watch()
        self._open_name: str | None = None
        self._index: tantivy.Index | None = None
        self._mirrored: tempfile.TemporaryDirectory[str] | None = None
        self._writer: WordWriter | None = None
        self._schema = schema()

    # Reading.

    def count(self) -> int:
        """Passages in the index."""
        return self._read(lambda searcher: int(searcher.num_docs), 0)

    def ids(self) -> list[int]:
        """Ids of all passages in the index, in order; one that was added twice is there twice."""

        def all_ids(searcher: tantivy.Searcher) -> list[int]:
            if not searcher.num_docs:
                return []
            hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
            found = searcher.fast_field_values("passage", [address for _, address in hits])
            return sorted(int(value or 0) for value in found)

        return self._read(all_ids, [])

    def verify(self) -> None:
        """Look through all files. Raises IndexFolderError where one is not as it was written."""
        with self._lock:
            self._close_reader()
            self._watch.forget()
        self.ids()

    def is_sealed(self) -> bool:
        """Whether damage would be seen before it is met; an index of an older version has no seal."""
        name = self._current()
        return (
            name is not None and (self._folder / name / SEAL_NAME).is_file()
        ) or not self.is_of_old_version()

    def search(
        self,
        weights: Mapping[str, float],
        limit: int,
        *,
        fields: Mapping[str, float],
        papers: Sequence[int] | None = None,
        passages: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The best passages for weighted index terms, as (passage id, BM25 score), best first.

        `fields` names what is searched (text, context, around), each with its weight; `papers` or `passages`
        narrow the search to those ids. BM25 with k1 = 1.2, b = 0.75 (Robertson and Zaragoza, "The
        Probabilistic Relevance Framework", 2009), a term's score times its weight and its field's.
        """
        clauses = [
            (tantivy.Occur.Should, self._term(field, term, weight * factor))
            for term, weight in weights.items()
            for field, factor in fields.items()
            if weight * factor > 0
        ]
        if not clauses or limit < 1:
            return []
        query = tantivy.Query.boolean_query(clauses)
        for field, ids in (("paper", papers), ("passage", passages)):
            if ids is not None:
                allowed = tantivy.Query.term_set_query(self._schema, field, list(ids))
                must = (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0))
                query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), must])

        def best(searcher: tantivy.Searcher) -> list[tuple[int, float]]:
            hits = searcher.search(query, limit, count=False).hits
            ids_found = searcher.fast_field_values("passage", [address for _, address in hits])
            return [(int(i or 0), float(score or 0)) for i, (score, _) in zip(ids_found, hits, strict=True)]

        return self._read(best, [])

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), weight)

    def document_frequency(self, term: str) -> int:
        """How many passages hold an index term in their text."""
        # Asked of thousands of terms in a row, so without a look at the files each time.
        return self._read(lambda searcher: int(searcher.doc_freq("text", term)), 0, look=False)

    def _read(
        self, use: Callable[[tantivy.Searcher], _Result], empty: _Result, *, look: bool = True
    ) -> _Result:
        for attempt in (1, 2):
            name = self._current()
            try:
                with self._lock:
                    index = self._opened(name, look)
                return empty if index is None else use(index.searcher())
            except BaseException as error:
                if not (isinstance(error, (OSError, ValueError)) or is_panic(error)):
                    raise
                with self._lock:
                    self._close_reader()
                # A writer may have published another copy, and taken this one away, while it was read.
                if attempt == 1 and self._newest() != name:
                    continue
                raise self._damaged(error) from error
        raise AssertionError("unreachable")

    def _opened(self, name: str | None, look: bool) -> tantivy.Index | None:
        folder = self._folder / name if name else self._folder
        if self._index is None or name != self._open_name:
            self._close_reader()
            if name is None and not (folder / META).is_file():
                return None
            if name is not None and not (folder / META).is_file():
                raise OSError(f"{folder / META} is missing")
            self._watch.check(folder / SEAL_NAME)
            self._index = self._open(folder)
            self._open_name = name
        elif look:
            self._watch.check(folder / SEAL_NAME)
        return self._index

    def _open(self, folder: Path) -> tantivy.Index:
        try:
            return index_in(folder, self._schema)
        except (OSError, ValueError) as error:
            # tantivy wants to write a lock beside what it reads.
            if not (is_read_only(error) or is_full(error)):
                raise
        self._mirrored = tempfile.TemporaryDirectory(prefix="scrutiny-rag-", ignore_cleanup_errors=True)
        meta = (folder / META).read_bytes()
        mirror(folder, Path(self._mirrored.name), [META, *segment_files(folder, meta)])
        return index_in(Path(self._mirrored.name), self._schema)

    def _close_reader(self) -> None:
        self._index = self._open_name = None
        if self._mirrored is not None:
            self._mirrored.cleanup()
            self._mirrored = None

    def _damaged(self, error: BaseException) -> IndexFolderError:
        return room_or_rights(error, self._folder.parent) or IndexFolderError(
            f"The word index in {self._folder} is damaged ({short(error)}): mend it with "
            "`scrutiny-rag doctor --fix`."
        )

    # Writing; the caller holds the index's writer lock.

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        """Add passages. Raises IndexFolderError where the copy that counts is damaged."""
        self._open_writer().add(entries)

    def delete(self, passages: Iterable[int]) -> None:
        """Delete passages by id."""
        self._delete("passage", list(passages))

    def delete_papers(self, papers: Iterable[int]) -> None:
        """Delete all passages of these papers."""
        self._delete("paper", list(papers))

    def delete_from(self, passage: int) -> None:
        """Delete this passage and all with higher ids."""
        self._delete("passage", [i for i in self.ids() if i >= passage])

    def _delete(self, field: str, ids: list[int]) -> None:
        if ids:
            self._open_writer().delete(field, ids)

    def publish(self, *, last: bool = True, always: bool = False) -> str | None:
        """Make a copy of what was added and deleted; its name, for `current` to give, or None where nothing was.

        `last` tells that no more is to come soon, and so waits for what is merged; with `always` a copy is made
        though nothing was added or deleted.
        """
        writer = self._open_writer() if always else self._writer
        if writer is None:
            return None
        writer.commit()
        if last:
            writer.finish()
            self._writer = None
        copies = self._copies()
        name = str(max([0, int(self._current() or 0), *(int(path.name) for path in copies)]) + 1)
        known: Files = {}
        for copy in copies:
            with suppress(OSError):
                known |= known_files(copy)
        snapshot(writer.folder, self._folder / name, known)
        if last:
            writer.discard()
        return name

    def is_of_old_version(self) -> bool:
        """Whether the words lie in the folder itself."""
        return self._current() is None and (self._folder / META).is_file()

    def restart(self) -> None:
        """Begin with no words: what stands in the copy that counts is not to be read."""
        self.discard()
        self._writer = WordWriter(self._folder / _WORK, None)

    def discard(self) -> None:
        """Forget what was added and deleted since the last `publish`."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.discard()

    def prune(self) -> None:
        """Delete every copy but the current one."""
        name = self._current()
        if name is None or not self._folder.is_dir():
            return
        keep = {name} if self._writer is None else {name, _WORK}
        for path in self._folder.iterdir():
            if path.name in keep:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)  # what a reader still holds goes with the next job
            else:
                path.unlink(missing_ok=True)

    def _copies(self) -> list[Path]:
        return (
            [path for path in self._folder.iterdir() if path.name.isdigit()] if self._folder.is_dir() else []
        )

    def _open_writer(self) -> WordWriter:
        if self._writer is None:
            name = self._current()
            old = self._folder / name if name else self._folder
            try:
                self._watch.check(old / SEAL_NAME)
                there = name is not None or (old / META).is_file()
                self._writer = WordWriter(self._folder / _WORK, old if there else None)
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise self._damaged(error) from error
        return self._writer

    def close(self) -> None:
        """Let go of files and locks."""
        with self._lock:
            self._close_reader()
        self.discard()
