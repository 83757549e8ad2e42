"""The workflow of one instance: SpiffWorkflow's, holding only the tokens that are somewhere.

A step costs the same whatever is finished (spiffworkflow.md, section 6).
"""

from collections import deque
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import CodeEventDefinition
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.execution.journal import Journal
from engine.execution.scope import Scope
from engine.execution.token import HERE, Token


class _Tokens:
    """What a case and its sub-processes share: the tokens that are in them, by id."""

    tasks: dict[UUID, Token]
    completed: bool
    scope: Scope
    top_workflow: Any

    def note(self, token: Token, before: int) -> None:
        """Keep index and journal right; called at every change of state."""
        if token.state & HERE:
            self.top_workflow.follow(token)
        else:
            token.let_go()
            self.tasks.pop(token.id, None)
            self.top_workflow.forget(token)
        if not before & TaskState.FINISHED_MASK or before == TaskState.ERROR:
            self.top_workflow.journal.note(token)
        if not self.tasks and not self.completed:
            self.completed = True
            self.ended()

    def ended(self) -> None:
        """Take note that the last token is gone."""

    def cancel_all(self) -> None:
        """End every token without completing it."""
        for token in list(self.tasks.values()):
            token.cancel()


class Case(_Tokens, BpmnWorkflow):
    """The whole instance."""

    def __init__(self, spec: Any, inner: dict[str, Any], environment: Any, scope: Scope) -> None:
        super().__init__(spec, inner, script_engine=environment, deserializing=True)
        self.scope = scope
        self.ready: deque[Token] = deque()
        self.journal = Journal()
        self.kept: frozenset[str] = frozenset()
        """Digests of the lists that its state, as last read or written, keeps apart."""
        self._conditions: dict[UUID, Token] = {}
        self._joins: dict[UUID, Token] = {}

    def queue(self, token: Token) -> None:
        """Let a token run before the instance rests, unless a person must do it."""
        if not token.task_spec.manual:
            self.ready.append(token)

    def follow(self, token: Token) -> None:
        """Remember a token that waits for others to move."""
        if token.state != TaskState.WAITING:
            self.forget(token)
        elif token.task_spec.waits_for_others:
            self._joins[token.id] = token
        elif getattr(token.task_spec, "watches", False):
            self._conditions[token.id] = token

    def forget(self, token: Token) -> None:
        """Forget a token that waits no more."""
        self._joins.pop(token.id, None)
        self._conditions.pop(token.id, None)

    def look_at_conditions(self) -> None:
        """Let every conditional event look again, whatever scope the change was made in."""
        if self._conditions:
            _look_again(self._conditions)

    def look_at_joins(self) -> bool:
        """Let the joins look again that wait for what may still come; say whether one goes on."""
        _look_again(self._joins)
        return bool(self.ready)

    def start_inner(self, owner: Token, name: str) -> "SubCase":
        """Make the scope of a running sub-process."""
        inner = SubCase(self.subprocess_specs[name], owner, self)
        self.subprocesses[owner.id] = inner
        return inner

    def find(self, identity: UUID) -> Token | None:
        """Return a token by its id, in whatever scope it is."""
        for workflow in self.workflows():
            found: Token | None = workflow.tasks.get(identity)
            if found is not None:
                return found
        return None

    def workflows(self) -> list[Any]:
        """The instance and its running sub-processes."""
        return [self, *self.subprocesses.values()]

    def tokens(self) -> list[Token]:
        """Every live or failed token, inner ones included, oldest first."""
        found = [token for workflow in self.workflows() for token in workflow.tasks.values()]
        return sorted(found, key=lambda token: token.id.int)

    def throw_inward(self, definition: CodeEventDefinition, source: Token) -> bool:
        """Let the nearest boundary event that catches an error or escalation have it."""
        workflow = source.workflow
        while workflow is not self:
            host: Token | None = workflow.owner
            while host is not None:
                if (event := _catcher(host, definition)) is not None:
                    event.task_spec.trigger(event, {})
                    return True
                host = host.parent  # the events of a multi-instance are drawn on the whole
            workflow = workflow.owner.workflow
        return False


class SubCase(_Tokens, BpmnSubWorkflow):
    """A running embedded sub-process or call activity; it works on its owner's variables."""

    def __init__(self, spec: Any, owner: Token, top_workflow: Case) -> None:
        self.owner = owner
        self.scope = owner.data
        super().__init__(spec, owner.id, top_workflow, deserializing=True)

    def _calculate_depth(self) -> int:
        return 0  # asked by nobody, and the library looks through all sub-processes for it

    def ended(self) -> None:
        self.top_workflow.subprocesses.pop(self.owner.id, None)
        if self.owner.state == TaskState.STARTED:
            self.owner.become(TaskState.READY)
            self.top_workflow.queue(self.owner)


def _look_again(waiting: dict[UUID, Token]) -> None:
    for token in list(waiting.values()):
        if token.state == TaskState.WAITING:
            token.look()


def _catcher(host: Token, definition: CodeEventDefinition) -> Token | None:
    """The armed event that names the code, else one that catches every code."""
    events = [e for e in host.children if _is_armed(e, type(definition))]
    named = [e for e in events if e.task_spec.event_definition.code == definition.code]
    any_code = [e for e in events if e.task_spec.event_definition.code is None]
    return next(iter([*named, *any_code]), None)


def _is_armed(event: Token, kind: type) -> bool:
    if event.state != TaskState.WAITING or not hasattr(event.task_spec, "attached_to"):
        return False
    return type(event.task_spec.event_definition) is kind
