"""Mends an index: the ledger first, before anything else is opened, and the other stores from it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.health import Difference, dangling, difference, papers_of
from scrutiny_rag.store.faults import room_or_rights, short
from scrutiny_rag.store.index import LEDGER_NAME, Index, writer_lock
from scrutiny_rag.store.ledger import State
from scrutiny_rag.store.ledger_files import (
    break_seal,
    copy_state,
    drop_copy,
    is_damaged,
    put_back,
    seal_is_damaged,
    sound_copy,
)

if TYPE_CHECKING:
    from scrutiny_rag.models.embedding import PassageEmbedding


def put_ledger_back(folder: Path) -> list[str]:
    """See that the ledger can be opened, so that `Index` can be and `repair` mends the rest from it.

    Returns what was done, a sentence each; where `folder` holds no index there is nothing to do. Raises
    InputError where a job is writing, and IndexFolderError where the ledger and its copy are both damaged, or there
    is no room.
    """
    if not Index.exists(folder):
        return []
    path = folder / LEDGER_NAME
    with writer_lock(folder):
        what = is_damaged(path)
        if what is None:
            if not seal_is_damaged(path):
                return []
            break_seal(path)
            return ["The ledger's checksum was damaged, and is made anew."]
        copy = sound_copy(path)
        if copy is None:
            raise IndexFolderError(
                f"The index at {folder} is damaged ({what}), and there is no sound copy of its ledger: delete that "
                "folder and ingest again."
            )
        try:
            put_back(path, copy)
        except OSError as error:
            raise room_or_rights(error, folder) or IndexFolderError(
                f"The ledger of the index at {folder} cannot be put back ({short(error)}): see to its disk."
            ) from error
    return [
        "Put the ledger back as it was when an ingest last ended: run `scrutiny-rag ingest` for what is newer."
    ]


def repair(index: Index, embedding: PassageEmbedding, passage_tokens: int) -> list[str]:
    """Mend what `check_index` finds; returns what was done, a sentence each.

    Passages that a store lacks are made again from the ledger's text, those that no paper owns are deleted,
    half-done work is cleaned, and duplicates of papers that are gone are forgotten, for the next job to
    find. Raises InputError where a job is writing, and IndexFolderError where the ledger is damaged.
    """
    from scrutiny_rag.ingestion.mending import Mender

    done: list[str] = []
    unfinished = index.ledger.rows(State.WRITING, State.RETIRED)
    bad = _damaged_stores(index)
    strangers = [] if "words" in bad else difference(index, index.lexical.ids(), besides=unfinished).orphans
    if copy_state(index.folder / LEDGER_NAME) is False:
        drop_copy(index.folder / LEDGER_NAME)
        done.append("Copied the ledger again.")
    with index.writing(), closing(Mender(index, embedding, passage_tokens)) as mender:  # writing cleans
        if unfinished:
            done.append(f"Cleaned {len(unfinished)} papers that a job had left half-done.")
        everything = Difference(index.ledger.live_passage_ids(), [])
        if "vectors" in bad:
            mender.restart_vectors()
            done.append("Put damaged vectors aside.")
        if "words" in bad:
            mender.restart_words()
            done.append("Put a damaged word index aside.")
        vectors = everything if "vectors" in bad else difference(index, index.vectors.ids())
        words = everything if "words" in bad else difference(index, index.lexical.ids())
        mender.delete(vectors.orphans, words.orphans)
        # A passage that was there twice has lost both copies.
        done += mender.restore(papers_of(vectors.missing), papers_of([*words.missing, *words.orphans]))
        orphans = len(vectors.orphans) + len({*strangers, *words.orphans})
        if orphans:
            done.append(f"Deleted {orphans} entries that no paper owns.")
        astray = set(dangling(index))
        if astray:
            with index.ledger.transaction():
                index.ledger.drop([r.id for r in index.ledger.rows(State.DUPLICATE) if r.name in astray])
            done.append(f"Forgot {len(astray)} duplicates of papers that are gone: ingest them again.")
    return done


def _damaged_stores(index: Index) -> set[str]:
    """Which of vectors and words are damaged. What has no seal, of an older version, is opened in a process apart."""
    from scrutiny_rag.looking import look_apart

    if not (index.vectors.is_sealed() and index.lexical.is_sealed()):
        checks = look_apart(index.folder)
        if any(check.what == "index" and not check.ok for check in checks):
            return {"vectors", "words"}
    bad = set()
    for name, store in (("vectors", index.vectors), ("words", index.lexical)):
        try:
            store.verify()
        except IndexFolderError:
            bad.add(name)
    return bad
