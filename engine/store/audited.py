"""The cases an auditor looks for: by number or name, procedure, state and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from engine.model import InstanceStatus
from engine.paging import Behind
from engine.rows import InstanceRow
from engine.store.inbox import plain
from engine.store.naming import NAMES
from engine.store.tables import entry_is_unsealed, ledger_entry, process_instance
from engine.store.transaction import Transaction, columns_for

_LIGHT = [*columns_for(InstanceRow, process_instance.c), *NAMES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases; `q` is part of a number or of the applicant's name.

    `since`, `until`: when they began, the second not included.
    """

    offices: Sequence[str]
    q: str | None = None
    definition_key: str | None = None
    definition_version: int | None = None
    status: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def find(tx: Transaction, wanted: Wanted, behind: Behind | None, limit: int) -> list[InstanceRow]:
    """Return cases, the newest first, one more than `limit` if there are more."""
    statement = select(*_LIGHT).where(*_conditions(wanted))
    if behind is not None:
        statement = statement.where(process_instance.c.id < behind.id)
    rows = tx.all(statement.order_by(process_instance.c.id.desc()).limit(limit + 1))
    return [_instance(dict(row._mapping)) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def counts(tx: Transaction, offices: Sequence[str]) -> list[tuple[str, int, int, int]]:
    """Return (key, version, cases, how many go on) of every version that ran in these offices."""
    at = process_instance.c
    going = func.count().filter(at.ended_at.is_(None))
    grouped = (
        select(at.definition_key, at.definition_version, func.count(), going)
        .where(at.office_id.in_(list(offices)))
        .group_by(at.definition_key, at.definition_version)
        .order_by(at.definition_key, at.definition_version.desc())
    )
    return [tuple(row) for row in tx.all(grouped)]


def records(tx: Transaction, offices: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Return (cases, ledger entries, those not yet under a signed head) of each office."""
    case, entry = process_instance.c, ledger_entry.c
    cases = select(case.office_id, func.count()).group_by(case.office_id)
    unsigned = func.count().filter(entry_is_unsealed)
    entries = select(entry.office_id, func.count(), unsigned).group_by(entry.office_id)
    rows: list[Any] = [*tx.all(cases.where(case.office_id.in_(list(offices))))]
    begun = {row[0]: row[1] for row in rows}
    found: list[Any] = [*tx.all(entries.where(entry.office_id.in_(list(offices))))]
    told = {row[0]: (row[1], row[2]) for row in found}
    return {each: (begun.get(each, 0), *told.get(each, (0, 0))) for each in offices}


def _instance(values: dict[str, Any]) -> InstanceRow:
    return InstanceRow(**{**values, "status": InstanceStatus(values["status"])})


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    at = process_instance.c
    found: list[ColumnElement[bool]] = [at.office_id.in_(list(wanted.offices))]
    exact: dict[Any, Any] = {
        at.definition_key: wanted.definition_key,
        at.definition_version: wanted.definition_version,
        at.status: wanted.status,
    }
    found += [column == value for column, value in exact.items() if value is not None]
    if wanted.since is not None:
        found.append(at.started_at >= wanted.since)
    if wanted.until is not None:
        found.append(at.started_at < wanted.until)
    if wanted.q:
        found.append(_named(wanted.q))
    return found


def _named(q: str) -> ColumnElement[bool]:
    like = f"%{plain(q)}%"
    columns = (process_instance.c.business_key, *(name.element for name in NAMES))
    return or_(*(column.ilike(like, escape="\\") for column in columns))
