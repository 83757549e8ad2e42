"""100,000 waiting timers: 1,000 due at once, a single one, and what waiting costs."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from engine.store.tables import job, process_instance
from tests.bench import filling, servers
from tests.bench.completing import begun
from tests.bench.diagrams import OFFICE
from tests.bench.places import POSTGRESQL, SQLITE, Databases, Place
from tests.bench.processes import cpu_of
from tests.bench.report import Figure

WAITING, AT_ONCE = 100_000, 1_000
SECONDS, LATEST, IDLE = 10.0, 2.0, 0.01
_SINGLES = 5
_WATCHED = 20.0


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of both databases."""
    for kind in (SQLITE, POSTGRESQL):
        with databases.place(kind) as place:
            begun(place, AT_ONCE + _SINGLES, "bench_dated")
            due = _timers(place)
            _fill(place)
            worker = servers.started(place, ["-m", "command.main", "work"])
            try:
                yield from _watched(place, worker.pid, due)
            finally:
                worker.terminate()
                worker.wait(timeout=60)


def _timers(place: Place) -> list[UUID]:
    with place.engine.store.reading() as connection:
        return list(connection.execute(select(job.c.id).where(job.c.kind == "timer")).scalars())


def _fill(place: Place) -> None:
    """Write instances whose timers wait for a day next year."""
    cases = [filling.case(place, OFFICE, n) for n in range(WAITING - AT_ONCE)]
    filling.add(place, process_instance, cases)
    far = datetime.now(UTC) + timedelta(days=300)  # noqa: TID251  the service runs on the system clock
    jobs = [filling.timer(each, far + timedelta(seconds=n)) for n, each in enumerate(cases)]
    filling.add(place, job, jobs)
    filling.settle(place)


def _watched(place: Place, worker: int, due: list[UUID]) -> Iterator[Figure]:
    _pause(5)
    yield _idle(place, worker)
    late = [_lateness(place, [each])[1] for each in due[:_SINGLES]]
    yield Figure(
        what=f"{place.kind}, a single timer among {WAITING:,}, the latest of {_SINGLES}",
        value=f"{max(late):.2f} s late",
        budget=f"< {LATEST:.0f} s",
        reached=max(late) < LATEST,
    )
    used = cpu_of(worker)
    first, last = _lateness(place, due[_SINGLES:])
    each = (cpu_of(worker) - used) / AT_ONCE * 1000
    yield Figure(
        what=f"{place.kind}, {AT_ONCE:,} due at once, one worker",
        value=f"first {first:.2f} s, all within {last:.2f} s; {each:.2f} ms CPU each",
        budget=f"≤ {SECONDS:.0f} s",
        reached=last <= SECONDS,
    )


def _idle(place: Place, worker: int) -> Figure:
    server = place.database_pid
    pids = [worker, *([server] if server else [])]
    before = [cpu_of(each) for each in pids]
    _pause(_WATCHED)
    used = [(cpu_of(each) - first) / _WATCHED for each, first in zip(pids, before, strict=True)]
    told = "" if server is None else f"; the database {used[1]:.2%}"
    return Figure(
        what=f"{place.kind}, an idle worker with {WAITING:,} timers waiting",
        value=f"{used[0]:.2%} of a core{told}",
        budget=f"< {IDLE:.0%}",
        reached=used[0] < IDLE,
    )


def _lateness(place: Place, chosen: list[UUID]) -> tuple[float, float]:
    """Make timers due in a moment; return how late the first and the last were done, in seconds."""
    moment = datetime.now(UTC) + timedelta(seconds=1.3)  # noqa: TID251  the service runs on the system clock
    with place.engine.store.writing() as connection:
        connection.execute(
            update(job).where(job.c.id.in_(chosen)).values(due_at=moment, run_at=moment)
        )
    until = time.monotonic() + 60
    while time.monotonic() < until:
        _pause(0.5)
        found = _done(place, chosen)
        if found[0] == len(chosen):
            return tuple((each - moment).total_seconds() for each in found[1:])  # type: ignore[return-value]  # two of them
    raise RuntimeError(f"timers did not fire: {found}")


def _done(place: Place, chosen: list[UUID]) -> Any:
    asked = select(func.count(), func.min(job.c.done_at), func.max(job.c.done_at))
    with place.engine.store.reading() as connection:
        return connection.execute(asked.where(job.c.id.in_(chosen), job.c.state == "done")).one()


def _pause(seconds: float) -> None:
    time.sleep(seconds)  # noqa: TID251  a measure watches others work
