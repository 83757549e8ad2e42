"""Values of settings as people write and read them, by the setting's kind.

A month and day is `05-16` inside, and 16/5 in a form; a window is 1/6 - 30/6; lists have a line
each. What cannot be read stays text, so that the engine refuses it by the setting's own words.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from engine.choices import Choice
from engine.choices import expected as expected_of
from engine.thai import MONTHS_ENGLISH, MONTHS_THAI, to_arabic_digits
from web.language import language, t
from web.names import role_called

_DAY: Final = re.compile(r"([0-9]{1,2})\s*/\s*([0-9]{1,2})")
_BETWEEN: Final = re.compile(r"\s*[-–]\s*")
LONG: Final = frozenset({"list", "month_days", "windows"})
"""Kinds that a form asks for in several lines."""


def written(choice: Choice, value: Any) -> str:
    """Return a value as a form's field holds it."""
    return _WRITTEN.get(choice.kind, str)(value)


def read(choice: Choice, text: str) -> Any:
    """Return what a person wrote as a value; what is none stays text, for the engine to refuse."""
    plain = text.strip()
    if choice.kind in ("text", "role"):
        return plain
    if choice.kind == "list":
        return _lines(plain)
    return _READ[choice.kind](to_arabic_digits(plain))


def shown(choice: Choice, value: Any) -> str:
    """Return a value in words: 16 พฤษภาคม, เปิด, 15."""
    return _SHOWN.get(choice.kind, _plain)(value)


def how_written(choice: Choice) -> str:
    """Say how a value is written in the form; nothing where it goes without saying."""
    pair = _HOW.get(choice.kind)
    return t(*pair) if pair else ""


def expected(choice: Choice) -> str:
    """Say what values fit, as they are written in the form."""
    how = how_written(choice)
    return t(
        f"ค่านี้ใช้ไม่ได้ ต้องเป็น{how or expected_of(choice)[0]}", f"That does not fit: {_en(choice)}."
    )


def _en(choice: Choice) -> str:
    return how_written(choice) or f"expected {expected_of(choice)[1]}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _number(text: str) -> Any:
    bare = text.replace(",", "")
    try:
        return int(bare)
    except ValueError:
        pass
    try:
        return float(bare)
    except ValueError:
        return text


def _day(text: str) -> str:
    found = _DAY.fullmatch(text.strip())
    return text if found is None else f"{int(found[2]):02}-{int(found[1]):02}"


def _pair(text: str) -> list[str]:
    return [_day(each) for each in _BETWEEN.split(text.strip())]


def _slashed(day: str) -> str:
    month, _, number = day.partition("-")
    return f"{int(number)}/{int(month)}"


def _named(day: str) -> str:
    month, _, number = day.partition("-")
    names = MONTHS_THAI if language() == "th" else MONTHS_ENGLISH
    return f"{int(number)} {names[int(month) - 1]}"


def _span(days: Any, name: Callable[[str], str]) -> str:
    return f"{name(days[0])} – {name(days[1])}"


def _plain(value: Any) -> str:
    return t("(ว่าง)", "(empty)") if value == "" else str(value)


def _truth(value: Any) -> str:
    return t("ใช่", "yes") if value else t("ไม่ใช่", "no")


def _listed(value: Any) -> str:
    return ", ".join(value) if value else t("(ไม่มี)", "(none)")


_WRITTEN: Final[Mapping[str, Callable[[Any], str]]] = {
    "bool": lambda value: "yes" if value else "no",
    "list": "\n".join,
    "month_day": _slashed,
    "month_days": lambda value: "\n".join(_slashed(each) for each in value),
    "window": lambda value: _span(value.split("/"), _slashed),
    "windows": lambda value: "\n".join(_span(each, _slashed) for each in value),
}
_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "int": _number,
    "percent": _number,
    "number": _number,
    "bool": lambda text: {"yes": True, "no": False}.get(text, text),
    "time": lambda text: text.replace(".", ":"),
    "month_day": _day,
    "month_days": lambda text: [_day(each) for each in _lines(text)],
    "window": lambda text: "/".join(_pair(text)),
    "windows": lambda text: [_pair(each) for each in _lines(text)],
}
_SHOWN: Final[Mapping[str, Callable[[Any], str]]] = {
    "bool": _truth,
    "role": role_called,
    "list": _listed,
    "percent": lambda value: t(f"ร้อยละ {value}", f"{value} %"),
    "time": lambda value: t(f"{value} น.", value),
    "month_day": _named,
    "month_days": lambda value: _listed([_named(each) for each in value]),
    "window": lambda value: _span(value.split("/"), _named),
    "windows": lambda value: _listed([_span(each, _named) for each in value]),
}
_HOW: Final[Mapping[str, tuple[str, str]]] = {
    "month_day": ("วัน/เดือน เช่น 16/5", "day/month, such as 16/5"),
    "month_days": ("บรรทัดละหนึ่งวัน วัน/เดือน เช่น 16/5", "a day in each line, such as 16/5"),
    "window": ("เริ่ม - สิ้นสุด เช่น 1/6 - 30/6", "first - last, such as 1/6 - 30/6"),
    "windows": ("บรรทัดละหนึ่งช่วง เช่น 1/4 - 31/5", "a period in each line, such as 1/4 - 31/5"),
    "list": ("บรรทัดละหนึ่งรายการ", "one in each line"),
    "time": ("เช่น 16:30", "such as 16:30"),
}
