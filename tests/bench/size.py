"""Bytes of database for each finished instance of two user tasks, by table with its indexes."""

import sqlite3
from collections import Counter
from collections.abc import Iterator

import orjson
import psycopg

from engine import ledger, tasks
from tests.bench.completing import begun, completion, open_tasks
from tests.bench.places import POSTGRESQL, SQLITE, Databases, Place
from tests.bench.report import Figure

INSTANCES = 2_000
MOST = 4_100
_PARTS = 10
_TABLES = "SELECT tbl_name, name FROM sqlite_schema"
_PAGES = "SELECT name, SUM(pgsize) FROM dbstat GROUP BY name"
_POSTGRESQL = """SELECT relname, pg_total_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of both databases, with form data of about 500 bytes for each task."""
    for kind in (SQLITE, POSTGRESQL):
        with databases.place(kind) as place:
            yield from grown(place, INSTANCES)


def grown(place: Place, number: int) -> Iterator[Figure]:
    """Yield what a database has grown by for each instance, as the service leaves it."""
    finish(place, number // _PARTS)
    before = sizes(place)
    for _ in range(_PARTS):
        finish(place, number // _PARTS)
    each = {name: (held - before[name]) / number for name, held in sizes(place).items()}
    total = sum(each.values())
    yield Figure(
        what=f"{place.kind}, {number:,} instances of two tasks",
        value=f"{total:,.0f} bytes each",
        budget=f"≤ {MOST:,} bytes",
        reached=total <= MOST,
    )
    parts = sorted(each.items(), key=lambda item: -item[1])
    told = ", ".join(f"{name} {held:,.0f}" for name, held in parts if held >= 1)
    yield Figure(what="— by table", value=told)


def finish(place: Place, number: int) -> None:
    """Start instances, complete both tasks of each, seal the ledger; then tidy up."""
    running = begun(place, number, "bench_2")
    for _ in range(2):
        for task in open_tasks(place, running):
            body = orjson.loads(completion(task).body)
            tasks.complete(place.engine, place.officer, task.id, body["variables"], task.version)
    ledger.seal_ledger(place.engine)
    if place.kind == POSTGRESQL:  # what autovacuum does as the tables grow
        with psycopg.connect(place.url, autocommit=True) as connection:
            connection.execute("VACUUM")


def sizes(place: Place) -> Counter[str]:
    """Return the bytes of each table with its indexes."""
    if place.kind == POSTGRESQL:
        with psycopg.connect(place.url) as connection:
            return Counter(dict(connection.execute(_POSTGRESQL).fetchall()))
    with place.engine.store.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return _pages(place)


def _pages(place: Place) -> Counter[str]:
    """Count by table if Python's own SQLite can, else the whole file."""
    found: Counter[str] = Counter()
    reader = sqlite3.connect(place.data / "khanton.db")
    try:
        table_of = {name: table for table, name in reader.execute(_TABLES)}
        for name, held in reader.execute(_PAGES):
            found[table_of.get(name, "catalogue")] += held
    except sqlite3.OperationalError:
        found["all tables"] = (place.data / "khanton.db").stat().st_size
    finally:
        reader.close()
    return found
