"""The HTTP service on both databases, with the demo office, the shipped procedures and a small one.

`call(user, method, path, …)` makes one request as a demo user; `start()` begins a small case.
"""

import shutil
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from api.app import create_app
from engine import demo, deployments, shipped
from engine.clock import ManualClock
from engine.context import Engine
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.people import sessions, tokens
from engine.settings import Settings
from engine.store import Store

MORNING = datetime(2026, 4, 1, 8, 30, tzinfo=timezone(timedelta(hours=7)))
PASSWORD = "khanton-demo"  # noqa: S105 - the demonstration's own
REVIEW = (Path(__file__).parent / "review.bpmn").read_bytes()
PDF = b"%PDF-1.7\n" + b"0" * 64
_OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin", "analyst"}))


def engine_on(url, directory, moment=MORNING) -> Engine:
    return Engine(
        store=Store(url),
        clock=ManualClock(moment),
        settings=Settings(data_dir=directory, database_url=url),
        notifier=RecordingNotifier(),
        files=FileStore(directory / "files", 10 * 1024 * 1024),
    )


def _seed(url, directory) -> None:
    engine = engine_on(url, directory)
    demo.seed(engine)
    deployments.deploy(engine, _OPERATOR, {**shipped.files(), "review.bpmn": REVIEW})
    engine.close()


@pytest.fixture(scope="session")
def seeded_sqlite(sqlite_template, tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("seeded")
    file = directory / "seeded.db"
    shutil.copyfile(sqlite_template, file)
    _seed(f"sqlite:///{file}", directory)
    return file


@pytest.fixture(scope="session")
def seeded_postgres(make_database, postgres_template, tmp_path_factory) -> str:
    url = make_database(postgres_template)
    _seed(url, tmp_path_factory.mktemp("seeded"))
    return make_url(url).database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def seeded_url(request, tmp_path) -> str:
    if request.param == "postgres":
        make_database = request.getfixturevalue("make_database")
        return make_database(request.getfixturevalue("seeded_postgres"))
    return _copied(request, tmp_path)


@pytest.fixture
def seeded_sqlite_url(request, tmp_path) -> str:
    """For what does not hang on the database."""
    return _copied(request, tmp_path)


def _copied(request, tmp_path) -> str:
    file = tmp_path / "api.db"
    shutil.copyfile(request.getfixturevalue("seeded_sqlite"), file)
    return f"sqlite:///{file}"


@pytest.fixture
def engine(seeded_url, tmp_path):
    made = engine_on(seeded_url, tmp_path)
    yield made
    made.close()


@pytest.fixture
def app(engine):
    return create_app(engine, engine.settings)


def issued(engine, user, *, is_session=False):
    """Return a token of the user, unasked: proving a password takes long on purpose."""
    with engine.begin() as tx:
        until = tx.now + tokens.life(engine)
        if not is_session:
            return tokens.issue(tx, user, {"expires_at": until}).access_token
        idle = until if engine.clock.is_manual else tx.now + sessions.IDLE
        given = {"session_until": until, "expires_at": idle}
        return tokens.issue(tx, user, given).access_token


class Caller:
    """Makes requests as demo users; tokens are taken from the engine, for signing in is slow."""

    def __init__(self, app, engine):
        self.app, self.engine = app, engine
        self._tokens = {}

    def token(self, user):
        if user not in self._tokens:
            self._tokens[user] = issued(self.engine, user)
        return self._tokens[user]

    def __call__(self, user, method, path, *, headers=None, **more):
        given = {"Authorization": f"Bearer {self.token(user)}"} if user else {}
        return self.app.test_client().open(
            f"/api/v1{path}", method=method, headers={**given, **(headers or {})}, **more
        )

    def get(self, user, path, **more):
        return self(user, "GET", path, **more)

    def post(self, user, path, body=None, **more):
        return self(user, "POST", path, json={} if body is None else body, **more)

    def start(self, user="officer", definition_key="review", **more):
        body = {"definition_key": definition_key, "variables": {}, **more}
        answer = self.post(user, "/process-instances", body)
        assert answer.status_code == 201, answer.text
        return answer.json

    def task(self, instance_id, element_id=None):
        listed = self.get("admin", f"/process-instances/{instance_id}").json["tasks"]
        return next(each for each in listed if element_id in (None, each["element_id"]))

    def complete(self, user, task, variables=None):
        answer = self.post(user, f"/tasks/{task['id']}/complete", {"variables": variables or {}})
        assert answer.status_code == 200, answer.text
        return answer.json


@pytest.fixture
def call(app, engine):
    return Caller(app, engine)


@pytest.fixture
def lite(seeded_sqlite_url, tmp_path):
    """The same on SQLite alone, for what does not hang on the database."""
    engine = engine_on(seeded_sqlite_url, tmp_path)
    yield Caller(create_app(engine, engine.settings), engine)
    engine.close()


def upload(name="review.bpmn", body=REVIEW):
    return {"files": (BytesIO(body), name)}


def new_key() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}
