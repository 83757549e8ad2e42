"""What a form's templates ask of the page around it: addresses, who signs, what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from engine.forms.kinds import Field
from web.forms.controls import Control, pending
from web.forms.naming import FILES, REMOVED, identity, posted
from web.forms.tables import Cell, Place, places_of
from web.language import language, t

_TYPES: Final = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_CELLS_WITHOUT_SCRIPTS: Final = 300
_BLANK_ROWS: Final = 3
_MEGABYTE: Final = 1024 * 1024
_LISTS: Final = frozenset({"multi", "file"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table for browsers without scripts."""

    place: Place

    @property
    def name(self) -> str:
        """What is posted behind the row's number."""
        return posted(self.place.path)

    @property
    def id(self) -> str:
        """What stands in the id behind the row's number."""
        return "-".join(self.place.path)

    @property
    def label(self) -> str:
        """Its heading."""
        own, column = (each["label"][language()] for each in (self.place.field, self.place.column))
        return str(own if self.place.field is self.place.column else f"{column}: {own}")

    @property
    def is_many(self) -> bool:
        """Whether several values may be chosen."""
        return bool(self.place.field["type"] == "multi")

    @property
    def is_file(self) -> bool:
        """Whether it takes files, which stay as they are without scripts."""
        return bool(self.place.field["type"] == "file")

    @property
    def options(self) -> list[tuple[str, str]]:
        """What may be chosen."""
        if self.place.field["type"] == "bool":
            return [("true", t("ใช่", "Yes")), ("false", t("ไม่ใช่", "No"))]
        return named(self.place.field.get("options", ()))

    def read(self, cell: Cell) -> str:
        """Return a cell for reading."""
        known = dict(self.options)
        values = cell if isinstance(cell, list) else [cell]
        told = [each.get("name") if isinstance(each, dict) else each for each in values]
        return ", ".join(str(known.get(each, each)) for each in told if each is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a form.

    `file`: the address of an attachment by its id; `level`: of the headings of tables.
    """

    file: Callable[[str], str]
    signer: str
    today: str
    most_bytes: int
    errors: Mapping[str, Mapping[str, str]]
    is_read_only: bool
    level: int = 3

    def accepts(self, field: Field) -> str:
        """Return what a file input takes, as browsers are told."""
        return ",".join(_TYPES[kind] for kind in field.get("accept", _TYPES))

    def accepted(self, field: Field) -> str:
        """Say which files a field takes."""
        kinds = ", ".join(kind.upper() for kind in field.get("accept", _TYPES))
        most = self.most(field) / _MEGABYTE
        return t(f"{kinds} ไม่เกิน {most:g} MB ต่อไฟล์", f"{kinds}, up to {most:g} MB each")

    def most(self, field: Field) -> int:
        """Return how many bytes one file of a field may have."""
        return min(int(field.get("max_bytes", self.most_bytes)), self.most_bytes)

    def cell_errors(self, table: Control) -> dict[str, str]:
        """Return what is wrong in a table's rows: `17.thai_id` → sentence."""
        before = f"{table.name}."
        return {
            path.removeprefix(before): said[language()]
            for path, said in self.errors.items()
            if path.startswith(before)
        }

    def places(self, table: Control) -> list[Column]:
        """Return the columns of a table for browsers without scripts."""
        return [Column(place) for place in places_of(table.field)]

    def plain_rows(self, table: Control) -> list[list[Cell]]:
        """Return the rows that browsers without scripts show, and some empty ones behind."""
        most = max(1, _CELLS_WITHOUT_SCRIPTS // max(1, len(places_of(table.field))))
        blank: list[list[Cell]] = [] if self.is_read_only else [[] for _ in range(_BLANK_ROWS)]
        room = [*table.value, *blank] if len(table.value) < table.limits[1] else table.value
        return list(room[:most])


def named(options: Any) -> list[tuple[str, str]]:
    """Return (value, text) of options."""
    return [(each["value"], each[language()]) for each in options]


WORDS: Final[Mapping[str, Any]] = {
    "named": named,
    "pending": pending,
    "files_name": FILES,
    "removed_name": REMOVED,
    "identity": partial(identity),
}
"""What the templates of forms call by name."""
