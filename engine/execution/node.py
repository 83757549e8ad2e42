"""What every element of a diagram is: how tokens come in, what they do, and where they go."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

from engine.execution.elements import Element
from engine.execution.token import Token


class Node(BpmnSpecMixin):
    """An element; shared by all instances of a version, so tokens never change it (trap 11)."""

    element: Element
    """What the diagram says of it; set when its definition is built."""
    flows_in: Mapping[str, str]
    """Sequence flow by the element it comes from; set when its definition is built."""
    diagram: str
    """Key of the process it is drawn in: the case's own or a called one; set with the others."""
    waits_for_others = False
    """Whether a waiting token here must look again when the others have come to rest."""
    races = False
    """Whether the elements behind it exclude each other."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.boundary_events: list[Node] = []

    def enter(self, token: Token) -> int:  # noqa: ARG002 - elements override it
        """Say in which state a token stands here: READY to act, WAITING, or STARTED."""
        return int(TaskState.READY)

    def act(self, token: Token) -> bool:  # noqa: ARG002 - elements override it
        """Do the element's work; False when it goes on elsewhere."""
        return True

    def followers(self, token: Token) -> "list[Node]":  # noqa: ARG002 - elements override it
        """Return the elements that a token goes to."""
        return list(self.outputs)

    def withdraw(self, token: Token) -> None:
        """End what a cancelled token has set going."""

    def inward(self) -> list[str]:
        """Return the names of the elements before this one."""
        return list(self._inputs)
