"""What a citizen was promised: a deadline that binds one never comes earlier unsaid.

Nor does it end before today does: what is past cannot be used any more.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from engine.calendar import day_ending_at, end_of_day, local_date
from engine.errors import CitizenDeadlineEarlier, CitizenPeriodOver
from engine.model import Duty, Rule
from engine.rows import JobRow
from engine.thai import english_long, thai_long

_NO_END: Final = frozenset({Rule.WINDOW_OPENS.value, Rule.EVERY_DAYS.value})


def bind_citizen(deadline: Mapping[str, Any] | None) -> bool:
    """Whether a timer's deadline, as its row tells it, is the end of a citizen's time.

    The day a window opens is none: coming earlier, it gives more time. Nor is a reminder, a
    follow-up or a notice that comes again: they end nobody's time.
    """
    told = deadline or {}
    ends_nothing = told.get("rule") in _NO_END or bool(told.get("before") or told.get("after"))
    return told.get("duty") == Duty.CITIZEN.value and not ends_nothing


def require_time_left(timer: JobRow, due_at: datetime, now: datetime) -> None:
    """Refuse to end a citizen's time before the end of today (Bangkok); nobody can confirm that.

    Raises:
        CitizenPeriodOver: it would be over already.
    """
    today = local_date(now)
    if bind_citizen(timer.deadline) and due_at < end_of_day(today):
        raise CitizenPeriodOver(today_th=thai_long(today), today_en=english_long(today))


def are_shortened(timer: JobRow, due_at: datetime, *, confirmed: bool) -> bool:
    """Say whether a new moment leaves a citizen less time than was promised.

    The same holds when a calendar changes: `engine.calendar.recount` never moves it earlier.

    Raises:
        CitizenDeadlineEarlier: it does, and that was not `confirmed`.
    """
    if not bind_citizen(timer.deadline) or due_at >= timer.due_at:
        return False
    if confirmed:
        return True
    was, will = day_ending_at(timer.due_at), day_ending_at(due_at)
    raise CitizenDeadlineEarlier(
        before_th=thai_long(was),
        after_th=thai_long(will),
        before_en=english_long(was),
        after_en=english_long(will),
    )
