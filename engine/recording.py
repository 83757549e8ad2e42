"""Make the rows say what the snapshot says, one function per kind, and tell history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine.calendar import day_ending_at
from engine.execution import Execution
from engine.model import (
    Effect,
    Failure,
    InstanceStatus,
    JobKind,
    Person,
    Snapshot,
    WaitingTask,
    WaitingTimer,
)
from engine.replay import told_dues, told_steps
from engine.rows import InstanceRow
from engine.sealing import SealedEvent, UnsealedEvent, seal
from engine.store import Transaction, cases, catalogue, deadlines, new_id, waits, worklist
from engine.thai import english_long, thai_long


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a command did, in the past tense, and who did it: the first event of the command."""

    type: str
    by: Person
    element_id: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    closes: UUID | None = None
    """The user task that the command itself closed; the others it closed were cancelled."""
    retries: UUID | None = None
    """The failed element instance the command tries again: failing again is a new incident."""


def record(
    tx: Transaction, instance: InstanceRow, execution: Execution, told: Told
) -> tuple[Snapshot, InstanceRow]:
    """Write everything one command changed; return the snapshot and the instance as it now is."""
    snapshot = execution.snapshot()
    if instance.status is InstanceStatus.CANCELLED or told.type == "instance_cancelled":
        snapshot = replace(snapshot, status=InstanceStatus.CANCELLED)
    _record_tasks(tx, instance, execution, snapshot, told)
    _record_timers(tx, instance, execution, snapshot, told)
    _record_services(tx, instance, execution, snapshot, told)
    _record_subscriptions(tx, instance, execution, snapshot)
    _record_incidents(tx, instance, execution, snapshot, told)
    about = _concerned(execution, snapshot, told)
    waits.add_jobs(tx, [_job(instance, e, (about, told), tx.now) for e in snapshot.effects])
    events = seal_all(instance, [*_events(execution, snapshot, told, tx.now)])
    return snapshot, cases.close_command(tx, instance, snapshot, events)


def tell(tx: Transaction, instance: InstanceRow, told: Told) -> InstanceRow:
    """Write one event of a command that moved no token (claim, draft, comment …)."""
    event = _event(told.type, told.element_id, told.by, tx.now, dict(told.data))
    return cases.write_head(tx, instance, seal_all(instance, [event]))


def seal_all(instance: InstanceRow, events: list[UnsealedEvent]) -> list[SealedEvent]:
    """Chain events to the instance's last one."""
    sealed, previous, seq = [], instance.last_hash, instance.last_seq
    for event in events:
        seq += 1
        link = seal(previous, instance.office_id, instance.id, seq, event, instance.case_key)
        sealed.append(link)
        previous = link.hash
    return sealed


def _record_tasks(
    tx: Transaction, instance: InstanceRow, execution: Execution, snapshot: Snapshot, told: Told
) -> None:
    now_open = {task.element_instance_id for task in snapshot.tasks}
    opened = [t for t in snapshot.tasks if t.element_instance_id not in execution.waited]
    gone = [i for i in execution.waited.tasks if i not in now_open and i != told.closes]
    worklist.open_new(tx, instance, opened)
    _remember_given_roles(tx, execution, opened)
    worklist.cancel(tx, instance, gone, told.by.id)


def _remember_given_roles(
    tx: Transaction, execution: Execution, opened: Iterable[WaitingTask]
) -> None:
    """Let the inbox know roles that no diagram names: a task's may come from a setting."""
    drawn = execution.definition.elements
    given = [t for t in opened if t.roles and t.roles != drawn[t.element_id].roles]
    if given:
        catalogue.remember_roles(tx, [",".join(task.roles) for task in given])


def _record_timers(
    tx: Transaction, instance: InstanceRow, execution: Execution, snapshot: Snapshot, told: Told
) -> None:
    waited = execution.waited.timers
    changed = _changed_timers(execution, snapshot)
    new = [t for t in changed if t.element_instance_id not in waited]
    moved = [t for t in changed if t.element_instance_id in waited]
    still = {t.element_instance_id for t in snapshot.timers}
    waits.set_timers(tx, instance, new)
    waits.move_timers(tx, instance, moved)
    waits.cancel_jobs(tx, instance, [i for i in waited if i not in still], told.by.id)
    _show_due(tx, instance, execution, snapshot, {t.due_at for t in changed})


def _changed_timers(execution: Execution, snapshot: Snapshot) -> list[WaitingTimer]:
    """Return the timers that have begun to wait, and those due another time than before."""
    waited = execution.waited.timers
    return [t for t in snapshot.timers if waited.get(t.element_instance_id) != t.due_at]


def _show_due(
    tx: Transaction,
    instance: InstanceRow,
    execution: Execution,
    snapshot: Snapshot,
    changed: set[datetime],
) -> None:
    """Let tasks that were open before show a due date that was set, moved or mended now."""
    tasks = [t for t in snapshot.tasks if t.element_instance_id in execution.waited.tasks]
    deadlines.move_due(tx, instance, [t for t in tasks if t.due_at in changed])


def _record_services(
    tx: Transaction, instance: InstanceRow, execution: Execution, snapshot: Snapshot, told: Told
) -> None:
    still = {s.element_instance_id for s in snapshot.services}
    waits.ask_services(
        tx,
        instance,
        [s for s in snapshot.services if s.element_instance_id not in execution.waited],
        execution.waited.failed,
    )
    gone = [i for i in execution.waited.services if i not in still]
    waits.cancel_jobs(tx, instance, gone, told.by.id)


