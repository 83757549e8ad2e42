"""When people do things: working days, windows, and the crowd before a window closes."""

from bisect import bisect
from collections import Counter
from datetime import date, datetime, time, timedelta, timezone
from itertools import accumulate

from engine.holiday_seed import office_holidays

BANGKOK = timezone(timedelta(hours=7))
CROWDED_DAYS = 5
_APRIL = 4
_HOURS = {8: 0.5, 9: 2, 10: 2, 11: 1.5, 12: 0.5, 13: 1.5, 14: 2, 15: 2, 16: 1}
"""How busy each hour is. Schools that work in the evening would flatten it: left out."""


class Days:
    """The working days of some years."""

    def __init__(self, years):
        self._closed = set(office_holidays(years))

    def between(self, first, last):
        """Return the working days from first to last, both included; one at least."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [day for day in days if self.is_open(day)] or [max(first, last)]

    def is_open(self, day):
        return day.weekday() < 5 and day not in self._closed


def weights(days, crowd):
    """Return how busy each day of a window is: its last week `crowd` times as busy."""
    quiet = max(0, len(days) - CROWDED_DAYS)
    return [1.0] * quiet + [crowd] * (len(days) - quiet)


def spread(days, crowd, number):
    """Return how many of `number` things happen on each day of a window."""
    shares = weights(days, crowd)
    return Counter({d: number * w / sum(shares) for d, w in zip(days, shares, strict=True)})


def drawn(chance, days, crowd):
    """Return a moment in the window, as somebody might choose it."""
    day = _chosen(chance, days, weights(days, crowd))
    hour = _chosen(chance, list(_HOURS), list(_HOURS.values()))
    quarter = chance.randrange(4) * 15
    return datetime.combine(day, time(hour, quarter), BANGKOK)


def _chosen(chance, values, how_much):
    steps = list(accumulate(how_much))
    return values[bisect(steps, chance.random() * steps[-1])]


def busiest_hour():
    """Return the share of a day's tasks in its busiest hour."""
    return max(_HOURS.values()) / sum(_HOURS.values())


def day_in(year, month_day):
    """Return a day of the twelve months from April of a Gregorian year; "+MM-DD": a year later."""
    month, day = map(int, month_day.removeprefix("+").split("-"))
    later = month_day.startswith("+") or month < _APRIL
    return date(year + later, month, day)
