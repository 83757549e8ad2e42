"""What a command would do is what it does: before and after, bulk orders, and incidents alike."""

from datetime import timedelta
from uuid import uuid4

import pytest

from engine import bulk, incidents, instances, jobs
from engine.bulk import Deed, Order
from engine.errors import (
    CitizenDeadlineEarlier,
    ElementNotFound,
    Forbidden,
    IncidentNotOpen,
    InstanceNotActive,
    JobNotWaiting,
    NotFound,
    ReasonRequired,
    VariablesReserved,
)
from engine.model import InstanceStatus
from engine.monitoring import one
from engine.monitoring.preview import Asked, Command, preview
from engine.promises import bind_citizen
from tests import starting as s
from tests.auditing import audit
from tests.execution import drawing as d
from tests.stage import ADMIN, ALICE, CHARLIE, Stage


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def foresee(stage, case, command, **given):
    return preview(stage.engine, ADMIN, case, Asked(command=command, **given))


def token(stage, case):
    return one.view(stage.engine, ADMIN, case).tokens[0].id


def ids(changes):
    return [each.element.id for each in changes]


def open_at(stage, case):
    return [task.element_id for task in stage.tasks(case)]


def timers_of(stage, case):
    return {timer.element_id: timer for timer in instances.get(stage.engine, ADMIN, case).timers}


def test_moving_a_token_shows_what_closes_and_opens_and_writes_nothing(stage):
    case = stage.start("permit")
    version = instances.get(stage.engine, ADMIN, case).instance.lock_version

    seen = foresee(stage, case, Command.MOVE, token=token(stage, case), to="sign")

    assert (ids(seen.closes), ids(seen.opens)) == (["check"], ["sign"])
    assert {each.element.id for each in seen.timers} == {"daily", "due"}
    assert all(each.after is None for each in seen.timers)
    assert open_at(stage, case) == ["check"]
    assert instances.get(stage.engine, ADMIN, case).instance.lock_version == version
    instances.move(stage.engine, ADMIN, case, token(stage, case), ("sign", "ข้ามขั้น"))
    assert open_at(stage, case) == ["sign"]
    assert timers_of(stage, case) == {}


def test_moving_to_the_end_says_that_the_case_is_over(stage):
    case = stage.start("permit")

    seen = foresee(stage, case, Command.MOVE, token=token(stage, case), to="end")

    assert seen.status is InstanceStatus.COMPLETED
    with pytest.raises(ElementNotFound):
        foresee(stage, case, Command.MOVE, token=token(stage, case), to="nowhere")
    with pytest.raises(NotFound):
        foresee(stage, case, Command.MOVE, to="end")


def test_variables_are_shown_before_and_after_with_what_they_set_going(stage):
    case = stage.start("parts", parts=2)

    seen = foresee(stage, case, Command.VARIABLES, values={"parts": 5, "note": None})

    assert [(v.name, v.was_there, v.before, v.after) for v in seen.variables] == [
        ("note", False, None, None),
        ("parts", True, 2, 5),
    ]
    assert instances.variables(stage.engine, ADMIN, case)["parts"] == 2
    with pytest.raises(VariablesReserved):
        foresee(stage, case, Command.VARIABLES, values={"applicant": "bob"})


def test_cancelling_shows_every_task_and_timer_that_ends(stage):
    case = stage.start("permit")

    seen = foresee(stage, case, Command.CANCEL)

    assert (seen.status, ids(seen.closes)) == (InstanceStatus.CANCELLED, ["check"])
    assert {each.element.id for each in seen.timers} == {"daily", "due"}
    instances.suspend(stage.engine, ADMIN, case, "รอ")
    assert ids(foresee(stage, case, Command.CANCEL).closes) == ["check"]
    instances.cancel(stage.engine, ADMIN, case, "ผิด")
    with pytest.raises(InstanceNotActive):
        foresee(stage, case, Command.CANCEL)


def test_resuming_tells_which_timers_fire_at_once(stage):
    case = stage.start("permit")
    assert foresee(stage, case, Command.SUSPEND).status is InstanceStatus.SUSPENDED
    with pytest.raises(InstanceNotActive):
        foresee(stage, case, Command.RESUME)
    instances.suspend(stage.engine, ADMIN, case, "รอ")
    stage.later(days=2)

    seen = foresee(stage, case, Command.RESUME)

    assert (seen.status, [each.id for each in seen.fires]) == (InstanceStatus.ACTIVE, ["daily"])
    with pytest.raises(InstanceNotActive):
        foresee(stage, case, Command.MOVE, token=uuid4(), to="sign")


def test_only_an_admin_of_the_office_looks_ahead(stage):
    case = stage.start("permit")

    for person, refusal in ((ALICE, Forbidden), (CHARLIE, NotFound)):
        with pytest.raises(refusal):
            preview(stage.engine, person, case, Asked(command=Command.CANCEL))


