"""Engines set up right for SQLite and for PostgreSQL, and how each begins a transaction.

Every setting of a transaction ends with it, so that a pooler may stand before PostgreSQL.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from engine.errors import DatabaseUnfit
from engine.store.turnstile import turnstile_of

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
ALL_OFFICES = "*"

MINIMUM_SQLITE = (3, 51, 3)
"""Before it, a WAL being reset may corrupt the file (sqlite.org/wal.html#walresetbug)."""

_BUSY_SECONDS = 30
_EVERY_SQLITE_CONNECTION = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA cache_size=-16384",
)


@dataclass(frozen=True, kw_only=True)
class Begin:
    """How a transaction begins. Times in milliseconds, 0 for no limit; PostgreSQL only.

    `offices`: the offices whose rows it may see, joined by commas, or `*`. `snapshot`: every
    statement sees the same moment (a backup), not only each by itself.
    """

    writes: bool = False
    offices: str = ALL_OFFICES
    snapshot: bool = False
    lock_timeout: int = 5_000
    statement_timeout: int = 30_000
    idle_timeout: int = 60_000


_READING = Begin()


def create(url: str) -> Engine:
    """Make the engine for a database; connects to nothing but a SQLite file's directory.

    `postgresql://…?pooler=1` says that a pooler hands out connections per transaction: no
    statement is then kept prepared.

    Raises:
        DatabaseUnfit: a SQLite too old, a database in memory, or a kind we do not know.
    """
    parsed = make_url(url)
    kind = parsed.get_backend_name()
    if kind == SQLITE:
        return _sqlite(parsed)
    if kind in {POSTGRESQL, "postgres"}:
        return _postgresql(parsed)
    raise DatabaseUnfit(why=f"{kind} is neither sqlite nor postgresql")


def sqlite_file(url: str | URL) -> Path:
    """Return the file of a SQLite database."""
    return Path(make_url(url).database or "")


def require_sound_sqlite(version: tuple[int, ...] = pysqlite3.dbapi2.sqlite_version_info) -> None:
    """Refuse a SQLite library that may corrupt its file.

    Raises:
        DatabaseUnfit: it is older than `MINIMUM_SQLITE`.
    """
    if version < MINIMUM_SQLITE:
        need, got = (".".join(map(str, each)) for each in (MINIMUM_SQLITE, version))
        raise DatabaseUnfit(why=f"SQLite {need} or newer is needed, but this is {got}")


def _sqlite(url: URL) -> Engine:
    require_sound_sqlite()
    if url.database in {None, "", ":memory:"}:
        raise DatabaseUnfit(why="a SQLite database needs a file; one in memory has one connection")
    _write_ahead(sqlite_file(url))
    engine = create_engine(
        url,
        module=pysqlite3.dbapi2,
        connect_args={"timeout": _BUSY_SECONDS},
        pool_size=16,
        max_overflow=-1,
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _write_ahead(file: Path) -> None:
    """Switch the file to WAL; it stays so. One process at a time, for switching does not wait."""
    file.absolute().parent.mkdir(parents=True, exist_ok=True)
    with turnstile_of(file), closing(pysqlite3.dbapi2.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Without this the driver begins transactions by itself, deferred, and loses updates.
    connection.isolation_level = None
    for statement in _EVERY_SQLITE_CONNECTION:
        connection.execute(statement)


def _begin_sqlite(connection: Connection) -> None:
    writes = begin_of(connection).writes
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA query_only=OFF" if writes else "PRAGMA query_only=ON")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Engine:
    pooled = url.query.get("pooler") == "1"
    engine = create_engine(
        url.set(drivername="postgresql+psycopg").difference_update_query(["pooler"]),
        connect_args={"prepare_threshold": None} if pooled else {},
        pool_size=8,
        max_overflow=8,
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    # The driver would send a BEGIN of its own; ours goes out with the settings, in one message.
    connection.autocommit = True


def _begin_postgresql(connection: Connection) -> None:
    how = begin_of(connection)
    settings = {
        "app.offices": how.offices,
        "lock_timeout": str(how.lock_timeout),
        "statement_timeout": str(how.statement_timeout),
        "idle_in_transaction_session_timeout": str(how.idle_timeout),
    }
    sets = ", ".join(
        f"set_config('{name}', {sql.quote(value)}, true)" for name, value in settings.items()
    )
    level = "REPEATABLE READ" if how.snapshot else "READ COMMITTED"
    access = "READ WRITE" if how.writes else "READ ONLY"
    connection.exec_driver_sql(
        f"BEGIN ISOLATION LEVEL {level} {access}; SELECT {sets}",
        execution_options={"no_parameters": True},
    )


def begin_of(connection: Connection) -> Begin:
    """Return how the connection's transactions begin: reading, when nobody said."""
    how: Begin = connection.get_execution_options().get("khanton_begin", _READING)
    return how
