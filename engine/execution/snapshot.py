"""Read a resting workflow into our values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.execution.activities import ServiceTask
from engine.execution.case import Case
from engine.execution.definition import Definition
from engine.execution.elements import Element, split_words
from engine.execution.events import Named
from engine.execution.timers import DUE, Timer
from engine.execution.token import Token
from engine.isotime import moment
from engine.model import (
    Failure,
    InstanceStatus,
    Snapshot,
    Subscription,
    WaitingService,
    WaitingTask,
    WaitingTimer,
)


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
        tasks=frozenset(t.id for t in tokens if _is_task(t)),
        timers={
            t.id: datetime.fromisoformat(t.internal_data[DUE]) for t in tokens if _is_timer(t)
        },
        services=frozenset(t.id for t in tokens if _is_service(t)),
        subscriptions=frozenset(t.id for t in tokens if _subscribes(t)),
        failed=frozenset(t.id for t in tokens if t._state == TaskState.ERROR),
    )


def snapshot(case: Case, definition: Definition, state: bytes) -> Snapshot:
    """Say all that the outside may know of the instance."""
    tokens = case.tokens()
    steps, effects = tuple(case.journal.steps), tuple(case.journal.effects)
    case.journal.steps, case.journal.effects = [], []
    ended = case.completed or not tokens
    return Snapshot(
        state=state,
        status=InstanceStatus.COMPLETED if ended else InstanceStatus.ACTIVE,
        variables=dict(case.task_tree.data),
        tasks=tuple(_task(t, definition) for t in tokens if _is_task(t)),
        timers=tuple(_timer(t) for t in tokens if _is_timer(t)),
        services=tuple(_service(t, definition) for t in tokens if _is_service(t)),
        subscriptions=tuple(_subscription(t, definition) for t in tokens if _subscribes(t)),
        failures=tuple(_failure(t) for t in tokens if t._state == TaskState.ERROR),
        effects=effects,
        steps=steps,
    )


def _is_task(token: Token) -> bool:
    return token._state == TaskState.READY and bool(token.task_spec.manual)


def _is_timer(token: Token) -> bool:
    definition = getattr(token.task_spec, "event_definition", None)
    return token._state == TaskState.WAITING and isinstance(definition, Timer)


def _is_service(token: Token) -> bool:
    return token._state == TaskState.STARTED and isinstance(token.task_spec, ServiceTask)


def _subscribes(token: Token) -> bool:
    definition = getattr(token.task_spec, "event_definition", None)
    return token._state == TaskState.WAITING and isinstance(definition, Named)


def _task(token: Token, definition: Definition) -> WaitingTask:
    element = definition.elements[token.task_spec.bpmn_id]
    asked = token.internal_data.get("asked")
    if asked is None:
        asked = token.internal_data["asked"] = _asked(token, element)
    due_at, due_date = _due(token)
    if due_at is None and asked["due"] is not None:
        due_at = moment(asked["due"])
    return WaitingTask(
        element_instance_id=token.id,
        element_id=element.id,
        name=element.name,
        roles=tuple(asked["roles"]),
        assignee=asked["assignee"],
        form_key=asked["form"],
        due_at=due_at,
        due_date=due_date,
        priority=asked["priority"],
    )


def _asked(token: Token, element: Element) -> dict[str, Any]:
    """Evaluate what the diagram says of a task, once, when it opens."""
    environment = token.workflow.script_engine

    def value(text: str | None) -> Any:
        return None if not text else environment.value(token, text)

    roles = [r for role in element.roles for r in split_words(str(value(role) or ""))]
    assignee, due = value(element.assignee), value(element.due)
    return {
        "roles": sorted(roles),
        "assignee": None if assignee is None else str(assignee),
        "form": value(element.form_key),
        "due": None if due is None else str(due),
        "priority": int(value(element.priority)),
    }


def _due(token: Token) -> tuple[datetime | None, date | None]:
    """The due date of a task: of its own deadline, else of the sub-process around it."""
    at: Token | None = token
    while at is not None:
        parent = at.parent
        for beside in parent.children if parent is not None else []:
            if beside is not None and _is_due_timer(beside) and DUE in beside.internal_data:
                day = beside.internal_data.get("date")
                return datetime.fromisoformat(beside.internal_data[DUE]), _day(day)
        workflow = at.workflow
        if parent is not None and hasattr(parent.task_spec, "child_done"):
            at = parent  # an item of a multi-instance: the deadline is drawn on the whole
        elif workflow.parent_task_id is not None:
            at = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        else:
            at = None
    return None, None


def _is_due_timer(token: Token) -> bool:
    definition = getattr(token.task_spec, "event_definition", None)
    attached = hasattr(token.task_spec, "attached_to")
    if not attached or not isinstance(definition, Timer) or definition.asked is None:
        return False
    return definition.asked.kind == "due"


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


def _service(token: Token, definition: Definition) -> WaitingService:
    element = definition.elements[token.task_spec.bpmn_id]
    return WaitingService(
        element_instance_id=token.id,
        element_id=element.id,
        topic=element.topic or "",
        inputs=token.internal_data.get("inputs", {}),
    )


def _subscription(token: Token, definition: Definition) -> Subscription:
    named: Named = token.task_spec.event_definition
    if "correlation" not in token.internal_data:
        token.internal_data["correlation"] = token.workflow.script_engine.inputs(token)
    element = definition.elements[token.task_spec.bpmn_id]
    return Subscription(
        element_instance_id=token.id,
        element_id=element.id,
        kind=named.kind,
        name=named.name,
        correlation=token.internal_data["correlation"],
    )


def _failure(token: Token) -> Failure:
    told = token.internal_data.get("failure") or {}
    return Failure(
        element_instance_id=token.id,
        element_id=token.task_spec.bpmn_id or token.task_spec.name,
        code=told.get("code", "execution_failed"),
        message_th=told.get("th", ""),
        message_en=told.get("en", ""),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
