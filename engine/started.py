"""What a case has begun by its messages: who of two hundred schools has not finished yet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine import access, viewing
from engine.context import Engine
from engine.errors import Forbidden
from engine.model import Person
from engine.paging import Page, page_of, read_cursor
from engine.rows import InstanceRow, TaskRow
from engine.store import Transaction, origins, queries


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """A user task that is open: what it is called, and the day it is due, if any."""

    element_id: str
    name_th: str
    name_en: str
    due_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedCase:
    """A case that another began, and what it waits for people to do."""

    instance: InstanceRow
    steps: list[OpenStep]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A page of the cases that one has begun, oldest first, and how many there are by status."""

    page: Page[StartedCase]
    totals: dict[str, int]


def started(
    engine: Engine,
    person: Person,
    instance_id: UUID,
    status: str | None,
    at: tuple[str | None, int],
) -> Started:
    """List what a case has begun, in the offices whose every case the person may see.

    `status`: only those; the totals are of all. `at`: cursor and limit.

    Raises:
        InstanceNotFound: there is no such case, or it is not the person's to see.
        Forbidden: it is the person's own case, but the office's to oversee.
    """
    cursor, limit = at
    with engine.reading() as tx:
        origin = viewing.visible(tx, person, instance_id)
        if not access.sees_all_of(person, origin.office_id):
            raise Forbidden(office=origin.office_id)
        asked = origins.started(tx, origin, access.seen_offices(tx, person), status)
        rows = page_of(asked.some(read_cursor(cursor), limit), limit, queries.instance_place)
        found = Page(items=_with_steps(engine, tx, rows.items), next=rows.next)
        return Started(page=found, totals=asked.totals())


def _with_steps(engine: Engine, tx: Transaction, cases: list[InstanceRow]) -> list[StartedCase]:
    of = {case.id: case for case in cases}
    steps: dict[UUID, list[OpenStep]] = {identity: [] for identity in of}
    for task in origins.open_tasks(tx, cases):
        steps[task.instance_id].append(_step(engine, tx, of[task.instance_id], task))
    return [StartedCase(instance=case, steps=steps[case.id]) for case in cases]


def _step(engine: Engine, tx: Transaction, case: InstanceRow, task: TaskRow) -> OpenStep:
    definition = engine.definitions.get(tx, case.definition_key, case.definition_version)
    element = definition.elements.get(task.element_id)
    return OpenStep(
        element_id=task.element_id,
        name_th=task.name,
        name_en=task.name if element is None else element.name_en,
        due_date=task.due_date,
    )
