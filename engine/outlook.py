"""The deadlines of an office's coming weeks: how many on which day, whose, and which they are.

For whoever oversees the office. What is overdue comes first. A deadline is an open task's, or one
that the case itself waits for (a family's answer, the end of a window), which is nobody's task.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from engine import access
from engine.calendar import deadline_from_json, end_of_day, last_day, local_date
from engine.context import Engine
from engine.errors import Forbidden
from engine.model import Person, Rule
from engine.office import calendar_of
from engine.paging import Page, page_of, read_cursor
from engine.roles import called
from engine.rows import TaskRow
from engine.store import Transaction, catalogue, inbox, outlook, people

MOST_WEEKS: Final = 26
_MOST_TIMERS: Final = 300
_DAYS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which deadlines: those of a procedure, of a set of roles (`a,b`), or of a person."""

    definition_key: str | None = None
    roles: str | None = None
    assignee: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of what is due is a procedure's, a role's or a person's; `key` "" is nobody's."""

    key: str
    name_th: str
    name_en: str
    overdue: int
    coming: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A deadline that no open task shows: `step` is what waits, `rule` what makes its date."""

    instance: UUID
    business_key: str
    definition_th: str
    definition_en: str
    step_th: str
    step_en: str
    due_date: date
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is due until `until`: `days` counts tasks by day from today on, `closed` names days off.

    `waits`: deadlines of no task; `more_waits`: there are more than could be looked through.
    """

    today: date
    until: date
    overdue: int
    days: Mapping[date, int]
    closed: Mapping[date, tuple[str, str]]
    procedures: tuple[Share, ...]
    roles: tuple[Share, ...]
    people: tuple[Share, ...]
    waits: tuple[Wait, ...]
    more_waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of tasks by due date, and what those who have them are called (th, en)."""

    page: Page[TaskRow]
    names: Mapping[str, tuple[str, str]]


def summary(engine: Engine, person: Person, office: str, weeks: int, wanted: Filter) -> Outlook:
    """Count what is overdue, and what is due in this and the coming weeks.

    Raises:
        NotFound, Forbidden: the person does not oversee the office.
    """
    _require_overseer(person, office)
    with engine.reading() as tx:
        today = local_date(tx.now)
        until = _until(today, weeks)
        rows = outlook.counts(tx, office, end_of_day(until))
        kept = [row for row in rows if _fits(row, wanted)]
        waits, more = _waits(engine, tx, office, until) if wanted == Filter() else ((), False)
        return Outlook(
            today=today,
            until=until,
            overdue=sum(row.many for row in kept if row.due_date < today),
            days=_by_day(kept, today),
            closed=_closed(tx, office, today, until),
            procedures=_shares(rows, today, lambda row: row.definition_key, _procedures(tx)),
            roles=_shares(rows, today, lambda row: row.roles, _roles(rows)),
            people=_shares(rows, today, lambda row: row.assignee or "", _people(tx, rows)),
            waits=waits,
            more_waits=more,
        )


def list_some(
    engine: Engine,
    person: Person,
    place: tuple[str, int, Filter],
    cursor: str | None,
    limit: int,
) -> Listed:
    """List open tasks that are overdue or due in the coming weeks, the earliest first.

    `place`: the office, how many weeks, and which.

    Raises:
        NotFound, Forbidden: the person does not oversee the office.
    """
    office, weeks, wanted = place
    _require_overseer(person, office)
    with engine.reading() as tx:
        asked = inbox.TaskFilter(
            offices=[office],
            due_before=end_of_day(_until(local_date(tx.now), weeks)),
            definition_key=wanted.definition_key,
            role_sets=None if wanted.roles is None else [wanted.roles],
            assignee=wanted.assignee,
        )
        rows = inbox.tasks(tx, asked, read_cursor(cursor), limit)
        page = page_of(rows, limit, inbox.task_place)
        takers = {row.assignee for row in page.items if row.assignee}
        return Listed(page=page, names=people.names(tx, takers))


def _require_overseer(person: Person, office: str) -> None:
    access.require_member(person, office)
    if not access.sees_all_of(person, office):
        raise Forbidden(office=office)


def _until(today: date, weeks: int) -> date:
    """Return the Sunday that ends so many weeks, the present one counted."""
    shown = min(max(weeks, 1), MOST_WEEKS)
    return today + timedelta(days=_DAYS * shown - 1 - today.weekday())


def _fits(row: Any, wanted: Filter) -> bool:
    asked = (wanted.definition_key, wanted.roles, wanted.assignee)
    given = (row.definition_key, row.roles, row.assignee)
    return all(a is None or a == g for a, g in zip(asked, given, strict=True))


def _by_day(rows: Iterable[Any], today: date) -> dict[date, int]:
    found: Counter[date] = Counter()
    for row in rows:
        if row.due_date >= today:
            found[row.due_date] += row.many
    return dict(sorted(found.items()))


def _closed(tx: Transaction, office: str, first: date, last: date) -> dict[date, tuple[str, str]]:
    holidays = calendar_of(tx, office).holidays
    monday = first - timedelta(days=first.weekday())
    return {
        day: (each.name_th, each.name_en) for day, each in holidays.items() if monday <= day <= last
    }


def _shares(
    rows: Iterable[Any],
    today: date,
    key_of: Callable[[Any], str],
    names: Mapping[str, tuple[str, str]],
) -> tuple[Share, ...]:
    """Return shares, those with the most overdue first."""
    overdue: Counter[str] = Counter()
    coming: Counter[str] = Counter()
    for row in rows:
        (overdue if row.due_date < today else coming)[key_of(row)] += row.many
    keys = sorted({*overdue, *coming}, key=lambda key: (-overdue[key], -coming[key], key))
    return tuple(
        Share(
            key=key,
            name_th=names.get(key, (key, key))[0],
            name_en=names.get(key, (key, key))[1],
            overdue=overdue[key],
            coming=coming[key],
        )
        for key in keys
    )


def _procedures(tx: Transaction) -> dict[str, tuple[str, str]]:
    return {row.key: (row.name_th, row.name_en) for row in catalogue.newest_of_all(tx)}


def _roles(rows: Iterable[Any]) -> dict[str, tuple[str, str]]:
    sets = {row.roles for row in rows}
    return {each: (called(each.split(","), "th"), called(each.split(","), "en")) for each in sets}


def _people(tx: Transaction, rows: Iterable[Any]) -> dict[str, tuple[str, str]]:
    return people.names(tx, {row.assignee for row in rows if row.assignee})


def _waits(
    engine: Engine, tx: Transaction, office: str, until: date
) -> tuple[tuple[Wait, ...], bool]:
    rows = outlook.timers(tx, office, end_of_day(until), _MOST_TIMERS)
    found = [_wait(engine, tx, row) for row in rows[:_MOST_TIMERS]]
    return tuple(each for each in found if each is not None), len(rows) > _MOST_TIMERS


def _wait(engine: Engine, tx: Transaction, row: Any) -> Wait | None:
    """Return a timer as a deadline; None for a reminder, or what follows a deadline."""
    deadline = deadline_from_json(row.deadline)
    if deadline.before or deadline.after or deadline.rule is Rule.EVERY_DAYS:
        return None
    definition = engine.definitions.get(tx, row.definition_key, row.definition_version)
    timer = definition.elements[row.element_id]
    step = definition.elements.get(timer.attached_to or "", timer)
    return Wait(
        instance=row.instance_id,
        business_key=row.business_key,
        definition_th=definition.name,
        definition_en=definition.name_en,
        step_th=step.name,
        step_en=step.name_en,
        due_date=last_day(row.due_at),
        rule=deadline.rule,
    )
