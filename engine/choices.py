"""What an office chooses for itself: names, days, windows and thresholds that procedures ask for.

Each is declared once, beside the procedure that asks for it (`bpmn/<procedure>/settings.json`; what
every procedure asks for in `bpmn/settings.json`), with the legal basis or manual row of what holds
where an office has chosen nothing. `setting("name")` in a diagram reads it. What analysts deploy
declares more, or anew: `engine.declared` has both.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from engine import shipped
from engine.roles import ROLES

_MONTH_DAY = "(?!02-30|(02|04|06|09|11)-31)(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
"""A day that a leap year has, as `engine.calendar` reads it."""
_MOST_TEXT = 500
_MOST_ITEMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A setting: its `kind` says what values fit; `default` holds where an office set nothing.

    `procedure`: the folder of the procedure that declares it; "" for what all ask for.
    """

    name: str
    kind: str
    default: Any
    name_th: str
    name_en: str
    basis: str
    rows: tuple[str, ...]
    procedure: str = ""


@cache
def catalogue() -> Mapping[str, Choice]:
    """Return every setting by name.

    Raises:
        ValueError: two procedures declare one name, a kind is unknown, or a default does not fit.
    """
    found: dict[str, Choice] = {}
    for procedure, body in shipped.settings().items():
        for name, said in orjson.loads(body).items():
            if name in found:
                raise ValueError(f"two procedures declare the setting {name}")
            found[name] = _choice(name, said, procedure)
    return found


def drafted(body: bytes) -> dict[str, Choice]:
    """Return the settings that a file being drafted declares; what is no setting is left out."""
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    found = {}
    for name, said in read.items() if isinstance(read, dict) else ():
        with suppress(KeyError, TypeError, ValueError):
            found[name] = _choice(name, said, "")
    return found


def _choice(name: str, said: Mapping[str, Any], procedure: str) -> Choice:
    choice = as_choice(name, said, procedure)
    if not fits(choice, choice.default):
        raise ValueError(f"the default of the setting {name} is no {choice.kind}")
    return choice


def as_choice(name: str, said: Mapping[str, Any], procedure: str) -> Choice:
    """Return a declaration as a setting; it has been checked."""
    return Choice(
        name=name,
        procedure=procedure,
        kind=said["type"],
        default=said["default"],
        name_th=said["th"],
        name_en=said["en"],
        basis=said.get("basis", ""),
        rows=tuple(said.get("rows", ())),
    )


def kinds() -> tuple[str, ...]:
    """Return every kind of value that a setting may have."""
    return tuple(_KINDS)


def fits(choice: Choice, value: Any) -> bool:
    """Whether a value is of the setting's kind."""
    return _KINDS[choice.kind](value)


def expected(choice: Choice) -> tuple[str, str]:
    """Say in Thai and in English what values fit."""
    return _WORDS[choice.kind]


def _matches(pattern: str) -> Callable[[Any], bool]:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _is_number(value: Any, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _MOST_TEXT


def _is_list_of(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, list) and len(value) <= _MOST_ITEMS and all(test(each) for each in value)
    )


_is_month_day = _matches(_MONTH_DAY)


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == len("ab") and all(map(_is_month_day, value))


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "int": lambda value: isinstance(value, int) and _is_number(value, 0, 100_000),
    "percent": lambda value: _is_number(value, 0, 100),
    "number": lambda value: _is_number(value, 0, 1e12),
    "bool": lambda value: isinstance(value, bool),
    "text": _is_text,
    "list": _is_list_of(_is_text),
    "time": _matches("([01][0-9]|2[0-3]):[0-5][0-9]"),
    "month_day": _is_month_day,
    "month_days": _is_list_of(_is_month_day),
    "window": _matches(f"{_MONTH_DAY}/{_MONTH_DAY}"),
    "windows": _is_list_of(_is_pair),
    "role": lambda value: value in ROLES,
}
_WORDS: Mapping[str, tuple[str, str]] = {
    "int": ("จำนวนเต็มตั้งแต่ ๐", "a whole number from 0"),
    "percent": ("ตัวเลข ๐ ถึง ๑๐๐", "a number from 0 to 100"),
    "number": ("ตัวเลขตั้งแต่ ๐", "a number from 0"),
    "bool": ("ใช่หรือไม่ใช่", "true or false"),
    "text": ("ข้อความไม่เกิน ๕๐๐ ตัวอักษร", "a text of at most 500 characters"),
    "list": ("รายการข้อความ", "a list of texts"),
    "time": ("เวลา เช่น 16:30", "a time such as 16:30"),
    "month_day": ("เดือน-วัน เช่น 05-16", "a month and day such as 05-16"),
    "month_days": ("รายการเดือน-วัน", "a list of months and days such as 05-16"),
    "window": ("ช่วงเดือน-วัน เช่น 06-01/06-30", "a period such as 06-01/06-30"),
    "windows": ("รายการช่วง [เริ่ม, สิ้นสุด]", "a list of [first, last] as months and days"),
    "role": ("รหัสบทบาท", "the key of a role"),
}
