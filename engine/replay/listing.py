"""Writes events as a table for spreadsheets: CSV, UTF-8 with a mark, so that Excel shows Thai."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any, Final

BOM: Final = "\ufeff"
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the lines of a table, its heads first.

    A text that a spreadsheet would take for a formula is written behind an apostrophe.
    """
    yield BOM + _line(heads)
    for row in rows:
        yield _line([_harmless(cell) for cell in row])


def _line(cells: Sequence[Any]) -> str:
    out = StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULAS) else cell
