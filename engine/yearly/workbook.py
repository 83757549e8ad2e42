"""The tables of a run as spreadsheets, one for each table of the page."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from engine.foreseeing import Named
from engine.roles import called
from engine.sheets import Column, write_table
from engine.thai import english_long, thai_long
from engine.yearly.outcome import Outcome

Value = str | int
Head = tuple[tuple[str, str, int], ...]
DEADLINES: Final = "deadlines"


def sheet(outcome: Outcome, table: str, language: str) -> bytes:
    """Return a table of a run as .xlsx; `table`: deadlines, roles, timers, elements.

    Raises:
        KeyError: there is no such table.
    """
    head, rows = _TABLES[table]
    at = 1 if language == "en" else 0
    name = outcome.name_en if at else outcome.name_th
    return write_table(
        name,
        [pair[at] for pair in outcome.remarks],
        [Column(heading=en if at else th, width=width) for th, en, width in head],
        rows(outcome, language),
    )


def _name(element: Named, language: str) -> str:
    return element.name_en if language == "en" else element.name_th


def _day(day: date | None, language: str) -> str:
    if day is None:
        return ""
    return english_long(day) if language == "en" else thai_long(day)


def _number(value: float) -> str:
    return f"{value:g}"


def _deadlines(outcome: Outcome, language: str) -> Sequence[Sequence[Value]]:
    return [
        [
            _name(each.host, language),
            _name(each.element, language),
            called(each.roles, language),
            *(each.due, each.met, each.late, each.open),
            *map(_number, (each.by.median, each.by.ninth, each.by.most)),
            ", ".join(f"{m.first:%m/%Y}: {m.late}/{m.due}" for m in each.months if m.late),
            each.basis,
        ]
        for each in outcome.deadlines
    ]


def _roles(outcome: Outcome, language: str) -> Sequence[Sequence[Value]]:
    return [
        [
            called([each.role], language),
            *(each.staff, each.done, round(each.used * 100)),
            *map(_number, (each.waited.median, each.waited.ninth, each.waited.most)),
            *(each.longest, each.left),
        ]
        for each in outcome.roles
    ]


def _timers(outcome: Outcome, language: str) -> Sequence[Sequence[Value]]:
    return [
        [
            _name(each.element, language),
            *(each.set, each.fired),
            *(_day(day, language) for day in (each.earliest, each.middle, each.latest)),
            *(each.days_off, each.long, each.turn),
        ]
        for each in outcome.timers
    ]


def _elements(outcome: Outcome, language: str) -> Sequence[Sequence[Value]]:
    return [
        [
            _name(each.element, language),
            *(each.entered, each.done, each.waiting),
            *map(_number, (each.waited.median, each.waited.ninth)),
            *map(_number, (each.took.median, each.took.ninth)),
        ]
        for each in outcome.elements
    ]


_DEADLINES: Final = (
    ("งาน", "Work", 40),
    ("กำหนดเวลา", "Deadline", 30),
    ("ผู้รับผิดชอบ", "Responsible", 30),
    ("ครบกำหนด", "Due", 12),
    ("ทัน", "Met", 12),
    ("เกินกำหนด", "Late", 12),
    ("ยังค้างเกินกำหนด", "Late and open", 14),
    ("เกินค่ากลาง (วัน)", "Days late, median", 14),
    ("เก้าในสิบไม่เกิน (วัน)", "Days late, nine of ten", 14),
    ("เกินมากที่สุด (วัน)", "Days late, most", 14),
    ("เดือนที่เกิน (เกิน/ครบกำหนด)", "Months with late ones (late/due)", 40),
    ("ฐานอำนาจ", "Basis", 60),
)
_ROLES: Final = (
    ("บทบาท", "Role", 40),
    ("คน", "People", 10),
    ("งานที่รับทำ", "Tasks taken up", 12),
    ("เวลาที่ใช้ (ร้อยละ)", "Hours used, %", 14),
    ("รอค่ากลาง (ชั่วโมงทำการ)", "Wait, median (office hours)", 16),
    ("เก้าในสิบรอไม่เกิน", "Wait, nine of ten", 16),
    ("รอนานที่สุด", "Wait, longest", 16),
    ("คิวยาวที่สุด", "Longest queue", 12),
    ("ค้างเมื่อจบ", "Left at the end", 12),
)
_TIMERS: Final = (
    ("ตัวจับเวลา", "Timer", 40),
    ("ตั้ง", "Set", 10),
    ("ถึงเวลา", "Fired", 10),
    ("เร็วที่สุด", "Earliest", 20),
    ("วันกลาง", "Middle", 20),
    ("ช้าที่สุด", "Latest", 20),
    ("ตรงวันหยุด", "On a day off", 12),
    ("ใกล้วันหยุดยาว", "Near a long closure", 14),
    ("ช่วงปีใหม่", "Around New Year", 12),
)
_ELEMENTS: Final = (
    ("ขั้นตอน", "Step", 40),
    ("เข้ามา", "Entered", 10),
    ("ผ่านไป", "Done", 10),
    ("ค้างเมื่อจบ", "Waiting at the end", 12),
    ("รอค่ากลาง (ชั่วโมงทำการ)", "Wait, median (office hours)", 16),
    ("เก้าในสิบรอไม่เกิน", "Wait, nine of ten", 16),
    ("ใช้เวลาค่ากลาง (วัน)", "Took, median (days)", 16),
    ("เก้าในสิบไม่เกิน (วัน)", "Took, nine of ten (days)", 16),
)
_TABLES: Final[dict[str, tuple[Head, Callable[[Outcome, str], Sequence[Sequence[Value]]]]]] = {
    DEADLINES: (_DEADLINES, _deadlines),
    "roles": (_ROLES, _roles),
    "timers": (_TIMERS, _timers),
    "elements": (_ELEMENTS, _elements),
}
TABLES: Final = tuple(_TABLES)
