"""Brings what people typed into the one way it is stored; what it cannot read it leaves alone."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from engine.forms import reading
from engine.forms.computing import computed
from engine.forms.conditions import holds
from engine.forms.definition import FormDefinition
from engine.forms.formulas import formula_of
from engine.forms.kinds import REPEATED, Field, parts

Reader: TypeAlias = Callable[[object], object]
Step: TypeAlias = Callable[[object, Mapping[str, Any], int], object]
"""Gives a field's value from what was sent for it, what stands before it, and its row."""


def normalise(definition: FormDefinition, data: object) -> dict[str, Any]:
    """Return the data in its stored form; doing it twice changes nothing.

    Thai digits become 0-9, dates ISO 8601 (Gregorian), numbers numbers, identity and telephone
    numbers digits; text is trimmed. Computed fields are worked out anew. Empty values, trailing
    blank rows and fields hidden by `visible` are dropped; unknown fields and wrong types stay, for
    `check` to tell of.
    """
    return _object(definition.fields)(data, 0) if isinstance(data, Mapping) else {}


def stored(field: Field, value: object) -> object:
    """Return one field's value as it is stored; None for an empty one."""
    return _storing(field)(value)


def _storing(field: Field) -> Reader:
    """Return what brings a field's values into their stored form, to be used for many."""
    inner = parts(field)
    if field["type"] in REPEATED:
        read = _rows(inner)
    elif inner:
        read = _composite(field, inner)
    else:
        read = partial(_plain, field)

    def store(value: object) -> object:
        if value is None:
            return None
        value = read(value)
        return None if value in ("", [], {}) else value

    return store


def _plain(field: Field, value: object) -> object:
    if isinstance(value, str):
        return _read(field, reading.clean(value))
    if field["type"] in _WHOLE and isinstance(value, float) and value.is_integer():
        return int(value)
    if field["type"] == "multi" and isinstance(value, list):
        return _choices(value)
    return value


def _object(fields: tuple[Field, ...]) -> Callable[[Mapping[str, Any], int], dict[str, Any]]:
    """Return what reads objects of these fields; beside each, the number of its row."""
    steps = [(f["key"], _step(f), f.get("visible")) for f in fields]
    keys = {field["key"] for field in fields}

    def read(data: Mapping[str, Any], row: int) -> dict[str, Any]:
        known: dict[str, Any] = {}
        for key, step, visible in steps:
            value = step(data.get(key), known, row)
            if value is not None and (visible is None or holds(visible, known)):
                known[key] = value
        return known if keys >= data.keys() else known | _others(data, keys)

    return read


def _others(data: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}


def _step(field: Field) -> Step:
    formula = formula_of(field.get("auto", ""))
    if formula is not None:
        return lambda _value, known, row: computed(field, formula, known, row)
    store = _storing(field)
    return lambda value, _known, _row: store(value)


def _rows(columns: tuple[Field, ...]) -> Reader:
    read, unasked = _object(columns), {c["key"] for c in columns if "auto" in c}

    def read_all(rows: object) -> object:
        if not isinstance(rows, list):
            return rows
        found = [
            read(row, number) if isinstance(row, Mapping) else row
            for number, row in enumerate(rows, start=1)
        ]
        while found and (found[-1] is None or found[-1] == {} or _is_blank(found[-1], unasked)):
            found.pop()
        return found

    return read_all


def _is_blank(row: object, unasked: set[str]) -> bool:
    """Whether nobody has filled in anything: the rest is computed."""
    return isinstance(row, dict) and row.keys() <= unasked


def _composite(field: Field, inner: tuple[Field, ...]) -> Reader:
    read, is_place = _object(inner), field["type"] == "geo"

    def read_one(value: object) -> object:
        if isinstance(value, Mapping):
            return read(value, 0)
        if not isinstance(value, str):
            return value
        text = reading.clean(value)
        found = reading.coordinates(text) if is_place else None
        return {"lat": found[0], "lon": found[1]} if found else text

    return read_one


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
    "decimal": reading.number,
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
