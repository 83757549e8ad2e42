"""Jobs: to be done at a moment, or after a commit. Claimed first, then done, each by itself."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from engine import access, context, lifecycle, promises, self_starting
from engine.context import Engine
from engine.delivering import deliver
from engine.errors import (
    EngineError,
    InstanceNotActive,
    InstanceNotFound,
    JobNotWaiting,
    NobodyWaits,
    NotFound,
    ReasonRequired,
    StartIsPlanned,
)
from engine.execution import Execution
from engine.model import SYSTEM, InstanceStatus, JobKind, JobState, Person
from engine.paging import Page, page_of, read_cursor
from engine.recording import Told, tell
from engine.rows import InstanceRow, JobRow
from engine.store import Transaction, cases, claiming, queries, starts, waits

BATCH = 20
LONGEST_WAIT = timedelta(hours=1)
SHORTEST_WAIT = timedelta(seconds=5)
MESSAGE_KEPT = timedelta(hours=6)
"""How long a message waits for its receiver: a working day's half, so that whoever sent it in the
morning hears by the evening that it arrived nowhere."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which jobs a caller wants listed."""

    kind: str | None = None
    state: str | None = None
    due_before: datetime | None = None
    instance_id: UUID | None = None


def run_due(engine: Engine, limit: int = BATCH) -> int:
    """Do jobs whose time has come, each in a transaction of its own; say how many were claimed.

    1. Claim: the attempt is counted and committed, so that a job that kills its worker is seen.
    2. Work: the instance is locked, the job looked at again, the step taken, everything committed.
    """
    with engine.begin() as tx:
        now = due_now(engine, tx)
        lease = timedelta(seconds=engine.settings.lease_seconds)
        claimed = claiming.claim_due(tx, now, now + lease, limit)
    for job in claimed:
        run_claimed(engine, job)
    return len(claimed)


def due_now(engine: Engine, tx: Transaction) -> datetime:
    """Return the moment by which jobs are due: the database's own, so that workers agree."""
    if engine.clock.is_manual or not tx.is_postgres:
        return tx.now
    return engine.store.database_now(tx.connection)


def run_claimed(engine: Engine, job: JobRow) -> None:
    """Do one claimed job; a failure is written down and the job tried again later."""
    try:
        if job.attempts > engine.settings.attempts:
            _give_up(engine, job, "it never came to an end", "ทำไม่จบ")
        else:
            _work(engine, job)
    except (NobodyWaits, InstanceNotActive) as problem:
        _wait_for_somebody(engine, job, problem)
    except Exception as problem:
        log.exception("job %s of %s failed", job.id, job.instance_id)
        _failed(engine, job, problem)


def _work(engine: Engine, job: JobRow) -> None:
    if job.kind is JobKind.TIMER:
        _fire(engine, job)
    elif job.kind is JobKind.START:
        self_starting.begin(engine, job, SYSTEM)
    else:
        deliver(engine, job)


def _fire(engine: Engine, job: JobRow) -> None:
    with engine.begin() as tx:
        instance = cases.lock(tx, [job.office_id], job.instance_id) if job.instance_id else None
        again = claiming.look_again(tx, job)
        if again is None:
            return
        if instance is None or instance.status is not InstanceStatus.ACTIVE:
            claiming.hold(tx, job)
            return
        claiming.set_state(tx, job, JobState.DONE)
        fire_within(engine, tx, instance, again, SYSTEM)


def fire_within(
    engine: Engine, tx: Transaction, instance: InstanceRow, job: JobRow, by: Person
) -> None:
    """Fire a timer as part of a transaction that has locked its instance."""
    due = job.due_at.isoformat()
    told = Told(type="timer_fired", by=by, element_id=job.element_id, data={"due_at": due})
    context.move(engine, tx, instance, told, lambda e: e.fire_timer(job.id))


