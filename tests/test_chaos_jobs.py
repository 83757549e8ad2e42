"""Jobs that fail, kill their worker, come late or twice; clocks that jump; a disk that is full."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from engine import instances, jobs, tasks
from engine.store import claiming, tables
from tests.auditing import audit
from tests.chaos.worker import DEATH
from tests.stage import ADMIN, FAMILY, MORNING, Stage

ROOT = Path(__file__).parent.parent
MANY = 100
SOON = (MORNING + timedelta(minutes=5)).isoformat()


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def alarms(stage, number, moment=SOON):
    """Start cases that wait for a moment, many in one transaction."""
    whole = stage.engine
    with whole.begin() as tx:
        stage.engine = whole.within(tx)
        try:
            return [stage.start("alarm", moment=moment) for _ in range(number)]
        finally:
            stage.engine = whole


def told(stage, type_, instance_id=None):
    at = tables.history_event.c
    statement = select(func.count()).select_from(tables.history_event).where(at.type == type_)
    if instance_id is not None:
        statement = statement.where(at.instance_id == instance_id)
    return stage.rows(statement)[0][0]


def job_of(stage, instance_id):
    return stage.rows(select(tables.job).where(tables.job.c.instance_id == instance_id))[0]


def run(stage, *more):
    words = [stage.settings.database_url, str(stage.settings.data_dir), *map(str, more)]
    return subprocess.Popen([sys.executable, "-m", "tests.chaos.worker", *words], cwd=ROOT)


def test_a_poisoned_timer_becomes_an_incident_and_the_others_fire(stage):
    poisoned, *others = alarms(stage, MANY + 1)
    its_state = tables.instance_state.c.instance_id == poisoned
    stage.sql(update(tables.instance_state).where(its_state).values(state=b"\x00damaged"))

    for _ in range(stage.settings.attempts):
        stage.later(minutes=6)
        stage.work(500)

    broken = instances.get(stage.engine, ADMIN, poisoned).incidents
    assert [incident.code for incident in broken] == ["job_failed"]
    assert job_of(stage, poisoned).attempts == stage.settings.attempts
    assert told(stage, "timer_fired") == MANY
    assert {stage.task(each).element_id for each in others} == {"rise"}


def test_a_poisoned_timer_waits_longer_from_one_attempt_to_the_next(stage):
    (poisoned,) = alarms(stage, 1)
    its_state = tables.instance_state.c.instance_id == poisoned
    stage.sql(update(tables.instance_state).where(its_state).values(state=b"?"))
    stage.later(minutes=6)

    pauses = []
    for _ in range(stage.settings.attempts - 1):
        stage.work()
        pauses.append(job_of(stage, poisoned).run_at - stage.clock.now())
        stage.clock.set(job_of(stage, poisoned).run_at)

    assert pauses == [timedelta(seconds=2**n) for n in range(1, stage.settings.attempts)]


def test_a_job_that_kills_its_worker_becomes_an_incident_and_takes_no_other_along(stage):
    deadly = stage.start("permit")
    stage.complete(deadly, ok=True)
    others = alarms(stage, MANY)
    stage.later(hours=1)
    attempts, ends = 3, []

    while not ends or ends[-1] == DEATH:
        worker = run(stage, stage.clock.now().isoformat(), attempts)
        ends.append(worker.wait(timeout=60))
        stage.later(seconds=31)

    assert ends == [DEATH] * attempts + [0]
    assert [each.code for each in instances.get(stage.engine, ADMIN, deadly).incidents] == [
        "job_failed"
    ]
    assert told(stage, "timer_fired") == MANY
    assert {stage.task(each).element_id for each in others} == {"rise"}
    assert audit(stage.engine) == []


def test_after_a_long_standstill_a_repeating_timer_fires_once(stage):
    begun = stage.start("permit")
    stage.later(days=40)

    stage.work()

    at = tables.history_event.c
    daily = stage.rows(select(at.seq).where(at.type == "timer_fired", at.element_id == "daily"))
    timer = next(t for t in instances.get(stage.engine, ADMIN, begun).timers)
    assert len(daily) == 1
    assert stage.clock.now() < timer.due_at <= stage.clock.now() + timedelta(days=1)
    assert audit(stage.engine) == []


def test_after_a_long_standstill_every_overdue_timer_fires(stage):
    alarms(stage, MANY)
    stage.later(days=400)

    stage.work(500)

    assert told(stage, "timer_fired") == MANY


class WallClock:
    """The machine's clock as somebody may set it: forwards, and backwards too."""

    is_manual = False

    def __init__(self, moment):
        self.moment = moment

    def now(self):
        return self.moment


