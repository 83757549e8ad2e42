"""Read-side selects with filters and keyset pages; none of them loads a workflow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from engine.model import InstanceStatus, JobKind, JobState, SubscriptionKind
from engine.paging import Behind
from engine.rows import IncidentRow, InstanceRow, JobRow, SubscriptionRow
from engine.store.claiming import as_job
from engine.store.inbox import plain
from engine.store.naming import NAMES
from engine.store.tables import (
    incident,
    incident_is_open,
    job,
    job_is_waiting,
    message_subscription,
    process_instance,
    task,
    task_is_open,
)
from engine.store.transaction import Transaction, columns_for

_LIGHT = [*columns_for(InstanceRow, process_instance.c), *NAMES]
_JOB = columns_for(JobRow, job.c)
_INCIDENT = columns_for(IncidentRow, incident.c)
_SUBSCRIPTION = columns_for(SubscriptionRow, message_subscription.c)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceFilter:
    """Which instances to list; `owners`: whose, as (office, applicant), None for everybody's."""

    offices: Sequence[str]
    owners: Sequence[tuple[str, str]] | None = None
    status: str | None = None
    definition_key: str | None = None
    business_key: str | None = None
    q: str | None = None


def instances(
    tx: Transaction, wanted: InstanceFilter, behind: Behind | None, limit: int
) -> list[InstanceRow]:
    """Return instances, newest first, one more than `limit` if there are more."""
    at = process_instance.c
    conditions = _whose(wanted)
    exact = {
        at.status: wanted.status,
        at.definition_key: wanted.definition_key,
        at.business_key: wanted.business_key,
    }
    conditions += [column == value for column, value in exact.items() if value is not None]
    if wanted.q:
        conditions.append(at.business_key.ilike(f"%{plain(wanted.q)}%", escape="\\"))
    if behind is not None:
        conditions.append(at.id < behind.id)
    statement = select(*_LIGHT).where(*conditions).order_by(at.id.desc()).limit(limit + 1)
    return [_instance(row) for row in tx.all(statement)]


