"""Days that a timer should not fall on unnoticed: days off, long closures, the turn of the year."""

from datetime import date, timedelta
from typing import Final

from engine.calendar import Calendar

_DAY: Final = timedelta(days=1)
_LONG: Final = 4
"""So many days off in a row are a long closure, such as Songkran with its weekend."""
_NEAR: Final = 3
"""So many days before and behind a long closure are near it."""
_TURN: Final = ((12, 25), (1, 5))


class Daybook:
    """An office's days, asked for again and again."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._near: dict[date, bool] = {}

    def is_off(self, day: date) -> bool:
        """Whether the office is closed."""
        return not self._calendar.is_working_day(day)

    def is_near_long(self, day: date) -> bool:
        """Whether a long closure is on or near the day."""
        if day not in self._near:
            around = [day + _DAY * n for n in range(-_NEAR, _NEAR + 1)]
            self._near[day] = any(self._run(each) >= _LONG for each in around)
        return self._near[day]

    def is_turn(self, day: date) -> bool:
        """Whether the day lies around the turn of the year."""
        begins, ends = _TURN
        return (day.month, day.day) >= begins or (day.month, day.day) <= ends

    def _run(self, day: date) -> int:
        """Return how many days off in a row a day is part of; 0 on a working day."""
        if not self.is_off(day):
            return 0
        first = last = day
        while self.is_off(first - _DAY) and (day - first).days < _LONG:
            first -= _DAY
        while self.is_off(last + _DAY) and (last - day).days < _LONG:
            last += _DAY
        return (last - first).days + 1
