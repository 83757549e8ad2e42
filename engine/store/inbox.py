"""The list of user tasks, in its order: a page costs the same however many tasks are open.

`roles IN (…)` cannot be read from an index in the order of the due date. So each office and each
combination of roles gives its own first tasks, in order from its range of `ix_task_inbox`; these
are merged and cut off, and only the rows of the page are read in full. A statement is built once
for each shape of question and kept.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, Subquery, bindparam, select, union_all

from engine.paging import Behind
from engine.rows import TaskRow
from engine.store.narrowing import ORDERS, Conditions, Shape, common, its_case, ranges, source
from engine.store.tables import process_instance, task
from engine.store.transaction import Transaction
from engine.store.types import FAR_FUTURE
from engine.store.worklist import OF_CASE, TASK, as_task

MOST_RANGES = 60
"""So many ranges are merged; beyond that the database sorts."""
_KEPT_STATEMENTS = 512
_NAMES = tuple(column.name for column in (*TASK, *OF_CASE))
_NUMBER: Final = re.compile(r"[A-Za-z]{2,4}-\d{4}-\d{6,}")
"""A whole tracking number: its case is found without looking through the tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which tasks to list. `role_sets` None: whatever the role.

    `or_assignee`: whose tasks are listed whatever the role. `owners`: only of cases that are
    theirs, as (office, applicant), None for everybody's; beside what `or_assignee` was given, what
    an owner was given (a school) is listed too. `due_after` and `due_by`: of these moments the
    later one is included. `since`: opened after it. `applicants`: school, person or nobody.
    `is_taken`: whether somebody has it. `q`: in the task's name, the case's number, or of the
    applicants `called`. `order`: due, newest, or closed (the latest first).
    """

    offices: Sequence[str]
    role_sets: Sequence[str] | None = None
    assignee: str | None = None
    or_assignee: str | None = None
    owners: Sequence[tuple[str, str]] | None = None
    state: str | None = "open"
    closed_by: str | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None
    due_by: datetime | None = None
    since: datetime | None = None
    definition_key: str | None = None
    element_id: str | None = None
    instance_id: UUID | None = None
    ids: Sequence[UUID] | None = None
    applicants: str | None = None
    is_taken: bool | None = None
    q: str | None = None
    called: Sequence[str] = ()
    order: str = "due"


def tasks(tx: Transaction, wanted: TaskFilter, behind: Behind | None, limit: int) -> list[TaskRow]:
    """Return tasks in their order, one more than `limit` if there are more."""
    if is_nothing(wanted):
        return []
    values = values_of(wanted, behind) | {"most": limit + 1}
    rows = tx.all(_page(shape_of(wanted, values)), values)
    return [as_task(dict(zip(_NAMES, row, strict=True))) for row in rows]


def task_place(row: TaskRow, order: str = "due") -> tuple[datetime, UUID]:
    """Return where a task stands in the inbox."""
    stands = {"newest": row.created_at, "closed": row.closed_at}.get(order) or row.due_at
    return (stands or FAR_FUTURE).astimezone(UTC), row.id


def places_by(order: str) -> Callable[[TaskRow], tuple[datetime, UUID]]:
    """Return what says where a task stands in that order."""
    return lambda row: task_place(row, order)


def plain(text: str) -> str:
    """Return a text that LIKE takes word for word, with a backslash as its escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def is_number(text: str | None) -> bool:
    """Whether a text is a case's whole tracking number."""
    return text is not None and _NUMBER.fullmatch(text) is not None


def is_nothing(wanted: TaskFilter) -> bool:
    """Whether no task can be meant."""
    no_roles = wanted.role_sets == [] and wanted.or_assignee is None
    return not wanted.offices or wanted.owners == [] or wanted.ids == [] or no_roles


_EXACT: Final = (
    *("assignee", "or_assignee", "closed_by", "due_before", "due_after", "due_by", "since"),
    *("definition_key", "element_id", "instance_id"),
)