def _whose(wanted: InstanceFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of the offices, or of those who own the cases there.

    An owner's cases are found by applicant: by its office SQLite would look through all of them.
    """
    at = process_instance.c
    if wanted.owners is None:
        return [at.office_id.in_(list(wanted.offices))]
    owners = [each for each in wanted.owners if each[0] in wanted.offices]
    pairs = [f"{office} {applicant}" for office, applicant in owners]
    return [
        at.applicant_id.in_(sorted({applicant for _, applicant in owners})),
        at.office_id.concat(" ").concat(at.applicant_id).in_(pairs),
    ]


def instance_place(row: InstanceRow) -> tuple[datetime, UUID]:
    """Return where an instance stands in the list."""
    return row.started_at, row.id


def instance(tx: Transaction, offices: Sequence[str], instance_id: UUID) -> InstanceRow | None:
    """Return an instance of these offices, without its state and unlocked."""
    at = process_instance.c
    row = tx.one(select(*_LIGHT).where(at.office_id.in_(list(offices)), at.id == instance_id))
    return None if row is None else _instance(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFilter:
    """Which jobs to list."""

    offices: Sequence[str]
    kind: str | None = None
    state: str | None = None
    due_before: datetime | None = None
    instance_id: UUID | None = None
    id: UUID | None = None


def jobs(tx: Transaction, wanted: JobFilter, behind: Behind | None, limit: int) -> list[JobRow]:
    """Return jobs by due moment, one more than `limit` if there are more."""
    conditions: list[ColumnElement[bool]] = [job.c.office_id.in_(list(wanted.offices))]
    if wanted.state == JobState.WAITING:
        conditions.append(job_is_waiting)
    elif wanted.state is not None:
        conditions.append(job.c.state == wanted.state)
    exact = {
        job.c.kind: wanted.kind,
        job.c.instance_id: wanted.instance_id,
        job.c.id: wanted.id,
    }
    conditions += [column == value for column, value in exact.items() if value is not None]
    if wanted.due_before is not None:
        conditions.append(job.c.due_at < wanted.due_before)
    if behind is not None:
        after = and_(job.c.due_at == behind.at, job.c.id > behind.id)
        conditions.append(or_(job.c.due_at > behind.at, after))
    statement = select(*_JOB).where(*conditions).order_by(job.c.due_at, job.c.id)
    return [as_job(row) for row in tx.all(statement.limit(limit + 1))]


def job_place(row: JobRow) -> tuple[datetime, UUID]:
    """Return where a job stands in the list."""
    return row.due_at, row.id


def subscriptions_of(tx: Transaction, office: str, instance_id: UUID) -> list[SubscriptionRow]:
    """Return what an instance waits to hear."""
    at = message_subscription.c
    found = tx.all(
        select(*_SUBSCRIPTION).where(at.office_id == office, at.instance_id == instance_id)
    )
    return [_subscription(row) for row in found]


def waiting_for(
    tx: Transaction, offices: Sequence[str], kind: SubscriptionKind, name: str
) -> list[tuple[SubscriptionRow, str, InstanceStatus]]:
    """Return who waits for a message or signal, with the case's business key and status."""
    at, case = message_subscription.c, process_instance.c
    joined = and_(case.office_id == at.office_id, case.id == at.instance_id)
    statement: Select[Any] = (
        select(*_SUBSCRIPTION, case.business_key, case.status)
        .join(process_instance, joined)
        .where(at.name == name, at.kind == kind.value, at.office_id.in_(list(offices)))
        .order_by(at.id)
    )
    return [
        (_subscription(row), row.business_key, InstanceStatus(row.status))
        for row in tx.all(statement)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents to list; `open_only` leaves out those that are resolved."""

    offices: Sequence[str]
    open_only: bool = True
    instance_id: UUID | None = None
    id: UUID | None = None


def incidents(
    tx: Transaction, wanted: IncidentFilter, behind: Behind | None, limit: int
) -> list[IncidentRow]:
    """Return incidents, newest first, one more than `limit` if there are more."""
    conditions: list[ColumnElement[bool]] = [incident.c.office_id.in_(list(wanted.offices))]
    if wanted.open_only:
        conditions.append(incident_is_open)
    exact = {incident.c.instance_id: wanted.instance_id, incident.c.id: wanted.id}
    conditions += [column == value for column, value in exact.items() if value is not None]
    if behind is not None:
        conditions.append(incident.c.id < behind.id)
    statement = select(*_INCIDENT).where(*conditions).order_by(incident.c.id.desc())
    return [IncidentRow(**row._mapping) for row in tx.all(statement.limit(limit + 1))]  # noqa: SLF001 - public name


def incident_place(row: IncidentRow) -> tuple[datetime, UUID]:
    """Return where an incident stands in the list."""
    return row.raised_at, row.id


def counts(tx: Transaction) -> dict[str, int]:
    """Return how much there is, for the metrics."""
    wanted = {
        "instances_active": select(func.count()).where(
            process_instance.c.status == InstanceStatus.ACTIVE.value
        ),
        "tasks_open": select(func.count()).select_from(task).where(task_is_open),
        "timers_waiting": select(func.count()).where(
            job_is_waiting, job.c.kind == JobKind.TIMER.value
        ),
        "jobs_waiting": select(func.count()).select_from(job).where(job_is_waiting),
        "incidents_open": select(func.count()).select_from(incident).where(incident_is_open),
    }
    return {name: int((tx.one(statement) or [0])[0]) for name, statement in wanted.items()}


def _instance(row: Any) -> InstanceRow:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return InstanceRow(**{**values, "status": InstanceStatus(values["status"])})


def _subscription(row: Any) -> SubscriptionRow:
    values = {c.name: row._mapping[c.name] for c in _SUBSCRIPTION}  # noqa: SLF001 - public name
    return SubscriptionRow(**{**values, "kind": SubscriptionKind(values["kind"])})
