"""How a stored value stands in a control: days of the Buddhist era, grouped digits.

Whatever is written here, the form reads as the same value again; what somebody typed that was
never accepted stands as they typed it.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from engine.calendar import BANGKOK
from engine.forms.kinds import Field
from web.language import language

_ERA: Final = 543
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CITIZEN: Final = re.compile(r"(\d)(\d{4})(\d{5})(\d{2})(\d)", re.ASCII)
_PHONE: Final = re.compile(r"(0[689]\d|0\d)(\d{3})(\d{4})", re.ASCII)
_MOST_DIGITS: Final = 9
"""So many decimals are read again."""


def shown(field: Field, value: Any) -> str:
    """Return a plain value as a control holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(field["type"], value)
    return _TEXTS.get(field["type"], str)(str(value))


def _number(kind: str, value: float) -> str:
    if kind in ("be_year", "degrees"):
        return str(value)
    exact = Decimal(str(value))
    _, _, exponent = exact.as_tuple()
    if not isinstance(exponent, int) or -exponent > _MOST_DIGITS:
        return str(value)
    if kind == "money" and exponent == -1:
        return f"{exact:,.2f}"
    return f"{exact:,f}".removesuffix(".0")


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        return text
    try:
        return _written(date.fromisoformat(text))
    except ValueError:
        return text


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    if at.tzinfo is None or at.microsecond or at.utcoffset() != BANGKOK.utcoffset(None):
        return text
    return f"{_written(at.date())} {at:%H:%M:%S}".removesuffix(":00")


def _written(day: date) -> str:
    year = day.year + _ERA if language() == "th" else day.year
    return f"{day.day:02}/{day.month:02}/{year}"


def _grouped(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def group(text: str) -> str:
        found = pattern.fullmatch(text)
        return "-".join(found.groups()) if found else text

    return group


_TEXTS: Final[dict[str, Callable[[str], str]]] = {
    "date": _day,
    "datetime": _moment,
    "thai_id": _grouped(_CITIZEN),
    "phone_th": _grouped(_PHONE),
}
