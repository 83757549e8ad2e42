"""What an expression works on: plain values, what kind they are, and how much is in them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from engine.kept import KeptList, as_json

LISTS = (list, tuple, KeptList)
NUMBERS = (int, float)
INSIDE = (*LISTS, Mapping)
PLAIN = (str, int, float, *LISTS, Mapping, date, type(None))
DEEPEST_VALUE = 100
_KINDS: tuple[tuple[Any, str, str], ...] = (
    (type(None), "ค่าว่าง", "null"),
    (bool, "จริง/เท็จ", "true or false"),
    (NUMBERS, "ตัวเลข", "a number"),
    (str, "ข้อความ", "a text"),
    (LISTS, "รายการ", "a list"),
    (Mapping, "กลุ่มข้อมูล", "a dictionary"),
    (date, "วันที่", "a date"),
)


class Unfit(Exception):
    """A value that cannot be worked with so; becomes an `ExpressionFailed`."""

    def __init__(self, why: str, why_th: str) -> None:
        self.why, self.why_th = why, why_th
        super().__init__(why)


def kind(value: object) -> tuple[str, str]:
    """Return what kind of value it is, in Thai and in English."""
    for types, th, en in _KINDS:
        if isinstance(value, types):
            return th, en
    return "สิ่งที่ไม่ใช่ข้อมูล", "something that is not data"


def require_plain(value: Any, name: str = "") -> Any:
    """Return the value if it is data: no function, no object of the program."""
    if not isinstance(value, PLAIN):
        raise Unfit(f"{name or 'the value'} is not data", f"{name or 'ค่า'} ไม่ใช่ข้อมูล")
    return value


def cost(value: Any) -> int:
    """Return the steps that going over a value once takes, without what lies in its items."""
    if isinstance(value, str):
        return len(value) // 8
    return len(value) if isinstance(value, INSIDE) else 0


def weigh(value: Any, most: int) -> int:
    """Return how many values lie in a value, all the way down, as JSON would write them.

    A list that is kept apart counts as one: it was weighed when it came, and is not read for this.

    Raises:
        Unfit: there are more than `most`, they are nested too deep, or one is not data.
    """
    total, waiting = 0, [(value, 0)]
    while waiting:
        around, depth = waiting.pop()
        if isinstance(around, KeptList):
            total += 1
            continue
        total += 1 + len(around)
        if total > most or depth > DEEPEST_VALUE:
            raise _too_much()
        inside = list(_inside(around))
        waiting += [(each, depth + 1) for each in inside if isinstance(each, INSIDE)]
        total += sum(len(each) // 16 for each in inside if isinstance(each, str))
        _require_all_plain(inside)
    if total > most:
        raise _too_much()
    return total


def _require_all_plain(values: Iterable[Any]) -> None:
    """Refuse values among which one is not data."""
    for each in values:
        require_plain(each)


def _too_much() -> Unfit:
    return Unfit("there is too much in a value", "ข้อมูลมีขนาดใหญ่หรือซ้อนกันเกินไป")


def _inside(around: Any) -> Iterable[Any]:
    return around.values() if isinstance(around, Mapping) else around


def written(value: Any) -> str:
    """Return a value as text for people: null is empty, a list is joined with commas."""
    if value is None:
        return ""
    if isinstance(value, LISTS):
        return ", ".join(written(each) for each in value)
    if isinstance(value, bool | Mapping):
        return json.dumps(value, ensure_ascii=False, default=_other)
    return value.isoformat() if isinstance(value, date) else str(value)


def _other(value: Any) -> Any:
    return as_json(value) if isinstance(value, KeptList) else str(value)
