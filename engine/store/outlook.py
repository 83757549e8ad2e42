"""What of an office is due until when, counted by whose it is; and deadlines that are no task's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select

from engine.model import InstanceStatus, JobKind
from engine.store.tables import job, job_is_waiting, process_instance, task, task_is_open
from engine.store.transaction import Transaction


def counts(tx: Transaction, office: str, until: datetime) -> Sequence[Row[Any]]:
    """Return (due_date, definition_key, roles, assignee, many) of open tasks due before a moment.

    A row for each combination that there is: few, however many tasks.
    """
    at = task.c
    by = (at.due_date, at.definition_key, at.roles, at.assignee)
    statement = (
        select(*by, func.count().label("many"))
        .where(at.office_id == office, task_is_open, at.due_sort < until, at.due_date.is_not(None))
        .group_by(*by)
    )
    return tx.all(statement)


def going_on(tx: Transaction, office: str) -> dict[str, int]:
    """Return how many cases of each procedure go on in an office."""
    at = process_instance.c
    statement = select(at.definition_key, func.count().label("many")).where(
        at.office_id == office,
        at.status.in_([InstanceStatus.ACTIVE.value, InstanceStatus.SUSPENDED.value]),
    )
    return {row.definition_key: row.many for row in tx.all(statement.group_by(at.definition_key))}


def timers(tx: Transaction, office: str, until: datetime, limit: int) -> Sequence[Row[Any]]:
    """Return waiting timers with a deadline due before a moment that no open task shows.

    By due moment, one more than `limit` if there are more. Reminders are among them.
    """
    at, case = job.c, process_instance.c
    statement = (
        select(
            at.id,
            at.instance_id,
            at.element_id,
            at.due_at,
            at.deadline,
            case.business_key,
            case.definition_key,
            case.definition_version,
        )
        .join(process_instance, (case.office_id == at.office_id) & (case.id == at.instance_id))
        .where(
            at.office_id == office,
            job_is_waiting,
            at.kind == JobKind.TIMER.value,
            at.deadline.is_not(None),
            at.due_at < until,
            ~_is_shown(),
        )
    )
    return tx.all(statement.order_by(at.due_at, at.id).limit(limit + 1))


def _is_shown() -> ColumnElement[bool]:
    """Return the condition that an open task of the timer's case is due at the very moment."""
    at = job.c
    return exists().where(
        task.c.office_id == at.office_id,
        task.c.instance_id == at.instance_id,
        task_is_open,
        task.c.due_sort == at.due_at,
    )
