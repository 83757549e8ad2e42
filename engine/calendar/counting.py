"""From a deadline to its last day: one small rule for each way of counting.

APA s.64 (พ.ร.บ. วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙): the first day is not counted; a period that
binds an official ends on its last day even if that is a day off; one that binds a citizen ends on
the next working day.
"""

import calendar as months
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from engine.calendar.days import Calendar, check_count, local_date
from engine.calendar.windows import check_window, window_on
from engine.errors import DeadlineInvalid
from engine.model import Deadline, Duty, Rule, SkippedDay

FROM_RECEIPT: Final = frozenset({Rule.WORKING_DAYS, Rule.CALENDAR_DAYS, Rule.WEEKS})
"""Rules that count on from a receipt; the others only look at the start's own day."""

WINDOWS: Final = frozenset({Rule.WINDOW, Rule.WINDOW_OPENS})
"""Rules that look for the window around the start, or the next one."""

LONGEST: Final = timedelta(days=20 * 366)
"""No deadline ends more than twenty years after its start."""

_NO_PERIOD: Final = frozenset({Rule.EVERY_DAYS, Rule.WINDOW_OPENS})
_MONTHS_IN_A_YEAR: Final = 12
_DAYS_IN_A_WEEK: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A deadline counted with a calendar.

    `since`: the day of receipt. `nominal`: the last day as the rule gives it. `last`: the last day
    after rolling. `fires`: the day at whose end the timer fires (`before` and `after` applied).
    """

    deadline: Deadline
    calendar: Calendar
    since: date
    nominal: date
    last: date
    fires: date
    skipped: tuple[SkippedDay, ...]

    @property
    def is_rolled(self) -> bool:
        return self.last != self.nominal

    @property
    def counts_receipt(self) -> bool:
        return counts_receipt(self.deadline, self.calendar)


def count(deadline: Deadline, calendar: Calendar) -> Counted:
    """Count a deadline.

    Raises:
        DeadlineInvalid: it makes no sense, or ends more than twenty years after its start.
    """
    check(deadline)
    since = _since(deadline, calendar)
    nominal = _NOMINAL[deadline.rule](deadline, calendar, since)
    check_length(nominal - since)
    last = calendar.next_working_day_on_or_after(nominal) if rolls(deadline) else nominal
    is_worked = deadline.rule is Rule.WORKING_DAYS
    return Counted(
        deadline=deadline,
        calendar=calendar,
        since=since,
        nominal=nominal,
        last=last,
        fires=_fires(deadline, calendar, since, last),
        skipped=calendar.closed_days(since + timedelta(days=1) if is_worked else nominal, last),
    )


def check(deadline: Deadline) -> None:
    """Refuse a deadline nobody could count.

    Raises:
        DeadlineInvalid: a naive or implausible start, numbers below 0 or above 3660, a window that
            is none, or both `before` and `after`.
    """
    local_date(deadline.start)
    for name in ("n", "before", "after"):
        check_count(name, getattr(deadline, name))
    if deadline.before and deadline.after:
        raise DeadlineInvalid(
            why="`before` and `after` exclude each other", why_th="ระบุทั้ง before และ after ไม่ได้"
        )
    if deadline.rule in WINDOWS:
        check_window(_window(deadline))
    if deadline.rule is Rule.MONTH_NEXT_YEAR and not 1 <= deadline.n <= _MONTHS_IN_A_YEAR:
        raise DeadlineInvalid(why="n must be a month, 1 to 12", why_th="n ต้องเป็นเดือน 1 ถึง 12")
    if deadline.rule is Rule.EVERY_DAYS and deadline.n == 0:
        raise DeadlineInvalid(why="n must be at least 1 day", why_th="n ต้องอย่างน้อย 1 วัน")


def check_length(length: timedelta) -> None:
    """Refuse a period of more than twenty years.

    Raises:
        DeadlineInvalid: it is longer.
    """
    if length > LONGEST:
        raise DeadlineInvalid(
            why="it ends more than 20 years after its start", why_th="สิ้นสุดเกิน 20 ปีหลังวันเริ่ม"
        )


def rolls(deadline: Deadline) -> bool:
    """Whether a last day off rolls to the next working day: a citizen's does (APA s.64).

    Neither a notice that comes again nor a window that opens is the last day of a period.
    """
    return deadline.duty is Duty.CITIZEN and deadline.rule not in _NO_PERIOD


def counts_receipt(deadline: Deadline, calendar: Calendar) -> bool:
    """Whether the day of receipt is day one: by the office's setting, never for a citizen."""
    is_setting = calendar.count_day_of_receipt and deadline.duty is Duty.OFFICIAL
    return is_setting and deadline.rule in FROM_RECEIPT


def _since(deadline: Deadline, calendar: Calendar) -> date:
    if deadline.rule in FROM_RECEIPT:
        return calendar.day_of_receipt(deadline.start)
    return local_date(deadline.start)


def _fires(deadline: Deadline, calendar: Calendar, since: date, last: date) -> date:
    if not deadline.before:
        return last + timedelta(days=deadline.after)
    early = calendar.subtract_working_days(last, deadline.before)
    return early if deadline.rule is Rule.DATE else max(early, since)


def _window(deadline: Deadline) -> tuple[str, str]:
    if deadline.window is None:
        raise DeadlineInvalid(why="a window rule needs a window", why_th="ไม่ได้ระบุช่วงเวลา")
    return deadline.window


def _worked(deadline: Deadline, calendar: Calendar, since: date) -> date:
    first = counts_receipt(deadline, calendar) and calendar.is_working_day(since)
    return calendar.add_working_days(since, max(deadline.n - first, 0))


def _days(deadline: Deadline, calendar: Calendar, since: date) -> date:
    length = deadline.n * (_DAYS_IN_A_WEEK if deadline.rule is Rule.WEEKS else 1)
    return since + timedelta(days=max(length - counts_receipt(deadline, calendar), 0))


def _window_end(deadline: Deadline, calendar: Calendar, since: date) -> date:
    return window_on(since, _window(deadline), calendar if rolls(deadline) else None).closes


def _window_opening(deadline: Deadline, calendar: Calendar, since: date) -> date:
    """A citizen's window stays open over a last day off, so it may still be the one now."""
    is_citizens = deadline.duty is Duty.CITIZEN
    return window_on(since, _window(deadline), calendar if is_citizens else None).opens


def _month_end(deadline: Deadline, _calendar: Calendar, since: date) -> date:
    year = since.year + 1
    return date(year, deadline.n, months.monthrange(year, deadline.n)[1])


def _own_day(_deadline: Deadline, _calendar: Calendar, since: date) -> date:
    return since


_NOMINAL: Final[Mapping[Rule, Callable[[Deadline, Calendar, date], date]]] = MappingProxyType(
    {
        Rule.WORKING_DAYS: _worked,
        Rule.CALENDAR_DAYS: _days,
        Rule.WEEKS: _days,
        Rule.EVERY_DAYS: _days,
        Rule.WINDOW: _window_end,
        Rule.WINDOW_OPENS: _window_opening,
        Rule.MONTH_NEXT_YEAR: _month_end,
        Rule.DATE: _own_day,
    }
)