def test_a_legal_deadline_is_told_as_one_and_moves_with_what_people_see(stage):
    case = stage.start("permit")
    timer = timers_of(stage, case)["due"]
    later = timer.due_at + timedelta(days=7)

    (change,) = foresee(stage, case, Command.DUE, job=timer.id, due_at=later).timers
    jobs.set_due(stage.engine, ADMIN, timer.id, later, "น้ำท่วม")

    assert (change.before, change.after, change.host.id) == (timer.due_at, later, "check")
    assert (change.is_legal, change.is_citizens) == (True, False)
    moved, task = timers_of(stage, case)["due"], stage.task(case)
    assert task.due_at == later
    assert task.due_date.isoformat() == moved.explanation["due_date"] == "2026-04-15"
    assert moved.explanation["explanation_th"].startswith("ผู้ดูแลระบบเปลี่ยนกำหนด")
    assert audit(stage.engine) == []
    jobs.set_due(stage.engine, ADMIN, timer.id, timer.due_at, "กลับตามเดิม")
    again = timers_of(stage, case)["due"].explanation["explanation_en"]
    assert again.count("An administrator changed it") == 1
    stage.complete(case, ok=True)
    with pytest.raises(JobNotWaiting):
        foresee(stage, case, Command.DUE, job=timer.id, due_at=later)


def citizens(stage):
    """A case whose deadline binds the family."""
    due = d.deadline(n="5", kind="due", duty="citizen")
    edge = {"attachedToRef": "mend", "cancelActivity": "false"}
    nodes = [
        d.start(),
        d.user_task("mend"),
        d.event("boundaryEvent", "until", "timer", due, **edge),
        d.end(),
        d.end("past"),
    ]
    flows = [*d.way("start", "mend", "end"), d.flow("until", "past")]
    s.deploy(stage, mending=d.process(nodes, flows, id="mending"))
    return stage.start("mending")


def test_a_citizens_deadline_comes_earlier_only_when_that_is_confirmed(stage):
    case = citizens(stage)
    timer = timers_of(stage, case)["until"]
    earlier, later = timer.due_at - timedelta(days=1), timer.due_at + timedelta(days=1)

    warned = foresee(stage, case, Command.DUE, job=timer.id, due_at=earlier)
    with pytest.raises(CitizenDeadlineEarlier) as refused:
        jobs.set_due(stage.engine, ADMIN, timer.id, earlier, "เร่ง")

    assert ids(warned.shortens_for_citizens) == ["until"]
    assert "๘ เมษายน ๒๕๖๙" in refused.value.text("th")
    assert foresee(stage, case, Command.DUE, job=timer.id, due_at=later).shortens_for_citizens == []
    assert jobs.set_due(stage.engine, ADMIN, timer.id, later, "ขยาย").due_at == later
    confirmed = jobs.set_due(stage.engine, ADMIN, timer.id, earlier, "ตกลง", may_be_earlier=True)
    assert confirmed.due_at == earlier


def test_an_opening_that_comes_earlier_takes_no_time_from_a_citizen():
    assert bind_citizen({"rule": "calendar_days", "duty": "citizen"})
    assert not bind_citizen({"rule": "window_opens", "duty": "citizen"})
    assert not bind_citizen({"rule": "calendar_days", "duty": "official"})
    assert not bind_citizen({"rule": "calendar_days", "duty": "citizen", "before": 3})
    assert not bind_citizen({"rule": "calendar_days", "duty": "citizen", "after": 3})
    assert not bind_citizen({"rule": "every_days", "duty": "citizen"})
    assert not bind_citizen(None)


def broken(stage, many=1, parts=0):
    """Cases of `parts` whose script has divided by nothing."""
    made = [stage.start("parts", parts=parts) for _ in range(many)]
    for case in made:
        for each in one.view(stage.engine, ADMIN, case).tokens:
            if each.element.id != "read":
                instances.move(stage.engine, ADMIN, case, each.id, ("join", "มาถึงแล้ว"))
        stage.complete(case)
    return made


def incident_of(stage, case):
    return instances.get(stage.engine, ADMIN, case).incidents[0]


def test_a_retry_shows_that_it_would_fail_again_until_the_data_are_mended(stage):
    (case,) = broken(stage)
    incident = incident_of(stage, case)

    again = foresee(stage, case, Command.RETRY, incident=incident.id)
    instances.set_variables(stage.engine, ADMIN, case, ({"parts": 2}, "แก้"))
    mended = foresee(stage, case, Command.RETRY, incident=incident.id)
    incidents.retry(stage.engine, ADMIN, incident.id, "ลองใหม่")

    assert [each[0].id for each in again.breaks] == ["divide"]
    assert ([each.id for each in mended.mends], ids(mended.opens)) == (["divide"], ["close"])
    assert open_at(stage, case) == ["close"]
    with pytest.raises(IncidentNotOpen):
        foresee(stage, case, Command.RETRY, incident=incident.id)


