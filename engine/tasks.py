"""User tasks: the inbox, and what people do with what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from engine import access, announcing, calling, context, drafting, filling, noticing, tasking, whose
from engine.context import Engine
from engine.errors import (
    TaskNotFound,
    TaskTaken,
    VersionConflict,
)
from engine.model import Person, TaskState, Variables
from engine.paging import Page, page_of, read_cursor
from engine.parties import is_school
from engine.recording import Told, tell
from engine.rows import InstanceRow, TaskRow
from engine.store import Transaction, cases, inbox, worklist
from engine.tidings import About, Hearer, NoticeKind
from engine.whose import Filter

__all__ = ["Filter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """A task and its instance in the hands of one command."""

    task: TaskRow
    instance: InstanceRow

    @classmethod
    def workable(cls, tx: Transaction, person: Person, task_id: UUID) -> "Locked":
        """Return a task the person may work on now (`tasking.workable` says what it refuses)."""
        task, instance = tasking.workable(tx, person, task_id)
        return cls(task=task, instance=instance)


def list_some(
    engine: Engine, person: Person, wanted: Filter, cursor: str | None, limit: int
) -> Page[TaskRow]:
    """List the tasks that are the person's to do, or to oversee; due first."""
    with engine.reading() as tx:
        rows = inbox.tasks(tx, whose.narrowed(tx, person, wanted), read_cursor(cursor), limit)
        return page_of(rows, limit, inbox.places_by(wanted.order))


def get(engine: Engine, person: Person, task_id: UUID) -> TaskRow:
    """Return a task.

    Raises:
        TaskNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        return tasking.seen_task(tx, person, task_id)[0]


def claim(engine: Engine, person: Person, task_id: UUID) -> TaskRow:
    """Take a task that nobody has.

    Raises:
        TaskTaken: somebody has it.
    """
    with engine.begin() as tx:
        locked = Locked.workable(tx, person, task_id)
        if locked.task.assignee is not None and not access.is_assignee(person, locked.task):
            raise TaskTaken(**calling.told(tx, "assignee", locked.task.assignee))
        return _assigned(tx, person, locked, "task_claimed", person.id)


def unclaim(engine: Engine, person: Person, task_id: UUID) -> TaskRow:
    """Give a task back to its role.

    Raises:
        TaskTaken: somebody else has it.
    """
    with engine.begin() as tx:
        locked = Locked.workable(tx, person, task_id)
        oversees = access.may_administer(person, locked.task.office_id)
        if locked.task.assignee not in (None, person.id) and not oversees:
            raise TaskTaken(**calling.told(tx, "assignee", locked.task.assignee))
        return _assigned(tx, person, locked, "task_unclaimed", _given_to(locked))


def _given_to(locked: Locked) -> str | None:
    """Return whose a task is that nobody has: without roles, the school's that brought the case."""
    applicant = locked.instance.applicant_id
    return applicant if not locked.task.roles and is_school(applicant) else None


def assign(engine: Engine, person: Person, task_id: UUID, to: str) -> TaskRow:
    """Give a task to a person who holds its role in the office."""
    with engine.begin() as tx:
        locked = Locked.workable(tx, person, task_id)
        access.require_may_assign(tx, person, locked.task, locked.instance.applicant_id, to)
        _tell_assignee(tx, person, locked, to)
        return _assigned(tx, person, locked, "task_assigned", to)


def _tell_assignee(tx: Transaction, person: Person, locked: Locked, to: str) -> None:
    """Tell whoever is given a task; not one who gives it to themselves."""
    if to == person.id:
        return
    task = locked.task
    about = About(instance_id=task.instance_id, task_id=task.id, business_key=task.business_key)
    words = announcing.assigned(task, person.name)
    kind, hearer = NoticeKind.ASSIGNED, Hearer(user=to)
    telling = noticing.Telling(hearer=hearer, kind=kind, words=words, about=about)
    noticing.tell(tx, task.office_id, [telling])


