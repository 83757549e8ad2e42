"""The database as the engine sees it: transactions that read or write, and its schema."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from threading import Event
from time import monotonic

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from engine.store import databases, migrations
from engine.store.databases import ALL_OFFICES, Begin
from engine.store.turnstile import turnstile_of
from engine.store.types import Moment

_PAUSE = 0.2
_NOW = {
    databases.SQLITE: "SELECT 1000 * CAST(round(1000 * unixepoch('subsec')) AS INTEGER) AS now",
    databases.POSTGRESQL: "SELECT clock_timestamp() AS now",
}


class Store:
    """One database: `engine`, `dialect` (`sqlite` or `postgresql`) and its transactions."""

    def __init__(self, url: str) -> None:
        self.engine = databases.create(url)
        self.dialect = self.engine.dialect.name
        self._turnstile = (
            turnstile_of(databases.sqlite_file(self.engine.url))
            if self.dialect == databases.SQLITE
            else nullcontext()
        )
        self._now = text(_NOW[self.dialect]).columns(now=Moment)

    @contextmanager
    def writing(self, office: str | None = None) -> Iterator[Connection]:
        """Open one transaction that writes; it commits at the end and rolls back on an exception.

        `office`: whose rows it may see (row-level security on PostgreSQL); None for all. On
        SQLite writers pass one at a time, in the order they came.

        Raises:
            RuntimeError: on SQLite, the thread is writing already; on PostgreSQL, a failed
                statement was swallowed outside a savepoint, so there is nothing left to commit.
        """
        offices = ALL_OFFICES if office is None else _joined([office])
        with self.begun(Begin(writes=True, offices=offices)) as connection:
            yield connection

    @contextmanager
    def reading(self, offices: Iterable[str] | None = None) -> Iterator[Connection]:
        """Open a transaction that only reads, the rows of these offices; None for all.

        On SQLite it sees one moment throughout; on PostgreSQL each statement sees its own.
        """
        allowed = ALL_OFFICES if offices is None else _joined(offices)
        with self.begun(Begin(offices=allowed)) as connection:
            yield connection

    @contextmanager
    def begun(self, how: Begin) -> Iterator[Connection]:
        """Open a transaction that begins as told; `writing` and `reading` are the usual two."""
        turn = self._turnstile if how.writes else nullcontext()
        with turn, _open(self.engine, how) as connection:
            yield connection
            _refuse_lost_work(connection)
            connection.commit()

    def wait_until_reachable(self, seconds: float) -> None:
        """Wait for a PostgreSQL that is just starting or recovering; a SQLite file is there or not.

        Raises:
            OperationalError: it is not reached in time.
        """
        until = monotonic() + seconds
        while self.dialect == databases.POSTGRESQL:
            try:
                with self.reading():
                    return
            except OperationalError:
                if monotonic() > until:
                    raise
                Event().wait(_PAUSE)

    def upgrade(self) -> None:
        """Bring the schema to the newest revision. Several processes may do so at once."""
        if self.current_revision() == migrations.head():
            return
        how = Begin(writes=True, lock_timeout=60_000, statement_timeout=0, idle_timeout=0)
        with self.begun(how) as connection:
            migrations.upgrade(connection)

    def current_revision(self) -> str | None:
        """Return the schema's revision, None when the database is empty."""
        with self.reading() as connection:
            return migrations.current(connection)

    def database_now(self, connection: Connection) -> datetime:
        """Return the database's own time, so that every machine decides by the same clock."""
        found: datetime = connection.execute(self._now).scalar_one()
        return found

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()


def _open(engine: Engine, how: Begin) -> Connection:
    """Return a connection whose transaction has begun; closing it rolls back.

    A connection from the pool may be dead since the database was restarted. Then the pool throws
    all of them away, and as nothing has been done yet a second attempt is safe.
    """
    try:
        return _begin(engine, how)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return _begin(engine, how)


def _begin(engine: Engine, how: Begin) -> Connection:
    connection = engine.connect().execution_options(khanton_begin=how)
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


def _joined(offices: Iterable[str]) -> str:
    listed = list(offices)
    if any("," in each or each == ALL_OFFICES for each in listed):
        raise ValueError(f"Expected ids of offices, but got {listed!r}.")
    return ",".join(listed)


def _refuse_lost_work(connection: Connection) -> None:
    # PostgreSQL answers COMMIT of a failed transaction with a rollback, and no error.
    raw = connection.connection.driver_connection
    info = getattr(raw, "info", None)
    if info is not None and info.transaction_status == TransactionStatus.INERROR:
        raise RuntimeError("A statement failed and was passed over: nothing can be committed.")
