"""Which tasks the address of the inbox asks for; what cannot be read does not narrow."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from engine.calendar import end_of_day
from engine.inbox import NO_DUE, Filter, Tab
from web.language import t

A_PAGE: Final = 50
_LONGEST: Final = 100
_DAYS: Final = {"today": 0, "week": 7, "month": 30}
_APPLICANTS: Final = ("school", "person", "nobody")
_TAKEN: Final = {"no": False, "yes": True}


@dataclass(frozen=True, slots=True)
class Asked:
    """A tab and its filters; `values`: what the address says of them, each by its name."""

    tab: Tab
    wanted: Filter
    values: dict[str, str]

    @property
    def narrowing(self) -> dict[str, str]:
        """What narrows the list, beside the tab and the order."""
        return {k: v for k, v in self.values.items() if k not in ("tab", "order")}

    def here(self, **more: Any) -> str:
        """Return the address of the list with something changed; "" leaves it out."""
        merged = {**self.values, **more}
        return url_for("inbox.list_all", **{k: v for k, v in merged.items() if v})

    def under(self, tab: Tab) -> str:
        """Return the address of another tab with the same filters."""
        return self.here(tab="" if tab is Tab.ROLES else tab.value)


def read(given: MultiDict[str, str], today: date) -> Asked:
    """Read what an address or a form asks for."""
    tab = Tab(given["tab"]) if given.get("tab") in set(Tab) else Tab.ROLES
    wanted = _narrowed_by_due(_wanted(given), given.get("due", ""), today)
    kept = {
        "tab": "" if tab is Tab.ROLES else tab.value,
        "procedure": wanted.definition_key,
        "step": wanted.element_id,
        "role": wanted.role,
        "office": wanted.office,
        "due": given.get("due") if given.get("due") in due_words() else "",
        "who": wanted.applicants,
        "taken": given.get("taken") if given.get("taken") in _TAKEN else "",
        "q": wanted.q,
        "order": "newest" if wanted.order == "newest" else "",
    }
    return Asked(tab, wanted, {name: value for name, value in kept.items() if value})


def _wanted(given: MultiDict[str, str]) -> Filter:
    key = given.get("procedure") or None
    who = given.get("who")
    return Filter(
        definition_key=key,
        element_id=(given.get("step") or None) if key else None,
        role=given.get("role") or None,
        office=given.get("office") or None,
        applicants=who if who in _APPLICANTS else None,
        is_taken=_TAKEN.get(given.get("taken", "")),
        q=given.get("q", "").replace("\0", "").strip()[:_LONGEST] or None,
        order="newest" if given.get("order") == "newest" else "due",
    )


def _narrowed_by_due(wanted: Filter, period: str, today: date) -> Filter:
    if period == "none":
        return replace(wanted, due_after=NO_DUE)
    if period not in _DAYS:
        return wanted
    yesterday = end_of_day(today - timedelta(days=1))
    after = yesterday if period == "today" else None
    return replace(wanted, due_after=after, due_by=end_of_day(_last(today, period)))


def _last(today: date, period: str) -> date:
    return today + timedelta(days=_DAYS[period])


def due_words() -> dict[str, str]:
    """Return what each period of due dates is called."""
    return {
        "today": t("ครบวันนี้", "Due today"),
        "week": t("ภายใน 7 วัน", "Within 7 days"),
        "month": t("ภายใน 30 วัน", "Within 30 days"),
        "none": t("ไม่มีกำหนด", "No due date"),
    }


def applicant_words() -> dict[str, str]:
    """Return what each kind of applicant is called."""
    return {
        "person": t("ครอบครัวหรือบุคคล", "Families, persons"),
        "school": t("โรงเรียน", "Schools"),
        "nobody": t("งานของสำนักงานเอง", "The office's own"),
    }


def taken_words() -> dict[str, str]:
    """Return whether somebody has taken a task, in words."""
    return {"no": t("ยังไม่มีผู้รับ", "Free"), "yes": t("มีผู้รับแล้ว", "Taken")}


def tab_words() -> dict[Tab, str]:
    """Return what each tab is called."""
    return {
        Tab.ROLES: t("งานทั้งหมดของฉัน", "All my work"),
        Tab.LATE: t("เกินกำหนด", "Overdue"),
        Tab.SOON: t("ใกล้ครบกำหนด", "Due soon"),
        Tab.MINE: t("ที่ฉันรับไว้", "Taken by me"),
        Tab.DONE: t("ที่ฉันทำเสร็จ", "Done by me"),
    }


def moment_read(text: str | None) -> datetime | None:
    """Read a moment that a page of ours wrote; None for anything else."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
