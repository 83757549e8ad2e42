"""Execution: one instance, restored; one verb; run to rest; a snapshot. All that moves tokens."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.errors import ElementNotFound, EndlessLoop, EngineError
from engine.execution import state as states
from engine.execution.activities import entry
from engine.execution.apart import Load, nothing_kept
from engine.execution.case import Case
from engine.execution.definition import Definition
from engine.execution.environment import Environment
from engine.execution.scope import Scope
from engine.execution.snapshot import (
    Waiting,
    is_service,
    is_task,
    is_timer,
    snapshot,
    subscribes,
    waiting,
)
from engine.execution.timers import MovedTimer, set_by_person
from engine.execution.token import HERE, Token
from engine.kept import whole
from engine.model import KeptLists, Snapshot, Variables

MOST_STEPS = 200_000
"""How often one command may move a token; a loop of 10,000 rounds takes some tens of thousands."""


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
        day: str | None = None,
    ) -> "Execution":
        """Make a new instance; its start event is chosen by a message, a day's own id, or neither.

        Raises:
            ElementNotFound: the definition has no such start event.
        """
        if day is not None:
            chosen = day if day in definition.timer_starts else None
        else:
            chosen = definition.starts.get(message)
        if chosen is None:
            raise ElementNotFound(element=f"start event {day or message or ''}".strip())
        case = Case(definition.spec, dict(definition.inner), environment, Scope(variables))
        execution = cls(definition, environment, case)
        Token(case, entry(definition.spec, chosen), case.scope).arrive()
        return execution

    @classmethod
    def restore(
        cls,
        definition: Definition,
        environment: Environment,
        state: bytes,
        load: Load = nothing_kept,
    ) -> "Execution":
        """Take up an instance where it rested; `load` reads a list that is kept apart."""
        case = states.from_bytes(state, definition, environment, load)
        execution = cls(definition, environment, case)
        execution._before = dict(execution.variables)
        return execution

    @property
    def case(self) -> Case:
        """The tokens, for whoever carries them over to another version."""
        return self._case

    def carried_over(self, definition: Definition, case: Case) -> "Execution":
        """Return the same command, gone on with the tokens in another version."""
        execution = Execution(definition, self.environment, case)
        execution.waited, execution._before = self.waited, self._before
        return execution

    def waiting_at(self) -> list[str]:
        """Return the elements at which something waits or has failed, boundary events left out."""
        tokens = self._case.tokens()
        return [t.task_spec.bpmn_id for t in tokens if not hasattr(t.task_spec, "attached_to")]

    @property
    def variables(self) -> Variables:
        """The instance's variables, those of inner scopes not included."""
        return self._case.scope

    def variables_at(self, element_instance_id: UUID) -> Variables:
        """Return the variables seen where an element waits; the instance's own if it is gone."""
        token = self._case.find(element_instance_id)
        return dict(self.variables if token is None else token.data.flat())

    def changed_variables(self) -> Variables:
        """Return the instance's variables that the command has set, with their new values."""
        now, before = self.variables, self._before
        return {k: whole(v) for k, v in now.items() if k not in before or before[k] != v}

    def complete_task(self, element_instance_id: UUID, variables: Variables) -> None:
        """Complete a user task with its results."""
        token = self._token(element_instance_id, is_task)
        token.data.update(variables)
        token.complete()

    def complete_service(self, element_instance_id: UUID, variables: Variables) -> None:
        """Go on after a service task's job."""
        token = self._token(element_instance_id, is_service)
        token.data.update(variables)
        token.complete()

    def fail_service(self, element_instance_id: UUID, problem: EngineError) -> None:
        """Stop at a service task that cannot be done; retried, it asks for its inputs anew."""
        self._token(element_instance_id, is_service).fail(problem, "run")

    def fire_timer(self, element_instance_id: UUID) -> None:
        """Let a timer fire, whatever its due date says: the caller has looked at the clock."""
        token = self._token(element_instance_id, is_timer)
        token.task_spec.trigger(token, {})

    def set_due(self, element_instance_id: UUID, due_at: datetime) -> list[MovedTimer]:
        """Move a timer's due moment, and a deadline's reminders; no calendar counts them again."""
        return set_by_person(self._token(element_instance_id, is_timer), due_at)

    def recount(self, element_instance_id: UUID) -> None:
        """Work a timer's deadline out again by the calendar as it is now (design section 5)."""
        token = self._token(element_instance_id, is_timer)
        token.task_spec.event_definition.recount(token)

    def receive(self, element_instance_id: UUID, variables: Variables) -> None:
        """Deliver a message or signal to the event that waits for it."""
        token = self._token(element_instance_id, subscribes)
        token.task_spec.trigger(token, variables)

    def retry(self, element_instance_id: UUID) -> None:
        """Try a failed element again."""
        self._token(element_instance_id, _has_failed).retry()

    def move(self, element_instance_id: UUID, element_id: str) -> None:
        """Take a token from where it stands to another element of the same scope.

        What stands at an activity's boundary events, at the items of a multi-instance or behind an
        event-based gateway is one token: all of it leaves.

        Raises:
            ElementNotFound: the scope has no such element, or it is a boundary event.
        """
        token = self._token(element_instance_id, _is_somewhere)
        target = token.workflow.spec.task_specs.get(element_id)
        if target is None or target.bpmn_id is None or hasattr(target, "attached_to"):
            raise ElementNotFound(element=element_id)
        while (whole := token.parent) is not None:
            token = whole
        moved = Token(token.workflow, target, token.data)
        for each in [*token.rivals(), token]:
            each.cancel()
        moved.arrive()

    def set_variables(self, variables: Variables) -> None:
        """Change variables of the instance; conditional events look again."""
        self.variables.update(variables)
        self._case.look_at_conditions()

    def cancel(self) -> None:
        """End the instance early."""
        self._case.cancel_all()

    def rest(self) -> None:
        """Run on until every token waits, has ended or has failed."""
        ready, steps = self._case.ready, 0
        while ready or self._case.look_at_joins():
            token = ready.popleft()
            if token.state != TaskState.READY:
                continue
            steps += 1
            if steps > MOST_STEPS:
                problem = EndlessLoop(steps=MOST_STEPS, element=token.task_spec.bpmn_id)
                token.fail(problem, "run")
                break
            token.run()

    def snapshot(self) -> Snapshot:
        """Say all that the outside may know; the journal is handed over with it."""
        return snapshot(self._case, states.to_bytes(self._case))

    def look(self) -> Snapshot:
        """Say the same as `snapshot`, for whoever keeps the execution in memory: no state."""
        return snapshot(self._case, (b"", KeptLists()))

    def _token(self, element_instance_id: UUID, fits: Callable[[Token], bool]) -> Token:
        token = self._case.find(element_instance_id)
        if token is None or not fits(token):
            raise ElementNotFound(element=str(element_instance_id))
        return token


def _has_failed(token: Token) -> bool:
    return bool(token.state == TaskState.ERROR)


def _is_somewhere(token: Token) -> bool:
    return bool(token.has_state(HERE))
