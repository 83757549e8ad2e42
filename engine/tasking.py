"""Tasks as a person may see and work on them; the same for every noun that adds to one."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from engine import access, calling, context, lifecycle
from engine.errors import NotACandidate, TaskNotFound, TaskNotOpen
from engine.model import Person, TaskState
from engine.roles import called
from engine.rows import InstanceRow, TaskRow
from engine.store import Transaction, locking, worklist

_IN_THAI: Final[Mapping[TaskState, str]] = {
    TaskState.OPEN: "เปิดอยู่",
    TaskState.COMPLETED: "เสร็จแล้ว",
    TaskState.CANCELLED: "ยกเลิกแล้ว",
}


def seen_task(tx: Transaction, person: Person, task_id: UUID) -> tuple[TaskRow, str | None]:
    """Return a task the person may see, and its case's applicant.

    Raises:
        TaskNotFound: there is none, or it is not the person's to see.
    """
    found = worklist.find(tx, access.offices_of(tx, person), task_id)
    if found is None or not access.may_see(person, found[0].office_id, found[1]):
        raise TaskNotFound(id=task_id)
    return found


def locked_task(tx: Transaction, person: Person, task_id: UUID) -> tuple[TaskRow, InstanceRow]:
    """Lock the instance and read the task as it then is; always in this order (reliability.md 7).

    Raises:
        TaskNotFound: there is none, or it is not the person's to see.
    """
    found = locking.lock_by_task(tx, access.offices_of(tx, person), task_id)
    if found is None or not access.may_see(person, found[0].office_id, found[1].applicant_id):
        raise TaskNotFound(id=task_id)
    return found


def workable(tx: Transaction, person: Person, task_id: UUID) -> tuple[TaskRow, InstanceRow]:
    """Return a task the person may work on now, and its instance, locked.

    Raises:
        AuditorsOnlyRead: the person is an auditor somewhere.
        TaskNotFound: there is none, or it is not the person's to see.
        TaskNotOpen: it is closed; says by whom and when.
        NotACandidate: it goes to another role.
        InstanceNotActive: its case is suspended.
    """
    access.require_writer(person)
    task, instance = locked_task(tx, person, task_id)
    if not lifecycle.TASK[task.state]:
        at = task.closed_at.isoformat() if task.closed_at else None
        told = {"state": task.state.value, "state_th": _IN_THAI[task.state]}
        raise TaskNotOpen(id=task.id, at=at, **told, **calling.told(tx, "by", task.closed_by))
    context.require_active(instance)
    if not access.may_do_task(person, task, instance.applicant_id):
        keys = task.roles.split(",")
        names = {"roles_th": called(keys, "th"), "roles_en": called(keys, "en")}
        raise NotACandidate(roles=task.roles, **names)
    return task, instance
