"""Faults that need no killing: a hot case, new versions, idle transactions, masses, migrations.

The rest of the 25 faults of `docs/faults.md` has tests of its own beside what they are about.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from engine import (
    correlating,
    definitions,
    deployments,
    incidents,
    instances,
    jobs,
    messages,
    tasks,
)
from engine.errors import NobodyWaits
from engine.store import Store, tables
from engine.store.databases import Begin
from tests.auditing import audit
from tests.execution import drawing as d
from tests.stage import ADMIN, ALICE, BOB, MORNING, OPERATOR, Stage


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def test_eight_people_on_one_case_all_get_through_at_the_first_attempt(stage):
    begun = stage.start("many", children=list(range(80)))
    open_now = [task.id for task in stage.tasks(begun)]

    with ThreadPoolExecutor(8) as pool:
        done = list(
            pool.map(lambda task: tasks.complete(stage.engine, ALICE, task, {}, None), open_now)
        )

    assert len({task.id for task in done}) == 80
    assert [task.element_id for task in stage.tasks(begun)] == ["sum"]
    assert audit(stage.engine) == []


def without_signing():
    """The procedure `contest`, one step shorter."""
    return d.process(
        [d.start(), d.user_task("other"), d.end()], d.way("start", "other", "end"), id="contest"
    )


def test_a_running_case_goes_on_by_its_version_after_a_new_one_was_deployed(stage):
    old = stage.start("contest")

    deployments.deploy(stage.engine, OPERATOR, {"contest.bpmn": without_signing()})
    stage.restart()
    new = stage.start("contest")
    stage.complete(old)

    assert stage.task(old).element_id == "won"
    assert stage.task(new).element_id == "other"
    assert audit(stage.engine) == []


def test_a_version_that_a_case_runs_by_cannot_be_deleted(stage):
    stage.start("contest")
    which = tables.process_definition.c.key == "contest"

    with pytest.raises(DBAPIError):
        stage.sql(tables.process_definition.delete().where(which))

    assert definitions.versions(stage.engine, "contest")
    assert audit(stage.engine) == []


def alarms(stage, number):
    """Start cases that wait for a moment, in one transaction."""
    whole = stage.engine
    with whole.begin() as tx:
        stage.engine = whole.within(tx)
        for _ in range(number):
            stage.start("alarm", moment=MORNING.isoformat())
    stage.engine = whole


def test_a_thousand_timers_due_at_once_let_people_through(stage):
    for _ in range(10):
        alarms(stage, 100)
    begun = [stage.task(stage.start("ring")).id for _ in range(40)]
    stage.later(hours=1)

    with ThreadPoolExecutor(1) as pool:
        firing = pool.submit(stage.work, 2000)
        for task in begun:
            tasks.complete(stage.engine, ALICE, task, {}, None)
        was_busy = not firing.done()

    assert was_busy, "everybody got through while timers were still firing"
    at = tables.history_event.c
    assert stage.rows(select(func.count()).where(at.type == "timer_fired")) == [(1000,)]


def idle(store):
    with store.begun(Begin(writes=True, idle_timeout=100)) as connection:
        connection.execute(text("LOCK TABLE counter IN ACCESS EXCLUSIVE MODE"))
        threading.Event().wait(0.5)
        connection.execute(text("SELECT 1"))


@pytest.mark.postgres
def test_a_transaction_left_idle_is_ended_and_holds_nobody_up(postgres_url):
    store = Store(postgres_url)

    with pytest.raises(DBAPIError, match="idle-in-transaction"):
        idle(store)

    with store.writing() as connection:
        connection.execute(text("LOCK TABLE counter IN ACCESS EXCLUSIVE MODE"))
    store.close()


@pytest.mark.postgres
def test_a_migration_that_cannot_have_its_lock_gives_up_and_changes_nothing(blank_postgres_url):
    store, other = Store(blank_postgres_url), Store(blank_postgres_url)
    begun = monotonic()

    with other.writing() as connection:
        connection.execute(text("CREATE TABLE office (id text)"))
        with pytest.raises(OperationalError, match="lock timeout"):
            store.upgrade()

    assert monotonic() - begun < 10
    assert store.current_revision() is None
    store.close()
    other.close()


def test_a_signal_that_a_case_threw_is_heard_once_by_each_who_listened(stage):
    listening = [stage.start("race") for _ in range(5)]
    ringing = stage.start("ring")
    stage.complete(ringing)

    stage.work()

    heard = select(tables.history_event.c.instance_id).where(
        tables.history_event.c.type == "signal_received"
    )
    assert sorted(row[0] for row in stage.rows(heard)) == sorted(listening)
    assert audit(stage.engine) == []


def test_who_is_suspended_when_a_signal_comes_hears_it_when_resumed(stage):
    begun = stage.start("race")
    ringing = stage.start("ring")
    stage.complete(ringing)
    jobs.run_due(stage.engine, 1)
    instances.suspend(stage.engine, ADMIN, begun, "รอก่อน")

    stage.work()
    assert stage.tasks(begun) == []
    instances.resume(stage.engine, ADMIN, begun, "ไปต่อ")
    stage.work()

    assert [task.element_id for task in stage.tasks(begun)] == ["after"]
    assert audit(stage.engine) == []


def test_what_a_suspended_case_has_sent_goes_out_when_it_is_cancelled(stage):
    stage.start("parts")
    sending = stage.start("race")
    messages.broadcast(stage.engine, ALICE, "bell", {})
    instances.suspend(stage.engine, ADMIN, sending, "รอก่อน")
    stage.work()
    instances.cancel(stage.engine, ADMIN, sending, "ถอน")

    stage.work()

    assert not somebody_waits_for_papers(stage)
    assert audit(stage.engine) == []


def somebody_waits_for_papers(stage):
    message = correlating.Message(name="papers", variables={}, office="a")
    try:
        messages.send(stage.engine, ALICE, message)
    except NobodyWaits:
        return False
    return True


def test_a_message_that_nobody_wanted_can_be_sent_again_after_its_case_has_ended(stage):
    sending = stage.start("race")
    messages.broadcast(stage.engine, ALICE, "bell", {})
    for _ in range(3):
        stage.work()
        stage.later(hours=3)
    stage.complete(sending)
    (incident,) = instances.get(stage.engine, ADMIN, sending).incidents
    receiving = stage.start("parts")

    incidents.retry(stage.engine, ADMIN, incident.id, "มีผู้รับแล้ว")
    stage.work()

    heard = instances.get(stage.engine, ADMIN, receiving).subscriptions
    assert heard == []
    assert audit(stage.engine) == []


def test_a_deadline_that_was_moved_shows_on_its_task_and_stays_when_it_has_passed(stage):
    begun = stage.start("permit")
    timer = next(
        t for t in instances.get(stage.engine, ADMIN, begun).timers if t.element_id == "due"
    )
    later = timer.due_at + timedelta(days=3)

    jobs.set_due(stage.engine, ADMIN, timer.id, later, "ขยายเวลา")
    assert stage.task(begun).due_at == later
    stage.later(days=30)
    stage.work()

    assert stage.task(begun).due_at == later
    assert audit(stage.engine) == []


def test_an_incident_of_a_timer_goes_with_the_timer(stage):
    begun = stage.start("contest")
    timer = tables.job.c.instance_id == begun
    stage.sql(tables.job.update().where(timer).values(attempts=99))
    stage.later(hours=2)
    stage.work()
    assert instances.get(stage.engine, ADMIN, begun).incidents

    tasks.complete(stage.engine, BOB, stage.task(begun).id, {}, None)

    assert instances.get(stage.engine, ADMIN, begun).incidents == []
    assert audit(stage.engine) == []
