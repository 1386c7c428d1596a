"""Papers read and cut in a thread, beside the embedding of those before them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from llama_index.core.schema import TextNode

from scrutiny_rag.errors import PaperError
from scrutiny_rag.ingestion.passages import PassageParser
from scrutiny_rag.ingestion.plan import Task
from scrutiny_rag.papers.bounded import BoundedReader, is_plain
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.reading import MOST_BYTES, read_paper
from scrutiny_rag.store.rows import MOST_PASSAGES

_MOST_PAPERS = 64
_MOST_BYTES = 16_000_000
"""Of files read ahead: what bounds the job's memory."""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper that was read and cut, ready to embed; or why it could not be."""

    task: Task
    paper: Paper | None
    nodes: list[TextNode]
    why: str | None = None
    vectors: Sequence[Sequence[float]] | None = None
    """Where a worker elsewhere has embedded it already."""
    lost: bool = False
    """Where the fault is not the paper's: it is listed, and the next job reads it."""


def read_ahead(tasks: Iterable[Task], parser: PassageParser, *, ocr: bool = False) -> Iterator[ReadPaper]:
    """Read and cut the tasks' files, in their order; what cannot be read comes with a reason.

    With `ocr`, scanned pages are read by OCR. All but plain text is read within bounds, in a process of its own.
    """
    bounded = BoundedReader(ocr=ocr)
    pool = ThreadPoolExecutor(1, thread_name_prefix="read")
    waiting: deque[tuple[Task, Future[ReadPaper]]] = deque()
    size = 0
    try:
        for task in tasks:
            waiting.append((task, pool.submit(read_one, task, parser, bounded)))
            size += task.found.file.size
            while waiting and (len(waiting) >= _MOST_PAPERS or size >= _MOST_BYTES):
                done, future = waiting.popleft()
                size -= done.found.file.size
                yield future.result()
        while waiting:
            yield waiting.popleft()[1].result()
    finally:
        pool.shutdown(cancel_futures=True)
        bounded.close()


def read_one(task: Task, parser: PassageParser, bounded: BoundedReader) -> ReadPaper:
    """Read and cut one file; a reason where it cannot be read."""
    found = task.found
    try:
        if found.file.size > MOST_BYTES:
            raise PaperError(f"The file is larger than {MOST_BYTES // 1_000_000} MB; split the paper.")
        read = read_paper if is_plain(found.path) else bounded.read
        paper = read(found.path, found.file.name, found.overrides)
        nodes = parser.passages(paper)
        if len(nodes) > MOST_PASSAGES:
            raise PaperError("The paper is too long; split it.")
    except PaperError as error:
        return ReadPaper(task, None, [], str(error))
    except Exception as error:  # noqa: BLE001
        # The libraries that read files fail on bad ones in ways they do not list, and one paper must not
        # stop the others: the failure is reported with the paper's name.
        return ReadPaper(task, None, [], f"The file cannot be read ({type(error).__name__}: {error}).")
    return ReadPaper(task, paper, nodes)
