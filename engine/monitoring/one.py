"""One case for whoever keeps it in order: why it waits and since when, and when it may end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from engine import access
from engine.context import Engine
from engine.execution import Definition
from engine.foreseeing import Named, name_of
from engine.model import InstanceStatus, Person
from engine.monitoring.outlook import Outlook, outlook
from engine.monitoring.trail import Trail, trail
from engine.rows import IncidentRow, JobRow
from engine.store import Transaction, troubles
from engine.viewing import Standing, standing, visible
from engine.waiting import Wait, waits

_NO_STEP = frozenset(
    {"sequenceFlow", "boundaryEvent", "startEvent", "subProcess", "process", "lane", "laneSet"}
)
_STEPS = ("Task", "task", "Event", "Gateway", "callActivity")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseToken:
    """A token that may be moved: where it stands, what it waits for, and where it may go."""

    id: UUID
    element: Named
    waits_for: str
    targets: list[Named]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case, why it waits, when it may end, and what whoever looks may do about it.

    `names`: every element of its diagram by id. `way`: how it came here. `timers`: those that wait,
    the reminders and escalations beside its tasks too. `may_command`: the person administers it.
    """

    standing: Standing
    waits: list[Wait]
    outlook: Outlook
    tokens: list[CaseToken]
    names: Mapping[str, Named]
    way: Trail
    timers: list[JobRow]
    may_command: bool


def view(engine: Engine, person: Person, instance_id: UUID) -> CaseView:
    """Return a case of an office that the person oversees.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        instance = visible(tx, person, instance_id)
        at = standing(tx, instance)
        place = instance.definition_key, instance.definition_version
        definition = engine.definitions.get(tx, *place)
        way = trail(tx, instance)
        lists = (at.tasks, _own_timers(definition, at.timers), at.subscriptions, _lasting(tx, at))
        return CaseView(
            standing=at,
            waits=[_since(way, each) for each in waits(instance, *lists)],
            way=way,
            outlook=outlook(tx, at),
            tokens=_tokens(definition, at),
            names={each: name_of(definition, each) for each in definition.elements},
            timers=at.timers,
            may_command=access.may_administer(person, instance.office_id),
        )


def _lasting(tx: Transaction, at: Standing) -> list[IncidentRow]:
    """Let troubles that were tried again in vain last since they were first raised."""
    first = troubles.began(tx, at.instance.office_id, at.instance.id) if at.incidents else {}
    return [replace(row, raised_at=first.get(row.id, row.raised_at)) for row in at.incidents]


def _own_timers(definition: Definition, timers: list[JobRow]) -> list[JobRow]:
    """Leave out timers on the edge of an activity: the case waits for the activity itself."""
    return [each for each in timers if not _is_beside(definition, each.element_id)]


def _is_beside(definition: Definition, element_id: str | None) -> bool:
    found = definition.elements.get(element_id or "")
    return found is not None and found.attached_to is not None


def _since(way: Trail, wait: Wait) -> Wait:
    """Tell from the history since when a message is waited for, and since when a case rests."""
    if wait.what == "suspension":
        return replace(wait, since=way.rests_since or wait.since)
    if wait.what in {"message", "signal"}:
        return replace(wait, since=way.entered.get(wait.element_id or "", wait.since))
    return wait


def _tokens(definition: Definition, at: Standing) -> list[CaseToken]:
    if at.instance.status is not InstanceStatus.ACTIVE:
        return []
    standing_at: list[tuple[UUID | None, str | None, str]] = [
        *((row.id, row.element_id, "task") for row in at.tasks),
        *((r.element_instance_id, r.element_id, "incident") for r in at.incidents if not r.job_id),
        *((row.id, row.element_id, row.kind.value) for row in at.subscriptions),
        *((row.id, row.element_id, "timer") for row in at.timers),
    ]
    return [
        CaseToken(
            id=identity,
            element=name_of(definition, element),
            waits_for=what,
            targets=targets(definition, element),
        )
        for identity, element, what in standing_at
        if identity is not None and element is not None
        if element in definition.elements and not _is_beside(definition, element)
    ]


def targets(definition: Definition, element_id: str) -> list[Named]:
    """Return the steps that a token may be taken to from an element: those of its own scope."""
    here = definition.elements[element_id]
    return [
        name_of(definition, each.id)
        for each in definition.elements.values()
        if each.within == here.within
        and each.id != element_id
        and each.kind not in _NO_STEP
        and each.kind.endswith(_STEPS)
    ]