def values_of(wanted: TaskFilter, behind: Behind | None) -> dict[str, Any]:
    """Return the values of a question's statement, by name."""
    values = {name: value for name in _EXACT if (value := getattr(wanted, name)) is not None}
    if wanted.state is not None:
        values["state"] = wanted.state
    if wanted.ids is not None:
        values["ids"] = list(wanted.ids)
    if wanted.q:
        values |= _text_values(wanted.q, wanted.called)
    if behind is not None:
        values |= {"behind_at": min(behind.at, FAR_FUTURE), "behind_id": behind.id}
    if wanted.owners is not None:
        owners = [each for each in wanted.owners if each[0] in wanted.offices]
        values["owners"] = [f"{office} {applicant}" for office, applicant in owners]
        values["applicants"] = sorted({applicant for _, applicant in owners})
    values |= {"offices": list(wanted.offices), "sets": list(wanted.role_sets or ())}
    values |= {f"office_{n}": office for n, office in enumerate(wanted.offices)}
    return values | {f"set_{n}": each for n, each in enumerate(wanted.role_sets or ())}


def _text_values(q: str, called: Sequence[str]) -> dict[str, Any]:
    return {"key": q.upper()} if is_number(q) else {"q": f"%{plain(q)}%", "called": list(called)}


_NARROW: Final = frozenset({"instance_id", "assignee", "closed_by", "ids", "owners", "q", "key"})
"""With one of these, the few tasks meant are found without the ranges of roles."""


def shape_of(wanted: TaskFilter, values: dict[str, Any]) -> Shape:
    """Return what a question's statement depends on."""
    sets = None if wanted.role_sets is None else len(wanted.role_sets)
    offices = len(wanted.offices)
    has_index = wanted.state == "open" and _NARROW.isdisjoint(values)
    limited = has_index and offices * (sets or 1) <= MOST_RANGES
    counted = ("offices", "sets", "office_", "set_")
    return Shape(
        given=frozenset(name for name in values if not name.startswith(counted)),
        offices=offices if limited else 0,
        sets=sets if limited or sets is None else 0,
        state=wanted.state,
        limited=limited,
        order=wanted.order,
        applicants=wanted.applicants,
        is_taken=wanted.is_taken,
    )


@lru_cache(_KEPT_STATEMENTS)
def _page(shape: Shape) -> Select[Any]:
    """Return the statement that reads a page: its places first, then their rows."""
    places = _places(shape)
    at = places.c
    its_task = (task.c.office_id == at.office_id) & (task.c.id == at.id)
    return (
        select(*TASK, *OF_CASE)
        .select_from(places.join(task, its_task).join(process_instance, its_case()))
        .order_by(*_in_order(shape, at.stands, at.id))
    )


def _places(shape: Shape) -> Subquery:
    firsts = [_first(shape, conditions) for conditions in ranges(shape)]
    if len(firsts) == 1:
        return firsts[0].subquery("places")
    merged = union_all(*(select(each.subquery()) for each in firsts)).subquery("merged")
    first = select(merged).order_by(*_in_order(shape, merged.c.stands, merged.c.id))
    return first.limit(bindparam("most")).subquery("places")


def _first(shape: Shape, conditions: Conditions) -> Select[Any]:
    """Return the first places, in order, for which the conditions hold; named ones in any order.

    SQLite would look through the office in order for tasks that are named.
    """
    stands = ORDERS[shape.order][0]
    return (
        select(task.c.office_id, task.c.id, stands.label("stands"))
        .select_from(source(shape))
        .where(*conditions, *common(shape))
        .order_by(*([] if "ids" in shape.given else _in_order(shape, stands, task.c.id)))
        .limit(bindparam("most"))
    )


def _in_order(shape: Shape, *columns: Any) -> list[Any]:
    is_latest_first = ORDERS[shape.order][1]
    return [column.desc() if is_latest_first else column for column in columns]
