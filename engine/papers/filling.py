"""What a diagram gives a paper: checked against the declaration, and put in order.

What leaves here is what the template reads and the history keeps, so that a paper can be made
again: plain texts, lists and ISO dates, with everything not given as None.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn

from engine.calendar import local_date
from engine.errors import Invalid, PaperInputInvalid, PaperInputMissing, PaperInputUnknown
from engine.isotime import moment
from engine.papers.declaring import Column, Paper
from engine.papers.texts import clean, joined_address, joined_name
from engine.thai import parse_date

MOST_ROWS: Final = 2_000
"""Rows of one table; a school's list of students has as many (forms.yaml)."""
MOST_CELLS: Final = 20_000
"""Cells of one table: ten columns of as many rows take 5 seconds to set, a sixth of a job's lease,
and no other paper is set meanwhile."""


class _Unfit(Exception):
    """A value that is not of its kind; the words say what was expected (th, en)."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.th = th
        self.en = en


def fill(paper: Paper, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every input of the paper in order.

    Raises:
        PaperInputUnknown: the paper has no such input.
        PaperInputMissing: one it must be told is missing, None or blank.
        PaperInputInvalid: one is not of its kind.
    """
    for name in given:
        if name not in paper.inputs:
            raise PaperInputUnknown(paper=paper.key, input=name)
    filled = {name: _filled(paper, each, given.get(name)) for name, each in paper.inputs.items()}
    _require_even(paper, filled)
    return filled


def _filled(paper: Paper, asked: Column, value: Any) -> Any:
    try:
        ordered = _ordered(asked, value)
    except _Unfit as unfit:
        raise PaperInputInvalid(**_named(paper, asked), why=unfit.en, why_th=unfit.th) from unfit
    if ordered is None and asked.required:
        raise PaperInputMissing(**_named(paper, asked))
    return ordered


def _named(paper: Paper, asked: Column) -> dict[str, str]:
    return {
        "paper": paper.key,
        "paper_th": paper.title_th,
        "paper_en": paper.title_en,
        "input": asked.key,
        "input_th": asked.th,
        "input_en": asked.en,
    }


def _require_even(paper: Paper, filled: Mapping[str, Any]) -> None:
    """A table has as many cells in each row as there are columns named."""
    wide = len(filled.get("columns") or ())
    for asked in paper.inputs.values():
        rows = filled[asked.key] if asked.kind == "table" else None
        for number, row in enumerate(rows or (), 1):
            if len(row) != wide:
                raise PaperInputInvalid(
                    **_named(paper, asked),
                    why=f"has {len(row)} cells in row {number}, but there are {wide} columns",
                    why_th=f"แถวที่ {number} มี {len(row)} ช่อง แต่ตารางมี {wide} คอลัมน์",
                )


def _ordered(asked: Column, value: Any) -> Any:
    """Return a value in order; None when there is nothing in it."""
    if value is None or value in ("", [], {}):
        return None
    if asked.kind == "rows":
        return _rows(asked, value)
    if asked.kind == "choice":
        return _choice(asked, value)
    return _PLAIN[asked.kind](value)


def _choice(asked: Column, value: Any) -> str:
    if value not in asked.choices:
        possible = ", ".join(asked.choices)
        raise _Unfit(f"ต้องเป็นค่าใดค่าหนึ่งใน {possible}", f"must be one of {possible}")
    return str(value)


def _rows(asked: Column, value: Any) -> list[dict[str, Any]] | None:
    rows = [_row(asked, number, each) for number, each in enumerate(_list(value), 1)]
    return rows or None


def _row(asked: Column, number: int, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        names = ", ".join(column.key for column in asked.columns)
        raise _Unfit(f"แถวที่ {number} ต้องมี {names}", f"must have {names} in row {number}")
    row = {column.key: _ordered(column, value.get(column.key)) for column in asked.columns}
    for column in asked.columns:
        if column.required and row[column.key] is None:
            raise _Unfit(
                f"แถวที่ {number} ยังไม่มี “{column.th}” ({column.key})",
                f"lacks “{column.en}” ({column.key}) in row {number}",
            )
    return row


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        _expect("ต้องเป็นข้อความ", "must be a text")
    return clean(str(value)) or None


def _date(value: Any) -> str | None:
    """Return an ISO date; a moment is the day it falls on in Bangkok."""
    if not isinstance(value, str):
        _expect("ต้องเป็นวันที่", "must be a date")
    try:
        if "T" in value:
            return local_date(moment(value)).isoformat()
        return parse_date(value).isoformat() if value.strip() else None
    except Invalid:
        _expect("ต้องเป็นวันที่", "must be a date")


def _period(value: Any) -> dict[str, str] | None:
    """Return {"date": ISO} or {"text": …}: since when something holds may be a school year."""
    try:
        kind, found = "date", _date(value)
    except _Unfit:
        kind, found = "text", _text(value)
    return None if found is None else {kind: found}


def _person(value: Any) -> str | None:
    return joined_name(value) if isinstance(value, Mapping) else _text(value)


def _address(value: Any) -> str | None:
    return joined_address(value) if isinstance(value, Mapping) else _text(value)


def _texts(value: Any) -> list[str] | None:
    listed = [value] if isinstance(value, str) else _list(value)
    return [text for each in listed if (text := _text(each)) is not None] or None


def _table(value: Any) -> list[list[str]] | None:
    rows = [_list(row) for row in _list(value)]
    if sum(map(len, rows)) > MOST_CELLS:
        _expect(f"มีได้ไม่เกิน {MOST_CELLS:,} ช่อง", f"may have at most {MOST_CELLS:,} cells")
    return [[_cell(each) for each in row] for row in rows] or None


def _cell(value: Any) -> str:
    return "" if value is None else (_text(value) or "")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        _expect("ต้องเป็นรายการ", "must be a list")
    if len(value) > MOST_ROWS:
        _expect(f"มีได้ไม่เกิน {MOST_ROWS:,} รายการ", f"may have at most {MOST_ROWS:,} entries")
    return value


def _expect(th: str, en: str) -> NoReturn:
    raise _Unfit(th, en)


_PLAIN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": _text,
    "date": _date,
    "period": _period,
    "person": _person,
    "address": _address,
    "texts": _texts,
    "table": _table,
}
