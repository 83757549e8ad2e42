"""What admins changed of the office: people, settings, calendar, schools and tokens."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask import request, url_for
from werkzeug.wrappers import Response

from engine import access, admin_events, offices
from engine.admin_events import AdminEvent
from engine.context import Engine
from engine.model import Person
from engine.rows import OfficeRow
from web.audience import ADMINS, AUDITORS
from web.dates import plain_day
from web.language import t
from web.names import role_called
from web.pages.office_family import chosen_office, page, pages
from web.session import engine, person

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": (
        "user_created",
        "user_renamed",
        "password_set",
        "user_disabled",
        "user_enabled",
        "role_granted",
        "role_ended",
        "substitution_made",
        "substitution_ended",
    ),
    "settings": ("setting_changed", "office_renamed"),
    "calendar": ("calendar_changed",),
    "schools": (
        "school_added",
        "school_changed",
        "schools_imported",
        "school_member_added",
        "school_member_ended",
    ),
    "tokens": (
        "token_made",
        "token_revoked",
        "webhook_added",
        "webhook_changed",
        "webhook_switched_off",
        "webhook_removed",
    ),
}
_AT_ONCE: Final = 50
_MOST_SAID: Final = 12


def audited(engine: Engine, person: Person) -> list[OfficeRow]:
    """Return the offices whose changes the person may look at: their admins' and auditors'."""
    kept = offices.with_nation(engine, person)
    known = {each.id for each in kept}
    seen = [each for each in offices.seen(engine, person) if access.may_audit(person, each.id)]
    return [*(each for each in seen if each.id not in known), *kept]


@pages.get("/admin/changes", whom=ADMINS | AUDITORS)
def changes() -> Response:
    """List what was changed, newest first."""
    office = chosen_office(audited)
    kind = request.args.get("kind", "")
    wanted = admin_events.Filter(
        subject=request.args.get("subject") or None,
        by=request.args.get("by") or None,
        kinds=KINDS.get(kind, ()),
    )
    cursor = request.args.get("cursor")
    found = admin_events.list_some(engine(), person(), (office, wanted), cursor, _AT_ONCE)
    here: dict[str, Any] = {"kind": kind or None, "subject": wanted.subject, "by": wanted.by}
    more = found.page.next
    return page(
        "changes.html",
        title=t("ประวัติการเปลี่ยนแปลงของสำนักงาน", "What was changed of the office"),
        found=found,
        kind=kind,
        here=here,
        told_of=said_of,
        next=url_for("office.changes", **here, cursor=more) if more else None,
    )


def said_of(event: AdminEvent) -> list[tuple[str, str, str]]:
    """Return what an event changed, as (what, before, after): only what differs."""
    before, after = _flat(event.before), _flat(event.after)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [
        (_called(name), _shown(name, before.get(name)), _shown(name, after.get(name)))
        for name in names[:_MOST_SAID]
    ]


def _flat(value: Any) -> dict[str, Any]:
    """Return what was said as named values; days of a calendar by their day."""
    if isinstance(value, list):
        return {str(each["day"]): each for each in value}
    return dict(value) if isinstance(value, dict) else {}


def _called(name: str) -> str:
    words = {
        "name_th": t("ชื่อไทย", "Thai name"),
        "name_en": t("ชื่ออังกฤษ", "English name"),
        "email": t("อีเมล", "e-mail"),
        "role": t("บทบาท", "role"),
        "roles": t("บทบาท", "roles"),
        "from": t("ตั้งแต่", "from"),
        "to": t("ถึง", "until"),
        "valid_from": t("ตั้งแต่", "from"),
        "valid_to": t("ถึง", "until"),
        "until": t("ใช้ได้ถึง", "holds until"),
        "value": t("ค่า", "value"),
        "substitute": t("ผู้ปฏิบัติหน้าที่แทน", "substitute"),
        "school": t("โรงเรียน", "school"),
        "name": t("ชื่อ", "name"),
        "names": t("ชื่อ", "names"),
        "tokens": t("จำนวน", "number"),
        "added": t("เพิ่ม", "added"),
        "changed": t("แก้ไข", "changed"),
        "province": t("จังหวัด", "province"),
        "students": t("จำนวนนักเรียน", "students"),
        "size": t("ขนาด", "size"),
        "levels": t("ระดับ", "levels"),
        "affiliation": t("สังกัด", "affiliation"),
        "host": t("ปลายทาง", "receiver"),
        "events": t("เหตุการณ์", "events"),
        "is_active": t("เปิดอยู่", "is open"),
    }
    return words.get(name, _day(name) or name)


def _shown(name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, list):
        return ", ".join(_shown(name, each) for each in value)
    return _of_kind(name, value)


def _of_kind(name: str, value: Any) -> str:
    if isinstance(value, dict):  # a day of the calendar
        closed = t("หยุด", "closed") if value["is_holiday"] else t("เปิดทำการ", "open")
        return f"{closed} · {t(value['name_th'], value['name_en'])}"
    if isinstance(value, bool):
        return t("ใช่", "yes") if value else t("ไม่ใช่", "no")
    if name in ("role", "roles"):
        return role_called(str(value))
    return _day(str(value)) or str(value)


def _day(text: str) -> str:
    """Return an ISO day as people read it; nothing when it is none."""
    try:
        return plain_day(date.fromisoformat(text)) if len(text) == len("2026-04-01") else ""
    except ValueError:
        return ""
