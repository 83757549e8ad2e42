"""A PostgreSQL database into a backup and back: each table by COPY, all of one moment.

No program of PostgreSQL is needed, so it works wherever the service itself does.
"""

import zipfile
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, inspect, text

from engine.errors import DatabaseNotEmpty
from engine.store import migrations
from engine.store.databases import Begin
from engine.store.manifest import Manifest
from engine.store.store import Store

_VERSION = "alembic_version"
_CHUNK = 1 << 16
_FORCED = text("SELECT relforcerowsecurity FROM pg_class WHERE oid = to_regclass(:name)")
_SERIAL = text(
    "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    " AND table_name = :name AND column_default LIKE 'nextval(%'"
)


def dump(store: Store, archive: zipfile.ZipFile) -> Manifest:
    """Put every table into the archive, as all of them were at one moment."""
    how = Begin(snapshot=True, statement_timeout=0, idle_timeout=0)
    with store.begun(how) as connection:
        now = store.database_now(connection)
        rows = {each: _copy_out(connection, archive, each) for each in _tables(connection)}
        return Manifest.of(store.dialect, migrations.current(connection), now, rows)


def load(store: Store, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the backup's schema and fill it, in one transaction."""
    how = Begin(writes=True, statement_timeout=0, idle_timeout=0)
    with store.begun(how) as connection:
        if tables := inspect(connection).get_table_names():
            raise DatabaseNotEmpty(tables=", ".join(sorted(tables)))
        migrations.upgrade(connection, manifest.revision)
        manifest.require(
            {each: _copy_in(connection, archive, each) for each in _tables(connection)}
        )


def _tables(connection: Connection) -> list[str]:
    """Return the tables, those referred to before those that refer."""
    ordered = inspect(connection).get_sorted_table_and_fkc_names()
    return [name for name, _ in ordered if name is not None and name != _VERSION]


def _copy_out(connection: Connection, archive: zipfile.ZipFile, table: str) -> int:
    statement = sql.SQL("COPY {} TO STDOUT").format(_with_columns(connection, table))
    cursor = _driver(connection).cursor()
    with archive.open(_member(table), "w", force_zip64=True) as out, cursor.copy(statement) as rows:
        for chunk in rows:
            out.write(chunk)
    count: int = cursor.rowcount
    return count


def _copy_in(connection: Connection, archive: zipfile.ZipFile, table: str) -> int:
    statement = sql.SQL("COPY {} FROM STDIN").format(_with_columns(connection, table))
    cursor = _driver(connection).cursor()
    forced = connection.execute(_FORCED, {"name": table}).scalar_one()
    _force(connection, table, "NO FORCE", when=forced)  # COPY refuses a table with policies
    with archive.open(_member(table)) as packed, cursor.copy(statement) as rows:
        while chunk := packed.read(_CHUNK):
            rows.write(chunk)
    count: int = cursor.rowcount
    _go_on_counting(connection, table)
    _force(connection, table, "FORCE", when=forced)
    return count


def _force(connection: Connection, table: str, force: str, *, when: bool) -> None:
    if when:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" {force} ROW LEVEL SECURITY')


def _go_on_counting(connection: Connection, table: str) -> None:
    """Set the table's sequences to where its rows end."""
    for column in connection.execute(_SERIAL, {"name": table}).scalars():
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column}))"  # noqa: S608  names from the catalogue
            f' FROM "{table}"'
        )


def _with_columns(connection: Connection, table: str) -> sql.Composed:
    # Sorted, for two databases of one revision may have come to it by adding columns in two orders.
    names = sorted(each["name"] for each in inspect(connection).get_columns(table))
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    return sql.SQL("{} ({})").format(sql.Identifier(table), columns)


def _member(table: str) -> str:
    return f"database/{table}.copy"


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