def _failed(engine: Engine, job: JobRow, problem: Exception) -> None:
    words = problem.text("en") if isinstance(problem, EngineError) else repr(problem)
    if job.attempts >= engine.settings.attempts:
        thai = problem.text("th") if isinstance(problem, EngineError) else words
        _give_up(engine, job, words, thai)
        return
    with engine.begin() as tx:
        wait = min(timedelta(seconds=2**job.attempts), LONGEST_WAIT)
        claiming.try_again(tx, job, tx.now + wait, words[:2000])


def _wait_for_somebody(engine: Engine, job: JobRow, problem: EngineError) -> None:
    """Keep a message whose receiver may still come; after some hours it is the sender's incident.

    The same where the receiver is suspended, and may be resumed.

    Nothing has failed, so no attempt counts; it is tried again after as long as it has waited.
    """
    with engine.begin() as tx:
        waited = tx.now - job.due_at
        if waited < MESSAGE_KEPT:
            pause = min(max(waited, SHORTEST_WAIT), LONGEST_WAIT)
            claiming.try_again(tx, job, tx.now + pause, problem.text("en"), counted=False)
            return
    hours = MESSAGE_KEPT // timedelta(hours=1)
    told_th = f"{problem.text('th')} ภายใน {hours} ชั่วโมง"
    told_en = f"{problem.text('en')} It was kept for {hours} hours."
    _make_incident(engine, job, (problem.code, told_th, told_en), problem.text("en"))


def _give_up(engine: Engine, job: JobRow, why: str, why_th: str) -> None:
    """Make an incident of a job that keeps failing; nothing else waits for it."""
    if job.kind is JobKind.START:
        self_starting.give_up(engine, job, why)
        return
    told_th = f"งานระบบล้มเหลว {job.attempts} ครั้ง: {why_th[:500]}"
    told_en = f"The job failed {job.attempts} times: {why[:500]}"
    _make_incident(engine, job, ("job_failed", told_th, told_en), why)


def _make_incident(engine: Engine, job: JobRow, told: tuple[str, str, str], why: str) -> None:
    """Leave a job to an admin, at the element of its case; `told`: a code and words (th, en)."""
    code, words_th, words = told
    with engine.begin() as tx:
        instance = cases.lock(tx, [job.office_id], job.instance_id) if job.instance_id else None
        if claiming.look_again(tx, job) is None:
            return
        claiming.set_state(tx, job, JobState.FAILED, last_error=why[:2000])
        if instance is not None:
            claiming.job_incident(tx, instance, job, told)
            data = {"code": code, "message": words, "message_th": words_th, "job": job.id.hex}
            tell(tx, instance, _raised(job, data))


def _raised(job: JobRow, data: dict[str, str]) -> Told:
    return Told(type="incident_raised", by=SYSTEM, element_id=job.element_id, data=data)


def list_some(
    engine: Engine, person: Person, wanted: Filter, cursor: str | None, limit: int
) -> Page[JobRow]:
    """List jobs of the offices whose every case the person may see, by due moment."""
    with engine.reading() as tx:
        offices = access.seen_offices(tx, person)
        asked = queries.JobFilter(
            offices=offices,
            kind=wanted.kind,
            state=wanted.state,
            due_before=wanted.due_before,
            instance_id=wanted.instance_id,
        )
        rows = queries.jobs(tx, asked, read_cursor(cursor), limit)
        return page_of(rows, limit, queries.job_place)


