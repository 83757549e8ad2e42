"""What the rows say of an instance, to be held against its state; and of which to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import exists, or_, select, tuple_

from engine.model import InstanceStatus, JobKind, JobState
from engine.rows import InstanceRow
from engine.store.tables import (
    incident,
    incident_is_open,
    job,
    message_subscription,
    process_instance,
    task,
    task_is_open,
)
from engine.store.transaction import Transaction

_OF_THE_STATE = (JobKind.TIMER.value, JobKind.SERVICE.value)
_OPEN = (JobState.WAITING.value, JobState.FAILED.value)
_GOES_ON = (InstanceStatus.ACTIVE.value, InstanceStatus.SUSPENDED.value)


Jobs: TypeAlias = Mapping[UUID, tuple[JobState, datetime]]
"""The state and the due moment of timers and services, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of an instance that its state decides; of jobs, timers and services alone.

    `incidents`: the element instances that have an open one; `troubled`: the jobs that have one.
    """

    tasks: frozenset[UUID]
    jobs: Jobs
    subscriptions: frozenset[UUID]
    incidents: frozenset[UUID]
    troubled: frozenset[UUID]


def instances_to_compare(
    tx: Transaction, behind: tuple[str, UUID] | None, limit: int
) -> list[tuple[str, UUID]]:
    """Return (office, id) of instances that go on, and of ended ones that left something behind."""
    at = process_instance.c
    leftovers = (
        exists().where(task.c.office_id == at.office_id, task.c.instance_id == at.id, task_is_open),
        exists().where(
            job.c.office_id == at.office_id,
            job.c.instance_id == at.id,
            job.c.kind.in_(_OF_THE_STATE),
            job.c.state.in_(_OPEN),
        ),
        exists().where(
            message_subscription.c.office_id == at.office_id,
            message_subscription.c.instance_id == at.id,
        ),
    )
    statement = select(at.office_id, at.id).where(or_(at.status.in_(_GOES_ON), *leftovers))
    if behind is not None:
        statement = statement.where(tuple_(at.office_id, at.id) > behind)
    rows = tx.all(statement.order_by(at.office_id, at.id).limit(limit))
    return [(row.office_id, row.id) for row in rows]


def rows_of(tx: Transaction, instance: InstanceRow) -> Rows:
    """Read the rows of an instance, locked by the caller."""
    of = instance.office_id, instance.id
    tasks = select(task.c.id).where(
        task.c.office_id == of[0], task.c.instance_id == of[1], task_is_open
    )
    jobs = select(job.c.id, job.c.state, job.c.due_at).where(
        job.c.office_id == of[0], job.c.instance_id == of[1], job.c.kind.in_(_OF_THE_STATE)
    )
    hears = select(message_subscription.c.id).where(
        message_subscription.c.office_id == of[0], message_subscription.c.instance_id == of[1]
    )
    broken = select(incident.c.element_instance_id, incident.c.job_id).where(
        incident.c.office_id == of[0], incident.c.instance_id == of[1], incident_is_open
    )
    told = tx.all(broken)
    return Rows(
        tasks=frozenset(row.id for row in tx.all(tasks)),
        jobs={row.id: (JobState(row.state), row.due_at) for row in tx.all(jobs)},
        subscriptions=frozenset(row.id for row in tx.all(hears)),
        incidents=frozenset(row.element_instance_id for row in told if row.job_id is None),
        troubled=frozenset(row.job_id for row in told if row.job_id is not None),
    )
