"""Numbers for Prometheus: requests by route, and how much there is to do."""

import time
from collections.abc import Iterator
from threading import Lock

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from engine import metrics
from engine.context import Engine

COUNTED_EVERY = 10.0
"""Seconds: counting reads whole indexes, so it is not done at every scrape."""
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Counts(Collector):
    """How much there is to do, counted anew when the last count is old."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._counted = 0.0
        self._counts: dict[str, int] = {}

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return the numbers, one gauge each."""
        with self._lock:
            if not self._counts or time.monotonic() - self._counted > COUNTED_EVERY:
                self._counts = metrics.counts(self._engine)
                self._counted = time.monotonic()
            counts = self._counts
        for name, value in counts.items():
            yield GaugeMetricFamily(f"khanton_{name}", name.replace("_", " "), value=value)

    def describe(self) -> list[GaugeMetricFamily]:
        """Describe nothing: the database is not asked before somebody scrapes."""
        return []


def register(app: Flask, engine: Engine) -> CollectorRegistry:
    """Count every request of the application; return where the numbers are gathered."""
    registry = CollectorRegistry()
    registry.register(Counts(engine))
    labels = ("method", "route")
    count = Counter("khanton_requests", "HTTP requests", (*labels, "status"), registry=registry)
    took = Histogram(
        "khanton_request_seconds", "HTTP latency", labels, registry=registry, buckets=_SECONDS
    )

    def begin() -> None:
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        count.labels(request.method, route, response.status_code).inc()
        if "began" in g:
            took.labels(request.method, route).observe(time.perf_counter() - g.began)
        return response

    app.before_request(begin)
    app.after_request(end)
    return registry
