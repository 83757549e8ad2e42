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
from engine.store import Transaction, admin_events, deadlines, offices
from engine.store.admin_events import Change

_MOST_DAYS = 1000
_YEARS = range(1900, 2201)
_TO_BE_CHECKED = "; ต้องตรวจสอบ"


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
    fresh = unknown_days(tx, office, years)
    if fresh:
        first = office_of(tx, office).calendar_version
        version = _next_version(tx, office) if known else first
        offices.write_days(tx, office, version, [_row(tx, "system", each) for each in fresh])
        _forget(tx, office)
    return len(fresh)


def unknown_days(tx: Transaction, office: str, years: Iterable[int]) -> list[CalendarDay]:
    """Return the package's holidays of these years of which the office's calendar says nothing."""
    known = {row.day for row in deadlines.days_known(tx, office)}
    return [
        CalendarDay(**{**asdict(holiday), "source": _seeded(holiday)}, is_holiday=True)
        for day, holiday in office_holidays(years).items()
        if day not in known
    ]


def _seeded(holiday: Holiday) -> str:
    return f"{holiday.source}{_TO_BE_CHECKED}"


def is_to_be_checked(source: str) -> bool:
    """Whether a day comes from the package, and nobody has confirmed it by an announcement yet."""
    return source.endswith(_TO_BE_CHECKED)


def require_sound(asked: DaysAsked) -> None:
    """Refuse days that a calendar cannot hold, and a change without a reason.

    Raises:
        ReasonRequired: no reason was given.
        CalendarDaysInvalid: none, too many, twice the same, or a day without name or source.
    """
    if not asked.reason.strip():
        raise ReasonRequired
    require_days(asked.days)


def require_days(given: Sequence[CalendarDay]) -> None:
    """Refuse days that a calendar cannot hold.

    Raises:
        CalendarDaysInvalid: none, too many, twice the same, or a day without name or source.
    """
    days = [each.day for each in given]
    if not 0 < len(days) <= _MOST_DAYS:
        raise CalendarDaysInvalid(
            why=f"expected 1 to {_MOST_DAYS} days", why_th=f"ต้องมี 1 ถึง {_MOST_DAYS} วัน"
        )
    if len(set(days)) != len(days):
        raise CalendarDaysInvalid(why="a day is given twice", why_th="มีวันซ้ำกัน")
    for each in given:
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


def write_days(tx: Transaction, person: Person, office: str, asked: DaysAsked) -> None:
    """Write those of the days that are news, as a new version of the calendar, and who says so.

    Raises:
        CalendarUnknown: there is no such office.
    """
    office_of(tx, office)
    known = {row.day: row for row in deadlines.days_known(tx, office)}
    fresh = news_of(tx, office, asked.days)
    if not fresh:
        return
    version = _next_version(tx, office)
    offices.write_days(tx, office, version, [_row(tx, person.id, each) for each in fresh])
    _forget(tx, office)
    done = Change(
        kind="calendar_changed",
        subject=str(version),
        before=[_told(known[each.day]) for each in fresh if each.day in known],
        after=[_told(each) for each in fresh],
        reason=asked.reason,
    )
    admin_events.add(tx, office, person.id, done)


def news_of(tx: Transaction, office: str, days: Sequence[CalendarDay]) -> list[CalendarDay]:
    """Return those of the days of which the calendar says something else now, or nothing."""
    known = {row.day: row for row in deadlines.days_known(tx, office)}
    return [each for each in days if _is_news(known.get(each.day), each)]


def _told(day: Any) -> dict[str, Any]:
    """Return what is said of a day as JSON values."""
    names = ("day", "is_holiday", "name_th", "name_en", "source")
    return {name: getattr(day, name) for name in names}


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
