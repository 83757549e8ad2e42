"""Puts the tokens of a case into the same places of another version; they keep their ids."""

from copy import deepcopy
from datetime import datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.calendar import deadline_from_json
from engine.differences import Said
from engine.errors import EngineError
from engine.execution.activities import ASKED, SubProcess
from engine.execution.case import Case
from engine.execution.gateways import ParallelGateway
from engine.execution.migrating import words
from engine.execution.migrating.kinds import misfit
from engine.execution.migrating.target import Target
from engine.execution.migrating.values import Choices, Hindrance
from engine.execution.snapshot import is_timer
from engine.execution.token import RACE, Token

_OF_TASK = {"roles": "roles", "assignee": "assignee", "form_key": "form", "priority": "priority"}
"""What the diagram says of a user task, and by which name its token keeps it."""


class Carrying:
    """One case on its way: `case` is what it becomes, `hindrances` why it cannot."""

    def __init__(self, old: Case, target: Target, choices: Choices, environment: Any) -> None:
        self.old = old
        self.choices = choices
        self.hindrances: list[Hindrance] = []
        self.moved: dict[UUID, tuple[str, str]] = {}
        self.fresh: list[Token] = []
        self._own = old.spec.name
        definition = target.definition
        self.case = Case(definition.spec, dict(definition.inner), environment, old.scope)
        self.case.kept = old.kept

    def carry(self) -> None:
        """Carry every token over, scope by scope, outer ones first."""
        for workflow in self.old.workflows():
            newer = self._workflow(workflow)
            if newer is not None:
                for token in list(workflow.tasks.values()):
                    self._carry_one(token, newer)
                self._races(workflow, newer)
        self._arm()

    def wanted(self, spec: Any) -> str:
        """Return the newer id of an element; those of called processes keep theirs."""
        name: str = spec.bpmn_id
        return self.choices.mapping.get(name, name) if spec.diagram == self._own else name

    def _workflow(self, workflow: Any) -> Any:
        if workflow is self.old:
            return self.case
        owner = self.case.find(workflow.owner.id)
        if owner is None or not isinstance(owner.task_spec, SubProcess):
            return None  # what is around it cannot be carried, and that is told
        return self.case.start_inner(owner, owner.task_spec.spec)

    def _carry_one(self, token: Token, newer: Any) -> None:
        spec = token.task_spec
        if token.parent_id is not None and token.parent_id not in newer.tasks:
            return  # the activity around it cannot be carried, and that is told
        if hasattr(spec, "attached_to") and spec.bpmn_id in self.choices.let_go:
            return
        target = self._target(token, newer)
        if target is not None:
            self._put(token, target, newer)

    def _put(self, token: Token, target: Any, newer: Any) -> None:
        spec = token.task_spec
        carried = Token(newer, target, token.data, token.came_from, token.id)
        carried.restore(token.state, deepcopy(token.internal_data))
        if token.parent_id is not None:
            carried.hang_on(newer.tasks[token.parent_id])
        if target.bpmn_id != spec.bpmn_id:
            self.moved[token.id] = (spec.bpmn_id, target.bpmn_id)
        self.case.follow(carried)
        self._came(token, carried)
        self._ask(token, carried)
        if carried.state == TaskState.READY:
            self.case.queue(carried)

    def _target(self, token: Token, newer: Any) -> Any:
        """Return the element a token goes on at; tell why there is none."""
        spec, name = token.task_spec, self.wanted(token.task_spec)
        part = spec.name.removeprefix(spec.bpmn_id)  # a round of a multi-instance has a name more
        found = newer.spec.task_specs.get(name + part)
        if found is None or found.bpmn_id is None:
            self.hindrances.append(self._missing(spec, name, newer))
            return None
        if problem := misfit(token, found):
            self.hindrances.append(problem)
            return None
        if hasattr(found, "attached_to"):
            host = newer.tasks[token.parent_id].task_spec if token.parent_id else None
            if host is None or found.attached_to != host.bpmn_id:
                self.hindrances.append(words.event_gone(spec.element))
                return None
        return found

    def _missing(self, spec: Any, name: str, newer: Any) -> Hindrance:
        if hasattr(spec, "attached_to"):
            return words.event_gone(spec.element)
        every = [self.case.spec, *self.case.subprocess_specs.values()]
        others = [each for each in every if each is not newer.spec and name in each.task_specs]
        return words.elsewhere(spec.element) if others else words.gone(spec.element)

    def _came(self, token: Token, carried: Token) -> None:
        """Say by which element a token came: a join counts its ways in by that."""
        if token.came_from is None:
            return
        older, newer = token.task_spec, carried.task_spec
        names = {name: self._newer_name(token.workflow, name) for name in older.inward()}
        here = set(newer.inward())
        carried.came_from = names.get(token.came_from)
        if carried.came_from in here:
            return
        left = here - set(names.values())
        changed = [each for each in names.values() if each not in here]
        carried.came_from = next(iter(left)) if len(left) == len(changed) == 1 else None
        is_join = token.state == TaskState.WAITING and len(older.inward()) > 1
        if carried.came_from is None and is_join:
            self.hindrances.append(words.other_ways_in(older.element))

    def _newer_name(self, workflow: Any, name: str) -> str:
        spec = workflow.spec.task_specs[name]
        return name if spec.bpmn_id is None else self.wanted(spec)

    def _ask(self, token: Token, carried: Token) -> None:
        """Let an open task be asked as the newer version asks it; what it did not change stays."""
        if ASKED not in carried.internal_data or token.state != TaskState.READY:
            return
        was, now = token.task_spec.element, carried.task_spec.element
        changed = [
            key for name, key in _OF_TASK.items() if getattr(was, name) != getattr(now, name)
        ]
        if not changed:
            return
        kept = carried.internal_data[ASKED]
        try:
            carried.task_spec.enter(carried)
        except (EngineError, SpiffWorkflowException) as problem:
            self.hindrances.append(words.not_evaluated(was, _said(problem)))
            return
        fresh = carried.internal_data[ASKED]
        carried.internal_data[ASKED] = {**kept, **{key: fresh[key] for key in changed}}

    def _races(self, older: Any, newer: Any) -> None:
        """Events of which the first counts must be the same ones."""
        groups: dict[str, list[Token]] = {}
        for token in older.tasks.values():
            if race := token.internal_data.get(RACE):
                groups.setdefault(race, []).append(token)
        for tokens in groups.values():
            gateway = newer.spec.task_specs.get(self._gateway(tokens[0]))
            expected = {each.name for each in gateway.outputs} if gateway is not None else set()
            if {self.wanted(each.task_spec) for each in tokens} != expected:
                self.hindrances.append(words.other_race(tokens[0].task_spec.element))

    def _gateway(self, token: Token) -> str:
        return self._newer_name(token.workflow, token.came_from or "")

    def _arm(self) -> None:
        """Arm the boundary events that a running activity did not have in the older version."""
        for workflow in self.case.workflows():
            for host in list(workflow.tasks.values()):
                older = self.old.find(host.id)
                if older is not None and host.task_spec.boundary_events:
                    self._arm_on(older, host)

    def _arm_on(self, older: Token, host: Token) -> None:
        known = {
            self.wanted(each)
            for each in older.task_spec.boundary_events
            if each.bpmn_id not in self.choices.let_go
        }
        for event in host.task_spec.boundary_events:
            if event.bpmn_id in known:
                continue
            armed = Token(host.workflow, event, host.data).hang_on(host)
            armed.look()
            if (start := _start_on(host)) is not None and is_timer(armed):
                event.event_definition.begin_on(armed, start)
            self.fresh.append(armed)
            if armed.state == TaskState.ERROR:
                told = armed.internal_data["failure"]
                said = Said(th=told["th"], en=told["en"])
                self.hindrances.append(words.not_evaluated(event.element, said))


def look_at_parallel_joins(case: Case) -> None:
    """Let tokens go on that wait at a parallel join which now has all its ways in."""
    for workflow in case.workflows():
        for token in list(workflow.tasks.values()):
            waits = token.state == TaskState.WAITING
            if waits and isinstance(token.task_spec, ParallelGateway):
                token.look()


def _start_on(host: Token) -> datetime | None:
    """Return the day that deadlines of this activity are counted from, where one already runs."""
    for event in host.children:
        if event is not None and is_timer(event) and (kept := event.internal_data.get("deadline")):
            return deadline_from_json(kept).start
    return None


def _said(problem: Exception) -> Said:
    if isinstance(problem, EngineError):
        return Said(th=problem.text("th"), en=problem.text("en"))
    return Said(th=str(problem), en=str(problem))
