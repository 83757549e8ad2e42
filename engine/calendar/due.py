"""Due dates: the day people see, the instant the timer fires, and the reasons for both."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from engine.calendar import explain_en, explain_th
from engine.calendar.counting import Counted, check, check_length, count, rolls
from engine.calendar.days import Calendar, day_ending_at, end_of_day, local_date, opening_of
from engine.errors import DeadlineInvalid
from engine.model import Deadline, DueDate, Duty, Rule


def due(deadline: Deadline, calendar: Calendar) -> DueDate:
    """Count a deadline with an office's calendar.

    `due_at` is the end of `due_date` in Bangkok, in UTC: the whole day still belongs to whoever is
    bound (APA s.64). For a window that opens it is the opening itself. With `before` or `after` the
    due date is the day of the reminder or the escalation; the explanation names the deadline
    itself. Sources: APA s.64, manual H-CAL rows.

    Raises:
        DeadlineInvalid: the deadline makes no sense (see `counting.check`).
    """
    return _due_date(count(deadline, calendar))


def occurrence(deadline: Deadline, k: int) -> datetime:
    """Return the instant of the k-th notice (k from 1) of an EVERY_DAYS deadline, in UTC.

    Always counted from the start, so that a late notice never makes the next one later
    (Licensing Facilitation Act 2558 s.10: reasons for delay every 7 days).

    Raises:
        DeadlineInvalid: not an EVERY_DAYS deadline, k below 1, or beyond twenty years.
    """
    check(deadline)
    if deadline.rule is not Rule.EVERY_DAYS or k < 1:
        raise DeadlineInvalid(why="only every_days occurs again, from k = 1", why_th="ไม่ใช่รอบซ้ำ")
    check_length(timedelta(days=min(deadline.n * k, timedelta.max.days)))
    return end_of_day(local_date(deadline.start) + timedelta(days=deadline.n * k))


def recount(deadline: Deadline, old: DueDate | datetime, calendar: Calendar) -> DueDate:
    """Count again after the calendar changed; `old` is the due date (or `due_at`) promised before.

    An official's deadline may move either way. A citizen's is never moved earlier: the promised
    day stays, or the next working day if the new calendar closes the office on it.

    Raises:
        DeadlineInvalid: the deadline makes no sense.
    """
    counted = count(deadline, calendar)
    promised = old.due_date if isinstance(old, DueDate) else day_ending_at(old)
    binds = deadline.duty is Duty.CITIZEN and deadline.rule is not Rule.WINDOW_OPENS
    if not binds or counted.fires >= promised:
        return _due_date(counted)
    is_the_day_itself = not deadline.before and not deadline.after and rolls(deadline)
    kept = calendar.next_working_day_on_or_after(promised) if is_the_day_itself else promised
    fresh = _due_date(counted)
    return replace(
        fresh,
        due_date=kept,
        due_at=end_of_day(kept),
        plan_by=calendar.last_working_day_on_or_before(kept),
        explanation_th=f"{fresh.explanation_th} {explain_th.kept(kept)}",
        explanation_en=f"{fresh.explanation_en} {explain_en.kept(kept)}",
    )


def count_beside(deadline: Deadline, due_day: date, calendar: Calendar) -> datetime:
    """Return when a reminder or a follow-up fires, counted from a due day that a person has set.

    The day is taken as it is: it rolls nowhere, whoever is bound.

    Raises:
        DeadlineInvalid: the deadline makes no sense.
    """
    noon = end_of_day(due_day) - timedelta(hours=12)
    from_there = replace(deadline, rule=Rule.DATE, duty=Duty.OFFICIAL, start=noon, n=0, window=None)
    return due(from_there, calendar).due_at


def is_kept(deadline: Deadline, promised: datetime, calendar: Calendar) -> bool:
    """Whether `recount` keeps a promised moment that this calendar would have moved earlier.

    Raises:
        DeadlineInvalid: the deadline makes no sense.
    """
    binds = deadline.duty is Duty.CITIZEN and deadline.rule is not Rule.WINDOW_OPENS
    return binds and count(deadline, calendar).fires < day_ending_at(promised)


def _due_date(counted: Counted) -> DueDate:
    due_at = _moment(counted)
    day = local_date(due_at) if _is_opening(counted) else counted.fires
    return DueDate(
        due_date=day,
        due_at=due_at,
        counted_from=counted.since,
        plan_by=counted.calendar.last_working_day_on_or_before(day),
        skipped=counted.skipped,
        rolled_from=counted.nominal if counted.is_rolled else None,
        calendar_version=counted.calendar.version,
        explanation_th=explain_th.explain(counted),
        explanation_en=explain_en.explain(counted),
    )


def _moment(counted: Counted) -> datetime:
    """The end of the last day; a window opens in the morning, and one that is open at once."""
    if not _is_opening(counted):
        return end_of_day(counted.fires)
    return max(opening_of(counted.fires), counted.deadline.start).astimezone(UTC)


def _is_opening(counted: Counted) -> bool:
    return counted.deadline.rule is Rule.WINDOW_OPENS
