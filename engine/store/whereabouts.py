"""Where the cases of a page wait: their tasks, messages, timers and incidents, read in one go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select

from engine.model import JobKind
from engine.store.tables import (
    incident,
    incident_is_open,
    job,
    job_is_waiting,
    message_subscription,
    task,
    task_is_open,
)
from engine.store.transaction import Transaction
from engine.store.types import FAR_FUTURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """One thing that a case waits for, at an element; `roles` as a task row has them."""

    element_id: str
    is_task: bool = False
    is_stuck: bool = False
    roles: str = ""
    assignee: str | None = None
    due_at: datetime | None = None
    due_date: date | None = None


def waits_of(tx: Transaction, places: list[tuple[str, UUID]]) -> dict[UUID, list[Waits]]:
    """Return what each of a page's cases waits for: incidents first, then tasks, then the rest."""
    found: dict[UUID, list[Waits]] = {}
    if places:
        for read in (_broken, _tasks, _unheard, _timers):
            for identity, wait in read(tx, places):
                found.setdefault(identity, []).append(wait)
    return found


_Found: TypeAlias = Iterator[tuple[UUID, Waits]]


def _of(table: Table, places: list[tuple[str, UUID]]) -> ColumnElement[bool]:
    offices = sorted({office for office, _ in places})
    cases = [identity for _, identity in places]
    # of tasks the index is by the case alone; SQLite would rather read all open ones of the office
    office = table.c.office_id.concat("") if table is task else table.c.office_id
    return office.in_(offices) & table.c.instance_id.in_(cases)


def _tasks(tx: Transaction, places: list[tuple[str, UUID]]) -> _Found:
    at = task.c
    columns = (at.instance_id, at.element_id, at.roles, at.assignee, at.due_sort, at.due_date)
    statement = select(*columns).where(_of(task, places), task_is_open)
    for row in tx.all(statement.order_by(at.due_sort, at.id)):
        yield (
            row.instance_id,
            Waits(
                element_id=row.element_id,
                is_task=True,
                roles=row.roles,
                assignee=row.assignee,
                due_at=None if row.due_sort >= FAR_FUTURE else row.due_sort,
                due_date=row.due_date,
            ),
        )


def _broken(tx: Transaction, places: list[tuple[str, UUID]]) -> _Found:
    at = incident.c
    statement = select(at.instance_id, at.element_id).where(_of(incident, places), incident_is_open)
    for row in tx.all(statement):
        yield row.instance_id, Waits(element_id=row.element_id, is_stuck=True)


def _unheard(tx: Transaction, places: list[tuple[str, UUID]]) -> _Found:
    at = message_subscription.c
    statement = select(at.instance_id, at.element_id).where(_of(message_subscription, places))
    for row in tx.all(statement.order_by(at.id)):
        yield row.instance_id, Waits(element_id=row.element_id)


def _timers(tx: Transaction, places: list[tuple[str, UUID]]) -> _Found:
    at, kinds = job.c, (JobKind.TIMER.value, JobKind.SERVICE.value)
    of_them = (_of(job, places), job_is_waiting, at.kind.in_(kinds))
    columns = (at.instance_id, at.element_id, at.due_at)
    for row in tx.all(select(*columns).where(*of_them).order_by(at.due_at, at.id)):
        yield row.instance_id, Waits(element_id=row.element_id, due_at=row.due_at)
