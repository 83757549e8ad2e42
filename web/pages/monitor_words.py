"""What the monitoring pages say: events, estimates, and what a command would change."""

from collections.abc import Mapping
from datetime import datetime, time
from types import MappingProxyType
from typing import Any, Final

import orjson

from engine.calendar import BANGKOK, day_ending_at
from engine.foreseeing import Foreseen, Named, TaskChange, TimerChange, VariableChange
from engine.model import InstanceStatus
from engine.monitoring.outlook import Basis, Outlook
from web.dates import day, long_day, moment
from web.language import t
from web.names import name_of, roles_called
from web.pages.monitor_people import who

EVENTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "instance_started": ("เริ่มเรื่อง", "Case begun"),
        "instance_suspended": ("ระงับเรื่อง", "Suspended"),
        "instance_resumed": ("ให้ดำเนินต่อ", "Resumed"),
        "instance_cancelled": ("ยุติหรือถอนเรื่อง", "Ended early"),
        "instance_completed": ("เสร็จสิ้น", "Completed"),
        "task_opened": ("เปิดงาน", "Task opened"),
        "task_claimed": ("รับงาน", "Task claimed"),
        "task_unclaimed": ("คืนงาน", "Task handed back"),
        "task_assigned": ("มอบหมายงาน", "Task assigned"),
        "task_completed": ("ทำงานเสร็จ", "Task completed"),
        "task_sent_back": ("ส่งกลับแก้ไข", "Sent back"),
        "task_delegated": ("ส่งต่องานให้ผู้อื่น", "Task passed on"),
        "comment_added": ("แสดงความเห็น", "Comment"),
        "school_reminded": ("เตือนโรงเรียน", "School reminded"),
        "timer_fired": ("ถึงกำหนดเวลา", "Timer fired"),
        "due_changed": ("เปลี่ยนกำหนด", "Due date changed"),
        "deadline_recounted": ("นับกำหนดใหม่ตามปฏิทิน", "Deadline counted again"),
        "token_moved": ("ย้ายขั้นตอน", "Token moved"),
        "instance_migrated": ("ย้ายไปใช้รุ่นอื่น", "Moved to another version"),
        "variables_changed": ("แก้ข้อมูลของเรื่อง", "Data changed"),
        "incident_raised": ("เกิดเหตุขัดข้อง", "Incident"),
        "incident_retried": ("ลองใหม่", "Retried"),
        "message_received": ("ได้รับข้อความ", "Message received"),
        "message_sent": ("ส่งข้อความ", "Message sent"),
        "signal_received": ("ได้รับสัญญาณ", "Signal received"),
        "signal_sent": ("ส่งสัญญาณ", "Signal sent"),
        "notification_sent": ("ส่งการแจ้ง", "Notification sent"),
        "service_completed": ("ระบบทำงานเสร็จ", "Service done"),
        "service_failed": ("งานของระบบล้มเหลว", "Service failed"),
        "paper_made": ("จัดทำเอกสาร", "Paper made"),
        "attachment_added": ("แนบเอกสาร", "File attached"),
        "attachment_removed": ("นำเอกสารออก", "File removed"),
        "personal_data_erased": ("ลบข้อมูลส่วนบุคคล", "Personal data erased"),
        "rows_reconciled": ("ตรวจและซ่อมข้อมูล", "Rows mended"),
    }
)
BAD: Final = frozenset({"incident_raised", "service_failed", "instance_cancelled"})
_SENDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "notification": ("ส่งการแจ้ง", "sends a notification"),
        "message": ("ส่งข้อความถึงเรื่องอื่น", "sends a message to another case"),
        "signal": ("ส่งสัญญาณ", "sends a signal"),
        "service": ("ให้ระบบทำงาน", "has the service do its work"),
        "job": ("ให้ระบบลองงานที่ล้มเหลวใหม่", "has the service try the failed work again"),
    }
)
_LONGEST_VALUE = 400


