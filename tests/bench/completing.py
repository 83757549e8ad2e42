"""Completing user tasks over HTTP: a process of ten tasks, durable commits, clients beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

import orjson

from engine import instances
from engine.rows import TaskRow
from engine.store import inbox
from tests.bench import filling, servers
from tests.bench.clients import Call, Clients, Run, added, clients
from tests.bench.diagrams import FORM_DATA, OFFICE
from tests.bench.places import POSTGRESQL, SQLITE, Databases, Place
from tests.bench.processes import busy, cpu_of
from tests.bench.report import Figure, percentile

TASKS = 10
LEAST, AIM, SLOWEST = 300, 500, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A load and what it cost: CPU seconds of the service, the database and everybody else."""

    run: Run
    service: float
    database: float
    others: float
    memory: float

    def each(self, seconds: float) -> float:
        """Return milliseconds for each request."""
        return seconds / len(self.run.latencies) * 1000


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of both databases, plain and with what a client may add."""
    for kind, processes in ((SQLITE, 1), (POSTGRESQL, 2)):
        with databases.place(kind) as place, servers.serving(place, processes) as server:
            for number, repeatable in ((4, False), (4, True), (1, False)):
                how = f"{kind}, {number} client{'s' * (number > 1)}"
                how += ", Idempotency-Key" if repeatable else ""
                with clients(number, server.port, place.token) as callers:
                    load = loaded(place, server, callers, 120, repeatable=repeatable)
                yield from _told(how, load, counts=number > 1)


def _told(how: str, load: Load, *, counts: bool) -> Iterator[Figure]:
    run, rate, slow = load.run, load.run.rate, percentile(load.run.latencies, 0.95)
    if run.wrong:
        yield Figure(what=how, value=f"{run.wrong} wrong answers", reached=False)
    budget = f"≥ {LEAST}/s, aim {AIM}; p95 < {SLOWEST} ms" if counts else ""
    reached = rate >= LEAST and slow < SLOWEST if counts else None
    half = percentile(run.latencies, 0.5)
    value = f"{rate:.0f}/s; p50 {half:.1f}, p95 {slow:.1f} ms"
    yield Figure(what=how, value=value, budget=budget, reached=reached)
    spent = (
        f"service {load.each(load.service):.2f}, database {load.each(load.database):.2f}, "
        f"clients {load.each(run.cpu):.2f} ms; others {load.others / run.seconds:.2f} core"
    )
    yield Figure(what="— CPU for each completion", value=spent)


def begun(place: Place, number: int, key: str) -> list[UUID]:
    """Start so many instances."""
    asked = instances.Asked(definition_key=key, variables={})
    return [instances.start(place.engine, place.officer, asked).instance.id for _ in range(number)]


def open_tasks(place: Place, of: list[UUID]) -> list[TaskRow]:
    """Return the open tasks of these instances."""
    with place.engine.reading() as tx:
        return [
            task
            for each in of
            for task in inbox.tasks(
                tx, inbox.TaskFilter(offices=[OFFICE], instance_id=each), None, 10
            )
        ]


def completion(task: TaskRow, *, repeatable: bool = False) -> Call:
    """Return the request that completes a task; each task leaves variables of its own."""
    variables = {f"{task.element_id}_{name}": value for name, value in FORM_DATA.items()}
    body = orjson.dumps({"variables": variables, "version": task.version})
    key = f"Idempotency-Key: {uuid4().hex}\r\n" if repeatable else ""
    return Call(method="POST", path=f"/tasks/{task.id}/complete", body=body, headers=key)


def loaded(
    place: Place, server: servers.Server, callers: Clients, number: int, *, repeatable: bool = False
) -> Load:
    """Have clients complete the ten tasks of instances; what looks for the tasks is not counted."""
    _rounds(place, callers, 30, repeatable=repeatable)  # to warm up
    filling.settle(place)
    running, made, runs = (
        begun(place, number, "bench_10"),
        partial(completion, repeatable=repeatable),
        [],
    )
    used = _Used(place, server)
    for _ in range(TASKS):
        calls = [made(task) for task in open_tasks(place, running)]
        with used.counted():
            runs.append(callers.run(calls))
    run = added(runs)
    others = used.machine - used.service - used.database - run.cpu
    return Load(
        run=run,
        service=used.service,
        database=used.database,
        others=max(0.0, others),
        memory=server.memory(),
    )


def _rounds(place: Place, callers: Clients, number: int, *, repeatable: bool) -> None:
    running = begun(place, number, "bench_10")
    for _ in range(TASKS):
        calls = [completion(task, repeatable=repeatable) for task in open_tasks(place, running)]
        callers.run(calls)


class _Used:
    """CPU seconds used while something was counted."""

    def __init__(self, place: Place, server: servers.Server) -> None:
        self._place = place
        self._server = server
        self.service = self.database = self.machine = 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what is used meanwhile."""
        before = self._now()
        yield
        spent = [after - first for first, after in zip(before, self._now(), strict=True)]
        self.service += spent[0]
        self.database += spent[1]
        self.machine += spent[2]

    def _now(self) -> tuple[float, float, float]:
        database = self._place.database_pid
        return self._server.cpu(), cpu_of(database) if database else 0.0, busy()
