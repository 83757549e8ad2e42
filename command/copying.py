"""One consistent copy of a database in a file, and back; PostgreSQL brings its own tools."""

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

from engine.errors import Conflict, Invalid

_SQLITE = "sqlite:///"


class ToolMissing(Invalid):
    """A PostgreSQL database is copied by PostgreSQL's own tools, which are not on this machine."""

    code = "tool_missing"
    th = "เครื่องนี้ไม่มีคำสั่ง {tool} ของ PostgreSQL"
    en = "This machine has no {tool}; install PostgreSQL's client tools."


class DatabaseNotEmpty(Conflict):
    """A backup is only brought into a place where nothing would be lost."""

    code = "database_not_empty"
    th = "ปลายทาง {place} มีข้อมูลอยู่แล้ว จึงไม่กู้คืนทับ"
    en = "There is data in {place} already; a backup is never restored over it."


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite URL; None for another database."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def dump(url: str, to: Path) -> None:
    """Copy the database as it is at one moment; writers go on meanwhile.

    Raises:
        ToolMissing: PostgreSQL without `pg_dump` here.
    """
    file = sqlite_file(url)
    if file is None:
        _run("pg_dump", "--format=custom", f"--file={to}", _libpq(url))
        return
    with (
        closing(sqlite.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite.connect(str(to))) as copy,
    ):
        source.backup(copy)


def load(copy: Path, url: str) -> None:
    """Bring a copy into an empty database.

    Raises:
        DatabaseNotEmpty: there is a file at the SQLite URL already.
        ToolMissing: PostgreSQL without `pg_restore` here.
    """
    file = sqlite_file(url)
    if file is None:
        options = ("--exit-on-error", "--single-transaction", "--no-owner")
        _run("pg_restore", *options, f"--dbname={_libpq(url)}", str(copy))
        return
    if file.exists():
        raise DatabaseNotEmpty(place=file)
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(copy, file)


def _libpq(url: str) -> str:
    return url.replace("+psycopg", "", 1)


def _run(tool: str, *words: str) -> None:
    path = shutil.which(tool)
    if path is None:
        raise ToolMissing(tool=tool)
    subprocess.run([path, *words], check=True)  # noqa: S603 - PostgreSQL's own tool, our own words
