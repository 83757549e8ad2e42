"""What the schema cannot say of data: fields held against each other, and rows that repeat."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, date, datetime
from typing import Any, TypeAlias

from engine.forms.kinds import BETWEEN, Field
from engine.forms.messages import Message, against, repeated

Path: TypeAlias = tuple[str | int, ...]
Data: TypeAlias = Mapping[str, Any]


def differences(fields: tuple[Field, ...], data: Data) -> Iterator[tuple[Path, Message]]:
    """Yield where normalised data break a comparison between fields, or repeat a unique value."""
    yield from _compared(fields, fields, data, ())
    for table in fields:
        rows = data.get(table["key"])
        if table["type"] == "table" and isinstance(rows, list):
            yield from _in_rows(fields, table, rows)


def _in_rows(
    fields: tuple[Field, ...], table: Field, rows: list[Any]
) -> Iterator[tuple[Path, Message]]:
    columns = [column for column in table["columns"] if any(name in column for name in BETWEEN)]
    if columns:
        for number, row in enumerate(rows):
            if isinstance(row, dict):
                yield from _compared(fields, columns, row, (table["key"], number))
    for column in table["columns"]:
        if column.get("unique"):
            yield from _repeated(fields, (table["key"], column["key"]), rows)


def _compared(
    form: tuple[Field, ...], fields: Iterable[Field], data: Data, at: Path
) -> Iterator[tuple[Path, Message]]:
    for field in fields:
        for name in BETWEEN:
            if name in field and _breaks(name, field, data):
                path = (*at, field["key"])
                yield path, against(form, path, name, (*at, field[name]))
        if "within_years" in field and _is_too_late(field, data):
            path = (*at, field["key"])
            yield path, against(form, path, "within_years", (*at, field["after_field"]))


def _breaks(name: str, field: Field, data: Data) -> bool:
    value, other = data.get(field["key"]), data.get(field[name])
    if value is None or other is None:
        return False
    if name == "equal_field":
        return bool(value != other)
    low, high = (value, other) if name in ("max_field", "before_field") else (other, value)
    if isinstance(low, str) and isinstance(high, str):
        earlier, later = _moment(low), _moment(high)
        return earlier is not None and later is not None and earlier > later
    return _is_number(low) and _is_number(high) and low > high


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _moment(text: str) -> float | None:
    """Return a place on one line of time, for dates and for instants; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
        return found.timestamp() if found.tzinfo else float(found.toordinal())
    except (ValueError, OverflowError):
        return None


def _is_too_late(field: Field, data: Data) -> bool:
    day, start = (_day(data.get(key)) for key in (field["key"], field["after_field"]))
    if day is None or start is None:
        return False
    return day > _years_after(start, field["within_years"])


def _years_after(start: date, years: int) -> date:
    year = min(start.year + years, MAXYEAR)
    try:
        return start.replace(year=year)
    except ValueError:  # 29 February of a year that has none
        return start.replace(year=year, day=28)


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None


def _repeated(
    form: tuple[Field, ...], place: tuple[str, str], rows: list[Any]
) -> Iterator[tuple[Path, Message]]:
    """Tell every row of its first companion: the first row of the second, the others of it."""
    table, column = place
    where: dict[Any, list[int]] = {}
    for number, row in enumerate(rows):
        value = row.get(column) if isinstance(row, dict) else None
        if isinstance(value, str | int | float):
            where.setdefault((type(value) is bool, value), []).append(number)
    for numbers in where.values():
        for number in numbers if len(numbers) > 1 else ():
            other = numbers[1] if number == numbers[0] else numbers[0]
            path = (table, number, column)
            yield path, repeated(form, path, other + 1)
