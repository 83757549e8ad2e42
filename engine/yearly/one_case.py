"""One case of a run, from its beginning to its end: the execution moves, and people answer it.

Tokens are moved by `engine.execution` alone, as in the office; what is simulated is the people:
when they take a task up, how long it keeps them, and what they fill in.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from engine.errors import EndlessLoop
from engine.execution import Execution
from engine.model import (
    InstanceStatus,
    Snapshot,
    Subscription,
    WaitingTask,
    WaitingTimer,
)
from engine.yearly import outside
from engine.yearly.answering import answer
from engine.yearly.assuming import Lasting, Unit
from engine.yearly.chance import drawn, lot
from engine.yearly.outcome import Stop
from engine.yearly.staffing import Work
from engine.yearly.tally import CaseTally
from engine.yearly.world import World

MOST_MOVES: Final = 2_000
"""How often one case may be moved; a case that comes here goes round and round."""


class OneCase:
    """A case in memory: its execution, what waits in it, and what people are doing about it."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        self._moves = 0
        self._came: dict[str, int] = {}
        self._works: dict[UUID, tuple[str | None, Work]] = {}
        self._timers: dict[UUID, datetime] = {}
        self._heard: frozenset[UUID] = frozenset()
        self._failed: set[UUID] = set()
        self._environment = outside.environment(world)
        self._execution: Execution | None = None
        self._counted = CaseTally(world.now)

    def begin(self) -> None:
        """Begin the case now."""
        model, now = self.world.model, self.world.now
        self._environment.now = now
        self._counted = self.world.tally.begin(now)
        message = model.message
        given = outside.first_variables(self.world, self.number)
        given |= outside.brought(self.world, message or "")
        self._execution = Execution.start(
            model.definition, self._environment, given, message, model.day
        )
        self._rest(self._execution)

    def _move(self, verb: Callable[[Execution], None]) -> None:
        """Do one verb at the present moment and run the case to rest."""
        if (execution := self._execution) is None:
            return
        self._moves += 1
        if self._moves > MOST_MOVES:
            self._give_up()
            return
        self._environment.now = self.world.now
        verb(execution)
        self._rest(execution)

    def _rest(self, execution: Execution) -> None:
        execution.rest()
        snapshot = execution.look()
        while snapshot.services:
            self.world.tally.passed(self._counted, snapshot, self.world.now)
            for service in snapshot.services:
                given = outside.served(self.world, service)
                execution.complete_service(service.element_instance_id, given)
            execution.rest()
            snapshot = execution.look()
        self._note(snapshot)

    def _note(self, snapshot: Snapshot) -> None:
        """Take up what a move has brought: steps told, tasks and timers begun and gone."""
        tally, now = self.world.tally, self.world.now
        tally.passed(self._counted, snapshot, now)
        self._note_timers(snapshot)
        self._note_tasks(snapshot)
        self._note_messages(snapshot)
        for failure in snapshot.failures:
            if failure.element_instance_id not in self._failed:
                self._failed.add(failure.element_instance_id)
                tally.fail(self._counted, failure)
                if failure.code == EndlessLoop.code:
                    self.world.stopped = Stop.LOOP
        if snapshot.status is InstanceStatus.COMPLETED:
            tally.end(self._counted, now)
            self._execution = None

    def _note_timers(self, snapshot: Snapshot) -> None:
        now = {each.element_instance_id: each for each in snapshot.timers}
        self._timers = {each: due for each, due in self._timers.items() if each in now}
        for identity, timer in now.items():
            if self._timers.get(identity) != timer.due_at:
                self._timers[identity] = timer.due_at
                self.world.plan(timer.due_at, partial(self._fire, timer))

    def _fire(self, timer: WaitingTimer) -> None:
        identity = timer.element_instance_id
        if self._timers.get(identity) == timer.due_at:
            del self._timers[identity]
            self.world.tally.fired(timer)
            self._move(lambda execution: execution.fire_timer(identity))

    def _note_tasks(self, snapshot: Snapshot) -> None:
        now = {each.element_instance_id: each for each in snapshot.tasks}
        for identity in [each for each in self._works if each not in now]:
            self._take_away(*self._works.pop(identity))
        for identity, task in now.items():
            if identity not in self._works:
                self._open(task)

    def _take_away(self, role: str | None, work: Work) -> None:
        if role is None:
            work.is_gone = True
        else:
            self.world.work_done(role, work)

    def _open(self, task: WaitingTask) -> None:
        """Let somebody do a task: laid before a role, or done meanwhile by somebody else."""
        world, element = self.world, task.element_id
        lasting = world.assumed.tasks.get(element, outside.UNKNOWN)
        time = drawn(lasting, self._chance(element))
        role = next((each for each in task.roles if each in world.desks), None)
        is_work = lasting.unit is Unit.HOURS and role is not None
        work = Work(
            element=element,
            act=partial(self._complete, task),
            minutes=time * 60,
            opened=world.now,
            due=task.due_at,
            priority=task.priority,
        )
        self._works[task.element_instance_id] = (role if is_work else None, work)
        if is_work and role is not None:
            world.work(role, work)
        else:
            world.plan(self._meanwhile(lasting, time, inside=role is not None), work.act)

    def _meanwhile(self, lasting: Lasting, time: float, *, inside: bool) -> datetime:
        """Return when something will be done that keeps nobody busy; inside, in office hours."""
        now, hours = self.world.now, self.world.hours
        if lasting.unit is Unit.HOURS:
            return hours.after(now, time * 60)
        moment = now + timedelta(days=time)
        return hours.next_open(moment) if inside else moment

    def _chance(self, element: str) -> random.Random:
        """Return a source of chance for this passage of the case through an element."""
        came = self._came[element] = self._came.get(element, 0) + 1
        return lot(self.world.assumed.seed, self.number, element, came)

    def _complete(self, task: WaitingTask) -> None:
        identity, execution = task.element_instance_id, self._execution
        if execution is None or identity not in self._works:
            return
        role, work = self._works.pop(identity)
        variables = self._filled(execution, task)
        self._move(lambda execution: execution.complete_task(identity, variables))
        if role is not None:
            self.world.work_done(role, work)

    def _filled(self, execution: Execution, task: WaitingTask) -> dict[str, Any]:
        world = self.world
        form = world.model.forms.get(task.form_key or "")
        if form is None:
            return {}
        chosen = world.assumed.choices
        shares = {path.removeprefix(f"{form.key}."): each for path, each in chosen.items()}
        known = execution.variables_at(task.element_instance_id)
        chance = self._chance(f"{task.element_id}?")
        given = answer(form, known, chance, shares, world.around)
        if given.faults:
            world.tally.misfilled.setdefault(form.key, given.faults)
        return given.variables

    def _note_messages(self, snapshot: Snapshot) -> None:
        """Let an awaited message come by lot, after a while, or never."""
        before = self._heard
        self._heard = frozenset(each.element_instance_id for each in snapshot.subscriptions)
        for each in snapshot.subscriptions:
            if each.element_instance_id not in before:
                chance = self._chance(each.element_id)
                if (days := outside.days_until(self.world, each, chance)) is not None:
                    moment = self.world.now + timedelta(days=days)
                    self.world.plan(moment, partial(self._receive, each))

    def _receive(self, each: Subscription) -> None:
        identity = each.element_instance_id
        if identity in self._heard:
            self._heard -= {identity}
            given = outside.brought(self.world, each.name)
            self._move(lambda execution: execution.receive(identity, given))

    def _give_up(self) -> None:
        """Leave a case that goes round and round."""
        self.world.tally.endless += 1
        self._execution = None
        works, self._works = self._works, {}
        for role, work in works.values():
            self._take_away(role, work)
