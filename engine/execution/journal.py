"""What the tokens did since the last rest, in order: the raw material of history and replay."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.execution.token import LIVE
from engine.model import Effect, Step

_LEFT = {
    TaskState.COMPLETED: "completed",
    TaskState.CANCELLED: "cancelled",
    TaskState.ERROR: "failed",
}


class Journal:
    """Steps and effects of one command; emptied when they are handed over."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.effects: list[Effect] = []

    def note(self, token: Any) -> None:
        """Write down that a token came to, left or failed at an element of the diagram."""
        if hasattr(token.task_spec, "attached_to"):
            return  # a boundary event that waits holds no token; its firing is told by the event
        kind = _LEFT.get(token.state)
        if (kind == "failed" or token.state & LIVE) and not token.noted:
            token.noted = True
            self.step("entered", token)
        if kind is not None and token.noted:
            self.step(kind, token)

    def step(self, kind: str, token: Any) -> None:
        """Write down one step."""
        spec = token.task_spec
        flow = None
        if kind == "entered" and token.came_from is not None:
            flow = spec.flows_in.get(token.came_from)
        is_own = spec.diagram == token.workflow.top_workflow.spec.name
        self.steps.append(
            Step(
                kind=kind,
                element_id=spec.bpmn_id,
                element_instance_id=token.id,
                flow=flow,
                decided=token.decided if kind != "entered" else None,
                diagram=None if is_own else spec.diagram,
            )
        )
