"""Days of the year on which a case begins by itself: which they are, and which comes next."""

from datetime import date, datetime
from typing import Final

from engine.calendar.days import local_date, opening_of
from engine.calendar.windows import day_in
from engine.errors import DeadlineInvalid

MOST_DAYS_A_YEAR: Final = 31
"""More starts in a year than one a week or so are a mistake, not a procedure."""
_A_LEAP_YEAR: Final = 2000


def read_days(value: object) -> tuple[str, ...]:
    """Read start days as a diagram or a setting gives them: `06-01`, `06-01 11-01` or a list.

    Returns them as they are written, in the order of the year. 02-29 is kept, and is the 28th in a
    common year.

    Raises:
        DeadlineInvalid: none, too many, or something that is no day of the year.
    """
    parts = value.split() if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(each, str) for each in parts):
        raise _unlike(value)
    days = {day_in(_A_LEAP_YEAR, each): each for each in parts}
    if not 0 < len(days) <= MOST_DAYS_A_YEAR:
        raise _unlike(value)
    return tuple(days[day] for day in sorted(days))


def next_start(days: tuple[str, ...], behind: datetime) -> datetime:
    """Return the first moment after `behind` at which one of the days opens, in UTC.

    It is 08:30 in Bangkok, on a day off too: a start is nobody's duty, so nothing rolls (APA s.64
    is about the last day of a period), and what the case then asks for has due dates of its own.

    Raises:
        DeadlineInvalid: `behind` is naive.
    """
    this = local_date(behind).year
    found = (opening_of(day) for day in _in_years(days, this, this + 1))
    return next(moment for moment in found if moment > behind)


def _in_years(days: tuple[str, ...], *years: int) -> list[date]:
    return sorted({day_in(year, each) for year in years for each in days})


def _unlike(value: object) -> DeadlineInvalid:
    return DeadlineInvalid(
        why=f"expected 1 to {MOST_DAYS_A_YEAR} days of the year as MM-DD, but got {value}",
        why_th=f"ต้องเป็นวันเดือนแบบ MM-DD หนึ่งถึง {MOST_DAYS_A_YEAR} วัน แต่ได้รับ {value}",
    )
