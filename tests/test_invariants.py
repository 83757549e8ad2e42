"""Whatever people, clock and failures do, in any order: rows, state and history agree.

After every step each case is audited (`tests.auditing`), and a command that was refused has
changed no row. `HYPOTHESIS_PROFILE=ci` tries ten times as long.
"""

import shutil
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import make_url, select

from engine import correlating, incidents, instances, jobs, messages, tasks
from engine.errors import EngineError
from engine.store import tables
from tests import profiles
from tests.auditing import audit, dump
from tests.stage import ADMIN, EVERYBODY, Stage

profiles.load()
NTH = st.integers(min_value=0, max_value=10_000)
PERSON = {person.id: person for person in EVERYBODY}
PEOPLE = st.sampled_from(["alice", "alice", "bob", "family", "admin", "charlie", "auditor"])
WRITERS = st.sampled_from(["alice", "family", "charlie"])
RESULTS = st.sampled_from(
    [{}, {"ok": True}, {"ok": False}, {"parts": 0}, {"parts": 2}, {"office": 1}]
)
STARTS = st.sampled_from(
    [
        ("permit", {}),
        ("parts", {"parts": 5}),
        ("parts", {}),
        ("many", {"children": ["ก", "ข"]}),
        ("many", {"children": []}),
        ("many", {}),
        ("race", {}),
        ("ring", {}),
        ("contest", {}),
        ("alarm", {"moment": "2026-04-02T08:30:00+07:00"}),
        ("alarm", {}),
    ]
)
REASONS = st.sampled_from(["เหตุผล", "เหตุผล", "เหตุผล", " "])
PERIODS = st.sampled_from([timedelta(minutes=5), timedelta(hours=26), timedelta(days=9)])


