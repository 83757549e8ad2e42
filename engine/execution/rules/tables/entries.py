"""Rules on what is written: inputs and cells that parse, one for each column, and names."""

import ast
from collections.abc import Iterator

from engine.errors import ExpressionInvalid
from engine.execution.cells import ANY_CELL, BETWEEN, as_condition, is_value, negated, placed, tests
from engine.execution.rules.faults import Fault
from engine.execution.rules.tables.feel import advice
from engine.execution.rules.tables.sheet import Sheet, TableCheck
from engine.execution.table import Entry
from engine.execution.vocabulary import Element
from engine.expressions import parse, parse_script
from engine.model import Problem, Severity

EMPTY = Fault(
    "table-empty",
    "ตารางไม่มี{what_th}",
    "The table has no {what}.",
    "เพิ่ม{what_th} หรือลบงานกฎที่ถามตารางนี้",
    "Add one, or remove the business rule tasks that ask it.",
)
COUNT = Fault(
    "table-entries",
    "กฎที่ {number} มีช่องเงื่อนไข {inputs} ผลลัพธ์ {outputs} ต้องเป็น {columns} และ {results}",
    "Rule {number} has {inputs} input and {outputs} output entries, not {columns} and {results}.",
    "เพิ่มหรือลบช่องให้ครบทุกคอลัมน์ ช่องที่ไม่มีเงื่อนไขใส่ -",
    "Give it one entry for each column; an input that does not matter is -.",
)
OUTPUT_NAME = Fault(
    "table-output-name",
    "ชื่อผลลัพธ์ “{name}” ใช้เป็นชื่อตัวแปรไม่ได้",
    "The output's name “{name}” cannot be the name of a variable.",
    "ตั้งชื่อด้วยตัวอักษร ตัวเลข และ _ ไม่ขึ้นต้นด้วยตัวเลขหรือ _ และไม่ใช่คำสงวน",
    "Use letters, digits and _, not beginning with a digit or _, and no reserved word.",
)
OUTPUT_TWICE = Fault(
    "table-output-twice",
    "มีผลลัพธ์ชื่อ “{name}” มากกว่าหนึ่งคอลัมน์",
    "More than one output is called “{name}”.",
    "ตั้งชื่อให้ต่างกัน",
    "Give each output a name of its own.",
)
INVALID = Fault(
    "table-expression",
    "{place} อ่านไม่ได้ “{text}”: {why_th}",
    "{place_en} cannot be read, “{text}”: {why}",
    "แก้ให้เป็นค่า การเปรียบเทียบ ช่วง [1..5) หรือเงื่อนไขที่มี ? แทนค่าของคอลัมน์ ข้อความใส่ในเครื่องหมายคำพูด",
    "Write a value, a comparison, a range [1..5), or a condition with ? as input; quote texts.",
)
FEEL = Fault(
    "table-feel",
    "{place} เขียนแบบ FEEL ที่ระบบไม่รองรับ “{text}”: {why_th}",
    "{place_en} is written in FEEL that is not run here, “{text}”: {why}",
    "{instead_th}",
    "Instead, {instead}.",
)
FORM = Fault(
    "table-cell-form",
    "{place} เป็นเงื่อนไขที่ไม่ได้พูดถึงค่าของคอลัมน์ “{text}”",
    "{place_en} is a condition that says nothing of its input, “{text}”.",
    'หลายค่าคั่นด้วยจุลภาค เช่น "ก", "ข" เงื่อนไขอื่นใช้ ? แทนค่าของคอลัมน์ เช่น ? > other',
    'Put commas between values, "a", "b"; in a condition let ? stand for the input: ? > other.',
)
BARE_WORD = Fault(
    "table-bare-word",
    "{place} อ่านค่าจากตัวแปร “{text}”",
    "{place_en} reads a variable called “{text}”.",
    'ถ้าหมายถึงข้อความ ให้ใส่เครื่องหมายคำพูด "{text}"',
    'If the text is meant, quote it: "{text}".',
    Severity.WARNING,
)


def has_rules(sheet: Sheet) -> Iterator[Problem]:
    """A table without rules or outputs says nothing."""
    table = sheet.table
    if not table.rules:
        yield EMPTY.at(sheet, table.element, what="rule", what_th="กฎ")
    if not table.outputs:
        yield EMPTY.at(sheet, table.element, what="output", what_th="ผลลัพธ์")


def entries_are_complete(sheet: Sheet) -> Iterator[Problem]:
    """A rule has one entry for each column; the library pairs them by place."""
    wanted = (len(sheet.table.inputs), len(sheet.table.outputs))
    for rule in sheet.table.rules:
        found = (len(rule.inputs), len(rule.outputs))
        if found != wanted:
            told = {"number": rule.number, "inputs": found[0], "outputs": found[1]}
            yield COUNT.at(sheet, rule.element, **told, columns=wanted[0], results=wanted[1])


def outputs_are_variables(sheet: Sheet) -> Iterator[Problem]:
    """An output becomes a variable of its name."""
    seen: set[str] = set()
    for output in sheet.table.outputs:
        if not _is_variable(output.text):
            yield OUTPUT_NAME.at(sheet, output.element, name=output.text or "–")
        elif output.text in seen:
            yield OUTPUT_TWICE.at(sheet, output.element, name=output.text)
        seen.add(output.text)


