"""Reads a table of schools out of a spreadsheet: a header above, then a school in each line.

Pure: bytes in, rows of texts by field out, each with its number in the sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.errors import SchoolFileUnreadable, SheetRefused
from engine.sheets import Cell, read_file

MOST_ROWS: Final = 2_000
_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("รหัสโรงเรียน", "รหัส", "รหัสสถานศึกษา", "schoolcode", "code"),
    "name_th": ("ชื่อโรงเรียน", "ชื่อ", "ชื่อสถานศึกษา", "โรงเรียน", "nameth", "name"),
    "name_en": ("ชื่อภาษาอังกฤษ", "ชื่ออังกฤษ", "nameen"),
    "affiliation": ("สังกัด", "affiliation"),
    "size": ("ขนาด", "ขนาดโรงเรียน", "size"),
    "levels": ("ระดับ", "ระดับชั้น", "ระดับที่เปิดสอน", "levels"),
    "students": ("จำนวนนักเรียน", "นักเรียน", "students"),
}
_OPTIONAL: Final = {"name_en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a table: number in the sheet and texts by field; `ignored`: other headers."""

    rows: list[tuple[int, dict[str, str]]]
    ignored: list[str]


def read(content: bytes) -> Sheet:
    """Read a table of schools: an .xlsx, or text with separators (see `engine.sheets`).

    Raises:
        SchoolFileUnreadable: it is no such table, lacks a column, or has too many rows.
    """
    lines = _lines(content)
    if not lines:
        raise SchoolFileUnreadable(why="it is empty", why_th="แฟ้มว่างเปล่า")
    header, *rest = lines
    fields = _fields(header[1])
    rows = [(number, _row(fields, cells)) for number, cells in rest]
    ignored = [text for text, field in zip(header[1], fields, strict=True) if field is None]
    return Sheet(rows=rows, ignored=[text for text in ignored if text.strip()])


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the lines that hold anything, each with its number in the sheet."""
    try:
        lines = read_file(content, MOST_ROWS + 1)
    except SheetRefused as refusal:
        raise SchoolFileUnreadable(**refusal.particulars) from refusal
    return [(line.number, [_shown(cell) for cell in line.cells]) for line in lines]


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _fields(header: list[str]) -> list[str | None]:
    """Return which field each column holds; None for a column that is of no interest."""
    known = {name: field for field, names in _HEADERS.items() for name in names}
    found = [known.get(_bare(text)) for text in header]
    twice = sorted({field for field in found if field and found.count(field) > 1})
    missing = [field for field in _HEADERS if field not in found and field not in _OPTIONAL]
    if twice or missing:
        th = ", ".join(_HEADERS[field][0] for field in twice or missing)
        en = ", ".join(twice or missing)
        raise SchoolFileUnreadable(
            why=f"column {en} is there twice" if twice else f"column {en} is missing",
            why_th=f"มีช่อง {th} ซ้ำ" if twice else f"ไม่มีช่อง {th}",
        )
    return found


def _bare(text: str) -> str:
    return "".join(text.split()).replace("_", "").replace(".", "").lower()


def _row(fields: list[str | None], cells: list[str]) -> dict[str, str]:
    padded = cells + [""] * (len(fields) - len(cells))
    paired = zip(fields, padded, strict=False)
    return {field: cell.strip() for field, cell in paired if field is not None}
