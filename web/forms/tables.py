"""A table's rows as they travel: a list of cells for each, one for each place that is typed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from engine.forms.kinds import Field, parts
from web.forms.showing import shown

Cell: TypeAlias = Any
"""Text; a list of texts (`multi`); a list of files; None for an empty one."""
_LISTS: Final = frozenset({"multi", "file"})


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a row that is typed in: a column, or a part of one (an address's road)."""

    path: tuple[str, ...]
    field: Field
    column: Field


def places_of(table: Field) -> list[Place]:
    """Return the places of a row, in order; computed columns are not among them."""
    found: list[Place] = []
    for column in table["columns"]:
        inner = () if column["type"] == "file" else parts(column)
        if "auto" in column:
            continue
        if not inner:
            found.append(Place((column["key"],), column, column))
        found += [Place((column["key"], part["key"]), part, column) for part in inner]
    return found


def cells_of(table: Field, rows: Any) -> list[list[Cell]]:
    """Return rows as lists of cells, each as a control holds it."""
    places = places_of(table)
    given: Iterable[Any] = rows if isinstance(rows, list) else ()
    return [[_cell(place, row) for place in places] for row in given]


def rows_of(table: Field, cells: Any) -> list[dict[str, Any]]:
    """Return lists of cells as rows again; whatever is no such list is passed over."""
    places = places_of(table)
    given: Iterable[Any] = cells if isinstance(cells, list) else ()
    return [_row(places, row) for row in given if isinstance(row, list)]


def put(row: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Put a value into a row; an empty one takes it out."""
    around = row
    for key in path[:-1]:
        inner = around.get(key)
        around[key] = around = inner if isinstance(inner, dict) else {}
    if value in (None, "", []):
        around.pop(path[-1], None)
    else:
        around[path[-1]] = value
    if len(path) > 1 and not row.get(path[0]):
        row.pop(path[0], None)


def _cell(place: Place, row: Any) -> Cell:
    value: Any = row
    for key in place.path:
        value = value.get(key) if isinstance(value, Mapping) else None
    if value is None or place.field["type"] in _LISTS:
        return value if isinstance(value, list) else None
    return shown(place.field, value)


def _row(places: list[Place], cells: list[Cell]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for place, cell in zip(places, cells, strict=False):
        if cell not in (None, "", []):
            put(row, place.path, cell)
    return row
