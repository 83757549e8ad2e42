"""Fills in whatever form a task shows: what the case knows, usual data, and what a story chooses.

It reads the form's definition, so that it goes on when a form changes a little; what a form
refuses is mended by what the refusal names.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from engine.demo.sizes import sized
from engine.demo.stories import Book
from engine.demo.words import SCAN, Scene, said
from engine.forms.conditions import holds

Data = dict[str, Any]
Field = Mapping[str, Any]
_SIMPLE: Final = {
    "text": "ข้อความตัวอย่าง",
    "longtext": "ข้อความตัวอย่างของเรื่องนี้",
    "ref": "ตัวอย่าง",
    "bool": True,
    "thai_id": "{id9}",
    "phone_th": "081 234 5678",
    "email": "sommut@example.org",
    "school_code": "{school_code}",
    "signature": "@signed",
    "person": "@organiser",
    "address_th": "@address",
    "file": SCAN,
    "be_year": "@year",
    "date": "@1",
}


def filled(book: Book, shown: Mapping[str, Any], scene: Scene, chosen: Iterable[str]) -> Data:
    """Return data for a form as `tasks.form` shows it; `chosen` names ways of the book."""
    definition, begun = shown["definition"], shown["data"]
    if definition is None:
        return {}
    usual = dict(book.usual.get(definition["key"], {}))
    for way in chosen:
        usual |= book.ways[way]
    data = _asked(definition["fields"], said(usual, scene), begun, scene)
    sized(definition["key"], data, begun, scene)
    return data


def _asked(fields: Iterable[Field], usual: Data, begun: Data, scene: Scene) -> Data:
    """Return data for the fields that are asked for, which depends on those before them."""
    data: Data = {}
    for field in fields:
        key, known = field["key"], {**begun, **data}
        if "auto" in field or not _is_visible(field, known):
            continue
        value = _value(field, usual, begun, scene)
        if value is None and key not in usual and _is_required(field, known):
            value = _anything(field, scene)
        if value is not None:
            data[key] = value
    return data


def mended(definition: Mapping[str, Any], data: Data, errors: Iterable[str], scene: Scene) -> Data:
    """Return the data with what a form refused put right: filled in where empty, else left out."""
    fields = {field["key"]: field for field in definition["fields"]}
    for path in errors:
        key, _, rest = path.partition(".")
        number, _, column = rest.partition(".")
        if not rest:
            _mend(data, key, fields.get(key), scene)
        elif isinstance(data.get(key), list) and number.isdigit():
            columns = {each["key"]: each for each in fields[key].get("columns", ())}
            _mend(data[key][int(number)], column, columns.get(column), scene)
    return data


def with_files(data: Data, attach: Callable[[str], Any], above: str = "") -> Data:
    """Return the data with a file attached, by `attach(field)`, wherever a file belongs."""
    return {key: _with_files(value, attach, f"{above}{key}") for key, value in data.items()}


def _with_files(value: Any, attach: Callable[[str], Any], field: str) -> Any:
    if value == SCAN:
        return [attach(field)]
    if isinstance(value, list):
        return [with_files(v, attach, f"{field}.") if isinstance(v, dict) else v for v in value]
    return value


def _is_visible(field: Field, known: Data) -> bool:
    return "visible" not in field or holds(field["visible"], known)


def _is_required(field: Field, known: Data) -> bool:
    if field.get("required"):
        return True
    return "required_if" in field and holds(field["required_if"], known)


def _value(field: Field, usual: Data, begun: Data, scene: Scene) -> Any:
    key = field["key"]
    if field["type"] == "table" and begun.get(key):
        return _rows(field, begun[key], usual.get(key) or [{}], scene)
    if key in usual:
        return usual[key]
    return begun.get(key) or None


def _rows(field: Field, begun: list[Data], usual: list[Data], scene: Scene) -> list[Data]:
    """Return the rows the case knows, with what they still lack from the usual ones."""
    columns = [column for column in field["columns"] if "auto" not in column]
    return [_row(columns, row, usual[place % len(usual)], scene) for place, row in enumerate(begun)]


def _row(columns: list[Field], begun: Data, usual: Data, scene: Scene) -> Data:
    row = {**usual, **{key: value for key, value in begun.items() if value not in (None, "")}}
    for column in columns:
        if column["key"] not in row and _is_required(column, row):
            row[column["key"]] = _anything(column, scene)
    return {column["key"]: row[column["key"]] for column in columns if column["key"] in row}


def _mend(holder: Data, key: str, field: Field | None, scene: Scene) -> None:
    if key in holder or field is None or "auto" in field:
        holder.pop(key, None)
    else:
        holder[key] = _anything(field, scene)


def _anything(field: Field, scene: Scene) -> Any:
    """Return something that the field accepts."""
    kind = field["type"]
    return _CHOSEN[kind](field, scene) if kind in _CHOSEN else said(_SIMPLE[kind], scene)


def _one_row(field: Field, scene: Scene) -> list[Data]:
    must = [each for each in field["columns"] if each.get("required") and "auto" not in each]
    return [{each["key"]: _anything(each, scene) for each in must}]


def _number(field: Field, _: Scene) -> float:
    return float(max(field.get("min", 0), min(1, field.get("max", 1))))


_CHOSEN: Final[Mapping[str, Callable[[Field, Scene], Any]]] = {
    "table": _one_row,
    "enum": lambda field, _: field["options"][0]["value"],
    "multi": lambda field, _: [field["options"][0]["value"]],
    "int": lambda field, scene: int(_number(field, scene)),
    **dict.fromkeys(("decimal", "money", "percent"), _number),
    "datetime": lambda _, scene: f"{scene.today + timedelta(days=1)}T10:00:00+07:00",
}
