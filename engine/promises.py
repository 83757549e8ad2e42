"""What a citizen was promised: a deadline that binds one never comes earlier unsaid."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.calendar import day_ending_at
from engine.errors import CitizenDeadlineEarlier
from engine.model import Duty, Rule
from engine.rows import JobRow
from engine.thai import english_long, thai_long


def bind_citizen(deadline: Mapping[str, Any] | None) -> bool:
    """Whether a timer's deadline, as its row tells it, is the end of a citizen's time.

    The day a window opens is none: coming earlier, it gives more time.
    """
    told = deadline or {}
    is_opening = told.get("rule") == Rule.WINDOW_OPENS.value
    return told.get("duty") == Duty.CITIZEN.value and not is_opening


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
