"""Reconciliation: rows held against the state they came from, and mended where they differ.

Both are written in one transaction, so they only differ when somebody changed rows by hand, or
when this program was wrong (reliability.md, fault 12). The state decides: a task, timer, service
job, subscription or incident that it knows gets its row, one that it does not know is closed. What
was mended is told in the case's history as `rows_reconciled`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from engine import context
from engine.context import Engine
from engine.errors import EngineError
from engine.model import (
    SYSTEM,
    Failure,
    InstanceStatus,
    JobState,
    KeptLists,
    Subscription,
    WaitingService,
    WaitingTask,
    WaitingTimer,
)
from engine.recording import Told, tell
from engine.rows import InstanceRow
from engine.store import Transaction, cases, claiming, keptlists, standing, waits, worklist

_AT_ONCE: Final = 200
_OPEN: Final = (JobState.WAITING, JobState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What an instance's state says it waits for; nothing when it has ended."""

    tasks: tuple[WaitingTask, ...] = ()
    timers: tuple[WaitingTimer, ...] = ()
    services: tuple[WaitingService, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    failures: tuple[Failure, ...] = ()
    kept: frozenset[str] = frozenset()
    """Digests of the lists that it keeps apart."""

    @property
    def job_ids(self) -> set[UUID]:
        timers = {each.element_instance_id for each in self.timers}
        return timers | {each.element_instance_id for each in self.services}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """An instance, its rows and what its state knows, in the hands of one transaction."""

    tx: Transaction
    instance: InstanceRow
    rows: standing.Rows
    known: _Known


def reconcile(engine: Engine) -> list[str]:
    """Look at every case that goes on, mend its rows, and say in English what was wrong.

    Each case is looked at in a transaction of its own. A case whose state cannot be read is told
    of and left as it is; doing it again changes nothing.
    """
    said: list[str] = []
    for place in _every_place(engine):
        try:
            said += _reconcile_one(engine, place)
        except EngineError as problem:
            said.append(f"{place[1]}: {problem.text('en')}")
    return said


def _every_place(engine: Engine) -> Iterator[tuple[str, UUID]]:
    behind: tuple[str, UUID] | None = None
    while True:
        with engine.reading() as tx:
            some = standing.instances_to_compare(tx, behind, _AT_ONCE)
        if not some:
            return
        yield from some
        behind = some[-1]


def _reconcile_one(engine: Engine, place: tuple[str, UUID]) -> list[str]:
    with engine.begin() as tx:
        instance = cases.lock(tx, [place[0]], place[1])
        if instance is None:
            return []
        rows, known = standing.rows_of(tx, instance), _known(engine, tx, instance)
        found = _Difference(tx=tx, instance=instance, rows=rows, known=known)
        mended = [*_tasks(found), *_jobs(found), *_subscriptions(found), *_incidents(found)]
        lost = _kept_lists(found, mended)
        if mended:
            tell(tx, instance, Told(type="rows_reconciled", by=SYSTEM, data={"mended": mended}))
        if mended and instance.status is InstanceStatus.SUSPENDED:
            waits.hold_timers(tx, instance, held=True)
    return [f"{instance.business_key}: {each}" for each in [*mended, *lost]]


def _known(engine: Engine, tx: Transaction, instance: InstanceRow) -> _Known:
    if instance.ended_at is not None:
        return _Known()
    found = context.restore(engine, tx, instance).snapshot()
    return _Known(
        tasks=found.tasks,
        timers=found.timers,
        services=found.services,
        subscriptions=found.subscriptions,
        failures=found.failures,
        kept=found.kept.before,
    )


def _kept_lists(at: _Difference, mended: list[str]) -> list[str]:
    """Drop lists that no state names; say which are gone, for only a backup brings them back."""
    rows = keptlists.digests(at.tx, at.instance)
    if extra := rows - at.known.kept:
        keptlists.write(at.tx, at.instance, KeptLists(stale=extra), ended=False)
        mended += [f"rows {digest[:12]} were kept without cause" for digest in sorted(extra)]
    return [f"rows {digest[:12]} are missing" for digest in sorted(at.known.kept - rows)]


def _tasks(at: _Difference) -> Iterator[str]:
    known = {task.element_instance_id: task for task in at.known.tasks}
    missing = [task for identity, task in known.items() if identity not in at.rows.tasks]
    closed = worklist.reopen(at.tx, at.instance, [each.element_instance_id for each in missing])
    fresh = [task for task in missing if task.element_instance_id not in closed]
    worklist.open_new(at.tx, at.instance, fresh)
    worklist.cancel(at.tx, at.instance, at.rows.tasks - known.keys(), SYSTEM.id)
    yield from (f"task {task.element_id} was missing" for task in missing)
    yield from (f"task {each} was open without cause" for each in at.rows.tasks - known.keys())


def _jobs(at: _Difference) -> Iterator[str]:
    yield from _timers(at)
    yield from _services(at)
    waiting = {i for i, (state, _) in at.rows.jobs.items() if state in _OPEN}
    waits.cancel_jobs(at.tx, at.instance, waiting - at.known.job_ids, SYSTEM.id)
    yield from (f"job {each} waited without cause" for each in waiting - at.known.job_ids)


def _timers(at: _Difference) -> Iterator[str]:
    rows, timers = at.rows.jobs, at.known.timers
    missing = [timer for timer in timers if timer.element_instance_id not in rows]
    wrong = [timer for timer in timers if _is_wrong(rows, timer)]
    waits.set_timers(at.tx, at.instance, missing)
    waits.move_timers(at.tx, at.instance, wrong)
    waits.settle(at.tx, at.instance, [each.element_instance_id for each in wrong], SYSTEM.id)
    yield from (f"timer {timer.element_id} was missing" for timer in missing)
    yield from (f"timer {timer.element_id} did not wait as it should" for timer in wrong)


def _is_wrong(rows: standing.Jobs, timer: WaitingTimer) -> bool:
    state, due_at = rows.get(timer.element_instance_id, (JobState.WAITING, timer.due_at))
    return state not in _OPEN or due_at != timer.due_at


def _services(at: _Difference) -> Iterator[str]:
    rows, services = at.rows.jobs, at.known.services
    missing = [each for each in services if each.element_instance_id not in rows]
    waits.ask_services(at.tx, at.instance, missing)
    yield from (f"service {each.element_id} was missing" for each in missing)
    for each in services:
        if each not in missing and rows[each.element_instance_id][0] not in _OPEN:
            claiming.revive(at.tx, at.instance.office_id, each.element_instance_id)
            yield f"service {each.element_id} did not wait"


def _subscriptions(at: _Difference) -> Iterator[str]:
    known = {each.element_instance_id: each for each in at.known.subscriptions}
    missing = [each for identity, each in known.items() if identity not in at.rows.subscriptions]
    extra = at.rows.subscriptions - known.keys()
    waits.subscribe(at.tx, at.instance, missing)
    waits.unsubscribe(at.tx, at.instance, extra)
    yield from (f"subscription to {each.name} was missing" for each in missing)
    yield from (f"subscription {each} was without cause" for each in extra)


def _incidents(at: _Difference) -> Iterator[str]:
    known = {each.element_instance_id: each for each in at.known.failures}
    missing = [each for identity, each in known.items() if identity not in at.rows.incidents]
    extra = at.rows.incidents - known.keys()
    waits.raise_incidents(at.tx, at.instance, missing)
    waits.resolve_incidents(at.tx, at.instance, extra, SYSTEM.id)
    yield from (f"incident at {each.element_id} was missing" for each in missing)
    yield from (f"incident of {each} was without cause" for each in extra)
    yield from _job_incidents(at)


def _job_incidents(at: _Difference) -> Iterator[str]:
    """Try failed jobs again that nobody is told of, to fail aloud; settle what troubles no job."""
    failed = {i for i, (state, _) in at.rows.jobs.items() if state is JobState.FAILED}
    settled = (at.rows.troubled & at.rows.jobs.keys()) - failed
    waits.settle(at.tx, at.instance, settled, SYSTEM.id)
    yield from (f"incident of job {each} was without cause" for each in settled)
    for each in (failed & at.known.job_ids) - at.rows.troubled:
        claiming.revive(at.tx, at.instance.office_id, each)
        yield f"job {each} had failed without an incident"
