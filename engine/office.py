"""An office's settings, calendar and schools: read once in a transaction, when asked for."""

from datetime import time
from typing import Any

from engine import declared
from engine.calendar import Calendar, Holiday, local_date
from engine.errors import CalendarUnknown, SettingUnknown
from engine.rows import OfficeRow
from engine.store import Transaction, offices, schools


def office_of(tx: Transaction, office_id: str) -> OfficeRow:
    """Return an office.

    Raises:
        CalendarUnknown: there is no such office.
    """
    if (known := tx.memo.get(("office", office_id))) is None:
        known = offices.find(tx, office_id)
        if known is None:
            raise CalendarUnknown(office=office_id)
        tx.memo["office", office_id] = known
    return known


def setting_of(tx: Transaction, office_id: str, name: str) -> Any:
    """Return an office's setting, or what holds where it set nothing.

    Raises:
        SettingUnknown: there is no such setting.
    """
    chosen, known = office_of(tx, office_id).settings, declared.catalogue(tx)
    if name not in chosen and name not in known:
        raise SettingUnknown(name=name)
    return chosen[name] if name in chosen else known[name].default


def calendar_of(tx: Transaction, office_id: str) -> Calendar:
    """Return an office's calendar at its present version."""
    if (known := tx.memo.get(("calendar", office_id))) is None:
        office = office_of(tx, office_id)
        days = {
            row.day: Holiday(
                day=row.day, name_th=row.name_th, name_en=row.name_en, source=row.source
            )
            for row in offices.holidays(tx, office_id)
        }
        known = Calendar(
            office=office_id,
            version=office.calendar_version,
            name_th=office.name_th,
            name_en=office.name_en,
            holidays=days,
            closes=time.fromisoformat(setting_of(tx, office_id, "closes")),
            late_counts_next_day=setting_of(tx, office_id, "late_counts_next_day"),
            count_day_of_receipt=setting_of(tx, office_id, "count_day_of_receipt"),
        )
        tx.memo["calendar", office_id] = known
    return known


def schools_of(tx: Transaction, office_id: str) -> list[dict[str, Any]]:
    """Return the office's schools that are open today, by code, as expressions see them."""
    if (known := tx.memo.get(("schools", office_id))) is None:
        names = ("code", "name_th", "name_en", "size", "levels", "affiliation", "students")
        rows = schools.active(tx, office_id, local_date(tx.now))
        known = [{name: getattr(row, name) for name in names} for row in rows]
        tx.memo["schools", office_id] = known
    return known
