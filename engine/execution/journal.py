"""What the tokens did since the last rest, in order: the raw material of history and replay."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.model import Effect, Step

ARRIVED = TaskState.WAITING | TaskState.READY | TaskState.STARTED
_LEFT = {
    TaskState.COMPLETED: "completed",
    TaskState.CANCELLED: "cancelled",
    TaskState.ERROR: "failed",
}


class Journal:
    """Steps and effects of one command; emptied by `take`."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.effects: list[Effect] = []
        self.muted = False

    def note(self, token: Any, before: int) -> None:
        """Write down that a token came to, left or failed at an element of the diagram."""
        if self.muted or token.task_spec.bpmn_id is None or hasattr(token.task_spec, "attached_to"):
            return  # a boundary event that waits holds no token; its firing is told by the event
        if token._state & ARRIVED:
            if not token.noted:
                token.noted = True
                self.step("entered", token)
        elif token.noted and (kind := _LEFT.get(token._state)) and not before & TaskState.FINISHED_MASK:
            self.step(kind, token)

    def step(self, kind: str, token: Any) -> None:
        """Write down one step."""
        flow = None
        if kind == "entered":
            flow = token.workflow.top_workflow.script_engine.flow_into(token)
        self.steps.append(
            Step(
                kind=kind,
                element_id=token.task_spec.bpmn_id,
                element_instance_id=token.id,
                flow=flow,
            )
        )
