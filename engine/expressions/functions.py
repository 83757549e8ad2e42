"""The functions an expression may call by name. Each takes and gives plain values."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from engine.expressions.values import INSIDE, LISTS, NUMBERS, Unfit, kind, written
from engine.thai import thai_long, to_thai_digits

_BANGKOK = timezone(timedelta(hours=7))
_LONGEST_NUMBER = 40
_MOST_DIGITS = 12
_LARGEST = 10**18
_MOST_DAYS = 36_600
_FIRST_BUDDHIST_YEAR = 2400


def days_between(earlier: Any, later: Any) -> int:
    """Return the calendar days between two dates, in Bangkok; ISO texts, dates or moments."""
    return (_day(later) - _day(earlier)).days


def days_after(day: Any, count: Any) -> str:
    """Return the date that many calendar days after another, in Bangkok, as an ISO text."""
    if not isinstance(count, int) or abs(count) > _MOST_DAYS:
        raise Unfit(f"days go up to {_MOST_DAYS}", f"จำนวนวันได้ไม่เกิน {_MOST_DAYS}")
    return (_day(day) + timedelta(days=count)).isoformat()


def month_day(day: Any) -> str:
    """Return the MM-DD of a day in Bangkok, as windows are made of."""
    return _day(day).isoformat()[5:]


def thai_date(day: Any) -> str:
    """Return a day as papers write it, ๑ เมษายน ๒๕๖๙; of a moment, the day it is in Bangkok."""
    return thai_long(_day(day))


def thai_digits(value: Any) -> str:
    """Return a number as papers write it, ๕,๐๐๐ or ๕,๐๐๐.๕๐, or a text with its digits in Thai.

    What is not known is nothing: a paper shows no word of the program's for it.
    """
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return to_thai_digits(f"{int(value):,}")
    return to_thai_digits(f"{value:,.2f}" if isinstance(value, float) else written(value))


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise Unfit(f"“{value[:40]}” is not a date", f"“{value[:40]}” ไม่ใช่วันที่") from None
    if isinstance(value, datetime):
        value = (value.astimezone(_BANGKOK) if value.tzinfo else value).date()
    if not isinstance(value, date):
        raise _unlike(value, "a date", "วันที่")
    if value.year >= _FIRST_BUDDHIST_YEAR:
        raise Unfit(
            f"the year {value.year} looks like B.E.", f"ปี {value.year} เป็น พ.ศ. โปรดใช้ ค.ศ."
        )
    return value


def _unlike(value: Any, en: str, th: str) -> Unfit:
    is_th, is_en = kind(value)
    return Unfit(f"expected {en}, but got {is_en}", f"ต้องเป็น{th} แต่ได้{is_th}")


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, LISTS):
        raise _unlike(value, "a list", "รายการ")
    return value


def _length(value: Any) -> int:
    if not isinstance(value, (str, *INSIDE)):
        raise _unlike(value, "a list or a text", "รายการหรือข้อความ")
    return len(value)


def _chosen(choose: Callable[[Sequence[Any]], Any]) -> Callable[..., Any]:
    """Return `min` or `max`, of a list or of several values: all numbers, texts or dates."""

    def chosen(*values: Any) -> Any:
        items = _list(values[0]) if len(values) == 1 else values
        if not items:
            raise Unfit("the list is empty", "รายการว่างเปล่า")
        for each in items:
            if isinstance(each, INSIDE) or each is None:
                raise _unlike(each, "a number or a text", "ตัวเลขหรือข้อความ")
            if kind(each)[1] != kind(items[0])[1]:
                raise Unfit("numbers and texts are mixed", "มีทั้งตัวเลขและข้อความปนกัน")
        return choose(items)

    return chosen


def _sum(values: Any) -> Any:
    return sum(_number(each) for each in _list(values))


def _number(value: Any) -> Any:
    if not isinstance(value, NUMBERS):
        raise _unlike(value, "a number", "ตัวเลข")
    return value


def _round(value: Any, digits: Any = 0) -> Any:
    """Return a number rounded; a half goes to the even neighbour."""
    if not isinstance(digits, int) or abs(digits) > _MOST_DIGITS:
        raise Unfit(f"digits go from 0 to {_MOST_DIGITS}", f"ทศนิยมได้ 0 ถึง {_MOST_DIGITS} ตำแหน่ง")
    return round(_number(value), digits or None)


def _converted(to: type[int] | type[float], en: str, th: str) -> Callable[..., Any]:
    def convert(value: Any = 0) -> Any:
        if not isinstance(value, str | int | float):
            raise _unlike(value, f"{en} or a text", f"{th}หรือข้อความ")
        text = str(value)[:_LONGEST_NUMBER] if isinstance(value, str | float) else ""
        if isinstance(value, str) and len(value) > _LONGEST_NUMBER:
            raise Unfit("the number is too long", "ตัวเลขยาวเกินไป")
        try:
            return to(value)
        except (ValueError, OverflowError):
            raise Unfit(f"“{text}” is not {en}", f"“{text}” ไม่ใช่{th}") from None

    return convert


def _text(value: Any = "") -> str:
    if isinstance(value, INSIDE):
        raise _unlike(value, "a single value", "ค่าเดี่ยว")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise Unfit("the number is too large", "จำนวนมากเกินไป")
    return written(value)


BUILTINS: Mapping[str, Callable[..., Any]] = {
    "len": _length,
    "min": _chosen(min),
    "max": _chosen(max),
    "sum": _sum,
    "any": lambda values: any(_list(values)),
    "all": lambda values: all(_list(values)),
    "round": _round,
    "abs": lambda value: abs(_number(value)),
    "int": _converted(int, "a whole number", "จำนวนเต็ม"),
    "float": _converted(float, "a number", "ตัวเลข"),
    "str": _text,
    "days_between": days_between,
    "days_after": days_after,
    "month_day": month_day,
    "thai_date": thai_date,
    "thai_digits": thai_digits,
}

SURROUNDING = frozenset({"setting", "today", "now", "defined", "open_cases", "schools"})
"""Functions that the running process passes in, and `defined`, which the language knows itself.

`open_cases()`: the cases this one has begun that go on. `schools()`: the office's schools open
today, by code, each `{code, name_th, name_en, size, levels, affiliation, students}`.
"""

ALLOWED_FUNCTIONS = frozenset(BUILTINS) | SURROUNDING

_ONE = (1, 1)
ARGUMENTS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(ALLOWED_FUNCTIONS, _ONE),
    "min": (1, 100),
    "max": (1, 100),
    "round": (1, 2),
    "int": (0, 1),
    "float": (0, 1),
    "str": (0, 1),
    "days_between": (2, 2),
    "days_after": (2, 2),
    "today": (0, 0),
    "now": (0, 0),
    "open_cases": (0, 0),
    "schools": (0, 0),
}
"""How many arguments each function takes: at least, at most."""