def test_incidents_alike_are_counted_and_retried_each_answered_by_itself(stage):
    first, second, third = broken(stage, many=3)
    instances.set_variables(stage.engine, ADMIN, second, ({"parts": 2}, "แก้"))
    instances.suspend(stage.engine, ADMIN, third, "รอ")
    incident = incident_of(stage, first)

    (kind,) = incidents.kinds(stage.engine, ADMIN)
    assert (kind.definition_key, kind.element_id, kind.many) == ("parts", "divide", 3)
    assert len(incidents.troubles_of(stage.engine, ALICE, incident.id)) == 3
    assert len(incidents.some_of(stage.engine, ADMIN, (None, "parts"), 50)) == 3
    assert incidents.some_of(stage.engine, ADMIN, ("b", None), 50) == []
    with pytest.raises(Forbidden):
        incidents.retry_alike(stage.engine, ALICE, incident.id, "ลอง")
    with pytest.raises(ReasonRequired):
        incidents.retry_alike(stage.engine, ADMIN, incident.id, " ")
    answers = incidents.retry_alike(stage.engine, ADMIN, incident.id, "แก้แล้ว")

    told = {a.instance: (a.is_mended, a.refusal and a.refusal.code) for a in answers}
    assert told == {
        first: (False, None),
        second: (True, None),
        third: (False, "instance_not_active"),
    }
    assert open_at(stage, second) == ["close"]
    assert incidents.kinds(stage.engine, ADMIN)[0].many == 2
    assert audit(stage.engine) == []


def test_a_bulk_order_is_looked_at_then_done_case_by_case(stage):
    going, resting, gone = (stage.start("permit") for _ in range(3))
    instances.suspend(stage.engine, ADMIN, resting, "รอ")
    instances.cancel(stage.engine, ADMIN, gone, "ผิด")
    chosen = [going, resting, gone, uuid4()]
    order = Order(deed=Deed.CANCEL, reason="ปิดโครงการ")

    looked = bulk.look(stage.engine, ADMIN, chosen, order)
    assert open_at(stage, going) == ["check"]
    done = bulk.carry_out(stage.engine, ADMIN, chosen, order)

    codes = [each.refusal and each.refusal.code for each in looked]
    assert codes == [None, None, "instance_not_active", "instance_not_found"]
    assert [ids(each.foreseen[0].closes) for each in looked[:2]] == [["check"]] * 2
    assert [each.refusal and each.refusal.code for each in done] == codes
    assert open_at(stage, going) == []
    assert audit(stage.engine) == []


def test_a_bulk_order_without_a_reason_or_the_right_does_nothing(stage):
    case = stage.start("permit")
    nothing, strange = (
        bulk.carry_out(stage.engine, person, [case], Order(deed=Deed.SUSPEND, reason=reason))
        for person, reason in ((ADMIN, ""), (ALICE, "ลอง"))
    )

    assert [nothing[0].refusal.code, strange[0].refusal.code] == ["reason_required", "forbidden"]
    assert bulk.look(stage.engine, ALICE, [case], Order(deed=Deed.SUSPEND))[0].refusal is not None


def test_a_bulk_move_takes_those_who_stand_there_and_a_bulk_retry_the_broken(stage):
    here, there = stage.start("permit"), stage.start("alarm", moment="2026-05-01T08:00:00+07:00")
    (stuck,) = broken(stage)
    move = Order(deed=Deed.MOVE, reason="ข้าม", at="check", to="sign")
    retry = Order(deed=Deed.RETRY, reason="ลองใหม่")

    moved = bulk.carry_out(stage.engine, ADMIN, [here, there], move)
    instances.set_variables(stage.engine, ADMIN, stuck, ({"parts": 2}, "แก้"))
    retried = bulk.carry_out(stage.engine, ADMIN, [stuck, here], retry)

    assert [each.refusal is None for each in moved] == [True, False]
    assert [each.refusal is None for each in retried] == [True, False]
    assert (open_at(stage, here), open_at(stage, stuck)) == (["sign"], ["close"])
    switched = bulk.carry_out(stage.engine, ADMIN, [here], Order(deed=Deed.SUSPEND, reason="พัก"))
    resumed = bulk.carry_out(stage.engine, ADMIN, [here], Order(deed=Deed.RESUME, reason="ต่อ"))
    assert [switched[0].refusal, resumed[0].refusal] == [None, None]


def test_what_is_heard_no_more_and_what_is_sent_is_foreseen(stage):
    case, permit = stage.start("parts", parts=2), stage.start("permit")
    by_element = {each.element.id: each.id for each in one.view(stage.engine, ADMIN, case).tokens}

    unheard = foresee(stage, case, Command.MOVE, token=by_element["papers"], to="close")
    heard = foresee(stage, case, Command.MOVE, token=by_element["read"], to="papers")
    counted = foresee(stage, permit, Command.MOVE, token=token(stage, permit), to="count")
    told = foresee(stage, permit, Command.MOVE, token=token(stage, permit), to="tell")

    assert [(each.id, name) for each, name in unheard.stops_hearing] == [("papers", "papers")]
    assert [(each.id, name) for each, name in heard.begins_to_hear] == [("papers", "papers")]
    assert [(each.id, kind) for each, kind in counted.sends] == [("count", "service")]
    assert [(each.id, kind) for each, kind in told.sends] == [("tell", "notification")]
