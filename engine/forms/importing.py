"""Rows of a sheet read into a form's table: columns found by their headings, bad cells named."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from engine.forms.checking import check
from engine.forms.definition import FormDefinition
from engine.forms.formulas import formula_of
from engine.forms.kinds import Field, parts
from engine.forms.messages import Message, without_row

Cells: TypeAlias = Sequence[str | int | float | bool | None]
Numbered: TypeAlias = tuple[int, Cells]
"""A line of a sheet and its number there."""

_SHOWN = 40
_FAULTS_OF_ROW = 20
_SPACE = re.compile("[\\s\u200b-\u200d\ufeff*:_.()\u2013\u2014-]+")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
_DAY_AND_TIME = re.compile(r"\d{4}-\d\d-\d\dT")
_CODES = frozenset({"thai_id", "phone_th", "school_code"})
_TEXTS = _CODES | {"text", "longtext", "ref", "email", "enum"}
_TITLES = {"ดช": "เด็กชาย", "ดญ": "เด็กหญิง", "นส": "นางสาว"}
"""How everybody writes a title in a table, without its dots."""
_SAME_AS = re.compile(r"(ซ้ำกับรายการที่ |the same as in row )([\d,]+)")
_MOST_ABOVE = 10
"""Lines that are looked at for the headings: a title may stand above them."""
_TICKS = {**dict.fromkeys("/✓✔☑", True), **dict.fromkeys("-✗✘☐", False)}
_SHORTENED = {
    "th": "โปรแกรมตารางย่อเลขนี้ กรุณาจัดรูปแบบคอลัมน์เป็นข้อความแล้วกรอกเลขเต็ม",
    "en": "The spreadsheet shortened the number: format the column as text and write all digits.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place in a row that a column of a sheet may fill: a column, or a part of one."""

    path: tuple[str, ...]
    field: Field
    heading: Message
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BadCell:
    """What is wrong with a cell; `row` is its number in the sheet, `place` its row in `every`."""

    row: int
    place: int
    path: tuple[str, ...]
    heading: Message
    value: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a sheet gave: its good rows as they are stored, and all that was not taken.

    `unmatched`: headings that no column has; `missing`: required columns without a heading;
    `read`: rows that hold anything; `faults`: bad cells, told or not. `every`: the bad rows too,
    as far as they could be read, to be mended where they are.
    """

    rows: list[dict[str, Any]]
    errors: list[BadCell]
    unmatched: list[str]
    missing: list[Message]
    read: int
    faults: int
    every: list[dict[str, Any]]


def targets_of(table: Field) -> list[Target]:
    """Return what a sheet may fill in of a table: no files and nothing that is computed."""
    return [t for column in table["columns"] if _is_typed(column) for t in _targets(column)]


def import_rows(
    definition: FormDefinition, table: Field, lines: Sequence[Numbered], *, header: bool = True
) -> Imported:
    """Read the lines of a sheet into rows of a table; without a header, by the columns' order.

    Lines that hold nothing for the table are passed over. A row with a bad cell is not taken; of
    each such row at most twenty faults are told.
    """
    targets, unmatched = targets_of(table), list[str]()
    placed: Sequence[Target | None] = targets
    if header:
        lines = _from_headings(targets, lines)
        placed, unmatched = _placed(table, targets, lines[0][1] if lines else ())
    found = {target.path for target in placed if target is not None}
    filled = [(n, _row(placed, cells)) for n, cells in (lines[1:] if header else lines)]
    filled = [(n, row) for n, row in filled if row]
    read, faults = _checked(definition, table, [row for _, row in filled])
    wrong = {int(path.split(".")[1]) for path in faults}
    return Imported(
        rows=[row for number, row in enumerate(read) if number not in wrong],
        errors=[_bad(table, targets, filled, each) for each in faults.items()],
        unmatched=unmatched,
        missing=[t.heading for t in targets if t.required and t.path not in found],
        read=len(filled),
        faults=len(faults),
        every=read,
    )


def _is_typed(column: Field) -> bool:
    return column["type"] != "file" and formula_of(column.get("auto", "")) is None


def _targets(column: Field) -> Iterator[Target]:
    label, needed = column["label"], bool(column.get("required"))
    inner = parts(column)
    if not inner:
        yield Target(path=(column["key"],), field=column, heading=label, required=needed)
    for part in inner:
        heading = {each: f"{label[each]}: {part['label'][each]}" for each in ("th", "en")}
        is_needed = needed and bool(part.get("required"))
        path = (column["key"], part["key"])
        yield Target(path=path, field=part, heading=heading, required=is_needed)


def _from_headings(targets: list[Target], lines: Sequence[Numbered]) -> Sequence[Numbered]:
    """Leave out what stands above the headings: the line with most of them is theirs."""
    known = _known(targets)
    said = [[_bare(str(cell)) for cell in cells] for _, cells in lines[:_MOST_ABOVE]]
    hits = [sum(text in known for text in line) for line in said]
    return lines[hits.index(max(hits)) :] if any(hits) else lines


def _placed(
    table: Field, targets: list[Target], header: Cells
) -> tuple[list[Target | None], list[str]]:
    """Return which target each column of the sheet fills, and the headings that none has."""
    known = _known(targets)
    untyped = [column for column in table["columns"] if not _is_typed(column)]
    passed = {_bare(name) for c in untyped for name in (c["key"], *c["label"].values())}
    placed: list[Target | None] = []
    unmatched: list[str] = []
    for cell in header:
        heading = "" if cell is None else str(cell)
        target = known.get(_bare(heading))
        if target in placed:
            target = None  # the same heading again: the first one counts
        if target is None and _bare(heading) not in passed | {""}:
            unmatched.append(heading.strip()[:_SHOWN])
        placed.append(target)
    return placed, unmatched


def _known(targets: list[Target]) -> dict[str, Target]:
    """Return the targets by every way to write their heading.

    A part may be called by its own name alone where no column and no other part is called so.
    """
    whole = _ways(targets, lambda target: [*target.heading.values(), ".".join(target.path)])
    alone = _ways(targets, lambda target: target.field["label"].values())
    return alone | whole


def _ways(targets: list[Target], names: Callable[[Target], Iterable[str]]) -> dict[str, Target]:
    ways: dict[str, list[Target]] = {}
    for target in targets:
        for text in {_bare(name) for name in names(target)} - {""}:
            ways.setdefault(text, []).append(target)
    return {way: found[0] for way, found in ways.items() if len(found) == 1}


def _bare(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _row(placed: Sequence[Target | None], cells: Cells) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for target, cell in zip(placed, cells, strict=False):
        if target is None or cell is None or cell == "":
            continue
        around = row
        for key in target.path[:-1]:
            around = around.setdefault(key, {})
        around[target.path[-1]] = _value(target.field, cell)
    return row


def _value(field: Field, cell: str | float) -> Any:
    """Return a cell as the field's reader takes it; what it cannot be stays as it is."""
    kind = field["type"]
    if not isinstance(cell, str):
        return _digits(kind, cell) if kind in _TEXTS and not isinstance(cell, bool) else cell
    return _READERS.get(kind, _as_it_is)(field, cell)


