"""Completing user tasks over HTTP: a process of ten tasks, durable commits, 4 clients."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

import orjson

from engine import instances
from engine.rows import TaskRow
from engine.store import Transaction
from engine.store import inbox
from tests.bench import servers
from tests.bench.clients import Call, Clients, Run, added, clients
from tests.bench.diagrams import FORM_DATA, OFFICE
from tests.bench.places import Place
from tests.bench.processes import busy

TASKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A load and what it cost: the run, the service's CPU and the whole machine's, in seconds."""

    run: Run
    cpu: float
    machine: float
    memory: float


def begun(place: Place, number: int, key: str) -> list[UUID]:
    """Start so many instances."""
    asked = instances.Asked(definition_key=key, variables={})
    return [instances.start(place.engine, place.officer, asked).instance.id for _ in range(number)]


def open_tasks(place: Place, of: list[UUID]) -> Iterator[TaskRow]:
    """Return the open tasks of these instances."""
    with place.engine.reading() as tx:
        for each in of:
            yield from _of_instance(tx, each)


def _of_instance(tx: Transaction, instance_id: UUID) -> list[TaskRow]:
    return inbox.tasks(tx, inbox.TaskFilter(offices=[OFFICE], instance_id=instance_id), None, 10)


def completion(task: TaskRow, *, repeatable: bool = False) -> Call:
    """Return the request that completes a task."""
    body = orjson.dumps({"variables": FORM_DATA, "version": task.version})
    key = f"Idempotency-Key: {uuid4().hex}\r\n" if repeatable else ""
    return Call(method="POST", path=f"/tasks/{task.id}/complete", body=body, headers=key)


def completed(place: Place, callers: Clients, rounds: int, per_round: int, *, repeatable: bool) -> Run:
    """Complete the tasks of instances, round by round; looking for the tasks is not counted."""
    runs, running = [], begun(place, per_round, "bench_10")
    made = partial(completion, repeatable=repeatable)
    for _ in range(rounds):
        runs.append(callers.run([made(task) for task in open_tasks(place, running)]))
    return added(runs)


def loaded(place: Place, processes: int, number: int = 4, *, repeatable: bool = False, per_round: int = 200) -> Load:
    """Serve a place and have clients complete ten tasks of many instances."""
    with (
        servers.serving(place, processes) as server,
        clients(number, server.port, place.token) as callers,
    ):
        return measured(place, server, callers, repeatable=repeatable, per_round=per_round)


def measured(place: Place, server: servers.Server, callers: Clients, *, repeatable: bool, per_round: int) -> Load:
    completed(place, callers, 2, 40, repeatable=repeatable)  # to warm up
    running = begun(place, per_round, "bench_10")
    made = partial(completion, repeatable=repeatable)
    runs, cpu, machine = [], 0.0, 0.0
    for _ in range(TASKS):
        calls = [made(task) for task in open_tasks(place, running)]
        cpu, machine = cpu - server.cpu(), machine - busy()
        runs.append(callers.run(calls))
        cpu, machine = cpu + server.cpu(), machine + busy()
    return Load(run=added(runs), cpu=cpu, machine=machine, memory=server.memory())