class Service(RuleBasedStateMachine):
    """An office at work. `new` makes a stage on a database of its own."""

    def __init__(self, new):
        super().__init__()
        self.stage = new()

    @property
    def engine(self):
        return self.stage.engine

    def some(self, nth, table, *ids):
        """Return the nth row of a table, whatever its state; None when it is empty."""
        rows = self.stage.rows(select(table).order_by(*(ids or (table.c.id,))))
        return rows[nth % len(rows)] if rows else None

    def attempt(self, act):
        """Do something that may be refused; then nothing at all has changed."""
        before = dump(self.engine.store)
        try:
            act()
        except EngineError:
            assert dump(self.engine.store) == before

    def with_task(self, nth, act):
        if (row := self.some(nth, tables.task)) is not None:
            self.attempt(lambda: act(row))

    def with_case(self, nth, act):
        if (row := self.some(nth, tables.process_instance)) is not None:
            self.attempt(lambda: act(row))

    @rule(what=STARTS, who=WRITERS)
    def start(self, what, who):
        key, variables = what
        asked = instances.Asked(definition_key=key, variables=variables, applicant="family")
        self.attempt(lambda: instances.start(self.engine, PERSON[who], asked))

    @rule(nth=NTH, who=PEOPLE)
    def claim(self, nth, who):
        self.with_task(nth, lambda row: tasks.claim(self.engine, PERSON[who], row.id))

    @rule(nth=NTH, who=PEOPLE)
    def unclaim(self, nth, who):
        self.with_task(nth, lambda row: tasks.unclaim(self.engine, PERSON[who], row.id))

    @rule(nth=NTH, who=PEOPLE, to=st.sampled_from(["bob", "alice", "charlie"]))
    def assign(self, nth, who, to):
        self.with_task(nth, lambda row: tasks.assign(self.engine, PERSON[who], row.id, to))

    @rule(nth=NTH, who=PEOPLE, given=RESULTS, version=st.sampled_from([None, None, 1, 2]))
    def complete(self, nth, who, given, version):
        self.with_task(
            nth, lambda row: tasks.complete(self.engine, PERSON[who], row.id, given, version)
        )

    @rule(nth=NTH, given=RESULTS)
    def complete_an_open_one(self, nth, given):
        is_open = select(tables.task).where(tables.task_is_open).order_by(tables.task.c.id)
        if rows := self.stage.rows(is_open):
            row = rows[nth % len(rows)]
            who = row.assignee or "alice"
            self.attempt(lambda: tasks.complete(self.engine, PERSON[who], row.id, given, None))

    @rule(nth=NTH, who=PEOPLE, reason=REASONS)
    def send_back(self, nth, who, reason):
        self.with_task(nth, lambda row: tasks.send_back(self.engine, PERSON[who], row.id, reason))

    @rule(nth=NTH, who=PEOPLE)
    def keep_draft(self, nth, who):
        self.with_task(
            nth, lambda row: tasks.keep_draft(self.engine, PERSON[who], row.id, {"ok": "ครึ่ง"})
        )

    @rule(nth=NTH, who=WRITERS, name=st.sampled_from(["papers", "?"]))
    def send_message(self, nth, who, name):
        def act(row):
            message = correlating.Message(
                name=name, variables={"parts": 3}, business_key=row.business_key, office="a"
            )
            messages.send(self.engine, PERSON[who], message)

        self.with_case(nth, act)

    @rule(who=st.sampled_from(["alice", "family"]))
    def ring_the_bell(self, who):
        self.attempt(lambda: messages.broadcast(self.engine, PERSON[who], "bell", {"rung": True}))

    @rule(nth=NTH, reason=REASONS, who=st.sampled_from(["admin", "alice"]))
    def suspend(self, nth, reason, who):
        self.with_case(nth, lambda row: instances.suspend(self.engine, PERSON[who], row.id, reason))

    @rule(nth=NTH, reason=REASONS)
    def resume(self, nth, reason):
        self.with_case(nth, lambda row: instances.resume(self.engine, ADMIN, row.id, reason))

    @precondition(lambda self: self.some(3, tables.process_instance) is not None)
    @rule(nth=NTH, reason=REASONS, who=st.sampled_from(["admin", "family"]))
    def cancel(self, nth, reason, who):
        self.with_case(nth, lambda row: instances.cancel(self.engine, PERSON[who], row.id, reason))

    @rule(nth=NTH, values=RESULTS, reason=REASONS)
    def set_variables(self, nth, values, reason):
        given = (values, reason)
        self.with_case(nth, lambda row: instances.set_variables(self.engine, ADMIN, row.id, given))

    @rule(
        nth=NTH, to=st.sampled_from(["check", "read", "divide", "day", "sum", "sign", "count", "?"])
    )
    def move(self, nth, to):
        def act(row):
            instances.move(self.engine, ADMIN, row.instance_id, row.id, (to, "ผิดทาง"))

        self.with_task(nth, act)

    @rule(nth=NTH, to=st.sampled_from(["parts", "divide", "rise", "first", "answer", "join"]))
    def move_what_failed(self, nth, to):
        row = self.some(nth, tables.incident)
        if row is not None and (token := row.element_instance_id) is not None:
            why = (to, "ผิดทาง")
            self.attempt(lambda: instances.move(self.engine, ADMIN, row.instance_id, token, why))

    @rule(nth=NTH, reason=REASONS)
    def retry(self, nth, reason):
        if (row := self.some(nth, tables.incident)) is not None:
            self.attempt(lambda: incidents.retry(self.engine, ADMIN, row.id, reason))

    @rule(nth=NTH, by=PERIODS, reason=REASONS)
    def set_due(self, nth, by, reason):
        if (row := self.some(nth, tables.job)) is not None:
            due = self.stage.clock.now() + by
            self.attempt(lambda: jobs.set_due(self.engine, ADMIN, row.id, due, reason))

    @rule(nth=NTH, reason=REASONS)
    def run_now(self, nth, reason):
        if (row := self.some(nth, tables.job)) is not None:
            self.attempt(lambda: jobs.run_now(self.engine, ADMIN, row.id, reason))

    @rule(by=PERIODS, most=st.sampled_from([1, 60]))
    def time_passes(self, by, most):
        self.stage.clock.set(self.stage.clock.now() + by)
        self.stage.work(most)

    @rule(broken=st.booleans())
    def the_mail_server(self, broken):
        self.stage.notifier.broken = broken

    @rule()
    def restart(self):
        before = dump(self.engine.store)
        self.stage.restart()
        assert dump(self.engine.store) == before

    @invariant()
    def rows_state_and_history_agree(self):
        found = audit(self.engine)
        assert not found, "\n".join(found)

    def teardown(self):
        self.stage.close()


@pytest.fixture(scope="module")
def prepared_sqlite(sqlite_template, tmp_path_factory):
    directory = tmp_path_factory.mktemp("stage")
    shutil.copyfile(sqlite_template, directory / "stage.db")
    Stage(f"sqlite:///{directory / 'stage.db'}", directory).close()
    return directory


@pytest.fixture
def on_sqlite(prepared_sqlite, tmp_path):
    numbers = count()

    def new():
        file = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(prepared_sqlite / "stage.db", file)
        return Stage(f"sqlite:///{file}", tmp_path, prepared=True, attempts=2)

    return new


@pytest.fixture
def on_postgres(make_database, postgres_template, tmp_path):
    url = make_database(postgres_template)
    Stage(url, tmp_path).close()
    template = make_url(url).database
    return lambda: Stage(make_database(template), tmp_path, prepared=True, attempts=2)


def tried(examples, steps):
    """Return the settings of a run; the profile `ci` multiplies the examples."""
    scale = settings().max_examples / 100
    return settings(
        max_examples=max(1, round(examples * scale)),
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def test_rows_state_and_history_agree_after_any_commands_on_sqlite(on_sqlite):
    run_state_machine_as_test(lambda: Service(on_sqlite), settings=tried(25, 30))


@pytest.mark.postgres
def test_rows_state_and_history_agree_after_any_commands_on_postgresql(on_postgres):
    run_state_machine_as_test(lambda: Service(on_postgres), settings=tried(6, 25))
