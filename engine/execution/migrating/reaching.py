"""What lies ahead of a case: elements that its tokens can still come to."""

from typing import Any, Final

from engine.execution.activities import (
    NotifyTask,
    RuleTask,
    ScriptTask,
    ServiceTask,
    SubProcess,
    UserTask,
)
from engine.execution.case import Case
from engine.execution.events import ThrowEvent
from engine.execution.multi import Rounds

_WORK: Final = (UserTask, ServiceTask, NotifyTask, RuleTask, ScriptTask, SubProcess, Rounds)


def ahead(case: Case) -> dict[str, Any]:
    """Return the elements of the case's own diagram that a token can come to, by id."""
    found: dict[str, Any] = {}
    for workflow in case.workflows():
        begun = [spec for t in workflow.tasks.values() for spec in t.task_spec.outputs]
        _follow(case, begun, found)
    own = case.spec.name
    return {name: spec for name, spec in found.items() if spec.diagram == own}


def is_work(spec: Any) -> bool:
    """Whether something is done at an element: by people, by the service, or sent."""
    return isinstance(spec, _WORK) or (isinstance(spec, ThrowEvent) and spec.named)


def _follow(case: Case, begun: list[Any], found: dict[str, Any]) -> None:
    waiting = list(begun)
    while waiting:
        spec = waiting.pop()
        if spec.bpmn_id is None or spec.bpmn_id in found:
            continue
        found[spec.bpmn_id] = spec
        inner = getattr(spec, "spec", None) or _round_of(spec)
        if inner in case.subprocess_specs:
            waiting += case.subprocess_specs[inner].task_specs.values()
        waiting += [*spec.outputs, *spec.boundary_events]


def _round_of(spec: Any) -> Any:
    """Return the name of the scope that a multi-instance of sub-processes runs in each round."""
    if not isinstance(spec, Rounds):
        return None
    return getattr(spec._wf_spec.task_specs[spec.task_spec], "spec", None)  # noqa: SLF001 - an element's own process