def test_a_clock_set_back_neither_breaks_the_chain_nor_stops_the_work(stage):
    wall = WallClock(MORNING)
    stage.clock = wall
    stage.restart()
    begun = stage.start("permit")

    stage.complete(begun)
    wall.moment -= timedelta(hours=1)
    task = stage.task(begun)
    tasks.keep_draft(stage.engine, FAMILY, task.id, {"note": "ร่าง"})
    tasks.complete(stage.engine, FAMILY, task.id, {}, None)

    at = tables.history_event.c
    events = stage.rows(select(at.seq, at.at).where(at.instance_id == begun).order_by(at.seq))
    assert [row.seq for row in events] == list(range(1, len(events) + 1))
    assert audit(stage.engine) == []
    assert stage.task(begun).element_id == "check"


@pytest.mark.postgres
def test_a_machine_whose_clock_is_a_day_ahead_fires_nothing_early(postgres_url, tmp_path):
    stage = Stage(postgres_url, tmp_path)
    with stage.engine.begin() as tx:
        really = stage.engine.store.database_now(tx.connection)
    alarms(stage, 10, (really + timedelta(hours=2)).isoformat())

    stage.clock = WallClock(really + timedelta(days=1))
    stage.restart()
    claimed = jobs.run_due(stage.engine)

    assert claimed == 0
    stage.close()


def test_two_workers_without_any_lease_fire_a_thousand_timers_once_each(stage):
    for _ in range(10):
        alarms(stage, MANY)
    stage.later(hours=1)
    workers = [run(stage, stage.clock.now().isoformat(), 10**6, 0) for _ in range(2)]

    assert [each.wait(timeout=120) for each in workers] == [0, 0]

    at = tables.history_event.c
    fired = stage.rows(select(at.instance_id).where(at.type == "timer_fired"))
    assert len(fired) == len(set(fired)) == 10 * MANY
    assert audit(stage.engine) == []


def test_a_worker_that_lost_its_lease_does_nothing_more(stage):
    (begun,) = alarms(stage, 1)
    stage.later(hours=1)
    with stage.engine.begin() as tx:
        (slow,) = claiming.claim_due(tx, tx.now, tx.now, 20)
    with stage.engine.begin() as tx:
        (quick,) = claiming.claim_due(tx, tx.now, tx.now, 20)

    for job in (slow, quick, slow, quick):
        jobs.run_claimed(stage.engine, job)

    assert told(stage, "timer_fired", begun) == 1
    assert audit(stage.engine) == []


def test_a_full_disk_loses_nothing_that_was_acknowledged(sqlite_url, tmp_path):
    stage = Stage(sqlite_url, tmp_path)
    ids = [stage.task(stage.start("ring")).id.hex for _ in range(60)]
    words = [sqlite_url, str(tmp_path), str(300_000)]
    filler = subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.filler", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )

    def say(text):
        filler.stdin.write(f"{text}\n")
        return filler.stdout.readline().strip()

    first = {each: say(each) for each in ids}
    say("more")
    second = {each: say(each) for each, answer in first.items() if answer == "refused"}
    filler.stdin.close()
    assert filler.wait(timeout=30) == 0
    filler.stdout.close()

    assert set(first.values()) == {"done", "refused"}
    assert set(second.values()) == {"done"}
    assert told(stage, "task_completed") == len(ids)
    assert audit(stage.engine) == []
    stage.close()
