"""What a backup says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import BackupInvalid

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`revision`: of the schema. `made_at`: the moment the rows are of. `rows`: by table."""

    dialect: str
    revision: str
    made_at: str
    rows: Mapping[str, int]
    format: int = FORMAT

    @staticmethod
    def of(dialect: str, revision: str | None, at: datetime, rows: Mapping[str, int]) -> "Manifest":
        """Describe a database that has a schema.

        Raises:
            BackupInvalid: it has none, so there is nothing to keep.
        """
        if revision is None:
            raise BackupInvalid(why="the database has no schema yet")
        return Manifest(dialect=dialect, revision=revision, made_at=at.isoformat(), rows=rows)

    @staticmethod
    def read(found: dict[str, Any]) -> "Manifest":
        """Read a manifest.

        Raises:
            BackupInvalid: a format this version does not know.
            TypeError: a field is missing, or one too many.
        """
        manifest = Manifest(**found)
        if manifest.format != FORMAT:
            raise BackupInvalid(why=f"format {manifest.format} is not known here, only {FORMAT}")
        return manifest

    def require(self, rows: Mapping[str, int]) -> None:
        """Refuse a restored database that has other rows than were written.

        Raises:
            BackupInvalid: a table differs.
        """
        for table, count in self.rows.items():
            if rows.get(table) != count:
                raise BackupInvalid(why=f"{table} has {rows.get(table)} rows instead of {count}")