def _as_it_is(_: Field, text: str) -> str:
    return text


def _digits(kind: str, number: float) -> str:
    """Write a number as text; the zero that a telephone number has lost comes back."""
    text = str(number)
    return f"0{text}" if kind == "phone_th" and not text.startswith("0") else text


def _chosen(field: Field, text: str) -> str:
    """Return the value of the option that is called so, in whichever language."""
    asked = _TITLES.get(_bare(text), _bare(text))
    for option in field["options"]:
        if asked in {_bare(option[name]) for name in ("value", "th", "en")}:
            return str(option["value"])
    return text


def _all_chosen(field: Field, text: str) -> list[str]:
    return [_chosen(field, each) for each in re.split(r"[,;\n]", text) if each.strip()]


_READERS: dict[str, Callable[[Field, str], Any]] = {
    "enum": _chosen,
    "multi": _all_chosen,
    "bool": lambda _, text: _TICKS.get(text.strip(), text),
    "date": lambda _, text: text[:10] if _DAY_AND_TIME.match(text) else text,
}


def _checked(
    definition: FormDefinition, table: Field, rows: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, Message]]:
    key = table["key"]
    shown = {name: each for name, each in table.items() if name not in ("visible", "required_if")}
    alone = replace(definition, digest=f"{definition.digest}.{key}", fields=(shown,))
    most = len(rows) * _FAULTS_OF_ROW + 1
    read, faults = check(alone, {key: rows}, max_errors=most)
    return read.get(key, []), {path: said for path, said in faults.items() if "." in path}


def _bad(
    table: Field,
    targets: Iterable[Target],
    filled: Sequence[tuple[int, dict[str, Any]]],
    fault: tuple[str, Message],
) -> BadCell:
    _, index, *path = fault[0].split(".")
    number = int(index)
    target = next((each for each in targets if each.path == tuple(path[: len(each.path)])), None)
    value = _at(filled[number][1], path)
    is_short = target is not None and target.field["type"] in _CODES and _is_shortened(value)
    return BadCell(
        row=filled[number][0],
        place=number,
        path=tuple(path),
        heading=table["label"] if target is None else target.heading,
        value=_shown(value),
        message=_SHORTENED if is_short else _told(table, number, fault[1], filled),
    )


def _shown(value: object) -> str:
    each = value if isinstance(value, list) else [] if value is None else [value]
    return ", ".join(str(one) for one in each)[:_SHOWN]


def _told(
    table: Field, number: int, said: Message, filled: Sequence[tuple[int, dict[str, Any]]]
) -> Message:
    """Say it of a line of the sheet: where another row is named, by its number there."""

    def in_sheet(found: re.Match[str]) -> str:
        return f"{found[1]}{filled[int(found[2].replace(',', '')) - 1][0]}"

    told = without_row(table, number + 1, said)
    return {each: _SAME_AS.sub(in_sheet, text) for each, text in told.items()}


def _is_shortened(value: object) -> bool:
    return isinstance(value, str) and _SCIENTIFIC.fullmatch(value.strip()) is not None


def _at(row: object, path: Iterable[str]) -> object:
    for key in path:
        row = row.get(key) if isinstance(row, Mapping) else row
    return None if isinstance(row, dict) else row
