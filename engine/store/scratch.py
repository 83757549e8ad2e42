"""A database for a scratch world: a file that nobody else opens and that may be lost.

Its whole content is an *image*, from which another such database begins in the time of a copy.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2
import zstandard
from sqlalchemy import event

from engine.store.store import Store

_LEVEL = 1
"""Of the packing: an image is made after every move, and read again seldom."""


class ScratchStore(Store):
    """A SQLite file that begins as `image`, or empty; nothing waits for the disk."""

    def __init__(self, file: Path, image: bytes | None = None) -> None:
        self._file = file
        if image is not None:
            file.write_bytes(zstandard.decompress(image))
        super().__init__(f"sqlite:///{file}")
        event.listen(self.engine, "connect", _hurry)

    def image(self) -> bytes:
        """Return all that is in the database now."""
        copy = self._file.with_suffix(".image")
        with self.reading() as connection, closing(pysqlite3.dbapi2.connect(copy)) as other:
            raw: Any = connection.connection.driver_connection
            raw.backup(other)
        try:
            return zstandard.compress(copy.read_bytes(), _LEVEL)
        finally:
            copy.unlink()


def _hurry(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
