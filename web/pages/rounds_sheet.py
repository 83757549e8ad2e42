"""A round as a spreadsheet: the same schools, in the same words."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from engine.calendar import local_date
from engine.rounds import Line, Round
from engine.sheets import Column, write_table
from web.dates import day, moment
from web.language import t
from web.names import name_of
from web.pages.rounds_words import name_of_round, stand_words
from web.rendering import now

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_name(found: Round, today: date) -> str:
    """Return the file's name: the round's number and the day."""
    return f"{found.instance.business_key}_{today.isoformat()}.xlsx"


def sheet(found: Round, lines: Sequence[Line]) -> bytes:
    """Return the schools of a round as an .xlsx."""
    notes = (
        t(f"เลขเรื่อง {found.instance.business_key}", f"Case {found.instance.business_key}"),
        t(f"ข้อมูล ณ {moment(now())}", f"As of {moment(now())}"),
        t(
            f"ส่งแล้ว {found.done} จาก {found.asked} โรงเรียน",
            f"{found.done} of {found.asked} schools have done their part",
        ),
    )
    words = stand_words()
    rows = [_row(line, words[line.stand]) for line in lines]
    return write_table(name_of_round(found), notes, _columns(), rows)


def _columns() -> list[Column]:
    return [
        Column(heading=t("รหัสโรงเรียน", "School code"), width=14),
        Column(heading=t("โรงเรียน", "School"), width=34),
        Column(heading=t("สถานะ", "Standing"), width=16),
        Column(heading=t("ขั้นที่รอ", "Waits at"), width=40),
        Column(heading=t("ตั้งแต่", "Since"), width=16),
        Column(heading=t("กำหนด", "Due"), width=16),
        Column(heading=t("เตือนล่าสุด", "Last reminded"), width=16),
        Column(heading=t("เลขเรื่อง", "Case"), width=18),
    ]


def _row(line: Line, stand: str) -> list[str]:
    return [
        line.school.code,
        name_of(line.school),
        stand,
        ", ".join(t(step.name, step.name_en) for step in line.steps),
        _day(local_date(line.since) if line.since else None),
        _day(line.due),
        _day(local_date(line.reminded_at) if line.reminded_at else None),
        line.case.business_key if line.case else "",
    ]


def _day(value: date | None) -> str:
    """Write a day as the page does: a spreadsheet would show the year of another era."""
    return day(value) if value else ""
