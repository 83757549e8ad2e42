"""Days that an office's calendar holds: checked, written by version, and first of all seeded."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from engine.calendar import Calendar, Holiday
from engine.errors import CalendarDaysInvalid, CalendarUnknown, ReasonRequired
from engine.holiday_seed import office_holidays
from engine.model import Person
from engine.office import office_of
from engine.store import Transaction, deadlines, offices

_MOST_DAYS = 1000
_YEARS = range(1900, 2201)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """What an announcement says of a day: closed, or (`is_holiday` False) open after all.

    `source`: where that is written, such as the cabinet resolution.
    """

    day: date
    is_holiday: bool
    name_th: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysAsked:
    """Days that an admin wants the calendar to hold, and why."""

    days: tuple[CalendarDay, ...]
    reason: str


def seed(tx: Transaction, office: str, years: Iterable[int]) -> int:
    """Write the holidays of Gregorian years of which the calendar says nothing; return how many.

    What staff have entered stays. They are to be checked against what is announced, and say so.
    """
    known = {row.day for row in deadlines.days_known(tx, office)}
    fresh = [
        _row(
            tx,
            "system",
            CalendarDay(**{**asdict(holiday), "source": _seeded(holiday)}, is_holiday=True),
        )
        for day, holiday in office_holidays(years).items()
        if day not in known
    ]
    if fresh:
        first = office_of(tx, office).calendar_version
        version = _next_version(tx, office) if known else first
        offices.write_days(tx, office, version, fresh)
        _forget(tx, office)
    return len(fresh)


def _seeded(holiday: Holiday) -> str:
    return f"{holiday.source}; ต้องตรวจสอบ"


def require_sound(asked: DaysAsked) -> None:
    """Refuse days that a calendar cannot hold, and a change without a reason.

    Raises:
        ReasonRequired: no reason was given.
        CalendarDaysInvalid: none, too many, twice the same, or a day without name or source.
    """
    if not asked.reason.strip():
        raise ReasonRequired
    days = [each.day for each in asked.days]
    if not 0 < len(days) <= _MOST_DAYS:
        raise CalendarDaysInvalid(
            why=f"expected 1 to {_MOST_DAYS} days", why_th=f"ต้องมี 1 ถึง {_MOST_DAYS} วัน"
        )
    if len(set(days)) != len(days):
        raise CalendarDaysInvalid(why="a day is given twice", why_th="มีวันซ้ำกัน")
    for each in asked.days:
        _require_sound_day(each)


def _require_sound_day(each: CalendarDay) -> None:
    if each.day.year not in _YEARS:
        raise CalendarDaysInvalid(
            why=f"{each.day} is not a Gregorian year of our time",
            why_th=f"{each.day} ไม่ใช่ปี ค.ศ. ที่ใช้ได้",
        )
    if not (each.name_th.strip() and each.source.strip()):
        raise CalendarDaysInvalid(
            why=f"{each.day} needs a Thai name and a source",
            why_th=f"{each.day} ต้องมีชื่อวันและแหล่งที่มา",
        )


def with_days(calendar: Calendar, days: Sequence[CalendarDay]) -> Calendar:
    """Return the calendar as it would be."""
    holidays = dict(calendar.holidays)
    for each in days:
        holidays.pop(each.day, None)
        if each.is_holiday:
            holidays[each.day] = Holiday(
                day=each.day, name_th=each.name_th, name_en=each.name_en, source=each.source
            )
    if holidays == calendar.holidays:
        return calendar
    return replace(calendar, version=calendar.version + 1, holidays=holidays)


def write_days(tx: Transaction, person: Person, office: str, days: Sequence[CalendarDay]) -> None:
    """Write those of the days that are news, as a new version of the calendar.

    Raises:
        CalendarUnknown: there is no such office.
    """
    office_of(tx, office)
    now = {row.day: row for row in deadlines.days_known(tx, office)}
    fresh = [each for each in days if _is_news(now.get(each.day), each)]
    if fresh:
        version = _next_version(tx, office)
        offices.write_days(tx, office, version, [_row(tx, person.id, each) for each in fresh])
        _forget(tx, office)


def _is_news(known: Any, day: CalendarDay) -> bool:
    return known is None or any(
        getattr(known, name) != value for name, value in asdict(day).items()
    )


def _row(tx: Transaction, by: str, day: CalendarDay) -> dict[str, Any]:
    return {**asdict(day), "entered_by": by, "entered_at": tx.now}


def _next_version(tx: Transaction, office: str) -> int:
    version = deadlines.next_calendar_version(tx, office)
    if version is None:
        raise CalendarUnknown(office=office)
    return version


def _forget(tx: Transaction, office: str) -> None:
    """The transaction has read the old calendar; it is to read the new one."""
    for kind in ("office", "calendar"):
        tx.memo.pop((kind, office), None)
