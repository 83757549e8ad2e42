"""Rows for a table of a task's form, out of a spreadsheet: read, named where bad, kept as draft."""

from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final
from uuid import UUID

from engine import drafting, filling, sheets, tasking
from engine.context import Engine
from engine.errors import FormNotFound, SheetRefused, TableNotFound
from engine.forms import BadCell, FormDefinition, Imported, Target, import_rows, targets_of
from engine.model import Person
from engine.rows import InstanceRow, TaskRow
from engine.store import Transaction

MOST_TOLD: Final = 4_000
"""So many bad cells are told: each bad row once, and of what else is wrong as much as fits."""
_MOST_ROWS: Final = 50
_NUMBERS: Final = frozenset({"int", "decimal", "money", "percent", "be_year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Into which table of the form; `save`: "draft" puts the good rows in, "append" behind."""

    field: str
    save: str = ""
    header: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """An empty .xlsx and what it is called."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    definition: FormDefinition
    table: dict[str, Any]

    @property
    def most(self) -> int:
        """How many rows the table takes."""
        return int(self.table.get("max_rows", _MOST_ROWS))


def read(
    engine: Engine, person: Person, task_id: UUID, asked: Asked, content: tuple[bytes, bool]
) -> Imported:
    """Read a sheet for a table of an open task's form; `content`: bytes, and if they were pasted.

    Nothing is completed. The sheet is read while nothing is locked.

    Raises:
        TaskNotFound, TaskNotOpen, NotACandidate: as for everything done to a task.
        TableNotFound: the form has no such table.
        SheetRefused: it cannot be read, or has more rows than the table takes.
    """
    with engine.begin() as tx:
        task, _ = tasking.workable(tx, person, task_id)
        form = _form(tx, task.form_key, asked.field)
    found = _read(form, asked, content)
    if asked.save:
        with engine.begin() as tx:
            locked = tasking.workable(tx, person, task_id)
            _keep(engine, tx, (person, *locked), asked, (form, found.rows))
    return replace(found, errors=_told(found.errors))


def blank(engine: Engine, person: Person, task_id: UUID, field: str) -> Blank:
    """Return an empty sheet for a table of a task's form.

    Raises:
        TaskNotFound: there is none, or it is not the person's to see.
        TableNotFound: the form has no such table.
    """
    with engine.reading() as tx:
        task, _ = tasking.seen_task(tx, person, task_id)
        form = _form(tx, task.form_key, field)
    title = form.table["label"]["th"]
    columns = [_column(target) for target in targets_of(form.table)]
    return Blank(name=f"{title}.xlsx", content=sheets.write_blank(title, columns, form.most))


def _form(tx: Transaction, key: str | None, field: str) -> _Form:
    if key is None:
        raise TableNotFound(field=field)
    try:
        _, definition = filling.form_of(tx, key)
    except FormNotFound as problem:
        raise TableNotFound(field=field) from problem
    for each in definition.fields:
        if each["key"] == field and each["type"] == "table":
            return _Form(definition=definition, table=dict(each))
    raise TableNotFound(field=field)


def _read(form: _Form, asked: Asked, content: tuple[bytes, bool]) -> Imported:
    body, is_pasted = content
    read_sheet = sheets.read_text if is_pasted else sheets.read_file
    lines = read_sheet(body, form.most + asked.header)
    numbered = [(line.number, line.cells) for line in lines]
    found = import_rows(form.definition, form.table, numbered, header=asked.header)
    if not found.read:
        raise SheetRefused(
            why="no column of the table was found in it; its first line must hold the headings.",
            why_th="ไม่พบข้อมูลของคอลัมน์ใดในตาราง บรรทัดแรกต้องเป็นหัวคอลัมน์ตามแบบฟอร์ม",
        )
    return found


def _keep(
    engine: Engine,
    tx: Transaction,
    of: tuple[Person, TaskRow, InstanceRow],
    asked: Asked,
    good: tuple[_Form, list[dict[str, Any]]],
) -> None:
    """Put the good rows into the draft, in place of those there or behind them.

    Raises:
        SheetRefused: with those there they are more than the table takes.
    """
    (person, task, instance), (form, rows) = of, good
    data = filling.beginning(engine, tx, (instance, task), form.definition)
    before = data.get(asked.field) if asked.save == "append" else None
    whole = [*(before if isinstance(before, list) else []), *rows]
    if len(whole) > form.most:
        raise SheetRefused(
            why=f"with the rows already there it makes {len(whole):,} of at most {form.most:,}.",
            why_th=f"รวมกับแถวเดิมเป็น {len(whole):,} แถว เกินที่ตารางรับได้ {form.most:,} แถว",
        )
    drafting.keep(tx, person, task, {**data, asked.field: whole})


def _told(errors: list[BadCell]) -> list[BadCell]:
    """Return as many as are told: the first of every row, then the others, in the sheet's order."""
    if len(errors) <= MOST_TOLD:
        return errors
    first = {each.row: place for place, each in reversed([*enumerate(errors)])}
    chosen = set(first.values())
    others = (place for place in range(len(errors)) if place not in chosen)
    chosen |= set(islice(others, MOST_TOLD - len(first)))
    return [errors[place] for place in sorted(chosen)]


def _column(target: Target) -> sheets.Blank:
    kind = target.field["type"]
    mark = " *" if target.required else ""
    choices = [option["th"] for option in target.field.get("options", ()) if kind == "enum"]
    if kind == "bool":
        choices = ["ใช่", "ไม่ใช่"]
    return sheets.Blank(
        heading=target.heading["th"] + mark, is_number=kind in _NUMBERS, choices=choices
    )
