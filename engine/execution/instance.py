"""Execution: one instance, restored; one verb; run to rest; a snapshot. Nothing else moves tokens."""

from datetime import datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.errors import ElementNotFound, EndlessLoop
from engine.execution import state as states
from engine.execution.case import Case
from engine.execution.definition import Definition
from engine.execution.environment import Environment
from engine.execution.events import cancel
from engine.execution.scope import Scope
from engine.execution.snapshot import Waiting, snapshot, waiting
from engine.execution.timers import DUE, FIRED, Timer
from engine.execution.token import Token
from engine.model import Snapshot, Variables

MOST_STEPS = 200_000
"""How often one command may move a token; a loop of 10,000 rounds takes some tens of thousands."""
PRUNE_EVERY = 500


class Execution:
    """An instance in the hands of one command. Not to be shared between threads."""

    def __init__(self, definition: Definition, environment: Environment, case: Case) -> None:
        self.definition = definition
        self.environment = environment
        self._case = case
        self.waited: Waiting = waiting(case)
        """What waited before the command."""
        self._before: Variables = {}

    @classmethod
    def start(
        cls,
        definition: Definition,
        environment: Environment,
        variables: Variables,
        message: str | None = None,
    ) -> "Execution":
        """Make a new instance; `message` chooses the start event that it triggers."""
        environment.definition = definition
        if message not in definition.starts:
            raise ElementNotFound(element=f"start event {message or ''}".strip())
        case = Case(definition.spec, dict(definition.inner), environment)
        case.start_element = definition.starts[message]
        execution = cls(definition, environment, case)
        case.begin(Scope(variables))
        execution._before = {}
        return execution

    @classmethod
    def restore(
        cls, definition: Definition, environment: Environment, state: bytes
    ) -> "Execution":
        """Take up an instance where it rested."""
        environment.definition = definition
        case = states.from_bytes(state, definition, environment)
        execution = cls(definition, environment, case)
        execution._before = dict(execution.variables)
        return execution

    @property
    def variables(self) -> Variables:
        """The instance's variables, those of inner scopes not included."""
        return self._case.task_tree.data  # type: ignore[no-any-return]  # a Scope

    def changed_variables(self) -> Variables:
        """Return the instance's variables that the command has set, with their new values."""
        now, before = self.variables, self._before
        return {k: v for k, v in now.items() if k not in before or before[k] != v}

    def complete_task(self, element_instance_id: UUID, variables: Variables) -> None:
        """Complete a user task with its results."""
        token = self._token(element_instance_id, TaskState.READY)
        token.data.update(variables)
        token.run()

    def complete_service(self, element_instance_id: UUID, variables: Variables) -> None:
        """Go on after a service task's job."""
        token = self._token(element_instance_id, TaskState.STARTED)
        token.data.update(variables)
        token.complete()

    def fire_timer(self, element_instance_id: UUID) -> None:
        """Let a timer fire, whatever its due date says: the caller has looked at the clock."""
        token = self._token(element_instance_id, TaskState.WAITING)
        token.internal_data[FIRED] = True
        token.arrive()

    def set_due(self, element_instance_id: UUID, due_at: datetime) -> None:
        """Move a timer's due moment."""
        token = self._token(element_instance_id, TaskState.WAITING)
        token.internal_data[DUE] = due_at.isoformat()

    def recount(self, element_instance_id: UUID) -> None:
        """Work a timer's deadline out again by the calendar as it is now (design section 5)."""
        token = self._token(element_instance_id, TaskState.WAITING)
        definition = token.task_spec.event_definition
        if isinstance(definition, Timer):
            definition.recount(token)

    def receive(self, element_instance_id: UUID, variables: Variables) -> None:
        """Deliver a message or signal to the event that waits for it."""
        token = self._token(element_instance_id, TaskState.WAITING)
        token.task_spec.trigger(token, variables)

    def retry(self, element_instance_id: UUID) -> None:
        """Try a failed element again."""
        token = self._token(element_instance_id, TaskState.ERROR)
        token.internal_data.pop("failure", None)
        token.noted = False
        token._set_state(TaskState.FUTURE)
        token.foresee()
        token.arrive()

    def move(self, element_instance_id: UUID, element_id: str) -> None:
        """Take a token from where it stands to another element of the same scope.

        Raises:
            ElementNotFound: the scope has no such element.
        """
        token = self._token(element_instance_id, TaskState.NOT_FINISHED_MASK | TaskState.ERROR)
        specs = token.workflow.spec.task_specs
        if element_id not in specs or element_id not in self.definition.elements:
            raise ElementNotFound(element=element_id)
        target = specs.get(f"{element_id}.BoundaryEventSplit", specs[element_id])
        place, scope = self._leave(token), token.data
        moved = place._add_child(target, TaskState.FUTURE)
        moved.triggered = True
        moved.came_from = None
        moved.enter_scope(scope)
        moved.foresee()
        moved.arrive()

    def set_variables(self, variables: Variables) -> None:
        """Change variables of the instance; conditional events look again."""
        self.variables.update(variables)
        for workflow in self._case.workflows():
            workflow.update_waiting_tasks()

    def cancel(self) -> None:
        """End the instance early."""
        for workflow in reversed(self._case.workflows()):
            workflow.completed = True
            workflow.cancel_live()

    def rest(self) -> None:
        """Run on until every token waits, has ended or has failed."""
        ready, steps = self._case.ready, 0
        while ready:
            token = ready.popleft()
            if token._state != TaskState.READY:
                continue
            steps += 1
            if steps > MOST_STEPS:
                token.fail(EndlessLoop(steps=MOST_STEPS, element=token.task_spec.bpmn_id))
                break
            token.run()
            if steps % PRUNE_EVERY == 0:
                states.prune(self._case)

    def snapshot(self) -> Snapshot:
        """Say all that the outside may know; the journal is handed over with it."""
        states.prune(self._case)
        return snapshot(self._case, self.definition, states.to_bytes(self._case))

    def _leave(self, token: Token) -> Token:
        """End the activity the token stands at; return where a token may be put instead."""
        beside = token.parent
        group = beside if beside.task_spec.name.endswith(".BoundaryEventSplit") else None
        for other in list(group.children) if group is not None else [token]:
            if other is not None and other.has_state(TaskState.NOT_FINISHED_MASK | TaskState.ERROR):
                cancel(other)
        found: Any = group.parent if group is not None else beside
        return found  # type: ignore[no-any-return]  # a Token

    def _token(self, element_instance_id: UUID, states_wanted: int) -> Token:
        token = self._case.get_task_from_id(element_instance_id)
        if token is None or not token.has_state(states_wanted):
            raise ElementNotFound(element=str(element_instance_id))
        return token
