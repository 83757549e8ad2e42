"""Read a resting workflow into our values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.execution.activities import ASKED, INPUTS, ServiceTask
from engine.execution.case import Case
from engine.execution.events import CORRELATION, Named
from engine.execution.timers import DUE, Timer
from engine.execution.token import FAILURE, Token
from engine.model import (
    Failure,
    InstanceStatus,
    KeptLists,
    Snapshot,
    Subscription,
    WaitingService,
    WaitingTask,
    WaitingTimer,
)

Dues: TypeAlias = dict[UUID, tuple[datetime, date | None]]
"""Due dates by the activity whose boundary timer they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waited before a command, so that only what it changed is written."""

    tasks: frozenset[UUID]
    timers: Mapping[UUID, datetime]
    services: frozenset[UUID]
    subscriptions: frozenset[UUID]
    failed: frozenset[UUID]

    def __contains__(self, element_instance_id: UUID) -> bool:
        return (
            element_instance_id in self.tasks
            or element_instance_id in self.timers
            or element_instance_id in self.services
            or element_instance_id in self.subscriptions
        )


def waiting(case: Case) -> Waiting:
    """Return what waits now."""
    tokens = case.tokens()
    return Waiting(
        tasks=frozenset(t.id for t in tokens if is_task(t)),
        timers={t.id: datetime.fromisoformat(t.internal_data[DUE]) for t in tokens if is_timer(t)},
        services=frozenset(t.id for t in tokens if is_service(t)),
        subscriptions=frozenset(t.id for t in tokens if subscribes(t)),
        failed=frozenset(t.id for t in tokens if t.state == TaskState.ERROR),
    )


def snapshot(case: Case, written: tuple[bytes, KeptLists]) -> Snapshot:
    """Say all that the outside may know of the instance; `written` is how it is kept."""
    tokens = case.tokens()
    dues = _dues(tokens)
    steps, effects = tuple(case.journal.steps), tuple(case.journal.effects)
    case.journal.steps, case.journal.effects = [], []
    return Snapshot(
        state=written[0],
        kept=written[1],
        status=InstanceStatus.COMPLETED if case.completed else InstanceStatus.ACTIVE,
        variables=dict(case.scope),
        tasks=tuple(_task(t, dues) for t in tokens if is_task(t)),
        timers=tuple(_timer(t) for t in tokens if is_timer(t)),
        services=tuple(_service(t) for t in tokens if is_service(t)),
        subscriptions=tuple(_subscription(t) for t in tokens if subscribes(t)),
        failures=tuple(_failure(t) for t in tokens if t.state == TaskState.ERROR),
        effects=effects,
        steps=steps,
    )


def is_task(token: Token) -> bool:
    """Whether a person must do something here."""
    return token.state == TaskState.READY and bool(token.task_spec.manual)


def is_timer(token: Token) -> bool:
    """Whether a timer runs here."""
    definition = getattr(token.task_spec, "event_definition", None)
    return token.state == TaskState.WAITING and isinstance(definition, Timer)


def is_service(token: Token) -> bool:
    """Whether a job must do something here."""
    return token.state == TaskState.STARTED and isinstance(token.task_spec, ServiceTask)


def subscribes(token: Token) -> bool:
    """Whether a message or signal is awaited here."""
    definition = getattr(token.task_spec, "event_definition", None)
    return token.state == TaskState.WAITING and isinstance(definition, Named)


def _task(token: Token, dues: Dues) -> WaitingTask:
    element, asked = token.task_spec.element, token.internal_data[ASKED]
    due_at, due_date = _due(token, dues)
    if due_at is None and asked["due"] is not None:
        due_at = datetime.fromisoformat(asked["due"])
    return WaitingTask(
        element_instance_id=token.id,
        element_id=element.id,
        name=element.name,
        name_en=element.name_en,
        roles=tuple(asked["roles"]),
        assignee=asked["assignee"],
        form_key=asked["form"],
        due_at=due_at,
        due_date=due_date,
        priority=asked["priority"],
    )


def _due(token: Token, dues: Dues) -> tuple[datetime | None, date | None]:
    """The due date of a task: of its own deadline, else of the activity around it."""
    at: Token | None = token
    while at is not None:
        if at.id in dues:
            return dues[at.id]
        at = at.parent or getattr(at.workflow, "owner", None)
    return None, None


def _dues(tokens: list[Token]) -> Dues:
    found: Dues = {}
    for token in tokens:
        if token.parent_id is not None and _is_due_timer(token):
            kept = token.internal_data
            due = datetime.fromisoformat(kept[DUE]), _day(kept.get("date"))
            found.setdefault(token.parent_id, due)
    return found


def _is_due_timer(token: Token) -> bool:
    if not is_timer(token) or not hasattr(token.task_spec, "attached_to"):
        return False
    asked = token.task_spec.event_definition.asked
    return asked is not None and asked.kind == "due"


def _timer(token: Token) -> WaitingTimer:
    kept = token.internal_data
    return WaitingTimer(
        element_instance_id=token.id,
        element_id=token.task_spec.bpmn_id,
        due_at=datetime.fromisoformat(kept[DUE]),
        due_date=_day(kept.get("date")),
        deadline=kept.get("deadline"),
        explanation=kept.get("explanation"),
    )


def _service(token: Token) -> WaitingService:
    element = token.task_spec.element
    return WaitingService(
        element_instance_id=token.id,
        element_id=element.id,
        topic=element.topic or "",
        inputs=token.internal_data.get(INPUTS, {}),
    )


def _subscription(token: Token) -> Subscription:
    named: Named = token.task_spec.event_definition
    return Subscription(
        element_instance_id=token.id,
        element_id=token.task_spec.bpmn_id,
        kind=named.kind,
        name=named.name,
        correlation=token.internal_data.get(CORRELATION, {}),
    )


def _failure(token: Token) -> Failure:
    told = token.internal_data.get(FAILURE, {})
    return Failure(
        element_instance_id=token.id,
        element_id=token.task_spec.bpmn_id,
        code=told.get("code", "execution_failed"),
        message_th=told.get("th", ""),
        message_en=told.get("en", ""),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
