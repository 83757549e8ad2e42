"""Does a recorded history again on a version of its process, in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from engine.errors import EngineError
from engine.execution import Definition, Environment, Execution
from engine.isotime import moment
from engine.model import Snapshot, WaitingTimer
from engine.replay import ToldEvent, changed_by, steps_of

_SAYS_NOTHING: Final = frozenset({"parallelGateway", "exclusiveGateway", "inclusiveGateway"})
_MOST_FIRED: Final = 2_000
"""So many timers fire in one retracing; a repeating one could go on for ever."""


class Astray(Exception):
    """What was recorded cannot be done here: nothing waits at this element."""

    def __init__(self, element_id: str, at: datetime) -> None:
        self.element_id, self.at = element_id, at
        super().__init__(element_id)


@dataclass(slots=True)
class Trace:
    """What a history led to: elements in the order they were come to, due dates, where it went."""

    way: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    """Work that the record knows nothing of; passed at once, with no data."""
    dues: dict[tuple[str, int], date] = field(default_factory=dict)
    """The first due date of each passage through a deadline, by element and which time it was."""
    astray: Astray | None = None
    failed: EngineError | None = None


class Retracing:
    """One history on one version; `names`: the ids of its elements here, where they are others."""

    def __init__(
        self,
        definition: Definition,
        environment: Environment,
        names: Mapping[str, str],
        fresh: frozenset[str],
    ) -> None:
        self.definition = definition
        self.environment = environment
        self.names = names
        self.fresh = fresh
        self.trace = Trace()
        self._opened: dict[str, list[UUID]] = {}
        self._recorded: dict[str, list[str]] = {}
        self._held = False
        self._seen: set[UUID] = set()
        self._fired = 0

    def run(self, events: list[ToldEvent]) -> Trace:
        """Do the events of a case, in order, as far as they can be done."""
        try:
            self._begin(events[0])
            for event in events[1:]:
                self._note(event)
                self._advance(event.at)
                if (act := _ACTS.get(event.type)) is not None:
                    act(self, event)
        except Astray as astray:
            self.trace.astray = astray
        except EngineError as problem:
            self.trace.failed = problem
        return self.trace

    def _begin(self, event: ToldEvent) -> None:
        self.environment.now = event.at
        begun = [step.element_id for step in steps_of(event) if step.kind == "entered"]
        start = self.names.get(begun[0], begun[0]) if begun else ""
        day = start if start in self.definition.timer_starts else None
        by = {element: message for message, element in self.definition.starts.items()}
        self.execution = Execution.start(
            self.definition, self.environment, changed_by(event), by.get(start), day
        )
        self._rest()

    def _note(self, event: ToldEvent) -> None:
        """Remember which of the recorded tasks at an element was opened first, which next."""
        if event.type == "task_opened" and event.element_id:
            told = str((event.data or {}).get("task", ""))
            self._recorded.setdefault(event.element_id, []).append(told)

    def _rest(self) -> None:
        self.execution.rest()
        self.snapshot: Snapshot = self.execution.snapshot()
        for step in self.snapshot.steps:
            if step.kind == "entered" and step.diagram is None:
                self._entered(step.element_id)
        for task in self.snapshot.tasks:
            if task.element_instance_id not in self._seen:
                self._seen.add(task.element_instance_id)
                self._opened.setdefault(task.element_id, []).append(task.element_instance_id)
        self._see_dues()
        self._pass_what_is_new()

    def _entered(self, element_id: str) -> None:
        if self.definition.elements[element_id].kind not in _SAYS_NOTHING:
            self.trace.way.append(element_id)

    def _see_dues(self) -> None:
        for timer in self.snapshot.timers:
            if timer.element_instance_id not in self._seen and timer.due_date is not None:
                self._seen.add(timer.element_instance_id)
                times = sum(1 for name, _ in self.trace.dues if name == timer.element_id)
                self.trace.dues[timer.element_id, times] = timer.due_date

    def _pass_what_is_new(self) -> None:
        """Let work that the record cannot know be done at once."""
        fresh = [each for each in self.snapshot.tasks if each.element_id in self.fresh]
        if fresh:
            task = fresh[0]
            self.trace.added.append(task.element_id)
            self._do(lambda e: e.complete_task(task.element_instance_id, {}))
            return
        asked = [each for each in self.snapshot.services if each.element_id in self.fresh]
        if asked:
            self.trace.added.append(asked[0].element_id)
            self._do(lambda e: e.complete_service(asked[0].element_instance_id, {}))

    def _do(self, verb: Callable[[Execution], Any]) -> None:
        verb(self.execution)
        self._rest()

    def _advance(self, at: datetime) -> None:
        """Let time pass: what comes due by then happens when it does."""
        while not self._held and self._fired < _MOST_FIRED:
            due = [each for each in self.snapshot.timers if each.due_at <= at]
            if not due:
                break
            self._fire(min(due, key=lambda each: each.due_at))
        self.environment.now = at

    def _fire(self, timer: WaitingTimer) -> None:
        self._fired += 1
        self.environment.now = max(timer.due_at, self.environment.now)
        self._do(lambda e: e.fire_timer(timer.element_instance_id))

    def name(self, event: ToldEvent) -> str:
        """Return the id that the event's element has here."""
        told = event.element_id or ""
        return self.names.get(told, told)

    def complete(self, event: ToldEvent) -> None:
        """Complete the task that stands for the recorded one, with the same data."""
        element, told = self.name(event), str((event.data or {}).get("task", ""))
        recorded = self._recorded.get(event.element_id or "", [])
        place = recorded.index(told) if told in recorded else 0
        opened = self._opened.get(element, [])
        task = opened[place] if place < len(opened) else None
        if task not in {each.element_instance_id for each in self.snapshot.tasks}:
            raise Astray(element, event.at)
        if task is not None:
            self._do(lambda e: e.complete_task(task, changed_by(event)))

    def move(self, event: ToldEvent) -> None:
        """Take a token to another element, as a person did."""
        left = [step.element_id for step in steps_of(event) if step.kind == "cancelled"]
        to = str((event.data or {}).get("to") or event.element_id or "")
        here = {self.names.get(each, each) for each in left}
        found = [each for each in self.snapshot.tasks if each.element_id in here]
        if not found:
            raise Astray(next(iter(here), to), event.at)
        target = self.names.get(to, to)
        self._do(lambda e: e.move(found[0].element_instance_id, target))

    def serve(self, event: ToldEvent) -> None:
        """Go on after a service, with what it had found."""
        found = [s for s in self.snapshot.services if s.element_id == self.name(event)]
        if not found and event.type == "paper_made":
            return  # made by hand, beside the way of the case
        if not found:
            raise Astray(self.name(event), event.at)
        values = changed_by(event)
        self._do(lambda e: e.complete_service(found[0].element_instance_id, values))

    def receive(self, event: ToldEvent) -> None:
        """Receive the message or signal that came."""
        found = [s for s in self.snapshot.subscriptions if s.element_id == self.name(event)]
        if not found:
            raise Astray(self.name(event), event.at)
        values = changed_by(event)
        self._do(lambda e: e.receive(found[0].element_instance_id, values))

    def mend(self, event: ToldEvent) -> None:
        """Change variables as a person did."""
        values = changed_by(event)
        self._do(lambda e: e.set_variables(values))

    def put_due(self, event: ToldEvent) -> None:
        """Set a due moment as a person did, if such a timer runs here."""
        after = (event.data or {}).get("after")
        found = [each for each in self.snapshot.timers if each.element_id == self.name(event)]
        if found and after:
            self._do(lambda e: e.set_due(found[0].element_instance_id, moment(str(after))))

    def retry(self, event: ToldEvent) -> None:
        """Try again what had failed, if it failed here too."""
        found = [each for each in self.snapshot.failures if each.element_id == self.name(event)]
        if found:
            self._do(lambda e: e.retry(found[0].element_instance_id))

    def hold(self, event: ToldEvent) -> None:
        """Let no timer fire while the case is suspended."""
        self._held = event.type == "instance_suspended"
        self._advance(event.at)

    def end(self, _: ToldEvent) -> None:
        """End the case early."""
        self._do(Execution.cancel)


_ACTS: Final[Mapping[str, Callable[[Retracing, ToldEvent], None]]] = {
    "task_completed": Retracing.complete,
    "task_sent_back": Retracing.move,
    "token_moved": Retracing.move,
    "service_completed": Retracing.serve,
    "paper_made": Retracing.serve,
    "message_received": Retracing.receive,
    "signal_received": Retracing.receive,
    "variables_changed": Retracing.mend,
    "due_changed": Retracing.put_due,
    "incident_retried": Retracing.retry,
    "instance_suspended": Retracing.hold,
    "instance_resumed": Retracing.hold,
    "instance_cancelled": Retracing.end,
}
"""What is done again of a history; timers happen by their own due dates, the rest follows."""

__all__ = ["Astray", "Retracing", "Trace"]
