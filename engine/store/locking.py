"""Taking an instance into one command's hands by one of its user tasks, in one statement."""

from collections.abc import Sequence
from uuid import UUID

from engine.rows import InstanceRow, TaskRow
from engine.store.cases import CASE, as_instance, read_locked, reading
from engine.store.tables import process_instance, task
from engine.store.transaction import Transaction
from engine.store.worklist import OF_CASE, TASK, as_task

_TASK = (*TASK, *OF_CASE)
_NAMES = [column.name for column in _TASK]
_OWNER = (process_instance.c.office_id == task.c.office_id) & (
    process_instance.c.id == task.c.instance_id
)
_BY_TASK = reading(
    [*(column.label(f"case_{column.name}") for column in CASE), *_TASK],
    task.join(process_instance, _OWNER),
    task.c.id,
)


def lock_by_task(
    tx: Transaction, offices: Sequence[str], task_id: UUID
) -> tuple[TaskRow, InstanceRow] | None:
    """Return a task of these offices, and its instance, which nobody else moves meanwhile."""
    row = read_locked(tx, _BY_TASK, offices, task_id)
    if row is None:
        return None
    its_task = dict(zip(_NAMES, row[len(CASE) :], strict=False))
    return as_task(its_task), as_instance(row)
