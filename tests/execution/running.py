"""Runs a diagram as the engine does: each verb on an execution restored from the last bytes."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.calendar import Calendar
from engine.execution import (
    Choices,
    Definition,
    Environment,
    Execution,
    Migrated,
    Target,
    migrate,
    parse,
)
from engine.model import Effect, Snapshot, Step

NOON = datetime(2026, 4, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
GONE = {"completed", "cancelled", "failed"}


class Running:
    """One instance. `live=True` keeps one execution for all verbs instead of restoring."""

    def __init__(  # noqa: PLR0913 - a test names what it needs, all else has a default
        self,
        xml: bytes | Definition,
        variables: Mapping[str, Any] | None = None,
        *,
        called: Mapping[str, bytes] | None = None,
        decisions: Mapping[str, bytes] | None = None,
        message: str | None = None,
        live: bool = False,
    ) -> None:
        self.definition = (
            xml if isinstance(xml, Definition) else parse(xml, called or {}, decisions or {})
        )
        self.now = NOON
        self.calendar = Calendar(office="office", version=1, holidays={})
        self.steps: list[Step] = []
        self.effects: list[Effect] = []
        self.drawn: dict[Any, str] = {}
        self.kept: dict[str, bytes] = {}
        self._kept: Execution | None = None
        execution = Execution.start(
            self.definition, self._environment(), dict(variables or {}), message
        )
        self._take(execution, live=live)

    @property
    def variables(self) -> dict[str, Any]:
        return self.snapshot.variables

    @property
    def status(self) -> str:
        return self.snapshot.status.value

    def open(self) -> list[str]:
        """Return the elements with an open task, sorted."""
        return sorted(task.element_id for task in self.snapshot.tasks)

    def timers(self) -> dict[str, datetime]:
        return {timer.element_id: timer.due_at for timer in self.snapshot.timers}

    def waits(self) -> list[str]:
        """Return the elements that wait for a timer, job, message or signal, sorted."""
        found = [*self.snapshot.timers, *self.snapshot.services, *self.snapshot.subscriptions]
        return sorted(each.element_id for each in found)

    def failures(self) -> dict[str, str]:
        return {failure.element_id: failure.code for failure in self.snapshot.failures}

    def did(self, element: str) -> list[str]:
        """Return what happened at an element so far, in order."""
        return [step.kind for step in self.steps if step.element_id == element]

    def complete(self, element: str, /, **variables: Any) -> "Running":
        return self.verb(lambda e: e.complete_task(self._task(element), variables))

    def complete_all(self, *elements: str) -> "Running":
        for element in elements:
            self.complete(element)
        return self

    def serve(self, element: str, /, **variables: Any) -> "Running":
        found = next(s for s in self.snapshot.services if s.element_id == element)
        return self.verb(lambda e: e.complete_service(found.element_instance_id, variables))

    def fire(self, element: str) -> "Running":
        found = next(t for t in self.snapshot.timers if t.element_id == element)
        return self.verb(lambda e: e.fire_timer(found.element_instance_id))

    def receive(self, name: str, /, **variables: Any) -> "Running":
        found = next(s for s in self.snapshot.subscriptions if s.name == name)
        return self.verb(lambda e: e.receive(found.element_instance_id, variables))

    def retry(self, element: str) -> "Running":
        found = next(f for f in self.snapshot.failures if f.element_id == element)
        return self.verb(lambda e: e.retry(found.element_instance_id))

    def move(self, element: str, target: str) -> "Running":
        known = [*self.snapshot.tasks, *self.snapshot.timers, *self.snapshot.failures]
        known += [*self.snapshot.subscriptions, *self.snapshot.services]
        found = next(each for each in known if each.element_id == element)
        return self.verb(lambda e: e.move(found.element_instance_id, target))

    def set(self, **variables: Any) -> "Running":
        return self.verb(lambda e: e.set_variables(variables))

    def cancel(self) -> "Running":
        return self.verb(lambda e: e.cancel())

    def at(self, moment: datetime) -> "Running":
        """Go forward and fire what is due by then, earliest first, as the job executor does."""
        self.now = moment
        while due := [t for t in self.snapshot.timers if t.due_at <= moment]:
            first = min(due, key=lambda t: t.due_at)
            self.verb(lambda e, t=first: e.fire_timer(t.element_instance_id))
        return self

    def later(self, hours: float) -> "Running":
        return self.at(self.now + hours * HOUR)

    def verb(self, act: Callable[[Execution], None]) -> "Running":
        execution = self._kept or Execution.restore(
            self.definition, self._environment(), self.snapshot.state, self.kept.get
        )
        execution.environment.now = self.now
        act(execution)
        self._take(execution, live=self._kept is not None)
        return self

    def migrate(self, target: Target, choices: Choices, finished: frozenset[str]) -> Migrated:
        """Go on in another version, as a command does; with hindrances nothing changes."""
        execution = Execution.restore(
            self.definition, self._environment(), self.snapshot.state, self.kept.get
        )
        result = migrate(execution, target, choices, lambda: finished)
        if not result.hindrances:
            self.definition = target.definition
            self._take(result.execution, live=False)
        return result

    def _task(self, element: str) -> Any:
        return next(t.element_instance_id for t in self.snapshot.tasks if t.element_id == element)

    def _environment(self) -> Environment:
        settings = {"days": 5}
        return Environment(self.now, lambda: self.calendar, settings.__getitem__)

    def _take(self, execution: Execution, *, live: bool) -> None:
        execution.rest()
        self.snapshot: Snapshot = execution.snapshot()
        self.kept |= self.snapshot.kept.fresh
        for digest in self.snapshot.kept.stale:
            del self.kept[digest]
        self.steps += self.snapshot.steps
        self.effects += self.snapshot.effects
        self._kept = execution if live else None
        for step in self.snapshot.steps:
            self._draw(step)

    def _draw(self, step: Step) -> None:
        """Replay: which element instances hold a token, by the journal alone."""
        if step.kind == "entered":
            self.drawn[step.element_instance_id] = step.element_id
        elif step.kind in GONE:
            self.drawn.pop(step.element_instance_id, None)
