"""What is seen of a scratch world: its cases, what each waits for, its data, papers and letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from engine import context, passages
from engine.context import Engine
from engine.execution import Definition
from engine.execution.elements import Element
from engine.kept import whole
from engine.model import Variables
from engine.paperwork import EVENT as PAPER_MADE
from engine.passages import Drawn
from engine.rows import EventRow, IncidentRow, InstanceRow, JobRow, SubscriptionRow, TaskRow
from engine.store import Transaction, cases, record
from engine.telling import open_event
from engine.trying import cast
from engine.trying.moves import Place
from engine.trying.world import Letter, World
from engine.viewing import Standing, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A task that somebody of the world may do; `why`: its due date explained (th, en)."""

    place: Place
    row: TaskRow
    roles: tuple[str, ...]
    why: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A timer that waits; `element` as it is drawn."""

    place: Place
    row: JobRow
    element: Element | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ear:
    """A message or signal that a case waits to hear."""

    place: Place
    row: SubscriptionRow
    element: Element | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Where a case cannot go on, and why."""

    place: Place
    row: IncidentRow
    element: Element | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that was made; `attachment`: the file of the world that it is kept as."""

    key: str
    name: str
    number: str | None
    at: datetime
    attachment: UUID
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeen:
    """One case of a scratch world as it stands.

    `told`: every event, with its data. `end`: the end event that it came to.
    """

    number: int
    instance: InstanceRow
    definition: Definition
    drawn: Drawn
    tasks: tuple[OpenTask, ...]
    timers: tuple[Timer, ...]
    ears: tuple[Ear, ...]
    stuck: tuple[Stuck, ...]
    variables: Variables
    changed: frozenset[str]
    papers: tuple[Paper, ...]
    end: Element | None
    told: tuple[tuple[EventRow, Mapping[str, Any]], ...]

    @property
    def diagrams(self) -> list[str]:
        """Return the keys of the diagrams it has been in: its own, then those that it called."""
        steps = [step for _, data in self.told for step in data.get("steps", ())]
        called = [step[DIAGRAM] for step in steps if len(step) > DIAGRAM and step[DIAGRAM]]
        return list(dict.fromkeys([self.instance.definition_key, *called]))


DIAGRAM: Final = 5
"""Where a step tells in which called diagram it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A scratch world as it stands now."""

    now: datetime
    cases: tuple[CaseSeen, ...]
    letters: tuple[Letter, ...]


def look(world: World) -> Seen:
    """Return what is to be seen of a world after its last move."""
    with world.lock, world.engine.begin() as tx:
        known = world.hands.cases(tx)
        before = world.moments[-2].events if len(world.moments) > 1 else ()
        return Seen(
            now=world.now,
            cases=tuple(
                _case(world.engine, tx, row, (number, (*before, *[0] * len(known))[number]))
                for number, row in enumerate(known)
            ),
            letters=tuple(world.letters),
        )


def _case(engine: Engine, tx: Transaction, row: InstanceRow, at: tuple[int, int]) -> CaseSeen:
    number, before = at
    definition = engine.definitions.get(tx, row.definition_key, row.definition_version)
    stands = standing(tx, row)
    key = record.key_of(tx, row.office_id, row.id)
    events = record.events_of(tx, row.office_id, row.id)
    moments = passages.moments(definition, events, key)
    told = tuple((event, open_event(event, key) or {}) for event in events)
    return CaseSeen(
        number=number,
        instance=stands.instance,
        definition=definition,
        drawn=_drawn(passages.drawn(definition, moments, stands), told),
        tasks=_tasks(definition, number, stands),
        timers=_timers(definition, number, stands),
        ears=_ears(definition, number, stands),
        stuck=_stuck(definition, number, stands),
        variables=_variables(engine, tx, row, told),
        changed=frozenset(
            name for event, data in told if event.seq > before for name in data.get("set", {})
        ),
        papers=_papers(told),
        end=passages.ended_at(moments),
        told=told,
    )


def _drawn(drawn: Drawn, told: Sequence[tuple[EventRow, Mapping[str, Any]]]) -> Drawn:
    """Count what fired on an edge as done too: here people look whether a deadline has struck."""
    steps = [step for _, data in told for step in data.get("steps", ())]
    fired = [step[1] for step in steps if step[0] == "fired"]
    return replace(drawn, done=tuple(dict.fromkeys([*drawn.done, *fired])))


def _tasks(definition: Definition, case: int, stands: Standing) -> tuple[OpenTask, ...]:
    rows = sorted(stands.tasks, key=lambda each: each.id.int)
    return tuple(
        OpenTask(
            place=_place(case, rows[:turn], row),
            row=row,
            roles=tuple(cast.roles_for(row)),
            why=passages.explanation(definition, row, stands.timers),
        )
        for turn, row in enumerate(rows)
    )


def _timers(definition: Definition, case: int, stands: Standing) -> tuple[Timer, ...]:
    rows = stands.timers
    return tuple(
        Timer(
            place=_place(case, rows[:turn], row),
            row=row,
            element=definition.elements.get(row.element_id or ""),
        )
        for turn, row in enumerate(rows)
    )


def _ears(definition: Definition, case: int, stands: Standing) -> tuple[Ear, ...]:
    rows = sorted(stands.subscriptions, key=lambda each: each.id.int)
    return tuple(
        Ear(
            place=_place(case, rows[:turn], row),
            row=row,
            element=definition.elements.get(row.element_id),
        )
        for turn, row in enumerate(rows)
    )


def _stuck(definition: Definition, case: int, stands: Standing) -> tuple[Stuck, ...]:
    rows = list(reversed(stands.incidents))
    return tuple(
        Stuck(
            place=_place(case, rows[:turn], row),
            row=row,
            element=definition.elements.get(row.element_id),
        )
        for turn, row in enumerate(rows)
    )


def _place(case: int, before: Sequence[Any], row: Any) -> Place:
    """Return how a move names one of what waits; `before`: those that come before it."""
    nth = sum(each.element_id == row.element_id for each in before)
    return Place(case=case, element=row.element_id or "", nth=nth)


def _variables(
    engine: Engine,
    tx: Transaction,
    row: InstanceRow,
    told: Sequence[tuple[EventRow, Mapping[str, Any]]],
) -> Variables:
    locked = cases.lock(tx, [row.office_id], row.id)
    if locked is not None and locked.state is not None:
        return dict(whole(dict(context.restore(engine, tx, locked).variables)))
    gathered: Variables = {}
    for _, data in told:
        gathered |= data.get("set", {})
    return gathered


def _papers(told: Sequence[tuple[EventRow, Mapping[str, Any]]]) -> tuple[Paper, ...]:
    return tuple(
        Paper(
            key=str(data["paper"]),
            name=str(data["name"]),
            number=data.get("number"),
            at=event.at,
            attachment=UUID(data["attachment"]),
            sha256=str(data["sha256"]),
        )
        for event, data in told
        if event.type == PAPER_MADE and "paper" in data
    )
