"""One object that wires the rooms: open an index, ingest, search, ask."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from scrutiny_rag.answering.answer import Answer, Turn
from scrutiny_rag.errors import InputError
from scrutiny_rag.ingestion.lending import lent_papers
from scrutiny_rag.ingestion.report import IngestReport, OnProgress
from scrutiny_rag.ingestion.spread import spread_over
from scrutiny_rag.inputs import check_question
from scrutiny_rag.missing import Missing, missing_from
from scrutiny_rag.observing.events import watched
from scrutiny_rag.observing.notes import note_ingest
from scrutiny_rag.paper_entries import PaperEntry, entry_of
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.promises import OwnNote, Promise, PromiseFilters
from scrutiny_rag.promises.register import Register
from scrutiny_rag.record import Record, record_of
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.results import SearchResult, Timings
from scrutiny_rag.retrieval.scope import Catalogue, find_scope
from scrutiny_rag.settings import Settings, load_settings
from scrutiny_rag.store.index import Index, can_be_asked
from scrutiny_rag.store.opening import open_index
from scrutiny_rag.store.records import Records
from scrutiny_rag.store.rows import LISTED, LIVE, State

if TYPE_CHECKING:
    # Imported where they are used: the models' libraries take seconds, and a list of papers needs none.
    from scrutiny_rag.answering.chain import AnswerChain
    from scrutiny_rag.briefing.model import Briefing
    from scrutiny_rag.health import Check
    from scrutiny_rag.models.embedding import PassageEmbedding
    from scrutiny_rag.retrieval.search import HybridRetriever

_MODEL = "embedding_model"
"""The fact that names the model that the index's vectors are of."""
_MODEL_HASH = "embedding_model_hash"
"""The fact that tells that model from others of its name."""
_MOST_NAMED = 5


