"""Events: how tokens wait for a moment, a message, a signal or a condition, and what they throw.

A non-interrupting boundary event starts a branch of its own each time it happens and stays armed as
long as its activity runs; SpiffWorkflow's fires once, and an ended activity takes its branch away.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit, _EndJoin
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    CodeEventDefinition,
    ErrorEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

from engine.errors import UncaughtError
from engine.execution.gateways import EventGateway
from engine.execution.timers import FIRED, Timer
from engine.execution.token import LIVE, Token
from engine.model import Effect, JobKind, SubscriptionKind


class Named(EventDefinition):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """A message or signal, known by its name."""

    def __init__(self, name: str, kind: SubscriptionKind) -> None:
        super().__init__(name)
        self.kind = kind

    def throw(self, my_task: Token) -> None:
        """Leave a job that delivers it after the commit."""
        environment = my_task.workflow.script_engine
        job = JobKind.MESSAGE if self.kind is SubscriptionKind.MESSAGE else JobKind.SIGNAL
        my_task.workflow.top_workflow.journal.effects.append(
            Effect(
                kind=job,
                element_id=my_task.task_spec.bpmn_id,
                name=self.name,
                payload=environment.inputs(my_task),
            )
        )


class Condition(EventDefinition):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """A condition on the variables, looked at whenever something has moved."""

    def __init__(self, expression: str) -> None:
        super().__init__()
        self.expression = expression

    def has_fired(self, my_task: Token) -> bool:
        return bool(my_task.workflow.script_engine.evaluate(my_task, self.expression))


class Event(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """What catching and throwing events share: one definition, or none."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.event_definition = event_definition

    @property
    def polls(self) -> bool:
        """Whether it must be looked at whenever something has moved."""
        return isinstance(self.event_definition, Condition)


class StartEvent(Event):
    """Where an instance begins; which start event it is, is chosen by the command."""

    polls = False


class ThrowEvent(Event):
    """Throws in passing: intermediate throw events and send tasks with a message."""

    polls = False

    def _run_hook(self, my_task: Token) -> bool:
        throw(self.event_definition, my_task)
        return True


class EndEvent(ThrowEvent):
    """Ends its token; a terminate end event ends every token of its scope, and no other's."""

    def _run_hook(self, my_task: Token) -> bool:
        super()._run_hook(my_task)
        if isinstance(self.event_definition, TerminateEventDefinition):
            for token in list(my_task.workflow.live.values()):
                if token is not my_task:
                    token._set_state(TaskState.CANCELLED)
                    token._drop_children()
                    token.task_spec._on_cancel(token)
        return True


def throw(definition: Any, token: Token) -> None:
    """Throw what the event says: outward as a job, errors and escalations to the scope around.

    Raises:
        UncaughtError: an error that no boundary event catches.
    """
    if isinstance(definition, Named):
        definition.throw(token)
    elif isinstance(definition, CodeEventDefinition):
        caught = token.workflow.top_workflow.throw_inward(definition, token)
        if not caught and isinstance(definition, ErrorEventDefinition):
            raise UncaughtError(error=definition.code or definition.name)


class CatchEvent(Event):
    """Waits until its event happens; behind an event-based gateway it then disarms its neighbours."""

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        if not _happened(self.event_definition, my_task):
            my_task._set_state(TaskState.WAITING)
            return False
        if isinstance(my_task.parent.task_spec, EventGateway):
            for other in my_task.parent.children:
                if other is not None and other is not my_task and other.has_state(LIVE):
                    other._set_state(TaskState.CANCELLED)
                    other._drop_children()
        return True

    def trigger(self, token: Token, payload: dict[str, Any]) -> None:
        """Let the event happen with this payload."""
        token.data.update(payload)
        token.internal_data[FIRED] = True
        token.arrive()


