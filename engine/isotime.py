"""ISO 8601 moments, durations and cycles, read strictly.

Python's own reader accepts naive moments, whose meaning would hang on the server's zone
(reliability.md, fault 10), and no durations at all.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.errors import TimeInvalid

_DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_LAST_YEAR = 2400
_CYCLE_PARTS = (2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A repeating moment: `times` is -1 for without end."""

    first: datetime
    every: timedelta
    times: int


def moment(text: str) -> datetime:
    """Read an ISO 8601 moment with its offset.

    Raises:
        TimeInvalid: no offset, not a moment, or a year of the Buddhist era written as Gregorian.
    """
    try:
        at = datetime.fromisoformat(text.strip().strip("\"'"))
    except ValueError as problem:
        raise _invalid(text, "not an ISO 8601 moment", "ไม่ใช่เวลาแบบ ISO 8601") from problem
    if at.tzinfo is None:
        raise _invalid(text, "the offset is missing, as in +07:00", "ไม่ได้ระบุเขตเวลา เช่น +07:00")
    if at.year >= _LAST_YEAR:
        raise _invalid(text, "the year looks like B.E.; write it as C.E.", "ปีเป็น พ.ศ. โปรดใช้ ค.ศ.")
    return at


def after(text: str, start: datetime) -> datetime:
    """Return the moment an ISO 8601 duration after `start`; months are calendar months.

    Raises:
        TimeInvalid: not a duration.
    """
    found = _DURATION.fullmatch(text.strip().strip("\"'"))
    if found is None or not any(found.groups()):
        raise _invalid(
            text, "not an ISO 8601 duration such as P7D", "ไม่ใช่ระยะเวลาแบบ ISO 8601 เช่น P7D"
        )
    part = {name: float(value or 0) for name, value in found.groupdict().items()}
    try:
        moved = _add_months(start, int(part["years"] * 12 + part["months"]))
        return moved + timedelta(
            weeks=part["weeks"],
            days=part["days"],
            hours=part["hours"],
            minutes=part["minutes"],
            seconds=part["seconds"],
        )
    except (OverflowError, ValueError) as problem:
        raise _invalid(text, "it ends beyond the calendar", "เกินช่วงปฏิทิน") from problem


def cycle(text: str, now: datetime) -> Cycle:
    """Read `R3/PT1H`, `R/P7D` or `R/2026-04-01T08:30:00+07:00/P1D`.

    Without a start it begins one period on.

    Raises:
        TimeInvalid: not a cycle.
    """
    parts = text.strip().strip("\"'").split("/")
    if len(parts) not in _CYCLE_PARTS or not re.fullmatch(r"R\d*", parts[0]):
        raise _invalid(text, "not a cycle such as R3/PT1H", "ไม่ใช่รอบเวลา เช่น R3/PT1H")
    start = moment(parts[1]) if len(parts) == max(_CYCLE_PARTS) else now
    every = after(parts[-1], start) - start
    if every < timedelta(seconds=1):
        raise _invalid(text, "a period is at least one second", "รอบต้องไม่สั้นกว่า 1 วินาที")
    first = start if len(parts) == max(_CYCLE_PARTS) else start + every
    return Cycle(first=first, every=every, times=int(parts[0][1:] or -1))


def _add_months(start: datetime, months: int) -> datetime:
    if months == 0:
        return start
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


def _invalid(text: str, why: str, why_th: str) -> TimeInvalid:
    return TimeInvalid(text=text, why=why, why_th=why_th)
