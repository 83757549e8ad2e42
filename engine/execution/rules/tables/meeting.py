"""Rules on how rules meet: two that hold together, one never reached, and what none covers.

Inputs are taken to be independent of each other, as DMN does. Cells that are not understood are
taken for what they might be: nothing is refused, and no gap told, on a guess.
"""

from collections.abc import Iterator
from itertools import combinations, islice

from engine.execution.cells import ANY_CELL
from engine.execution.rules.faults import Fault
from engine.execution.rules.tables.constants import literal_of
from engine.execution.rules.tables.coverage import Region, TooMuch, is_empty, shared, uncovered
from engine.execution.rules.tables.sheet import Sheet, TableCheck
from engine.execution.table import TableRule
from engine.model import Problem, Severity

_MOST_RULES = 500
"""Above this, rules are not compared with each other: the pairs grow with the square."""
_MOST = 20
"""Problems of a kind told of one table."""

OVERLAP = Fault(
    "table-overlap",
    "กฎที่ {first} และ {second} เป็นจริงพร้อมกันได้ ทั้งที่เป็น UNIQUE เช่น {example}",
    "Rules {first} and {second} can hold together, though the policy is UNIQUE: {example}.",
    "แก้ช่องให้ไม่ซ้อนกัน หรือใช้ FIRST ถ้าหมายถึงกฎแรกที่เป็นจริง",
    "Let their cells exclude each other, or use FIRST if the first that holds is meant.",
)
DISAGREE = Fault(
    "table-disagree",
    "กฎที่ {first} และ {second} เป็นจริงพร้อมกันได้แต่ให้ผลต่างกัน ทั้งที่เป็น ANY เช่น {example}",
    "Rules {first} and {second} can hold together and say different things under ANY: {example}.",
    "ให้ผลตรงกัน หรือแก้ช่องให้ไม่ซ้อนกัน",
    "Let them say the same, or let their cells exclude each other.",
)
NEVER = Fault(
    "table-rule-never",
    "กฎที่ {first} ไม่มีวันเป็นจริง",
    "Rule {first} can never hold.",
    "ตรวจช่วง การปฏิเสธ และค่าที่คอลัมน์ประกาศไว้",
    "Check its ranges, its not(…), and the values that the columns list.",
    Severity.WARNING,
)
UNREACHED = Fault(
    "table-rule-unreached",
    "กฎที่ {first} ไม่มีวันถูกใช้ เพราะกฎก่อนหน้า{second}ครอบคลุมทั้งหมดแล้ว",
    "Rule {first} is never reached: what it holds for is covered by the rules before it{second}.",
    "ย้ายขึ้นก่อน หรือลบออก",
    "Move it up, or remove it.",
    Severity.WARNING,
)
GAP = Fault(
    "table-gap",
    "ไม่มีกฎใดครอบคลุมกรณี {example} ผลลัพธ์จะเป็นค่าว่าง",
    "No rule covers {example}; the outputs will be null.",
    "เพิ่มกฎ ใส่ค่าปริยายของผลลัพธ์ (defaultOutputEntry) หรือระบุค่าที่เป็นไปได้ของคอลัมน์ (inputValues)",
    "Add a rule or a defaultOutputEntry, or list the values an input can have (inputValues).",
    Severity.WARNING,
)
UNPROVEN = Fault(
    "table-unproven",
    "ตรวจไม่ได้ว่ากฎซ้อนกันหรือครอบคลุมครบหรือไม่: {why_th}",
    "Whether rules meet or leave gaps cannot be told: {why}.",
    "ใช้ค่า การเปรียบเทียบ และช่วงของค่าคงที่ หรือแบ่งตาราง ขณะทำงาน UNIQUE ที่ซ้อนกันจะหยุดรอผู้ดูแล",
    "Use values, comparisons and ranges of constants, or part the table; at run time, rules that "
    "meet under UNIQUE become an incident.",
    Severity.WARNING,
)
TWICE = Fault(
    "table-rule-twice",
    "กฎที่ {second} เหมือนกฎที่ {first} ทุกช่อง",
    "Rule {second} is the same as rule {first} in every cell.",
    "ลบกฎที่ซ้ำ",
    "Remove one of them.",
    Severity.WARNING,
)
UNUSED = Fault(
    "table-input-unused",
    "ไม่มีกฎใดใช้คอลัมน์ “{column}”",
    "No rule looks at column “{column}”.",
    "ลบคอลัมน์ หรือเขียนเงื่อนไขในช่องของคอลัมน์",
    "Remove the column, or write what matters into its cells.",
    Severity.WARNING,
)


def rules_exclude_each_other(sheet: Sheet) -> Iterator[Problem]:
    """Under UNIQUE one rule holds; under ANY those that hold say the same."""
    fault = {"UNIQUE": OVERLAP, "ANY": DISAGREE}.get(sheet.table.policy)
    if fault is not None and len(sheet.table.rules) <= _MOST_RULES:
        yield from islice(_meetings(sheet, fault), _MOST)


def _meetings(sheet: Sheet, fault: Fault) -> Iterator[Problem]:
    regions = [_region(sheet, rule) for rule in sheet.table.rules]
    for one, other in combinations(sheet.table.rules, 2):
        if fault is DISAGREE and not _differ(one, other):
            continue
        example = _example(sheet, one, other, (regions[one.number - 1], regions[other.number - 1]))
        if example is not None:
            told = {"first": one.number, "second": other.number, "example": example}
            yield fault.at(sheet, other.element, **told)


