"""The date of a deadline that is being drawn, on an office's calendar, before a case has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from engine import access
from engine.authoring import settings
from engine.calendar import (
    BANGKOK,
    Calendar,
    due,
    is_written_window,
    local_date,
    next_start,
    read_days,
)
from engine.context import Engine
from engine.errors import DeadlineInvalid, Forbidden
from engine.execution import AskedDeadline, Environment
from engine.expressions import parse
from engine.model import Deadline, DueDate, Person, Rule
from engine.office import calendar_of

_RECEIVED: Final = time(9)
"""When what begins a period comes in, on the day chosen: within the hours of every office."""
_NOON: Final = time(12)
YEARLY: Final = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """By which office's calendar and settings, from which day, in which draft."""

    office: str
    start: date
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a deadline comes to. `n`: the days or the month, where the rule has one.

    `due`: the date with its explanation; None for a day of the year, where `day` alone is told.
    """

    day: date
    n: int | None
    due: DueDate | None


def count(engine: Engine, person: Person, trial: Trial, given: Mapping[str, str]) -> Counted:
    """Count a deadline as the engine will when its period begins on the trial's day.

    `given`: the attributes of the `khanton:deadline`; numbers and windows may be expressions over
    the office's settings and the draft's own. What `from` says is not asked: the day stands for it.

    Raises:
        NotFound, Forbidden: the office is none of the person's, or the person is no analyst.
        DeadlineInvalid, DeadlineAskedWrongly: it makes no sense.
        ExpressionInvalid, ExpressionFailed: a number hangs on what only a case knows.
    """
    access.require_member(person, trial.office)
    if not access.may_deploy(person):
        raise Forbidden
    with engine.reading() as tx:
        calendar = calendar_of(tx, trial.office)
        environment = Environment(
            datetime.combine(trial.start, _RECEIVED, BANGKOK),
            calendar=lambda: calendar,
            setting=settings.reader(tx, trial.office, trial.files),
        )
        if given.get("rule") == YEARLY:
            return _yearly(environment, given.get("on", ""))
        return _counted(environment, calendar, _asked(given))


def _yearly(environment: Environment, on: str) -> Counted:
    days = on if not on or is_written_window(on) else _evaluated(environment, on)
    first = next_start(read_days(days), environment.now)
    return Counted(day=local_date(first), n=None, due=None)


def _asked(given: Mapping[str, str]) -> AskedDeadline:
    try:
        return AskedDeadline.written(given)
    except ValueError:
        raise DeadlineInvalid(why="its rule is not known", why_th="ไม่รู้จักวิธีนับ") from None


def _counted(environment: Environment, calendar: Calendar, asked: AskedDeadline) -> Counted:
    start = environment.now
    if asked.rule is Rule.DATE:
        start = datetime.combine(local_date(start), _NOON, BANGKOK)
    found = asked.counted_from(start, lambda text: _evaluated(environment, text))
    counted = due(found, calendar)
    return Counted(day=counted.due_date, n=_number(found), due=counted)


def _number(found: Deadline) -> int | None:
    return found.n or None


def _evaluated(environment: Environment, text: str) -> Any:
    return parse(text).evaluate({}, environment.functions)
