"""Damages each file of an index at random places and in five ways, asks it, and mends it.

`python damaged_indexes.py FOLDER PAPERS CASES SEED` makes an index of that many papers and prints one JSON object: how
many cases there were of each outcome, and what was wrong. CASES is how many are tried of each file. A question is
answered as before or refused in a sentence; after `doctor --fix` it is answered as before, or a sentence says why not.
The models are loaded once and every case is a fork, so that a file that ends the process ends only that.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

import chromadb  # noqa: F401 (before the forks)
import numpy as np
import torch

from killed_jobs import text_of
from scrutiny_rag.answering import chain  # noqa: F401
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.health import check_index
from scrutiny_rag.ingestion import mending  # noqa: F401
from scrutiny_rag.models.cross_encoder import PackagedCrossEncoder
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.repair import put_ledger_back, repair
from scrutiny_rag.retrieval import reranking
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index

ALIKE = 0.999
"""The cosine of a vector with the same words embedded anew, among others: the last digits differ."""
FEW = 50
"""Papers up to which every quote is held to be as before."""
QUESTIONS = [
    "How many swans did the keeper of lock 3 count?",
    "Who mends the weir?",
]


def bit(data: bytes, at: int, chance: random.Random) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def zeros(data: bytes, at: int, chance: random.Random) -> bytes:
    start = at // 4096 * 4096
    return data[:start] + bytes(len(data[start : start + 4096])) + data[start + 4096 :]


def junk(data: bytes, at: int, chance: random.Random) -> bytes:
    return data[:at] + chance.randbytes(len(data[at : at + 200])) + data[at + 200 :]


def cut(data: bytes, at: int, chance: random.Random) -> bytes:
    return data[:at]


def moved(data: bytes, at: int, chance: random.Random) -> bytes:
    return data[:at] + data[at + 1 :] + data[at : at + 1]


WAYS: list[Callable[[bytes, int, random.Random], bytes]] = [bit, zeros, junk, cut, moved]


def opened(folder: Path, model: PassageEmbedding) -> Assistant:
    assistant = Assistant(
        Index(folder), Settings(_env_file=None, index=folder, llm_base_url=None, llm_gguf=None)
    )
    assistant.__dict__["embedding"] = model
    return assistant


def answers(folder: Path, model: PassageEmbedding) -> Any:
    """What the index says, without how long it took and to the last digit: vectors made anew differ there."""
    assistant = opened(folder, model)
    said = [told(assistant.ask(question).to_json()) for question in QUESTIONS]
    for citation in (citation for answer in said for citation in answer["citations"]):
        assert citation["quote"] in assistant.paper(citation["paper"]).text, "a quote that is in no paper"
    listed = [
        [entry.to_json(), zlib.crc32(assistant.paper(entry.paper).text.encode())]
        for entry in assistant.papers()
    ]
    assistant.close()
    return json.loads(json.dumps([said, listed]))


def held(said: Any, papers: int) -> Any:
    """What must be as before once the index was mended.

    Of some papers all that a reader sees; among hundreds that are alike, Chroma's graph made anew finds others of
    those that come equally near, so there the first quote alone is held, and that each quote stands in its paper.
    """
    if not isinstance(said, list):
        return said
    answers, listed = said
    if papers <= FEW:
        return [[answer | {"passages": None} for answer in answers], listed]
    kept = [
        [answer["status"], answer["kind"], answer["claims"][:1], answer["citations"][:1]]
        for answer in answers
    ]
    return [kept, listed]


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """What a reader sees of an answer, and which passages it was found among."""
    places = sorted((row["paper"], row["char_start"]) for row in answer["passages"])
    return answer | {"timings": None, "confidence": round(answer["confidence"], 2), "passages": places}


def mended(folder: Path, model: PassageEmbedding, vectors: dict[int, Any]) -> Any:
    """What it says once it was mended; it must then be sound, with the vectors that it had."""
    put_ledger_back(folder)
    index = Index(folder)
    repair(index, model, 200)
    index.close()
    index = Index(folder)
    faults = [check.says for check in check_index(index) if not check.ok]
    now = index.vectors.vectors(sorted(vectors))
    index.close()
    assert not faults, faults
    assert now.keys() == vectors.keys(), "vectors are lost"
    least = min(float(now[i] @ vectors[i]) for i in vectors)
    assert least > ALIKE, f"a vector is another one: {least}"
    return answers(folder, model)


def vectors_of(folder: Path) -> Any:
    """All vectors of an index, to be handed on as text."""
    index = Index(folder)
    found = index.vectors.vectors(index.ledger.live_passage_ids())
    index.close()
    return {str(i): vector.tolist() for i, vector in found.items()}


def forked(work: Callable[[], Any]) -> tuple[str, Any, str]:
    """How `work` ended in a fork, what it gave, and what it wrote to stderr."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        pid = os.fork()
        if pid == 0:
            os.dup2(err.fileno(), 2)
            try:
                told = ["done", work()]
            except IndexFolderError as error:
                told = ["refused", str(error)]
            except BaseException:  # noqa: BLE001 (a fork must not go on as its parent)
                told = ["failed", traceback.format_exc()]
            out.write(json.dumps(told))
            out.flush()
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        out.seek(0)
        err.seek(0)
        how, what = json.loads(out.read()) if status == 0 else (f"status {status}", None)
        return how, what, err.read()


