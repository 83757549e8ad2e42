"""The page of a task, put together from what the engine tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask import url_for

from engine import attachments, desk, people
from engine.calendar import is_set_by_hand
from engine.desk import Desk
from engine.drafting import Draft
from engine.errors import (
    EngineError,
    InstanceNotActive,
    NotACandidate,
    TaskNotOpen,
    TaskTaken,
)
from engine.model import TaskState, Variables
from web import dates
from web.audience import ADMINS, AUDITORS, STAFF
from web.case_links import case_link
from web.forms import Filled, controls_of, summary, told
from web.forms.around import WORDS, Around
from web.forms.controls import Section, sections_of
from web.forms.showing import shown
from web.language import language, t
from web.rendering import show, today
from web.session import engine, kinds, person, settings

_ENOUGH_FOR_OUTLINE: Final = 3
_MOST_COLLEAGUES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the page shows of the request before it: what was typed, and why it was refused."""

    data: Variables | None = None
    errors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    refusal: EngineError | None = None
    is_draft_other: bool = False
    total: int = 0
    """How many errors there are, where not all are told."""


def page_of(at_hand: Desk, given: Given) -> str:
    """Return the page of a task."""
    return show(
        "tasks/one.html",
        desk=at_hand,
        task=at_hand.task,
        reads_comments=bool(kinds() & (STAFF | ADMINS | AUDITORS)),
        instance=at_hand.instance,
        name=task_name(at_hand),
        given=given,
        closed_words=closed_words(at_hand),
        refused_words=_refused(at_hand, given),
        draft_told=draft_words(at_hand, at_hand.draft),
        explanation=_explanation(at_hand),
        past=desk.past(engine(), person(), at_hand.instance.id),
        papers=attachments.list_for(engine(), person(), instance_id=at_hand.instance.id),
        who=_who(at_hand),
        case_link=case_link,
        **_form(at_hand, given),
        **WORDS,
    )


def task_name(at_hand: Desk) -> str:
    """Return what the task is called in the person's language."""
    return at_hand.task.name if language() == "th" else at_hand.task.name_en


def _form(at_hand: Desk, given: Given) -> dict[str, Any]:
    if at_hand.form is None:
        return {
            "sections": [],
            "summary": [],
            "total": 0,
            "script": None,
            "outline": [],
            "place": None,
        }
    data = at_hand.data if given.data is None else given.data
    is_read_only = at_hand.refusal is not None
    filled = Filled(data=data, own=at_hand.own, errors=given.errors, is_read_only=is_read_only)
    controls = controls_of(at_hand.form, filled)
    sections = sections_of(at_hand.form, controls)
    return {
        "sections": sections,
        "summary": summary(controls, given.errors),
        "total": given.total or len(given.errors),
        "script": told(at_hand.form, at_hand.own),
        "outline": _outline(sections),
        "place": _around(given, 3 if sections[0].title else 2, is_read_only=is_read_only),
    }


def _around(given: Given, level: int, *, is_read_only: bool) -> Around:
    day = {"type": "date"}
    return Around(
        file=lambda identity: url_for("task_parts.file", attachment_id=identity),
        signer=person().name,
        today=shown(day, today().isoformat()),
        most_bytes=settings().max_file_bytes,
        errors=given.errors,
        is_read_only=is_read_only,
        level=level,
    )


def _outline(sections: list[Section]) -> list[tuple[str, str]]:
    """Return (id, title) of what a long form is made of: its sections, else its tables."""
    titled = [(each.id, each.title) for each in sections if each.title]
    tables = [
        (each.id, each.label)
        for section in sections
        for each in section.controls
        if each.kind == "table" and not titled
    ]
    found = titled or tables
    return found if len(found) >= _ENOUGH_FOR_OUTLINE else []


def draft_words(at_hand: Desk, draft: Draft | None) -> str:
    """Say when the draft was saved, and by whom if it was somebody else."""
    if draft is None:
        return ""
    if draft.by == person().id:
        return saved_words(draft)
    at, by = _when(draft.at), _called(at_hand, draft.by)
    return t(f"ร่างของ{by} บันทึก {at}", f"Draft by {by}, saved {at}")


