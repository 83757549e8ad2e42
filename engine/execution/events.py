"""Events: how tokens wait for a moment, a message, a signal or a condition, and what they throw.

A non-interrupting boundary event starts a branch of its own each time it happens and stays armed as
long as its activity runs; SpiffWorkflow's fires once, and an ended activity takes its branch away.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    CodeEventDefinition,
    ErrorEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.errors import PayloadUnfit, UncaughtError
from engine.execution.node import Node
from engine.execution.timers import FIRED, Timer
from engine.execution.token import Token
from engine.model import Effect, JobKind, SubscriptionKind

CORRELATION = "correlation"
_OURS = {CORRELATION: dict, "applicant": str, "to_office": str}
"""What `engine.posting` reads of a message's payload itself."""


class Named(EventDefinition):
    """A message or signal, known by its name."""

    def __init__(self, name: str, kind: SubscriptionKind) -> None:
        super().__init__(name)
        self.kind = kind

    def throw(self, token: Token) -> None:
        """Leave a job that delivers it after the commit.

        Raises:
            PayloadUnfit: a name of ours is given something that it cannot be.
        """
        payload = token.workflow.script_engine.inputs(token)
        if self.kind is SubscriptionKind.MESSAGE:
            _check(payload)
        job = JobKind.MESSAGE if self.kind is SubscriptionKind.MESSAGE else JobKind.SIGNAL
        token.workflow.top_workflow.journal.effects.append(
            Effect(
                kind=job,
                element_id=token.task_spec.bpmn_id,
                name=self.name,
                payload=payload,
            )
        )


def _check(payload: dict[str, Any]) -> None:
    for name, kind in _OURS.items():
        value = payload.get(name)
        if value is not None and not isinstance(value, kind):
            raise PayloadUnfit(name=name, value=value)


class Condition(EventDefinition):
    """A condition on the variables, looked at whenever something has moved."""

    def __init__(self, expression: str) -> None:
        super().__init__()
        self.expression = expression

    def has_fired(self, my_task: Token) -> bool:
        return bool(my_task.workflow.script_engine.evaluate(my_task, self.expression))


class Day(EventDefinition):
    """A day of the year on which an office begins a case (`outlining.start_timers`)."""


class Event(Node):
    """What catching and throwing events share: one definition, or none."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.event_definition = event_definition
        self.named = isinstance(event_definition, Named)
        """Whether it is about a message or signal."""


class StartEvent(Event):
    """Where an instance begins; which start event it is, is chosen by the command."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition, **kwargs)
        self.plain = not isinstance(event_definition, Named | Day)
        """Whether a case begins here when nothing but a command begins it."""


class ThrowEvent(Event):
    """Throws in passing: intermediate throw events and send tasks with a message."""

    def act(self, token: Token) -> bool:
        throw(self.event_definition, token)
        return True


class EndEvent(ThrowEvent):
    """Ends its token; a terminate end event ends every token of its scope, and no other's."""

    def act(self, token: Token) -> bool:
        super().act(token)
        if isinstance(self.event_definition, TerminateEventDefinition):
            for other in list(token.workflow.tasks.values()):
                if other is not token:
                    other.cancel()
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


class Waiting(Event):
    """An event that waits until it happens."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition, **kwargs)
        self.watches = isinstance(event_definition, Condition)
        """Whether it must look again whenever something has moved."""

    def trigger(self, token: Token, payload: dict[str, Any]) -> None:
        """Let the event happen with this payload."""
        token.data.update(payload)
        token.internal_data[FIRED] = True
        token.look()

    def _happened(self, token: Token) -> bool:
        if isinstance(self.event_definition, Timer | Condition):
            return bool(self.event_definition.has_fired(token))
        if self.named and CORRELATION not in token.internal_data:
            token.internal_data[CORRELATION] = token.workflow.script_engine.inputs(token)
        return bool(token.internal_data.get(FIRED, False))


class CatchEvent(Waiting):
    """Stands in the flow; behind an event-based gateway it disarms its neighbours."""

    def enter(self, token: Token) -> int:
        if not self._happened(token):
            return int(TaskState.WAITING)
        for rival in token.rivals():
            rival.cancel()
        return int(TaskState.READY)


class BoundaryEvent(Waiting):
    """Waits while the activity it is attached to runs."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any, **kwargs: Any) -> None:
        self.attached_to: str = kwargs.pop("attached_to")
        self.cancel_activity: bool = kwargs.pop("cancel_activity")
        super().__init__(wf_spec, bpmn_id, event_definition, **kwargs)

    def enter(self, token: Token) -> int:
        if not self._happened(token):
            return int(TaskState.WAITING)
        token.workflow.top_workflow.journal.step("fired", token)
        if not self.cancel_activity:
            return self._branch(token)
        host = token.parent
        token.let_go()
        if host is not None:
            host.cancel()
        return int(TaskState.READY)

    def _branch(self, token: Token) -> int:
        """Send a new token down the event's flow; stay armed if it can happen again."""
        token.internal_data.pop(FIRED, None)
        for output in self.outputs:
            Token(token.workflow, output, token.data, came_from=self.name).arrive()
        if self._can_happen_again(token):
            return int(TaskState.WAITING)
        return int(TaskState.COMPLETED)

    def _can_happen_again(self, token: Token) -> bool:
        if isinstance(self.event_definition, Timer):
            return self.event_definition.next_due(token)
        return not self.watches  # a condition that holds would hold again at once
