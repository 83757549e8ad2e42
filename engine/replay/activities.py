"""What happened at the elements of a diagram, as process mining reads it: one row a transition.

Transitions are those of the standard lifecycle of XES (IEEE 1849-2016, lifecycle extension).
Gateways and flows are no activities and have no rows; of an activity done in rounds, the rounds
have rows and the whole has none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.replay.events import StepTold, ToldEvent, changed_by, steps_of
from engine.replay.timeline import Timeline

Kind = Callable[[str, str | None], str]
"""BPMN tag of an element, by its id and its called diagram."""

_PEOPLE: Final = frozenset({"userTask", "manualTask"})
_LASTING: Final = frozenset(
    {"serviceTask", "receiveTask", "subProcess", "callActivity", "intermediateCatchEvent"}
)
_ASSIGNED: Final[Mapping[str, str]] = {
    "task_claimed": "assign",
    "task_assigned": "assign",
    "task_delegated": "reassign",
    "task_unclaimed": "withdraw",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """That something happened to one passage through an element.

    `token`: the element instance. `set_values`: the variables set by whoever completed it.
    """

    event: ToldEvent
    element_id: str
    diagram: str | None
    token: str
    transition: str
    set_values: Mapping[str, Any]


def activities(events: Sequence[ToldEvent], kind: Kind) -> list[Activity]:
    """Return the rows of a case, in order."""
    wholes = Timeline(events).wholes
    found = [row for event in events for row in _of(event, kind)]
    return [row for row in found if row.token not in wholes]


def _of(event: ToldEvent, kind: Kind) -> Iterator[Activity]:
    if event.type in _ASSIGNED and event.element_id:
        task = str((event.data or {}).get("task", ""))
        step = StepTold(kind="", element_id=event.element_id, token=task)
        yield _row(event, step, _ASSIGNED[event.type], {})
    mine = str((event.data or {}).get("task", ""))
    for step in steps_of(event):
        transition = _transition(step, kind(step.element_id, step.diagram))
        if transition:
            is_own = step.kind == "completed" and step.token == mine
            yield _row(event, step, transition, changed_by(event) if is_own else {})


def _transition(step: StepTold, kind: str) -> str:
    """Return the lifecycle's word for a step; nothing where it is no row."""
    if kind.endswith("Gateway"):
        return ""
    if step.kind == "entered":
        return "schedule" if kind in _PEOPLE else "start" if kind in _LASTING else ""
    words = {"completed": "complete", "fired": "complete", "cancelled": "ate_abort"}
    return words.get(step.kind, "suspend")


def _row(event: ToldEvent, step: StepTold, transition: str, values: Mapping[str, Any]) -> Activity:
    return Activity(
        event=event,
        element_id=step.element_id,
        diagram=step.diagram,
        token=step.token,
        transition=transition,
        set_values=values,
    )
