"""What a command would do to a case: the verb is done to a copy, and nothing is written.

The execution is restored as for the command itself, so what is foreseen is what the command does,
as long as nobody moves the case in between.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine import context, promises
from engine.context import Engine, Verb
from engine.execution import Definition
from engine.kept import whole
from engine.model import (
    InstanceStatus,
    JobKind,
    Snapshot,
    WaitingTask,
    WaitingTimer,
)
from engine.rows import InstanceRow
from engine.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An element of the diagram, and what people call it."""

    id: str
    kind: str
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    """A user task that would open or close; `due_date` is the one people see, if any."""

    element: Named
    roles: tuple[str, ...]
    assignee: str | None
    due_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerChange:
    """A timer that would begin (no `before`), end (no `after`) or move.

    `is_legal`: a deadline with a basis in law or manual; `basis` says which. `is_citizens`: it
    binds a citizen, who may rely on it.
    """

    element: Named
    before: datetime | None
    after: datetime | None
    host: Named | None = None
    """The activity on whose edge it sits, if any."""
    basis: str = ""
    is_legal: bool = False
    is_citizens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableChange:
    """A variable that would be set; `was_there` tells an old value of null from none."""

    name: str
    was_there: bool
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What would be different after the command; what stays as it is is not named."""

    status: InstanceStatus
    opens: list[TaskChange] = field(default_factory=list)
    closes: list[TaskChange] = field(default_factory=list)
    timers: list[TimerChange] = field(default_factory=list)
    variables: list[VariableChange] = field(default_factory=list)
    begins_to_hear: list[tuple[Named, str]] = field(default_factory=list)
    stops_hearing: list[tuple[Named, str]] = field(default_factory=list)
    sends: list[tuple[Named, str]] = field(default_factory=list)
    """Elements that would send something or have a service done, and what kind it is."""
    breaks: list[tuple[Named, str, str]] = field(default_factory=list)
    """Elements that would fail, and why in Thai and in English."""
    mends: list[Named] = field(default_factory=list)
    fires: list[Named] = field(default_factory=list)
    """Timers whose moment is over (the case was suspended, or they are set so): fire at once."""

    @property
    def shortens_for_citizens(self) -> list[TimerChange]:
        """The deadlines of citizens that would come earlier than was promised."""
        return [each for each in self.timers if shortens(each)]


def shortens(change: TimerChange) -> bool:
    """Whether a citizen would have less time than was promised."""
    before, after = change.before, change.after
    return change.is_citizens and before is not None and after is not None and after < before


def foresee(
    engine: Engine,
    tx: Transaction,
    instance: InstanceRow,
    verb: Verb,
    retried: UUID | None = None,
) -> Foreseen:
    """Do a verb to a restored execution, run it to rest, and say what is different then.

    `retried`: the failed element instance that the verb tries again; failing again is told.

    Raises:
        InstanceNotActive: it has ended or is suspended.
        EngineError: the command itself would be refused for this reason.
    """
    context.require_active(instance)
    execution = context.restore(engine, tx, instance)
    before, old = execution.snapshot(), dict(execution.variables)
    verb(execution)
    execution.rest()
    after = execution.snapshot()
    seen = _compare(execution.definition, before, after)
    broken = _breaks(execution.definition, before, after, retried)
    return replace(seen, breaks=broken, variables=_variables(old, execution.variables))


def _compare(definition: Definition, before: Snapshot, after: Snapshot) -> Foreseen:
    """Say in which tasks, timers and waits two snapshots of one case differ."""

    def named(waiting: Any) -> Named:
        return name_of(definition, waiting.element_id)

    opens, closes = _fresh(before.tasks, after.tasks), _fresh(after.tasks, before.tasks)
    heard = _fresh(before.subscriptions, after.subscriptions)
    unheard = _fresh(after.subscriptions, before.subscriptions)
    services = _fresh(before.services, after.services)
    sent = [(named(each), each.kind.value) for each in after.effects]
    return Foreseen(
        status=after.status,
        opens=[_task(definition, each) for each in opens],
        closes=[_task(definition, each) for each in closes],
        timers=_timers(definition, before.timers, after.timers),
        begins_to_hear=[(named(each), each.name) for each in heard],
        stops_hearing=[(named(each), each.name) for each in unheard],
        sends=[*sent, *((named(each), JobKind.SERVICE.value) for each in services)],
        mends=[named(each) for each in _fresh(after.failures, before.failures)],
    )


def _breaks(
    definition: Definition, before: Snapshot, after: Snapshot, retried: UUID | None
) -> list[tuple[Named, str, str]]:
    known = {each.element_instance_id for each in before.failures} - {retried}
    return [
        (name_of(definition, each.element_id), each.message_th, each.message_en)
        for each in after.failures
        if each.element_instance_id not in known
    ]


def _fresh(before: Iterable[Any], after: Iterable[Any]) -> list[Any]:
    """Return what is among the later and was not among the earlier, in its order."""
    known = {each.element_instance_id for each in before}
    return [each for each in after if each.element_instance_id not in known]


def name_of(definition: Definition, element_id: str) -> Named:
    """Return an element with what people call it; what is not drawn is called by its id."""
    found = definition.elements.get(element_id)
    if found is None:
        return Named(id=element_id, kind="", name_th=element_id, name_en=element_id)
    return Named(id=element_id, kind=found.kind, name_th=found.name, name_en=found.name_en)


def _timer(
    definition: Definition, timer: WaitingTimer, before: datetime | None, after: datetime | None
) -> TimerChange:
    """Tell of a timer's change with the law that stands behind it."""
    told: Mapping[str, Any] = timer.deadline or {}
    drawn = definition.elements.get(timer.element_id)
    host = drawn.attached_to if drawn is not None else None
    return TimerChange(
        element=name_of(definition, timer.element_id),
        host=None if host is None else name_of(definition, host),
        before=before,
        after=after,
        basis=str(told.get("basis") or ""),
        is_legal=bool(told),
        is_citizens=promises.bind_citizen(told),
    )


def _by_id(waiting: Iterable[Any]) -> dict[UUID, Any]:
    return {each.element_instance_id: each for each in waiting}


def _task(definition: Definition, task: WaitingTask) -> TaskChange:
    return TaskChange(
        element=name_of(definition, task.element_id),
        roles=task.roles,
        assignee=task.assignee,
        due_date=task.due_date,
    )


def _timers(
    definition: Definition, before: tuple[WaitingTimer, ...], after: tuple[WaitingTimer, ...]
) -> list[TimerChange]:
    old, new = _by_id(before), _by_id(after)
    changes = []
    for identity, timer in {**old, **new}.items():
        was = old[identity].due_at if identity in old else None
        will = new[identity].due_at if identity in new else None
        if was != will:
            changes.append(_timer(definition, timer, was, will))
    return sorted(changes, key=lambda each: (each.after or each.before, each.element.id))


def _variables(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[VariableChange]:
    return [
        VariableChange(
            name=name, was_there=name in old, before=whole(old.get(name)), after=whole(value)
        )
        for name, value in sorted(new.items())
        if name not in old or old[name] != value
    ]
