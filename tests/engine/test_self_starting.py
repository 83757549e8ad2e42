"""Cases that begin by themselves: once a year and office, whatever else happens meanwhile."""

import threading
from datetime import UTC, timedelta

import pytest

from engine import housekeeping, jobs, offices
from engine.errors import Forbidden, JobNotWaiting, StartIsPlanned
from engine.store import claiming
from tests import starting as s
from tests.auditing import audit
from tests.stage import ADMIN, ALICE, MORNING, OPERATOR, Stage

JUNE = s.day(2026, 6, 1)


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def choose(stage, keys, office="a"):
    offices.change_settings(stage.engine, OPERATOR, office, {"self_starting": keys}, "ทดสอบ")


def moments(stage, key="annual", office="a"):
    return [row.started_at for row in s.cases(stage, key, office)]


def test_a_case_begins_on_its_day_in_every_office_and_again_next_year(stage):
    s.deploy(stage, annual=s.annual())

    s.to(stage, JUNE - timedelta(minutes=1))
    assert moments(stage) == []
    s.to(stage, JUNE)
    assert moments(stage) == moments(stage, office="b") == [JUNE]
    s.to(stage, s.day(2027, 5, 31))
    assert len(moments(stage)) == 1
    s.to(stage, s.day(2027, 6, 1, 9))

    assert moments(stage) == [JUNE, s.day(2027, 6, 1)]
    keys = [row.business_key for row in s.cases(stage, "annual")]
    assert keys == ["ANNUAL-2569-000001", "ANNUAL-2570-000001"]
    assert audit(stage.engine) == []


def test_the_chosen_start_is_entered_and_no_other(stage):
    s.deploy(stage, annual=s.annual())
    s.to(stage, JUNE)
    by_hand = stage.start("annual")

    (by_itself, *_) = s.cases(stage, "annual")
    assert by_itself.started_by == "system"
    assert [task.element_id for task in s.standing(stage, by_itself.id).tasks] == ["plan"]
    assert [task.element_id for task in s.standing(stage, by_hand).tasks] == ["plan"]
    assert len(s.starts(stage)) == 1


def test_a_day_that_a_common_year_lacks_is_the_last_of_february(stage):
    s.deploy(stage, annual=s.annual("02-29"))

    for moment in (s.day(2027, 3, 1), s.day(2028, 3, 1)):
        s.to(stage, moment)

    assert moments(stage) == [s.day(2027, 2, 28), s.day(2028, 2, 29)]


def test_several_days_begin_several_cases_a_year(stage):
    s.deploy(stage, annual=s.annual("11-01 05-16"))

    s.to(stage, s.day(2026, 12, 1))

    assert moments(stage) == [s.day(2026, 5, 16), s.day(2026, 11, 1)]


def test_starts_missed_while_the_service_was_down_begin_once_for_each_day(stage):
    s.deploy(stage, annual=s.annual())

    stage.later(days=800)
    stage.restart()
    stage.work()

    assert moments(stage) == [JUNE, s.day(2027, 6, 1), s.day(2028, 6, 1)]
    due = [s.standing(stage, row.id).instance.business_key for row in s.cases(stage, "annual")]
    assert [key[7:11] for key in due] == ["2569", "2570", "2571"]


def test_a_late_worker_shifts_no_deadline_of_the_case(stage):
    s.deploy(stage, annual=s.annual())

    s.to(stage, s.day(2026, 7, 20))

    (case,) = s.cases(stage, "annual")
    at = s.tables.job.c
    asked = s.select(at.due_at).where(at.instance_id == case.id, at.element_id == "due")
    assert stage.rows(asked)[0].due_at == s.day(2026, 7, 1, 0, 0)


def test_days_before_the_deployment_are_never_made_up_for(stage):
    s.to(stage, JUNE)
    s.deploy(stage, annual=s.annual())

    s.to(stage, s.day(2027, 5, 1))

    assert moments(stage) == []
    assert [row.due_at for row in s.starts(stage)] == [s.day(2027, 6, 1)]


def test_the_newest_version_begins_whatever_was_deployed_meanwhile(stage):
    s.deploy(stage, annual=s.annual())
    (before,) = s.starts(stage)
    s.deploy(stage, annual=s.annual("06-15"))
    (after,) = s.starts(stage)

    s.to(stage, s.day(2026, 6, 20))

    assert (before.id, after.due_at) == (after.id, s.day(2026, 6, 15))
    assert [row.definition_version for row in s.cases(stage, "annual")] == [2]


def test_a_start_that_a_new_version_has_not_is_taken_back(stage):
    s.deploy(stage, annual=s.annual())
    plain = s.d.process([s.d.start(), s.d.user_task(), s.d.end()], s.d.way("start", "work", "end"))
    s.deploy(stage, annual=plain.replace(b'"example"', b'"annual"'))

    s.to(stage, JUNE)

    assert (s.starts(stage), moments(stage)) == ([], [])