class Assistant:
    """Answers questions over one index. Open it once and keep it: loading the model takes seconds."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self._index = index
        self.settings = settings
        self._model_hash: str | None = None

    @classmethod
    def open(
        cls, index: Path | str | None = None, settings: Settings | None = None, *, create: bool = False
    ) -> Assistant:
        """Open the index folder (default: the settings').

        `create` makes it where there is none, for `ingest`. Raises InputError where there is no index, or
        it was built with another embedding model, and IndexFolderError where it is damaged or too new.
        """
        settings = settings or load_settings()
        folder = Path(index) if index is not None else settings.index
        if not create and not Index.exists(folder):
            raise InputError(f"There is no index at {folder}: make one with `scrutiny-rag ingest`.")
        opened = open_index(folder, settings)
        built_with = opened.ledger.fact(_MODEL) if opened.ledger.has_passages() else None
        if built_with is not None and built_with != settings.embedding_model:
            opened.close()
            raise InputError(
                f"The index at {folder} was built with the embedding model {built_with!r}, not "
                f"{settings.embedding_model!r}: set SCRUTINY_RAG_EMBEDDING_MODEL back, or ingest into another folder."
            )
        return cls(opened, settings)

    def close(self) -> None:
        """Let go of the index's files."""
        self._index.close()

    @cached_property
    def embedding(self) -> PassageEmbedding:
        """The embedding model, loaded on first use.

        Raises SettingsError where it cannot be loaded or is not as it was published, and InputError where it is
        another than the one that the index was built with, though of the same name.
        """
        from scrutiny_rag.ingestion.model_hash import model_hash
        from scrutiny_rag.models.embedding import PassageEmbedding

        name = self.settings.embedding_model
        self._model_hash = model_hash(name)
        held = self._index.ledger.fact(_MODEL_HASH) if self._index.ledger.has_passages() else None
        if held and self._model_hash and held != self._model_hash:
            raise InputError(
                f"The embedding model {name!r} is not the one that the index was built with: put its files back, or "
                "ingest into another folder."
            )
        return PassageEmbedding.open(self.settings)

    @cached_property
    def retriever(self) -> HybridRetriever:
        """The LlamaIndex retriever over this index."""
        from scrutiny_rag.retrieval.search import HybridRetriever

        return HybridRetriever(self._index, self.embedding, self.settings)

    @cached_property
    def _chain(self) -> AnswerChain:
        from scrutiny_rag.answering.chain import AnswerChain

        return AnswerChain(self.retriever, self.settings, Register(self._index).sought)

    def ingest(
        self,
        paths: Sequence[Path | str] | None = None,
        on_progress: OnProgress | None = None,
        *,
        dry_run: bool = False,
        allow_empty: bool = False,
        ray: str | None = None,
    ) -> IngestReport:
        """Bring the index up to date with files and folders (default: the settings' corpus).

        With `dry_run` nothing is written, and the report says what would be. Where a folder holds no paper now, or is
        gone, its papers leave with `allow_empty` alone. `ray`: the address of a cluster whose workers read and embed.
        Raises InputError where a path is missing or empty, PaperError where its manifest is wrong, and SettingsError
        where OCR or Ray is asked for and not there; a paper that cannot be read is listed in the report.
        """
        from scrutiny_rag.ingestion.job import IngestionJob

        def load_embedding() -> PassageEmbedding:
            loaded = self.embedding
            if not self._index.ledger.has_passages():
                self._index.ledger.set_fact(_MODEL, self.settings.embedding_model)
                self._index.ledger.set_fact(_MODEL_HASH, self._model_hash or "")
            return loaded

        with spread_over(None if dry_run else ray, self.settings) as spread, watched("ingest") as event:
            job = IngestionJob(
                self._index,
                load_embedding,
                self.settings.passage_tokens,
                on_progress,
                ocr=self.settings.ocr,
                allow_empty=allow_empty,
                spread=spread,
            )
            return note_ingest(event, job.run([*map(Path, paths or [self.settings.corpus])], dry_run=dry_run))

    def search(self, question: str, filters: Filters | None = None, top_k: int | None = None) -> SearchResult:
        """The stretches of papers worth reading for a question, best first.

        Raises InputError for an empty question and FilterError for a filter that names what the index lacks.
        """
        question = check_question(question)
        started = time.perf_counter()
        found = self.retriever.find(question, Filters() if filters is None else filters)
        return SearchResult(
            question=question,
            passages=found.widened(top_k or self.settings.top_k),
            timings=Timings(retrieve_s=time.perf_counter() - started),
            notice=found.told,
            understood=found.understood,
            findings=found.findings,
        )

    def ask(self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question; `history` is the conversation so far, oldest turn first. Raises as `search`."""
        return self._chain.ask(check_question(question), Filters() if filters is None else filters, history)

    def warm_up(self) -> None:
        """Do beforehand, in a few seconds, what the first questions would wait for. Raises as `search`."""
        self._chain.warm_up()

    def stream(
        self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()
    ) -> Iterator[Answer]:
        """Answers that grow, the last one whole. Raises as `search`, before the first."""
        return self._chain.stream(
            check_question(question), Filters() if filters is None else filters, history
        )

    def doctor(self) -> list[Check]:
        """Whether the index is sound and the models answer."""
        from scrutiny_rag.health import check_embedding, check_llm, check_weights
        from scrutiny_rag.looking import look_apart

        weights = check_weights(self.settings.embedding_model)
        checks = [*look_apart(self._index.folder), weights]
        if weights.ok:
            checks.append(check_embedding(self.embedding, self._index))
        return [*checks, *check_llm(self.settings)]

    def repair(self) -> list[str]:
        """Mend what `doctor` finds in the index; what was done, a sentence each.

        Raises InputError where an ingest is writing, and IndexFolderError where the ledger is damaged.
        """
        from scrutiny_rag.repair import repair

        return repair(self._index, self.embedding, self.settings.passage_tokens)

    def is_ready(self) -> bool:
        """Whether there is something to ask, and all three stores can be read."""
        return can_be_asked(self._index)

    def paper_counts(self) -> dict[str, float]:
        """How many papers are in which state. Raises IndexFolderError where the ledger cannot be read."""
        return self._index.ledger.counts()

    def papers(self) -> list[PaperEntry]:
        """Every paper that the index knows, by name, failed ones included."""
        lent = lent_papers(self._index.ledger)
        return [replace(entry_of(r), lent_body=r.id in lent) for r in self._index.ledger.rows(*LISTED)]

    def missing(self) -> list[Missing]:
        """The papers that were read and of which no body or no date is known."""
        return missing_from(row for row in self._index.ledger.rows(*LISTED) if row.state is not State.FAILED)

    def paper(self, name: str) -> Paper:
        """A paper's text, blocks and metadata, by its name or by a part of it that no other paper's name has.

        Raises InputError where the index has none or several of that name, or the paper could not be read.
        """
        failed = [row for row in self._index.ledger.rows(State.FAILED) if row.name == name]
        if failed:
            raise InputError(f"The paper {name!r} could not be read: {failed[0].why or 'ingest it again.'}")
        catalogue = Catalogue.load(self._index.ledger)
        ids = find_scope(Filters(paper=name), catalogue).papers or frozenset()
        if len(ids) > 1:
            names = ", ".join(sorted(catalogue.papers[i].name for i in ids)[:_MOST_NAMED])
            raise InputError(f"{len(ids)} papers are named like {name!r}: give one of {names}.")
        return self._index.ledger.paper(next(iter(ids)))

    def file_of(self, name: str) -> tuple[Path, str]:
        """Where the file of the paper of that name was when it was read, and the SHA-256 of its bytes.

        Raises InputError where the index has no such paper.
        """
        row = next((row for row in self._index.ledger.rows(*LISTED) if row.name == name), None)
        if row is None:
            raise InputError(f"The index has no paper {name!r}.")
        return Path(row.source), row.sha256

    def papers_below(self, folder: Path) -> dict[Path, PaperEntry]:
        """The papers whose files were in a folder or below it, by where each file was."""
        place = folder.resolve()
        rows = self._index.ledger.rows(*LISTED)
        return {Path(row.source): entry_of(row) for row in rows if Path(row.source).is_relative_to(place)}

    def places(self) -> list[Path]:
        """The folders that papers were read from, and the files that were named one by one, in order."""
        return sorted({Path(row.root or row.source) for row in self._index.ledger.rows(*LISTED)})

    def promises(self, filters: PromiseFilters | None = None) -> list[Promise]:
        """The register's entries: what was undertaken, given, recommended and decided, and what became of it.

        Raises InputError where the officers' own notes cannot be read.
        """
        return Register(self._index).find(filters)

    def set_own_note(
        self, promise_id: str, *, status: str | None = None, owner: str | None = None, note: str | None = None
    ) -> OwnNote:
        """Keep an officer's own status, owner or note of a promise; "" empties one, None leaves it.

        Raises InputError where the register has no such entry, or the notes cannot be written.
        """
        register = Register(self._index)
        if not register.find(PromiseFilters(id=promise_id)):
            raise InputError(f"The register has no entry {promise_id!r}: see `scrutiny-rag promises`.")
        return register.notes.set(promise_id, status=status, owner=owner, note=note)

    def briefing(self, subject: str = "", filters: Filters | None = None) -> Briefing:
        """A pack on a subject, on a meeting that it names by its day, or without one on the papers of the filters.

        Raises InputError where neither says what it is on, and FilterError as `search`.
        """
        from scrutiny_rag.briefing.pack import make_briefing

        subject = check_question(subject) if subject.strip() else ""
        return make_briefing(subject, filters or Filters(), self.retriever, self.promises)

    def record(self, name: str) -> Record:
        """What happened in a paper, by its name as `paper` gives it: its items and the acts in each.

        Raises as `paper`.
        """
        row = next((row for row in self._index.ledger.rows(*LIVE) if row.name == name), None)
        kept = Records(self._index.ledger).of(row.id) if row else None
        # An index of an older make has none until the next ingest.
        return kept if kept is not None else record_of(self.paper(name))


__all__ = ["Assistant", "PaperEntry"]
