"""Papers read, cut and embedded by the workers of a Ray cluster, while one process plans, orders and writes.

Each worker has this package in the same version, and sees the papers at the same paths.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrutiny_rag import __version__
from scrutiny_rag.errors import SettingsError
from scrutiny_rag.ingestion.model_hash import model_hash
from scrutiny_rag.ingestion.plan import Task
from scrutiny_rag.settings import Settings

if TYPE_CHECKING:
    from scrutiny_rag.ingestion.passages import PassageParser
    from scrutiny_rag.ingestion.read_ahead import ReadPaper
    from scrutiny_rag.models.embedding import PassageEmbedding
    from scrutiny_rag.papers.bounded import BoundedReader

_TRIES = 3
"""Workers that are lost with a paper before it is given up."""
_AHEAD = 3
"""Papers under way for each core of the cluster: what bounds the job's memory."""

_CONNECT_S = 10.0

Order = dict[str, Any]
"""What a worker must know to do as this process would: settings, the package's version and the model's hash."""
Work = Callable[[Task, Order], "ReadPaper"]
Spread = Callable[[Sequence[Task]], Iterator["ReadPaper"]]


@contextmanager
def spread_over(address: str | None, settings: Settings) -> Iterator[Spread | None]:
    """What an ingestion job has papers read by; None, for itself, where there is no address. Raises as `Workers`."""
    if address is None:
        yield None
        return
    with closing(Workers(address, settings)) as workers:
        yield workers.read


class Workers:
    """A Ray cluster, connected to until `close`."""

    def __init__(self, address: str, settings: Settings, work: Work | None = None) -> None:
        """Connect to the cluster at `address`; `local` starts workers on this machine.

        `work` is done to each paper. Raises SettingsError where Ray is not installed or the cluster is not there.
        """
        try:
            import ray
        except ImportError as error:
            raise SettingsError("--ray needs the extra ray: pip install 'scrutiny-rag[ray]'.") from error
        self._ray = ray
        try:
            _reach(address)
            ray.init(
                address=address,
                include_dashboard=False if address == "local" else None,
                log_to_driver=False,
                logging_level="ERROR",
            )
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise SettingsError(
                f"The Ray cluster at {address} cannot be reached ({said}): see that it runs."
            ) from error
        bearing = {name for name in Settings.model_fields if name.startswith("embedding_")}
        self._order: Order = {
            "settings": settings.model_dump(include=bearing | {"passage_tokens", "ocr"}),
            "version": __version__,
            "model": model_hash(settings.embedding_model),
        }
        self._work = ray.remote(num_cpus=1, max_retries=_TRIES - 1)(work or read_and_embed)

    def read(self, tasks: Sequence[Task]) -> Iterator[ReadPaper]:
        """The tasks' papers, in order, with their vectors; what cannot be read comes with a reason.

        Raises SettingsError where a worker is not as this process.
        """
        cores = int(self._ray.cluster_resources().get("CPU", 1))
        waiting: deque[tuple[Task, Any]] = deque()
        for task in tasks:
            waiting.append((task, self._work.remote(replace(task, row=None), self._order)))
            if len(waiting) >= cores * _AHEAD:
                yield self._done(*waiting.popleft())
        while waiting:
            yield self._done(*waiting.popleft())

    def _done(self, task: Task, asked: Any) -> ReadPaper:
        from scrutiny_rag.ingestion.read_ahead import ReadPaper

        try:
            read: ReadPaper = self._ray.get(asked)
            return replace(read, task=task)
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause from error
        except self._ray.exceptions.RayError:
            why = f"{_TRIES} workers were lost while they read it: run `scrutiny-rag ingest` again."
            return ReadPaper(task, None, [], why, lost=True)

    def close(self) -> None:
        """Let go of the cluster."""
        self._ray.shutdown()


def _reach(address: str) -> None:
    """Raise OSError or ValueError where nothing listens at an address: Ray would look for it for minutes."""
    if ":" in address:
        parts = urlsplit(address if "//" in address else f"//{address}")
        with socket.create_connection((parts.hostname or "", parts.port or 0), _CONNECT_S):
            return


def read_and_embed(task: Task, order: Order) -> ReadPaper:
    """One paper, in a worker. Raises SettingsError where the worker has another version or model."""
    from scrutiny_rag.ingestion.passages import embedded_text
    from scrutiny_rag.ingestion.read_ahead import read_one

    settings = Settings.model_validate(order["settings"])
    if (__version__, model_hash(settings.embedding_model)) != (order["version"], order["model"]):
        raise SettingsError(
            "A worker has another version of scrutiny-rag or of its model: install the same on all."
        )
    embedding, parser, bounded = _tools(settings.model_dump_json())
    read = read_one(task, parser, bounded)
    if read.paper is None:
        return read
    return replace(read, vectors=embedding.embed([embedded_text(node) for node in read.nodes]))


@lru_cache(maxsize=1)
def _tools(dumped: str) -> tuple[PassageEmbedding, PassageParser, BoundedReader]:
    """What a worker keeps from paper to paper."""
    from scrutiny_rag.ingestion.passages import PassageParser
    from scrutiny_rag.models.embedding import PassageEmbedding
    from scrutiny_rag.papers.bounded import BoundedReader

    settings = Settings.model_validate_json(dumped)
    embedding = PassageEmbedding.open(settings)
    parser = PassageParser(embedding.count_tokens, min(settings.passage_tokens, embedding.max_tokens - 2))
    return embedding, parser, BoundedReader(ocr=settings.ocr)
