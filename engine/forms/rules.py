"""What must hold in a form definition beyond its shape: each rule yields findings of one kind."""

import keyword
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.forms.between_rules import between_problems
from engine.forms.conditions import leaves
from engine.forms.finding import Finding, of_field
from engine.forms.formulas import formula_of
from engine.forms.kinds import DATES, NUMBERS, PLAIN, Field

RESERVED = frozenset({"applicant", "office", "business_key", "started_at", "true", "false", "null"})
"""Variables every instance has, and words of the expression language: no field may be so called."""

_ANYWHERE = frozenset(
    {
        "key",
        "type",
        "label",
        "hint",
        "note",
        "required",
        "required_if",
        "visible",
        "by",
        "auto",
        "from",
        "sensitive",
        "source",
        "reference",
    }
)
_ONLY: dict[str, frozenset[str]] = {
    "max_length": frozenset({"text", "longtext"}),
    "pattern": frozenset({"text"}),
    "pattern_message": frozenset({"text"}),
    "digits": frozenset({"text"}),
    "min": NUMBERS,
    "max": NUMBERS,
    "must": frozenset({"bool"}),
    "options": frozenset({"enum", "multi"}),
    "windows": frozenset({"enum"}),
    "student": frozenset({"thai_id", "person"}),
    "accept": frozenset({"file"}),
    "max_bytes": frozenset({"file"}),
    "max_files": frozenset({"file"}),
    "columns": frozenset({"table"}),
    "min_rows": frozenset({"table"}),
    "max_rows": frozenset({"table"}),
    "decimals": frozenset({"decimal"}),
    "of": frozenset({"ref"}),
    "unique": PLAIN,
    **dict.fromkeys(("max_field", "min_field"), NUMBERS),
    "equal_field": PLAIN,
    **dict.fromkeys(("after_field", "before_field", "within_years"), DATES),
}
_NEEDS = {"enum": "options", "multi": "options", "table": "columns"}
_AUTO_TYPES = {
    "number": frozenset({"text"}),
    "now": frozenset({"datetime"}),
    "today": frozenset({"date"}),
    "window": frozenset({"enum"}),
    "applicant": frozenset({"text"}),
    "increment": frozenset({"int"}),
}
_PATTERN_LIMIT = 200
_OPEN_QUANTIFIERS = 3


def properties() -> dict[str, list[str]]:
    """Return which types have a property, of those that not every type has."""
    return {name: sorted(kinds) for name, kinds in _ONLY.items()}


def rule_problems(body: Mapping[str, Any]) -> list[Finding]:
    """Return every broken rule of a definition whose shape is sound."""
    found = [*_names(body), *_sections(body), *_within(body["fields"], is_column=False)]
    for field in body["fields"]:
        found += _columns(field)
    return found


def _names(body: Mapping[str, Any]) -> Iterator[Finding]:
    names = [body["into"]] if "into" in body else [field["key"] for field in body["fields"]]
    for name in names:
        if name in RESERVED:
            yield Finding(
                "form-reserved-key",
                name,
                f"“{name}” เป็นชื่อตัวแปรของระบบ ใช้เป็น key ไม่ได้",
                f"“{name}” is a variable of the system; choose another key.",
            )


def _sections(body: Mapping[str, Any]) -> Iterator[Finding]:
    if "sections" not in body:
        return
    shown = [key for section in body["sections"] for key in section["fields"]]
    keys = [field["key"] for field in body["fields"]]
    for key in sorted(set(shown) ^ set(keys) | {key for key in shown if shown.count(key) > 1}):
        yield Finding(
            "form-sections",
            key,
            f"“{key}” ต้องอยู่ในหมวด (sections) หนึ่งเดียว และต้องเป็นช่องของแบบฟอร์มนี้",
            f"“{key}” must be in exactly one section, and be a field of this form.",
        )


def _within(fields: list[Field], *, is_column: bool) -> Iterator[Finding]:
    """Check one list of fields: a form's, or the columns of a table."""
    earlier: dict[str, Field] = {}
    for field in fields:
        for rule in _FIELD_RULES:
            yield from rule(field)
        for name in ("visible", "required_if"):
            for comparison in leaves(field.get(name, {})):
                yield from _comparison(field, comparison, earlier)
        yield from between_problems(field, earlier, is_column=is_column)
        if field["key"] in earlier:
            yield of_field(field, "form-key-twice", "key ซ้ำกับช่องก่อนหน้า", "this key is used twice")
        earlier[field["key"]] = field


def _columns(field: Field) -> Iterator[Finding]:
    for finding in _within(field.get("columns", []), is_column=True):
        yield finding._replace(field=f"{field['key']}.{finding.field}")
    for column in field.get("columns", ()):
        is_filled = "auto" in column and formula_of(column["auto"]) is None
        if column["type"] == "table" or is_filled or "from" in column:
            th = f"คอลัมน์ “{column['key']}” เป็นตาราง มี from หรือมี auto ที่ไม่ใช่การคำนวณไม่ได้"
            en = f"column “{column['key']}” may not be a table, nor have from or such an auto"
            yield of_field(field, "form-columns", th, en)


