"""A user task completed in an instance that has completed 5,000 before it, and in a new one."""

import time
from collections.abc import Iterator
from statistics import median
from uuid import UUID

from engine import tasks
from tests.bench import filling
from tests.bench.completing import begun, open_tasks
from tests.bench.diagrams import FORM_DATA
from tests.bench.places import POSTGRESQL, SQLITE, Databases, Place
from tests.bench.report import Figure

FINISHED = 5_000
MOST_TIMES = 2.0
_COMPARED = 150


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of both databases, without HTTP; old and new take turns."""
    for kind in (SQLITE, POSTGRESQL):
        with databases.place(kind) as place:
            old = begun(place, 1, "bench_loop")[0]
            for _ in range(FINISHED):
                _completed(place, old)
            filling.settle(place)
            fresh = begun(place, _COMPARED, "bench_loop")
            pairs = [(_completed(place, old), _completed(place, each)) for each in fresh]
            long, new = (median(each) for each in zip(*pairs, strict=True))
            yield Figure(
                what=f"{kind}, after {FINISHED:,} finished tasks",
                value=f"{long:.2f} ms, in a new instance {new:.2f} ms: {long / new:.2f} times",
                budget=f"≤ {MOST_TIMES:.0f} times",
                reached=long <= MOST_TIMES * new,
            )


def _completed(place: Place, instance: UUID) -> float:
    """Complete the open task of an instance; return the milliseconds."""
    (task,) = open_tasks(place, [instance])
    began = time.perf_counter()
    tasks.complete(place.engine, place.officer, task.id, FORM_DATA, task.version)
    return (time.perf_counter() - began) * 1000