def _is_variable(text: str) -> bool:
    if not text.isidentifier():
        return False
    try:
        parse_script(f"{text} = 1")
    except ExpressionInvalid:
        return False
    return True


def expressions_can_be_read(sheet: Sheet) -> Iterator[Problem]:
    """What the inputs ask and the outputs say parses."""
    for clause in sheet.table.inputs:
        yield from _told(sheet, clause.element, ("ค่าที่ถาม", "The input"), [clause.text])
    for clause in (each for each in sheet.table.outputs if each.default):
        told = ("ค่าปริยาย", "The default output")
        yield from _told(sheet, clause.element, told, [clause.default])
    for rule in sheet.table.rules:
        place = (f"ผลของกฎที่ {rule.number}", f"The output of rule {rule.number}")
        for entry in (each for each in rule.outputs if each.text):
            yield from _told(sheet, entry.element, place, [entry.text])


def cells_can_be_read(sheet: Sheet) -> Iterator[Problem]:
    """Every cell is a condition on its input, in our own language."""
    for clause in (each for each in sheet.table.inputs if each.listed):
        yield from _of_cell(sheet, Entry(clause.element, clause.listed), _LISTED)
    for clause in (each for each in sheet.table.outputs if each.listed):
        yield from _of_cell(sheet, Entry(clause.element, clause.listed), _LISTED)
    for rule in sheet.table.rules:
        place = (f"เงื่อนไขของกฎที่ {rule.number}", f"The input of rule {rule.number}")
        for entry in (each for each in rule.inputs if each.text not in ANY_CELL):
            yield from _of_cell(sheet, entry, place)


_LISTED = ("รายการค่าที่ใช้ได้", "The list of values")


def _of_cell(sheet: Sheet, entry: Entry, place: tuple[str, str]) -> Iterator[Problem]:
    condition = as_condition("x", entry.text)
    problems = [*_told(sheet, entry.element, place, [condition or ""], entry.text)]
    parts = _parts(entry.text)
    if not problems:  # a bracket that one part opens and another closes is found in the part
        problems = [*_told(sheet, entry.element, place, [*_alone(parts)], entry.text)]
    if not problems and any(is_value(part) and _is_logic(part) for part in parts):
        th, en = place
        problems = [FORM.at(sheet, entry.element, place=th, place_en=en, text=entry.text)]
    yield from problems


def _parts(cell: str) -> list[str]:
    several = tests(cell)
    inner = negated(cell) if len(several) == 1 else None
    return several if inner is None else _parts(inner)


def _alone(parts: list[str]) -> Iterator[str]:
    """Return each expression that a cell is made of, without the brackets put around it."""
    for part in parts:
        if (whole := placed("x", part)) is not None:
            yield whole
        elif found := BETWEEN.fullmatch(part):
            yield from (found[2], found[3])
        else:
            yield part if is_value(part) else f"x {part}"


def _is_logic(part: str) -> bool:
    found = ast.parse(part, mode="eval").body
    is_not = isinstance(found, ast.UnaryOp) and isinstance(found.op, ast.Not)
    return is_not or isinstance(found, ast.BoolOp | ast.Compare)


def _told(
    sheet: Sheet, element: Element, place: tuple[str, str], texts: list[str], whole: str = ""
) -> Iterator[Problem]:
    """Tell of the first of some expressions that does not parse."""
    for text in texts:
        try:
            parse(text)
        except ExpressionInvalid as refused:
            yield _refused(sheet, element, place, whole or text, refused)
            return


def _refused(
    sheet: Sheet, element: Element, place: tuple[str, str], text: str, why: ExpressionInvalid
) -> Problem:
    reason = why.particulars.get("why", "–")
    told = {
        "place": place[0],
        "place_en": place[1],
        "text": text,
        "why": reason,
        "why_th": why.particulars.get("why_th", reason),
    }
    instead = advice(text)
    if instead is None:
        return INVALID.at(sheet, element, **told)
    return FEEL.at(sheet, element, **told, instead_th=instead[0], instead=instead[1])


def words_are_meant(sheet: Sheet) -> Iterator[Problem]:
    """A word without quotes in a column of texts is a variable, which is seldom meant."""
    table = sheet.table
    for rule in table.rules:
        inputs = zip(table.inputs, rule.inputs, strict=False)
        outputs = zip(table.outputs, rule.outputs, strict=False)
        told = {"place": f"ช่องของกฎที่ {rule.number}", "place_en": f"An entry of rule {rule.number}"}
        for clause, entry in (*inputs, *outputs):
            if clause.type == "string" and _is_word(entry.text):
                yield BARE_WORD.at(sheet, entry.element, text=entry.text, **told)


def _is_word(text: str) -> bool:
    return text.isidentifier() and text not in {"true", "false", "null", "True", "False", "None"}


RULES: tuple[TableCheck, ...] = (
    has_rules,
    entries_are_complete,
    outputs_are_variables,
    expressions_can_be_read,
    cells_can_be_read,
    words_are_meant,
)
