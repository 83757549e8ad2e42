"""Taking an instance into one command's hands, found by one of its user tasks.

One statement reads both. On PostgreSQL it locks the instance; whoever had to wait for the lock
sees the instance as it is now, but the task as it was before the wait: then it is read again.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select

from engine.rows import InstanceRow, TaskRow
from engine.store.cases import HEAD, as_instance
from engine.store.tables import case_key, process_instance, task
from engine.store.transaction import Transaction
from engine.store.worklist import TASK, as_task, find

_before = process_instance.alias("before_wait")
_key = (case_key.c.office_id == process_instance.c.office_id) & (
    case_key.c.instance_id == process_instance.c.id
)
_owner = (process_instance.c.office_id == task.c.office_id) & (
    process_instance.c.id == task.c.instance_id
)
_same = (_before.c.office_id == task.c.office_id) & (_before.c.id == task.c.instance_id)
_COLUMNS = (
    *TASK,
    process_instance.c.business_key,
    *(column.label(f"case_{column.name}") for column in HEAD),
    case_key.c.key.label("case_case_key"),
)
_SPLIT = len(TASK) + 1
_TASK_NAMES = (*(column.name for column in TASK), "business_key")
_CASE_NAMES = (*(column.name for column in HEAD), "case_key")
_WHOLE = task.join(process_instance, _owner).outerjoin(case_key, _key)
_SQLITE: Select[Any] = select(*_COLUMNS).select_from(_WHOLE)
_POSTGRESQL: Select[Any] = (
    select(*_COLUMNS, _before.c.lock_version.label("version_before"))
    .select_from(_WHOLE.join(_before, _same))
    .with_for_update(of=process_instance)
)
_IS_IT = task.c.id == bindparam("id")
_ONE = task.c.office_id == bindparam("office")
_SOME = task.c.office_id.in_(bindparam("offices", expanding=True))
_STATEMENTS = {
    (postgres, single): base.where(_ONE if single else _SOME, _IS_IT)
    for postgres, base in ((False, _SQLITE), (True, _POSTGRESQL))
    for single in (False, True)
}


def lock_by_task(
    tx: Transaction, offices: Sequence[str], task_id: UUID
) -> tuple[TaskRow, InstanceRow] | None:
    """Return a task of these offices and its instance, which others cannot move meanwhile."""
    single = len(offices) == 1
    place = {"office": offices[0]} if single else {"offices": list(offices)}
    row = tx.one(_STATEMENTS[tx.is_postgres, single], {**place, "id": task_id})
    if row is None:
        return None
    instance = as_instance(
        dict(zip(_CASE_NAMES, row[_SPLIT : _SPLIT + len(_CASE_NAMES)], strict=True))
    )
    if tx.is_postgres and _has_waited(row):
        again = find(tx, [instance.office_id], task_id)
        return None if again is None else (again[0], instance)
    return as_task(dict(zip(_TASK_NAMES, row[:_SPLIT], strict=True))), instance


def _has_waited(row: Row[Any]) -> bool:
    return bool(row.version_before != row.case_lock_version)