class BoundaryEvent(Event):
    """Waits while the activity it is attached to runs."""

    def __init__(
        self, wf_spec: Any, bpmn_id: str, event_definition: Any, cancel_activity: bool, **kwargs: Any
    ) -> None:
        self.attached_to = kwargs.pop("attached_to")
        super().__init__(wf_spec, bpmn_id, event_definition, **kwargs)
        self.cancel_activity = cancel_activity

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        if not _happened(self.event_definition, my_task):
            my_task._set_state(TaskState.WAITING)
            return False
        my_task.workflow.top_workflow.journal.step("fired", my_task)
        if self.cancel_activity:
            _interrupt(my_task)
            return True
        self._branch(my_task)
        return False

    def trigger(self, token: Token, payload: dict[str, Any]) -> None:
        """Let the event happen with this payload."""
        token.data.update(payload)
        token.internal_data[FIRED] = True
        token.arrive()

    def _branch(self, my_task: Token) -> None:
        """Send a new token down the event's flow; stay armed if it can happen again."""
        my_task._set_state(TaskState.WAITING)
        again = not isinstance(self.event_definition, Timer) or self.event_definition.next_due(
            my_task
        )
        if isinstance(self.event_definition, Condition):
            again = False  # true once is true for good until something changes it: it fires once
        my_task.internal_data.pop(FIRED, None)
        if not again:
            my_task._set_state(TaskState.COMPLETED)
            my_task._drop_children()
        beside = my_task.parent.parent
        for output in self.outputs:
            if not isinstance(output, BoundaryEventJoin):
                token = beside._add_child(output, TaskState.FUTURE)
                token.triggered = True
                token.came_from = self.name
                token.enter_scope(my_task.data)
                token.arrive()


def _happened(definition: Any, token: Token) -> bool:
    if isinstance(definition, Timer | Condition):
        return bool(definition.has_fired(token))
    return bool(token.internal_data.get(FIRED, False))


def _interrupt(boundary: Token) -> None:
    """End the activity the event is attached to, and its other boundary events."""
    for token in list(boundary.parent.children):
        if token is None or token is boundary or not token.has_state(TaskState.NOT_FINISHED_MASK):
            continue
        cancel(token)


def cancel(token: Token) -> None:
    """Take a token away, and with it whatever runs inside its activity."""
    for inner in [t for t in token.workflow.live.values() if t.parent is token]:
        cancel(inner)
    token._drop_children()
    token._set_state(TaskState.CANCELLED)
    token.task_spec._on_cancel(token)


class ActivityEnd(BoundaryEventJoin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Disarms the boundary events when their activity ends."""

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        split = my_task.find_ancestor(self.split_task)
        for token in list(split.children) if split is not None else []:
            if token is not None and isinstance(token.task_spec, BoundaryEvent):
                if token.has_state(TaskState.NOT_FINISHED_MASK) and token is not my_task.parent:
                    cancel(token)
        return True


class ActivityStart(BoundaryEventSplit):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Arms the boundary events together with their activity."""

    def __init__(self, wf_spec: Any, name: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, **kwargs)
        self.event_type = BoundaryEvent

    def _run_hook(self, my_task: Token) -> bool:
        my_task._sync_children(self.outputs, TaskState.FUTURE)
        return True


class ScopeEnd(_EndJoin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Waits for every token of its scope; one that failed keeps the scope open."""

    polls = True

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        others = [t for t in my_task.workflow.live.values() if t is not my_task]
        for token in [t for t in others if t.task_spec is self]:
            token._set_state(TaskState.CANCELLED)
            token._drop_children()
        if any(_holds_open(t, self) for t in others):
            my_task._set_state(TaskState.WAITING)
            return False
        return True

    def _run_hook(self, my_task: Token) -> bool:  # noqa: ARG002 - the library's signature
        return True


def _holds_open(token: Token, end: ScopeEnd) -> bool:
    return token.task_spec is not end and token.has_state(LIVE | TaskState.ERROR)
