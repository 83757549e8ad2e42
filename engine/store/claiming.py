"""Claiming due jobs: attempts are counted and committed before the work, under a lease."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, tuple_, update

from engine.model import JobKind, JobState
from engine.rows import InstanceRow, JobRow
from engine.store.tables import incident, job, job_is_waiting
from engine.store.transaction import Transaction, columns_for
from engine.store.types import FAR_FUTURE, new_id

_JOB = columns_for(JobRow, job.c)


def claim_due(tx: Transaction, now: datetime, until: datetime, limit: int) -> list[JobRow]:
    """Take jobs whose time has come: count the attempt, hide them from others until `until`.

    A job that was tried before is taken alone: should it kill its worker, no other's attempt is
    counted with it.
    """
    due = (
        select(job.c.office_id, job.c.id, job.c.attempts)
        .where(job_is_waiting, job.c.run_at <= now)
        .order_by(job.c.run_at, job.c.id)
        .limit(limit)
    )
    if tx.is_postgres:
        due = due.with_for_update(skip_locked=True)
    found = tx.all(due)
    if not found:
        return []
    fresh = [row for row in found if row.attempts == 0]
    chosen = fresh if fresh and found[0].attempts == 0 else found[:1]
    rows = tx.all(
        update(job)
        .where(tuple_(job.c.office_id, job.c.id).in_([(r.office_id, r.id) for r in chosen]))
        .values(attempts=job.c.attempts + 1, run_at=until)
        .returning(*_JOB)
    )
    return sorted((as_job(row) for row in rows), key=lambda each: (each.due_at, each.id.int))


def next_run(tx: Transaction) -> datetime | None:
    """Return when the next waiting job is to run."""
    row = tx.one(select(job.c.run_at).where(job_is_waiting).order_by(job.c.run_at).limit(1))
    return None if row is None else row[0]


def look_again(tx: Transaction, claimed: JobRow) -> JobRow | None:
    """Read a claimed job under its instance's lock; None if it is no longer this worker's to do."""
    statement = select(*_JOB).where(job.c.office_id == claimed.office_id, job.c.id == claimed.id)
    row = tx.one(statement.with_for_update() if tx.is_postgres else statement)
    if row is None or row.state != JobState.WAITING.value or row.attempts != claimed.attempts:
        return None
    return as_job(row)


def set_state(tx: Transaction, claimed: JobRow, state: JobState, **values: Any) -> None:
    """Write what became of a job.

    What a done one carried is dropped: nothing asks for it again, and the history has it under the
    key of its case, which can be destroyed (PDPA B.E. 2562 s.33).
    """
    place = (job.c.office_id == claimed.office_id) & (job.c.id == claimed.id)
    if state is JobState.DONE:
        values["payload"] = None
    done = tx.now if state in (JobState.DONE, JobState.CANCELLED) else None
    tx.run(update(job).where(place).values(state=state.value, done_at=done, **values))


def keep_payload(tx: Transaction, claimed: JobRow, payload: dict[str, Any]) -> None:
    """Write what a job has settled on before it is done, for whoever does it again."""
    place = (job.c.office_id == claimed.office_id) & (job.c.id == claimed.id)
    tx.run(update(job).where(place).values(payload=payload))


def try_again(
    tx: Transaction, claimed: JobRow, run_at: datetime, error: str, *, counted: bool = True
) -> None:
    """Let a job run again later; one that is held meanwhile stays held.

    Only whoever counted the last attempt may say so: the job may be in other hands by now. One that
    is not `counted` came to a good end, only too early.
    """
    place = (job.c.office_id == claimed.office_id) & (job.c.id == claimed.id)
    mine = (job.c.attempts == claimed.attempts) & (job.c.run_at < FAR_FUTURE)
    again = {"run_at": run_at, "last_error": error, **({} if counted else {"attempts": 0})}
    tx.run(update(job).where(place, job_is_waiting, mine).values(again))


def hold(tx: Transaction, claimed: JobRow) -> None:
    """Keep a job of a suspended instance from running until that is resumed; no attempt counts."""
    place = (job.c.office_id == claimed.office_id) & (job.c.id == claimed.id)
    tx.run(update(job).where(place, job_is_waiting).values(run_at=FAR_FUTURE, attempts=0))


def revive(tx: Transaction, office: str, job_id: UUID, run_at: datetime | None = None) -> None:
    """Let a failed job run again, now or at a moment; its attempts are counted anew."""
    place = (job.c.office_id == office) & (job.c.id == job_id)
    again = {"state": JobState.WAITING.value, "attempts": 0, "last_error": None}
    tx.run(update(job).where(place).values(run_at=run_at or tx.now, **again))


def job_incident(
    tx: Transaction, instance: InstanceRow, failed: JobRow, told: tuple[str, str, str]
) -> None:
    """Write that a job has failed too often; `told`: its code and the message (th, en)."""
    code, message_th, message_en = told
    values = {
        "office_id": instance.office_id,
        "id": new_id(),
        "instance_id": instance.id,
        "element_id": failed.element_id or "",
        "element_instance_id": failed.id if failed.kind is JobKind.TIMER else None,
        "job_id": failed.id,
        "code": code,
        "message_th": message_th,
        "message_en": message_en,
        "raised_at": tx.now,
    }
    tx.run(insert(incident), values)


def resolve(tx: Transaction, office: str, incident_id: UUID, by: str) -> None:
    """Note that an incident is resolved."""
    place = (incident.c.office_id == office) & (incident.c.id == incident_id)
    tx.run(update(incident).where(place).values(resolved_at=tx.now, resolved_by=by))


def as_job(row: Any) -> JobRow:
    """Make a JobRow of a row that has its columns."""
    values = {c.name: row._mapping[c.name] for c in _JOB}  # noqa: SLF001 - SQLAlchemy's public name
    values |= {"kind": JobKind(values["kind"]), "state": JobState(values["state"])}
    return JobRow(**values)
