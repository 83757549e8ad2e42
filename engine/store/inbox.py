"""The list of user tasks, by due date: a page costs the same however many tasks are open.

`roles IN (…)` cannot be read from an index in the order of the due date. So each office and each
combination of roles gives its own first tasks, in order from its range of `ix_task_inbox`; these
are merged and cut off, and only the rows of the page are read in full. A statement is built once
for each shape of question and kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    Text,
    bindparam,
    or_,
    select,
    tuple_,
    union_all,
)

from engine.model import InstanceStatus
from engine.paging import Behind
from engine.rows import TaskRow
from engine.store.tables import process_instance, task, task_is_open
from engine.store.transaction import Transaction
from engine.store.types import FAR_FUTURE
from engine.store.worklist import OF_CASE, TASK, as_task

MOST_RANGES = 60
"""So many ranges are merged; beyond that the database sorts."""
_KEPT_STATEMENTS = 512
_RUNNING = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)
"""Only such a case has open tasks; somebody's ended ones need not be looked through."""
_NAMES = tuple(column.name for column in (*TASK, *OF_CASE))
Conditions: TypeAlias = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which tasks to list. `role_sets` None: whatever the role.

    `or_assignee`: whose tasks are listed whatever the role. `owners`: only of cases that are
    theirs, as (office, applicant), None for everybody's; beside what `or_assignee` was given, what
    an owner was given (a school) is listed too.
    """

    offices: Sequence[str]
    role_sets: Sequence[str] | None = None
    assignee: str | None = None
    or_assignee: str | None = None
    owners: Sequence[tuple[str, str]] | None = None
    state: str | None = "open"
    due_before: datetime | None = None
    definition_key: str | None = None
    instance_id: UUID | None = None
    q: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What a statement depends on: which values are given, and how many ranges there are."""

    given: frozenset[str]
    offices: int
    sets: int | None
    is_open: bool
    limited: bool
    """Whether every range gives its first tasks by itself."""


def tasks(tx: Transaction, wanted: TaskFilter, behind: Behind | None, limit: int) -> list[TaskRow]:
    """Return tasks by due date, one more than `limit` if there are more."""
    nothing = wanted.owners == [] or (wanted.role_sets == [] and wanted.or_assignee is None)
    if not wanted.offices or nothing:
        return []
    values = _values(wanted, behind) | {"most": limit + 1}
    rows = tx.all(_page(_shape(wanted, values)), values)
    return [as_task(dict(zip(_NAMES, row, strict=True))) for row in rows]


def task_place(row: TaskRow) -> tuple[datetime, UUID]:
    """Return where a task stands in the inbox."""
    return (row.due_at or FAR_FUTURE).astimezone(UTC), row.id


