"""An office's calendar as it is now, and due dates counted with it."""

from dataclasses import dataclass
from typing import Any

from engine import access
from engine.calendar import Holiday
from engine.calendar import due as count_due
from engine.context import Engine
from engine.model import Deadline, DueDate, Person
from engine.office import calendar_of, setting_of

SETTINGS = ("closes", "late_counts_next_day", "count_day_of_receipt", "filing_windows")
"""The office's settings that a due date or a filing window hangs on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCalendar:
    """A version of an office's calendar: its days off, and the settings that touch due dates."""

    office: str
    version: int
    days: tuple[Holiday, ...]
    settings: dict[str, Any]


def get(engine: Engine, person: Person, office: str) -> OfficeCalendar:
    """Return an office's calendar as it is now.

    Raises:
        NotFound: no such office, or not one of the person's.
    """
    access.require_member(person, office)
    with engine.reading() as tx:
        calendar = calendar_of(tx, office)
        return OfficeCalendar(
            office=office,
            version=calendar.version,
            days=tuple(calendar.holidays[day] for day in sorted(calendar.holidays)),
            settings={name: setting_of(tx, office, name) for name in SETTINGS},
        )


def due(engine: Engine, person: Person, office: str, asked: Deadline) -> DueDate:
    """Count a deadline with the office's calendar, with its explanation.

    Raises:
        NotFound: no such office, or not one of the person's.
        DeadlineInvalid: the deadline makes no sense.
    """
    access.require_member(person, office)
    with engine.reading() as tx:
        return count_due(asked, calendar_of(tx, office))
