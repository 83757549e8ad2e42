"""`khanton restore FILE`: a backup into an empty place."""

import hashlib
import shutil
import tarfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from command.arguments import settings
from command.backup import DATABASE, FILES, MANIFEST
from command.copying import DatabaseNotEmpty, load
from engine.errors import Invalid
from engine.settings import Settings


class BackupDamaged(Invalid):
    """The archive is not what was written: a part is missing, added or changed."""

    code = "backup_damaged"
    th = "ไฟล์สำรองเสียหายที่ {part} จึงไม่กู้คืน"
    en = "The backup is damaged at {part}; nothing was restored."


def arguments(parser: ArgumentParser) -> None:
    """Take what to read."""
    parser.add_argument("archive", type=Path, help="what `khanton backup` wrote")


def run(given: Namespace) -> int:
    """Restore; return 0 when everything is in place."""
    count = read(settings(given), given.archive)
    print(f"กู้คืนแล้ว {count} ไฟล์ · {count} file(s) restored")
    return 0


def read(chosen: Settings, archive: Path) -> int:
    """Check every part against the manifest, then put files and database in place.

    Raises:
        BackupDamaged: the archive is not what was written; nothing was changed.
        DatabaseNotEmpty: there is something in the data directory or the database's file.
    """
    data = chosen.data_dir
    if data.exists() and any(data.iterdir()):
        raise DatabaseNotEmpty(place=data)
    data.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=data.parent) as beside:
        unpacked = Path(beside)
        _unpack(archive, unpacked)
        sums = _checked(unpacked)
        if (files := unpacked / FILES).exists():
            shutil.copytree(files, data, dirs_exist_ok=True)
        load(unpacked / DATABASE, chosen.database)
    return len(sums)


def _unpack(archive: Path, to: Path) -> None:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(to, filter="data")
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise BackupDamaged(part=f"{archive} ({problem})") from problem


def _checked(unpacked: Path) -> Mapping[str, str]:
    manifest = unpacked / MANIFEST
    if not manifest.exists():
        raise BackupDamaged(part=MANIFEST)
    sums: dict[str, str] = orjson.loads(manifest.read_bytes())
    found = {str(each.relative_to(unpacked)) for each in unpacked.rglob("*") if each.is_file()}
    for part in found ^ {MANIFEST, *sums}:
        raise BackupDamaged(part=part)
    for part, expected in sums.items():
        with (unpacked / part).open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != expected:
                raise BackupDamaged(part=part)
    return sums
