"""Gateways with the token game of BPMN 2.0.2 section 13.4, judged from the tokens at hand.

SpiffWorkflow's joins read the tree of finished tasks: in a loop, an arrival left over from the
round before makes a parallel join fire early.
"""

from collections.abc import Mapping
from functools import cached_property

from SpiffWorkflow.bpmn.specs.mixins.exclusive_gateway import ExclusiveGateway as ExclusiveMixin
from SpiffWorkflow.specs.MultiChoice import MultiChoice
from SpiffWorkflow.util.task import TaskState

from engine.errors import NoFlowTaken
from engine.execution.node import Node
from engine.execution.token import Token


def _arrivals(spec: Node, newcomer: Token) -> list[Token]:
    """The tokens that wait at a join, oldest first, and the one that looks."""
    tokens = newcomer.workflow.tasks.values()
    waiting = [t for t in tokens if t.task_spec is spec and t.state == TaskState.WAITING]
    return [*(t for t in waiting if t is not newcomer), newcomer]


def _merge(tokens: list[Token], survivor: Token) -> None:
    survivor.become(TaskState.WAITING)  # it has come before the others end
    for token in tokens:
        if token is not survivor:
            token.merge()


class ParallelGateway(Node):
    """Fires when each incoming flow has a token; takes one from each, and excess tokens stay.

    A token that an admin has put here came by no flow: it stands for one that has none.
    """

    def enter(self, token: Token) -> int:
        sources = set(self.inward())
        if len(sources) <= 1:
            return int(TaskState.READY)
        chosen: dict[str | None, Token] = {}
        placed: list[Token] = []
        for each in _arrivals(self, token):
            if each.came_from is None:
                placed.append(each)
            else:
                chosen.setdefault(each.came_from, each)
        missing = len(sources - set(chosen))
        if missing > len(placed):
            return int(TaskState.WAITING)
        _merge([*chosen.values(), *placed[:missing]], survivor=token)
        return int(TaskState.READY)


class EventGateway(Node):
    """Arms every event behind it; the first that happens disarms the others (see `events.py`)."""

    races = True


class ExclusiveGateway(ExclusiveMixin, Node):
    """Takes the first flow whose condition holds, else the default flow."""

    def followers(self, token: Token) -> list[Node]:
        for condition, name in self.cond_task_specs:
            if condition is not None and condition._matches(token):  # noqa: SLF001 - the library's only way to ask
                return [self._wf_spec.task_specs[name]]
        if self.default_task_spec is None:
            raise NoFlowTaken(element=self.bpmn_id)
        return [self._wf_spec.task_specs[self.default_task_spec]]


class InclusiveGateway(MultiChoice, Node):
    """Joins what can still come; then takes every flow whose condition holds, else the default.

    It waits while a token elsewhere can reach an incoming flow that has no token yet, and can not
    reach one that has (BPMN 2.0.2 section 13.4.3). A failed token can still come, tried again.
    """

    waits_for_others = True

    def enter(self, token: Token) -> int:
        arrivals = _arrivals(self, token)
        if self._must_wait(token, arrivals):
            return int(TaskState.WAITING)
        _merge(arrivals, survivor=token)
        return int(TaskState.READY)

    def followers(self, token: Token) -> list[Node]:
        choices = self.cond_task_specs
        chosen = [n for c, n in choices if c is not None and c._matches(token)]  # noqa: SLF001 - the library's only way to ask
        names = chosen or [n for c, n in choices if c is None]
        if not names:
            raise NoFlowTaken(element=self.bpmn_id)
        return [self._wf_spec.task_specs[name] for name in names]

    def _must_wait(self, token: Token, arrivals: list[Token]) -> bool:
        marked = {each.came_from for each in arrivals}
        missing = set(self.inward()) - marked
        if not missing or len(set(self.inward())) == 1:
            return False
        return any(
            self._may_bring(each.task_spec.name, missing, marked)
            for each in token.workflow.tasks.values()
            if each.task_spec is not self and not hasattr(each.task_spec, "attached_to")
        )

    def _may_bring(self, name: str, missing: set[str], marked: set[str | None]) -> bool:
        """Whether a token at this element can fill a missing flow, and none that is filled already.

        A boundary event that may happen counts for what it can bring, not against it.
        """
        brings = any(name in self._upstream[source] for source in missing)
        return brings and not any(
            name in self._upstream_by_flow[source] for source in marked if source is not None
        )

    @cached_property
    def _upstream(self) -> Mapping[str, set[str]]:
        return {source: self._before(source, by_events=True) for source in self.inward()}

    @cached_property
    def _upstream_by_flow(self) -> Mapping[str, set[str]]:
        return {source: self._before(source, by_events=False) for source in self.inward()}

    def _before(self, source: str, *, by_events: bool) -> set[str]:
        """The elements from which an incoming flow can be reached without passing here."""
        seen: set[str] = set()
        queue = [source]
        while queue:
            name = queue.pop()
            if name in seen or name == self.name:
                continue
            seen.add(name)
            spec = self._wf_spec.task_specs[name]
            queue.extend(spec._inputs)  # noqa: SLF001 - names only; the library's `inputs` looks each one up
            if by_events and hasattr(spec, "attached_to"):
                queue.append(spec.attached_to)
        return seen
