"""The menu: what each kind of person finds in it. Entries whose page is not there are not shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import current_app, request, url_for

from web.audience import ADMINS, ANALYSTS, APPLICANTS, AUDITORS, SIGNED_IN, STAFF, Audience
from web.language import t
from web.session import kinds


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the menu; `area` is what its pages' endpoints begin with."""

    endpoint: str
    th: str
    en: str
    whom: Audience
    area: tuple[str, ...] = ()


MAIN: Final = (
    Entry("my.cases", "เรื่องของฉัน", "My cases", APPLICANTS, ("my.", "cases.")),
    Entry("apply.list_all", "ยื่นเรื่องใหม่", "Apply", APPLICANTS, ("apply.",)),
    Entry("inbox.list_all", "งานของฉัน", "My work", STAFF | APPLICANTS, ("inbox.", "tasks.")),
    Entry("apply.list_all", "เริ่มเรื่อง", "Begin a case", STAFF, ("apply.",)),
    Entry("rounds.list_all", "ภาพรวมรอบงาน", "Rounds", STAFF, ("rounds.",)),
    Entry("office.home", "ภาพรวม", "Overview", ADMINS, ("office.home",)),
    Entry("monitor.cases", "เรื่องทั้งหมด", "Cases", STAFF | ADMINS, ("monitor.case",)),
    Entry(
        "monitor.procedures",
        "กระบวนงาน",
        "Procedures",
        STAFF | ADMINS | ANALYSTS,
        ("monitor.procedures", "monitor.heat", "comparing.", "migrating."),
    ),
    Entry("studio.list_all", "สตูดิโอ", "Studio", ANALYSTS, ("studio.",)),
    Entry("incidents.list_all", "เหตุขัดข้อง", "Incidents", ADMINS, ("incidents.",)),
    Entry("office.deadlines", "กำหนดเวลา", "Deadlines", STAFF | ADMINS, ("office.deadlines",)),
    Entry("audit.home", "ตรวจสอบ", "Audit", AUDITORS | ADMINS, ("audit.",)),
)
OFFICE: Final = (
    Entry("office.calendar", "ปฏิทินวันหยุด", "Calendar", ADMINS),
    Entry(
        "office.people",
        "บุคลากรและสิทธิ",
        "People and roles",
        ADMINS,
        ("office.people", "office.person", "office.new_person", "office.create_person"),
    ),
    Entry("office.schools", "ทะเบียนโรงเรียน", "Schools", STAFF | ADMINS),
    Entry("office.settings", "ค่าของสำนักงาน", "Settings", ADMINS),
    Entry("office.tokens", "โทเคน", "Tokens", ADMINS),
    Entry("account.webhooks", "เว็บฮุก", "Webhooks", ADMINS),
    Entry("notices.mailbox", "กล่องจดหมายทดลอง", "Demo mailbox", ADMINS),
    Entry("office.health", "สุขภาพระบบ", "Health", ADMINS),
)
"""The admin's second menu, under “สำนักงาน”."""
OWN: Final = (
    Entry("search.results", "ค้นหา", "Search", SIGNED_IN),
    Entry("notices.list_all", "การแจ้งเตือน", "Notices", SIGNED_IN),
    Entry("account.home", "บัญชีของฉัน", "My account", SIGNED_IN),
    Entry("account.substitution", "มอบหมายงานระหว่างลา", "Substitution", STAFF),
    Entry("help.home", "คู่มือการใช้งาน", "Guide", SIGNED_IN),
)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as it stands in the menu of the page at hand."""

    href: str
    text: str
    is_current: bool


def menu(entries: tuple[Entry, ...]) -> list[Item]:
    """Return the entries that the visitor may open, in order."""
    return list(_items(entries))


def _items(entries: tuple[Entry, ...]) -> Iterator[Item]:
    here = request.endpoint or ""
    for each in entries:
        if each.whom & kinds() and each.endpoint in current_app.view_functions:
            is_current = here == each.endpoint or here.startswith(each.area or ("\0",))
            yield Item(url_for(each.endpoint), t(each.th, each.en), is_current)
