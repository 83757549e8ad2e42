"""Reads the first visible sheet of an .xlsx row by row, whatever it claims its size to be."""

import warnings
import zlib
from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO
from shutil import copyfileobj
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.exceptions import InvalidFileException

from engine.errors import SheetRefused
from engine.sheets.lines import MOST_COLUMNS, Cell, Line, gather

_MOST_UNPACKED: Final = 40 * 1024 * 1024
"""Bytes of everything in the archive: 2,000 rows of 48 columns unpack to 6 MB."""
_MOST_PARTS: Final = 1_000
_CHUNK: Final = 64 * 1024
_LAST_ROW: Final = 10_000
"""How far down a sheet is looked at: rows may lie between blank ones, but not for ever."""
_FIRST_BE: Final = 2400
_BUDDHIST_ERA: Final = 543
_FAULTS = (
    *(
        ArithmeticError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        EOFError,
        OSError,
        RuntimeError,
    ),
    *(BadZipFile, InvalidFileException, ParseError, zlib.error, NotImplementedError),
)
"""What the library raises for an archive that is not what it seems."""


def read_workbook(content: bytes, most: int) -> list[Line]:
    """Read the values of the first visible sheet; of a formula, the value it last had.

    Raises:
        SheetRefused: it is no .xlsx, is damaged, or unpacks to more than any table.
    """
    _require_sound(content)
    try:
        with warnings.catch_warnings():  # it remarks on styles and checks that we do not read
            warnings.simplefilter("ignore")
            plain = unpacked(content)
            book = load_workbook(plain, read_only=True, data_only=True, keep_links=False)
            with closing(book), closing(_rows(book)) as rows:
                return gather(rows, most)
    except _FAULTS as problem:
        raise _damaged() from problem


def _require_sound(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError) as problem:
        raise _damaged() from problem
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise SheetRefused(
            why="it is no .xlsx; save the table as .xlsx or .csv.",
            why_th="ไม่ใช่แฟ้ม .xlsx กรุณาบันทึกเป็น .xlsx หรือ .csv",
        )
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise SheetRefused(
            why="it unpacks to far more than a table of 2,000 rows.",
            why_th="ข้อมูลภายในแฟ้มใหญ่เกินกว่าตาราง 2,000 แถว",
        )


def unpacked(content: bytes) -> BytesIO:
    """Return the archive with nothing packed in it.

    What an archive says of its parts' sizes may be a lie, and whoever reads such a part in one
    piece, as the library does, unpacks all of it first. Read piece by piece, no part gives more
    than it says, and what all of them say was looked at before.
    """
    plain = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(plain, "w", ZIP_STORED) as unpacked:
        for name, part in packed.NameToInfo.items():
            if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # others unpack unboundedly
                raise _damaged()
            with packed.open(part) as source, unpacked.open(name, "w") as target:
                copyfileobj(source, target, _CHUNK)
    plain.seek(0)
    return plain


def _damaged() -> SheetRefused:
    return SheetRefused(
        why="the .xlsx is damaged; open it, save it again and send that.",
        why_th="แฟ้ม .xlsx เสียหาย กรุณาเปิดแล้วบันทึกใหม่",
    )


def _rows(book: Any) -> Generator[Sequence[Cell]]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise SheetRefused(why="it has no visible sheet.", why_th="ไม่มีแผ่นงานที่มองเห็น")
    sheets[0].reset_dimensions()
    with closing(sheets[0].iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS)) as rows:
        for row in rows:
            yield [None if cell is EMPTY_CELL else _value(cell) for cell in row]


def _value(cell: Any) -> Cell:
    value = cell.value
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return _number(cell, value)
    if isinstance(value, datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(cell: Any, value: float) -> Cell:
    """Return a number as it is shown: 0.885 under a percent format is 88.5%."""
    if "%" in str(cell.number_format):
        return f"{value * 100:.10g}%"
    return int(value) if float(value).is_integer() else value


def _moment(value: datetime) -> str:
    """Return a day or moment; a year such as 2569 was typed where Gregorian years were meant."""
    if value.year >= _FIRST_BE:
        try:
            value = value.replace(year=value.year - _BUDDHIST_ERA)
        except ValueError:  # 29 February of a year that has none
            return value.date().isoformat()
    return value.date().isoformat() if value.time() == time() else value.isoformat()
