"""Twelve schools in each office. Invented: their codes begin with 99, which no school has."""

from typing import Final

from engine.demo.offices import FIRST, SECOND
from engine.rows import SchoolRow
from engine.thai import to_thai_digits

_MANY: Final = 12
_FIRST_CODES: Final = {FIRST.id: 9901000000, SECOND.id: 9902000000}
_PLACES: Final = {FIRST.id: ("บ้านตัวอย่าง", "Ban Tuayang"), SECOND.id: ("บ้านสมมติ", "Ban Sommut")}
_PRIMARY: Final = ("kindergarten", "primary")
_WITH_LOWER: Final = (*_PRIMARY, "lower_secondary")
_KINDS: Final = (
    ("small", "obec", _PRIMARY, 84),
    ("medium", "obec", _WITH_LOWER, 312),
    ("small", "obec", _PRIMARY, 57),
    ("large", "obec", (*_WITH_LOWER, "upper_secondary"), 1180),
    ("medium", "local", _PRIMARY, 264),
    ("extra_large", "opec", _WITH_LOWER, 1920),
)
"""Size, affiliation, levels and students: each kind comes twice in an office."""


def school_code(office: str, number: int) -> str:
    """Return the code of the numbered school of an office of the demonstration."""
    return str(_FIRST_CODES[office] + number)


def school_name(office: str, number: int) -> str:
    """Return the Thai name of the numbered school of an office of the demonstration."""
    return f"โรงเรียน{_PLACES[office][0]} {to_thai_digits(number)}"


def schools_of(office: str) -> list[SchoolRow]:
    """Return the schools of an office of the demonstration, by number from 1."""
    return [_school(office, number) for number in range(1, _MANY + 1)]


def _school(office: str, number: int) -> SchoolRow:
    size, affiliation, levels, students = _KINDS[(number - 1) % len(_KINDS)]
    en = _PLACES[office][1]
    return SchoolRow(
        office_id=office,
        code=school_code(office, number),
        name_th=school_name(office, number),
        name_en=f"{en} School {number}",
        affiliation=affiliation,
        size=size,
        levels=list(levels),
        students=students + number,
    )
