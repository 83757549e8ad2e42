"""What is assumed until the analyst says otherwise: from past cases and the office's people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engine import access
from engine.calendar import local_date
from engine.errors import EngineError, SimulationInvalid
from engine.execution.elements import Element
from engine.expressions import is_expression, value_of
from engine.model import Person
from engine.roles import NATIONAL, OFFICE_ROLES
from engine.rows import OfficeRow
from engine.store import Transaction, offices
from engine.store import yearly as rows
from engine.yearly.assuming import EVENLY, Assumptions, Lasting, Shape, Unit
from engine.yearly.choosing import Choice, choices, usual_shares
from engine.yearly.modelling import Model
from engine.yearly.past import Past, past_of

COMMITTEES: Final = frozenset(
    {
        *("academic_committee", "pec", "provincial_education_office", "allocation_committee"),
        *("award_committee", "cluster_committee"),
    }
)
"""Roles that meet: their tasks wait for a meeting and keep nobody of the office busy."""
_WORK: Final = Lasting(shape=Shape.TRIANGULAR, unit=Unit.HOURS, least=0.5, usual=1, most=4)
_MEETING: Final = Lasting(shape=Shape.TRIANGULAR, unit=Unit.DAYS, least=3, usual=8, most=21)
_OUTSIDE: Final = Lasting(shape=Shape.TRIANGULAR, unit=Unit.DAYS, least=1, usual=5, most=20)
_CASES: Final = 100
"""How many cases a year are assumed of a procedure that has had none."""
_ENOUGH: Final = 24
"""From so many cases on, their months say how a year's are spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskKind:
    """A user task: who does it, and how long it took in past cases, if that is known."""

    element: Element
    roles: tuple[str, ...]
    is_outside: bool
    past: Lasting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """The assumptions to begin with, and what they can be chosen from."""

    assumed: Assumptions
    offices: list[OfficeRow]
    choices: list[Choice]
    tasks: list[TaskKind]
    past: Past
    has_windows: bool
    by_calendar: bool
    is_forecast: bool


def office_for(tx: Transaction, person: Person, asked: str | None) -> tuple[str, list[OfficeRow]]:
    """Return the office whose year it is, the one asked for if it is the person's, and all theirs.

    Raises:
        SimulationInvalid: the person belongs to no office.
    """
    mine = set(access.offices_of(tx, person))
    found = [row for row in offices.all_offices(tx) if row.id in mine and row.id != NATIONAL]
    if not found:
        raise SimulationInvalid(
            why="you belong to no office, whose calendar and people a year needs",
            why_th="ท่านไม่ได้สังกัดสำนักงานใด จึงไม่มีปฏิทินและบุคลากรให้จำลอง",
        )
    known = {row.id for row in found}
    return (asked if asked in known else found[0].id), found


def supposed(tx: Transaction, person: Person, model: Model, year: int) -> Supposed:
    """Return what is assumed of a procedure in an office; `model` is of that office and year."""
    office, mine = office_for(tx, person, model.calendar.office)
    chosen = choices(model)
    past = past_of(tx, office, model.definition.key, chosen)
    tasks = list(_tasks(model, past))
    begun = sum(past.months)
    shares = {each.path: past.shares.get(each.path) or usual_shares(each) for each in chosen}
    assumed = Assumptions(
        office=office,
        year=year,
        cases=len(model.days) if model.days else begun or _CASES,
        weights=tuple(map(float, past.months)) if begun >= _ENOUGH else EVENLY,
        staff=_staff(tx, office, tasks),
        tasks={each.element.id: _usual(each) for each in tasks},
        choices=shares,
    )
    return Supposed(
        assumed=assumed,
        offices=mine,
        choices=chosen,
        tasks=tasks,
        past=past,
        has_windows=bool(model.windows),
        by_calendar=bool(model.days),
        is_forecast=model.forecast,
    )


def _tasks(model: Model, past: Past) -> Iterable[TaskKind]:
    for element in model.definition.elements.values():
        if element.kind == "userTask":
            roles = resolved(model, element.roles)
            yield TaskKind(
                element=element,
                roles=roles,
                is_outside=element.assignee is not None or not set(roles) & OFFICE_ROLES,
                past=past.tasks.get(element.id),
            )


def resolved(model: Model, roles: Iterable[str]) -> tuple[str, ...]:
    """Return roles as they are in the office: one that a setting names is looked up."""
    found: set[str] = set()
    for role in roles:
        if not is_expression(role):
            found.add(role)
            continue
        try:
            found.add(str(value_of(role, {}, {"setting": model.setting})))
        except EngineError:
            continue
    return tuple(sorted(found))


def _usual(task: TaskKind) -> Lasting:
    if task.is_outside:
        return task.past or _OUTSIDE
    if set(task.roles) <= COMMITTEES:
        return task.past or _MEETING
    return _WORK


def _staff(tx: Transaction, office: str, tasks: Iterable[TaskKind]) -> dict[str, int]:
    needed = {r for each in tasks if not each.is_outside for r in each.roles} & OFFICE_ROLES
    held = rows.holders(tx, office, local_date(tx.now))
    return {role: max(held.get(role, 0), 1) for role in sorted(needed)}
