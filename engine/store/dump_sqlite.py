"""A SQLite database into a backup and back: the file itself, copied in one step.

Copied in several steps it would begin anew at every write, and never end while others write.
"""

import os
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from typing import Any

import pysqlite3.dbapi2 as sqlite

from engine.errors import BackupInvalid, DatabaseNotEmpty
from engine.store.databases import sqlite_file
from engine.store.manifest import Manifest
from engine.store.store import Store
from engine.store.turnstile import turnstile_of

_MEMBER = "database/khanton.db"
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def dump(store: Store, archive: zipfile.ZipFile) -> Manifest:
    """Put a copy of the file into the archive."""
    beside = sqlite_file(store.engine.url).absolute().parent
    with tempfile.TemporaryDirectory(dir=beside, suffix=".partial") as directory:
        copy = Path(directory) / "khanton.db"
        with store.reading() as connection:
            now = store.database_now(connection)
        _copy(store, copy)
        revision, rows = _inspect(copy)
        archive.write(copy, _MEMBER)
    return Manifest.of(store.dialect, revision, now, rows)


def load(store: Store, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Put the file of the archive in the place of the empty database's."""
    file = sqlite_file(store.engine.url)
    store.close()
    with turnstile_of(file):
        _refuse_tables(file)
        partial = file.with_name(file.name + ".partial")
        try:
            _unpack(archive, partial)
            _, rows = _inspect(partial)
            manifest.require(rows)
            _replace(file, partial)
        finally:
            partial.unlink(missing_ok=True)


def _copy(store: Store, copy: Path) -> None:
    with closing(store.engine.raw_connection()) as pooled, closing(sqlite.connect(copy)) as target:
        source: Any = pooled.driver_connection
        source.execute("PRAGMA query_only=OFF")
        source.backup(target, pages=-1)
        # A file that is moved about must not need a second one beside it.
        target.execute("PRAGMA journal_mode=DELETE")


def _inspect(file: Path) -> tuple[str | None, dict[str, int]]:
    """Return the revision and the rows by table, of a file that is whole."""
    try:
        with closing(sqlite.connect(file)) as connection:
            if (found := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise BackupInvalid(why=found)
            tables = [name for (name,) in connection.execute(_TABLES)]
            rows = {each: _count(connection, each) for each in sorted(tables)}
            revision = "SELECT max(version_num) FROM alembic_version"
            return connection.execute(revision).fetchone()[0], rows
    except sqlite.DatabaseError as error:
        raise BackupInvalid(why=str(error)) from error


def _count(connection: Any, table: str) -> int:
    count: int = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608  a table's own name
    return count


def _refuse_tables(file: Path) -> None:
    with closing(sqlite.connect(file)) as connection:
        tables = [name for (name,) in connection.execute(_TABLES)]
    if tables:
        raise DatabaseNotEmpty(tables=", ".join(sorted(tables)))


def _unpack(archive: zipfile.ZipFile, partial: Path) -> None:
    with archive.open(_MEMBER) as packed, partial.open("wb") as out:
        copyfileobj(packed, out)
        out.flush()
        os.fsync(out.fileno())


def _replace(file: Path, partial: Path) -> None:
    for left_over in ("-wal", "-shm"):
        file.with_name(file.name + left_over).unlink(missing_ok=True)
    partial.replace(file)
    directory = os.open(file.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
