"""How fast papers become an index: this project's job against LlamaIndex's default pipeline, on the same papers.

    python eval/ingestion_speed.py FOLDER [--limit N] [--threads N] [--json]

Each runs in a process of its own, one after the other, with the same embedding model and number of threads. Ours is
the whole job: reading the files, cutting, embedding, Chroma, BM25 and the ledger. LlamaIndex's is
SentenceSplitter(1,024 tokens), HuggingFaceEmbedding and SimpleVectorStore over documents that were read before its
clock starts, so reading is no part of its time. Neither counts the loading of libraries and model.

Words embedded are words that the model read. It reads 256 tokens and cuts the rest, so of LlamaIndex's longer splits
it reads the start alone: the share of the papers' words that it read at least once is printed too, and the time that
each takes for the papers as a whole. A CPU second is what the process itself used, over all its threads: it tells more
than the clock where the machine is busy with other work.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from scrutiny_rag.ingestion.discovery import FoundFile, find_files
from scrutiny_rag.settings import Settings

Result = dict[str, float]


def words_in(text: str) -> int:
    return len(text.split())


def ours(found: list[FoundFile], settings: Settings) -> Result:
    from scrutiny_rag.ingestion.job import IngestionJob
    from scrutiny_rag.models.embedding import PassageEmbedding
    from scrutiny_rag.store.index import Index

    embedding = PassageEmbedding.open(settings)
    embedding.embed(["warm-up"])
    with tempfile.TemporaryDirectory() as folder:
        # A first small job loads the libraries that are loaded when they are needed.
        paper = Path(folder) / "warm-up.md"
        paper.write_text("A warm-up. " * 300, encoding="utf-8")
        index = Index(Path(folder) / "index")
        IngestionJob(index, lambda: embedding, settings.passage_tokens).run([paper])
        index.close()
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder))
        job = IngestionJob(index, lambda: embedding, settings.passage_tokens)
        started, cpu = time.perf_counter(), time.process_time()
        report = job.run([file.path for file in found])
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        spans: dict[str, list[tuple[int, int]]] = {}
        texts = {}
        for row in index.ledger.rows():
            texts[row.name] = index.ledger.paper(row.id).text
            spans[row.name] = [(p.char_start, p.char_end) for p in index.ledger.passages_of(row.id)]
        index.close()
    return result(report.words, seconds, cpu, report.passages, texts, spans)


def llama_index(found: list[FoundFile], settings: Settings) -> Result:
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    from scrutiny_rag.errors import PaperError
    from scrutiny_rag.evaluation.provenance import embedding_folder
    from scrutiny_rag.papers.reading import read_paper

    texts = {}
    for file in found:
        try:
            texts[file.file.name] = read_paper(file.path, file.file.name).text
        except PaperError:
            continue  # ours lists it as failed, and does not count its words either
    embedding = HuggingFaceEmbedding(model_name=str(embedding_folder(settings)), device="cpu")
    embedding.get_text_embedding("warm-up")
    splitter = SentenceSplitter(chunk_size=1024)
    documents = [Document(text=text, id_=name) for name, text in texts.items()]
    started, cpu = time.perf_counter(), time.process_time()
    nodes = splitter.get_nodes_from_documents(documents)
    VectorStoreIndex(nodes, embed_model=embedding)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    tokenizer = embedding._model.tokenizer
    most = int(embedding._model.max_seq_length or 512)
    spans: dict[str, list[tuple[int, int]]] = {}
    for node in nodes:
        start = node.start_char_idx or 0
        offsets = tokenizer(
            node.get_content(), truncation=True, max_length=most, return_offsets_mapping=True, verbose=False
        )["offset_mapping"]
        spans.setdefault(node.ref_doc_id or "", []).append((start, start + max(end for _, end in offsets)))
    return result(sum(map(words_in, texts.values())), seconds, cpu, len(nodes), texts, spans)


def result(
    words: int,
    seconds: float,
    cpu: float,
    pieces: int,
    texts: dict[str, str],
    spans: dict[str, list[tuple[int, int]]],
) -> Result:
    read = sum(words_in(texts[name][a:b]) for name, pairs in spans.items() for a, b in pairs)
    once = sum(words_in(texts[name][a:b]) for name, pairs in spans.items() for a, b in merged(pairs))
    return {
        "words": words,
        "seconds": seconds,
        "cpu_seconds": cpu,
        "pieces": pieces,
        "embedded_words": read,
        "share_read": once / words if words else 0.0,
        "embedded_words_per_s": read / seconds,
        "embedded_words_per_cpu_s": read / cpu,
        "papers_words_per_s": words / seconds,
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch or overlap, as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


SYSTEMS = {"ours": ours, "llamaindex-default": llama_index}


def run_alone(name: str, arguments: argparse.Namespace) -> Result:
    """One system in a process of its own, so that peak memory is its own too."""
    command = [sys.executable, __file__, str(arguments.folder), "--only", name]
    command += ["--limit", str(arguments.limit), "--threads", str(arguments.threads)]
    environment = {**os.environ, "OMP_NUM_THREADS": str(arguments.threads), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="A folder of papers.")
    parser.add_argument("--limit", type=int, default=0, help="Take the first so many papers (default: all).")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="Threads of the model.")
    parser.add_argument(
        "--rounds",
        type=int,
        default=3,
        help="Rounds, the systems in turn; each one's fastest counts (default: 3).",
    )
    parser.add_argument("--json", action="store_true", help="Print one JSON object.")
    parser.add_argument("--only", choices=SYSTEMS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    found = find_files([arguments.folder], {})[: arguments.limit or None]
    if arguments.only:
        import torch

        torch.set_num_threads(arguments.threads)
        print(json.dumps(SYSTEMS[arguments.only](found, Settings(_env_file=None))))
        return
    rounds = [{name: run_alone(name, arguments) for name in SYSTEMS} for _ in range(arguments.rounds)]
    results = {name: min((r[name] for r in rounds), key=lambda one: one["seconds"]) for name in SYSTEMS}
    one, other = results.values()
    compared = ("embedded_words_per_s", "embedded_words_per_cpu_s", "papers_words_per_s", "share_read")
    ratios = {key: one[key] / other[key] for key in compared}
    if arguments.json:
        print(json.dumps({"papers": len(found), "threads": arguments.threads, **results, "ratios": ratios}))
        return
    print(f"{len(found)} papers, {arguments.threads} threads\n")
    print(
        "| system | papers' words | embedded words/s | a CPU second | papers' words/s | read | seconds | peak MiB |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, r in results.items():
        print(
            f"| {name} | {r['words']:,.0f} | {r['embedded_words_per_s']:,.0f} "
            f"| {r['embedded_words_per_cpu_s']:,.0f} | {r['papers_words_per_s']:,.0f} "
            f"| {r['share_read']:.0%} | {r['seconds']:.1f} | {r['peak_memory_mib']:,.0f} |"
        )
    print(
        f"\nours / LlamaIndex: {ratios['embedded_words_per_s']:.2f} times the words embedded a second, "
        f"{ratios['embedded_words_per_cpu_s']:.2f} times a CPU second, "
        f"{ratios['share_read']:.2f} times the share of the papers read."
    )


if __name__ == "__main__":
    main()
