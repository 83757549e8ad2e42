"""The demonstration with its cases, lived once for all tests that only look at it."""

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
def lived_directory(tmp_path_factory) -> Path:
    """A data directory with the demonstration's cases; not to be written to."""
    directory = tmp_path_factory.mktemp("lived")
    with closing(engine_at(directory)) as engine:
        demo.seed_cases(engine)
    return directory