def _example(
    sheet: Sheet, one: TableRule, other: TableRule, regions: tuple[Region, Region]
) -> str | None:
    """Return a combination for which both rules surely hold, in words."""
    found = shared(*regions)
    if found is None:
        return None
    if _is_sure(sheet, one) and _is_sure(sheet, other):
        return _combination(sheet, found)
    return "–" if _texts(one.inputs) == _texts(other.inputs) else None


def _differ(one: TableRule, other: TableRule) -> bool:
    """Return whether two rules say different constants: what is worked out is seen at run time."""
    pairs = zip(one.outputs, other.outputs, strict=True)
    found = [(literal_of(left.text), literal_of(right.text)) for left, right in pairs]
    return any(left and right and left.value != right.value for left, right in found)


def rules_can_hold(sheet: Sheet) -> Iterator[Problem]:
    """A rule that never holds, or comes too late, was meant otherwise."""
    before: list[Region] = []
    for rule in sheet.table.rules[:_MOST_RULES]:
        region = _region(sheet, rule)
        if is_empty(region):
            yield NEVER.at(sheet, rule.element, first=rule.number)
        elif sheet.table.policy == "FIRST" and _is_covered(region, before):
            second = _covering(sheet, region, rule)
            yield UNREACHED.at(sheet, rule.element, first=rule.number, second=second)
        if _is_sure(sheet, rule):
            before.append(region)


def _is_covered(region: Region, before: list[Region]) -> bool:
    try:
        return uncovered(region, before) is None
    except TooMuch:
        return False


def _covering(sheet: Sheet, region: Region, rule: TableRule) -> str:
    """Return the one earlier rule that covers all of a region, in brackets; else nothing."""
    for earlier in sheet.table.rules[: rule.number - 1]:
        if _is_sure(sheet, earlier) and _is_covered(region, [_region(sheet, earlier)]):
            return f" ({earlier.number})"
    return ""


def rules_cover_everything(sheet: Sheet) -> Iterator[Problem]:
    """A list may be empty; a table that says one thing should say it of everything."""
    table = sheet.table
    one_answer = table.policy in ("UNIQUE", "FIRST", "ANY")
    if not one_answer or all(output.default for output in table.outputs):
        return
    everything = [column.all for column in sheet.columns]
    try:
        gap = uncovered(everything, [_region(sheet, rule) for rule in table.rules])
        if gap is not None:
            yield GAP.at(sheet, table.element, example=_combination(sheet, gap))
            return
        sure = [_region(sheet, rule) for rule in table.rules if _is_sure(sheet, rule)]
        if uncovered(everything, sure) is not None or _doubts_unique(sheet):
            yield _unproven(sheet)
    except TooMuch:
        told = {"why": "the table is too large", "why_th": "ตารางใหญ่เกินไป"}
        yield UNPROVEN.at(sheet, table.element, **told)


def _doubts_unique(sheet: Sheet) -> bool:
    all_sure = all(_is_sure(sheet, rule) for rule in sheet.table.rules)
    is_long = len(sheet.table.rules) > _MOST_RULES
    return sheet.table.policy == "UNIQUE" and (is_long or not all_sure)


def _unproven(sheet: Sheet) -> Problem:
    """Tell which rules are not understood."""
    unsure = [str(rule.number) for rule in sheet.table.rules if not _is_sure(sheet, rule)]
    told = ", ".join(unsure[:_MOST]) or "–"
    why = f"rules {told} have conditions that cannot be worked out beforehand"
    why_th = f"กฎที่ {told} มีเงื่อนไขที่ตรวจล่วงหน้าไม่ได้"
    return UNPROVEN.at(sheet, sheet.table.element, why=why, why_th=why_th)


def nothing_is_superfluous(sheet: Sheet) -> Iterator[Problem]:
    """A rule that stands twice counts twice; a column nobody looks at was meant to be looked at."""
    seen: dict[tuple[list[str], list[str]] | str, int] = {}
    for rule in sheet.table.rules:
        first = seen.setdefault(repr((_texts(rule.inputs), _texts(rule.outputs))), rule.number)
        if first != rule.number and sheet.table.policy not in ("UNIQUE", "FIRST"):
            yield TWICE.at(sheet, rule.element, first=first, second=rule.number)
    several = sheet.table.inputs if len(sheet.table.inputs) > 1 else ()
    for place, clause in enumerate(several):
        if all(rule.inputs[place].text in ANY_CELL for rule in sheet.table.rules):
            yield UNUSED.at(sheet, clause.element, column=clause.text)


def _texts(entries: tuple[object, ...]) -> list[str]:
    return [str(getattr(entry, "text", "")) for entry in entries]


def _region(sheet: Sheet, rule: TableRule) -> Region:
    return [column.cells[rule.number - 1].bits for column in sheet.columns]


def _is_sure(sheet: Sheet, rule: TableRule) -> bool:
    return all(column.cells[rule.number - 1].sure for column in sheet.columns)


def _combination(sheet: Sheet, points: list[int]) -> str:
    """Return a combination as a person would write it; columns that tell nothing apart left out."""
    told = [
        f"{column.asked}: {column.told(point)}"
        for column, point in zip(sheet.columns, points, strict=True)
        if len(column.points) > 1
    ]
    return ", ".join(told) or "–"


RULES: tuple[TableCheck, ...] = (
    rules_exclude_each_other,
    rules_can_hold,
    rules_cover_everything,
    nothing_is_superfluous,
)
