"""A token's stay at an element: SpiffWorkflow's task, without its tree of finished tasks.

The library's tree grows with every round, is walked at every step and recursed through
(spiffworkflow.md, traps 1 and 10; section 6). Here a workflow holds the tokens that are somewhere
and nothing else. A token has a parent only while it hangs on it: an armed boundary event on its
activity, an item of a multi-instance on the whole.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import uuid_utils
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import EngineError
from engine.execution.scope import Scope
from engine.model import Decided

LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED
"""The states of a token that may go on by itself or by a command."""
HERE = LIVE | TaskState.ERROR
"""The states of a token that is somewhere; a failed one waits to be tried again."""
GONE = TaskState.COMPLETED | TaskState.CANCELLED
FAILURE = "failure"
RACE = "race"
"""Key in `internal_data`: the event-based gateway whose events exclude each other."""


def new_id() -> UUID:
    """Return a UUIDv7: ids sort by the time they were made."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


class Token(Task):
    """One passage of an instance through an element. Its id is the element instance's id.

    The library's own constructor is not called: it reads the system clock and logs.
    """

    def __init__(
        self,
        workflow: Any,
        task_spec: Any,
        scope: Scope,
        came_from: str | None = None,
        identity: UUID | None = None,
    ) -> None:
        self.id = identity or new_id()
        self.workflow = workflow
        self.task_spec = task_spec
        self.data = scope
        self.came_from = came_from
        self.internal_data: dict[str, Any] = {}
        self.noted = False
        self.decided: Decided | None = None
        self._state = TaskState.FUTURE
        self._parent: UUID | None = None
        self._children = self.hung = dict[UUID, None]()
        workflow.tasks[self.id] = self

    def hang_on(self, parent: "Token") -> "Token":
        """Belong to another token: what ends that one ends this one too."""
        self._parent = parent.id
        parent.hung[self.id] = None
        return self

    def let_go(self) -> None:
        """Belong to no other token any more."""
        if (parent := self.parent) is not None:
            parent.hung.pop(self.id, None)
        self._parent = None

    @property
    def parent_id(self) -> UUID | None:
        """The token this one hangs on."""
        return self._parent

    def restore(self, state: int, internal_data: dict[str, Any] | None) -> None:
        """Be what was written of a token; it has been told of before."""
        self._state, self.noted = state, True
        self.internal_data = internal_data or {}

    def become(self, state: int) -> None:
        """Change state; the workflow's index and the journal follow."""
        before, self._state = self._state, state
        if before != state:
            self.workflow.note(self, before)

    def arrive(self) -> None:
        """Enter the element, and arm the boundary events that are drawn on it."""
        self.look()
        for event in self.task_spec.boundary_events:
            if self._state & HERE:
                Token(self.workflow, event, self.data).hang_on(self).look()

    def look(self) -> None:
        """See whether the token may go on; for the first time or again."""
        if self.guarded(self._enter, "enter") and self._state == TaskState.READY:
            self.workflow.top_workflow.queue(self)

    def _enter(self) -> None:
        state = self.task_spec.enter(self)
        if not self._state & GONE:
            self.become(state)

    def run(self) -> None:
        """Do what the element does; a failure of the process becomes a failed token."""
        outcome = True

        def act() -> None:
            nonlocal outcome
            outcome = self.task_spec.act(self)

        if not self.guarded(act, "run") or not self._state & LIVE:
            return  # it failed, or was cancelled by what it set off
        if outcome:
            self.complete()
        else:
            self.become(TaskState.STARTED)

    def complete(self) -> None:
        """Leave the element: its followers are entered, each for itself."""
        if self.guarded(self._go_on, "complete"):
            self.workflow.top_workflow.look_at_conditions()

    def _go_on(self) -> None:
        spec, workflow, whole = self.task_spec, self.workflow, self.parent
        targets = spec.followers(self)
        ended = whole.task_spec.take_results(whole, self) if whole is not None else False
        ahead = [Token(workflow, each, self.data, came_from=spec.name) for each in targets]
        self.become(TaskState.COMPLETED)
        self.cancel_children()
        for token in ahead:
            if spec.races:
                token.internal_data[RACE] = self.id.hex
            if token.state == TaskState.FUTURE:
                token.arrive()
        if whole is not None:
            whole.task_spec.next_round(whole, ended=ended)

    def merge(self) -> None:
        """End here, because another token goes on for this one."""
        self.become(TaskState.COMPLETED)
        self.cancel_children()

    def cancel(self) -> None:
        """Take the token away, and with it whatever runs inside its activity."""
        if self._state & GONE:
            return
        self.become(TaskState.CANCELLED)
        self.cancel_children()
        self.task_spec.withdraw(self)

    def cancel_children(self) -> None:
        """Take away what hangs on this token."""
        for child in self.children:
            if child is not None:
                child.cancel()

    def rivals(self) -> "list[Token]":
        """Return the other events that wait behind the same event-based gateway."""
        race = self.internal_data.get(RACE)
        if race is None:
            return []
        others = self.workflow.tasks.values()
        return [t for t in others if t is not self and t.internal_data.get(RACE) == race]

    def fail(self, problem: Exception, phase: str) -> None:
        """Stop here: the token stays until an admin has the element tried again."""
        self.internal_data[FAILURE] = {**describe(problem), "phase": phase}
        self.become(TaskState.ERROR)

    def retry(self) -> None:
        """Go on from where the token failed: entering, running or leaving its element."""
        phase = self.internal_data.pop(FAILURE)["phase"]
        self.noted = False
        if phase == "enter":
            self.look()
        elif phase == "run":
            self.become(TaskState.READY)
            self.workflow.top_workflow.queue(self)
        else:
            self.become(TaskState.STARTED)
            self.complete()

    def guarded(self, act: Callable[[], None], phase: str) -> bool:
        """Do something; a failure of the process stops only this token, a bug of ours is raised."""
        try:
            act()
        except (EngineError, SpiffWorkflowException) as problem:
            self.fail(problem, phase)
            return False
        return True


def describe(problem: Exception) -> dict[str, str]:
    """Put a failure into words (th, en) that an admin can act on."""
    if isinstance(problem, EngineError):
        return {"code": problem.code, "th": problem.text("th"), "en": problem.text("en")}
    return {"code": "execution_failed", "th": f"ขั้นตอนทำงานต่อไม่ได้: {problem}", "en": str(problem)}
