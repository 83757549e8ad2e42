"""What instances wait for, as rows: jobs, subscriptions and incidents."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, update

from engine.model import (
    Failure,
    JobKind,
    JobState,
    Subscription,
    WaitingService,
    WaitingTimer,
)
from engine.rows import InstanceRow
from engine.store.tables import incident, job, job_is_waiting, message_subscription
from engine.store.transaction import Transaction
from engine.store.types import FAR_FUTURE, new_id

_EMPTY = {
    "element_id": None,
    "name": None,
    "state": JobState.WAITING.value,
    "attempts": 0,
    "payload": None,
    "deadline": None,
    "explanation": None,
}
_INSERT = insert(job)


def add_jobs(tx: Transaction, jobs: Iterable[dict[str, Any]]) -> None:
    """Write jobs to be done; what is not given is empty, and the first try is when it is due."""
    rows = [{**_EMPTY, "run_at": each["due_at"], "created_at": tx.now, **each} for each in jobs]
    if rows:
        tx.run(_INSERT, rows)


def set_timers(tx: Transaction, instance: InstanceRow, timers: Iterable[WaitingTimer]) -> None:
    """Write the jobs of timers that have begun to wait."""
    add_jobs(tx, [_timer(instance, timer) for timer in timers])


def move_timers(tx: Transaction, instance: InstanceRow, timers: Iterable[WaitingTimer]) -> None:
    """Write the next due moment of timers that are due another time than before."""
    rows = [{"of_id": timer.element_instance_id, **_when(timer)} for timer in timers]
    if rows:
        place = (job.c.office_id == instance.office_id) & (job.c.id == bindparam("of_id"))
        names = ("due_at", "run_at", "deadline", "explanation")
        fresh: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        again = {"state": JobState.WAITING.value, "attempts": 0, "done_at": None}
        tx.run(update(job).where(place).values({**fresh, **again}), rows)


def ask_services(
    tx: Transaction,
    instance: InstanceRow,
    services: Iterable[WaitingService],
    retried: Collection[UUID] = (),
) -> None:
    """Write the jobs of service tasks; that of a `retried` element takes its old job's place."""
    services = list(services)
    if stale := [
        each.element_instance_id for each in services if each.element_instance_id in retried
    ]:
        place = job.c.office_id == instance.office_id
        tx.run(delete(job).where(place, job.c.id.in_(stale)))
    add_jobs(
        tx,
        [
            {
                "office_id": instance.office_id,
                "id": service.element_instance_id,
                "instance_id": instance.id,
                "kind": JobKind.SERVICE.value,
                "element_id": service.element_id,
                "name": service.topic,
                "due_at": tx.now,
                "payload": service.inputs,
            }
            for service in services
        ],
    )


def cancel_jobs(tx: Transaction, instance: InstanceRow, ids: Iterable[UUID], by: str) -> None:
    """Cancel jobs that nothing waits for any more, and settle the incidents of those that failed.

    One that is being done stays what it is. Why a timer would have fired is dropped with it: it was
    two thirds of the table's room, and nothing was decided by it.
    """
    gone = {"payload": None, "deadline": None, "explanation": None}
    if chosen := list(ids):
        place = (job.c.office_id == instance.office_id) & job.c.id.in_(chosen)
        open_states = [JobState.WAITING.value, JobState.FAILED.value]
        tried = tx.all(
            update(job)
            .where(place, job.c.state.in_(open_states))
            .values(state=JobState.CANCELLED.value, done_at=tx.now, **gone)
            .returning(job.c.id, job.c.attempts)
        )
        settle(tx, instance, [row.id for row in tried if row.attempts], by)


def settle(tx: Transaction, instance: InstanceRow, jobs: Iterable[UUID], by: str) -> None:
    """Note that the incidents of these jobs are resolved."""
    if chosen := list(jobs):
        place = (incident.c.office_id == instance.office_id) & (
            incident.c.instance_id == instance.id
        )
        tx.run(
            update(incident)
            .where(place, incident.c.resolved_at.is_(None), incident.c.job_id.in_(chosen))
            .values(resolved_at=tx.now, resolved_by=by)
        )


def subscribe(tx: Transaction, instance: InstanceRow, waits: Iterable[Subscription]) -> None:
    """Write what an instance now waits to hear."""
    rows = [
        {
            "office_id": instance.office_id,
            "id": each.element_instance_id,
            "instance_id": instance.id,
            "element_id": each.element_id,
            "kind": each.kind.value,
            "name": each.name,
            "correlation": dict(each.correlation),
            "correlation_key": correlation_key(each.correlation),
        }
        for each in waits
    ]
    if rows:
        tx.run(insert(message_subscription), rows)


def correlation_key(correlation: Any) -> str:
    """Write a correlation as one text that is the same whatever the order of its names."""
    return "&".join(f"{name}={correlation[name]}" for name in sorted(correlation))


def unsubscribe(tx: Transaction, instance: InstanceRow, ids: Iterable[UUID]) -> None:
    """Remove what an instance no longer waits to hear."""
    if chosen := list(ids):
        place = message_subscription.c.office_id == instance.office_id
        tx.run(delete(message_subscription).where(place, message_subscription.c.id.in_(chosen)))


def raise_incidents(tx: Transaction, instance: InstanceRow, failures: Iterable[Failure]) -> None:
    """Write why an instance cannot go on by itself."""
    rows = [
        {
            "office_id": instance.office_id,
            "id": new_id(),
            "instance_id": instance.id,
            "element_id": failure.element_id,
            "element_instance_id": failure.element_instance_id,
            "job_id": None,
            "code": failure.code,
            "message_th": failure.message_th,
            "message_en": failure.message_en,
            "raised_at": tx.now,
        }
        for failure in failures
    ]
    if rows:
        tx.run(insert(incident), rows)


def resolve_incidents(
    tx: Transaction, instance: InstanceRow, element_instances: Iterable[UUID], by: str
) -> None:
    """Note that the elements go on again, or are no longer needed."""
    if chosen := list(element_instances):
        place = (incident.c.office_id == instance.office_id) & (
            incident.c.instance_id == instance.id
        )
        tx.run(
            update(incident)
            .where(place, incident.c.resolved_at.is_(None))
            .where(incident.c.element_instance_id.in_(chosen))
            .values(resolved_at=tx.now, resolved_by=by)
        )


def _timer(instance: InstanceRow, timer: WaitingTimer) -> dict[str, Any]:
    return {
        "office_id": instance.office_id,
        "id": timer.element_instance_id,
        "instance_id": instance.id,
        "kind": JobKind.TIMER.value,
        "element_id": timer.element_id,
        "due_at": timer.due_at,
        "deadline": timer.deadline,
        "explanation": timer.explanation,
    }


def _when(timer: WaitingTimer) -> dict[str, Any]:
    return {
        "new_due_at": timer.due_at,
        "new_run_at": timer.due_at,
        "new_deadline": timer.deadline,
        "new_explanation": timer.explanation,
    }


def hold_timers(tx: Transaction, instance: InstanceRow, *, held: bool) -> None:
    """Keep the waiting jobs of a suspended instance from running, or let them run when due."""
    place = (job.c.office_id == instance.office_id) & (job.c.instance_id == instance.id)
    when = FAR_FUTURE if held else job.c.due_at
    tx.run(update(job).where(place, job_is_waiting).values(run_at=when))
