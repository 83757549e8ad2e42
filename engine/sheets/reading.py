"""Tells what kind of sheet it is, by its content, and has it read."""

from engine.errors import SheetRefused
from engine.sheets.delimited import read_delimited
from engine.sheets.lines import LARGEST, Line
from engine.sheets.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
"""Begins an .xls of before 2007, and an .xlsx under a password."""
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"GIF8")


def read_file(content: bytes, most: int) -> list[Line]:
    """Read an .xlsx or a .csv; `most` is how many lines it may have, the header counted.

    Raises:
        SheetRefused: it is something else, has a password, or is too large; says what to do.
    """
    _require_size(content)
    if content.startswith(_ZIP):
        return read_workbook(content, most)
    if content.startswith(_OLD):
        raise SheetRefused(
            why="it is an old .xls or has a password; save it as .xlsx without one.",
            why_th="เป็นแฟ้ม .xls รุ่นเก่าหรือมีรหัสผ่าน กรุณาบันทึกเป็น .xlsx ที่ไม่มีรหัสผ่าน",
        )
    if content.startswith(_BINARY):
        raise SheetRefused(why="send an .xlsx or a .csv.", why_th="กรุณาส่งแฟ้ม .xlsx หรือ .csv")
    return read_delimited(content, most)


def read_text(content: bytes, most: int) -> list[Line]:
    """Read what was pasted from a spreadsheet: text with tabs, or else as in a .csv.

    Raises:
        SheetRefused: it is no such text, or too much of it.
    """
    _require_size(content)
    return read_delimited(content, most)


def _require_size(content: bytes) -> None:
    megabytes = LARGEST // 1024 // 1024
    if len(content) > LARGEST:
        raise SheetRefused(
            why=f"it is larger than {megabytes} MB.", why_th=f"มีขนาดเกิน {megabytes} MB"
        )
    if not content.strip():
        raise SheetRefused(why="it is empty.", why_th="ไม่มีข้อมูล")
