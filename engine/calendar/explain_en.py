"""Why a due date is what it is, in English: Gregorian era. The same parts as the Thai text."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from engine.calendar.counting import FROM_RECEIPT, Counted
from engine.calendar.days import BANGKOK, OPENS
from engine.calendar.windows import month_day_texts
from engine.model import Deadline, Duty, Rule
from engine.thai import MONTHS_ENGLISH, english_full, english_long

LAW: Final = "Administrative Procedure Act B.E. 2539, section 64"
_MOST_NAMED: Final = 12


def explain(counted: Counted) -> str:
    """Say rule, start, due day, days skipped and why, legal basis and calendar version."""
    parts = [part(counted) for part in (_rule, _start, _last, _skipped, _offset, _basis)]
    return " ".join(f"{part}." for part in parts if part)


def by_hand(day: date) -> str:
    """Say that somebody with the right to do so has set another day."""
    return f"An administrator changed it to {english_full(day)}."


def counted_before(words: str) -> str:
    """Say what the calendar had counted, behind what replaced it."""
    return f"Before that, the calendar had counted: {words}"


def along(day: date, deadline: Deadline, fires: date) -> str:
    """Say that a reminder or a follow-up went along with a due day that was set by hand."""
    return f"{by_hand(day)} {_offset_words(deadline, fires)}."


def kept(day: date) -> str:
    """Say that a citizen keeps the day once promised."""
    return (
        "The calendar changed, but a citizen's deadline is never moved earlier: "
        f"it stays on {english_full(day)}."
    )


def _rule(counted: Counted) -> str:
    if counted.deadline.rule is Rule.WINDOW_OPENS:
        return _RULES[counted.deadline.rule](counted.deadline)
    who = "a citizen" if counted.deadline.duty is Duty.CITIZEN else "officials"
    return f"{_RULES[counted.deadline.rule](counted.deadline)}, binding {who}"


def _start(counted: Counted) -> str:
    if counted.deadline.rule not in FROM_RECEIPT:
        is_date = counted.deadline.rule is Rule.DATE
        return "" if is_date else f"Counted from {english_full(counted.since)}"
    local = counted.deadline.start.astimezone(BANGKOK)
    first = "that day is day one" if counted.counts_receipt else "counted from the day after"
    if local.date() == counted.since:
        return f"Received on {english_full(counted.since)}, {first}"
    at = f"{local.strftime('%H:%M')} on {english_full(local.date())}"
    return (
        f"Arrived at {at}, outside office hours, so received on "
        f"{english_full(counted.since)}, {first}"
    )


def _last(counted: Counted) -> str:
    if counted.deadline.rule is Rule.WINDOW_OPENS:
        return _opening(counted)
    last = english_full(counted.last)
    if counted.is_rolled:
        nominal = english_full(counted.nominal)
        return f"The last day, {nominal}, is a day off, so due on the next working day, {last}"
    if counted.deadline.rule is Rule.EVERY_DAYS or counted.calendar.is_working_day(counted.last):
        return f"Due on {last}"
    why = counted.calendar.why_closed(counted.last).why_en
    plan = english_full(counted.calendar.last_working_day_on_or_before(counted.last))
    return (
        f"Due on {last} although it is a day off ({why}): an official's deadline does not roll. "
        f"Plan to finish by {plan}"
    )


def _opening(counted: Counted) -> str:
    opens = english_full(counted.last)
    if counted.last < counted.since:
        return f"It has been open since {opens}, so at once"
    return f"It opens on {opens} at {OPENS:%H:%M}"


def _skipped(counted: Counted) -> str:
    holidays = counted.calendar.holidays
    named = [f"{english_long(s.day)} {s.why_en}" for s in counted.skipped if s.day in holidays]
    weekends = len(counted.skipped) - len(named)
    parts = [f"{weekends} weekend day(s)"] if weekends else []
    if named:
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        parts.append(f"{len(named)} holiday(s): {', '.join(named[:_MOST_NAMED])}{more}")
    return "Not counted: " + " and ".join(parts) if parts else ""


def _offset(counted: Counted) -> str:
    return _offset_words(counted.deadline, counted.fires)


def _offset_words(deadline: Deadline, fires: date) -> str:
    day = english_full(fires)
    if deadline.before:
        return f"Reminder {deadline.before} working day(s) ahead, on {day}"
    if deadline.after:
        return f"Followed up {deadline.after} day(s) past it, on {day}"
    return ""


def _basis(counted: Counted) -> str:
    calendar = counted.calendar
    basis = f"Legal basis: {counted.deadline.basis}; " if counted.deadline.basis else ""
    whose = calendar.name_en or calendar.office
    return f"{basis}Counted by: {LAW}; calendar of {whose}, version {calendar.version}"


def _window(deadline: Deadline) -> str:
    return f"The window {month_day_texts(deadline.window)[1]}" if deadline.window else ""


_RULES: Final[Mapping[Rule, Callable[[Deadline], str]]] = MappingProxyType(
    {
        Rule.WORKING_DAYS: lambda d: f"{d.n} working day(s)",
        Rule.CALENDAR_DAYS: lambda d: f"{d.n} calendar day(s)",
        Rule.WEEKS: lambda d: f"{d.n} week(s)",
        Rule.EVERY_DAYS: lambda d: f"Every {d.n} day(s) until done",
        Rule.WINDOW: _window,
        Rule.WINDOW_OPENS: lambda d: f"When it opens: {_window(d)[:1].lower()}{_window(d)[1:]}",
        Rule.MONTH_NEXT_YEAR: lambda d: f"Within {MONTHS_ENGLISH[d.n - 1]} of the next year",
        Rule.DATE: lambda _: "A fixed date",
    }
)
