"""Deadlines that run: the timers that wait for them, and the tasks that show them."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update

from engine.model import InstanceStatus, JobKind, TaskState, WaitingTask
from engine.rows import InstanceRow
from engine.store.tables import calendar_day, job, job_is_waiting, office, process_instance, task
from engine.store.transaction import Transaction

_GOES_ON = (InstanceStatus.ACTIVE.value, InstanceStatus.SUSPENDED.value)
_OPEN = (
    select(
        job.c.id,
        job.c.instance_id,
        job.c.element_id,
        job.c.due_at,
        job.c.deadline,
        job.c.explanation,
        process_instance.c.business_key,
        process_instance.c.definition_key,
        process_instance.c.definition_version,
    )
    .join(
        process_instance,
        (process_instance.c.office_id == job.c.office_id)
        & (process_instance.c.id == job.c.instance_id),
    )
    .where(
        job.c.office_id == bindparam("office"),
        job_is_waiting,
        job.c.kind == JobKind.TIMER.value,
        job.c.deadline.is_not(None),
        process_instance.c.status.in_(_GOES_ON),
    )
    .order_by(job.c.instance_id, job.c.due_at)
)


def running(tx: Transaction, office_id: str, instance_id: UUID | None = None) -> Sequence[Row[Any]]:
    """Return the timers that wait for a deadline, in instances not ended: the office's or one's.

    Rows: id, instance_id, element_id, due_at, deadline, explanation, business_key, definition_key,
    definition_version; by instance.
    """
    statement = _OPEN if instance_id is None else _OPEN.where(job.c.instance_id == instance_id)
    return tx.all(statement, {"office": office_id})


def move_due(tx: Transaction, instance: InstanceRow, tasks: Iterable[WaitingTask]) -> None:
    """Let open tasks show the due date they have now; their version stays, nothing was decided.

    A task whose deadline has passed keeps showing it: no timer runs for it any more.
    """
    rows = [
        {
            "of_id": each.element_instance_id,
            "new_sort": each.due_at.astimezone(UTC),
            "new_date": each.due_date,
        }
        for each in tasks
        if each.due_at is not None
    ]
    if rows:
        place = (task.c.office_id == instance.office_id) & (task.c.id == bindparam("of_id"))
        changed: dict[str, Any] = {
            "due_sort": bindparam("new_sort"),
            "due_date": bindparam("new_date"),
        }
        is_open = task.c.state == TaskState.OPEN.value
        tx.run(update(task).where(place, is_open).values(changed), rows)


def next_calendar_version(tx: Transaction, office_id: str) -> int | None:
    """Count the office's calendar one version on, holding the row; None when there is no office."""
    row = tx.one(
        update(office)
        .where(office.c.id == office_id)
        .values(calendar_version=office.c.calendar_version + 1)
        .returning(office.c.calendar_version)
    )
    return None if row is None else int(row[0])


def days_known(tx: Transaction, office_id: str) -> Sequence[Row[Any]]:
    """Return what the office's present calendar says of days, days worked by announcement too."""
    statement = select(calendar_day).where(
        calendar_day.c.office_id == office_id, calendar_day.c.until_version.is_(None)
    )
    return tx.all(statement.order_by(calendar_day.c.day))
