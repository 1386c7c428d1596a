"""How an index grows and how fast it answers: 10,000, 100,000, 1,000,000 passages, with and without filters.

    python eval/scale.py --index INDEX [--passages N...] [--questions QUESTIONS.jsonl] [--out DIR] [--json]

The passages are those of INDEX repeated with changes: in every copy one word in ten gives way to another of the same
length, and each vector is turned a little and made a unit again, so nothing has to be read or embedded anew. Copies get
a body of ten, a committee of twenty, a date over ten years and a type of four; speakers stay. Prints a table in
Markdown, or with --json one object: seconds to write the three stores, their size on disk, the memory of a process that
answers, and the time of a search, question embedding included (median and 95th percentile over the questions, after a
warm-up). What stands in DIR already is measured as it is.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.evaluation.memory import PeakMemory
from scrutiny_rag.ingestion.abbreviating import update_abbreviations
from scrutiny_rag.papers.model import Metadata, Paper, PaperType
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import load_settings
from scrutiny_rag.store.index import CURRENT_VECTORS, CURRENT_WORDS, Index
from scrutiny_rag.store.ledger import PassageRow, SourceFile, State, passage_id
from scrutiny_rag.store.lexical import LexicalEntry

_SEED = 5
_TURN = 0.35
"""Length of the random vector that is added to a unit vector: a cosine of about 0.94 with the original."""
_CHANGED = 0.1
_PAPERS_AT_ONCE = 50
_WORD = re.compile(r"[^\W\d_]{4,}")
_TYPES = (PaperType.MINUTES, PaperType.TRANSCRIPT, PaperType.REPORT, PaperType.STRATEGY)
_FIRST = date(2015, 1, 5)
_QUESTIONS = Path(__file__).with_name("questions.jsonl")


class Copies:
    """Papers of an index, repeated with changes."""

    def __init__(self, source: Index) -> None:
        self.random = random.Random(_SEED)
        self.numbers = np.random.default_rng(_SEED)
        rows = source.ledger.rows(State.READY)
        self.papers = [source.ledger.paper(row.id) for row in rows]
        self.passages = [source.ledger.passages_of(row.id) for row in rows]
        self.vectors = []
        for passages in self.passages:
            stored = source.vectors.vectors([passage.id for passage in passages])
            self.vectors.append(np.stack([stored[passage.id] for passage in passages]))
        self.words: dict[int, list[str]] = defaultdict(list)
        for paper in self.papers:
            for word in set(_WORD.findall(paper.text)):
                self.words[len(word)].append(word)
        for words in self.words.values():
            words.sort()

    def __iter__(self) -> Iterator[tuple[int, Paper, list[PassageRow], Any]]:
        """Endlessly: a number, a changed paper, its passages and their turned vectors."""
        number = 0
        while True:
            for paper, passages, vectors in zip(self.papers, self.passages, self.vectors, strict=True):
                meta = Metadata(
                    title=paper.metadata.title,
                    body=f"Council {number % 10}",
                    committee=f"Committee {number % 20}",
                    date=_FIRST + timedelta(days=number * 37 % 3650),
                    type=_TYPES[number % len(_TYPES)],
                )
                text = _WORD.sub(self._other, paper.text)
                noise = self.numbers.normal(size=vectors.shape).astype(np.float32)
                noise *= _TURN / np.sqrt(vectors.shape[1])
                turned = vectors + noise
                turned /= np.linalg.norm(turned, axis=1, keepdims=True)
                yield number, replace(paper, text=text, metadata=meta, blocks=()), passages, turned
                number += 1

    def _other(self, word: re.Match[str]) -> str:
        changed = self.random.random() < _CHANGED
        return self.random.choice(self.words[len(word[0])]) if changed else word[0]


def build(source: Index, folder: Path, passages: int) -> float:
    """An index of that many passages in `folder`; the seconds that writing the stores took."""
    index = Index(folder)
    spent, count, batch = 0.0, 0, []
    with index.writing():
        draft = index.vectors.draft()
        for number, paper, rows, vectors in Copies(source):
            batch.append((number, paper, rows[: passages - count], vectors[: passages - count]))
            count += len(batch[-1][2])
            if len(batch) < _PAPERS_AT_ONCE and count < passages:
                continue
            started = time.perf_counter()
            with index.ledger.transaction():
                for n, each, its, turned in batch:
                    file = SourceFile(f"copy-{n}.txt", f"copy-{n}.txt", None, len(each.text), 0)
                    key = index.ledger.add(file, each, State.READY, reader_version=1)
                    new = [replace(r, id=passage_id(key, i), paper_id=key) for i, r in enumerate(its)]
                    index.ledger.add_passages(new)
                    draft.add([row.id for row in new], [key] * len(new), turned)
                    index.lexical.add(_entries(each, new))
            spent += time.perf_counter() - started
            batch.clear()
            if count >= passages:
                break
        started = time.perf_counter()
        index.ledger.set_fact(CURRENT_WORDS, index.lexical.publish() or "")
        draft.close()
        index.ledger.set_fact(CURRENT_VECTORS, draft.name)
        update_abbreviations(index)
        index.ledger.set_fact("embedding_model", source.ledger.fact("embedding_model") or "")
        spent += time.perf_counter() - started
    index.close()
    return spent


def _entries(paper: Paper, rows: list[PassageRow]) -> Iterator[LexicalEntry]:
    texts = [paper.text[row.char_start : row.char_end] for row in rows]
    for n, row in enumerate(rows):
        context = " ".join(part for part in (paper.metadata.title, row.section, row.speaker) if part)
        around = "\n".join(texts[max(0, n - 1) : n + 2])
        yield LexicalEntry(row.id, row.paper_id, texts[n], context, around)


def measure(folder: Path, questions: list[str]) -> dict[str, Any]:
    """Times of searches by filter, and the memory that this process took."""
    memory = PeakMemory()
    assistant = Assistant.open(folder, load_settings(index=folder))
    speakers = sorted(assistant.retriever.catalogue().speakers.items(), key=lambda item: (-item[1], item[0]))
    kinds = {
        "none": Filters(),
        "body": Filters(body="Council 3"),
        "committee": Filters(committee="Committee 7"),
        "dates": Filters(since=date(2017, 1, 1), until=date(2021, 12, 31)),
        "type": Filters(type=PaperType.MINUTES),
        "paper": Filters(paper="copy-0.txt"),
    }
    if speakers:
        kinds["speaker"] = Filters(speaker=speakers[0][0])
    times: dict[str, list[float]] = {}
    for name, filters in kinds.items():
        for question in questions[:10]:
            assistant.search(question, filters)
        times[name] = [assistant.search(q, filters).timings.retrieve_s * 1000 for q in questions]
    assistant.close()
    found = {
        name: {
            "p50_ms": round(float(np.percentile(t, 50)), 1),
            "p95_ms": round(float(np.percentile(t, 95)), 1),
        }
        for name, t in times.items()
    }
    return {"memory_mb": round((memory.bytes() or 0) / 1e6), "searches": found}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _print(row: dict[str, Any], first: bool) -> None:
    searches = row["searches"]
    if first:
        print(f"| passages | write (s) | disk (MB) | memory (MB) | {' | '.join(searches)} |")
        print(f"| ---: | ---: | ---: | ---: | {' | '.join(['---:'] * len(searches))} |")
    times = " | ".join(f"{t['p50_ms']:.0f} / {t['p95_ms']:.0f}" for t in searches.values())
    write = "–" if row["write_s"] is None else f"{row['write_s']:.0f}"
    print(
        f"| {row['passages']:,} | {write} | {row['disk_mb']:,} | {row['memory_mb']:,} | {times} |", flush=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--questions", type=Path, default=_QUESTIONS)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", action="store_true", dest="as_json")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        lines = given.questions.read_text(encoding="utf-8").splitlines()
        questions = [json.loads(line)["question"] for line in lines if line.strip()][:200]
        print(json.dumps(measure(given.measure, questions)))
        return
    out = given.out or Path(tempfile.mkdtemp(prefix="scale-"))
    rows: list[dict[str, Any]] = []
    for passages in given.passages:
        folder = out / str(passages)
        write = None
        if not Index.exists(folder):
            source = Index(given.index)
            write = build(source, folder, passages)
            source.close()
        # In a process of its own, so that what the writing left in memory does not count.
        own = [sys.executable, __file__, "--index", str(given.index), "--measure", str(folder)]
        said = subprocess.run(
            [*own, "--questions", str(given.questions)], check=True, capture_output=True, text=True
        ).stdout
        found = {"passages": passages, "write_s": write, "disk_mb": round(_size(folder) / 1e6)} | json.loads(
            said
        )
        if not given.as_json:
            _print(found, first=not rows)
        rows.append(found)
    if given.as_json:
        print(json.dumps({"sizes": rows}))


if __name__ == "__main__":
    main()
