"""Which tasks a question about the inbox is about, as conditions; built once for each shape of it.

Every range of conditions is read from an index in the order wanted. The values come later, so that
a statement is kept and used again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    Text,
    and_,
    bindparam,
    func,
    literal,
    or_,
    tuple_,
)

from engine.model import InstanceStatus
from engine.parties import school_party
from engine.store.tables import process_instance, task, task_is_done, task_is_open
from engine.store.types import FAR_FUTURE

_RUNNING = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)
"""Only such a case has open tasks; somebody's ended ones need not be looked through."""
Conditions: TypeAlias = tuple[ColumnElement[bool], ...]
ORDERS: Final[dict[str, tuple[Column[Any], bool]]] = {
    "due": (task.c.due_sort, False),
    "newest": (task.c.created_at, True),
    "closed": (task.c.closed_at, True),
}
"""Order → the moment that tasks stand by, and whether the latest comes first."""
NO_DUE: Final = FAR_FUTURE - timedelta(days=1)
"""What stands behind it has no due date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a statement depends on: which values are given, and how many ranges there are."""

    given: frozenset[str]
    offices: int
    sets: int | None
    state: str | None
    limited: bool
    """Whether every range gives its first tasks by itself."""
    order: str
    applicants: str | None
    is_taken: bool | None


def source(shape: Shape) -> FromClause:
    """Return what the tasks are looked up in.

    Somebody's own, and those of one number, are found from their cases, which are few among the
    office's. SQLite would rather read the whole office in the order wanted; so the office is not
    given it as a column.
    """
    if not shape.given.isdisjoint(("owners", "key")):
        same_office = process_instance.c.office_id == task.c.office_id.concat("")
        return process_instance.join(
            task, same_office & (task.c.instance_id == process_instance.c.id)
        )
    looks_at_case = shape.applicants is not None or "q" in shape.given
    return task.join(process_instance, its_case()) if looks_at_case else task


def its_case() -> ColumnElement[bool]:
    """Return the condition that a case is the task's."""
    return (process_instance.c.office_id == task.c.office_id) & (
        process_instance.c.id == task.c.instance_id
    )


def ranges(shape: Shape) -> list[Conditions]:
    """Return the conditions of each range; no task is in two of them."""
    return [tuple(_owned(shape))] if "owners" in shape.given else list(_by_office(shape))


def _by_office(shape: Shape) -> Iterator[Conditions]:
    somewhere = _office(shape).in_(bindparam("offices", expanding=True))
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
        not_by_office = task.c.office_id.concat("").in_(bindparam("offices", expanding=True))
        yield not_by_office, own, ~one_of


def _office(shape: Shape) -> ColumnElement[str]:
    """Return the office as the statement is to see it.

    SQLite would rather read the whole office in order than look for the few that are named.
    """
    if "key" in shape.given:
        return process_instance.c.office_id
    named = {"assignee", "closed_by", "instance_id"} & shape.given
    return task.c.office_id.concat("") if named else task.c.office_id


def _owned(shape: Shape) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of somebody's own: by applicant for the index, and in its office.

    The office is not a condition of its own: SQLite would look through all of its cases.
    """
    case = process_instance.c
    applicants: BindParameter[Any] = bindparam("applicants", expanding=True)
    yield case.applicant_id.in_(applicants)
    whose = case.office_id.concat(" ").concat(case.applicant_id)
    yield whose.in_(bindparam("owners", expanding=True))
    if shape.state == "open":
        yield case.status.in_([status.value for status in _RUNNING])
    if shape.sets is not None:
        one_of = task.c.roles.in_(bindparam("sets", expanding=True))
        own = task.c.assignee == bindparam("or_assignee")
        given = or_(own, task.c.assignee.in_(applicants))
        yield or_(one_of, given) if "or_assignee" in shape.given else one_of


def common(shape: Shape) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that hold in every range."""
    if shape.state in _STATES:
        yield _STATES[shape.state]
    elif shape.state is not None:
        yield task.c.state == bindparam("state")
    if shape.is_taken is not None:
        yield task.c.assignee.is_not(None) if shape.is_taken else task.c.assignee.is_(None)
    if shape.applicants is not None:
        yield _APPLICANTS[shape.applicants]
    yield from (make() for name, make in _GIVEN.items() if name in shape.given)
    # what came since some moment is few: SQLite would rather read all that is due by another
    due = _SOME_DUE if "since" in shape.given else _DUE
    yield from (make(due) for name, make in _BY_DUE.items() if name in shape.given)
    if "behind_at" in shape.given:
        yield _behind(shape.order)


def _behind(order: str) -> ColumnElement[bool]:
    at, is_latest_first = ORDERS[order]
    place = tuple_(at, task.c.id)
    last_seen = tuple_(
        bindparam("behind_at", type_=at.type), bindparam("behind_id", type_=task.c.id.type)
    )
    return place < last_seen if is_latest_first else place > last_seen


def _text() -> ColumnElement[bool]:
    """Return the condition that a text is found in a task's name, its number or its applicant."""
    text: BindParameter[str] = bindparam("q", type_=Text)
    named = (task.c.name, task.c.name_en, process_instance.c.business_key)
    called = process_instance.c.applicant_id.in_(bindparam("called", expanding=True))
    return or_(*(column.ilike(text, escape="\\") for column in named), called)


def _key() -> ColumnElement[bool]:
    """Return the condition that a task is of one case, found by its number in its office."""
    return process_instance.c.business_key == bindparam("key")


_STATES: Final = {"open": task_is_open, "completed": task_is_done}
_AT = process_instance.c.applicant_id
_BY_SCHOOL = _AT.startswith(literal(school_party("")))
_APPLICANTS: Final[dict[str, ColumnElement[bool]]] = {
    "school": and_(_AT.is_not(None), _BY_SCHOOL),
    "person": and_(_AT.is_not(None), ~_BY_SCHOOL),
    "nobody": _AT.is_(None),
}
_GIVEN: Final = {
    "assignee": lambda: task.c.assignee == bindparam("assignee"),
    "closed_by": lambda: task.c.closed_by == bindparam("closed_by"),
    "since": lambda: task.c.created_at > bindparam("since"),
    "definition_key": lambda: task.c.definition_key == bindparam("definition_key"),
    "element_id": lambda: task.c.element_id == bindparam("element_id"),
    "instance_id": lambda: task.c.instance_id == bindparam("instance_id"),
    "ids": lambda: task.c.id.in_(bindparam("ids", expanding=True)),
    "q": _text,
    "key": _key,
}
"""Value → the condition that it makes."""
_DUE: Final[ColumnElement[Any]] = task.c.due_sort
_SOME_DUE: Final[ColumnElement[Any]] = func.coalesce(task.c.due_sort, task.c.created_at)
_BY_DUE: Final[dict[str, Callable[[ColumnElement[Any]], ColumnElement[bool]]]] = {
    "due_before": lambda due: due < bindparam("due_before", type_=_DUE.type),
    "due_after": lambda due: due > bindparam("due_after", type_=_DUE.type),
    "due_by": lambda due: due <= bindparam("due_by", type_=_DUE.type),
}
