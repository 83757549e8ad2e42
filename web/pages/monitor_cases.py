"""The office's cases: found by what holds them, counted by view, and chosen for bulk orders."""

from dataclasses import replace
from typing import Any, Final

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from engine.bulk import MOST_AT_ONCE, Deed
from engine.monitoring import cases as listing
from engine.monitoring.cases import MOST_COUNTED, VIEWS, Wanted
from engine.monitoring.choices import choices
from web.audience import ADMINS, STAFF, Audience
from web.language import t
from web.pages.monitor_family import pages
from web.pages.monitor_people import know, who
from web.rendering import show
from web.session import engine, kinds, person

A_PAGE: Final = 50
_AGES: Final = (7, 30, 90, 180, 365)
_MOST_DAYS: Final = 36_500


@pages.get("/admin/cases", whom=STAFF | ADMINS)
def cases() -> str:
    """List the cases of the offices that the person oversees; filters are in the address."""
    wanted = wanted_from(request.args)
    page = listing.list_some(engine(), person(), wanted, request.args.get("cursor"), A_PAGE)
    know((row.instance.office_id, step.assignee) for row in page.items for step in row.steps)
    counted = listing.counts(engine(), person(), wanted)
    found = choices(engine(), person(), wanted.definition_key, wanted.version)
    return show(
        "monitor/cases.html",
        title=t("เรื่องทั้งหมด", "Cases"),
        wanted=wanted,
        choices=found,
        names={row.key: row for row in found.procedures},
        ages=[(str(days), age_words(days)) for days in _AGES],
        lines=page.items,
        who=who,
        tabs=_tabs(wanted, counted),
        total=many(counted[wanted.view]),
        filters=asked(wanted),
        most=MOST_AT_ONCE,
        deeds=deeds(wanted),
        following=here(wanted, cursor=page.next) if page.next else None,
        may_command=bool(Audience.ADMIN & kinds()),
        is_narrowed=wanted != Wanted(view=wanted.view),
    )


def wanted_from(given: MultiDict[str, str]) -> Wanted:
    """Read the filters of an address or form; what cannot be read does not narrow."""
    view = given.get("view", "")
    key = given.get("procedure") or None
    return Wanted(
        view=view if view in VIEWS else "running",
        office=given.get("office") or None,
        definition_key=key,
        version=_number(given.get("version")) if key else None,
        element=(given.get("step") or None) if key else None,
        older_than=_number(given.get("older")),
        text=given.get("q", "").strip()[:100] or None,
        is_oldest_first=given.get("order") == "oldest",
    )


def asked(wanted: Wanted) -> dict[str, str]:
    """Write filters as an address or a form carries them; what does not narrow is left out."""
    values = {
        "view": "" if wanted.view == "running" else wanted.view,
        "office": wanted.office,
        "procedure": wanted.definition_key,
        "version": wanted.version,
        "step": wanted.element,
        "older": wanted.older_than,
        "q": wanted.text,
        "order": "oldest" if wanted.is_oldest_first else "",
    }
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


def here(wanted: Wanted, **more: Any) -> str:
    """Return the address of the list under these filters."""
    return url_for("monitor.cases", **{**asked(wanted), **more})


def view_words() -> dict[str, str]:
    """Return what each view is called."""
    return {
        "running": t("ยังไม่สิ้นสุด", "Not ended"),
        "late": t("เกินกำหนด", "Overdue"),
        "stuck": t("ขัดข้อง", "Stuck"),
        "suspended": t("ระงับไว้", "Suspended"),
        "completed": t("เสร็จสิ้น", "Completed"),
        "cancelled": t("ยกเลิก", "Cancelled"),
        "all": t("ทั้งหมด", "All"),
    }


def age_words(days: int) -> str:
    """Say how old a case is at least."""
    return t(f"เกิน {days} วัน", f"over {days} days")


def deeds(wanted: Wanted) -> list[tuple[str, str]]:
    """Return what may be done to many cases; moving needs a step that they all stand at."""
    words = deed_words()
    return [
        (each.value, words[each])
        for each in Deed
        if each is not Deed.MOVE or (wanted.definition_key and wanted.element)
    ]


def deed_words() -> dict[Deed, str]:
    """Return what each bulk order is called."""
    return {
        Deed.SUSPEND: t("ระงับไว้ชั่วคราว", "Suspend"),
        Deed.RESUME: t("ให้ดำเนินต่อ", "Resume"),
        Deed.CANCEL: t("ยุติเรื่อง", "End the cases"),
        Deed.RETRY: t("ลองขั้นที่ขัดข้องใหม่", "Retry what is stuck"),
        Deed.MOVE: t("ย้ายไปขั้นตอนอื่น", "Move to another step"),
    }


def many(count: int) -> str:
    """Write a count; one that was cut off says that there are more."""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def _tabs(wanted: Wanted, counted: dict[str, int]) -> list[tuple[str, str, str | None, bool, bool]]:
    words = view_words()
    return [
        (
            here(replace(wanted, view=view)),
            words[view],
            many(counted[view]),
            view == wanted.view,
            view in {"late", "stuck"} and bool(counted[view]),
        )
        for view in VIEWS
    ]


def _number(text: str | None) -> int | None:
    if not text or not text.isascii() or not text.isdecimal() or len(text) > len(str(_MOST_DAYS)):
        return None
    return int(text) or None
