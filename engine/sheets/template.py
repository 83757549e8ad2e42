"""Writes an empty .xlsx to be filled in: the header, and what a spreadsheet may help with."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

_AS_TEXT: Final = "@"
"""Keeps identity numbers, telephone numbers and dates from being turned into numbers."""
_WIDTHS: Final = (12, 40)
_CHOICES: Final = "ตัวเลือก"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A column to be filled in: its heading, how its cells are kept, and what may be chosen."""

    heading: str
    is_number: bool = False
    choices: Sequence[str] = ()


def write_blank(title: str, columns: Sequence[Blank], rows: int) -> bytes:
    """Return an .xlsx with a header and room for so many rows."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "".join(letter for letter in title if letter not in r"[]:*?/\'")[:31] or "ตาราง"
    sheet.freeze_panes = "A2"
    lists: Any = book.create_sheet(_CHOICES)
    lists.sheet_state = "hidden"
    for number, column in enumerate(columns, start=1):
        _head(sheet, number, column)
        if column.choices:
            _offer(sheet, lists, number, (column.choices, rows))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _head(sheet: Any, number: int, column: Blank) -> None:
    cell = sheet.cell(row=1, column=number)
    _write(cell, column.heading)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="DDE7F3")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    low, high = _WIDTHS
    room = sheet.column_dimensions[get_column_letter(number)]
    room.width = min(high, max(low, len(column.heading) + 2))
    if not column.is_number:
        room.number_format = _AS_TEXT


def _write(cell: Any, text: str) -> None:
    """Write text as text: what begins with = + - @ is no formula."""
    cell.value = text
    cell.data_type = "s"


def _offer(sheet: Any, lists: Any, number: int, offered: tuple[Sequence[str], int]) -> None:
    choices, rows = offered
    letter = get_column_letter(number)
    for place, choice in enumerate(choices, start=1):
        _write(lists.cell(row=place, column=number), choice)
    source = f"='{_CHOICES}'!${letter}$1:${letter}${len(choices)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}2:{letter}{rows + 1}")
    sheet.add_data_validation(rule)
