"""Whether this process can serve: its database, its storage, and the workers' heartbeat."""

import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

from engine.context import Engine
from engine.store import heartbeats, migrations

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wellness:
    """What was found. `worker_seconds`: since a worker was last heard of; None when never."""

    database: bool
    schema: bool
    storage: bool
    worker_seconds: float | None

    @property
    def is_ready(self) -> bool:
        """Whether requests may be sent here; a worker elsewhere is no condition of that."""
        return self.database and self.schema and self.storage


def examine(engine: Engine) -> Wellness:
    """Ask the database for its revision and the heartbeat, and try to write a file."""
    storage = _is_writable(engine.settings.data_dir)
    try:
        revision = engine.store.current_revision()
        is_newest = revision == migrations.head()
        beat = _worker_seconds(engine) if is_newest else None
    except Exception:  # whatever is wrong with the database: it is told of, and looked at again
        log.exception("the database cannot be reached")
        return Wellness(database=False, schema=False, storage=storage, worker_seconds=None)
    return Wellness(database=True, schema=is_newest, storage=storage, worker_seconds=beat)


def _worker_seconds(engine: Engine) -> float | None:
    with engine.reading() as tx:
        beat = heartbeats.last(tx, "worker")
        return None if beat is None else max((tx.now - beat).total_seconds(), 0.0)


def _is_writable(directory: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=directory) as file:
            file.write(b"khanton")
    except OSError:
        log.exception("the data directory cannot be written")
        return False
    return True
