"""What must hold of a school before it is written."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from engine.errors import SchoolInvalid
from engine.rows import SchoolRow
from engine.schools.words import Affiliation, Level, Size, said

Fault: TypeAlias = Mapping[str, str]
_CODE: Final = re.compile(r"[0-9]{10}")
_LONGEST_NAME: Final = 200
MOST_STUDENTS: Final = 20_000
"""More than any school has: beyond it somebody mistook the column."""


def require_sound(row: SchoolRow) -> None:
    """Refuse a school that cannot be.

    Raises:
        SchoolInvalid: says by field what is wrong.
    """
    if errors := faults(row):
        raise SchoolInvalid(count=len(errors), errors=errors)


def faults(row: SchoolRow) -> dict[str, Fault]:
    """Return what is wrong with a school, by field, in Thai and English."""
    found = {
        "code": _unless(
            _CODE.fullmatch(row.code), "รหัสโรงเรียนต้องเป็นเลข 10 หลัก", "Expected a code of 10 digits."
        ),
        "name_th": _named(row.name_th, least=1),
        "name_en": _named(row.name_en, least=0),
        "affiliation": _one_of([row.affiliation], Affiliation),
        "size": _one_of([row.size], Size),
        "levels": _one_of(row.levels, Level),
        "students": _unless(
            0 <= row.students <= MOST_STUDENTS,
            f"จำนวนนักเรียนต้องอยู่ระหว่าง 0 ถึง {MOST_STUDENTS:,}",
            f"Expected 0 to {MOST_STUDENTS:,} students.",
        ),
        "closed_on": _in_order(row),
    }
    return {field: fault for field, fault in found.items() if fault is not None}


def _unless(is_sound: object, th: str, en: str) -> Fault | None:
    return None if is_sound else {"th": th, "en": en}


def _named(name: str, least: int) -> Fault | None:
    is_sound = least <= len(name.strip()) and len(name) <= _LONGEST_NAME
    th = f"ชื่อต้องมี {least} ถึง {_LONGEST_NAME} ตัวอักษร"
    return _unless(is_sound, th, f"Expected a name of {least} to {_LONGEST_NAME} letters.")


def _one_of(given: Iterable[str], kind: type[StrEnum]) -> Fault | None:
    words, allowed = list(given), [each.value for each in kind]
    is_sound = words and len(set(words)) == len(words) and all(each in allowed for each in words)
    th = ", ".join(said(each) for each in kind)
    en = ", ".join(allowed)
    return _unless(is_sound, f"ต้องเป็น {th} ไม่ซ้ำกัน", f"Expected {en}, each once.")


def _in_order(row: SchoolRow) -> Fault | None:
    is_sound = not (row.opened_on and row.closed_on) or row.opened_on <= row.closed_on
    return _unless(is_sound, "วันเลิกต้องไม่ก่อนวันเปิด", "Expected it to close after it opened.")
