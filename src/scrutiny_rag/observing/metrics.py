"""Measures of the page for Prometheus: answers, refusals, how long they took, the queue, and what was ingested."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.observing.events import Event

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
"""Bounds of what is counted by how long it took: quotes take half a second, drafts up to a minute."""
_INGESTED = ("added", "updated", "removed", "failed")

Counts = Callable[[], Mapping[str, float]]
"""Numbers by name as they are now; may raise, where they cannot be had."""


class Metrics:
    """Counts events; a listener. Raises SettingsError where the package for it is not installed."""

    def __init__(self, papers: Counts, waiting: Callable[[], int]) -> None:
        """`papers` gives how many papers are in which state, and `waiting` how many questions wait in line."""
        try:
            import prometheus_client as prometheus
        except ImportError as error:
            raise SettingsError(
                "SCRUTINY_RAG_METRICS_PORT needs the extra metrics: pip install 'scrutiny-rag[metrics]'."
            ) from error
        self.registry: CollectorRegistry = prometheus.CollectorRegistry()
        self._requests = prometheus.Counter(
            "scrutiny_rag_requests",
            "What was asked for, by how it ended: not_found is a refusal to answer.",
            ["what", "outcome"],
            registry=self.registry,
        )
        self._seconds = prometheus.Histogram(
            "scrutiny_rag_request_seconds",
            "How long it took.",
            ["what"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._running = prometheus.Gauge(
            "scrutiny_rag_requests_running", "What is being answered now.", ["what"], registry=self.registry
        )
        self._ingested = prometheus.Counter(
            "scrutiny_rag_ingested_papers",
            "Papers by what an ingest of this process did.",
            ["what"],
            registry=self.registry,
        )
        waits = prometheus.Gauge(
            "scrutiny_rag_requests_waiting", "What waits in the page's line.", registry=self.registry
        )
        waits.set_function(waiting)
        self.registry.register(_Papers(papers))

    def begins(self, event: Event) -> None:
        """Count what is being done."""
        self._running.labels(event.what).inc()

    def ends(self, event: Event) -> None:
        """Count what was done."""
        self._running.labels(event.what).dec()
        self._requests.labels(event.what, event.outcome).inc()
        self._seconds.labels(event.what).observe(event.seconds)
        if event.what == "ingest":
            for name in _INGESTED:
                self._ingested.labels(name).inc(event.more.get(name, 0))

    def serve(self, host: str, port: int) -> tuple[int, Callable[[], None]]:
        """Offer the measures at /metrics of that address (port 0 takes a free one); the port, and how to end it.

        Raises OSError, with a sentence for people, where it cannot be listened on.
        """
        import prometheus_client as prometheus

        try:
            server, thread = prometheus.start_http_server(port, host, self.registry)
        except OSError as error:
            raise OSError(
                f"Port {port} of {host} cannot be listened on: choose another with SCRUTINY_RAG_METRICS_PORT."
            ) from error

        def end() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        return int(server.server_port), end


class _Papers:
    """Asks the index when the measures are read, so that what other processes ingested counts too."""

    def __init__(self, papers: Counts) -> None:
        self._papers = papers

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        family = GaugeMetricFamily("scrutiny_rag_papers", "Papers of the index, by state.", labels=["state"])
        sound = GaugeMetricFamily("scrutiny_rag_index_readable", "1 where the index can be read, else 0.")
        try:
            for state, count in self._papers().items():
                family.add_metric([state], count)
            sound.add_metric([], 1)
        except ValueError:  # damaged or gone, which the page says to whoever asks
            sound.add_metric([], 0)
        yield family
        yield sound
