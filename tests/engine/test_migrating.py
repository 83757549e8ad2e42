"""Running cases moved to another version: planned, done one by one, told, undone."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from engine import deployments, instances, migrating, tasks
from engine.errors import (
    InstanceNotActive,
    InstanceNotFound,
    MigrationRefused,
    ReasonRequired,
    SameVersion,
)
from engine.migrating import Choices, Order, Verdict
from tests.auditing import audit
from tests.engine.conftest import (
    ADMIN,
    AUDITOR,
    DIRECTOR,
    FORM,
    OFFICER,
    OPERATOR,
    STRANGER,
    person,
)
from tests.execution import drawing as d

ANALYST = person("analyst", "udonthani1", "analyst")
WHY = "ระเบียบใหม่ลดเวลาเหลือ 10 วัน"


def review(*, days="15", second=False, check="check", more=""):
    """The office's review: check, then sign within some days of the case's beginning."""
    names = [check, "sign", *(["second"] if second else [])]
    due = d.deadline(n=days, from_="started_at", basis="คู่มือ ข้อ 3")
    edge = {"attachedToRef": "sign", "cancelActivity": "false"}
    nodes = [
        d.start(),
        d.user_task(check, camunda_formKey="evidence", name=f"ตรวจ{more}"),
        d.user_task("sign", camunda_candidateGroups="office_director", name="ลงนาม"),
        *([d.user_task("second", camunda_candidateGroups="admin", name="ลงนามที่สอง")] * second),
        d.event("boundaryEvent", "late", "timer", due, name="กำหนดลงนาม", **edge),
        d.end("told"),
        d.end(),
    ]
    flows = [*d.way("start", *names, "end"), d.flow("late", "told")]
    return d.process(nodes, flows, id="review", name="ตรวจหลักฐาน")


def deploy(desk, **changes):
    """Deploy a version of the review; return its number."""
    files = {"review.bpmn": review(**changes), "evidence.json": json.dumps(FORM).encode()}
    made = deployments.deploy(desk.engine, OPERATOR, files)
    return next(each.version for each in made.definitions if each.kind == "process")


@pytest.fixture
def old(desk):
    return deploy(desk)


def due(desk, case):
    return desk.task(case).due_date


def plan(desk, old, new, by=ANALYST, **choices):
    return migrating.plan(desk.engine, by, "review", (old, new), Choices(**choices))


def move(desk, case, new, by=ANALYST, reason=WHY, **choices):
    order = Order(after=new, choices=Choices(**choices), reason=reason)
    return migrating.move(desk.engine, by, case, order)


def signing(desk):
    case = desk.start()
    desk.complete(case)
    return case


def test_a_plan_says_what_would_become_of_each_case_and_writes_nothing(desk, old):
    checking, at_signing = desk.start(), signing(desk)
    promised = due(desk, at_signing)
    before = [desk.row_of(each).lock_version for each in (checking, at_signing)]
    desk.later(days=3)
    new = deploy(desk, days="10", second=True)

    found = plan(desk, old, new)

    assert [each.instance.id for each in found.cases] == [checking, at_signing]
    assert {each.verdict for each in found.cases} == {Verdict.MOVABLE}
    assert [each.name_th for each in found.cases[1].at] == ["ลงนาม"]
    assert [each.id for each in found.cases[1].goes_to] == ["sign"]
    (timer,) = found.cases[1].timers
    assert (timer.before, timer.after, timer.start) == (promised, promised, date(2026, 4, 1))
    assert timer.offered == promised - timedelta(days=7)
    assert [(each.element.id, each.cases, each.is_chosen) for each in found.recountable] == [
        ("late", 1, False)
    ]
    assert found.total == 2
    assert [desk.row_of(each).lock_version for each in (checking, at_signing)] == before


@pytest.mark.usefixtures("old")
def test_a_case_keeps_its_open_task_its_draft_and_its_due_date(desk):
    case = signing(desk)
    task, promised = desk.task(case), due(desk, case)
    tasks.claim(desk.engine, DIRECTOR, task.id)
    desk.later(days=3)
    new = deploy(desk, days="10", second=True)

    moved = move(desk, case, new)

    now = moved.tasks[0]
    assert (now.id, now.assignee, now.due_date) == (task.id, DIRECTOR.id, promised)
    assert moved.instance.definition_version == new
    assert moved.timers[0].due_at.date() >= promised - timedelta(days=1)
    tasks.complete(desk.engine, DIRECTOR, task.id, {}, None)
    assert [each.element_id for each in instances.get(desk.engine, ADMIN, case).tasks] == ["second"]
    assert audit(desk.engine) == []


@pytest.mark.usefixtures("old")
def test_the_new_length_is_counted_from_the_same_day_where_that_was_chosen(desk):
    case = signing(desk)
    promised = due(desk, case)
    desk.later(days=3)
    new = deploy(desk, days="10")

    move(desk, case, new, recount=frozenset({"late"}))

    assert due(desk, case) == promised - timedelta(days=7)
    assert audit(desk.engine) == []


def test_a_renamed_step_is_suggested_and_its_rows_follow(desk, old):
    case = desk.start()
    task = desk.task(case).id
    new = deploy(desk, check="examine")

    found = plan(desk, old, new)
    assert dict(found.versions.suggested)["check"] == "examine"
    moved = move(desk, case, new)

    assert [(each.id, each.element_id) for each in moved.tasks] == [(task, "examine")]
    assert audit(desk.engine) == []
    desk.finish(case)
    assert desk.row_of(case).status.value == "completed"


def test_a_case_that_cannot_move_stays_and_says_why_while_others_move(desk, old):
    free, stuck = signing(desk), desk.start()
    new = deploy_other(desk)

    found = plan(desk, old, new)
    assert [each.verdict for each in found.cases] == [Verdict.MOVABLE, Verdict.AFTER_CHOICE]
    assert "“ตรวจ”" in found.cases[1].hindrances[0].why.th
    assert list(found.to_choose) == ["check"]
    chosen = [(free, "1"), (stuck, "2")]
    answers = migrating.move_many(desk.engine, ANALYST, chosen, Order(after=new, reason=WHY))

    assert [each.refusal is None for each in answers] == [True, False]
    assert "“ตรวจ”" in answers[1].refusal.text("th")
    assert (desk.row_of(free).definition_version, desk.row_of(stuck).definition_version) == (
        new,
        old,
    )
    move(desk, stuck, new, mapping={"check": "interview"})
    assert [each.element_id for each in instances.get(desk.engine, ADMIN, stuck).tasks] == [
        "interview"
    ]


def deploy_other(desk):
    nodes = [
        d.start(),
        d.user_task("phone", name="โทร"),
        d.user_task("interview", name="สัมภาษณ์"),
        d.user_task("sign", camunda_candidateGroups="office_director", name="ลงนาม"),
        d.event(
            "boundaryEvent",
            "late",
            "timer",
            d.deadline(n="15", from_="started_at"),
            attachedToRef="sign",
            cancelActivity="false",
        ),
        d.end("told"),
        d.end(),
    ]
    flows = [*d.way("start", "phone", "interview", "sign", "end"), d.flow("late", "told")]
    xml = d.process(nodes, flows, id="review", name="ตรวจหลักฐาน")
    made = deployments.deploy(desk.engine, OPERATOR, {"review.bpmn": xml})
    return made.definitions[0].version


@pytest.mark.usefixtures("old")
def test_what_moved_goes_back_when_the_earlier_version_is_deployed_again(desk):
    case = signing(desk)
    promised = due(desk, case)
    new = deploy(desk, days="10")
    move(desk, case, new)
    again = deploy(desk)

    assert plan(desk, new, again).cases[0].verdict is Verdict.MOVABLE
    move(desk, case, again, reason="เลิกใช้")

    assert (due(desk, case), desk.row_of(case).definition_version) == (promised, again)
    desk.complete(case, DIRECTOR)
    assert desk.row_of(case).status.value == "completed"


@pytest.mark.usefixtures("old")
def test_a_suspended_case_moves_and_stays_suspended(desk):
    case = signing(desk)
    instances.suspend(desk.engine, ADMIN, case, "รอคำวินิจฉัย")
    new = deploy(desk, days="10")

    moved = move(desk, case, new)

    assert moved.instance.status.value == "suspended"
    assert audit(desk.engine) == []
    instances.resume(desk.engine, ADMIN, case, "วินิจฉัยแล้ว")
    desk.complete(case, DIRECTOR)
    assert desk.row_of(case).status.value == "completed"


def test_only_who_administers_or_analyses_in_the_office_may_move_its_cases(desk, old):
    case = signing(desk)
    new = deploy(desk, days="10")

    for nobody in (STRANGER, OFFICER, AUDITOR, person("other", "phayao2", "admin", "analyst")):
        with pytest.raises(InstanceNotFound):
            move(desk, case, new, by=nobody)
        assert plan(desk, old, new, by=nobody).cases == ()
    assert migrating.within(desk.engine, ADMIN, "review") == {old: 1}
    assert move(desk, case, new, by=ADMIN).instance.definition_version == new


def test_what_makes_no_sense_is_refused(desk, old):
    case, new = signing(desk), deploy(desk, days="10")

    with pytest.raises(ReasonRequired):
        move(desk, case, new, reason=" ")
    with pytest.raises(SameVersion):
        move(desk, case, old)
    with pytest.raises(InstanceNotFound):
        move(desk, uuid4(), new)
    desk.complete(case, DIRECTOR)
    with pytest.raises(InstanceNotActive):
        move(desk, case, new)


@pytest.mark.usefixtures("old")
def test_finished_work_is_known_from_the_history(desk):
    case = signing(desk)
    xml = d.process(
        [
            d.start(),
            d.user_task("sign", camunda_candidateGroups="office_director", name="ลงนาม"),
            d.user_task("check", camunda_formKey="evidence", name="ตรวจ"),
            d.end(),
        ],
        d.way("start", "sign", "check", "end"),
        id="review",
        name="ตรวจหลักฐาน",
    )
    new = deployments.deploy(desk.engine, OPERATOR, {"review.bpmn": xml}).definitions[0].version

    with pytest.raises(MigrationRefused) as refused:
        move(desk, case, new, let_go=frozenset({"late"}))
    assert [each["code"] for each in refused.value.particulars["hindrances"]] == ["done_again"]