def saved_words(draft: Draft) -> str:
    """Say when the person's own draft was saved."""
    at = _when(draft.at)
    return t(f"บันทึกร่างแล้ว {at}", f"Draft saved {at}")


def _when(at: datetime) -> str:
    return dates.clock(at) if dates.day(at) == dates.day(today()) else dates.moment(at)


def closed_words(at_hand: Desk) -> str:
    """Say of a closed task by whom and when."""
    task = at_hand.task
    if task.state is TaskState.OPEN:
        return ""
    by, at = _called(at_hand, task.closed_by), dates.moment(task.closed_at)
    if task.state is TaskState.COMPLETED:
        return t(f"{by} ดำเนินการงานนี้เสร็จแล้วเมื่อ {at}", f"Done by {by} on {at}.")
    return t(f"งานนี้ถูกยกเลิกเมื่อ {at}", f"The task was cancelled on {at}.")


def _refused(at_hand: Desk, given: Given) -> str:
    refusal = given.refusal or at_hand.refusal
    if refusal is None or (closed_words(at_hand) and given.refusal is None):
        return ""
    if isinstance(refusal, TaskNotOpen):
        return closed_words(at_hand)
    if isinstance(refusal, TaskTaken):
        name = _called(at_hand, at_hand.task.assignee)
        return t(
            f"{name} รับงานนี้ไปแล้ว ท่านอ่านได้แต่แก้ไขไม่ได้", f"{name} has this task; you can read it."
        )
    return refusal_words(refusal)


def refusal_words(refusal: EngineError) -> str:
    """Say why something was refused, moments as people read them."""
    told_of = dict(refusal.particulars)
    for name, value in told_of.items():
        if name == "at" and value:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
            told_of[name] = dates.moment(at)
    return type(refusal)(**told_of).text(language())


def _called(at_hand: Desk, user: str | None) -> str:
    th, en = at_hand.names.get(user or "", (user or "–", user or "–"))
    return t(th, en)


def _who(at_hand: Desk) -> dict[str, Any]:
    """Return who has the task and what the person may do about that."""
    task, me = at_hand.task, person()
    is_open = task.state is TaskState.OPEN
    is_mine = task.assignee == me.id
    may_work = at_hand.refusal is None
    is_own = at_hand.instance.applicant_id == me.id  # a family's own step needs no taking
    return {
        "assignee": _called(at_hand, task.assignee) if task.assignee else "",
        "is_mine": is_mine,
        "may_give_back": is_open and is_mine and task.assignee != at_hand.instance.applicant_id,
        "may_claim": is_open and may_work and task.assignee is None and not is_own,
        "colleagues": _colleagues(at_hand) if is_open else [],
        "before": t(*at_hand.before) if at_hand.before and may_work and kinds() & STAFF else None,
    }


def _colleagues(at_hand: Desk) -> list[people.Colleague]:
    """Return who of the office may be given the task, where it is the person's to give."""
    task = at_hand.task
    if isinstance(at_hand.refusal, NotACandidate | InstanceNotActive):
        return []
    roles = set(filter(None, task.roles.split(",")))
    known = people.colleagues(engine(), person(), task.office_id, most=_MOST_COLLEAGUES)
    return [
        each
        for each in known
        if each.username != task.assignee and (not roles or roles & set(each.roles))
    ]


def _explanation(at_hand: Desk) -> dict[str, Any] | None:
    if at_hand.due is None or not at_hand.due.explanation:
        return None
    told_of = at_hand.due.explanation
    return {
        "words": told_of[f"explanation_{language()}"],
        "is_by_hand": is_set_by_hand(told_of),
        "from": datetime.fromisoformat(told_of["counted_from"]).date(),
        "plan_by": datetime.fromisoformat(told_of["plan_by"]).date(),
        "skipped": [
            (datetime.fromisoformat(each["day"]).date(), each[f"why_{language()}"])
            for each in told_of["skipped"]
        ],
    }
