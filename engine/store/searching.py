"""Cases and tasks by what people call them, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, or_, select

from engine.model import InstanceStatus
from engine.rows import InstanceRow, TaskRow
from engine.store.inbox import plain
from engine.store.naming import NAMES
from engine.store.tables import process_instance, school, task, task_is_open, user_account
from engine.store.transaction import Transaction, columns_for
from engine.store.worklist import OF_CASE, TASK, as_task

_CASE = [*columns_for(InstanceRow, process_instance.c), *NAMES]
_OF_TASK = (process_instance.c.office_id == task.c.office_id) & (
    process_instance.c.id == task.c.instance_id
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A text looked for in offices; `owners`: only in whose cases, as (office, applicant)."""

    offices: Sequence[str]
    owners: Sequence[tuple[str, str]] | None
    text: str


def people_called(tx: Transaction, text: str, most: int) -> list[str]:
    """Return the accounts whose name has a text in it."""
    of = user_account.c
    called = _like(text, of.id, of.name_th, of.name_en)
    return [row[0] for row in tx.all(select(of.id).where(called).order_by(of.id).limit(most))]


def schools_called(tx: Transaction, offices: Sequence[str], text: str, most: int) -> list[str]:
    """Return the codes of the offices' schools whose name or code has a text in it."""
    of = school.c
    called = _like(text, of.code, of.name_th, of.name_en)
    here = of.office_id.in_(list(offices))
    rows = tx.all(select(of.code).where(here, called).order_by(of.code).limit(most))
    return list(dict.fromkeys(row[0] for row in rows))


def cases(tx: Transaction, asked: Asked, parties: Sequence[str], limit: int) -> list[InstanceRow]:
    """Return cases that fit: by their very number, by its beginning, else the newest first."""
    at = process_instance.c
    number = asked.text.upper()
    rank = case(
        (at.business_key == number, 0),
        (at.business_key.ilike(f"{plain(number)}%", escape="\\"), 1),
        else_=2,
    )
    fits = or_(_like(asked.text, at.business_key), at.applicant_id.in_(list(parties)))
    statement = select(*_CASE).where(*_seen(asked), fits).order_by(rank, at.id.desc())
    return [_case(row) for row in tx.all(statement.limit(limit))]


def open_tasks(tx: Transaction, offices: Sequence[str], cases: Sequence[UUID]) -> list[TaskRow]:
    """Return the open tasks of cases, the soonest due first."""
    if not cases:
        return []
    joined = select(*TASK, *OF_CASE).select_from(task.join(process_instance, _OF_TASK))
    place = task.c.office_id.in_(list(offices)) & task.c.instance_id.in_(list(cases))
    rows = tx.all(joined.where(place, task_is_open).order_by(task.c.due_sort, task.c.id))
    return [as_task(dict(row._mapping)) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def _seen(asked: Asked) -> list[ColumnElement[bool]]:
    at = process_instance.c
    if asked.owners is None:
        return [at.office_id.in_(list(asked.offices))]
    pairs = [f"{office} {applicant}" for office, applicant in asked.owners]
    return [
        at.applicant_id.in_(sorted({applicant for _, applicant in asked.owners})),
        at.office_id.concat(" ").concat(at.applicant_id).in_(pairs),
    ]


def _like(text: str, *columns: Any) -> ColumnElement[bool]:
    part = f"%{plain(text)}%"
    return or_(*(column.ilike(part, escape="\\") for column in columns))


def _case(row: Any) -> InstanceRow:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return InstanceRow(**{**values, "status": InstanceStatus(values["status"])})
