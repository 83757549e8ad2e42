"""What the forms of a trial's pages send, read into moments, places, variables."""

from datetime import datetime, time
from typing import Any, Final

import orjson
from flask import request

from engine.calendar import BANGKOK
from engine.errors import MoveInvalid
from engine.thai import DateUnreadable, parse_date
from engine.trying import Place

_MORNING: Final = time(9, 0)
_MOST_LINES: Final = 50


def asked_place() -> Place:
    """Return what a posted form is about."""
    given = request.form
    numbers = {
        name: int(given[name]) if given.get(name, "").isdecimal() else 0 for name in ("case", "nth")
    }
    return Place(element=given.get("element", "")[:200], **numbers)


def seen_version() -> int:
    """Return the version of the trial that the posted page showed."""
    text = request.form.get("seen", "")
    return int(text) if text.isdecimal() else -1


def typed_moment() -> datetime:
    """Read a day and a time of day, or a moment that the page itself knew.

    Raises:
        MoveInvalid: they are none.
    """
    try:
        if "moment" in request.form:
            return datetime.fromisoformat(request.form["moment"])
        day = parse_date(request.form.get("day", ""))
        clock = time.fromisoformat(request.form.get("clock") or _MORNING.isoformat())
    except (DateUnreadable, ValueError):
        raise MoveInvalid(
            why_th="วันที่หรือเวลาอ่านไม่ได้ ให้เขียนเช่น 1/4/2569 และ 09:00",
            why_en="the day or the time cannot be read; write 1/4/2026 and 09:00.",
        ) from None
    return datetime.combine(day, clock.replace(tzinfo=None), BANGKOK)


def typed_variables() -> dict[str, Any]:
    """Read variables, one a line: `name = value`; a value is JSON, or text as it stands.

    Raises:
        MoveInvalid: a line is none.
    """
    found: dict[str, Any] = {}
    lines = [line for line in request.form.get("variables", "").splitlines() if line.strip()]
    for line in lines[:_MOST_LINES]:
        name, is_given, value = line.partition("=")
        if not is_given or not name.strip().isidentifier():
            raise MoveInvalid(
                why_th=f"บรรทัด “{line.strip()}” ต้องเขียนเป็น ชื่อ = ค่า",
                why_en=f"the line “{line.strip()}” is not name = value.",
            )
        found[name.strip()] = _value(value.strip())
    return found


def _value(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