def test_an_office_begins_only_what_it_has_chosen(stage):
    s.deploy(stage, annual=s.annual(), other=s.annual(key="other"))
    choose(stage, ["other"])
    choose(stage, [], "b")

    s.to(stage, JUNE)

    assert (moments(stage), moments(stage, "other")) == ([], [JUNE])
    assert moments(stage, "other", "b") == []
    choose(stage, ["*"])
    assert [row.due_at for row in s.starts(stage)] == [s.day(2027, 6, 1)] * 2


def test_the_day_is_a_setting_and_a_wrong_one_stops_nobody_else(stage):
    asked = 'setting("cct_round_opens")'
    stage.sql(s.tables.office.update().values(settings={"cct_round_opens": ["07-01", "08-01"]}))
    stage.sql(
        s.tables.office.update()
        .where(s.tables.office.c.id == "b")
        .values(settings={"cct_round_opens": "whenever"})
    )
    s.deploy(stage, annual=s.annual(asked), other=s.annual(key="other"))

    s.to(stage, s.day(2026, 9, 1))

    assert moments(stage) == [s.day(2026, 7, 1), s.day(2026, 8, 1)]
    assert moments(stage, office="b") == []
    assert moments(stage, "other", "b") == [JUNE]


def race(threads, engines):
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for each in engines:
        each.close()


def test_two_workers_begin_one_case(stage):
    s.deploy(stage, annual=s.annual())
    stage.clock.set(JUNE)
    with stage.engine.begin() as tx:
        both = claiming.claim_due(tx, tx.now, tx.now, 20)
    with stage.engine.begin() as tx:
        (quick,) = claiming.claim_due(tx, tx.now, tx.now, 20)
    (slow,) = [job for job in both if job.id == quick.id]
    engines = [stage.fresh(), stage.fresh()]

    racing = [
        threading.Thread(target=jobs.run_claimed, args=(engine, job))
        for engine, job in zip(engines, (slow, quick), strict=True)
    ]
    race(racing, engines)

    assert moments(stage, office=quick.office_id) == [JUNE]
    assert len(s.starts(stage, quick.office_id)) == 1


def test_planning_at_once_from_two_places_plans_once(stage):
    s.deploy(stage, annual=s.annual())
    stage.sql(s.tables.job.delete().where(s.tables.job.c.kind == "start"))
    engines = [stage.fresh() for _ in range(3)]

    racing = [threading.Thread(target=housekeeping.plan_starts, args=(e,)) for e in engines]
    race(racing, engines)

    assert len(s.starts(stage)) == len(s.starts(stage, "b")) == 1
    assert housekeeping.plan_starts(stage.engine) == 0


def test_a_start_is_listed_explained_run_by_hand_and_not_moved(stage):
    s.deploy(stage, annual=s.annual())
    (job,) = s.waiting_jobs(stage, "start")

    with pytest.raises(StartIsPlanned):
        jobs.set_due(stage.engine, ADMIN, job.id, JUNE, "ลอง")
    with pytest.raises(Forbidden):
        jobs.run_now(stage.engine, ALICE, job.id, "ลอง")
    done = jobs.run_now(stage.engine, ADMIN, job.id, "เริ่มก่อนกำหนด")
    with pytest.raises(JobNotWaiting):
        jobs.run_now(stage.engine, ADMIN, job.id, "อีกครั้ง")

    assert (job.due_at, job.deadline["rows"]) == (JUNE.astimezone(UTC), ["A-1"])
    assert "1 June 2026" in job.explanation["explanation_en"]
    assert [row.id for row in s.cases(stage, "annual")] == [done.instance_id]
    assert moments(stage) == [MORNING]
    s.to(stage, JUNE + timedelta(days=1))
    assert moments(stage) == [MORNING]
    assert [row.due_at for row in s.starts(stage)] == [s.day(2027, 6, 1)]


def test_a_start_that_cannot_begin_is_left_to_an_admin_and_the_next_is_planned(stage):
    s.deploy(stage, annual=s.annual())
    version = s.tables.process_definition.c.key == "annual"
    good = stage.rows(s.select(s.tables.process_definition.c.xml).where(version))[0].xml
    stage.sql(s.tables.process_definition.update().where(version).values(xml=b"damaged"))
    stage.restart()

    stage.clock.set(JUNE)
    for _ in range(stage.settings.attempts):
        stage.work()
        stage.later(minutes=1)

    (failed,) = s.starts(stage, state="failed")
    assert failed.last_error
    assert [row.due_at for row in s.starts(stage)] == [s.day(2027, 6, 1)]
    stage.sql(s.tables.process_definition.update().where(version).values(xml=good))
    jobs.run_now(stage.engine, ADMIN, failed.id, "ซ่อมแล้ว")
    assert moments(stage) == [JUNE]
    assert len(s.starts(stage)) == 1
