"""The demonstration with its cases, lived once for all tests that only look at it."""

import fcntl
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from engine import demo
from engine.clock import ManualClock
from engine.context import Engine
from engine.files import FileStore
from engine.notifier import RecordingNotifier
from engine.settings import Settings
from engine.store import Store

PRESENT = datetime(2026, 11, 27, 10, tzinfo=timezone(timedelta(hours=7)))
"""A Friday: in both offices work of every kind lies open."""


def engine_at(directory: Path, moment: datetime = PRESENT, url="", files=FileStore) -> Engine:
    """Return an engine on a directory's own SQLite file, or on `url`."""
    settings = Settings(data_dir=directory, database_url=url)
    store = Store(settings.database)
    store.upgrade()
    return Engine(
        store=store,
        clock=ManualClock(moment),
        settings=settings,
        notifier=RecordingNotifier(),
        files=files(directory / "files", 10 * 1024 * 1024),
    )


@pytest.fixture(scope="session")
def lived_directory(tmp_path_factory, worker_id) -> Path:
    """A data directory with the demonstration's cases; not to be written to.

    Lived once in a run: the first of the processes that run the tests makes it, the others wait.
    """
    alone = worker_id == "master"
    base = tmp_path_factory.getbasetemp()
    directory = (base if alone else base.parent) / "lived"
    with (directory.parent / "lived.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not directory.exists():
            making = directory.with_name("lived-making")
            making.mkdir()
            with closing(engine_at(making)) as engine:
                demo.seed_cases(engine)
            making.rename(directory)
    return directory
