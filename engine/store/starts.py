"""Jobs that begin cases on days of the year: one waits for each office, procedure and start."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import func, select, update

from engine.model import JobKind, JobState
from engine.rows import JobRow
from engine.store.claiming import as_job
from engine.store.tables import job, job_is_start, job_is_waiting, office
from engine.store.transaction import Transaction, columns_for
from engine.store.types import new_id
from engine.store.waits import add_jobs

Place: TypeAlias = tuple[str, str]
"""A definition key and the start event's id."""
_JOB = columns_for(JobRow, job.c)


def hold_office(tx: Transaction, office_id: str) -> None:
    """Keep others from planning the office's starts until the transaction ends.

    Always before a job is locked; who only refers to the office is not kept waiting.
    """
    if tx.is_postgres:
        tx.one(select(office.c.id).where(office.c.id == office_id).with_for_update(key_share=True))


def waiting(tx: Transaction, office_id: str) -> dict[Place, JobRow]:
    """Return the office's starts that wait for their day, or to be done."""
    rows = tx.all(select(*_JOB).where(job.c.office_id == office_id, job_is_start, job_is_waiting))
    found = (as_job(row) for row in rows)
    return {(each.name or "", each.element_id or ""): each for each in found}


def last(tx: Transaction, office_id: str) -> dict[Place, datetime]:
    """Return the latest moment that was begun, or failed to, of each start of the office."""
    over = (JobState.DONE.value, JobState.FAILED.value)
    statement = (
        select(job.c.name, job.c.element_id, func.max(job.c.due_at).label("at"))
        .where(job.c.office_id == office_id, job_is_start, job.c.state.in_(over))
        .group_by(job.c.name, job.c.element_id)
    )
    return {(row.name, row.element_id): row.at for row in tx.all(statement)}


def add(
    tx: Transaction, office_id: str, planned: Iterable[tuple[Place, Mapping[str, Any]]]
) -> None:
    """Write starts that are to come; each with its due moment and what explains it."""
    rows = [
        {
            "office_id": office_id,
            "id": new_id(),
            "instance_id": None,
            "kind": JobKind.START.value,
            "name": key,
            "element_id": element,
            **values,
        }
        for (key, element), values in planned
    ]
    add_jobs(tx, rows)


def move(tx: Transaction, office_id: str, job_id: UUID, values: Mapping[str, Any]) -> None:
    """Write another moment for a start that waits."""
    place = (job.c.office_id == office_id) & (job.c.id == job_id)
    fresh = {**values, "run_at": values["due_at"], "attempts": 0}
    tx.run(update(job).where(place, job_is_waiting).values(**fresh))
