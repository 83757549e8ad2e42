"""Many rows at once, as the service itself would have written them one by one."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import Table

from engine.sealing import first_link
from engine.store import new_id
from engine.store.tables import process_instance, task
from engine.store.types import FAR_FUTURE
from tests.bench.places import POSTGRESQL, Place

BEGUN = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)
_PORTION = 5_000
Row = dict[str, Any]


def case(place: Place, office: str, number: int) -> Row:
    """Return an instance that waits."""
    identity = new_id()
    return {
        "office_id": office,
        "id": identity,
        "definition_key": "bench_2",
        "definition_version": 1,
        "business_key": f"F-{number:07}",
        "status": "active",
        "applicant_id": None,
        "started_by": place.officer.id,
        "started_at": BEGUN,
        "ended_at": None,
        "lock_version": 2,
        "last_seq": 2,
        "last_hash": first_link(office, identity),
    }


def open_task(of: Row, role: str, chance: random.Random) -> Row:
    """Return an open task of an instance; three of four have a due date."""
    due = BEGUN + timedelta(minutes=chance.randrange(120 * 24 * 60))
    return {
        "office_id": of["office_id"],
        "id": new_id(),
        "instance_id": of["id"],
        "definition_key": of["definition_key"],
        "element_id": "step_1",
        "name": "ตรวจเอกสารและเสนอความเห็น",
        "roles": role,
        "assignee": None,
        "state": "open",
        "due_sort": due if chance.random() < 0.75 else FAR_FUTURE,
        "due_date": due.date(),
        "priority": 0,
        "form_key": None,
        "form_version": None,
        "version": 1,
        "draft": None,
        "created_at": BEGUN,
        "closed_at": None,
        "closed_by": None,
    }


def timer(of: Row, due: datetime) -> Row:
    """Return a waiting timer of an instance."""
    return {
        "office_id": of["office_id"],
        "id": new_id(),
        "instance_id": of["id"],
        "kind": "timer",
        "element_id": "late",
        "name": None,
        "due_at": due,
        "run_at": due,
        "state": "waiting",
        "attempts": 0,
        "locked_by": None,
        "locked_until": None,
        "payload": None,
        "deadline": None,
        "explanation": None,
        "last_error": None,
        "created_at": BEGUN,
        "done_at": None,
    }


def write(place: Place, cases: Sequence[Row], tasks: Sequence[Row]) -> None:
    """Write instances and tasks."""
    add(place, process_instance, cases)
    add(place, task, tasks)
    settle(place)


def settle(place: Place) -> None:
    """Let the database count what it has, as it does by itself after a while."""
    if place.kind == POSTGRESQL:
        with psycopg.connect(place.url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")


def add(place: Place, table: Table, rows: Sequence[Row]) -> None:
    """Write rows of a table in few transactions."""
    if place.kind == POSTGRESQL:
        _copy(place, table, rows)
        return
    with place.engine.store.writing() as connection:
        for some in _portions(rows):
            connection.execute(table.insert(), some)


def _copy(place: Place, table: Table, rows: Sequence[Row]) -> None:
    names = list(rows[0])
    statement = f"COPY {table.name} ({', '.join(names)}) FROM STDIN"
    with (
        psycopg.connect(place.url) as connection,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row([row[name] for name in names])


def _portions(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for first in range(0, len(rows), _PORTION):
        yield rows[first : first + _PORTION]
