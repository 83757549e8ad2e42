"""What jobs other than timers do: notify, pass messages and signals on, call services."""

from collections.abc import Mapping
from typing import Any

from engine import context, correlating
from engine.context import Engine
from engine.model import SYSTEM, InstanceStatus, JobKind, JobState, Person
from engine.notifier import Notification
from engine.recording import Told
from engine.rows import JobRow
from engine.services import HANDLERS
from engine.store import Transaction, cases, claiming
from engine.templates import text_of


def deliver(engine: Engine, job: JobRow) -> None:
    """Do one claimed job that is not a timer."""
    if job.kind is JobKind.NOTIFICATION:
        _notify(engine, job)
    elif job.kind is JobKind.SIGNAL:
        correlating.broadcast(
            engine, _office_itself(job), job.name or "", _payload(job), job.office_id
        )
        _done(engine, job)
    elif job.kind is JobKind.MESSAGE:
        _pass_on(engine, job)
    else:
        _serve(engine, job)


def _notify(engine: Engine, job: JobRow) -> None:
    """Send first, then note it: at least once, and the key tells the receiver of a repetition."""
    payload = _payload(job)
    subject, body = text_of(job.name or "", payload)
    engine.notifier.send(
        Notification(
            key=job.id.hex,
            office_id=job.office_id,
            to=str(payload.get("to") or ""),
            subject=subject,
            body=body,
            business_key=str(payload.get("business_key") or ""),
        )
    )
    _done(engine, job)


def _pass_on(engine: Engine, job: JobRow) -> None:
    """Deliver a message that an instance threw; one nobody waits for is kept and tried again."""
    with engine.begin() as tx:
        if claiming.look_again(tx, job) is None:
            return
        payload = _payload(job)
        correlation = payload.pop("correlation", None)
        message = correlating.Message(
            name=job.name or "",
            variables=payload,
            correlation=correlation if isinstance(correlation, dict) else None,
            office=job.office_id,
        )
        claiming.set_state(tx, job, JobState.DONE)
        correlating.deliver(engine, tx, _office_itself(job), message)


def _serve(engine: Engine, job: JobRow) -> None:
    """Carry out a service task's topic, and let its instance go on with the result."""
    with engine.begin() as tx:
        instance = cases.lock(tx, [job.office_id], job.instance_id) if job.instance_id else None
        if claiming.look_again(tx, job) is None:
            return
        if instance is None or instance.status is not InstanceStatus.ACTIVE:
            claiming.hold(tx, job)
            return
        result = HANDLERS[job.name or ""](tx, instance, _payload(job))
        claiming.set_state(tx, job, JobState.DONE)
        told = Told(type="service_completed", by=SYSTEM, element_id=job.element_id, data={})
        context.move(engine, tx, instance, told, lambda e: e.complete_service(job.id, dict(result)))


def _done(engine: Engine, job: JobRow) -> None:
    with engine.begin() as tx:
        _note_done(tx, job)


def _note_done(tx: Transaction, job: JobRow) -> None:
    if claiming.look_again(tx, job) is not None:
        claiming.set_state(tx, job, JobState.DONE)


def _payload(job: JobRow) -> dict[str, Any]:
    given: Mapping[str, Any] = job.payload or {}
    return dict(given)


def _office_itself(job: JobRow) -> Person:
    return Person(id=SYSTEM.id, name=SYSTEM.name, offices={job.office_id: frozenset({"admin"})})
