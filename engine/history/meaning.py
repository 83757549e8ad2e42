"""What a verification means, in words for people who never heard of a hash."""

from dataclasses import dataclass

from engine.replay.stories import Pair
from engine.verifying import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A verdict and what it rests on; Thai and English."""

    ok: bool
    verdict: Pair
    lines: tuple[Pair, ...]


def meaning(report: Report) -> Meaning:
    """Say what was verified of one case, what follows, and what does not."""
    found = [(each.message_th, each.message_en) for each in report.findings]
    lines = [_chain(report)] if report.ok else found
    if report.ok and report.covered:
        lines.append(_signed(report))
    if report.uncovered:
        lines.append(_fresh(report))
    return Meaning(ok=report.ok, verdict=_verdict(report), lines=(*lines, _LIMIT))


_LIMIT = (
    "การตรวจนี้พิสูจน์ว่าบันทึกไม่ถูกแก้ภายหลัง ไม่ได้พิสูจน์ว่าสิ่งที่ผู้ใช้กรอกเป็นความจริง",
    "This proves that the record was not changed afterwards, not that what people wrote is true.",
)


def _verdict(report: Report) -> Pair:
    if report.ok:
        return "บันทึกครบถ้วน ไม่พบการแก้ไข", "The record is whole; no change was found"
    found = len(report.findings)
    return f"พบสิ่งที่ไม่ตรงกับที่บันทึกไว้ {found} ประการ", f"{found} things are not as recorded"


def _chain(report: Report) -> Pair:
    thai = (
        f"เหตุการณ์ทั้ง {report.events} รายการต่อกันเป็นสายโซ่ แต่ละรายการถือรหัสของรายการก่อนหน้า "
        "หากแก้ ลบ หรือแทรกรายการใด สายโซ่จะขาด ตรวจแล้วไม่ขาด"
    )
    english = (
        f"All {report.events} events form a chain: each carries the code of the one before. "
        "Whoever changes, removes or inserts one breaks it. It is unbroken."
    )
    return thai, english


def _signed(report: Report) -> Pair:
    thai = (
        f"{report.covered} รายการอยู่ใต้หัวทะเบียนที่ลงนามไว้ {report.heads} หัว "
        "ซึ่งมีสำเนานอกฐานข้อมูล แม้ผู้ดูแลฐานข้อมูลก็เขียนประวัติใหม่โดยไม่มีใครเห็นไม่ได้"
    )
    english = (
        f"{report.covered} of them stand under {report.heads} signed heads of the ledger. Copies "
        "of those lie outside the database: not even its administrator can rewrite them unseen."
    )
    return thai, english


def _fresh(report: Report) -> Pair:
    return (
        f"{report.uncovered} รายการล่าสุดยังไม่มีหัวทะเบียนลงนาม ระบบลงนามให้ทุกไม่กี่นาที",
        f"The newest {report.uncovered} are not yet signed over; that is done every few minutes.",
    )
