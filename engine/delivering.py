"""What jobs other than timers do: notify, pass messages and signals on, call services."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from engine import addressing, announcing, applicants, correlating, noticing, posting, serving
from engine.context import Engine
from engine.model import SYSTEM, InstanceStatus, JobKind, JobState, Person
from engine.noticing import Telling
from engine.notifier import Notification
from engine.parties import is_school
from engine.roles import ROLES, called
from engine.rows import JobRow, SubscriptionRow
from engine.store import Transaction, cases, claiming, new_id, waits
from engine.templates import joined, words_of
from engine.tidings import About, NoticeKind, Words

_LISTENER: Final = "khanton:listener"
_GIVEN: Final = "khanton:given"
"""Keys in the payload of a signal's job for one listener; no input parameter is named so."""


def deliver(engine: Engine, job: JobRow) -> None:
    """Do one claimed job that is not a timer."""
    if job.kind is JobKind.NOTIFICATION:
        _notify(engine, job)
    elif job.kind is JobKind.SIGNAL:
        _pass_signal_on(engine, job)
    elif job.kind is JobKind.MESSAGE:
        posting.pass_on(engine, job)
    else:
        serving.serve(engine, job)


def _notify(engine: Engine, job: JobRow) -> None:
    """Send first, then note it: at least once, and the key tells the receiver of a repetition."""
    payload = _payload(job)
    to = str(payload.get("to") or "")
    receivers, payload = _addressed(engine, job, to, payload)
    words = words_of(job.name or "", payload)
    subject, body = joined(words)
    for each in receivers:
        engine.notifier.send(
            Notification(
                key=job.id.hex if each.to == to else f"{job.id.hex}:{each.to}",
                office_id=job.office_id,
                to=each.to,
                subject=subject,
                body=f"{body}\n\n{each.note}" if each.note else body,
                business_key=str(payload.get("business_key") or ""),
            )
        )
    with engine.begin() as tx:
        if claiming.look_again(tx, job) is not None:
            _tell(tx, job, to, words)
            claiming.set_state(tx, job, JobState.DONE)


def _tell(tx: Transaction, job: JobRow, to: str, words: Words) -> None:
    """Put a letter before each who reads it today, in the page."""
    hearers, is_them = addressing.receivers(tx, job.office_id, to)
    about = About(
        instance_id=job.instance_id, business_key=_payload(job).get("business_key") or None
    )
    said = words if is_them else announcing.handed_on(words, _called(tx, job.office_id, to))
    letters = [
        Telling(hearer=each, kind=NoticeKind.LETTER, words=said, about=about) for each in hearers
    ]
    noticing.tell(tx, job.office_id, letters)


def _called(tx: Transaction, office: str, to: str) -> tuple[str, str]:
    """Return how people call a receiver: a role, a school, or whoever the procedure named."""
    if to in ROLES:
        return called([to], "th"), called([to], "en")
    return applicants.names_of(tx, [(office, to)])[office, to]


def _addressed(
    engine: Engine, job: JobRow, to: str, payload: dict[str, Any]
) -> tuple[list[applicants.Receiver], dict[str, Any]]:
    """Return who receives a notification, and its payload with schools called by their names."""
    if not any(is_school(value) for value in payload.values()):
        return [applicants.Receiver(to=to)], payload
    with engine.reading() as tx:
        return applicants.receivers(tx, job.office_id, to), applicants.spelled(
            tx, job.office_id, payload
        )


def _pass_signal_on(engine: Engine, job: JobRow) -> None:
    """Let all hear a signal: a job for each who listens now, so that each hears it once."""
    if _LISTENER in _payload(job):
        _let_hear(engine, job)
        return
    with engine.begin() as tx:
        if claiming.look_again(tx, job) is None:
            return
        listening = correlating.listeners(tx, job.office_id, job.name or "")
        waits.add_jobs(tx, [_hearing(job, each, tx.now) for each in listening])
        claiming.set_state(tx, job, JobState.DONE)


def _hearing(job: JobRow, listener: SubscriptionRow, now: datetime) -> dict[str, Any]:
    return {
        "office_id": job.office_id,
        "id": new_id(),
        "instance_id": listener.instance_id,
        "kind": JobKind.SIGNAL.value,
        "element_id": listener.element_id,
        "name": job.name,
        "due_at": now,
        "payload": {_LISTENER: listener.id.hex, _GIVEN: _payload(job)},
    }


def _let_hear(engine: Engine, job: JobRow) -> None:
    """Let one instance hear a signal, if it still listens; a suspended one hears it later."""
    payload = _payload(job)
    with engine.begin() as tx:
        instance = cases.lock(tx, [job.office_id], job.instance_id) if job.instance_id else None
        if claiming.look_again(tx, job) is None:
            return
        if instance is not None and instance.status is InstanceStatus.SUSPENDED:
            claiming.hold(tx, job)
            return
        claiming.set_state(tx, job, JobState.DONE)
        if instance is not None and instance.status is InstanceStatus.ACTIVE:
            heard = (UUID(hex=payload[_LISTENER]), payload[_GIVEN])
            correlating.hear(engine, tx, _office_itself(job), instance, heard)


def _payload(job: JobRow) -> dict[str, Any]:
    given: Mapping[str, Any] = job.payload or {}
    return dict(given)


def _office_itself(job: JobRow) -> Person:
    return Person(id=SYSTEM.id, name=SYSTEM.name, offices={job.office_id: frozenset({"admin"})})
