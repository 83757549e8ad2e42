"""What a citizen was promised: a deadline that binds one never comes earlier unsaid."""

from datetime import datetime

from engine.calendar import day_ending_at
from engine.errors import CitizenDeadlineEarlier
from engine.model import Duty
from engine.rows import JobRow
from engine.thai import english_long, thai_long


def are_shortened(timer: JobRow, due_at: datetime, *, confirmed: bool) -> bool:
    """Say whether a new moment leaves a citizen less time than was promised.

    The same holds when a calendar changes: `engine.calendar.recount` never moves it earlier.

    Raises:
        CitizenDeadlineEarlier: it does, and that was not `confirmed`.
    """
    is_citizens = (timer.deadline or {}).get("duty") == Duty.CITIZEN.value
    if not is_citizens or due_at >= timer.due_at:
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
