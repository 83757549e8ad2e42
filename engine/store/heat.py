"""How many tokens wait where, how many tasks are late, and how long passages have taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, func, select, union_all

from engine.model import InstanceStatus, JobKind, JobState, TaskState
from engine.store.monitoring import late
from engine.store.tables import (
    incident,
    incident_is_open,
    job,
    job_is_waiting,
    message_subscription,
    process_instance,
    task,
    task_is_open,
)
from engine.store.transaction import Transaction

_CASE = process_instance.c
_RUNNING = (InstanceStatus.ACTIVE.value, InstanceStatus.SUSPENDED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A version of a procedure in some offices; `version` None: every version."""

    offices: Sequence[str]
    key: str
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many cases of one version are in each state; `late` and `stuck` count those that run."""

    key: str
    version: int
    by_status: dict[InstanceStatus, int]
    late: int
    stuck: int


def tasks_waiting(tx: Transaction, place: Place) -> dict[str, int]:
    """Return how many open tasks there are, by element."""
    here = (task.c.office_id.in_(list(place.offices)), task.c.definition_key == place.key)
    return _counted(tx, task, place, [*here, task_is_open])


def tasks_late(tx: Transaction, place: Place) -> dict[str, int]:
    """Return how many open tasks are past their due moment, by element."""
    here = task.c.definition_key == place.key
    return _counted(tx, task, place, [here, *late(tx, place.offices)])


def others_waiting(tx: Transaction, place: Place, elements: Collection[str]) -> dict[str, int]:
    """Return how many timers, services and messages are waited for at these elements."""
    kinds = (JobKind.TIMER.value, JobKind.SERVICE.value)
    found: dict[str, int] = {}
    for table, more in (
        (job, [job_is_waiting, job.c.kind.in_(kinds)]),
        (job, [job.c.state == JobState.FAILED.value, job.c.kind == JobKind.SERVICE.value]),
        (message_subscription, []),
    ):
        here = [table.c.office_id.in_(list(place.offices)), table.c.element_id.in_(list(elements))]
        for element, number in _counted(tx, table, place, [*here, *more]).items():
            found[element] = found.get(element, 0) + number
    return found


def stuck(tx: Transaction, place: Place) -> dict[str, int]:
    """Return how many open incidents there are, by element."""
    here = incident.c.office_id.in_(list(place.offices))
    return _counted(tx, incident, place, [here, incident_is_open])


def failed_tokens(tx: Transaction, place: Place) -> dict[str, int]:
    """Return how many tokens stand where an element has failed; a job's failure is no token's."""
    here = incident.c.office_id.in_(list(place.offices))
    of_token = incident.c.job_id.is_(None)
    return _counted(tx, incident, place, [here, incident_is_open, of_token])


def _counted(
    tx: Transaction, table: Table, place: Place, conditions: Sequence[ColumnElement[bool]]
) -> dict[str, int]:
    its_case = and_(_CASE.office_id == table.c.office_id, _CASE.id == table.c.instance_id)
    statement = (
        select(table.c.element_id, func.count())
        .select_from(table.join(process_instance, its_case))
        .where(*conditions, *_is_of_version(place))
        .group_by(table.c.element_id)
    )
    rows: Any = tx.all(statement)
    return {row[0]: int(row[1]) for row in rows}


def _of_version(place: Place) -> list[ColumnElement[bool]]:
    of_key: list[ColumnElement[bool]] = [_CASE.definition_key == place.key]
    return of_key if place.version is None else [*of_key, _CASE.definition_version == place.version]


def _is_of_version(place: Place) -> list[ColumnElement[bool]]:
    """Look at the version of a case that is found by its id.

    Hidden from the index by procedure: PostgreSQL would look through it for each row anew.
    """
    of_key = _CASE.definition_key.concat("") == place.key
    return [of_key, *_of_version(place)[1:]]


def passages(tx: Transaction, place: Place, cases: int) -> dict[str, list[timedelta]]:
    """Return how long completed tasks took, by element, in the newest cases of the version.

    Of each office the newest that came to their end and the newest that run, about `cases` of each.
    """
    found: dict[str, list[timedelta]] = {}
    each = max(cases // len(place.offices), 5)
    for office in place.offices:
        for statuses in ((InstanceStatus.COMPLETED.value,), _RUNNING):
            for row in tx.all(_tasks_of_newest(place, office, statuses, each)):
                if row.closed_at is not None:
                    took = row.closed_at - row.created_at
                    found.setdefault(row.element_id, []).append(took)
    return found


def _tasks_of_newest(
    place: Place, office: str, statuses: tuple[str, ...], most: int
) -> Select[Any]:
    newest = (
        select(_CASE.id)
        .where(_CASE.office_id == office, _CASE.status.in_(statuses), *_of_version(place))
        .order_by(_CASE.id.desc())
        .limit(most)
        .subquery("newest")
    )
    # by the case alone for the index: else all of an office are read, or all that is done
    here = task.c.office_id.concat("") == office
    is_done = task.c.state.concat("") == TaskState.COMPLETED.value
    return (
        select(task.c.element_id, task.c.created_at, task.c.closed_at)
        .select_from(newest.join(task, task.c.instance_id == newest.c.id))
        .where(here, is_done)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A case that came to its end."""

    office: str
    id: UUID
    began: datetime
    ended: datetime


