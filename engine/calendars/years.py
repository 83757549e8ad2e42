"""A year of an office's calendar: looked at, filled from the package, and confirmed.

What the package knows is a forecast until the office has held it against what was announced. To
confirm a year is to write, beside each of its days, the announcement they were checked with.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from engine import access
from engine.calendar import Calendar, local_date
from engine.calendars.changing import CalendarChanged, change
from engine.calendars.days import (
    CalendarDay,
    DaysAsked,
    is_to_be_checked,
    unknown_days,
)
from engine.context import Engine
from engine.errors import CalendarDaysInvalid
from engine.model import Person
from engine.office import calendar_of
from engine.store import deadlines

FIRST_YEAR: Final = 2020
YEARS_AHEAD: Final = 10
"""Years that a page may show and fill: from `FIRST_YEAR` to so many beyond the present one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDay:
    """What the calendar says of a day, and who entered it; `is_confirmed`: not a mere forecast."""

    day: date
    is_holiday: bool
    name_th: str
    name_en: str
    source: str
    is_confirmed: bool
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownYear:
    """A Gregorian year of which the calendar knows: its days off, and those not confirmed."""

    year: int
    holidays: int
    unconfirmed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """A Gregorian year of an office's calendar; `working_days`: how many it has."""

    office: str
    version: int
    year: int
    days: tuple[KnownDay, ...]
    unconfirmed: int
    working_days: int
    years: tuple[KnownYear, ...]


def year(engine: Engine, person: Person, office: str, wanted: int | None) -> CalendarYear:
    """Return a year of the office's calendar, the present one with None.

    Raises:
        NotFound: no such office, or not one of the person's.
        CalendarDaysInvalid: a year out of reach.
    """
    access.require_member(person, office)
    with engine.reading() as tx:
        this = local_date(tx.now).year
        chosen = wanted or this
        _require_year(chosen, this)
        calendar = calendar_of(tx, office)
        known = deadlines.days_known(tx, office)
        days = tuple(_known(row) for row in known if row.day.year == chosen)
        return CalendarYear(
            office=office,
            version=calendar.version,
            year=chosen,
            days=days,
            unconfirmed=sum(not each.is_confirmed for each in days),
            working_days=_working_days(calendar, chosen),
            years=_years(known),
        )


def confirm(
    engine: Engine, person: Person, office: str, wanted: int, announcement: str
) -> CalendarChanged:
    """Say that a year was checked: its forecast days get the announcement as their source.

    No deadline moves by it, for the same days stay closed.

    Raises:
        NotFound, Forbidden: the person is no admin there.
        ReasonRequired: no announcement is named.
        CalendarDaysInvalid: no day of the year waits to be confirmed.
    """
    access.require_admin(person, office)
    found = year(engine, person, office, wanted)
    fresh = tuple(_day(each, announcement) for each in found.days if not each.is_confirmed)
    return change(engine, person, office, DaysAsked(days=fresh, reason=announcement))


def fill(engine: Engine, person: Person, office: str, wanted: int, reason: str) -> CalendarChanged:
    """Write a year's holidays as the package knows them, where the calendar says nothing yet.

    Deadlines that run into the year are counted again. They are to be confirmed afterwards.

    Raises:
        NotFound, Forbidden: the person is no admin there.
        ReasonRequired: no reason was given.
        CalendarDaysInvalid: a year out of reach, or one that the calendar knows whole.
    """
    access.require_admin(person, office)
    with engine.reading() as tx:
        _require_year(wanted, local_date(tx.now).year)
        fresh = unknown_days(tx, office, [wanted])
    return change(engine, person, office, DaysAsked(days=tuple(fresh), reason=reason))


def _require_year(wanted: int, this: int) -> None:
    if not FIRST_YEAR <= wanted <= this + YEARS_AHEAD:
        raise CalendarDaysInvalid(
            why=f"expected a year from {FIRST_YEAR} to {this + YEARS_AHEAD}",
            why_th=f"ต้องเป็นปี พ.ศ. {FIRST_YEAR + 543} ถึง {this + YEARS_AHEAD + 543}",
        )


def _known(row: Any) -> KnownDay:
    return KnownDay(
        day=row.day,
        is_holiday=row.is_holiday,
        name_th=row.name_th,
        name_en=row.name_en or row.name_th,
        source=row.source,
        is_confirmed=not is_to_be_checked(row.source),
        entered_by=row.entered_by,
        entered_at=row.entered_at,
    )


def _day(known: KnownDay, announcement: str) -> CalendarDay:
    names = ("day", "is_holiday", "name_th", "name_en", "source")
    said = CalendarDay(**{name: getattr(known, name) for name in names})
    return replace(said, source=announcement.strip())


def _working_days(calendar: Calendar, chosen: int) -> int:
    first = date(chosen, 1, 1)
    length = (date(chosen + 1, 1, 1) - first).days
    return sum(calendar.is_working_day(first + timedelta(days=n)) for n in range(length))


def _years(known: Any) -> tuple[KnownYear, ...]:
    off = Counter(row.day.year for row in known if row.is_holiday)
    open_ = Counter(row.day.year for row in known if is_to_be_checked(row.source))
    return tuple(
        KnownYear(year=each, holidays=off[each], unconfirmed=open_[each]) for each in sorted(off)
    )
