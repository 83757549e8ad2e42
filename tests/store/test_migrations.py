"""The migrations make the program's tables, also when several processes start at once."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from engine.store import migrations
from engine.store.migrations import frozen
from engine.store.store import Store
from engine.store.tables import metadata

ROOT = Path(__file__).parents[2]
UPGRADE = "import sys; from engine.store.store import Store; Store(sys.argv[1]).upgrade()"


@pytest.fixture
def blank(blank_url):
    made = Store(blank_url)
    yield made
    made.close()


def test_an_empty_database_has_no_revision(blank):
    assert blank.current_revision() is None


def test_upgrading_an_empty_database_makes_the_tables_of_the_program(blank):
    blank.upgrade()

    with blank.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []
    assert blank.current_revision() == migrations.head()


def test_upgrading_again_changes_nothing(store):
    store.upgrade()

    assert store.current_revision() == migrations.head()


def test_processes_may_upgrade_at_once(blank, blank_url):
    command = [sys.executable, "-c", UPGRADE, blank_url]

    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]
    ended = [process.wait(timeout=60) for process in running]

    assert ended == [0, 0, 0]
    assert blank.current_revision() == migrations.head()


@pytest.mark.parametrize(
    ("dialect", "digest"),
    [
        ("sqlite", "0e196bf548c210f2c7def41a0bea40c3932ec7478792024a9bd2772bdb596604"),
        ("postgresql", "b5b85c8b9030e02b41c483cc530072ae1e54e173c966b4c004b0aa16d4847e96"),
    ],
)
def test_the_first_schema_stays_as_it_was_released(dialect, digest):
    """There are databases that began with it; a change of the tables is a new revision."""
    assert sha256(frozen.file("0001", dialect).read_bytes()).hexdigest() == digest
