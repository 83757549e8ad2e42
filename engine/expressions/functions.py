"""The functions an expression may call by name. Each takes and gives plain values."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

_LONGEST_NUMBER = 40


def days_between(earlier: Any, later: Any) -> int:
    """Return the calendar days from one date to another; ISO texts, dates or moments."""
    return (_day(later) - _day(earlier)).days


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return datetime.fromisoformat(value).date()
    message = f"expected a date, but got {value!r}"
    raise TypeError(message)


def _number(kind: type) -> Callable[..., Any]:
    def convert(value: Any = 0) -> Any:
        if isinstance(value, str) and len(value) > _LONGEST_NUMBER:
            message = "the number is too long"
            raise ValueError(message)
        return kind(value)

    return convert


def _text(value: Any = "") -> str:
    if value is not None and not isinstance(value, str | int | float | bool | date):
        message = "only single values can become text"
        raise TypeError(message)
    return str(value)


BUILTINS: Mapping[str, Callable[..., Any]] = {
    "len": len,
    "min": min,
    "max": max,
    "sum": sum,
    "any": any,
    "all": all,
    "round": round,
    "abs": abs,
    "int": _number(int),
    "float": _number(float),
    "str": _text,
    "days_between": days_between,
}

SURROUNDING = frozenset({"setting", "today", "now", "defined"})
"""Functions that the running process passes in, and `defined`, which the language knows itself."""

ALLOWED_FUNCTIONS = frozenset(BUILTINS) | SURROUNDING
