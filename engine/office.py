"""An office's settings and calendar, read once in a transaction and only when asked for."""

from datetime import time
from typing import Any

from engine.calendar import Calendar, Holiday
from engine.errors import CalendarUnknown, SettingUnknown
from engine.rows import OfficeRow
from engine.store import Transaction, offices

DEFAULTS: dict[str, Any] = {
    # manual row H-CAL-1-4: the academic committee decides on a plan within 15 working days
    "plan_review_days": 15,
    # manual row H-CAL-1-5: the family revises within 7 working days
    "plan_revision_days": 7,
    # LFA 2558 s.8: the notice says by when; the office sets it
    "missing_documents_days": 15,
    # MR 2547 cl.3: the family is told within 30 days of receipt
    "notify_result_days": 30,
    "notify_result_reminder_days": 20,
    # LFA 2558 s.10: reasons for a delay every 7 days
    "delay_notice_days": 7,
    # office hours end; what comes later counts as the next working day (a setting, law.md 4)
    "closes": "16:30",
    "late_counts_next_day": True,
    # ANM-31: "from receipt" is read without the day itself (APA s.64)
    "count_day_of_receipt": False,
    # manual rows H-CAL-1-W1, H-CAL-1-W2
    "filing_windows": [["04-01", "05-31"], ["08-01", "09-30"]],
}
"""What holds for an office that has not set it otherwise. Not in diagrams: offices differ."""


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
    chosen = office_of(tx, office_id).settings
    if name not in chosen and name not in DEFAULTS:
        raise SettingUnknown(name=name)
    return chosen.get(name, DEFAULTS.get(name))


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
