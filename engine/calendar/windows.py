"""Periods of the year in which papers are asked for. Outside one we accept, flag and explain.

No law sets such a window (กฎกระทรวง ๒๕๔๗ has none): a window never refuses anybody.
"""

import calendar as months
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias

from engine.calendar.days import Calendar, local_date
from engine.errors import DeadlineInvalid
from engine.thai import MONTHS_ENGLISH, MONTHS_THAI, english_long, thai_long, to_thai_digits

MonthDays: TypeAlias = tuple[str, str]
"""The first and last day of a window each year, as ("04-01", "05-31"); it may pass New Year."""

_MONTH_DAY: Final = re.compile(r"(\d{2})-(\d{2})")
_A_LEAP_YEAR: Final = 2000
_LEAP_DAY: Final = "02-29"
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One year's window: `closes` is its last day, `closed_by` that day rolled over days off."""

    opens: date
    closes: date
    closed_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowState:
    """Whether a window is open, which one (the open one, else the next), and a sentence about it.

    `window` is None when the office sets no windows: then it is always open.
    """

    is_open: bool
    window: Window | None
    text_th: str
    text_en: str


def read_window(value: object) -> MonthDays:
    """Read a window as a diagram or an office's setting gives it: `04-01/05-31`, or the two days.

    Raises:
        DeadlineInvalid: it is neither.
    """
    parts = value.split("/") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or [type(each) for each in parts] != [str, str]:
        raise DeadlineInvalid(
            why=f"expected a window as MM-DD/MM-DD, but got {value}",
            why_th=f"ต้องเป็นช่วงแบบ MM-DD/MM-DD แต่ได้รับ {value}",
        )
    opens, closes = parts
    check_window((opens.strip(), closes.strip()))
    return opens.strip(), closes.strip()


def is_written_window(text: str) -> bool:
    """Whether a text is meant as days themselves, right or wrong, and not as an expression."""
    return text[:1].isdigit()


def window_on(day: date, pair: MonthDays, calendar: Calendar | None = None) -> Window:
    """Return the window `day` lies in, else the next one.

    With a calendar its last day rolls to the next working day, as a citizen's does (APA s.64).

    Raises:
        DeadlineInvalid: `pair` is not two MM-DD days.
    """
    candidates = (_in_year(day.year + ahead, pair, calendar) for ahead in (-1, 0, 1, 2))
    return next(window for window in candidates if window.closed_by >= day)


def in_window(
    moment: datetime, windows: Sequence[MonthDays], calendar: Calendar | None = None
) -> bool:
    """Whether `moment` lies in one of the windows, by its day in Bangkok; yes if there are none.

    Give the office's calendar for a citizen's filing: a window that ends on a day off stays open
    to the end of the next working day (APA s.64; vectors CD-01, CD-02).

    Raises:
        DeadlineInvalid: a naive moment, or a window that is not two MM-DD days.
    """
    return describe_windows(moment, windows, calendar).is_open


def describe_windows(
    moment: datetime, windows: Sequence[MonthDays], calendar: Calendar | None = None
) -> WindowState:
    """Say which window is open at `moment`, or when the next one opens, in a sentence for people.

    Raises:
        DeadlineInvalid: a naive moment, or a window that is not two MM-DD days.
    """
    day = local_date(moment)
    if not windows:
        return WindowState(
            is_open=True,
            window=None,
            text_th="สำนักงานรับเรื่องได้ตลอดปี",
            text_en="The office accepts filings all year.",
        )
    nearest = min((window_on(day, pair, calendar) for pair in windows), key=lambda w: w.opens)
    return _open(nearest) if nearest.opens <= day else _not_yet(nearest)


def month_day_texts(pair: MonthDays) -> tuple[str, str]:
    """Write a window without a year, in Thai and English."""
    first_th, first_en = _day_texts(pair[0])
    last_th, last_en = _day_texts(pair[1])
    return f"{first_th} ถึง {last_th}", f"{first_en} to {last_en}"


def _day_texts(text: str) -> tuple[str, str]:
    month, day = _month_day(text)
    if text == _LEAP_DAY:
        return "สิ้นเดือนกุมภาพันธ์", "the end of February"
    th = to_thai_digits(f"{day} {MONTHS_THAI[month - 1]}")
    return th, f"{day} {MONTHS_ENGLISH[month - 1]}"


def check_window(pair: MonthDays) -> None:
    """Refuse what is not two days of the year.

    Raises:
        DeadlineInvalid: it is not.
    """
    _month_day(pair[0])
    _month_day(pair[1])


def _open(window: Window) -> WindowState:
    return WindowState(
        is_open=True,
        window=window,
        text_th=f"อยู่ในช่วงรับเรื่อง {thai_long(window.opens)} ถึง {thai_long(window.closed_by)}",
        text_en=f"Within the filing window, {english_long(window.opens)} to "
        f"{english_long(window.closed_by)}.",
    )


def _not_yet(window: Window) -> WindowState:
    th = f"{thai_long(window.opens)} ถึง {thai_long(window.closed_by)}"
    en = f"{english_long(window.opens)} to {english_long(window.closed_by)}"
    return WindowState(
        is_open=False,
        window=window,
        text_th=f"ยื่นนอกช่วงรับเรื่อง สำนักงานรับไว้และบันทึกข้อสังเกต ช่วงถัดไปคือ {th}",
        text_en=f"Filed outside a window: accepted and flagged. The next window is {en}.",
    )


def _in_year(year: int, pair: MonthDays, calendar: Calendar | None) -> Window:
    opens, closes = day_in(year, pair[0]), day_in(year, pair[1])
    if closes < opens:
        closes = day_in(year + 1, pair[1])
    rolled = closes if calendar is None else calendar.next_working_day_on_or_after(closes)
    return Window(opens=opens, closes=closes, closed_by=rolled)


def day_in(year: int, text: str) -> date:
    """Return the day of a year that is written MM-DD; 02-29 is the 28th in a common year.

    Raises:
        DeadlineInvalid: `text` is no such day.
    """
    month, day = _month_day(text)
    return date(year, month, min(day, months.monthrange(year, month)[1]))


def _month_day(text: str) -> tuple[int, int]:
    found = _MONTH_DAY.fullmatch(text)
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    if 1 <= month <= _MONTHS and 1 <= day <= months.monthrange(_A_LEAP_YEAR, month)[1]:
        return month, day
    raise DeadlineInvalid(
        why=f"expected a day of the year as MM-DD, but got {text}",
        why_th=f"ต้องเป็นวันเดือนแบบ MM-DD แต่ได้รับ {text}",
    )