def _key(field: Field) -> Iterator[Finding]:
    if keyword.iskeyword(field["key"]):
        yield of_field(
            field, "form-key", "key เป็นคำสงวนของนิพจน์", "the key is a word of the language"
        )


def _properties(field: Field) -> Iterator[Finding]:
    kind = field["type"]
    for name in field:
        if name not in _ANYWHERE and kind not in _ONLY[name]:
            en = f"a field of type {kind} has no “{name}”"
            yield of_field(field, "form-property", f"ชนิด {kind} ไม่มีคุณสมบัติ “{name}”", en)
    if kind in _NEEDS and _NEEDS[kind] not in field:
        need = _NEEDS[kind]
        yield of_field(
            field, f"form-{need}", f"ชนิด {kind} ต้องมี {need}", f"type {kind} needs {need}"
        )


def _options(field: Field) -> Iterator[Finding]:
    values = [option["value"] for option in field.get("options", ())]
    if len(values) != len(set(values)):
        yield of_field(field, "form-options", "ค่าตัวเลือกซ้ำกัน", "two options have the same value")
    for window in field.get("windows", ()):
        if window["value"] not in values:
            yield of_field(field, "form-options", "windows อ้างตัวเลือกที่ไม่มี", "windows name no option")


def _ranges(field: Field) -> Iterator[Finding]:
    for low, high in (("min", "max"), ("min_rows", "max_rows")):
        if low in field and high in field and field[low] > field[high]:
            yield of_field(field, "form-range", f"{low} มากกว่า {high}", f"{low} is above {high}")


def _auto(field: Field) -> Iterator[Finding]:
    act = field.get("auto", "").partition(":")[0]
    if act in _AUTO_TYPES and field["type"] not in _AUTO_TYPES[act]:
        en = f"auto “{field['auto']}” does not fill type {field['type']}"
        yield of_field(field, "form-auto", "auto ใช้กับชนิดนี้ไม่ได้", en)


def _pattern(field: Field) -> Iterator[Finding]:
    """Patterns run on what strangers send: only such as cannot take long, in Python and in JS."""
    pattern = field.get("pattern")
    if pattern is None or not _is_dangerous(pattern, field.get("max_length")):
        return
    th = "pattern ต้องเป็น regex อย่างง่าย (ไม่มีกลุ่มที่ซ้ำ ไม่อ้างย้อน) และ max_length ไม่เกิน 200"
    en = "expected a simple pattern (no repeated groups, look-arounds or back-references, at most "
    yield of_field(
        field, "form-pattern", th, en + "three of * + {n,}) with max_length of at most 200"
    )


def _is_dangerous(pattern: str, max_length: int | None) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return True
    bare = re.sub(r"\\[^0-9]", "", pattern)
    unclassed = re.sub(r"\[[^\]]*\]", "x", bare)
    risky = re.search(r"\)[*+{]|\(\?(?!:)|\\[0-9]|\\", unclassed)
    many = len(re.findall(r"[*+]|\{\d*,", unclassed)) > _OPEN_QUANTIFIERS
    return bool(risky) or many or max_length is None or max_length > _PATTERN_LIMIT


_FIELD_RULES: tuple[Callable[[Field], Iterator[Finding]], ...] = (
    _key,
    _properties,
    _options,
    _ranges,
    _auto,
    _pattern,
)


def _comparison(
    field: Field, comparison: Mapping[str, Any], earlier: Mapping[str, Field]
) -> Iterator[Finding]:
    other = earlier.get(comparison["field"])
    if other is None:
        name = comparison["field"]
        th = f"เงื่อนไขอ้าง “{name}” ซึ่งไม่ใช่ช่องก่อนหน้า"
        yield of_field(
            field, "form-condition", th, f"the condition needs an earlier field, not “{name}”"
        )
    elif not _comparable(other, comparison["op"], comparison.get("value")):
        th = f"เงื่อนไขเปรียบเทียบ “{other['key']}” ด้วยค่านี้ไม่ได้"
        en = f"“{other['key']}” cannot be compared in this way with this value"
        yield of_field(field, "form-condition", th, en)


def _comparable(other: Field, op: str, value: object) -> bool:
    if op == "filled":
        return value is None
    if op in ("gt", "lt"):
        return other["type"] in NUMBERS and _is_number(value)
    values = value if op == "in" and isinstance(value, list) and value else [value]
    return other["type"] in PLAIN and all(_is_value_of(other, each) for each in values)


def _is_value_of(field: Field, value: object) -> bool:
    if field["type"] == "enum":
        return value in [option["value"] for option in field.get("options", ())]
    if field["type"] == "bool":
        return isinstance(value, bool)
    return _is_number(value) if field["type"] in NUMBERS else isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
