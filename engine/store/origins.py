"""Cases that a case has begun by its messages: which they are, and how many stand where."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from engine.model import InstanceStatus
from engine.paging import Behind
from engine.rows import InstanceRow, TaskRow
from engine.store.cases import HEAD
from engine.store.naming import NAMES
from engine.store.tables import process_instance, task, task_is_open
from engine.store.transaction import Transaction
from engine.store.worklist import TASK, as_task

_AT = process_instance.c
_GOES_ON = (InstanceStatus.ACTIVE.value, InstanceStatus.SUSPENDED.value)


def going_on(tx: Transaction, origin: InstanceRow) -> list[InstanceRow]:
    """Return the cases begun by this one that have not ended, in whatever office, oldest first."""
    statement = select(*HEAD).where(*_of(origin), _AT.status.in_(_GOES_ON)).order_by(_AT.id)
    return [_instance(row) for row in tx.all(statement)]


def started(
    tx: Transaction, origin: InstanceRow, offices: Sequence[str], status: str | None
) -> "Started":
    """Ask for the cases begun by this one in these offices; of one status, or of all."""
    conditions = [*_of(origin), _AT.office_id.in_(list(offices))]
    return Started(tx, conditions, status)


def open_tasks(tx: Transaction, cases: Sequence[InstanceRow]) -> list[TaskRow]:
    """Return the open user tasks of some cases, by due date."""
    statement = (
        select(*TASK)
        .where(
            task.c.office_id.in_({case.office_id for case in cases}),
            task.c.instance_id.in_([case.id for case in cases]),
            task_is_open,
        )
        .order_by(task.c.due_sort, task.c.id)
    )
    return [as_task(dict(row._mapping)) for row in tx.all(statement)]  # noqa: SLF001 - public name


class Started:
    """What a question about begun cases answers: a page of them, and the totals of all."""

    def __init__(
        self, tx: Transaction, conditions: list[ColumnElement[bool]], status: str | None
    ) -> None:
        self._tx = tx
        self._all = conditions
        self._chosen = [*conditions, *([_AT.status == status] if status is not None else [])]

    def some(self, behind: Behind | None, limit: int) -> list[InstanceRow]:
        """Return them oldest first, one more than `limit` if there are more."""
        later = [_AT.id > behind.id] if behind is not None else []
        statement = (
            select(*HEAD, *NAMES).where(*self._chosen, *later).order_by(_AT.id).limit(limit + 1)
        )
        return [_instance(row) for row in self._tx.all(statement)]

    def totals(self) -> dict[str, int]:
        """Return how many there are of each status, whichever is listed."""
        statement = select(_AT.status, func.count()).where(*self._all).group_by(_AT.status)
        rows: list[Any] = list(self._tx.all(statement))
        found = {status: int(count) for status, count in rows}
        return {each.value: found.get(each.value, 0) for each in InstanceStatus}


def _of(origin: InstanceRow) -> list[ColumnElement[bool]]:
    identity: UUID = origin.id
    return [
        _AT.origin_id == identity,
        _AT.origin_id.is_not(None),  # lets the partial index serve
        _AT.origin_office == origin.office_id,
    ]


def _instance(row: Any) -> InstanceRow:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return InstanceRow(**{**values, "status": InstanceStatus(values["status"])})