def finished(tx: Transaction, place: Place, most: int) -> list[Finished]:
    """Return the newest cases that came to their end, about `most`, the same share of each office.

    They come newest first.
    """
    each = max(most // len(place.offices), 5)
    parts = [
        select(_CASE.office_id, _CASE.id, _CASE.started_at, _CASE.ended_at)
        .where(
            _CASE.office_id == office,
            _CASE.status == InstanceStatus.COMPLETED.value,
            *_of_version(place),
        )
        .order_by(_CASE.id.desc())
        .limit(each)
        for office in place.offices
    ]
    rows = tx.all(select(union_all(*(select(part.subquery()) for part in parts)).subquery()))
    done = [
        Finished(office=row.office_id, id=row.id, began=row.started_at, ended=row.ended_at)
        for row in rows
        if row.ended_at is not None
    ]
    return sorted(done, key=lambda each: each.id, reverse=True)


def last_opened(
    tx: Transaction, office: str, element: str, cases: Sequence[UUID]
) -> dict[UUID, datetime]:
    """Return when each of these cases last came to a user task."""
    done = (TaskState.COMPLETED.value, TaskState.CANCELLED.value)
    statement = (
        select(task.c.instance_id, func.max(task.c.created_at))
        .where(
            task.c.office_id == office,
            task.c.instance_id.in_(list(cases)),
            task.c.element_id == element,
            task.c.state.in_(done),
        )
        .group_by(task.c.instance_id)
    )
    rows: Any = tx.all(statement)
    return {row[0]: row[1] for row in rows}


def tallies(tx: Transaction, offices: Sequence[str], key: str | None = None) -> list[Tally]:
    """Return how many cases there are of each version, by key and from the newest version.

    `key`: of this procedure only.
    """
    here: list[ColumnElement[bool]] = [_CASE.office_id.in_(list(offices))]
    here += [] if key is None else [_CASE.definition_key == key]
    version = (_CASE.definition_key, _CASE.definition_version)
    states = (
        select(*version, _CASE.status, func.count()).where(*here).group_by(*version, _CASE.status)
    )
    by_status: Any = tx.all(states)
    one = [] if key is None else [_CASE.definition_key.concat("") == key]
    is_late = _cases_with(task, [*one, *late(tx, offices)])
    broken = incident.c.office_id.in_(list(offices)) & incident_is_open
    is_stuck = _cases_with(incident, [*one, broken])
    late_rows, stuck_rows = (_by_version(tx, each) for each in (is_late, is_stuck))
    found: dict[tuple[str, int], dict[InstanceStatus, int]] = {}
    for of_key, number, status, many in by_status:
        found.setdefault((of_key, number), {})[InstanceStatus(status)] = int(many)
    return [
        Tally(
            key=place[0],
            version=place[1],
            by_status=found[place],
            late=late_rows.get(place, 0),
            stuck=stuck_rows.get(place, 0),
        )
        for place in sorted(found, key=lambda place: (place[0], -place[1]))
    ]


def _cases_with(table: Table, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Count the running cases of each version that have a row of the table."""
    its_case = and_(_CASE.office_id == table.c.office_id, _CASE.id == table.c.instance_id)
    version = (_CASE.definition_key, _CASE.definition_version)
    return (
        select(*version, func.count(table.c.instance_id.distinct()))
        .select_from(table.join(process_instance, its_case))
        .where(*conditions, _CASE.status.in_(_RUNNING))
        .group_by(*version)
    )


def _by_version(tx: Transaction, statement: Select[Any]) -> dict[tuple[str, int], int]:
    rows: Any = tx.all(statement)
    return {(row[0], row[1]): int(row[2]) for row in rows}
