"""Working days and office hours of the demonstration."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from engine.calendar import BANGKOK
from engine.holiday_seed import office_holidays

_SATURDAY: Final = 5
_MORNING: Final = 8
_QUARTERS: Final = 4 * 7
"""Quarters of an hour between half past eight and half past three."""


class Days:
    """The working days of the years around a span."""

    def __init__(self, first: date, last: date) -> None:
        self._closed = set(office_holidays(range(first.year - 1, last.year + 2)))

    def is_open(self, day: date) -> bool:
        """Whether the office works on this day."""
        return day.weekday() < _SATURDAY and day not in self._closed

    def after(self, day: date, number: int) -> date:
        """Return the working day `number` working days later; 0: this day or the next open one."""
        while not self.is_open(day):
            day += timedelta(days=1)
        for _ in range(number):
            day += timedelta(days=1)
            while not self.is_open(day):
                day += timedelta(days=1)
        return day

    def before(self, day: date, number: int) -> date:
        """Return the working day `number` working days earlier."""
        for _ in range(number):
            day -= timedelta(days=1)
            while not self.is_open(day):
                day -= timedelta(days=1)
        return day

    def before_or_on(self, day: date) -> date:
        """Return the day, or the last working day before it."""
        while not self.is_open(day):
            day -= timedelta(days=1)
        return day

    def between(self, first: date, last: date) -> Iterator[date]:
        """Yield every day from first to last, days off too."""
        for number in range((last - first).days + 1):
            yield first + timedelta(days=number)


def in_office_hours(day: date, chance: random.Random) -> datetime:
    """Return a moment of a day at which somebody may be working."""
    minutes = 30 + 15 * chance.randrange(_QUARTERS)
    return datetime.combine(day, time(_MORNING), BANGKOK) + timedelta(minutes=minutes)
