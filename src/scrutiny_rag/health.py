"""Is the index sound, and do the models answer?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from scrutiny_rag.errors import IndexFolderError, SettingsError
from scrutiny_rag.listing import first_few
from scrutiny_rag.models.embedding.known import PACKAGED
from scrutiny_rag.store.index import CURRENT_VECTORS, LEDGER_NAME, Index
from scrutiny_rag.store.ledger import LIVE, PaperRow, State
from scrutiny_rag.store.ledger_files import copy_state
from scrutiny_rag.store.rows import paper_of

if TYPE_CHECKING:
    from scrutiny_rag.models.embedding import PassageEmbedding
    from scrutiny_rag.settings import Settings

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    what: str
    ok: bool
    says: str

    def to_json(self) -> dict[str, Any]:
        """An entry of the command line's `doctor --json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a store differs from the ledger: ids of passages."""

    missing: list[int]
    orphans: list[int]
    """In the store, though no live paper owns them; a second copy of a passage counts as one."""


def check_index(index: Index) -> list[Check]:
    """Whether ledger, vectors and words hold the same passages, and nothing is left half-done."""
    ledger = index.ledger
    live, failed = ledger.rows(*LIVE), ledger.rows(State.FAILED)
    unfinished = ledger.rows(State.WRITING, State.RETIRED)
    empty = [row.name for row in live if row.passages == 0]
    astray = dangling(index)
    waiting = f"{len(unfinished)} papers wait to be cleaned: run `scrutiny-rag ingest`"
    try:
        index.vectors.verify()
        vectors = _disagreement("vectors", difference(index, index.vectors.ids(), besides=unfinished), index)
    except IndexFolderError as error:
        vectors = Check("vectors", False, str(error))
    try:
        index.lexical.verify()
        # A paper that a job is writing has its words in the index before it counts.
        words = _disagreement("words", difference(index, index.lexical.ids(), besides=unfinished), index)
    except IndexFolderError as error:
        words = Check("words", False, str(error))
    return [
        Check("papers", bool(live), f"{len(live)} ready, {len(failed)} failed"),
        vectors,
        words,
        Check("unfinished work", not unfinished, waiting if unfinished else "none"),
        Check(
            "duplicates",
            not astray,
            f"of papers that are gone or differ: {first_few(astray, _NAMED)}" if astray else "sound",
        ),
        Check("papers without text", not empty, first_few(empty, _NAMED) or "none"),
        _check_copy(index),
    ]


def check_llm(settings: Settings) -> list[Check]:
    """Whether the configured language model answers; nothing where none is configured."""
    from scrutiny_rag.answering.drafting.probe import probe

    found = probe(settings)
    return [Check("language model", *found)] if found is not None else []


def check_embedding(embedding: PassageEmbedding, index: Index | None = None) -> Check:
    """Whether the embedding model gives unit vectors of its dimension, the ones that the index holds."""
    vector = embedding.get_query_embedding("Is anyone there?")
    length = sum(x * x for x in vector) ** 0.5
    ok = len(vector) == embedding.dimensions and abs(length - 1) < 0.01
    says = f"{embedding.model_name}, {len(vector)} dimensions"
    held = _held_dimensions(index) if index is not None else None
    if held is not None and held != len(vector):
        return Check("embedding model", False, f"{says}; the index holds vectors of {held}: ingest anew")
    return Check("embedding model", ok, says)


def check_weights(model: str) -> Check:
    """Whether the file of a packaged embedding model is the published one; other models are taken as they are."""
    if model not in PACKAGED:
        return Check("embedding file", True, f"{model} is not a packaged model")
    try:
        file = PACKAGED[model].file()
    except SettingsError as error:
        return Check("embedding file", False, str(error))
    return Check(
        "embedding file", True, f"{file.name} is as published, SHA-256 {PACKAGED[model].sha256[:12]}…"
    )


def _check_copy(index: Index) -> Check:
    state = copy_state(index.folder / LEDGER_NAME)
    if state is None:
        return Check("copy of the ledger", True, "none yet: the next ingest makes one")
    says = "sound" if state else "damaged: `scrutiny-rag doctor --fix` makes it anew"
    return Check("copy of the ledger", state, says)


def difference(index: Index, held: Sequence[int], besides: Iterable[PaperRow] = ()) -> Difference:
    """Where what a store holds differs from the passages of the ledger's live papers, and of the papers `besides`."""
    owned = set(index.ledger.live_passage_ids())
    passing = {row.id for row in besides}
    counts = Counter(held)
    return Difference(
        missing=sorted(owned - counts.keys()),
        orphans=sorted(
            i for i, n in counts.items() if (i not in owned or n > 1) and paper_of(i) not in passing
        ),
    )


def _disagreement(what: str, found: Difference, index: Index) -> Check:
    faults = []
    if found.missing:
        names = {row.id: row.name for row in index.ledger.rows(*LIVE)}
        papers = [names.get(paper, "?") for paper in papers_of(found.missing)]
        faults.append(f"{len(found.missing)} passages are missing, of {first_few(papers, _NAMED)}")
    if found.orphans:
        faults.append(f"{len(found.orphans)} entries belong to no paper")
    if faults:
        return Check(what, False, "; ".join(faults) + ": run `scrutiny-rag doctor --fix`")
    return Check(what, True, f"{len(index.ledger.live_passage_ids())} passages, as in the ledger")


def papers_of(passages: Iterable[int]) -> list[int]:
    """The ids of the papers of passages, in order."""
    return sorted({paper_of(passage) for passage in passages})


def dangling(index: Index) -> list[str]:
    """The names of duplicates of papers that are gone or differ."""
    live = {row.name: row.sha256 for row in index.ledger.rows(*LIVE)}
    duplicates = index.ledger.rows(State.DUPLICATE)
    return [row.name for row in duplicates if live.get(row.same_as or "") != row.sha256]


def _held_dimensions(index: Index) -> int | None:
    if index.ledger.fact(CURRENT_VECTORS) is None:
        return None
    try:
        some = index.vectors.vectors(index.ledger.live_passage_ids()[:1])
    except IndexFolderError:
        return None  # `check_index` tells of damaged vectors
    return next((len(vector) for vector in some.values()), None)
