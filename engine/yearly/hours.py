"""Office time: the minutes between 08:30 and closing on working days, counted and added up."""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from typing import Final

from engine.calendar import BANGKOK, OPENS, Calendar

_DAY: Final = timedelta(days=1)


class Hours:
    """The office hours from one day to another, both included; outside them nobody works.

    A position is the number of office minutes since the first day: it stands still at night.
    """

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self.calendar = calendar
        self.length = _minutes(calendar.closes) - _minutes(OPENS)
        """Minutes of a working day."""
        days = [first + _DAY * n for n in range((last - first).days + 1)]
        self.days = [day for day in days if calendar.is_working_day(day)]
        """The working days, in order."""
        self._places = {day: number for number, day in enumerate(self.days)}

    def is_open(self, at: datetime) -> bool:
        """Whether somebody works at this moment; closing time is no more."""
        local = at.astimezone(BANGKOK)
        return local.date() in self._places and OPENS <= local.time() < self.calendar.closes

    def next_open(self, at: datetime) -> datetime:
        """Return the moment itself when the office is open, else when it opens next."""
        if self.is_open(at):
            return at
        local = at.astimezone(BANGKOK)
        place = bisect_left(self.days, local.date())
        if place < len(self.days) and self.days[place] == local.date() and local.time() > OPENS:
            place += 1
        return _opening(self.days[min(place, len(self.days) - 1)])

    def position(self, at: datetime) -> float:
        """Return how many office minutes have passed by this moment."""
        local = at.astimezone(BANGKOK)
        place = self._places.get(local.date())
        if place is None:
            return float(bisect_left(self.days, local.date()) * self.length)
        moment = local.time()
        spent = _minutes(moment) + moment.second / 60 + moment.microsecond / 6e7 - _minutes(OPENS)
        return place * self.length + min(max(spent, 0.0), self.length)

    def after(self, at: datetime, minutes: float) -> datetime:
        """Return when so many office minutes from `at` on are over."""
        place, rest = divmod(self.position(at) + minutes, self.length)
        if rest == 0 and minutes > 0:  # over at closing time, not the next morning
            place, rest = place - 1, float(self.length)
        day = self.days[min(int(place), len(self.days) - 1)]
        return _opening(day) + timedelta(minutes=rest)

    def between(self, since: datetime, until: datetime) -> float:
        """Return the office minutes from one moment to another."""
        return self.position(until) - self.position(since)


def _opening(day: date) -> datetime:
    return datetime.combine(day, OPENS, BANGKOK)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
