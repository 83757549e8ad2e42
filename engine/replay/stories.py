"""Puts events into sentences that whoever knows the office, and not the program, understands.

A sentence says what was done; who did it, for whom and when stand beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from engine.calendar import local_date
from engine.isotime import moment
from engine.replay.events import ToldEvent
from engine.thai import english_long, thai_short

Pair: TypeAlias = tuple[str, str]
"""Thai and English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How elements and people are called; each falls back to the id."""

    element: Callable[[str], Pair]
    person: Callable[[str], Pair]


_PLAIN: Final[Mapping[str, Pair]] = {
    "instance_started": ("เริ่มเรื่อง", "Began the case"),
    "instance_completed": ("เรื่องสิ้นสุดลง", "The case came to its end"),
    "instance_cancelled": ("ยุติเรื่องก่อนเสร็จ", "Ended the case early"),
    "instance_suspended": ("พักเรื่องไว้", "Suspended the case"),
    "instance_resumed": ("ให้เรื่องเดินต่อ", "Resumed the case"),
    "variables_changed": ("แก้ไขข้อมูลของเรื่อง", "Changed the case's data"),
    "deadline_recounted": (
        "นับกำหนดเวลาใหม่ตามปฏิทินที่เปลี่ยน",
        "Counted the deadlines again, for the calendar changed",
    ),
    "school_reminded": ("ส่งหนังสือเตือนโรงเรียน", "Reminded the school by letter"),
    "personal_data_erased": ("ลบข้อมูลส่วนบุคคลของเรื่อง", "Erased the case's personal data"),
    "rows_reconciled": ("ปรับรายการงานให้ตรงกับสถานะเรื่อง", "Reconciled the rows with the state"),
}
_AT: Final[Mapping[str, Pair]] = {
    "task_opened": ("มีงานรอทำ: {e}", "A task waits: {e}"),
    "task_completed": ("ทำงานเสร็จ: {e}", "Completed: {e}"),
    "task_claimed": ("รับงานไปทำ: {e}", "Took the task: {e}"),
    "task_unclaimed": ("คืนงาน: {e}", "Handed the task back: {e}"),
    "task_assigned": ("มอบหมายงาน {e} ให้ {to}", "Assigned {e} to {to}"),
    "task_delegated": ("ฝากงาน {e} ให้ {to}", "Delegated {e} to {to}"),
    "task_sent_back": ("ส่งกลับจาก {e} ไป {back}", "Sent back from {e} to {back}"),
    "comment_added": ("เขียนความเห็นที่งาน {e}", "Commented on {e}"),
    "attachment_added": ("แนบไฟล์ {name} ที่งาน {e}", "Attached the file {name} to {e}"),
    "attachment_removed": ("นำไฟล์ {name} ออกจากงาน {e}", "Removed the file {name} from {e}"),
    "paper_made": ("ออกเอกสาร {name}", "Made the paper {name}"),
    "timer_fired": ("ถึงเวลา: {e}", "The time came: {e}"),
    "due_changed": ("เลื่อนเวลาของ {e} {moved}", "Moved the time of {e} {moved}"),
    "token_moved": ("ย้ายเรื่องไปที่ {e}", "Moved the case to {e}"),
    "instance_migrated": (
        "ย้ายเรื่องจากรุ่นที่ {was} ไปรุ่นที่ {will} ของกระบวนงาน",
        "Moved the case from version {was} to version {will} of the procedure",
    ),
    "message_received": ("ได้รับข้อความที่ {e}", "Received the message at {e}"),
    "signal_received": ("ได้รับสัญญาณที่ {e}", "Received the signal at {e}"),
    "message_sent": ("ส่งข้อความจาก {e}", "Sent a message from {e}"),
    "signal_sent": ("ส่งสัญญาณจาก {e}", "Sent a signal from {e}"),
    "notification_sent": ("ส่งการแจ้งเตือน: {e}", "Sent a notice: {e}"),
    "service_completed": ("ระบบทำเสร็จ: {e}", "The service did: {e}"),
    "service_failed": ("ระบบทำไม่สำเร็จ: {e}", "The service could not do: {e}"),
    "incident_raised": ("ติดขัดที่ {e}", "An incident at {e}"),
    "incident_retried": ("ลองทำใหม่ที่ {e}", "Tried again at {e}"),
}
_NOWHERE: Final = ("เรื่องนี้", "the case")
_NOBODY: Final = ("–", "–")


def sentence(event: ToldEvent, names: Names) -> Pair:
    """Say in Thai and in English what happened in an event."""
    if (plain := _PLAIN.get(event.type)) is not None:
        return plain
    place = names.element(event.element_id) if event.element_id else _NOWHERE
    form = _AT.get(event.type, (event.type.replace("_", " ") + ": {e}",) * 2)
    th, en = _told(event, names)
    return form[0].format_map({"e": place[0], **th}), form[1].format_map({"e": place[1], **en})


def remark(event: ToldEvent) -> Pair:
    """Return the words given with an event: a reason as it was written, or why something failed."""
    return remark_in(event.data or {})


def remark_in(data: Mapping[str, Any]) -> Pair:
    """Return the words in an event's data; events of old told a failure in English alone."""
    words = str(data.get("reason") or data.get("message") or "")
    is_failure = not data.get("reason") and data.get("message_th")
    return (str(data["message_th"]) if is_failure else words), words


def _told(event: ToldEvent, names: Names) -> tuple[dict[str, str], dict[str, str]]:
    data = event.data or {}
    to, back = data.get("assignee"), data.get("to")
    pairs = {
        "to": names.person(str(to)) if to else _NOBODY,
        "back": names.element(str(back)) if back else _NOBODY,
        "name": (str(data.get("name") or "–"),) * 2,
        "moved": _moved(data),
        "was": (str(data.get("from_version") or "–"),) * 2,
        "will": (str(data.get("to_version") or "–"),) * 2,
    }
    return {key: th for key, (th, _) in pairs.items()}, {key: en for key, (_, en) in pairs.items()}


def _moved(data: Mapping[str, Any]) -> Pair:
    if not (data.get("before") and data.get("after")):
        return ("", "")
    days: list[date] = [local_date(moment(str(data[key]))) for key in ("before", "after")]
    thai, english = [thai_short(day) for day in days], [english_long(day) for day in days]
    return f"จาก {thai[0]} เป็น {thai[1]}", f"from {english[0]} to {english[1]}"