def _record_subscriptions(
    tx: Transaction, instance: InstanceRow, execution: Execution, snapshot: Snapshot
) -> None:
    still = {s.element_instance_id for s in snapshot.subscriptions}
    waits.subscribe(
        tx,
        instance,
        [s for s in snapshot.subscriptions if s.element_instance_id not in execution.waited],
    )
    waits.unsubscribe(tx, instance, [i for i in execution.waited.subscriptions if i not in still])


def _record_incidents(
    tx: Transaction, instance: InstanceRow, execution: Execution, snapshot: Snapshot, told: Told
) -> None:
    still = {f.element_instance_id for f in snapshot.failures}
    waits.raise_incidents(tx, instance, _new_failures(execution, snapshot, told))
    gone = [i for i in execution.waited.failed if i not in still]
    waits.resolve_incidents(tx, instance, gone, told.by.id)


def _new_failures(execution: Execution, snapshot: Snapshot, told: Told) -> list[Failure]:
    known = execution.waited.failed - {told.retries}
    return [f for f in snapshot.failures if f.element_instance_id not in known]


def _job(
    instance: InstanceRow, effect: Effect, moved: tuple[Snapshot, Told], now: datetime
) -> dict[str, Any]:
    return {
        "office_id": instance.office_id,
        "id": new_id(),
        "instance_id": instance.id,
        "kind": effect.kind.value,
        "element_id": effect.element_id,
        "name": effect.name,
        "due_at": now,
        "payload": {**_particulars(effect, instance, *moved), **effect.payload},
    }


def _concerned(execution: Execution, snapshot: Snapshot, told: Told) -> Snapshot:
    """Of the open tasks, keep those that a notice is about: a fired boundary timer's own."""
    fired = told.element_id if told.type == "timer_fired" else None
    element = execution.definition.elements.get(fired or "")
    host = element.attached_to if element else None
    own = tuple(t for t in snapshot.tasks if host in _places(execution, t.element_id))
    return replace(snapshot, tasks=own) if own else snapshot


def _places(execution: Execution, element_id: str) -> tuple[str, ...]:
    """Where a task is: at its element, and in the sub-processes around that."""
    element = execution.definition.elements.get(element_id)
    return (element_id, *(element.within if element else ()))


def _particulars(
    effect: Effect, instance: InstanceRow, snapshot: Snapshot, told: Told
) -> dict[str, Any]:
    """What a notification tells beside what the diagram gives it: the case, and what waits next."""
    if effect.kind is not JobKind.NOTIFICATION:
        return {}
    found = {"business_key": instance.business_key}
    waiting = min(snapshot.tasks, key=lambda task: task.due_date or date.max, default=None)
    day = _day_told(waiting.due_date if waiting else None, snapshot, told)
    if waiting is not None:
        found |= {"element": waiting.name, "element_en": waiting.name_en}
    if day is not None:
        found |= {"due_date": thai_long(day), "due_date_en": english_long(day)}
    return found


def _day_told(of_task: date | None, snapshot: Snapshot, told: Told) -> date | None:
    """The due date of what waits; when its timer has just fired, that; else the next deadline."""
    if of_task is not None:
        return of_task
    if told.type == "timer_fired":
        return day_ending_at(datetime.fromisoformat(told.data["due_at"]))
    return min((t.due_date for t in snapshot.timers if t.due_date is not None), default=None)


def _events(
    execution: Execution, snapshot: Snapshot, told: Told, now: datetime
) -> Iterator[UnsealedEvent]:
    data = dict(told.data)
    if changed := execution.changed_variables():
        data["set"] = changed
    if dues := told_dues(_changed_timers(execution, snapshot)):
        data["dues"] = dues
    data |= told_steps(snapshot.steps)
    yield _event(told.type, told.element_id, told.by, now, data)
    for type_, element_id, more in _consequences(execution, snapshot, told):
        yield _event(type_, element_id, told.by, now, more)


def _consequences(
    execution: Execution, snapshot: Snapshot, told: Told
) -> Iterator[tuple[str, str | None, dict[str, Any]]]:
    """Tell what followed from the command: tasks opened, things sent, incidents, the end."""
    for task in snapshot.tasks:
        if task.element_instance_id not in execution.waited:
            yield "task_opened", task.element_id, _opened(task)
    for effect in snapshot.effects:
        thrown = {"name": effect.name, "payload": effect.payload}
        yield f"{effect.kind}_sent", effect.element_id, thrown
    for failure in _new_failures(execution, snapshot, told):
        words = {"message": failure.message_en, "message_th": failure.message_th}
        yield "incident_raised", failure.element_id, {"code": failure.code, **words}
    if snapshot.status is InstanceStatus.COMPLETED:
        yield "instance_completed", _last_end(execution, snapshot), {}


def _last_end(execution: Execution, snapshot: Snapshot) -> str | None:
    """Return the end event that ended the case: what its end means is drawn there."""
    elements = execution.definition.elements
    reached = (step.element_id for step in reversed(snapshot.steps) if step.kind == "completed")
    return next((key for key in reached if elements[key].kind == "endEvent"), None)


def _opened(task: WaitingTask) -> dict[str, Any]:
    due = {} if task.due_date is None else {"due": task.due_date.isoformat()}
    return {"task": task.element_instance_id.hex, "roles": task.roles, **due}


def _event(
    type_: str, element_id: str | None, by: Person, now: datetime, data: dict[str, Any]
) -> UnsealedEvent:
    return UnsealedEvent(
        type=type_,
        element_id=element_id,
        actor=by.id,
        on_behalf_of=by.on_behalf_of,
        at=now,
        data=data,
    )
