"""Gateways with the token game of BPMN 2.0.2 section 13.4, judged from live tokens only.

SpiffWorkflow's joins read the tree of finished tasks: in a loop, an arrival left over from the round
before makes a parallel join fire early.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.exclusive_gateway import ExclusiveGateway as ExclusiveMixin
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.specs.MultiChoice import MultiChoice
from SpiffWorkflow.util.task import TaskState

from engine.errors import NoFlowTaken
from engine.execution.token import Token


def _consume(tokens: list[Token], survivor: Token) -> None:
    """Take the tokens that a join merges into one."""
    for token in tokens:
        if token is not survivor:
            token._set_state(TaskState.CANCELLED)
            token._drop_children()


def _arrivals(spec: Any, newcomer: Token) -> list[Token]:
    waiting = [
        t
        for t in newcomer.workflow.live.values()
        if t.task_spec is spec and t._state == TaskState.WAITING and t is not newcomer
    ]
    return [*sorted(waiting, key=lambda t: t.id.int), newcomer]


class ParallelGateway(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Fires when each incoming flow has a token; takes one from each, and excess tokens stay."""

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        sources = set(self._inputs)
        if len(sources) <= 1:
            return True
        chosen: dict[str | None, Token] = {}
        for token in _arrivals(self, my_task):
            chosen.setdefault(token.came_from, token)
        if set(chosen) >= sources:
            _consume(list(chosen.values()), survivor=my_task)
            return True
        my_task._set_state(TaskState.WAITING)
        return False


class EventGateway(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Arms every event behind it; the first that happens disarms the others (see `events.py`)."""


class ExclusiveGateway(ExclusiveMixin, BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Takes the first flow whose condition holds, else the default flow."""

    def _run_hook(self, my_task: Token) -> bool:
        for condition, name in self.cond_task_specs:
            if condition is not None and condition._matches(my_task):
                return self._take(my_task, name)
        if self.default_task_spec is None:
            raise NoFlowTaken(element=self.bpmn_id)
        return self._take(my_task, self.default_task_spec)

    def _take(self, my_task: Token, name: str) -> bool:
        output = self._wf_spec.task_specs[name]
        my_task._sync_children([output], TaskState.FUTURE)
        return True


class InclusiveGateway(MultiChoice, BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Joins what can still come; then takes every flow whose condition holds, else the default.

    It waits while a live token elsewhere can reach an incoming flow that has no token yet, and can
    not reach one that has (BPMN 2.0.2 section 13.4.3).
    """

    polls = True

    def test(self) -> None:
        """A missing default flow is found when the diagram is deployed, not here."""

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        arrivals = _arrivals(self, my_task)
        if len(set(self._inputs)) <= 1 or not self._must_wait(my_task, arrivals):
            _consume(arrivals, survivor=my_task)
            return True
        my_task._set_state(TaskState.WAITING)
        return False

    def _must_wait(self, my_task: Token, arrivals: list[Token]) -> bool:
        marked = {token.came_from for token in arrivals}
        missing = set(self._inputs) - marked
        if not missing:
            return False
        reach = self.reach()
        for token in my_task.workflow.live.values():
            if token.task_spec is self or token._state == TaskState.ERROR:
                continue
            ways = {source for source in self._inputs if token.task_spec.name in reach[source]}
            if ways & missing and not ways & marked:
                return True
        return False

    def reach(self) -> dict[str, set[str]]:
        """For each incoming flow's source: the elements from which it can be reached without passing here."""
        cached: dict[str, set[str]] | None = self.__dict__.get("_reach")
        if cached is None:
            cached = self._reach = {source: self._upstream(source) for source in self._inputs}
        return cached

    def _upstream(self, source: str) -> set[str]:
        seen: set[str] = set()
        queue = [source]
        while queue:
            name = queue.pop()
            if name in seen or name == self.name:
                continue
            seen.add(name)
            queue.extend(self._wf_spec.task_specs[name]._inputs)
        return seen

    def _run_hook(self, my_task: Token) -> bool:
        chosen = [n for c, n in self.cond_task_specs if c is not None and c._matches(my_task)]
        names = chosen or [n for c, n in self.cond_task_specs if c is None]
        if not names:
            raise NoFlowTaken(element=self.bpmn_id)
        outputs = [self._wf_spec.task_specs[name] for name in names]
        my_task._sync_children(outputs, TaskState.FUTURE)
        return True
