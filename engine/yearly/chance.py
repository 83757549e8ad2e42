"""Chance, the same each time: when cases begin, and how long things take.

Each lot is drawn with a seed of its own, made of what it is drawn for. So a change of the diagram
leaves all other lots as they were, and two runs differ by the change alone.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from engine.calendar import BANGKOK, in_window, next_start
from engine.yearly.assuming import Assumptions, Lasting, Shape
from engine.yearly.hours import Hours
from engine.yearly.modelling import Model

_NINTH: Final = 1.2815515655446004
"""Standard deviations from the median to the value that nine of ten do not exceed (normal law)."""


def lot(*of: object) -> random.Random:
    """Return a source of chance for what is named."""
    return random.Random("/".join(map(str, of)))  # noqa: S311 - a simulation, no secrets


def drawn(lasting: Lasting, chance: random.Random) -> float:
    """Return a duration by lot, in the unit of the assumption."""
    if lasting.shape is Shape.FIXED:
        return lasting.usual
    if lasting.shape is Shape.TRIANGULAR:
        return chance.triangular(lasting.least, lasting.most, lasting.usual)
    if lasting.usual <= 0:
        return 0.0
    deviation = math.log(max(lasting.most / lasting.usual, 1.0)) / _NINTH
    return float(lasting.usual * math.exp(deviation * chance.gauss(0.0, 1.0)))


def arrivals(assumed: Assumptions, model: Model, hours: Hours) -> list[datetime]:
    """Return when cases begin, in order: in office hours by month or window, or on their day."""
    if model.days:
        return sorted(_by_calendar(assumed, model.days))
    days = [day for day in hours.days if assumed.first <= day <= assumed.last]
    if assumed.in_windows:
        days = [day for day in days if in_window(_noon(day), model.windows, model.calendar)] or days
    found: list[datetime] = []
    for number, day in enumerate(_spread(assumed, days)):
        minutes = lot(assumed.seed, "arrival", number).uniform(0, hours.length - 1)
        found.append(hours.next_open(_noon(day).replace(hour=0)) + timedelta(minutes=minutes))
    return sorted(found)


def _by_calendar(assumed: Assumptions, days: tuple[str, ...]) -> Iterable[datetime]:
    """Yield the mornings on which the calendar begins a case, as many cases as are assumed."""
    moment, number = _noon(assumed.first - timedelta(days=1)), 0
    while number < assumed.cases * assumed.years:
        moment = next_start(days, moment).astimezone(BANGKOK)
        if moment.date() > assumed.last:
            return
        number += 1
        yield moment


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), BANGKOK)


def _spread(assumed: Assumptions, days: list[date]) -> list[date]:
    """Return a day for each case: every month gets its share, and each of its days the same."""
    many = Counter((day.year, day.month) for day in days)
    shares = [assumed.weights[day.month - 1] / many[day.year, day.month] for day in days]
    chosen = lot(assumed.seed, "days")
    number = assumed.cases * assumed.years
    return sorted(chosen.choices(days, shares if any(shares) else None, k=number))
