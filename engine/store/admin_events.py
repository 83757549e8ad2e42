"""What admins changed of their offices, as rows: written beside the change, never altered."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select

from engine.paging import Behind
from engine.rows import AdminEventRow
from engine.store.tables import admin_event
from engine.store.transaction import Transaction, columns_for
from engine.store.types import new_id

_EVENT = columns_for(AdminEventRow, admin_event.c)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: of what `kind`, of whom or what (`subject`), from what to what, and why."""

    kind: str
    subject: str
    before: Any = None
    after: Any = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which changes to list: those of an office, by subject or by who made them."""

    office: str
    subject: str | None = None
    by: str | None = None
    kinds: tuple[str, ...] = ()


def add(tx: Transaction, office_id: str, by: str, change: Change) -> None:
    """Write that somebody changed something of an office."""
    common = {"office_id": office_id, "id": new_id(), "at": tx.now, "by": by}
    tx.run(insert(admin_event), {**common, **asdict(change)})


def some(
    tx: Transaction, wanted: EventFilter, behind: Behind | None, limit: int
) -> list[AdminEventRow]:
    """Return changes, newest first, one more than `limit` if there are more."""
    at = admin_event.c
    conditions: list[ColumnElement[bool]] = [at.office_id == wanted.office]
    exact = {at.subject: wanted.subject, at.by: wanted.by}
    conditions += [column == value for column, value in exact.items() if value is not None]
    if wanted.kinds:
        conditions.append(at.kind.in_(wanted.kinds))
    if behind is not None:
        conditions.append(at.id < behind.id)
    statement = select(*_EVENT).where(*conditions).order_by(at.id.desc()).limit(limit + 1)
    return [AdminEventRow(**row._mapping) for row in tx.all(statement)]  # noqa: SLF001 - public name


def place(row: AdminEventRow) -> tuple[Any, UUID]:
    """Return where a change stands in the list."""
    return row.at, row.id