def main() -> None:
    """Make an index, and harm copies of it."""
    folder, papers, cases, seed = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    chance = random.Random(seed)
    model = PassageEmbedding.open(Settings(_env_file=None))
    torch.set_num_threads(1)
    model.embed(["once, before the forks"])
    assert model._torch is not None  # loaded, for the forks to share
    reader = PackagedCrossEncoder(threads=1)
    reranking.open_cross_encoder = lambda settings: reader
    (folder / "papers").mkdir(parents=True)
    for number in range(papers):
        (folder / "papers" / f"canal-{number}.md").write_text(text_of(number, 5), encoding="utf-8")
    assert forked(lambda: ingest(folder, model))[0] == "done"
    sound = folder / "index"
    _, before, _ = forked(lambda: answers(sound, model))
    assert before[0][0]["status"] == "answered", before[0][0]
    vectors = {int(i): np.array(v, dtype=np.float32) for i, v in forked(lambda: vectors_of(sound))[1].items()}
    works: dict[str, Callable[[Path], Any]] = {
        "asked": lambda copy: answers(copy, model),
        "mended": lambda copy: mended(copy, model, vectors),
    }
    began = time.perf_counter()
    ended: Counter[str] = Counter()
    faults = []
    names = sorted(path.relative_to(sound).as_posix() for path in sound.rglob("*") if path.is_file())
    for at, name in enumerate(names):
        size = (sound / name).stat().st_size
        for case in range(cases if size else 0):
            harm = WAYS[(at + case) % len(WAYS)]
            place = chance.randrange(size)
            copy = folder / "harmed"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(sound, copy)
            data = (copy / name).read_bytes()
            harmed = harm(data, place, chance)
            if harmed == data:
                continue
            (copy / name).write_bytes(harmed)
            for step, work in works.items():
                how, what, told = forked(lambda work=work, copy=copy: work(copy))
                ended[f"{step}: {how}"] += 1
                other = what != before if step == "asked" else held(what, papers) != held(before, papers)
                wrong = how not in ("done", "refused") or (how == "done" and other)
                if wrong or "panicked" in told or "Traceback" in told:
                    faults.append([name, harm.__name__, place, step, how, str(what)[:600], told[:300]])
                    print(faults[-1], file=sys.stderr, flush=True)
        print(
            f"{at + 1} of {len(names)}: {name}",
            round(time.perf_counter() - began),
            "s",
            file=sys.stderr,
            flush=True,
        )
    print(json.dumps({"files": names, "ended": ended, "faults": faults}))


def ingest(folder: Path, model: PassageEmbedding) -> None:
    """The index of FOLDER/papers."""
    assistant = Assistant.open(folder / "index", Settings(_env_file=None), create=True)
    assistant.__dict__["embedding"] = model
    assistant.ingest([folder / "papers"])
    assistant.close()


if __name__ == "__main__":
    main()
