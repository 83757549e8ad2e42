"""Counts what happens in a run, as it happens: no more is kept of a case than what is told."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from engine.calendar import last_day
from engine.execution.elements import Element
from engine.model import Failure, Snapshot, Step, WaitingTask, WaitingTimer
from engine.yearly.hours import Hours
from engine.yearly.modelling import Model
from engine.yearly.staffing import Work

_DAY: Final = 86_400.0
_DUE: Final = "due"


@dataclass(slots=True)
class Kept:
    """A due date while it runs: what for, until when; `host`: the passage that it is about."""

    element: str
    host: str
    due_at: datetime
    passage: UUID


@dataclass(slots=True)
class Done:
    """A due date that came to an end: `by` is how late, in days; `how`: met, late, cut, dropped."""

    element: str
    host: str
    last: date
    how: str
    by: float = 0.0


@dataclass(slots=True, eq=False)
class CaseTally:
    """What is counted of one case while it goes on."""

    begun: datetime
    came: dict[UUID, tuple[str, datetime]] = field(default_factory=dict)
    hosts: dict[str, UUID] = field(default_factory=dict)
    dues: dict[UUID, Kept] = field(default_factory=dict)
    timers: set[UUID] = field(default_factory=set)
    last_end: str | None = None
    is_broken: bool = False


class Tally:
    """The counts of a run."""

    def __init__(self, model: Model, hours: Hours) -> None:
        self.elements, self.hours = model.definition.elements, hours
        self.begun = self.ended = 0
        self.lasted: list[float] = []
        self.ends: Counter[str] = Counter()
        self.entered: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.took: dict[str, list[float]] = defaultdict(list)
        self.waited: dict[str, list[float]] = defaultdict(list)
        self.waited_role: dict[str, list[float]] = defaultdict(list)
        self.queues: dict[str, list[tuple[date, int]]] = defaultdict(list)
        self.timers_set: Counter[str] = Counter()
        self.timers_fired: dict[str, list[date]] = defaultdict(list)
        self.done: list[Done] = []
        self.failures: dict[str, list[Failure]] = defaultdict(list)
        self.unanswered: Counter[str] = Counter()
        self.misfilled: dict[str, tuple[str, ...]] = {}
        self.endless = 0
        self.bases: dict[str, str] = {}
        self.sent: Counter[str] = Counter()
        self.cases: list[CaseTally] = []

    def begin(self, now: datetime) -> CaseTally:
        """Take note of a new case; return where it is counted."""
        self.begun += 1
        case = CaseTally(now)
        self.cases.append(case)
        return case

    def end(self, case: CaseTally, now: datetime) -> None:
        """Take note that a case has ended."""
        self.ended += 1
        self.lasted.append((now - case.begun).total_seconds() / _DAY)
        if case.last_end is not None:
            self.ends[case.last_end] += 1
        self.cases.remove(case)

    def fail(self, case: CaseTally, failure: Failure) -> None:
        """Take note that a case has broken down at an element."""
        case.is_broken = True
        self.failures[failure.element_id].append(failure)

    def taken_up(self, role: str, work: Work) -> None:
        """Take note that somebody has taken a task up."""
        if work.begun is not None:
            hours = self.hours.between(work.opened, work.begun) / 60
            self.waited[work.element].append(hours)
            self.waited_role[role].append(hours)

    def queue_at(self, role: str, day: date, waiting: int) -> None:
        """Take note of how much waits for a role at the close of a day."""
        self.queues[role].append((day, waiting))

    def passed(self, case: CaseTally, snapshot: Snapshot, now: datetime) -> None:
        """Take note of what a move has brought."""
        for step in snapshot.steps:
            self._step(case, step, now)
        for effect in snapshot.effects:
            self.sent[effect.kind.value] += 1
        self._timers(case, snapshot.timers)
        for task in snapshot.tasks:
            self._own_due(case, task)

    def _step(self, case: CaseTally, step: Step, now: datetime) -> None:
        element, passage = step.element_id, step.element_instance_id
        if step.kind == "entered":
            self.entered[element] += 1
            if case.hosts.get(element) not in case.came:  # of a multi-instance, the whole
                case.hosts[element] = passage
            case.came[passage] = (element, now)
        elif step.kind == "fired":
            self.entered[element] += 1
        elif passage in case.came:
            _, since = case.came.pop(passage)
            self._leave(case, step, since, now)

    def _leave(self, case: CaseTally, step: Step, since: datetime, now: datetime) -> None:
        element = step.element_id
        if step.kind == "completed":
            self.left[element] += 1
            self.took[element].append((now - since).total_seconds() / _DAY)
            if self._is_last(self.elements.get(element)):
                case.last_end = element
        for identity, kept in list(case.dues.items()):
            if kept.passage == step.element_instance_id:
                self._close(kept, step.kind, now)
                del case.dues[identity]

    def _close(self, kept: Kept, kind: str, now: datetime) -> None:
        late = (now - kept.due_at).total_seconds() / _DAY
        if kind == "completed":
            how, by = ("late", late) if late > 0 else ("met", 0.0)
        else:
            how, by = ("cut", 0.0) if late >= 0 else ("dropped", 0.0)
        last = last_day(kept.due_at)
        self.done.append(Done(kept.element, kept.host, last, how, by))

    def _is_last(self, element: Element | None) -> bool:
        return element is not None and element.kind == "endEvent" and not element.within

    def _timers(self, case: CaseTally, timers: tuple[WaitingTimer, ...]) -> None:
        for timer in timers:
            identity = timer.element_instance_id
            if identity not in case.timers:
                case.timers.add(identity)
                self.timers_set[timer.element_id] += 1
                self.bases.setdefault(
                    timer.element_id, str((timer.deadline or {}).get("basis", ""))
                )
                self._due(case, timer)
            elif identity in case.dues:
                case.dues[identity].due_at = timer.due_at

    def _due(self, case: CaseTally, timer: WaitingTimer) -> None:
        element = self.elements.get(timer.element_id)
        host = element.attached_to if element is not None else None
        if element is None or host is None or element.deadline_kind != _DUE:
            return
        if (passage := case.hosts.get(host)) is not None:
            identity = timer.element_instance_id
            case.dues[identity] = Kept(element.id, host, timer.due_at, passage)

    def _own_due(self, case: CaseTally, task: WaitingTask) -> None:
        """Keep a due date that a task has of its own, not of a timer at it or around it."""
        identity = task.element_instance_id
        element = self.elements.get(task.element_id)
        if task.due_at is None or identity in case.dues or element is None or not element.due:
            return
        case.dues[identity] = Kept(element.id, element.id, task.due_at, identity)

    def fired(self, timer: WaitingTimer) -> None:
        """Take note that a timer has fired, on the day it was due."""
        self.timers_fired[timer.element_id].append(last_day(timer.due_at))

    def open_dues(self, now: datetime) -> list[Kept]:
        """Return the due dates that are over and not done, now that the run has ended."""
        return [k for case in self.cases for k in case.dues.values() if k.due_at <= now]

    def waiting(self) -> Counter[str]:
        """Return where tokens stand, now that the run has ended."""
        return Counter(element for case in self.cases for element, _ in case.came.values())
