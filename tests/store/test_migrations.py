"""The migrations make the program's tables, also when several processes start at once."""

import subprocess
import sys
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


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_first_schema_is_what_the_tables_say(dialect):
    """Until 0001 is released; afterwards a change of the tables is a new revision."""
    kept = frozen.file("0001", dialect).read_text(encoding="utf-8")

    assert kept == frozen.written(dialect)
