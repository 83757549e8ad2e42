"""Which days an office works, and on which day a thing counts as received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from engine.errors import DeadlineInvalid
from engine.model import SkippedDay
from engine.thai import WEEKDAYS_ENGLISH, WEEKDAYS_THAI

BANGKOK: Final = timezone(timedelta(hours=7), "Asia/Bangkok")
"""Thai time: UTC+7 since 1920, without daylight saving."""

DAY_ENDS: Final = time(0, 0)
"""A day ends at the next day's midnight in Bangkok: the first instant no longer part of it."""

MOST_DAYS: Final = 3660
"""No period an office sets is longer than ten years of days."""

OPENS: Final = time(8, 30)
"""When an office opens in Bangkok: what the calendar begins by itself begins then."""

YEARS: Final = range(1900, 2201)
"""Gregorian years a deadline may start in; 2569 here is a Buddhist year in the wrong place."""

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_LONGEST_CLOSURE: Final = 366


def local_date(moment: datetime) -> date:
    """Return the day in Bangkok on which `moment` (aware) lies.

    Raises:
        DeadlineInvalid: `moment` is naive, or its year is no plausible Gregorian year.
    """
    return _local(moment).date()


def end_of_day(day: date) -> datetime:
    """Return the end of `day` in Bangkok, in UTC: 2026-04-28 ends at 2026-04-28T17:00Z."""
    return datetime.combine(day + _ONE_DAY, DAY_ENDS, BANGKOK).astimezone(UTC)


def opening_of(day: date) -> datetime:
    """Return the moment the office opens on `day`, 08:30 in Bangkok, in UTC; days off included."""
    return datetime.combine(day, OPENS, BANGKOK).astimezone(UTC)


def day_ending_at(due_at: datetime) -> date:
    """Return the day whose end `due_at` is: the inverse of `end_of_day`."""
    return local_date(due_at - timedelta(microseconds=1))


def last_day(due_at: datetime) -> date:
    """Return the day people see for a due moment: the one it ends, or on whose morning it is."""
    return local_date(due_at - timedelta(microseconds=1))


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise DeadlineInvalid(why="the moment has no UTC offset", why_th="เวลาไม่ระบุเขตเวลา")
    if moment.year not in YEARS:
        raise DeadlineInvalid(
            why=f"{moment.year} is not a Gregorian year of our time",
            why_th=f"ปี {moment.year} ไม่ใช่ปี ค.ศ. ที่ใช้ได้",
        )
    return moment.astimezone(BANGKOK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day the office is closed by announcement; `source` says where that is written."""

    day: date
    name_th: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One version of an office's calendar. Monday to Friday are worked, except `holidays`.

    `closes`: the last moment of a working day at which a thing is received that day (16:30).
    `late_counts_next_day`: what comes later, or on a day off, is received on the next working day
    (e-Government Act 2565; an office's setting). `count_day_of_receipt`: the day of receipt is day
    one of a period that binds officials (manual ANM-31); a citizen's period always starts the day
    after (APA s.64).
    """

    office: str
    version: int
    holidays: Mapping[date, Holiday]
    closes: time = time(16, 30)
    late_counts_next_day: bool = True
    count_day_of_receipt: bool = False
    name_th: str = ""
    name_en: str = ""
    """What people call the office; its id where nothing is given."""

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open on `day`."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def why_closed(self, day: date) -> SkippedDay:
        """Say why `day` is no working day: the weekend, the holiday's name, or both."""
        th, en = [], []
        if day.weekday() >= _SATURDAY:
            th.append(f"วัน{WEEKDAYS_THAI[day.weekday()]}")
            en.append(WEEKDAYS_ENGLISH[day.weekday()])
        if (holiday := self.holidays.get(day)) is not None:
            th.append(holiday.name_th)
            en.append(holiday.name_en)
        return SkippedDay(day=day, why_th=" ".join(th), why_en=", ".join(en))

    def closed_days(self, first: date, until: date) -> tuple[SkippedDay, ...]:
        """List the days off from `first` up to but not including `until`, with reasons."""
        days = (first + timedelta(days=ahead) for ahead in range((until - first).days))
        return tuple(self.why_closed(day) for day in days if not self.is_working_day(day))

    def next_working_day_on_or_after(self, day: date) -> date:
        """Return `day` if it is worked, else the first working day after it."""
        return self._nearest(day, _ONE_DAY)

    def last_working_day_on_or_before(self, day: date) -> date:
        """Return `day` if it is worked, else the last working day before it."""
        return self._nearest(day, -_ONE_DAY)

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`; for 0, `day` or the working day it rolls to.

        Raises:
            DeadlineInvalid: `n` is not a whole number from 0 to 3660.
        """
        return self._step(day, n, _ONE_DAY)

    def subtract_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day before `day`; for 0, `day` or the last working day before.

        Raises:
            DeadlineInvalid: `n` is not a whole number from 0 to 3660.
        """
        return self._step(day, n, -_ONE_DAY)

    def day_of_receipt(self, moment: datetime) -> date:
        """Return the day on which a thing that came at `moment` counts as received.

        Raises:
            DeadlineInvalid: `moment` is naive.
        """
        local = _local(moment)
        if not self.late_counts_next_day:
            return local.date()
        is_late = local.time() > self.closes
        return self.next_working_day_on_or_after(local.date() + is_late * _ONE_DAY)

    def _step(self, day: date, n: int, direction: timedelta) -> date:
        check_count("n", n)
        if n == 0:
            return self._nearest(day, direction)
        for _ in range(n):
            day = self._nearest(day + direction, direction)
        return day

    def _nearest(self, day: date, direction: timedelta) -> date:
        for _ in range(_LONGEST_CLOSURE):
            if self.is_working_day(day):
                return day
            day += direction
        raise DeadlineInvalid(
            why=f"the calendar of {self.office} has no working day for a year",
            why_th=f"ปฏิทินของ {self.office} ไม่มีวันทำการตลอดหนึ่งปี",
        )


def check_count(name: str, value: object) -> None:
    """Refuse a number of days that is not a whole number from 0 to 3660.

    Raises:
        DeadlineInvalid: it is not.
    """
    if type(value) is not int or not 0 <= value <= MOST_DAYS:
        raise DeadlineInvalid(
            why=f"{name} must be a whole number from 0 to {MOST_DAYS}, but is {value}",
            why_th=f"{name} ต้องเป็นจำนวนเต็ม 0 ถึง {MOST_DAYS} แต่ได้รับ {value}",
        )
