"""What happened in a case, in plain words: no internal codes, and names only for the office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from engine.following import PublicMoment
from engine.passages import Moment
from engine.roles import APPLICANT_ROLES
from engine.stories import Story
from web.language import language, t
from web.names import applicant_of, name_of, roles_called
from web.session import visitor


class _Happened(Protocol):
    @property
    def type(self) -> str: ...
    @property
    def element(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline. `kind`: the class that marks it."""

    at: datetime
    title: str
    who: str
    detail: str = ""
    kind: str = ""


_TITLES: Final[Mapping[str, tuple[str, str]]] = {
    "instance_started": ("เริ่มเรื่อง", "The case began"),
    "task_completed": ("{name}", "{name}"),
    "task_sent_back": ("ส่งกลับให้ทำใหม่: {name}", "Sent back: {name}"),
    "paper_made": ("ออกเอกสารแล้ว: {name}", "A paper was issued: {name}"),
    "attachment_added": ("แนบเอกสารเพิ่ม", "A paper was added"),
    "attachment_removed": ("นำเอกสารที่แนบออก", "A paper was taken back"),
    "tracking_issued": ("ออกรหัสติดตามเรื่อง", "A tracking code was issued"),
    "instance_suspended": ("พักเรื่องไว้ชั่วคราว", "The case was suspended"),
    "instance_resumed": ("ดำเนินเรื่องต่อ", "The case goes on"),
    "instance_cancelled": ("ยุติเรื่อง", "The case was ended early"),
    "instance_completed": ("สิ้นสุดเรื่อง: {name}", "The case ended: {name}"),
    "timer_fired": ("ถึงกำหนด: {name}", "The time came: {name}"),
    "instance_migrated": (
        "เรื่องเปลี่ยนไปใช้กระบวนงานรุ่นอื่น งานที่ทำแล้วและงานที่ค้างยังอยู่ตามเดิม",
        "The case goes on in another version of its procedure; what is done and what is open stays",
    ),
    "token_moved": ("ผู้ดูแลระบบย้ายเรื่องไปที่: {name}", "An administrator moved the case to: {name}"),
    "variables_changed": ("ผู้ดูแลระบบแก้ไขข้อมูลของเรื่อง", "An administrator corrected the case's data"),
    "task_claimed": ("รับงาน: {name}", "Claimed: {name}"),
    "task_unclaimed": ("คืนงาน: {name}", "Handed back: {name}"),
    "task_assigned": ("มอบหมายงาน: {name}", "Assigned: {name}"),
    "comment_added": ("แสดงความเห็นที่: {name}", "Remarked on: {name}"),
    "school_reminded": ("สำนักงานส่งหนังสือเตือน", "The office sent a reminder"),
    "incident_raised": ("เกิดเหตุขัดข้องที่: {name}", "Something broke at: {name}"),
}
_OF_THE_OFFICE: Final = frozenset(
    {
        *("task_claimed", "task_unclaimed", "task_assigned", "comment_added", "incident_raised"),
        *("timer_fired", "variables_changed", "token_moved"),
    }
)
_KINDS: Final = {
    "incident_raised": "bad",
    "instance_cancelled": "bad",
    "task_sent_back": "bad",
    "instance_completed": "end",
}


def lines(story: Story) -> list[Line]:
    """Return a case's timeline for its reader, the newest first."""
    found = [_line(story, each) for each in story.moments if _is_told(story, each)]
    return found[::-1]


def public_lines(moments: Iterable[PublicMoment]) -> list[Line]:
    """Return a timeline without names, files or words of anybody, the newest first."""
    found = [Line(each.at, _title(each), _side(each.roles), kind=_kind(each)) for each in moments]
    return found[::-1]


def _is_told(story: Story, moment: Moment) -> bool:
    if moment.type not in _TITLES:
        return False
    if moment.type.startswith("attachment_") and moment.data.get("task"):
        return False  # part of the form that is told of itself
    if moment.type == "timer_fired" and not story.rights.is_staff:
        return _is_applicants_due(story, moment)
    return story.rights.is_staff or moment.type not in _OF_THE_OFFICE


def _is_applicants_due(story: Story, moment: Moment) -> bool:
    """Whether a period of the applicant's own is over: that concerns them."""
    if moment.element is None or moment.element.deadline_kind != "due":
        return False
    hosts = [each.element for each in story.way if each.element.id == moment.element.attached_to]
    return any(set(each.roles) <= APPLICANT_ROLES for each in hosts)


def _line(story: Story, moment: Moment) -> Line:
    data = moment.data
    detail, title = str(data.get("reason") or ""), _title(moment)
    if moment.type in ("attachment_added", "attachment_removed"):
        detail = str(data.get("name") or "")
    if moment.type == "paper_made" and data.get("name"):
        name = str(data["name"]).removesuffix(".pdf")
        title = t(f"ออกเอกสารแล้ว: {name}", f"A paper was issued: {name}")
    who = _person(story, moment) if story.rights.is_staff else _role(story, moment)
    return Line(moment.at, title, who, detail, _kind(moment))


def _title(moment: _Happened) -> str:
    th, en = _TITLES[moment.type]
    if moment.element is None:
        return t(th, en).format(name="").strip(" :")
    return t(th, en).format(name=name_of(moment.element))


def _kind(moment: _Happened) -> str:
    return _KINDS.get(moment.type, "")


def _person(story: Story, moment: Moment) -> str:
    """Name who did it, for those who work for the office; and for whom they acted."""
    if moment.actor == "system":
        return t("ระบบ", "the service")
    pair = story.names.get(moment.actor)
    name = moment.actor if pair is None else pair[0] if language() == "th" else pair[1]
    absent = moment.on_behalf_of
    return name if absent is None else t(f"{name} (แทน {absent})", f"{name} (for {absent})")


def _role(story: Story, moment: Moment) -> str:
    """Say who did it to the applicant: themselves, or which part of the office."""
    reader = visitor()
    if reader is not None and moment.actor == reader.id:
        return t("ท่าน", "you")
    if moment.actor == "system":
        return t("ระบบ", "the service")
    is_own_side = set(moment.roles) <= APPLICANT_ROLES if moment.roles else False
    if is_own_side or moment.actor == story.instance.applicant_id:
        return applicant_of(story.instance)
    return roles_called(moment.roles) if moment.roles else t("สำนักงาน", "the office")


def _side(roles: tuple[str, ...]) -> str:
    if not roles:
        return ""
    if set(roles) <= APPLICANT_ROLES:
        return t("ผู้ยื่น", "the applicant")
    return roles_called(roles)
