"""The engine's own share of a completion, beside bare SpiffWorkflow and a bare commit."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import pysqlite3.dbapi2 as sqlite
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine import recording, tasks
from engine.context import restore
from engine.execution import Execution
from engine.model import Person
from engine.rows import InstanceRow, TaskRow
from engine.sealing import UnsealedEvent
from engine.store import Transaction, cases
from tests.bench.completing import begun, open_tasks
from tests.bench.diagrams import FILES, FORM_DATA
from tests.bench.places import SQLITE, Databases, Place
from tests.bench.report import Figure

MOST_CPU = 1.5
_INSTANCES = 40


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures; CPU of this thread, medians over a process of ten tasks."""
    with databases.place(SQLITE) as place:
        whole, parts = _engine(place)
        share = sum(parts.values())
        told = ", ".join(f"{name} {spent:.2f}" for name, spent in parts.items())
        yield Figure(
            what="the engine's share: restore, step, rest, snapshot, seal",
            value=f"{share:.2f} ms CPU ({told})",
            budget=f"< {MOST_CPU} ms",
            reached=share < MOST_CPU,
        )
        yield Figure(what="a whole completion without HTTP, SQLite", value=f"{whole:.2f} ms CPU")
        commit = _bare_commit(place.data / "bare.db")
        yield Figure(what="a bare durable commit of one row, SQLite", value=f"{commit:.2f} ms wall")
    step, taken_up = _bare_step()
    yield Figure(
        what="bare SpiffWorkflow: complete, do_engine_steps, serialize_json",
        value=f"{step:.2f} ms CPU; restored with deserialize_json before each: {taken_up:.2f} ms",
    )


def _engine(place: Place) -> tuple[float, dict[str, float]]:
    """Complete the tasks of instances; measure the whole, and its parts on a copy of the state."""
    wholes: list[float] = []
    shares: list[dict[str, float]] = []
    running = begun(place, _INSTANCES, "bench_10")
    for _ in range(10):
        for task in open_tasks(place, running):
            with place.engine.begin() as tx:
                shares.append(_share(place, tx, task))
            wholes.append(_cpu(lambda task=task: _complete(place, task)))
    kept = shares[len(shares) // 10 :]
    return median(wholes), {name: median(each[name] for each in kept) for name in kept[0]}


def _complete(place: Place, task: TaskRow) -> None:
    tasks.complete(place.engine, place.officer, task.id, FORM_DATA, task.version)


def _share(place: Place, tx: Transaction, task: TaskRow) -> dict[str, float]:
    instance = cases.lock(tx, [task.office_id], task.instance_id)
    assert instance is not None
    held: dict[str, Any] = {}

    def taken_up() -> None:
        held["execution"] = restore(place.engine, tx, instance)

    execution = lambda: held["execution"]  # noqa: E731  a name for what the first part makes
    return {
        "restore": _cpu(taken_up),
        "step": _cpu(lambda: _step(execution(), task)),
        "snapshot": _cpu(lambda: held.update(snapshot=execution().snapshot())),
        "seal": _cpu(lambda: _seal(instance, tx, place.officer, held["snapshot"])),
    }


def _step(execution: Execution, task: TaskRow) -> None:
    execution.complete_task(task.id, FORM_DATA)
    execution.rest()


def _seal(instance: InstanceRow, tx: Transaction, by: Person, snapshot: Any) -> None:
    steps = [[s.kind, s.element_id, s.element_instance_id.hex, s.flow] for s in snapshot.steps]
    for data in ({"set": FORM_DATA, "steps": steps}, {"task": "", "roles": ["promo_officer"]}):
        event = UnsealedEvent(
            type="task_completed",
            element_id="step_1",
            actor=by.id,
            on_behalf_of=None,
            at=tx.now,
            data=data,
        )
        recording.seal_all(instance, [event])


def _bare_step() -> tuple[float, float]:
    parser = BpmnParser()
    parser.add_bpmn_io(BytesIO(FILES["bench_10.bpmn"]))
    serializer = BpmnWorkflowSerializer()
    steps: list[float] = []
    restored: list[float] = []
    for _ in range(_INSTANCES):
        workflow = BpmnWorkflow(parser.get_spec("bench_10"))
        workflow.do_engine_steps()
        while ready := workflow.get_tasks(state=TaskState.READY, manual=True):
            steps.append(_cpu(lambda w=workflow, t=ready[0]: _bare(w, t, serializer)))
            written = serializer.serialize_json(workflow)
            restored.append(_cpu(lambda text=written: serializer.deserialize_json(text)))
    return median(steps), median(steps) + median(restored)


def _bare(workflow: BpmnWorkflow, task: Any, serializer: BpmnWorkflowSerializer) -> None:
    task.data.update(FORM_DATA)
    task.run()
    workflow.do_engine_steps()
    serializer.serialize_json(workflow)


def _bare_commit(file: Path) -> float:
    with closing(sqlite.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, state BLOB)")
        times = []
        for _ in range(500):
            began = time.perf_counter()
            connection.execute("INSERT INTO kept (state) VALUES (zeroblob(1000))")
            times.append((time.perf_counter() - began) * 1000)
    return median(times)


def _cpu(act: Callable[[], object]) -> float:
    began = time.thread_time()
    act()
    return (time.thread_time() - began) * 1000
