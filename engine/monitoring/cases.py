"""The office's cases, found by what holds them: procedure, step, delay, age, trouble."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from engine import access
from engine.context import Engine
from engine.foreseeing import Named, name_of
from engine.model import InstanceStatus, Person
from engine.monitoring.heat import RUNNING
from engine.paging import Page, page_of, read_cursor
from engine.rows import InstanceRow
from engine.store import Transaction, monitoring, whereabouts
from engine.store.monitoring import CaseFilter

MOST_COUNTED: Final = 1000
"""Beyond so many, a count says only that there are more."""
VIEWS: Final[Mapping[str, CaseFilter]] = MappingProxyType(
    {
        "running": CaseFilter(offices=(), statuses=RUNNING),
        "late": CaseFilter(offices=(), statuses=RUNNING, is_late=True),
        "stuck": CaseFilter(offices=(), statuses=RUNNING, is_stuck=True),
        "suspended": CaseFilter(offices=(), statuses=(InstanceStatus.SUSPENDED,)),
        "completed": CaseFilter(offices=(), statuses=(InstanceStatus.COMPLETED,)),
        "cancelled": CaseFilter(offices=(), statuses=(InstanceStatus.CANCELLED,)),
        "all": CaseFilter(offices=()),
    }
)
"""Ways to look at the cases, by name: the tabs of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases to list. `view` is one of `VIEWS`; `older_than` counts days since the start."""

    view: str = "running"
    office: str | None = None
    definition_key: str | None = None
    version: int | None = None
    element: str | None = None
    older_than: int | None = None
    text: str | None = None
    is_oldest_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where a case waits: the element, for whom, and by when; `is_late` when that has passed."""

    element: Named
    roles: tuple[str, ...] = ()
    assignee: str | None = None
    due_date: date | None = None
    is_late: bool = False
    is_stuck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case of the list, and where it waits."""

    instance: InstanceRow
    steps: list[Step]


def list_some(
    engine: Engine, person: Person, wanted: Wanted, cursor: str | None, limit: int
) -> Page[CaseLine]:
    """List the cases of the offices the person oversees, newest first unless asked otherwise.

    Whoever oversees no office sees none: their own cases are listed by `engine.instances`.
    """
    with engine.reading() as tx:
        asked = case_filter(tx, person, wanted)
        rows = monitoring.find(tx, asked, read_cursor(cursor), limit)
        page = page_of(rows, limit, _place)
        return Page(items=_with_steps(engine, tx, page.items), next=page.next)


def counts(engine: Engine, person: Person, wanted: Wanted) -> dict[str, int]:
    """Count the cases of every view under the other conditions, each up to `MOST_COUNTED`."""
    with engine.reading() as tx:
        asked = {view: case_filter(tx, person, replace(wanted, view=view)) for view in VIEWS}
        most = MOST_COUNTED + 1
        return {view: monitoring.count(tx, each, most) for view, each in asked.items()}


def case_filter(tx: Transaction, person: Person, wanted: Wanted) -> CaseFilter:
    """Return the conditions that the store looks by, within the offices the person oversees."""
    seen = access.seen_offices(tx, person)
    offices = [each for each in seen if wanted.office in (None, each)]
    days = wanted.older_than
    return replace(
        VIEWS.get(wanted.view, VIEWS["running"]),
        offices=tuple(offices),
        definition_key=wanted.definition_key,
        version=wanted.version,
        element=wanted.element,
        began_before=None if days is None else tx.now - timedelta(days=days),
        text=(wanted.text or "").strip() or None,
        is_oldest_first=wanted.is_oldest_first,
    )


def _place(row: InstanceRow) -> tuple[datetime, UUID]:
    return row.started_at, row.id


def _with_steps(engine: Engine, tx: Transaction, rows: list[InstanceRow]) -> list[CaseLine]:
    going = [row for row in rows if row.ended_at is None]
    found = whereabouts.waits_of(tx, [(row.office_id, row.id) for row in going])
    lines = []
    for row in rows:
        waits = found.get(row.id, [])
        steps = [_step(engine, tx, row, each) for each in waits]
        lines.append(CaseLine(instance=row, steps=[each for each in steps if each is not None]))
    return lines


def _step(
    engine: Engine, tx: Transaction, row: InstanceRow, wait: whereabouts.Waits
) -> Step | None:
    """Say where a case waits; an event on an activity's edge waits beside it and is no step."""
    definition = engine.definitions.get(tx, row.definition_key, row.definition_version)
    drawn = definition.elements.get(wait.element_id)
    if drawn is not None and drawn.attached_to is not None and not wait.is_stuck:
        return None
    return Step(
        element=name_of(definition, wait.element_id),
        roles=tuple(role for role in wait.roles.split(",") if role),
        assignee=wait.assignee,
        due_date=wait.due_date,
        is_late=wait.due_at is not None and wait.due_at < tx.now and bool(wait.is_task),
        is_stuck=wait.is_stuck,
    )
