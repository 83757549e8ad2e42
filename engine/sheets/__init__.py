"""Spreadsheets: files and pasted text read into lines of plain cells, and empty ones to fill in.

Knows nothing of forms. Formulas are never worked out: their last value counts, and text that looks
like one is text.
"""

from engine.sheets.lines import LARGEST, MOST_COLUMNS, Cell, Line
from engine.sheets.reading import read_file, read_text
from engine.sheets.table import Column, write_table
from engine.sheets.template import Blank, write_blank

__all__ = [
    "LARGEST",
    "MOST_COLUMNS",
    "Blank",
    "Cell",
    "Column",
    "Line",
    "read_file",
    "read_text",
    "write_blank",
    "write_table",
]
