"""A person's inbox: a page of tasks under a tab, the tabs' counts, and what has come since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from engine import access, applicants, whose
from engine.calendar import day_ending_at, end_of_day, local_date
from engine.context import Engine
from engine.model import Person
from engine.paging import Page, page_of, read_cursor
from engine.rows import TaskRow
from engine.store import Transaction, catalogue, narrowing, tallies
from engine.store import inbox as rows
from engine.whose import Filter

__all__ = ["Filter"]

SOON: Final = 2
"""Days until the due date from which on a task is due soon."""
MOST_COUNTED: Final = tallies.MOST
NO_DUE: Final = narrowing.NO_DUE
"""Tasks due after this moment have no due date."""


class Tab(StrEnum):
    """`ROLES`: all that is the person's to do, by role or by name."""

    ROLES = "roles"
    LATE = "late"
    SOON = "soon"
    MINE = "mine"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A task in the list: who has it, by name (None: nobody), and whether it is the person's."""

    task: TaskRow
    due: date | None
    has_th: str | None
    has_en: str | None
    is_mine: bool
    may_do: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page of the inbox, and how many tasks each tab has (up to `MOST_COUNTED`).

    `newest`: when the newest open task came that the person could see; what comes later is new.
    """

    page: Page[Item]
    counts: dict[Tab, int]
    newest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What became of tasks seen before (those left out are gone), and how many have come."""

    items: list[Item]
    counts: dict[Tab, int]
    fresh: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A user task that a procedure has."""

    element_id: str
    name_th: str
    name_en: str


def look(
    engine: Engine, person: Person, wanted: Filter, tab: Tab, at: tuple[str | None, int]
) -> Look:
    """List the person's tasks under a tab. `at`: cursor and limit."""
    cursor, limit = at
    with engine.reading() as tx:
        asked = _under(wanted, tab, local_date(tx.now))
        narrowed = whose.narrowed(tx, person, asked)
        found = rows.tasks(tx, narrowed, read_cursor(cursor), limit)
        page = page_of(found, limit, rows.places_by(asked.order))
        return Look(
            page=Page(items=_items(tx, person, page.items), next=page.next),
            counts=_counts(tx, person, wanted),
            newest=_newest(tx, person),
        )


def news(
    engine: Engine,
    person: Person,
    wanted: Filter,
    tab: Tab,
    seen: tuple[Sequence[UUID], datetime | None],
) -> News:
    """Tell what changed since a page was shown. `seen`: its tasks, and its `newest`."""
    ids, since = seen
    with engine.reading() as tx:
        asked = _under(wanted, tab, local_date(tx.now))
        still = rows.tasks(
            tx, whose.narrowed(tx, person, replace(asked, ids=ids)), None, max(len(ids), 1)
        )
        later = whose.narrowed(tx, person, replace(asked, since=since, order="newest"))
        return News(
            items=_items(tx, person, still),
            counts=_counts(tx, person, wanted),
            fresh=0 if tab is Tab.DONE else tallies.count(tx, later),
        )


def steps(engine: Engine, key: str) -> list[Step]:
    """Return the user tasks of a procedure's newest version, in the diagram's order; maybe none."""
    with engine.reading() as tx:
        newest = catalogue.newest(tx, key)
        if newest is None:
            return []
        drawn = engine.definitions.get(tx, key, newest.version).elements.values()
    return [
        Step(element_id=each.id, name_th=each.name, name_en=each.name_en)
        for each in drawn
        if each.kind == "userTask"
    ]


def _under(wanted: Filter, tab: Tab, today: date) -> Filter:
    """Return the filter narrowed to a tab."""
    late_by, soon_by = _moments(today)
    if tab is Tab.LATE:
        return replace(wanted, due_by=min(wanted.due_by or late_by, late_by))
    if tab is Tab.SOON:
        after = max(wanted.due_after or late_by, late_by)
        return replace(wanted, due_after=after, due_by=min(wanted.due_by or soon_by, soon_by))
    if tab is Tab.MINE:
        return replace(wanted, mine=True)
    return _done(wanted) if tab is Tab.DONE else wanted


def _done(wanted: Filter) -> Filter:
    return replace(
        wanted, done=True, due_after=None, due_by=None, is_taken=None, role=None, order="closed"
    )


def _moments(today: date) -> tuple[datetime, datetime]:
    """Return until when what is due is late, and until when it is due soon."""
    return end_of_day(today - timedelta(days=1)), end_of_day(today + timedelta(days=SOON))


def _counts(tx: Transaction, person: Person, wanted: Filter) -> dict[Tab, int]:
    open_ones = tallies.tally(
        tx,
        whose.narrowed(tx, person, replace(wanted, due_after=None, due_by=None, order="due")),
        *_moments(local_date(tx.now)),
    )
    all_ones = open_ones.all
    if wanted.due_after or wanted.due_by:
        all_ones = tallies.count(tx, whose.narrowed(tx, person, replace(wanted, order="due")))
    mine = whose.narrowed(tx, person, replace(wanted, mine=True, order="due"))
    return {
        Tab.ROLES: all_ones,
        Tab.LATE: open_ones.late,
        Tab.SOON: open_ones.soon,
        Tab.MINE: tallies.count(tx, mine),
        Tab.DONE: tallies.count(tx, whose.narrowed(tx, person, _done(wanted))),
    }


def _newest(tx: Transaction, person: Person) -> datetime | None:
    """Return when the newest of all tasks came that are the person's to do."""
    found = rows.tasks(tx, whose.narrowed(tx, person, Filter(order="newest")), None, 1)
    return found[0].created_at if found else None


def _items(tx: Transaction, person: Person, tasks: Sequence[TaskRow]) -> list[Item]:
    names = applicants.names_of(tx, [(row.office_id, row.assignee) for row in tasks])
    nobody = (None, None)
    told = [(row, names.get((row.office_id, row.assignee), nobody)) for row in tasks]
    return [
        Item(
            task=row,
            due=row.due_date or (day_ending_at(row.due_at) if row.due_at else None),
            has_th=th,
            has_en=en,
            is_mine=access.is_assignee(person, row),
            may_do=access.may_do_task(person, row, row.applicant_id),
        )
        for row, (th, en) in told
    ]
