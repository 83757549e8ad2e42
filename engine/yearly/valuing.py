"""A value that a field of a form accepts, by its type and by what binds it to other fields."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from engine.forms.accepting import acceptor, regex
from engine.forms.conditions import holds

Field = Mapping[str, Any]
Data = Mapping[str, Any]
_AHEAD: Final = 14
"""Days ahead of today for a date that nothing else binds: not over at once, not far away."""
_BUDDHIST_ERA: Final = 543
_NUMBERS: Final = frozenset({"int", "be_year", "decimal", "money", "percent"})
_DATES: Final = frozenset({"date", "datetime"})
_ADDRESS: Final = {
    "house_no": "1",
    "tambon": "ตัวอย่าง",
    "amphoe": "เมืองตัวอย่าง",
    "changwat": "ตัวอย่าง",
    "postcode": "41000",
}
_PERSON: Final = {"first_name": "สมมติ", "last_name": "ตัวอย่าง"}
_TRIED: Final = ("ตัวอย่าง", "1/2569", "12345", "1234567890", "ABC-123", "A1", "08:30", "1")


def anything(field: Field, known: Data, today: date, place: int = 0) -> Any:
    """Return something that the field accepts; `place`: the row of a table, from 0."""
    bound = _bound(field, known)
    if bound is not None:
        return bound
    return _MADE[field["type"]](field, today, place)


def another(field: Field, known: Data, rest: str, tried: tuple[date, int]) -> Any:
    """Return a field's value with what was refused of it changed; `rest`: the path inside it."""
    today, number = tried
    number_of_row, _, column = rest.partition(".")
    value = known.get(field["key"])
    columns = {each["key"]: each for each in field.get("columns", ())}
    if not (isinstance(value, list) and number_of_row.isdigit() and column in columns):
        return anything(field, known, today, number + 1)
    row = dict(value[int(number_of_row)])
    if number or column not in row:
        row[column] = anything(columns[column], row, today, int(number_of_row) + number)
    else:
        row.pop(column)
    return [*value[: int(number_of_row)], row, *value[int(number_of_row) + 1 :]]


def _bound(field: Field, known: Data) -> Any:
    """Return the value of the field that this one is held against, where it has one."""
    for name in ("equal_field", "max_field", "min_field", "after_field", "before_field"):
        value = known.get(field.get(name, ""))
        if value is not None and acceptor(field)(value):
            return value
    return None


def _row(field: Field, today: date, place: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in field["columns"]:
        if "auto" in column or not ("visible" not in column or holds(column["visible"], row)):
            continue
        needed = "required_if" in column and holds(column["required_if"], row)
        if column.get("required") or needed:
            row[column["key"]] = anything(column, row, today, place)
    return row


def _table(field: Field, today: date, _: int) -> list[dict[str, Any]]:
    return [_row(field, today, place) for place in range(max(1, field.get("min_rows", 1)))]


def _text(field: Field, _: date, place: int) -> str:
    most = field.get("max_length", 2_000)
    if "pattern" in field:
        fits = regex(field["pattern"]).search
        return next((text for text in _TRIED if fits(text)), _TRIED[0])[:most]
    return f"ตัวอย่าง {place}"[:most] if place else "ตัวอย่าง"[:most]


def _number(field: Field, _: date, place: int) -> float:
    low, high = field.get("min", 0), field.get("max")
    usual = max(low, 1 + place)
    return float(usual if high is None else min(usual, high))


def _day(_: Field, today: date, place: int) -> str:
    return (today + timedelta(days=_AHEAD * (1 - place % 2) + place // 2)).isoformat()


def _citizen(_: Field, __: date, place: int) -> str:
    digits = f"1{1000 + place:011d}"
    total = sum(int(digit) * (13 - at) for at, digit in enumerate(digits))
    return f"{digits}{(11 - total % 11) % 10}"


def _option(field: Field, _: date, place: int) -> str:
    return str(field["options"][place % len(field["options"])]["value"])


def _file(_: Field, __: date, ___: int) -> list[dict[str, str]]:
    return [{"attachment_id": "simulated", "name": "เอกสารจำลอง.pdf"}]


def _signed(_: Field, today: date, __: int) -> dict[str, str]:
    return {"name": "สมมติ ตัวอย่าง", "date": today.isoformat()}


_MADE: Final[Mapping[str, Callable[[Field, date, int], Any]]] = {
    "text": _text,
    "longtext": _text,
    "ref": _text,
    "int": lambda field, today, place: int(_number(field, today, place)),
    **dict.fromkeys(("decimal", "money", "percent"), _number),
    "be_year": lambda _, today, place: today.year + _BUDDHIST_ERA - place,
    "date": _day,
    "datetime": lambda field, today, place: f"{_day(field, today, place)}T10:00:00+07:00",
    "bool": lambda _, __, ___: True,
    "enum": _option,
    "multi": lambda field, today, place: [_option(field, today, place)],
    "thai_id": _citizen,
    "phone_th": lambda _, __, ___: "0812345678",
    "email": lambda _, __, place: f"example{place}@example.org",
    "school_code": lambda _, __, place: f"{1000000000 + place}",
    "address_th": lambda _, __, ___: dict(_ADDRESS),
    "person": lambda field, today, place: {**_PERSON, "thai_id": _citizen(field, today, place)},
    "signature": _signed,
    "geo": lambda _, __, ___: {"lat": 17.4, "lon": 102.8},
    "file": _file,
    "table": _table,
}
