"""What would become of each running case: it can move, it can after a choice, or why it cannot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from engine import access
from engine.calendar import day_ending_at
from engine.context import Engine
from engine.errors import EngineError, InstanceNotFound
from engine.execution import CarriedTimer, Choices, Definition, Hindrance, Migrated, Target
from engine.foreseeing import Named, name_of
from engine.migrating.asking import (
    MOST_AT_ONCE,
    Order,
    Versions,
    between,
    require_movable,
    to,
    tried,
)
from engine.model import Person
from engine.rows import InstanceRow
from engine.store import Transaction, cases, queries
from engine.store import migrating as rows


class Verdict(StrEnum):
    """Whether a case can move."""

    MOVABLE = "movable"
    AFTER_CHOICE = "after_choice"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerPlanned:
    """What becomes of a running deadline or timer; days as people see them, in Bangkok.

    `before` None: it begins; `after` None: it ends unhappened. `offered`: the day it would be due,
    counted anew from the same `start`; None where nothing would change.
    """

    element: Named
    element_before: str
    before: date | None
    after: date | None
    offered: date | None
    start: date | None
    is_recounted: bool
    is_over: bool
    """Its new day is over already, so it would happen at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One case: where it stands, and what would become of it."""

    instance: InstanceRow
    at: tuple[Named, ...]
    verdict: Verdict
    hindrances: tuple[Hindrance, ...] = ()
    trouble: EngineError | None = None
    timers: tuple[TimerPlanned, ...] = ()
    goes_to: tuple[Named, ...] = ()
    """Where it would stand after the move."""
    passed_over: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recountable:
    """A deadline whose length is another one, and the cases in which it runs; `id` is the older."""

    id: str
    element: Named
    cases: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would become of the running cases of a version; `total`: all there are of it."""

    versions: Versions
    choices: Choices
    cases: tuple[Planned, ...]
    total: int

    def of(self, verdict: Verdict) -> list[Planned]:
        """Return the cases of which this holds."""
        return [each for each in self.cases if each.verdict is verdict]

    @property
    def recountable(self) -> list[Recountable]:
        """The deadlines that could be counted anew, each once."""
        found: dict[str, list[TimerPlanned]] = {}
        for case in self.cases:
            for timer in case.timers:
                if timer.offered is not None and timer.element_before:
                    found.setdefault(timer.element_before, []).append(timer)
        return [
            Recountable(
                id=name,
                element=timers[0].element,
                cases=len(timers),
                is_chosen=name in self.choices.recount,
            )
            for name, timers in found.items()
        ]

    @property
    def to_choose(self) -> dict[str, Hindrance]:
        """What hinders cases and can be chosen away, by the older element."""
        return {
            h.element_id: h for case in self.cases for h in case.hindrances if h.choice is not None
        }


def plan(
    engine: Engine, person: Person, key: str, between_: tuple[int, int], choices: Choices
) -> Plan:
    """Look at the running cases of a version: what would become of each in another one.

    Only cases of offices in which the person may migrate are looked at; nothing is written.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    before, after = between_
    with engine.reading() as tx:
        return planned(engine, tx, person, between(engine, tx, key, before, after), choices)


def preview(
    engine: Engine, person: Person, of: tuple[str, int], newer: tuple[Target, bytes]
) -> Plan:
    """Do the same with a version that is not deployed yet; `of`: key and version to move from.

    Raises:
        DefinitionNotFound: there is no such version to move from.
    """
    with engine.reading() as tx:
        return planned(engine, tx, person, to(engine, tx, of, *newer), Choices())


def look(engine: Engine, person: Person, instance_id: UUID, order: Order) -> Planned:
    """Say what would become of one case; nothing is written.

    Raises:
        InstanceNotFound: there is none in the offices where the person may migrate.
        InstanceNotActive: it has ended.
        SameVersion: it runs in that version already.
        DefinitionNotFound: there is no such version.
    """
    with engine.reading() as tx:
        found = queries.instance(tx, access.migrating_offices(tx, person), instance_id)
        if found is None:
            raise InstanceNotFound(id=instance_id)
        require_movable(found, order.after)
        of = found.definition_key, found.definition_version
        versions = between(engine, tx, *of, order.after)
        return _planned(engine, tx, found, versions, order.choices)


def within(engine: Engine, person: Person, key: str) -> dict[int, int]:
    """Return how many cases of each version go on where the person may migrate them."""
    with engine.reading() as tx:
        return rows.counted(tx, access.migrating_offices(tx, person), key)


def planned(
    engine: Engine, tx: Transaction, person: Person, versions: Versions, choices: Choices
) -> Plan:
    """Plan within a transaction."""
    offices = access.migrating_offices(tx, person)
    found = rows.running(tx, offices, versions.key, versions.before, MOST_AT_ONCE)
    total = rows.counted(tx, offices, versions.key).get(versions.before, 0)
    told = tuple(_planned(engine, tx, each, versions, choices) for each in found)
    return Plan(versions=versions, choices=choices, cases=told, total=total)


def _planned(
    engine: Engine, tx: Transaction, row: InstanceRow, versions: Versions, choices: Choices
) -> Planned:
    instance = cases.peek(tx, row.office_id, row.id) or row
    try:
        execution, result = tried(engine, tx, instance, versions, choices)
    except EngineError as refused:
        return Planned(instance=instance, at=(), verdict=Verdict.CANNOT, trouble=refused)
    at = _standing(versions.older, execution.waiting_at())
    if result.hindrances:
        return Planned(
            instance=instance,
            at=at,
            verdict=_verdict(result.hindrances),
            hindrances=result.hindrances,
        )
    newer = versions.target.definition
    return Planned(
        instance=instance,
        at=at,
        verdict=Verdict.MOVABLE,
        timers=_timers(result, newer, versions.older, tx.now),
        goes_to=_standing(newer, result.execution.waiting_at()),
        passed_over=tuple(name_of(newer, each) for each in result.passed_over),
    )


def _verdict(hindrances: Iterable[Hindrance]) -> Verdict:
    can_all_be_chosen = all(each.choice is not None for each in hindrances)
    return Verdict.AFTER_CHOICE if can_all_be_chosen else Verdict.CANNOT


def _standing(definition: Definition, elements: Iterable[str]) -> tuple[Named, ...]:
    return tuple(name_of(definition, each) for each in dict.fromkeys(elements))


def _timers(
    result: Migrated, newer: Definition, older: Definition, now: datetime
) -> tuple[TimerPlanned, ...]:
    return tuple(_timer(each, newer, older, now) for each in result.timers)


def _timer(
    timer: CarriedTimer, newer: Definition, older: Definition, now: datetime
) -> TimerPlanned:
    of: Mapping[bool, Any] = {True: (newer, timer.element), False: (older, timer.element_before)}
    return TimerPlanned(
        element=name_of(*of[bool(timer.element)]),
        element_before=timer.element_before,
        before=_day(timer.before),
        after=_day(timer.after),
        offered=_day(timer.offered),
        start=timer.start,
        is_recounted=timer.is_recounted,
        is_over=timer.after is not None and timer.after <= now and timer.after != timer.before,
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else day_ending_at(moment)


def called(found: Plan, element_id: str) -> Named:
    """Return what an element of the older version is called."""
    return name_of(found.versions.older, element_id)


def options(found: Plan, element_id: str) -> list[Named]:
    """Return the elements of the newer version that an older one may be mapped to: of its kind."""
    older = found.versions.older.elements.get(element_id)
    newer = found.versions.target.definition
    same = [e for e in newer.elements.values() if older is not None and e.kind == older.kind]
    return [name_of(newer, each.id) for each in same]
