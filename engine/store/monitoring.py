"""Cases looked for by whoever keeps them in order; a page costs the same however many there are.

One procedure's cases are read from `ix_process_instance_listing`, which is in order only within an
office and a status. So each office and status gives its own first cases; these are merged, and only
the rows of the page are read in full. What waits at a step, is late or is stuck is found from the
rows that say so, never by looking at every case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, true, tuple_

from engine.model import InstanceStatus, JobKind
from engine.paging import Behind
from engine.parties import school_party
from engine.rows import InstanceRow
from engine.store.inbox import plain
from engine.store.naming import NAMES
from engine.store.tables import (
    incident,
    incident_is_open,
    job,
    job_is_waiting,
    message_subscription,
    process_instance,
    school,
    task,
    task_is_open,
    user_account,
)
from engine.store.transaction import Transaction, columns_for

MOST_RANGES = 60
"""So many ranges are merged; beyond that the database sorts."""
_MOST_PARTIES = 500
"""So many applicants whose name holds the text are looked for."""
_ROW = [*columns_for(InstanceRow, process_instance.c), *NAMES]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases; what is None or False does not narrow.

    `element`: something of the case waits there, or is stuck there. `is_late`: an open task is past
    its due moment. `is_stuck`: it has an open incident. `began_before`: a moment.
    """

    offices: Sequence[str]
    statuses: Sequence[InstanceStatus] = tuple(InstanceStatus)
    definition_key: str | None = None
    version: int | None = None
    element: str | None = None
    is_late: bool = False
    is_stuck: bool = False
    began_before: datetime | None = None
    text: str | None = None
    is_oldest_first: bool = False


def find(
    tx: Transaction, wanted: CaseFilter, behind: Behind | None, limit: int
) -> list[InstanceRow]:
    """Return cases in the order they began, one more than `limit` if there are more."""
    if not wanted.offices or not wanted.statuses:
        return []
    conditions = [*_conditions(tx, wanted)]
    at = process_instance.c.id
    if behind is not None:
        conditions.append(at > behind.id if wanted.is_oldest_first else at < behind.id)
    places = [
        (row.office_id, row.id)
        for each in _ranges(wanted)
        for row in tx.all(_first(each, conditions, limit, oldest=wanted.is_oldest_first))
    ]
    places.sort(key=lambda place: place[1], reverse=not wanted.is_oldest_first)
    return _rows(tx, places[: limit + 1])


def count(tx: Transaction, wanted: CaseFilter, most: int) -> int:
    """Return how many cases there are, counting no further than `most`."""
    if not wanted.offices or not wanted.statuses:
        return 0
    conditions = [*_range(wanted), *_conditions(tx, wanted)]
    some = select(process_instance.c.id).where(*conditions).limit(most).subquery()
    return _number(tx, select(func.count()).select_from(some))


def _first(
    wanted: CaseFilter, conditions: list[ColumnElement[bool]], limit: int, *, oldest: bool
) -> Select[Any]:
    at = process_instance.c
    statement = select(at.office_id, at.id).where(*_range(wanted), *conditions)
    return statement.order_by(at.id if oldest else at.id.desc()).limit(limit + 1)


def _ranges(wanted: CaseFilter) -> Iterator[CaseFilter]:
    """Split what is wanted into parts that an index gives in order; no case is in two of them."""
    is_of_one = wanted.definition_key is not None
    statuses = [(each,) for each in wanted.statuses] if is_of_one else [tuple(wanted.statuses)]
    if len(wanted.offices) * len(statuses) > MOST_RANGES:
        yield wanted
        return
    for office in wanted.offices:
        for some in statuses:
            yield replace(wanted, offices=(office,), statuses=some)


