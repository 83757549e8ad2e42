"""What must hold in a definition where one field looks at others: comparisons and formulas."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from engine.forms.finding import Finding, of_field
from engine.forms.formulas import Formula, Place, formula_of
from engine.forms.kinds import BETWEEN, DATES, NUMBERS, PLAIN, Field

Earlier: TypeAlias = Mapping[str, Field]
_TEXTS = frozenset({"text", "longtext"})
_TARGETS = {"words": _TEXTS, "count": frozenset({"int"}), "row": frozenset({"int"})}


def between_problems(field: Field, earlier: Earlier, *, is_column: bool) -> Iterator[Finding]:
    """Yield what is wrong with how a field looks at those before it."""
    for name in BETWEEN:
        if name in field and not _comparable(name, field, earlier.get(field[name])):
            th = f"{name} ต้องอ้างช่องก่อนหน้าที่เป็นชนิดเดียวกัน ไม่ใช่ “{field[name]}”"
            en = f"{name} needs an earlier field of a like type, not “{field[name]}”"
            yield of_field(field, "form-between", th, en)
    if "within_years" in field and "after_field" not in field:
        yield of_field(
            field, "form-between", "within_years ต้องมี after_field", "within_years needs after_field"
        )
    if field.get("unique") and not (is_column and field["type"] in PLAIN):
        th, en = "unique ใช้กับคอลัมน์ค่าเดี่ยวเท่านั้น", "unique is for columns of plain values"
        yield of_field(field, "form-unique", th, en)
    formula = formula_of(field.get("auto", ""))
    if formula is not None and not _computable(field, formula, earlier, is_column=is_column):
        th = f"“{field['auto']}” คำนวณไม่ได้จากช่องก่อนหน้า หรือไม่เข้ากับชนิด {field['type']}"
        en = f"“{field['auto']}” cannot be computed from earlier fields into {field['type']}"
        yield of_field(field, "form-auto", th, en)


def _comparable(name: str, field: Field, other: Field | None) -> bool:
    if other is None:
        return False
    kinds = {field["type"], other["type"]}
    if name in ("max_field", "min_field"):
        return kinds <= NUMBERS
    if name in ("after_field", "before_field"):
        return kinds <= DATES and len(kinds) == 1
    return kinds <= NUMBERS or (kinds <= PLAIN and len(kinds) == 1)


def _computable(field: Field, formula: Formula, earlier: Earlier, *, is_column: bool) -> bool:
    if field["type"] not in _TARGETS.get(formula.act, NUMBERS):
        return False
    if formula.act in ("row", "count"):
        return is_column if formula.act == "row" else _countable(formula, earlier)
    return all(_is_number(place, earlier) for place in formula.places)


def _is_number(place: Place, earlier: Earlier) -> bool:
    found = _found(place, earlier)
    return found is not None and found["type"] in NUMBERS


def _countable(formula: Formula, earlier: Earlier) -> bool:
    place = formula.places[0]
    found = _found(place, earlier)
    if found is None:
        return False
    if len(place) == 1:
        return found["type"] == "table" and formula.value is None
    values = [option["value"] for option in found.get("options", ())]
    return formula.value is None or (found["type"] == "enum" and formula.value in values)


def _found(place: Place, earlier: Earlier) -> Field | None:
    """Return the field, or the column of a table, that a place names."""
    found = earlier.get(place[0])
    if found is None or len(place) == 1:
        return found
    return next((c for c in found.get("columns", ()) if c["key"] == place[1]), None)
