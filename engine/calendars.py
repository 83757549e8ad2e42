"""Offices' calendars: read, changed, and what a change does to the deadlines that run.

A change writes a new version; the days of the old one stay. Then every deadline that waits is
counted again, each instance in a transaction of its own, told in its history as
`deadline_recounted`. A citizen's deadline never comes earlier (design section 5; APA s.64).
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine import access, context
from engine.calendar import Calendar, Holiday, deadline_from_json
from engine.calendar import due as count_due
from engine.calendar import recount as count_again
from engine.context import Engine
from engine.errors import CalendarDaysInvalid, CalendarUnknown, EngineError, ReasonRequired
from engine.execution import Execution
from engine.holiday_seed import office_holidays
from engine.model import Deadline, DueDate, InstanceStatus, Person, Rule
from engine.office import calendar_of, office_of, setting_of
from engine.recording import Told
from engine.store import Transaction, cases, deadlines, offices

SETTINGS = ("closes", "late_counts_next_day", "count_day_of_receipt", "filing_windows")
"""The office's settings that a due date or a filing window hangs on."""

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
class OfficeCalendar:
    """A version of an office's calendar: its days off, and the settings that touch due dates."""

    office: str
    version: int
    days: tuple[Holiday, ...]
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysAsked:
    """Days that an admin wants the calendar to hold, and why."""

    days: tuple[CalendarDay, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDeadline:
    """A deadline that is due another day now; `before` and `after` are moments, in UTC."""

    instance: UUID
    business_key: str
    timer: UUID
    element: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """An instance whose deadlines could not be counted again; the same change may be sent again."""

    instance: UUID
    why_th: str
    why_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged:
    """What a change did, or with a dry run would do."""

    version: int
    moved: tuple[MovedDeadline, ...]
    stuck: tuple[Stuck, ...] = ()


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


def change(
    engine: Engine, person: Person, office: str, asked: DaysAsked, *, dry_run: bool = False
) -> CalendarChanged:
    """Change days of an office's calendar and count its running deadlines again.

    Safe to repeat: days that are so already make no new version, and deadlines that a crash left
    behind are counted then. A dry run writes nothing and says what would move.

    Raises:
        NotFound, Forbidden: the person is no admin there.
        ReasonRequired: no reason was given.
        CalendarDaysInvalid: none, too many, twice the same, or a day without name or source.
    """
    access.require_admin(person, office)
    _require_sound(asked)
    if dry_run:
        with engine.reading() as tx:
            calendar = _with_days(calendar_of(tx, office), asked.days)
            moved = _moves(tx, calendar)
        return CalendarChanged(version=calendar.version, moved=tuple(moved))
    with engine.begin() as tx:
        _write(tx, person, office, asked.days)
        calendar = calendar_of(tx, office)
        planned = _moves(tx, calendar)
    done, stuck = _recount_all(engine, person, office, (asked.reason, planned))
    return CalendarChanged(version=calendar.version, moved=tuple(done), stuck=tuple(stuck))


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


def _require_sound(asked: DaysAsked) -> None:
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


def _with_days(calendar: Calendar, days: Sequence[CalendarDay]) -> Calendar:
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


def _write(tx: Transaction, person: Person, office: str, days: Sequence[CalendarDay]) -> None:
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


def _moves(
    tx: Transaction, calendar: Calendar, instance: UUID | None = None
) -> list[MovedDeadline]:
    """Say which waiting deadlines this calendar moves; notices every few days do not hang on it."""
    rows = deadlines.running(tx, calendar.office, instance)
    counted = [(row, deadline_from_json(row.deadline)) for row in rows]
    moves = [
        MovedDeadline(
            instance=row.instance_id,
            business_key=row.business_key,
            timer=row.id,
            element=row.element_id,
            before=row.due_at,
            after=count_again(deadline, row.due_at, calendar).due_at,
        )
        for row, deadline in counted
        if deadline.rule is not Rule.EVERY_DAYS
    ]
    return [each for each in moves if each.after != each.before]


def _recount_all(
    engine: Engine, person: Person, office: str, planned: tuple[str, list[MovedDeadline]]
) -> tuple[list[MovedDeadline], list[Stuck]]:
    reason, moves = planned
    done: list[MovedDeadline] = []
    stuck: list[Stuck] = []
    for instance in dict.fromkeys(each.instance for each in moves):
        try:
            done += _recount_one(engine, person, (office, instance), reason)
        except EngineError as refused:
            why = {"why_th": refused.text("th"), "why_en": refused.text("en")}
            stuck.append(Stuck(instance=instance, **why))
    return done, stuck


def _recount_one(
    engine: Engine, person: Person, place: tuple[str, UUID], reason: str
) -> list[MovedDeadline]:
    """Count one instance's deadlines again, as they are once it is locked."""
    office, identity = place
    with engine.begin() as tx:
        instance = cases.lock(tx, [office], identity)
        if instance is None or instance.status is not InstanceStatus.ACTIVE:
            return []
        calendar = calendar_of(tx, office)
        moves = _moves(tx, calendar, identity)
        if moves:
            told = _told(person, calendar.version, reason, moves)
            snapshot, _ = context.move(engine, tx, instance, told, lambda e: _recount(e, moves))
            deadlines.move_due(tx, instance, snapshot.tasks)
    return moves


def _recount(execution: Execution, moves: list[MovedDeadline]) -> None:
    for each in moves:
        execution.recount(each.timer)


def _told(person: Person, version: int, reason: str, moves: list[MovedDeadline]) -> Told:
    timers = [
        {
            "timer": each.timer.hex,
            "element": each.element,
            "before": each.before.isoformat(),
            "after": each.after.isoformat(),
        }
        for each in moves
    ]
    data = {"calendar_version": version, "reason": reason, "deadlines": timers}
    return Told(type="deadline_recounted", by=person, data=data)
