"""Offices and the days of their calendars, as rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert, or_, select, update

from engine.rows import OfficeRow
from engine.store.tables import calendar_day, office
from engine.store.transaction import Transaction


def find(tx: Transaction, office_id: str) -> OfficeRow | None:
    """Return an office."""
    row = tx.one(select(office).where(office.c.id == office_id))
    return None if row is None else OfficeRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def all_offices(tx: Transaction) -> list[OfficeRow]:
    """Return every office, by id."""
    rows = tx.all(select(office).order_by(office.c.id))
    return [OfficeRow(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def add(tx: Transaction, row: OfficeRow) -> None:
    """Write a new office."""
    names = ("id", "name_th", "name_en", "province", "settings", "calendar_version")
    tx.run(insert(office), {name: getattr(row, name) for name in names})


def change(tx: Transaction, office_id: str, values: Mapping[str, Any]) -> None:
    """Change columns of an office."""
    tx.run(update(office).where(office.c.id == office_id).values(**values))


def holidays(tx: Transaction, office_id: str) -> list[Any]:
    """Return the days off of the office's present calendar."""
    statement = select(calendar_day).where(
        calendar_day.c.office_id == office_id,
        calendar_day.c.until_version.is_(None),
        calendar_day.c.is_holiday,
    )
    return list(tx.all(statement.order_by(calendar_day.c.day)))


def holidays_at(tx: Transaction, office_id: str, version: int) -> list[Any]:
    """Return the days off of an earlier version of the office's calendar."""
    statement = select(calendar_day).where(
        calendar_day.c.office_id == office_id,
        calendar_day.c.since_version <= version,
        or_(calendar_day.c.until_version.is_(None), calendar_day.c.until_version > version),
        calendar_day.c.is_holiday,
    )
    return list(tx.all(statement.order_by(calendar_day.c.day)))


def write_days(
    tx: Transaction, office_id: str, version: int, days: Iterable[dict[str, Any]]
) -> None:
    """Replace what the calendar says of these days, from this version on; the old rows stay."""
    fresh = list(days)
    if not fresh:
        return
    chosen: list[date] = [each["day"] for each in fresh]
    tx.run(
        update(calendar_day)
        .where(
            calendar_day.c.office_id == office_id,
            calendar_day.c.day.in_(chosen),
            calendar_day.c.until_version.is_(None),
        )
        .values(until_version=version)
    )
    common = {"office_id": office_id, "since_version": version, "until_version": None}
    tx.run(insert(calendar_day), [{**common, **each} for each in fresh])
