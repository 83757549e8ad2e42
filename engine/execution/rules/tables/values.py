"""Rules on values: what a column declares, its type and its list of values, its cells keep to."""

import ast
from collections.abc import Iterator

from engine.errors import ExpressionFailed
from engine.execution.cells import as_condition
from engine.execution.rules.faults import Fault
from engine.execution.rules.tables.constants import (
    ASKED,
    Constant,
    Literal,
    literal_of,
    read_condition,
)
from engine.execution.rules.tables.sheet import Sheet, TableCheck
from engine.execution.table import Clause, Entry
from engine.expressions import parse
from engine.model import Problem

_TEXT = frozenset({"str"})
_NUMBER = frozenset({"int", "float"})
_WHOLE = frozenset({"int"})
_TYPES = {
    "string": _TEXT,
    "boolean": frozenset({"bool"}),
    "integer": _WHOLE,
    "long": _WHOLE,
    "number": _NUMBER,
    "double": _NUMBER,
    "date": _TEXT,
    "time": _TEXT,
    "dateTime": _TEXT,
}
"""What is written for a value of a declared type; a type that is not named may be anything."""

TYPE = Fault(
    "table-type",
    "กฎที่ {number}: {value} ไม่ใช่ค่าชนิด {type} ที่คอลัมน์ “{column}” ประกาศไว้",
    "Rule {number}: {value} is not of type {type}, which column “{column}” declares.",
    "แก้ค่า (ข้อความอยู่ในเครื่องหมายคำพูด จริงเท็จเขียน true false) หรือแก้ typeRef",
    "Mend the value (texts are quoted, truth values are true and false), or the typeRef.",
)
LISTED = Fault(
    "table-value-unlisted",
    "กฎที่ {number}: {value} ไม่อยู่ในค่าที่คอลัมน์ “{column}” ประกาศไว้ ({listed})",
    "Rule {number}: {value} is not among the values that column “{column}” lists ({listed}).",
    "แก้ค่า หรือเพิ่มค่านี้ในรายการของคอลัมน์",
    "Mend the value, or add it to the column's list.",
)
NUMBER = Fault(
    "table-aggregated",
    "กฎที่ {number}: {value} ไม่ใช่ตัวเลข จึงรวมด้วย {aggregation} ไม่ได้",
    "Rule {number}: {value} is not a number, so there is no {aggregation} of it.",
    "ให้ผลเป็นตัวเลข หรือใช้ COLLECT ที่ไม่รวมค่า",
    "Let it say a number, or use COLLECT without aggregation.",
)


def inputs_keep_to_what_is_declared(sheet: Sheet) -> Iterator[Problem]:
    """A cell that compares with what can never come would never hold."""
    for rule in sheet.table.rules:
        for clause, entry in zip(sheet.table.inputs, rule.inputs, strict=False):
            condition = as_condition(ASKED, entry.text)
            read = read_condition(condition) if condition else None
            if read is not None:
                kinds = _comparable(clause.type)
                wrong = [value for kind, value in read.constants if not _fits(kind, kinds)]
                yield from _of_type(sheet, clause, entry, rule.number, wrong)
                yield from _of_list(sheet, clause, entry, rule.number, read.equal)


def _comparable(type_: str) -> frozenset[str] | None:
    """A number may be compared with any number, be it whole itself."""
    found = _TYPES.get(type_)
    return _NUMBER if found == _WHOLE else found


def _fits(kind: str, kinds: frozenset[str] | None) -> bool:
    return kinds is None or kind in kinds or kind == "NoneType"


def outputs_keep_to_what_is_declared(sheet: Sheet) -> Iterator[Problem]:
    """What stands behind a table relies on its outputs."""
    for clause, entry, number in _outputs(sheet):
        found = literal_of(entry.text)
        kinds = _TYPES.get(clause.type)
        if found is None and kinds is not None and _is_composite(entry.text):
            yield from _of_type(sheet, clause, entry, number, [entry.text])
        elif found is not None and not _fits(type(found.value).__name__, kinds):
            yield from _of_type(sheet, clause, entry, number, [found.value])
        elif found is not None and found.value is not None:
            yield from _of_list(sheet, clause, entry, number, [found.value])


def _outputs(sheet: Sheet) -> Iterator[tuple[Clause, Entry, int]]:
    for rule in sheet.table.rules:
        for clause, entry in zip(sheet.table.outputs, rule.outputs, strict=False):
            if entry.text:
                yield clause, entry, rule.number


def _is_composite(text: str) -> bool:
    try:
        found = ast.parse(text, mode="eval").body
    except SyntaxError:
        return False
    return isinstance(found, ast.Dict | ast.List | ast.Tuple | ast.ListComp)


def _of_type(
    sheet: Sheet, clause: Clause, entry: Entry, number: int, wrong: list[Constant]
) -> Iterator[Problem]:
    for value in wrong:
        told = {"type": clause.type, "column": clause.text, "number": number}
        yield TYPE.at(sheet, entry.element, value=_written(value), **told)


def _of_list(
    sheet: Sheet, clause: Clause, entry: Entry, number: int, values: list[Constant]
) -> Iterator[Problem]:
    for value in values:
        if not _is_listed(clause.listed, value):
            told = {"listed": clause.listed, "column": clause.text, "number": number}
            yield LISTED.at(sheet, entry.element, value=_written(value), **told)


def _is_listed(listed: str, value: Constant) -> bool:
    """Return whether a list lets a value through; one that is not of constants lets all through."""
    condition = as_condition(ASKED, listed)
    if condition is None or value is None:
        return True
    try:
        return bool(parse(condition).evaluate({ASKED: value}))
    except ExpressionFailed:
        read = read_condition(condition)
        return read is None or bool(read.symbols)


def numbers_are_aggregated(sheet: Sheet) -> Iterator[Problem]:
    """There is a sum, a least and a largest of numbers only."""
    how = sheet.table.aggregation
    for _, entry, number in _outputs(sheet) if how not in ("", "COUNT") else ():
        found = literal_of(entry.text)
        if not _may_be_number(found, entry.text):
            yield NUMBER.at(sheet, entry.element, value=entry.text, aggregation=how, number=number)


def _may_be_number(found: Literal | None, text: str) -> bool:
    if found is None:
        return not _is_composite(text)
    return type(found.value).__name__ in _NUMBER


def _written(value: Constant) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


RULES: tuple[TableCheck, ...] = (
    inputs_keep_to_what_is_declared,
    outputs_keep_to_what_is_declared,
    numbers_are_aggregated,
)