def set_due(  # noqa: PLR0913 - what one person decides about one moment
    engine: Engine,
    person: Person,
    job_id: UUID,
    due_at: datetime,
    reason: str,
    *,
    may_be_earlier: bool = False,
) -> JobRow:
    """Move a waiting timer to another moment, with a reason; before and after are in the history.

    `may_be_earlier`: even though a citizen then has less time than was promised.

    Raises:
        CitizenDeadlineEarlier: a citizen would have less time, and that was not confirmed.
        CitizenPeriodOver: a citizen's time would be over already.
        JobNotWaiting: it has fired, or was cancelled.
        StartIsPlanned: it begins a case, on a day that a setting of the office says.
        ReasonRequired: no reason was given.
    """
    with engine.begin() as tx:
        if _named(tx, person, job_id, reason).kind is JobKind.START:
            raise StartIsPlanned
        job, instance = _administered(tx, person, job_id, reason)
        promises.require_time_left(job, due_at, tx.now)
        moments = {"before": job.due_at.isoformat(), "after": due_at.isoformat()}
        data: dict[str, Any] = {**moments, "reason": reason}
        if promises.are_shortened(job, due_at, confirmed=may_be_earlier):
            data["earlier_for_citizen"] = "confirmed"
        told = Told(type="due_changed", by=person, element_id=job.element_id, data=data)
        if job.state is JobState.FAILED:
            claiming.revive(tx, job.office_id, job.id, due_at)
            waits.settle(tx, instance, [job.id], person.id)
        context.move(engine, tx, instance, told, lambda e: _put(e, job, due_at, data))
        return _job(tx, [job.office_id], job_id)


def _put(execution: Execution, job: JobRow, due_at: datetime, data: dict[str, Any]) -> None:
    """Set a timer's moment; the history is told which reminders went along."""
    if along := execution.set_due(job.id, due_at)[1:]:
        data["along"] = [each.told() for each in along]


def run_now(engine: Engine, person: Person, job_id: UUID, reason: str) -> JobRow:
    """Do a waiting job at once, with a reason; a failed one is tried again.

    What an instance has sent may be sent again even when it has ended since.

    Raises:
        JobNotWaiting: it was done, or was cancelled.
        InstanceNotActive: the instance is suspended.
        ReasonRequired: no reason was given.
    """
    with engine.begin() as tx:
        if _named(tx, person, job_id, reason).kind is JobKind.START:
            return _start_now(engine, tx, person, job_id)
        job, instance = _administered(tx, person, job_id, reason)
        if instance.ended_at is None:
            context.require_active(instance)
        waits.settle(tx, instance, [job.id], person.id)
        if job.kind is JobKind.TIMER:
            claiming.set_state(tx, job, JobState.DONE)
            fire_within(engine, tx, instance, job, person)
        else:
            claiming.revive(tx, job.office_id, job.id)
        return _job(tx, [job.office_id], job_id)


def _administered(
    tx: Transaction, person: Person, job_id: UUID, reason: str
) -> tuple[JobRow, InstanceRow]:
    seen = _named(tx, person, job_id, reason)
    instance = cases.lock(tx, [seen.office_id], seen.instance_id) if seen.instance_id else None
    job = _job(tx, [seen.office_id], job_id)
    if instance is None:
        raise InstanceNotFound
    if not lifecycle.JOB[job.state]:
        raise JobNotWaiting(state=job.state.value)
    return job, instance


def _named(tx: Transaction, person: Person, job_id: UUID, reason: str) -> JobRow:
    seen = _job(tx, access.offices_of(tx, person), job_id)
    access.require_admin(person, seen.office_id)
    if not reason.strip():
        raise ReasonRequired
    return seen


def _start_now(engine: Engine, tx: Transaction, person: Person, job_id: UUID) -> JobRow:
    """Begin a case before its day, or after its start has failed; its day is over with that."""
    seen = _job(tx, access.offices_of(tx, person), job_id)
    starts.hold_office(tx, seen.office_id)
    job = _job(tx, [seen.office_id], job_id)
    if not lifecycle.JOB[job.state]:
        raise JobNotWaiting(state=job.state.value)
    self_starting.begin_within(engine, tx, job, person)
    return _job(tx, [job.office_id], job_id)


def _job(tx: Transaction, offices: list[str], job_id: UUID) -> JobRow:
    found = queries.jobs(tx, queries.JobFilter(offices=offices, id=job_id), None, 1)
    if not found:
        raise NotFound(id=job_id)
    return found[0]


def next_run(engine: Engine) -> datetime | None:
    """Return when the next job is to run, for a worker that waits."""
    with engine.reading() as tx:
        return claiming.next_run(tx)
