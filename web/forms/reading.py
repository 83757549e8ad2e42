"""What a form's controls posted, as the data that the API would be sent. Nothing is checked."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import orjson
from werkzeug.datastructures import MultiDict

from engine.forms import FormDefinition
from engine.forms.kinds import Field, parts
from web.forms.naming import REMOVED, posted
from web.forms.tables import Place, places_of, put, rows_of

Posted = MultiDict[str, str]
_TRUTH: Final = {"true": True, "false": False}
_MOST_BY_HAND: Final = 2_000
"""So many rows are looked for among controls; scripts send the rows as one value."""


def read(definition: FormDefinition, given: Posted) -> dict[str, Any]:
    """Return what was filled in: empty fields are absent, and so is what the service fills."""
    return _object(definition.fields, given, ())


def _object(fields: Iterable[Field], given: Posted, at: tuple[str, ...]) -> dict[str, Any]:
    found = {
        field["key"]: _value(field, given, (*at, field["key"]))
        for field in fields
        if "auto" not in field
    }
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _value(field: Field, given: Posted, path: tuple[str, ...]) -> Any:
    name, make = posted(path), _READERS.get(field["type"])
    if make is not None:
        return make(field, given, name)
    inner = parts(field)
    return _object(inner, given, path) if inner else given.get(name, "").strip()


def files_in(values: Iterable[str]) -> list[dict[str, str]]:
    """Return the files that hidden fields name, each a JSON object."""
    found = [_json(value) for value in values if value]
    return [
        {"attachment_id": str(each["attachment_id"]), "name": str(each.get("name", ""))}
        for each in found
        if isinstance(each, dict) and "attachment_id" in each
    ]


def _table(table: Field, given: Posted, name: str) -> list[dict[str, Any]]:
    """Return a table's rows: those sent as one value, and over them what stands in controls."""
    rows = rows_of(table, _json(given.get(name, "")))
    cells = re.compile(rf"{re.escape(name)}\.(\d{{1,4}})\.(.+)", re.ASCII)
    typed = [found for key in given if (found := cells.fullmatch(key))]
    numbers = sorted({int(each[1]) for each in typed if int(each[1]) < _MOST_BY_HAND})
    for number in numbers:
        rows += [{} for _ in range(number + 1 - len(rows))]
        for place in places_of(table):
            _type(rows[number], place, given, f"{name}.{number}")
    gone = {n for n in numbers if given.get(f"{name}.{n}.{REMOVED}")}
    kept = [_truthful(table, row) for number, row in enumerate(rows) if number not in gone]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _type(row: dict[str, Any], place: Place, given: Posted, at: str) -> None:
    name, kind = f"{at}.{posted(place.path)}", place.field["type"]
    if kind == "multi":
        put(row, place.path, [each for each in given.getlist(name) if each])
    elif kind != "file" and name in given:
        put(row, place.path, given[name].strip())


def _truthful(table: Field, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose yes and no are truths, not words."""
    for column in table["columns"]:
        value = row.get(column["key"])
        if column["type"] == "bool" and isinstance(value, str):
            row[column["key"]] = _TRUTH.get(value, value)
    return row


def _json(text: str) -> Any:
    try:
        return orjson.loads(text) if text else None
    except orjson.JSONDecodeError:
        return None


def _truth(_: Field, given: Posted, name: str) -> str | bool:
    text = given.get(name, "")
    return _TRUTH.get(text, text)


_READERS: Final[dict[str, Callable[[Field, Posted, str], Any]]] = {
    "table": _table,
    "file": lambda _, given, name: files_in(given.getlist(name)),
    "multi": lambda _, given, name: [each for each in given.getlist(name) if each],
    "bool": _truth,
}
