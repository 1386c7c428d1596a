"""The plain file of vectors: what it compares, and what a draft makes of an older one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scrutiny_rag.store.exact import EXACT_FILES, ExactDraft, ExactVectors
from scrutiny_rag.store.rows import passage_id


def unit(*values: float) -> list[float]:
    vector = np.asarray(values, dtype=np.float32)
    return [float(v) for v in vector / np.linalg.norm(vector)]


def written(folder: Path, vectors: dict[int, list[float]], base: ExactVectors | None = None) -> ExactVectors:
    folder.mkdir(exist_ok=True)
    draft = ExactDraft(folder, base)
    draft.add(list(vectors), np.asarray(list(vectors.values()), dtype=np.float32).reshape(len(vectors), -1))
    draft.close()
    return ExactVectors(folder)


A, B, C = passage_id(1, 0), passage_id(1, 1), passage_id(4, 0)
THREE = {C: unit(0, 1), A: unit(1, 0), B: unit(1, 1)}


def test_nearest_of_chosen_rows_best_first(tmp_path: Path) -> None:
    exact = written(tmp_path, THREE)
    assert exact.ids.tolist() == [A, B, C]
    found = exact.nearest(exact.rows_of([C, A, 99]), unit(0.1, 1), 5)
    assert [i for i, _ in found] == [C, A]
    assert found[0][1] == pytest.approx(unit(0.1, 1)[1])
    assert [i for i, _ in exact.nearest(exact.rows_of([A, B, C]), unit(1, 0), 1)] == [A]


def test_rows_of_papers_are_all_of_theirs(tmp_path: Path) -> None:
    exact = written(tmp_path, THREE)
    assert exact.ids[exact.rows_of_papers([1])].tolist() == [A, B]
    assert exact.ids[exact.rows_of_papers([4, 1, 1, 7])].tolist() == [A, B, C]
    assert exact.rows_of_papers([7]).tolist() == exact.rows_of_papers([]).tolist() == []


def test_nearest_agrees_with_comparing_everything(tmp_path: Path) -> None:
    numbers = np.random.default_rng(3)
    vectors = numbers.normal(size=(400, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = [passage_id(n // 10 + 1, n % 10) for n in range(400)]
    exact = written(tmp_path, dict(zip(ids, vectors.tolist(), strict=True)))
    chosen = exact.rows_of_papers([3, 9, 30])
    want = sorted(
        (i for i in ids if i >> 20 in (3, 9, 30)), key=lambda i: -(vectors[ids.index(i)] @ vectors[0])
    )
    assert [i for i, _ in exact.nearest(chosen, vectors[0].tolist(), 30)] == want


def test_a_draft_replaces_adds_and_deletes(tmp_path: Path) -> None:
    base = written(tmp_path / "old", THREE)
    (tmp_path / "new").mkdir()
    draft = ExactDraft(tmp_path / "new", base)
    draft.delete_papers([4])
    draft.delete([B])
    again, more = passage_id(4, 0), passage_id(9, 0)
    draft.add([again, more, A], np.asarray([unit(2, 1), unit(3, 1), unit(1, 4)], dtype=np.float32))
    draft.close()
    new = ExactVectors(tmp_path / "new")
    assert new.ids.tolist() == [A, again, more], "what is added after it was deleted is there"
    assert np.allclose(new.vectors, [unit(1, 4), unit(2, 1), unit(3, 1)])
    assert np.allclose(base.vectors, [unit(1, 0), unit(1, 1), unit(0, 1)]), "the old one is as it was"
    assert not (tmp_path / "new" / EXACT_FILES[2]).exists()


def test_what_was_added_can_be_deleted_before_it_counts(tmp_path: Path) -> None:
    draft = ExactDraft(tmp_path, None)
    draft.add([A, C], np.asarray([unit(1, 0), unit(0, 1)], dtype=np.float32))
    draft.delete_papers([1])
    draft.delete([C])
    draft.close()
    empty = ExactVectors(tmp_path)
    assert len(empty.ids) == 0
    assert empty.nearest(empty.rows_of([A]), unit(1, 0), 5) == []


def test_a_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    written(tmp_path, THREE)
    assert ExactVectors.exists(tmp_path)
    path = tmp_path / EXACT_FILES[1]
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ValueError, match="does not fit"):
        ExactVectors(tmp_path)
