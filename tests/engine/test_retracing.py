"""Recorded cases on a version that may yet come: which would have gone another way."""

from datetime import timedelta

import pytest

from engine import history, instances, retracing
from engine.retracing import Outcome
from tests.engine.conftest import ADMIN, DIRECTOR, OPERATOR, STRANGER
from tests.engine.test_migrating import ANALYST, deploy, review, signing
from tests.execution import drawing as d
from tests.stage import ADMIN as ADMIN_OF_STAGE
from tests.stage import Stage
from tests.stage_diagrams import FILES


def retraced(desk, xml, by=ANALYST, many=20):
    return retracing.part(desk.engine, by, ("review", {"review.bpmn": xml}), (None, many)).cases


@pytest.fixture
def old(desk):
    return deploy(desk)


def finished(desk):
    case = signing(desk)
    desk.later(days=2)
    desk.complete(case, DIRECTOR)
    return case


@pytest.mark.usefixtures("old")
def test_the_same_version_would_have_gone_the_same_way(desk):
    finished(desk)
    signing(desk)

    told = retraced(desk, review())

    assert [(each.outcome, each.dues) for each in told] == [(Outcome.SAME, ())] * 2


@pytest.mark.usefixtures("old")
def test_a_second_signature_and_fewer_days_are_told(desk):
    done = finished(desk)

    (told,) = retraced(desk, review(days="10", second=True))

    assert (told.instance.id, told.outcome) == (done, Outcome.LONGER)
    assert [each.name_th for each in told.added] == ["ลงนามที่สอง"]
    (due,) = told.dues
    assert (due.element.name_th, due.before - due.after) == ("กำหนดลงนาม", timedelta(days=7))


@pytest.mark.usefixtures("old")
def test_a_shorter_period_that_would_have_run_out_is_another_way(desk):
    case = signing(desk)
    desk.later(days=20)
    desk.complete(case, DIRECTOR)

    (told,) = retraced(desk, review(days="10"))

    assert (told.outcome, told.first.id) == (Outcome.OTHER, "told")
    assert "told" in told.why.en


@pytest.mark.usefixtures("old")
def test_the_first_element_that_differs_is_named(desk):
    finished(desk)
    swapped = d.straight(
        d.user_task("sign", camunda_candidateGroups="office_director", name="ลงนาม"),
        d.user_task("check", name="ตรวจ"),
        names=["sign", "check"],
    ).replace(b'id="example"', b'id="review"')

    (told,) = retraced(desk, swapped)

    assert (told.outcome, told.first.name_th) == (Outcome.OTHER, "ลงนาม")
    assert "“ตรวจ”" in told.why.th
    assert "“ลงนาม”" in told.why.th


@pytest.mark.usefixtures("old")
def test_what_cannot_be_read_any_more_says_so(desk):
    case = finished(desk)
    history.erase(desk.engine, ADMIN, case, "PDPA")

    (told,) = retraced(desk, review())

    assert told.outcome is Outcome.CANNOT
    assert "ลบ" in told.why.th


@pytest.mark.usefixtures("old")
def test_the_newest_come_first_some_at_a_time_and_only_of_one_s_own_offices(desk):
    cases = [signing(desk) for _ in range(3)]
    of = ("review", {"review.bpmn": review()})

    first = retracing.part(desk.engine, ANALYST, of, (None, 2))
    rest = retracing.part(desk.engine, ANALYST, of, (first.behind, 2))

    assert [each.instance.id for each in (*first.cases, *rest.cases)] == cases[::-1]
    assert (first.behind, rest.behind) == (cases[1], None)
    assert retraced(desk, review(), by=STRANGER) == ()
    counted = retracing.summary(desk.engine, ANALYST, of, 20)
    assert (dict(counted.outcomes), counted.dues, counted.looked_at) == ({Outcome.SAME: 3}, 0, 3)


def test_loops_timers_and_what_an_admin_did_are_done_again(database_url, tmp_path):
    stage = Stage(database_url, tmp_path)
    case = stage.start("permit")
    stage.later(days=3)
    stage.work()
    stage.complete(case, ok=False)
    instances.set_variables(stage.engine, ADMIN_OF_STAGE, case, ({"note": 1}, "แก้"))
    token = stage.task(case).id
    instances.move(stage.engine, ADMIN_OF_STAGE, case, token, ("check", "ข้าม"))
    stage.complete(case, ok=True)
    stage.work()
    stage.complete(case)

    found = retracing.part(stage.engine, OPERATOR, ("permit", FILES), (None, 5)).cases

    assert [(each.outcome, each.why) for each in found] == [(Outcome.SAME, None)]
    stage.close()
