"""Backups: database, files and keys of an installation in one archive, and back."""

from collections.abc import Mapping
from pathlib import Path

from engine.context import Engine
from engine.settings import Settings
from engine.store import backup as archive

_PARTS = ("files", "keys", "heads")


def backup(engine: Engine, destination: Path) -> int:
    """Write a consistent backup while everybody works on; return the number of rows in it."""
    manifest = archive.backup(engine.store, destination, _parts(engine.settings))
    return sum(manifest.rows.values())


def restore(settings: Settings, source: Path) -> int:
    """Bring a backup into an empty place; return the number of rows.

    Raises:
        DatabaseNotEmpty: there are data already; nothing is restored over them.
        BackupInvalid: the archive is not what was written.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    manifest = archive.restore(source, settings.database, _parts(settings))
    return sum(manifest.rows.values())


def _parts(settings: Settings) -> Mapping[str, Path]:
    return {name: settings.data_dir / name for name in _PARTS}
