"""A token's stay at an element: SpiffWorkflow's task, without its walks over the finished tree.

Five things differ from the library, each for a trap of `spiffworkflow.md`: data are shared by scope
(trap 2), ancestors are found without recursion (trap 1), every state change is noted so that
nothing ever needs to look through finished work, a failing neighbour does not stop the others
(trap 13), and a task that was cancelled while it ran is not completed afterwards.
"""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

import uuid_utils
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import EngineError
from engine.execution.scope import Scope

LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED
"""The states of a token that is somewhere; FUTURE and below are SpiffWorkflow's predictions."""


def new_id() -> UUID:
    """Return a UUIDv7: ids sort by the time they were made."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


class Token(Task):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """One passage of an instance through an element. Its id is the element instance's id."""

    def __init__(
        self,
        workflow: Any,
        task_spec: Any,
        parent: "Token | None" = None,
        state: int = TaskState.MAYBE,
        id: UUID | None = None,  # noqa: A002 - the library's own parameter
    ) -> None:
        self.scoped = False
        self.noted = False
        self.came_from: str | None = parent.task_spec.name if parent is not None else None
        super().__init__(workflow, task_spec, parent, state, id or new_id())
        workflow.note(self, TaskState.MAYBE)

    def enter_scope(self, scope: Scope) -> None:
        """Give the token its variables, once and for all."""
        self.data = scope
        self.scoped = True

    def _inherit_data(self) -> None:
        if not self.scoped:
            self.enter_scope(self.parent.data)

    def _set_state(self, value: int) -> None:
        before, self._state = self._state, value
        if before != value:
            self.workflow.note(self, before)

    def _add_child(self, task_spec: Any, state: int = TaskState.MAYBE) -> "Token":
        token = Token(self.workflow, task_spec, self, state=state)
        if state == TaskState.READY:
            token._ready()
        return token

    def is_descendant_of(self, task: Task) -> bool:
        ancestor = self.parent
        while ancestor is not None and ancestor is not task:
            ancestor = ancestor.parent
        return ancestor is not None

    def find_ancestor(self, spec_name: str) -> "Token | None":
        ancestor = self.parent
        while ancestor is not None and ancestor.task_spec.name != spec_name:
            ancestor = ancestor.parent
        return cast("Token | None", ancestor)

    def run(self) -> bool | None:
        """Run the element; a failure of the process becomes a failed token, a bug of ours is raised."""
        try:
            outcome = self.task_spec._run(self)
        except Exception as problem:
            if not is_failure(problem):
                raise
            self.fail(problem)
            return False
        if not self.has_state(LIVE):
            return outcome  # type: ignore[no-any-return]  # it was cancelled by what it set off
        if outcome is None:
            self._set_state(TaskState.STARTED)
        else:
            self.complete()
        return outcome  # type: ignore[no-any-return]  # SpiffWorkflow is untyped

    def complete(self) -> None:
        """Leave the element: its followers are entered, each for itself."""
        self._set_state(TaskState.COMPLETED)
        if not self.guarded(self.task_spec._on_complete_hook):
            return
        for child in list(self.children):
            if child is not None and not child.has_state(TaskState.FINISHED_MASK):
                child.arrive()
        self.workflow.completed_one(self)

    def foresee(self) -> None:
        """Put the elements behind this one in place, one level deep.

        The library looks ahead without end, which never comes back from a loop without a condition.
        """
        self.task_spec._predict_hook(self)

    def arrive(self) -> None:
        """Enter the element, or look again whether it may go on."""
        if self.has_state(TaskState.PREDICTED_MASK):
            self._set_state(TaskState.FUTURE)
        if self.has_state(TaskState.FUTURE):
            self.foresee()
        self.guarded(self.task_spec._update)

    def fail(self, problem: Exception) -> None:
        """Stop here: the token stays until an admin has the element tried again."""
        self.internal_data["failure"] = describe(problem)
        self._drop_children()
        self._set_state(TaskState.ERROR)

    def guarded(self, act: Callable[["Token"], Any]) -> bool:
        """Do something to the token; a failure of the process stops only this token."""
        try:
            act(self)
        except Exception as problem:
            if not is_failure(problem):
                raise
            self.fail(problem)
            return False
        return True


def is_failure(problem: BaseException) -> bool:
    """Say whether the process, and not this program, is at fault."""
    from SpiffWorkflow.exceptions import SpiffWorkflowException  # noqa: PLC0415 - keeps `except` cheap

    return isinstance(problem, EngineError | SpiffWorkflowException)


def describe(problem: Exception) -> dict[str, str]:
    """Put a failure into words (th, en) that an admin can act on."""
    if isinstance(problem, EngineError):
        return {"code": problem.code, "th": problem.text("th"), "en": problem.text("en")}
    return {"code": "execution_failed", "th": f"ขั้นตอนทำงานต่อไม่ได้: {problem}", "en": str(problem)}
