"""User tasks as rows: opened, claimed, closed."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Update, bindparam, insert, select, update

from engine.model import TaskState, WaitingTask
from engine.rows import InstanceRow, TaskRow
from engine.store.naming import NAMES
from engine.store.tables import attachment, process_instance, task
from engine.store.transaction import Transaction, columns_for
from engine.store.types import FAR_FUTURE

TASK = [*columns_for(TaskRow, task.c), task.c.due_sort]
OF_CASE = (process_instance.c.business_key, process_instance.c.applicant_id, *NAMES)
"""What is told of a task's case beside the task."""
_BY_ID = (
    select(*TASK, *OF_CASE)
    .select_from(task)
    .join(
        process_instance,
        (process_instance.c.office_id == task.c.office_id)
        & (process_instance.c.id == task.c.instance_id),
    )
    .where(task.c.office_id.in_(bindparam("offices", expanding=True)), task.c.id == bindparam("id"))
)
_INSERT = insert(task)


def find(
    tx: Transaction, offices: Sequence[str], task_id: UUID
) -> tuple[TaskRow, str | None] | None:
    """Return a task of these offices with its case's applicant."""
    row = tx.one(_BY_ID, {"offices": list(offices), "id": task_id})
    if row is None:
        return None
    found = as_task(dict(row._mapping))  # noqa: SLF001 - SQLAlchemy's public name for it
    return found, found.applicant_id


def open_new(tx: Transaction, instance: InstanceRow, tasks: Iterable[WaitingTask]) -> None:
    """Write user tasks that have opened."""
    rows = [_row(tx, instance, waiting) for waiting in tasks]
    if rows:
        tx.run(_INSERT, rows)


def change(tx: Transaction, row: TaskRow, **values: Any) -> None:
    """Change columns of a task and count its version up."""
    new = {f"new_{name}": value for name, value in values.items()}
    tx.run(_changing(tuple(values)), {"of_office": row.office_id, "of_id": row.id, **new})


@cache
def _changing(names: tuple[str, ...]) -> Update:
    place = (task.c.office_id == bindparam("of_office")) & (task.c.id == bindparam("of_id"))
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return update(task).where(place).values(version=task.c.version + 1, **new)


def keep_draft(tx: Transaction, row: TaskRow, draft: bytes | None) -> None:
    """Keep a half-filled form; the task's version stays, for nothing was decided."""
    place = (task.c.office_id == row.office_id) & (task.c.id == row.id)
    tx.run(update(task).where(place).values(draft=draft))


def cancel(tx: Transaction, instance: InstanceRow, ids: Iterable[UUID], by: str) -> None:
    """Close tasks that nobody needs to do any more."""
    if chosen := list(ids):
        place = (task.c.office_id == instance.office_id) & task.c.id.in_(chosen)
        tx.run(
            update(task)
            .where(place, task.c.state == TaskState.OPEN.value)
            .values(
                state=TaskState.CANCELLED.value,
                closed_at=tx.now,
                closed_by=by,
                version=task.c.version + 1,
                draft=None,
            )
        )


def reopen(tx: Transaction, instance: InstanceRow, ids: Iterable[UUID]) -> set[UUID]:
    """Open tasks again that were closed although nobody did them; return which there were."""
    if not (chosen := list(ids)):
        return set()
    place = (task.c.office_id == instance.office_id) & task.c.id.in_(chosen)
    again = {"state": TaskState.OPEN.value, "closed_at": None, "closed_by": None}
    rows = update(task).where(place).values(version=task.c.version + 1, **again)
    return {row[0] for row in tx.all(rows.returning(task.c.id))}


def as_task(values: dict[str, Any]) -> TaskRow:
    """Make a TaskRow of the task's columns by name, and maybe of what is told of its case."""
    due = values.pop("due_sort")
    values["due_at"] = None if due >= FAR_FUTURE else due
    values["state"] = TaskState(values["state"])
    values["name_en"] = values["name_en"] or values["name"]
    return TaskRow(**values)


def _row(tx: Transaction, instance: InstanceRow, waiting: WaitingTask) -> dict[str, Any]:
    return {
        "office_id": instance.office_id,
        "id": waiting.element_instance_id,
        "instance_id": instance.id,
        "definition_key": instance.definition_key,
        "element_id": waiting.element_id,
        "name": waiting.name,
        "name_en": None if waiting.name_en == waiting.name else waiting.name_en,
        "roles": ",".join(waiting.roles),
        "assignee": waiting.assignee,
        "state": TaskState.OPEN.value,
        "due_sort": (waiting.due_at or FAR_FUTURE).astimezone(UTC),
        "due_date": waiting.due_date,
        "priority": waiting.priority,
        "form_key": waiting.form_key,
        "form_version": None,
        "version": 1,
        "draft": None,
        "created_at": tx.now,
        "closed_at": None,
        "closed_by": None,
    }


def attachment_ids(tx: Transaction, instance: InstanceRow) -> set[str]:
    """Return the ids of the files that are attached to a case."""
    rows = tx.all(
        select(attachment.c.id).where(
            attachment.c.office_id == instance.office_id,
            attachment.c.instance_id == instance.id,
            attachment.c.removed_at.is_(None),
        )
    )
    return {str(row[0]) for row in rows}
