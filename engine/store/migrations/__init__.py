"""The schema's history: one script per revision, run in order inside one transaction."""

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

_HERE = Path(__file__).parent
_LOCK = 4_803_726_195  # an arbitrary number, the same in every process that upgrades


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, to run on this connection."""
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@lru_cache(maxsize=1)
def head() -> str | None:
    """Return the newest revision there is."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def is_known(revision: str) -> bool:
    """Say whether this program has the revision; one from a newer program it has not."""
    scripts = ScriptDirectory.from_config(configuration())
    return revision in {each.revision for each in scripts.walk_revisions()}


def current(connection: Connection) -> str | None:
    """Return the revision of the database, None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run what is missing up to `revision`, in the connection's transaction.

    On PostgreSQL one process at a time, and a change that cannot have its lock within three
    seconds gives up, for everybody would queue behind it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        connection.execute(text("SET LOCAL lock_timeout = 3000"))
    command.upgrade(configuration(connection), revision)
