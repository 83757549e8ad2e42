"""What verifying can find, and how it is told to people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID


class Kind(StrEnum):
    """What is wrong; the values are stable."""

    EVENT_CHANGED = "event_changed"
    EVENTS_MISSING = "events_missing"
    EVENT_OUT_OF_ORDER = "event_out_of_order"
    TAIL_MISSING = "tail_missing"
    INSTANCE_CHANGED = "instance_changed"
    INSTANCE_MISSING = "instance_missing"
    LEDGER_DIFFERS = "ledger_differs"
    LEDGER_SHORT = "ledger_short"
    ROOT_WRONG = "root_wrong"
    HEAD_MISSING = "head_missing"
    SIGNATURE_INVALID = "signature_invalid"
    KEY_WRONG = "key_wrong"
    NO_HEAD = "no_head"
    BACKDATED = "backdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it was recorded, and where; None where it is of the whole ledger."""

    kind: Kind
    office_id: str | None
    instance_id: UUID | None
    seq: int | None
    message_th: str
    message_en: str


_TEXTS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.EVENT_CHANGED: (
        "เหตุการณ์ลำดับที่ {seq} ถูกแก้ไข: เนื้อหาไม่ตรงกับรหัสที่บันทึกไว้",
        "Event {seq} was changed: it does not fit its recorded hash.",
    ),
    Kind.EVENTS_MISSING: (
        "เหตุการณ์ลำดับที่ {seq} ถึง {until} หายไป",
        "Events {seq} to {until} are missing.",
    ),
    Kind.EVENT_OUT_OF_ORDER: (
        "เหตุการณ์ลำดับที่ {seq} ซ้ำหรือสลับลำดับ",
        "Event {seq} is repeated or out of order.",
    ),
    Kind.TAIL_MISSING: (
        "เหตุการณ์ท้ายเรื่อง ลำดับที่ {seq} ถึง {until} หายไป",
        "The end of the case is missing: events {seq} to {until}.",
    ),
    Kind.INSTANCE_CHANGED: (
        "ข้อมูลเรื่องระบุเหตุการณ์สุดท้าย (ลำดับที่ {seq}) ไม่ตรงกับเหตุการณ์ที่มีอยู่",
        "The last event in the case's own row (seq {seq}) is not the last of its events.",
    ),
    Kind.INSTANCE_MISSING: (
        "ไม่พบข้อมูลของเรื่องนี้ ทั้งที่มีบันทึกว่าเคยมีอยู่",
        "The case is missing although it is on record.",
    ),
    Kind.LEDGER_DIFFERS: (
        "เหตุการณ์ถึงลำดับที่ {seq} ไม่ตรงกับสมุดทะเบียน: ประวัติของเรื่องถูกเขียนใหม่",
        "The events up to {seq} are not those in the ledger: the case's history was rewritten.",
    ),
    Kind.LEDGER_SHORT: (
        "สมุดทะเบียนมี {entries} รายการ แต่หัวต้นไม้ที่ลงนามไว้มี {size} รายการ",
        "The ledger has {entries} entries, but a signed tree head counts {size}.",
    ),
    Kind.ROOT_WRONG: (
        "รายการที่ {first} ถึง {size} ของสมุดทะเบียนไม่ตรงกับหัวต้นไม้ที่ลงนามไว้",
        "Ledger entries {first} to {size} are not those of the signed tree head.",
    ),
    Kind.HEAD_MISSING: (
        "หัวต้นไม้ที่ลงนามไว้ (ขนาด {size}) ถูกลบออกจากระบบ",
        "A signed tree head (size {size}) was removed from the system.",
    ),
    Kind.SIGNATURE_INVALID: (
        "ลายมือชื่อของหัวต้นไม้ขนาด {size} ไม่ถูกต้อง",
        "The signature of the tree head of size {size} is not valid.",
    ),
    Kind.KEY_WRONG: (
        "ไม่มีลายมือชื่อใดใน {count} หัวต้นไม้ที่ตรงกับกุญแจสาธารณะนี้: กุญแจผิด หรือหัวต้นไม้ถูกปลอม",
        "None of {count} tree heads fits this public key: it is another's, or they are forged.",
    ),
    Kind.NO_HEAD: (
        "ไม่มีหัวต้นไม้ที่ลงนามไว้เลย จึงยังไม่มีสิ่งใดรับรองประวัตินี้",
        "There is no signed tree head, so nothing vouches for this history.",
    ),
    Kind.BACKDATED: (
        "เหตุการณ์ลำดับที่ {seq} ลงเวลา {at} แต่ถูกบันทึกภายหลังเวลานั้น: ลงเวลาย้อนหลัง",
        "Event {seq} says {at}, but was recorded after later ones: it is back-dated.",
    ),
}


def finding(
    kind: Kind, place: tuple[str, UUID] | None, seq: int | None, **particulars: object
) -> Finding:
    """Make a finding, its sentences filled in."""
    office_id, instance_id = place or (None, None)
    thai, english = _TEXTS[kind]
    return Finding(
        kind=kind,
        office_id=office_id,
        instance_id=instance_id,
        seq=seq,
        message_th=thai.format(seq=seq, **particulars),
        message_en=english.format(seq=seq, **particulars),
    )
