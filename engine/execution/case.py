"""The workflow of one instance: SpiffWorkflow's, with an index of the live tokens and a journal of steps.

The index makes a step cost the same whatever is finished (spiffworkflow.md, section 6); the journal
is what replay is drawn from.
"""

from collections import deque
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import CodeEventDefinition
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.execution.journal import Journal
from engine.execution.scope import Scope
from engine.execution.token import LIVE, Token

TOKEN_STATES = LIVE | TaskState.ERROR


class _Indexed:
    """What a case and its sub-processes share: which tokens are live, and which may run."""

    live: dict[Any, Token]
    polling: dict[Any, Token]
    spec: Any
    top_workflow: Any
    completed: bool

    def begin(self, scope: Scope) -> Token:
        """Put the first token in place."""
        root = Token(self, self.spec.start, state=TaskState.FUTURE)
        root.enter_scope(scope)
        self.task_tree = root
        root.foresee()
        root._ready()
        return root

    def note(self, token: Token, before: int) -> None:
        """Keep the index and the journal right; called at every change of state."""
        state = token._state
        if state == TaskState.WAITING and getattr(token.task_spec, "polls", False):
            self.polling[token.id] = token
        else:
            self.polling.pop(token.id, None)
        if state & TOKEN_STATES:
            self.live[token.id] = token
            if state == TaskState.READY and not token.task_spec.manual:
                self.top_workflow.ready.append(token)
        else:
            self.live.pop(token.id, None)
        self.top_workflow.journal.note(token, before)

    def completed_one(self, token: Token) -> None:
        """Take note of a finished element and let those look again who wait for others."""
        self.last_task = token
        around = token.parent
        if around is not None and hasattr(around.task_spec, "child_done"):
            around.guarded(lambda rounds: rounds.task_spec.child_done(rounds, token))
        if token.task_spec.name == "End":
            self._mark_complete(token)  # type: ignore[attr-defined]  # the library's base class has it
            self.completed_event(self)  # type: ignore[attr-defined]  # the library's base class has it
        elif not self.completed:
            self.update_waiting_tasks()

    def update_waiting_tasks(self) -> None:
        """Wake the joins: only they wait for what others do."""
        for token in list(self.polling.values()):
            if token._state == TaskState.WAITING:
                token.arrive()

    def cancel_live(self) -> None:
        """End every token without completing it."""
        for token in list(self.live.values()):
            if token._state & TOKEN_STATES:
                token._set_state(TaskState.CANCELLED)
                token._drop_children()
                token.task_spec._on_cancel(token)

    def _remove_task(self, task_id: Any) -> None:
        token = self.tasks[task_id]  # type: ignore[attr-defined]  # the library's base class has it
        for child in token.children:
            if child is not None:
                self._remove_task(child.id)
        if token.parent is not None and task_id in token.parent._children:
            token.parent._children.remove(task_id)
        self.tasks.pop(task_id)  # type: ignore[attr-defined]  # the library's base class has it
        self.live.pop(task_id, None)
        self.polling.pop(task_id, None)


class Case(_Indexed, BpmnWorkflow):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """The whole instance."""

    def __init__(self, spec: Any, subprocess_specs: dict[str, Any], environment: Any) -> None:
        self.live = {}
        self.polling = {}
        self.ready: deque[Token] = deque()
        self.journal = Journal()
        self.start_element: str | None = None
        super().__init__(spec, subprocess_specs, script_engine=environment, deserializing=True)

    def create_subprocess(self, my_task: Token, spec_name: str) -> "SubCase":
        inner = SubCase(self.subprocess_specs[spec_name], my_task.id, self)
        self.subprocesses[my_task.id] = inner
        return inner

    def get_task_from_id(self, task_id: Any) -> Token | None:
        return self.tasks.get(task_id) or next(
            (inner.tasks[task_id] for inner in self.subprocesses.values() if task_id in inner.tasks),
            None,
        )

    def workflows(self) -> list[Any]:
        """The instance and its running sub-processes."""
        return [self, *self.subprocesses.values()]

    def tokens(self) -> list[Token]:
        """Every live or failed token, inner ones included, oldest first."""
        found = [token for workflow in self.workflows() for token in workflow.live.values()]
        return sorted(found, key=lambda token: token.id.int)

    def throw_inward(self, definition: CodeEventDefinition, source: Token) -> bool:
        """Let the nearest boundary event that catches an error or escalation have it."""
        workflow = source.workflow
        while workflow is not self:
            owner = self.get_task_from_id(workflow.parent_task_id)
            if owner is None:
                return False
            catching = [
                t for t in owner.workflow.live.values() if _catches(t, owner, definition)
            ]
            if catching:
                catching[0].task_spec.trigger(catching[0], {})
                return True
            workflow = owner.workflow
        return False


def _catches(token: Token, owner: Token, definition: CodeEventDefinition) -> bool:
    attached = getattr(token.task_spec, "attached_to", None)
    if token._state != TaskState.WAITING or attached != owner.task_spec.bpmn_id:
        return False
    if token.parent is not owner.parent:
        return False
    caught = token.task_spec.event_definition
    return type(caught) is type(definition) and caught.code in (None, definition.code)


class SubCase(_Indexed, BpmnSubWorkflow):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """A running embedded sub-process or call activity."""

    def __init__(self, spec: Any, parent_task_id: Any, top_workflow: Case) -> None:
        self.live = {}
        self.polling = {}
        super().__init__(spec, parent_task_id, top_workflow, deserializing=True)