def _range(wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    at = process_instance.c
    offices, statuses = list(wanted.offices), [each.value for each in wanted.statuses]
    yield at.office_id == offices[0] if len(offices) == 1 else at.office_id.in_(offices)
    if len(statuses) == 1:
        yield at.status == statuses[0]
    elif len(statuses) < len(InstanceStatus):
        yield at.status.in_(statuses)
    if wanted.definition_key is not None:
        yield at.definition_key == wanted.definition_key


def _conditions(tx: Transaction, wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    at, offices = process_instance.c, list(wanted.offices)
    if wanted.version is not None:
        yield at.definition_version == wanted.version
    if wanted.began_before is not None:
        yield at.started_at < wanted.began_before
    if wanted.text:
        yield _says(tx, wanted)
    yield from _found_by_what_waits(tx, wanted, offices)


def _found_by_what_waits(
    tx: Transaction, wanted: CaseFilter, offices: list[str]
) -> Iterator[ColumnElement[bool]]:
    if wanted.element is not None:
        yield or_(*(_is_of(tx, each) for each in _waiting_at(offices, wanted.element)))
    if wanted.is_late:
        yield _is_of(tx, select(task.c.instance_id).where(*late(tx, offices)))
    if wanted.is_stuck:
        stuck = incident.c.office_id.in_(offices) & incident_is_open
        yield _is_of(tx, select(incident.c.instance_id).where(stuck))


def _is_of(tx: Transaction, found: Select[Any]) -> ColumnElement[bool]:
    """Return the condition that a case is among those found.

    PostgreSQL would join what it thinks are few with every case, one by one; as a truth value it
    looks for them once and keeps them in a hash.
    """
    among = process_instance.c.id.in_(found)
    return among.is_(true()) if tx.is_postgres else among


def late(tx: Transaction, offices: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an open task that is past its due moment."""
    now = tx.now.astimezone(UTC)
    return task.c.office_id.in_(list(offices)), task_is_open, task.c.due_sort < now


def _waiting_at(offices: list[str], element: str) -> tuple[Select[Any], ...]:
    """Find what waits at an element: a task, a timer or service, a message, or what is stuck."""
    hears, kinds = message_subscription.c, (JobKind.TIMER.value, JobKind.SERVICE.value)
    return (
        select(task.c.instance_id).where(
            task.c.office_id.in_(offices), task.c.element_id == element, task_is_open
        ),
        select(job.c.instance_id).where(
            job.c.office_id.in_(offices),
            job.c.element_id == element,
            job.c.kind.in_(kinds),
            job_is_waiting,
            job.c.instance_id.is_not(None),
        ),
        select(hears.instance_id).where(hears.office_id.in_(offices), hears.element_id == element),
        select(incident.c.instance_id).where(
            incident.c.office_id.in_(offices), incident.c.element_id == element, incident_is_open
        ),
    )


def _says(tx: Transaction, wanted: CaseFilter) -> ColumnElement[bool]:
    """Return the condition that the case's key, or what its applicant is called, has the text."""
    at, text = process_instance.c, f"%{plain(wanted.text or '')}%"
    is_key = at.business_key.ilike(text, escape="\\")
    parties = _called(tx, wanted.offices, text)
    return or_(is_key, at.applicant_id.in_(parties)) if parties else is_key


def _called(tx: Transaction, offices: Sequence[str], text: str) -> list[str]:
    """Return applicants whose name has the text, as cases name them."""
    account, its_school = user_account.c, school.c
    people = select(account.id).where(
        or_(*(each.ilike(text, escape="\\") for each in (account.name_th, account.name_en)))
    )
    names = (its_school.name_th, its_school.name_en, its_school.code)
    schools = select(its_school.code).where(
        its_school.office_id.in_(list(offices)),
        or_(*(each.ilike(text, escape="\\") for each in names)),
    )
    return [
        *(row[0] for row in tx.all(people.limit(_MOST_PARTIES))),
        *(school_party(row[0]) for row in tx.all(schools.limit(_MOST_PARTIES))),
    ]


def _rows(tx: Transaction, places: list[tuple[str, UUID]]) -> list[InstanceRow]:
    at = process_instance.c
    found = tx.all(select(*_ROW).where(tuple_(at.office_id, at.id).in_(places))) if places else []
    rows = {row.id: row._mapping for row in found}  # noqa: SLF001 - SQLAlchemy's public name for it
    return [
        InstanceRow(**{**rows[identity], "status": InstanceStatus(rows[identity]["status"])})
        for _, identity in places
    ]


def _number(tx: Transaction, statement: Select[Any]) -> int:
    found = tx.one(statement)
    return 0 if found is None else int(found[0])
