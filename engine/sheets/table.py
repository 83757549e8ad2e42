"""Writes a table as an .xlsx: a title, its heading, and cells that are what they look like."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

Value: TypeAlias = str | int

_FILL: Final = PatternFill("solid", fgColor="DDE7F3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, and its width in letters."""

    heading: str
    width: int = 16


def write_table(
    title: str, notes: Sequence[str], columns: Sequence[Column], rows: Sequence[Sequence[Value]]
) -> bytes:
    """Return an .xlsx with notes above the table; the table can be filtered and is kept in view."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "".join(letter for letter in title if letter not in r"[]:*?/\'")[:31] or "ตาราง"
    for number, note in enumerate((title, *notes), start=1):
        _write(sheet.cell(row=number, column=1), note)
    sheet.cell(row=1, column=1).font = Font(bold=True, size=14)
    head = len(notes) + 3
    for number, column in enumerate(columns, start=1):
        _head(sheet, (head, number), column)
    for line, row in enumerate(rows, start=head + 1):
        for number, value in enumerate(row, start=1):
            _write(sheet.cell(row=line, column=number), value)
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{head + max(len(rows), 1)}"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _head(sheet: Any, place: tuple[int, int], column: Column) -> None:
    cell = sheet.cell(row=place[0], column=place[1])
    _write(cell, column.heading)
    cell.font, cell.fill = Font(bold=True), _FILL
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions[get_column_letter(place[1])].width = column.width


def _write(cell: Any, value: Value) -> None:
    """Write a value as what it is: text that begins with = + - @ is no formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