def due_words(at: datetime | None) -> str:
    """Write a due moment; the last moment of a day is told as that day's end."""
    if at is None:
        return "–"
    if at.astimezone(BANGKOK).time() == time(0):
        return t(f"สิ้นวันที่ {day(day_ending_at(at))}", f"end of {day(day_ending_at(at))}")
    return moment(at)


def event_words(kind: str) -> str:
    """Return what an event is called; one that is not known by a name keeps its own."""
    return t(*EVENTS.get(kind, (kind, kind)))


def outlook_words(seen: Outlook, names: Mapping[str, Named]) -> str:
    """Say when a case will likely end, and what that is judged from; or that nobody knows."""
    if seen.basis in {Basis.STEP, Basis.WHOLE} and seen.early is not None:
        return _likely(seen, names)
    few = t(
        f"ยังบอกไม่ได้ เพราะมีเรื่องที่เสร็จแล้วเพียง {seen.finished} เรื่อง (ต้องมีอย่างน้อย 5 เรื่อง)",
        f"Not known: only {seen.finished} case(s) have finished; it takes at least 5 to say.",
    )
    told = {
        Basis.LONGER_THAN_EVER: t(
            f"ยังบอกไม่ได้ เรื่องนี้ใช้เวลานานกว่าเกือบทุกเรื่องที่เสร็จแล้ว ({seen.finished} เรื่อง)",
            f"Not known: it has taken longer than almost all of the {seen.finished} that finished.",
        ),
        Basis.FEW_LONGER: t(
            f"ยังบอกไม่ได้ มีเรื่องที่เสร็จแล้ว {seen.finished} เรื่อง แต่ที่ใช้เวลานานเท่าเรื่องนี้มีเพียง "
            f"{seen.sample} เรื่อง",
            f"Not known: of the {seen.finished} that have finished, only {seen.sample} took as "
            "long as this one already has.",
        ),
        Basis.STUCK: t(
            "ยังบอกไม่ได้ จนกว่าเหตุขัดข้องจะได้รับการแก้ไข",
            "Not known until the incident is mended.",
        ),
        Basis.SUSPENDED: t(
            "ยังบอกไม่ได้ จนกว่าจะให้เรื่องดำเนินต่อ", "Not known until the case is resumed."
        ),
        Basis.ENDED: "",
    }
    return told.get(seen.basis, few)


def _likely(seen: Outlook, names: Mapping[str, Named]) -> str:
    step = names.get(seen.element_id or "")
    th = f"ที่เคยมาถึงขั้น “{name_of(step)}”" if step else "นับจากวันเริ่มเรื่อง"
    en = f"that came to “{name_of(step)}”" if step else "counted from their beginning"
    return t(
        f"น่าจะเสร็จราว{long_day(seen.middle)} (ครึ่งหนึ่งของเรื่องคล้ายกันเสร็จภายในวันนั้น "
        f"โดยมากอยู่ระหว่าง {day(seen.early)} ถึง {day(seen.late)}) "
        f"ประมาณจาก {seen.sample} เรื่องที่เสร็จแล้ว{th}",
        f"Likely to end about {long_day(seen.middle)}: half of its like had ended by then, most "
        f"between {day(seen.early)} and {day(seen.late)}; from {seen.sample} "
        f"finished cases {en}.",
    )


def is_something(seen: Foreseen, now: InstanceStatus) -> bool:
    """Whether anything would be different."""
    return changes(seen, now)[0][0] != "none"


def changes(seen: Foreseen, now: InstanceStatus, office: str = "") -> list[tuple[str, str]]:
    """Say in sentences what would be different: (kind, sentence); kind is a mark of the page.

    `office`: the case's, for what its people are called.
    """
    found = [
        *_ending(seen, now),
        *(("bad", _breaks(each)) for each in seen.breaks),
        *(("ok", _named("ขั้น {} ดำเนินต่อได้", "{} goes on again", each)) for each in seen.mends),
        *(("close", _closes(each)) for each in seen.closes),
        *(("open", _opens(each, office)) for each in seen.opens),
        *((_mark(each), timer_words(each)) for each in seen.timers),
        *(("set", variable_words(each)) for each in seen.variables),
        *(("open", _hears(*each)) for each in seen.begins_to_hear),
        *(("close", _unheard(*each)) for each in seen.stops_hearing),
        *(("send", _sends(*each)) for each in seen.sends),
        *(
            ("send", _named("ตัวจับเวลา {} ครบแล้ว จะทำงานทันที", "Timer {} is due: fires at once", e))
            for e in seen.fires
        ),
    ]
    return found or [("none", t("ไม่มีสิ่งใดเปลี่ยนแปลง", "Nothing would change"))]


