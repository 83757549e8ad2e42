"""What a sheet is read into: its lines that are not blank, with the numbers a spreadsheet shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from engine.errors import SheetRefused

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of a file or a pasted text; 2,000 rows of 48 columns take a tenth of it."""
MOST_COLUMNS: Final = 200

Cell: TypeAlias = str | int | float | bool | None
"""Text, a number, a truth or nothing; days and moments are ISO 8601 text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet; `number` is counted from 1, as a spreadsheet does."""

    number: int
    cells: Sequence[Cell]


def gather(rows: Iterable[Sequence[Cell]], most: int) -> list[Line]:
    """Return the lines that hold anything.

    Raises:
        SheetRefused: there are more than `most`.
    """
    found: list[Line] = []
    for number, cells in enumerate(rows, start=1):
        if all(cell is None or cell == "" for cell in cells):
            continue
        if len(found) == most:
            raise too_many(most)
        found.append(Line(number, cells))
    return found


def too_many(most: int) -> SheetRefused:
    """Return the refusal of a sheet with more lines than are taken, the header counted."""
    return SheetRefused(
        why=f"it has more than {most - 1:,} rows; send them in parts.",
        why_th=f"มีข้อมูลเกิน {most - 1:,} แถว กรุณาแบ่งส่ง",
    )
