"""Rounds that an office holds with its schools, and where the case of each school stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from engine.model import InstanceStatus
from engine.parties import school_party
from engine.rows import InstanceRow
from engine.store.cases import HEAD
from engine.store.naming import NAMES
from engine.store.tables import history_event, process_instance, task, task_is_done, task_is_open
from engine.store.transaction import Transaction

MOST = 2_000
"""So many cases of one round are looked at: no area office has half as many schools."""
_AT = process_instance.c
_GOES_ON = (InstanceStatus.ACTIVE.value, InstanceStatus.SUSPENDED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A user task that is open in a case; a draft is only said to be there."""

    instance_id: UUID
    id: UUID
    name: str
    name_en: str
    roles: str
    created_at: datetime
    due_date: date | None
    has_draft: bool


def held(
    tx: Transaction, offices: Sequence[str], keys: Sequence[str], *, ended: bool, most: int
) -> list[InstanceRow]:
    """Return the rounds of these procedures that go on, or that have ended, the newest first."""
    goes_on = _AT.status.in_(_GOES_ON)
    statement = (
        select(*HEAD)
        .where(_AT.office_id.in_(list(offices)), _AT.definition_key.in_(list(keys)))
        .where(~goes_on if ended else goes_on)
        .order_by(_AT.id.desc())
        .limit(most)
    )
    return [_case(row) for row in tx.all(statement)]


def begun_by(tx: Transaction, origin: InstanceRow, key: str) -> list[InstanceRow]:
    """Return the schools' cases of a procedure that a round has begun, oldest first."""
    return _cases(
        tx,
        _AT.origin_id == origin.id,
        _AT.origin_id.is_not(None),  # lets the partial index serve
        _AT.origin_office == origin.office_id,
        _AT.definition_key == key,
    )


def begun_during(tx: Transaction, held: InstanceRow, key: str) -> list[InstanceRow]:
    """Return the schools' cases of a procedure that began in the office while a round went on."""
    until = [] if held.ended_at is None else [_AT.started_at <= held.ended_at]
    return _cases(
        tx,
        _AT.office_id == held.office_id,
        _AT.definition_key == key,
        _AT.started_at >= held.started_at,
        *until,
    )


def open_tasks(tx: Transaction, cases: Sequence[InstanceRow]) -> list[OpenTask]:
    """Return the open user tasks of some cases, by due date."""
    at = task.c
    columns = (
        *(at.instance_id, at.id, at.name, at.name_en, at.roles, at.created_at, at.due_date),
        at.draft.is_not(None).label("has_draft"),
    )
    rows = tx.all(select(*columns).where(*_of(cases), task_is_open).order_by(at.due_sort, at.id))
    return [_task(row) for row in rows]


def done_tasks(tx: Transaction, cases: Sequence[InstanceRow]) -> dict[UUID, datetime]:
    """Return when a user task was last done, by case; of cases without any, nothing."""
    last = func.max(task.c.closed_at, type_=task.c.closed_at.type)
    statement = select(task.c.instance_id, last).where(*_of(cases), task_is_done)
    rows: Sequence[Any] = tx.all(statement.group_by(task.c.instance_id))
    return {row[0]: row[1] for row in rows}


def told_last(tx: Transaction, cases: Sequence[InstanceRow], type_: str) -> dict[UUID, datetime]:
    """Return when an event of this type was last told, by case; of cases without any, nothing."""
    at = history_event.c
    last = func.max(at.at, type_=at.at.type)
    statement = select(at.instance_id, last).where(
        at.office_id.in_({case.office_id for case in cases}),
        at.instance_id.in_([case.id for case in cases]),
        at.type == type_,
    )
    rows: Sequence[Any] = tx.all(statement.group_by(at.instance_id))
    return {row[0]: row[1] for row in rows}


def _of(cases: Sequence[InstanceRow]) -> tuple[ColumnElement[bool], ...]:
    return (
        task.c.office_id.in_({case.office_id for case in cases}),
        task.c.instance_id.in_([case.id for case in cases]),
    )


def _cases(tx: Transaction, *conditions: ColumnElement[bool]) -> list[InstanceRow]:
    is_of_school = _AT.applicant_id.startswith(school_party(""))
    statement = select(*HEAD, *NAMES).where(*conditions, is_of_school)
    return [_case(row) for row in tx.all(statement.order_by(_AT.id).limit(MOST))]


def _case(row: Any) -> InstanceRow:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return InstanceRow(**{**values, "status": InstanceStatus(values["status"])})


def _task(row: Any) -> OpenTask:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return OpenTask(**{**values, "name_en": values["name_en"] or values["name"]})