def _ending(seen: Foreseen, now: InstanceStatus) -> list[tuple[str, str]]:
    words = {
        InstanceStatus.COMPLETED: ("warn", t("เรื่องจะเสร็จสิ้น", "The case would be completed")),
        InstanceStatus.CANCELLED: ("bad", t("เรื่องจะยุติ", "The case would be ended")),
        InstanceStatus.SUSPENDED: (
            "warn",
            t(
                "เรื่องจะหยุดไว้ ทุกงานทำต่อไม่ได้ และกำหนดเวลาไม่ทำงานจนกว่าจะให้ดำเนินต่อ",
                "The case would rest: no task can be done and no timer fires until it is resumed",
            ),
        ),
        InstanceStatus.ACTIVE: ("ok", t("เรื่องจะดำเนินต่อ", "The case would go on")),
    }
    return [] if seen.status is now else [words[seen.status]]


def _named(th: str, en: str, element: Named) -> str:
    return t(th, en).replace("{}", f"“{name_of(element)}”")


def _breaks(found: tuple[Named, str, str]) -> str:
    element, th, en = found
    return _named("ขั้น {} จะขัดข้อง: ", "{} would fail: ", element) + t(th, en)


def _opens(task: TaskChange, office: str) -> str:
    whom = who(office, task.assignee) if task.assignee else roles_called(task.roles)
    due = t(f" กำหนด {long_day(task.due_date)}", f", due {long_day(task.due_date)}")
    said = _named("เปิดงาน {} ให้", "Opens {} for ", task.element) + whom
    return said + (due if task.due_date else "")


def _closes(task: TaskChange) -> str:
    return _named("ปิดงาน {} โดยไม่มีผู้ทำ", "Closes {}, done by nobody", task.element)


def timer_words(change: TimerChange) -> str:
    """Say how a timer would change, and whether the law stands behind it."""
    host = t(f" ของ “{name_of(change.host)}”", f" of “{name_of(change.host)}”")
    name = f"“{name_of(change.element)}”" + (host if change.host else "")
    if change.before is None:
        said = t(
            f"ตั้งเวลา {name} {due_words(change.after)}", f"Sets {name} to {due_words(change.after)}"
        )
    elif change.after is None:
        said = t(f"เลิกจับเวลา {name}", f"Cancels timer {name}")
    else:
        said = t(
            f"เลื่อนเวลา {name} จาก {due_words(change.before)} เป็น {due_words(change.after)}",
            f"Moves {name} from {due_words(change.before)} to {due_words(change.after)}",
        )
    return said + (t(f" ({change.basis})", f" ({change.basis})") if change.basis else "")


def _mark(change: TimerChange) -> str:
    if change.before is None:
        return "open"
    return "close" if change.after is None else "move"


def variable_words(change: VariableChange) -> str:
    """Say how a variable would change."""
    before = value_words(change.before) if change.was_there else t("(ไม่มี)", "(none)")
    return f"{change.name}: {before} → {value_words(change.after)}"


def value_words(value: Any) -> str:
    """Write a value as JSON that people can read; a long one is cut off."""
    text = orjson.dumps(value, default=str).decode()
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _hears(element: Named, name: str) -> str:
    return _named("รอที่ {}: ", "Waits at {}: ", element) + name


def _unheard(element: Named, name: str) -> str:
    return _named("เลิกรอที่ {}: ", "Waits no more at {}: ", element) + name


def _sends(element: Named, kind: str) -> str:
    th, en = _SENDS.get(kind, (kind, kind))
    return t(f"“{name_of(element)}” {th}", f"“{name_of(element)}” {en}")
