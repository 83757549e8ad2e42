"""A backup: one zip file with the whole database at one moment, and the files that belong to it.

    manifest.json            kind of database, revision, moment, tables with their rows
    database/…               SQLite: the file; PostgreSQL: one file per table, as COPY writes it
    files/<name>/…           the directories the caller named: attachments, signing key

The database is read before the files. Whoever writes a file before the row that names it, and
removes it after, therefore finds every file of every row in the backup.
"""

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj

import orjson

from engine.errors import BackupInvalid
from engine.store import databases, dump_postgresql, dump_sqlite, migrations
from engine.store.manifest import MANIFEST, Manifest
from engine.store.store import Store

_FILES = "files/"
_DUMP: Mapping[str, Callable[[Store, zipfile.ZipFile], Manifest]] = {
    databases.SQLITE: dump_sqlite.dump,
    databases.POSTGRESQL: dump_postgresql.dump,
}
_LOAD: Mapping[str, Callable[[Store, zipfile.ZipFile, Manifest], None]] = {
    databases.SQLITE: dump_sqlite.load,
    databases.POSTGRESQL: dump_postgresql.load,
}


def backup(store: Store, destination: Path, files: Mapping[str, Path] | None = None) -> Manifest:
    """Write a consistent backup while everybody works on; nobody waits for it.

    `files`: directories (or single files) to put beside the database, by a name of your choice.
    The destination appears only once it is complete, readable by its owner alone.
    """
    partial = destination.with_name(destination.name + ".partial")
    destination.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _private(partial), zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _DUMP[store.dialect](store, archive)
            for name, path in (files or {}).items():
                _add(archive, f"{_FILES}{name}", path)
            archive.writestr(MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        partial.replace(destination)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def restore(source: Path, url: str, files: Mapping[str, Path] | None = None) -> Manifest:
    """Fill an empty database from a backup, and the named directories from its files.

    The schema is that of the backup: run `Store.upgrade` afterwards. All or nothing, files aside.

    Raises:
        DatabaseNotEmpty: the database has tables; nothing was changed.
        BackupInvalid: not a backup of ours, damaged, of the other kind of database, or one of
            its files exists already.
    """
    with _opened(source) as archive:
        manifest = _manifest(archive)
        wanted = list(_wanted(archive, files or {}))
        store = Store(url)
        try:
            if store.dialect != manifest.dialect:
                raise BackupInvalid(why=f"it is of {manifest.dialect}, not of {store.dialect}")
            if not migrations.is_known(manifest.revision):
                raise BackupInvalid(why=f"revision {manifest.revision} is of a newer program")
            _LOAD[store.dialect](store, archive, manifest)
        finally:
            store.close()
        for member, target in wanted:
            _extract(archive, member, target)
    return manifest


@contextmanager
def _private(file: Path) -> Iterator[None]:
    os.close(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    yield
    with file.open("rb") as written:
        os.fsync(written.fileno())


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, KeyError) as error:
        raise BackupInvalid(why=str(error)) from error


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        return Manifest.read(orjson.loads(archive.read(MANIFEST)))
    except (orjson.JSONDecodeError, TypeError) as error:
        raise BackupInvalid(why=f"{MANIFEST}: {error}") from error


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    if path.is_file():
        archive.write(path, f"{name}/{path.name}")
        return
    for each in sorted(path.rglob("*")):
        if each.is_file():
            archive.write(each, f"{name}/{each.relative_to(path).as_posix()}")


def _wanted(
    archive: zipfile.ZipFile, files: Mapping[str, Path]
) -> Iterator[tuple[zipfile.ZipInfo, Path]]:
    """Pair each file with where it goes, and refuse before anything is written."""
    for name, directory in files.items():
        prefix = f"{_FILES}{name}/"
        for member in archive.infolist():
            if member.filename.startswith(prefix):
                yield member, _target(directory, member.filename.removeprefix(prefix))


def _target(directory: Path, relative: str) -> Path:
    target = (directory / relative).resolve()
    if not target.is_relative_to(directory.resolve()):
        raise BackupInvalid(why=f"{relative} leads out of its directory")
    if target.exists():
        raise BackupInvalid(why=f"{target} exists already")
    return target


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = (member.external_attr >> 16) & 0o777 or 0o600
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    with archive.open(member) as packed, os.fdopen(descriptor, "wb") as out:
        copyfileobj(packed, out)
