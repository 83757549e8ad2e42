"""Brings what people typed into the one way it is stored; what it cannot read it leaves alone."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.forms import reading
from engine.forms.conditions import holds
from engine.forms.definition import FormDefinition
from engine.forms.kinds import REPEATED, Field, parts


def normalise(definition: FormDefinition, data: object) -> dict[str, Any]:
    """Return the data in its stored form; doing it twice changes nothing.

    Thai digits become 0-9, dates ISO 8601 (Gregorian), numbers numbers, identity and telephone
    numbers digits; text is trimmed. Empty values, trailing blank rows and fields hidden by
    `visible` are dropped; unknown fields and wrong types stay, for `check` to tell of.
    """
    return _object(definition.fields, data) if isinstance(data, Mapping) else {}


def stored(field: Field, value: object) -> object:
    """Return one field's value as it is stored; None for an empty one."""
    inner = parts(field)
    if field["type"] in REPEATED:
        value = _rows(inner, value) if isinstance(value, list) else value
    elif inner:
        value = _composite(field, inner, value)
    elif isinstance(value, str):
        value = _read(field, reading.clean(value))
    elif field["type"] in _WHOLE and isinstance(value, float) and value.is_integer():
        value = int(value)
    elif field["type"] == "multi" and isinstance(value, list):
        value = _choices(value)
    return None if value in ("", [], {}) else value


def _object(fields: tuple[Field, ...], data: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for field in fields:
        value = stored(field, data.get(field["key"]))
        if value is not None and ("visible" not in field or holds(field["visible"], known)):
            known[field["key"]] = value
    keys = {field["key"] for field in fields}
    return known | {key: value for key, value in data.items() if key not in keys}


def _rows(columns: tuple[Field, ...], rows: list[Any]) -> list[Any]:
    read = [_object(columns, row) if isinstance(row, Mapping) else row for row in rows]
    while read and read[-1] in ({}, None):
        read.pop()
    return read


def _composite(field: Field, inner: tuple[Field, ...], value: object) -> object:
    if field["type"] == "geo" and isinstance(value, str):
        found = reading.coordinates(reading.clean(value))
        return {"lat": found[0], "lon": found[1]} if found else reading.clean(value)
    if isinstance(value, Mapping):
        return _object(inner, value)
    return reading.clean(value) if isinstance(value, str) else value


def _choices(values: list[Any]) -> list[Any]:
    """Trim and drop repetitions, where all are text."""
    if not all(isinstance(value, str) for value in values):
        return values
    return [value for value in dict.fromkeys(reading.clean(value) for value in values) if value]


def _read(field: Field, text: str) -> object:
    if field["type"] == "text" and field.get("digits"):
        return reading.arabic(text)
    reader = _READERS.get(field["type"])
    value = reader(text) if reader and 0 < len(text) <= _READABLE else None
    return text if value is None else value


def _year(text: str) -> int | float | None:
    year = reading.buddhist_year(text)
    return reading.number(text) if year is None else year


_READABLE = 100
"""Nothing but text is written longer than this, in letters."""
_WHOLE = frozenset({"int", "be_year"})
_READERS: dict[str, Callable[[str], object]] = {
    "int": reading.number,
    "money": reading.number,
    "percent": lambda text: reading.number(text.removesuffix("%").strip()),
    "degrees": reading.number,
    "be_year": _year,
    "date": reading.day,
    "datetime": reading.instant,
    "bool": reading.truth,
    "thai_id": reading.citizen_id,
    "phone_th": reading.phone,
    "school_code": reading.citizen_id,
}