def _assigned(
    tx: Transaction, person: Person, locked: Locked, type_: str, to: str | None
) -> TaskRow:
    task = locked.task
    worklist.change(tx, task, assignee=to)
    data = {"task": task.id.hex, "assignee": to}
    told = Told(type=type_, by=person, element_id=task.element_id, data=data)
    tell(tx, locked.instance, told)
    return replace(task, assignee=to, version=task.version + 1)


def complete(
    engine: Engine, person: Person, task_id: UUID, variables: Variables, version: int | None
) -> TaskRow:
    """Complete a task with what its form asks for; the case goes on.

    `version` is the task's version the person saw; None does not ask.

    Raises:
        TaskNotOpen: somebody was faster; says who and when.
        VersionConflict: the task has changed since it was read.
        FormInvalid: the form says no; nothing has changed.
    """
    with engine.begin() as tx:
        locked = Locked.workable(tx, person, task_id)
        task = locked.task
        if version is not None and version != task.version:
            raise VersionConflict(expected=version, current=task.version)
        has_it = access.is_assignee(person, task) or task.assignee == person.on_behalf_of
        if task.assignee is not None and not has_it:
            raise TaskTaken(**calling.told(tx, "assignee", task.assignee))
        accepted = filling.accept(engine, tx, person, (locked.instance, task), variables)
        return _closed(engine, tx, person, locked, _Closing.completed(task, accepted))


@dataclass(frozen=True, slots=True)
class _Closing:
    """How a task is closed: the event's type, its data, and the verb."""

    type: str
    data: Mapping[str, Any]
    form_version: int | None
    verb: context.Verb

    @classmethod
    def completed(cls, task: TaskRow, accepted: filling.Accepted) -> "_Closing":
        data = (
            {"task": task.id.hex, "form": task.form_key} if task.form_key else {"task": task.id.hex}
        )
        return cls(
            "task_completed",
            data,
            accepted.form_version,
            lambda e: e.complete_task(task.id, accepted.variables),
        )


def _closed(
    engine: Engine, tx: Transaction, person: Person, locked: Locked, closing: _Closing
) -> TaskRow:
    task = locked.task
    done = TaskState.COMPLETED
    worklist.change(
        tx,
        task,
        state=done.value,
        closed_at=tx.now,
        closed_by=person.id,
        form_version=closing.form_version,
        draft=None,
    )
    told = Told(
        type=closing.type,
        by=person,
        element_id=task.element_id,
        data=closing.data,
        closes=task.id,
    )
    context.move(engine, tx, locked.instance, told, closing.verb)
    return replace(
        task,
        state=done,
        closed_at=tx.now,
        closed_by=person.id,
        version=task.version + 1,
        draft=None,
    )


def send_back(engine: Engine, person: Person, task_id: UUID, reason: str) -> TaskRow:
    """Send the case back to the user task before this one, with a reason.

    Raises:
        ReasonRequired: no reason was given.
        CannotSendBack: there is no single step before this one.
    """
    with engine.begin() as tx:
        locked = Locked.workable(tx, person, task_id)
        target = filling.step_before(engine, tx, locked.instance, locked.task, reason)
        task = locked.task
        data = {"task": task.id.hex, "to": target, "reason": reason}
        closing = _Closing("task_sent_back", data, None, lambda e: e.move(task.id, target))
        return _closed(engine, tx, person, locked, closing)


def form(engine: Engine, person: Person, task_id: UUID) -> dict[str, Any]:
    """Return a task's form: its definition, its JSON Schema, and the data that prefill it."""
    with engine.begin() as tx:
        task, _ = tasking.seen_task(tx, person, task_id)
        instance = cases.lock(tx, [task.office_id], task.instance_id)
        if instance is None:
            raise TaskNotFound(id=task_id)
        return filling.present(engine, tx, person, (instance, task))


def keep_draft(engine: Engine, person: Person, task_id: UUID, draft: Variables | None) -> TaskRow:
    """Keep a half-filled form; nothing is checked and the task's version stays."""
    with engine.begin() as tx:
        locked = Locked.workable(tx, person, task_id)
        drafting.keep(tx, person, locked.task, draft)
        return locked.task