def plain(text: str) -> str:
    """Return a text that LIKE takes word for word, with a backslash as its escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _values(wanted: TaskFilter, behind: Behind | None) -> dict[str, Any]:
    exact = ("assignee", "or_assignee", "due_before", "definition_key", "instance_id")
    values = {name: value for name in exact if (value := getattr(wanted, name)) is not None}
    if wanted.state not in (None, "open"):
        values["state"] = wanted.state
    if wanted.q:
        values["q"] = f"%{plain(wanted.q)}%"
    if behind is not None:
        values |= {"behind_at": min(behind.at, FAR_FUTURE), "behind_id": behind.id}
    if wanted.owners is not None:
        owners = [each for each in wanted.owners if each[0] in wanted.offices]
        values["owners"] = [f"{office} {applicant}" for office, applicant in owners]
        values["applicants"] = sorted({applicant for _, applicant in owners})
    values |= {"offices": list(wanted.offices), "sets": list(wanted.role_sets or ())}
    values |= {f"office_{n}": office for n, office in enumerate(wanted.offices)}
    return values | {f"set_{n}": each for n, each in enumerate(wanted.role_sets or ())}


def _shape(wanted: TaskFilter, values: dict[str, Any]) -> _Shape:
    sets = None if wanted.role_sets is None else len(wanted.role_sets)
    offices = len(wanted.offices)
    narrow = {"instance_id", "assignee", "owners", "q"} & values.keys()
    limited = wanted.state == "open" and not narrow and offices * (sets or 1) <= MOST_RANGES
    counted = ("offices", "sets", "office_", "set_")
    return _Shape(
        given=frozenset(name for name in values if not name.startswith(counted)),
        offices=offices if limited else 0,
        sets=sets if limited or sets is None else 0,
        is_open=wanted.state == "open",
        limited=limited,
    )


@lru_cache(_KEPT_STATEMENTS)
def _page(shape: _Shape) -> Select[Any]:
    """Return the statement that reads a page: its places first, then their rows."""
    places = _places(shape)
    at = places.c
    its_task = (task.c.office_id == at.office_id) & (task.c.id == at.id)
    return (
        select(*TASK, *OF_CASE)
        .select_from(places.join(task, its_task).join(process_instance, _its_case()))
        .order_by(at.due_sort, at.id)
    )


def _places(shape: _Shape) -> Subquery:
    is_owned = "owners" in shape.given
    wanted = [tuple(_owned(shape))] if is_owned else _ranges(shape)
    ranges = [_first(shape, conditions) for conditions in wanted]
    if len(ranges) == 1:
        return ranges[0].subquery("places")
    merged = union_all(*(select(each.subquery()) for each in ranges)).subquery("merged")
    first = select(merged).order_by(merged.c.due_sort, merged.c.id)
    return first.limit(bindparam("most")).subquery("places")


def _first(shape: _Shape, conditions: Conditions) -> Select[Any]:
    """Return the first places, in order, for which the conditions hold."""
    return (
        select(task.c.office_id, task.c.id, task.c.due_sort)
        .select_from(_source(shape))
        .where(*conditions, *_common(shape))
        .order_by(task.c.due_sort, task.c.id)
        .limit(bindparam("most"))
    )


def _source(shape: _Shape) -> FromClause:
    """Return what the tasks are looked up in.

    Somebody's own are found from their cases, which are few among the office's. SQLite would
    rather read the whole office in the order wanted; so the office is not given it as a column.
    """
    if "owners" in shape.given:
        same_office = process_instance.c.office_id == task.c.office_id.concat("")
        return process_instance.join(
            task, same_office & (task.c.instance_id == process_instance.c.id)
        )
    return task.join(process_instance, _its_case()) if "q" in shape.given else task


def _ranges(shape: _Shape) -> Iterator[Conditions]:
    """Yield the conditions of each range; no task is in two of them."""
    somewhere = task.c.office_id.in_(bindparam("offices", expanding=True))
    one_of = task.c.roles.in_(bindparam("sets", expanding=True))
    own = task.c.assignee == bindparam("or_assignee")
    has_own = "or_assignee" in shape.given
    if not shape.limited:
        whose: Conditions = () if shape.sets is None else (or_(one_of, own) if has_own else one_of,)
        yield (somewhere, *whose)
        return
    for office in range(shape.offices):
        here = task.c.office_id == bindparam(f"office_{office}")
        if shape.sets is None:
            yield (here,)
        for each in range(shape.sets or 0):
            yield here, task.c.roles == bindparam(f"set_{each}")
    if has_own:
        # SQLite would rather read the whole office in order than look for the few of one person.
        not_by_office = task.c.office_id.concat("").in_(bindparam("offices", expanding=True))
        yield not_by_office, own, ~one_of


def _owned(shape: _Shape) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of somebody's own: by applicant for the index, and in its office.

    The office is not a condition of its own: SQLite would look through all of its cases.
    """
    case = process_instance.c
    applicants: BindParameter[Any] = bindparam("applicants", expanding=True)
    yield case.applicant_id.in_(applicants)
    whose = case.office_id.concat(" ").concat(case.applicant_id)
    yield whose.in_(bindparam("owners", expanding=True))
    if shape.is_open:
        yield case.status.in_([status.value for status in _RUNNING])
    if shape.sets is not None:
        one_of = task.c.roles.in_(bindparam("sets", expanding=True))
        own = task.c.assignee == bindparam("or_assignee")
        given = or_(own, task.c.assignee.in_(applicants))
        yield or_(one_of, given) if "or_assignee" in shape.given else one_of


def _common(shape: _Shape) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that hold in every range."""
    if shape.is_open:
        yield task_is_open
    text: BindParameter[str] = bindparam("q", type_=Text)
    name_or_key = or_(
        task.c.name.ilike(text, escape="\\"),
        process_instance.c.business_key.ilike(text, escape="\\"),
    )
    place = tuple_(task.c.due_sort, task.c.id)
    last_seen = tuple_(
        bindparam("behind_at", type_=task.c.due_sort.type),
        bindparam("behind_id", type_=task.c.id.type),
    )
    conditions = {
        "state": task.c.state == bindparam("state"),
        "assignee": task.c.assignee == bindparam("assignee"),
        "due_before": task.c.due_sort < bindparam("due_before"),
        "definition_key": task.c.definition_key == bindparam("definition_key"),
        "instance_id": task.c.instance_id == bindparam("instance_id"),
        "q": name_or_key,
        "behind_at": place > last_seen,
    }
    yield from (condition for name, condition in conditions.items() if name in shape.given)


def _its_case() -> ColumnElement[bool]:
    return (process_instance.c.office_id == task.c.office_id) & (
        process_instance.c.id == task.c.instance_id
    )
