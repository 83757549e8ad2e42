"""Why an instance waits, in sentences: one for each thing that it waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.calendar import local_date
from engine.context import Engine
from engine.model import InstanceStatus, SubscriptionKind
from engine.roles import called
from engine.rows import IncidentRow, InstanceRow, JobRow, SubscriptionRow, TaskRow
from engine.store import record
from engine.telling import open_event
from engine.thai import english_long, thai_long


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One reason for waiting. `whom`: roles, a user or a message; `until`: its due moment."""

    what: str
    element_id: str | None
    since: datetime
    whom: tuple[str, ...]
    until: datetime | None
    why_th: str
    why_en: str


def waits(
    instance: InstanceRow,
    tasks: Sequence[TaskRow],
    timers: Sequence[JobRow],
    subscriptions: Sequence[SubscriptionRow],
    incidents: Sequence[IncidentRow],
) -> list[Wait]:
    """Say why an instance waits; nothing when it has ended."""
    found = [
        *[_suspension(instance)] * (instance.status is InstanceStatus.SUSPENDED),
        *[_incident(row) for row in incidents],
        *[_task(instance, row) for row in tasks],
        *[_subscription(instance, row) for row in subscriptions],
        *[_timer(row) for row in timers],
    ]
    return found


def _suspension(instance: InstanceRow) -> Wait:
    return Wait(
        what="suspension",
        element_id=None,
        since=instance.started_at,
        whom=("admin",),
        until=None,
        why_th="เรื่องนี้ถูกระงับไว้ชั่วคราว ยังทำงานใดไม่ได้จนกว่าผู้ดูแลระบบจะให้ดำเนินการต่อ",
        why_en="The case is suspended; nothing can be done until an administrator resumes it.",
    )


def _incident(row: IncidentRow) -> Wait:
    return Wait(
        what="incident",
        element_id=row.element_id,
        since=row.raised_at,
        whom=("admin",),
        until=None,
        why_th=f"มีเหตุขัดข้องที่ {row.element_id}: {row.message_th} รอผู้ดูแลระบบแก้ไข",
        why_en=f"Stuck at {row.element_id}: {row.message_en} An administrator must mend it.",
    )


def _task(instance: InstanceRow, row: TaskRow) -> Wait:
    roles = tuple(each for each in row.roles.split(",") if each)
    whom = (row.assignee,) if row.assignee else roles
    is_applicants = row.assignee is not None and row.assignee == instance.applicant_id
    who_th = instance.applicant_th if is_applicants else None
    who_en = instance.applicant_en if is_applicants else None
    due_th = f" ภายในวันที่ {thai_long(row.due_date)}" if row.due_date else ""
    due_en = f" by {english_long(row.due_date)}" if row.due_date else ""
    return Wait(
        what="task",
        element_id=row.element_id,
        since=row.created_at,
        whom=whom,
        until=row.due_at,
        why_th=f"รอ{who_th or called(whom, 'th')} ดำเนินการ “{row.name}”{due_th}",
        why_en=f"Waits for {who_en or called(whom, 'en')} to do “{row.name_en}”{due_en}.",
    )


def _subscription(instance: InstanceRow, row: SubscriptionRow) -> Wait:
    is_message = row.kind is SubscriptionKind.MESSAGE
    return Wait(
        what=row.kind.value,
        element_id=row.element_id,
        since=instance.started_at,
        whom=(row.name,),
        until=None,
        why_th=f"รอ{'ข้อความ' if is_message else 'สัญญาณ'} “{row.name}”",
        why_en=f"Waits for {row.kind.value} “{row.name}”.",
    )


def _timer(row: JobRow) -> Wait:
    told: Any = row.explanation or {}
    day = due_day(row) or local_date(row.due_at)
    return Wait(
        what="timer",
        element_id=row.element_id,
        since=row.created_at,
        whom=(),
        until=row.due_at,
        why_th=" ".join(filter(None, [f"รอถึงวันที่ {thai_long(day)}", told.get("explanation_th")])),
        why_en=" ".join(
            filter(None, [f"Waits until {english_long(day)}.", told.get("explanation_en")])
        ),
    )


def filing_window(engine: Engine, instance: InstanceRow) -> Mapping[str, Any] | None:
    """Return what was told of the filing window when the case was started: `is_open`, `th`, `en`.

    None where the procedure has no windows, or the data of the case were erased.
    """
    with engine.reading() as tx:
        first = record.events_of(tx, instance.office_id, instance.id, limit=1)
        key = record.key_of(tx, instance.office_id, instance.id)
    told = open_event(first[0], key) if first else None
    found: Mapping[str, Any] | None = ((told or {}).get("set") or {}).get("filing_window")
    return found


def due_day(row: JobRow) -> date | None:
    """Return the due date that people see; None for a timer that is no deadline."""
    text = (row.explanation or {}).get("due_date")
    return None if text is None else date.fromisoformat(text)
