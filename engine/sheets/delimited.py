"""Reads text with separators: .csv of many makers, and what a spreadsheet puts on the clipboard."""

import codecs
import csv
from io import StringIO
from typing import Final

from engine.errors import SheetRefused
from engine.sheets.lines import MOST_COLUMNS, Line, gather

_SEPARATORS: Final = ("\t", ",", ";", "|")
_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 64 * 1024


def read_delimited(content: bytes, most: int) -> list[Line]:
    """Read text in UTF-8, UTF-16 or TIS-620, with tabs, commas, semicolons or bars between.

    Raises:
        SheetRefused: it is in none of these, or a quotation mark is never closed.
    """
    text = _decoded(content)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        return gather((row[:MOST_COLUMNS] for row in reader), most)
    except csv.Error as problem:
        raise SheetRefused(
            why=f"line {reader.line_num} is broken ({problem}).",
            why_th=f"บรรทัดที่ {reader.line_num} ผิดรูปแบบ (เครื่องหมายคำพูดไม่ครบหรือข้อความยาวเกินไป)",
        ) from problem


def _decoded(content: bytes) -> str:
    """Return the text; Thai spreadsheets still write TIS-620 (cp874) where UTF-8 is not chosen."""
    marked = (name for mark, name in _MARKED if content.startswith(mark))
    for encoding in (next(marked, "utf-8"), "cp874"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetRefused(
        why="it is no text in UTF-8 or TIS-620; send an .xlsx or a .csv.",
        why_th="ไม่ใช่ข้อความ UTF-8 หรือ TIS-620 กรุณาส่งแฟ้ม .xlsx หรือ .csv",
    )


def _separator(text: str) -> str:
    """Return the separator that parts the first line into the most cells."""
    start = text.lstrip("\r\n")[:_SAMPLE]
    return max(_SEPARATORS, key=lambda each: _cells(start, each))


def _cells(start: str, separator: str) -> int:
    try:
        return len(next(csv.reader(StringIO(start, newline=""), delimiter=separator), ()))
    except csv.Error:
        return 0
