"""One case: where it stands on its diagram, why it waits, when it may end, and what was done."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import url_for

from engine import definitions, history, instances
from engine.monitoring import one
from engine.monitoring.one import CaseView
from engine.promises import bind_citizen
from engine.replay.stories import remark_in
from engine.waiting import Wait
from web.audience import ADMINS, AUDITORS, STAFF
from web.language import language, t
from web.names import applicant_of, name_of
from web.pages import monitor_words as words
from web.pages.monitor_family import pages
from web.pages.monitor_people import know, who
from web.rendering import show
from web.session import engine, kinds, person

_MOST_EVENTS: Final = 500


@pages.get("/admin/cases/<uuid:case_id>", whom=STAFF | ADMINS)
def case(case_id: UUID) -> str:
    """Show a case to whoever oversees its office; commands only to who may give them."""
    view = one.view(engine(), person(), case_id)
    told = history.list_some(engine(), person(), case_id, None, _MOST_EVENTS)
    row = view.standing.instance
    know((row.office_id, each.actor) for each in told.items if each.actor != "system")
    return show(
        "monitor/case.html",
        title=row.business_key,
        view=view,
        row=row,
        definition=definition_of(view),
        state=state_of(view),
        whom=applicant_of(row),
        waits=[(each, said(view, each)) for each in view.waits],
        due_words=words.due_words,
        likely=words.outlook_words(view.outlook, view.names),
        timers=[timer_row(view, each) for each in view.timers],
        events=[event_row(view, each) for each in reversed(told.items)],
        is_cut=told.next is not None,
        variables=variables_of(case_id),
        commands=commands(view),
        may_replay=bool(kinds() & (ADMINS | AUDITORS)),
        name_at=lambda element: name_at(view, element),
    )


def definition_of(view: CaseView) -> Any:
    """Return the version that the case runs."""
    row = view.standing.instance
    every = definitions.versions(engine(), row.definition_key)
    return next(each for each in every if each.version == row.definition_version)


def state_of(view: CaseView) -> dict[str, Any]:
    """Return what the diagram shows: where the case was, waits and is stuck."""
    broken = [row.element_id for row in view.standing.incidents]
    here = [each.element.id for each in view.tokens] or [
        *(row.element_id for row in view.standing.tasks),
        *(row.element_id for row in view.standing.subscriptions),
    ]
    return {
        "look": next(iter([*broken, *here]), None),
        "here": [each for each in here if each not in broken],
        "done": sorted(view.way.done),
        "taken": sorted(view.way.taken),
        "broken": broken,
    }


def said(view: CaseView, wait: Wait) -> str:
    """Return why a case waits, in the person's language; of an incident, what broke.

    A message is told by its place in the diagram: its own name is for programs.
    """
    if wait.what == "incident":
        broken = [row for row in view.standing.incidents if row.element_id == wait.element_id]
        return " ".join(t(row.message_th, row.message_en) for row in broken)
    if wait.what in {"message", "signal"}:
        name = name_at(view, wait.element_id)
        return t(f"รอ “{name}”", f"Waits for “{name}”.")
    sentence = wait.why_th if language() == "th" else wait.why_en
    if wait.what != "task" or len(wait.whom) != 1:
        return sentence
    whom = who(view.standing.instance.office_id, wait.whom[0])
    for waits in ("รอ", "Waits for "):
        sentence = sentence.replace(f"{waits}{wait.whom[0]} ", f"{waits}{whom} ", 1)
    return sentence


def name_at(view: CaseView, element: str | None) -> str:
    """Return what an element of the case's diagram is called."""
    found = view.names.get(element or "")
    return name_of(found) if found else element or "–"


def timer_row(view: CaseView, timer: Any) -> dict[str, Any]:
    """Return a timer as the table of what is due shows it."""
    told = timer.explanation or {}
    law = timer.deadline or {}
    return {
        "job": timer,
        "name": name_at(view, timer.element_id),
        "basis": law.get("basis") or "",
        "is_citizens": bind_citizen(law),
        "is_legal": bool(law),
        "why": told.get(f"explanation_{language()}") or "",
    }


def event_row(view: CaseView, event: Any) -> dict[str, Any]:
    """Return an event as the timeline shows it; the reason is shown where one was given."""
    data, office = event.data or {}, view.standing.instance.office_id
    return {
        "at": event.at,
        "what": words.event_words(event.type),
        "where": name_at(view, event.element_id) if event.element_id else "",
        "who": who(office, event.actor),
        "behalf": who(office, event.on_behalf_of) if event.on_behalf_of else "",
        "reason": t(*remark_in(data)),
        "is_bad": event.type in words.BAD,
        "changed": sorted(data.get("set") or ()),
        "moved": _moved(view, event) if event.type == "due_changed" else [],
    }


def _moved(view: CaseView, event: Any) -> list[str]:
    """Say from when to when a person has moved a timer, and which reminders went along."""
    own = {"element": event.element_id, **event.data}
    return [
        f"{name_at(view, each['element'])}: {_when(each['before'])} → {_when(each['after'])}"
        for each in (own, *event.data.get("along", ()))
    ]


def _when(text: str) -> str:
    return words.due_words(datetime.fromisoformat(text))


def variables_of(case_id: UUID) -> list[tuple[str, str, str]]:
    """Return the data of a case: name, kind and value; that they were read is written down."""
    found = instances.variables(engine(), person(), case_id)
    return [(name, kind_of(value), words.value_words(value)) for name, value in found.items()]


def kind_of(value: Any) -> str:
    """Return what kind of value it is, in words."""
    kinds = {
        str: t("ข้อความ", "text"),
        bool: t("ใช่/ไม่ใช่", "yes/no"),
        int: t("จำนวน", "number"),
        float: t("จำนวน", "number"),
        list: t("รายการ", "list"),
        dict: t("กลุ่มข้อมูล", "group"),
    }
    return kinds.get(type(value), t("ว่าง", "empty"))


def commands(view: CaseView) -> list[tuple[str, str, str]]:
    """Return what the person may do to the case now: (address, words, class of the button)."""
    status = view.standing.instance.status
    if not view.may_command or view.standing.instance.ended_at is not None:
        return []
    listed = [
        ("resume", t("ให้ดำเนินต่อ", "Resume"), "")
        if status == "suspended"
        else ("suspend", t("ระงับไว้", "Suspend"), "alt"),
        ("cancel", t("ยุติเรื่อง", "End the case"), "danger"),
    ]
    if status == "active":
        listed[1:1] = [
            ("move", t("ย้ายขั้นตอน", "Move a token"), "alt"),
            ("variables", t("แก้ข้อมูล", "Change data"), "alt"),
        ]
    identity = view.standing.instance.id
    return [(url_for("monitor.command", case_id=identity, what=w), s, c) for w, s, c in listed]
