"""`khanton backup FILE`: database and files in one archive, while the service runs."""

import hashlib
import tarfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from command.arguments import settings
from command.copying import DatabaseNotEmpty, dump, sqlite_file
from engine.settings import Settings

DATABASE = "database"
FILES = "files"
MANIFEST = "manifest.json"


def arguments(parser: ArgumentParser) -> None:
    """Take where to write."""
    parser.add_argument("archive", type=Path, help="a .tar.gz that does not exist yet")


def run(given: Namespace) -> int:
    """Write the archive; return 0 when it is whole and on the disk."""
    chosen = settings(given)
    count = write(chosen, given.archive)
    print(f"สำรองข้อมูลแล้ว {count} ไฟล์ · {count} file(s) in {given.archive}")
    return 0


def write(chosen: Settings, archive: Path) -> int:
    """Write database, then files, then a manifest of SHA-256 sums; return how many parts.

    In this order: a file is written before the row that names it, so what the copied rows name is
    there. The archive holds the keys of sealed personal data: keep it as safe as the service.

    Raises:
        DatabaseNotEmpty: the archive exists.
    """
    if archive.exists():
        raise DatabaseNotEmpty(place=archive)
    partial = archive.with_name(archive.name + ".partial")
    sums: dict[str, str] = {}
    with TemporaryDirectory(dir=archive.absolute().parent) as beside:
        copy = Path(beside, DATABASE)
        dump(chosen.database, copy)
        with tarfile.open(partial, "w:gz") as tar:
            _add(tar, sums, DATABASE, copy)
            for file in _files(chosen):
                _add(tar, sums, f"{FILES}/{file.relative_to(chosen.data_dir)}", file)
            manifest = Path(beside, MANIFEST)
            manifest.write_bytes(orjson.dumps(sums, option=orjson.OPT_INDENT_2))
            tar.add(manifest, MANIFEST)
    partial.replace(archive)
    return len(sums)


def _add(tar: tarfile.TarFile, sums: dict[str, str], name: str, file: Path) -> None:
    with file.open("rb") as content:
        sums[name] = hashlib.file_digest(content, "sha256").hexdigest()
    tar.add(file, name)


def _files(chosen: Settings) -> Iterator[Path]:
    """Yield what lies in the data directory, save the database itself and what is half-written."""
    database = sqlite_file(chosen.database)
    for file in sorted(chosen.data_dir.rglob("*")):
        beside_database = database and file.name.startswith(database.name)
        if file.is_file() and not beside_database and file.suffix not in (".partial", ".new"):
            yield file
