"""Messages that cases send: what begins with them, whose it is, and who has not finished."""

from datetime import timedelta

import pytest

from engine import instances, jobs, tasks
from engine.errors import Forbidden, InstanceNotFound
from engine.jobs import MESSAGE_KEPT
from engine.store import claiming
from tests import starting as s
from tests.auditing import audit
from tests.execution import drawing as d
from tests.stage import ADMIN, ALICE, CHARLIE, FAMILY, MORNING, OPERATOR, Stage

SCHOOLS = [{"code": f"{n:03}", "applicant": f"school-{n:03}"} for n in range(200)]


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def send(stage, box="", **variables):
    s.deploy(stage, office_case=s.parent(box or d.inputs(code="x")), school_case=s.child())
    sender = stage.start("office_case", **variables)
    stage.work()
    return sender


def children(stage, office="a"):
    at = s.tables.process_instance.c
    asked = s.select(at.id, at.applicant_id, at.origin_office, at.origin_id, at.status)
    chosen = (at.definition_key == "school_case") & (at.office_id == office)
    return stage.rows(asked.where(chosen).order_by(at.id))


def variables(stage, row, by=ADMIN):
    return instances.variables(stage.engine, by, row.id)


def test_a_case_begun_by_a_message_knows_its_origin_and_inherits_the_applicant(stage):
    sender = send(stage)

    (row,) = children(stage)
    assert (row.origin_office, row.origin_id, row.applicant_id) == ("a", sender, "family")
    assert variables(stage, row)["code"] == "x"
    assert audit(stage.engine) == []


@pytest.mark.parametrize(("given", "applicant"), [("neighbour", "neighbour"), ("${none}", None)])
def test_the_payload_names_another_applicant_or_nobody(stage, given, applicant):
    send(stage, d.inputs(applicant=given), none=None)

    (row,) = children(stage)
    assert row.applicant_id == applicant


def test_a_message_goes_to_another_office_and_says_from_where(stage):
    sender = send(stage, d.inputs(to_office="b", code="x"))

    assert children(stage) == []
    (row,) = children(stage, "b")
    assert (row.origin_office, row.origin_id) == ("a", sender)
    assert variables(stage, row, OPERATOR)["from_office"] == "a"
    assert s.begun(stage, sender).page.items == []
    assert len(s.begun(stage, sender, by=OPERATOR).page.items) == 1


def test_a_message_to_no_office_is_the_senders_incident(stage):
    sender = send(stage, d.inputs(to_office="nowhere"))
    for _ in range(stage.settings.attempts):
        stage.later(minutes=1)
        stage.work()

    (incident,) = s.standing(stage, sender).incidents
    assert (incident.element_id, incident.code) == ("send", "job_failed")


@pytest.mark.parametrize("wrong", [{"correlation": "x"}, {"applicant": "${7}"}])
def test_a_payload_that_cannot_be_read_stops_at_the_throw(stage, wrong):
    sender = send(stage, d.inputs(**wrong))

    (incident,) = s.standing(stage, sender).incidents
    assert (incident.element_id, incident.code) == ("send", "payload_unfit")


def receiver(key="listener"):
    box = d.inputs(learner="${learner}")
    catch = d.event("intermediateCatchEvent", "hear", "message", messageRef="news_m")
    catch = catch.replace("<bpmn:messageEventDefinition", box + "<bpmn:messageEventDefinition")
    nodes = [d.start(), catch, d.user_task("after"), d.end()]
    return d.process(nodes, d.way("start", "hear", "after", "end"), id=key, declared=s.NEWS)


def teller(**more):
    box = d.inputs(correlation='${{"learner": learner}}', told="${told}", **more)
    thrown = d.event("endEvent", "tell", "message", messageRef="news_m")
    thrown = thrown.replace("<bpmn:messageEventDefinition", box + "<bpmn:messageEventDefinition")
    return d.process([d.start(), thrown], d.way("start", "tell"), id="teller", declared=s.NEWS)


def test_a_message_finds_the_one_that_waits_by_what_they_agree_on(stage):
    s.deploy(stage, listener=receiver(), teller=teller())
    first, second = (stage.start("listener", learner=n) for n in (1, 2))

    stage.start("teller", learner=2, told="ใช่")
    stage.work()

    assert s.standing(stage, first).tasks == []
    assert s.standing(stage, second).tasks[0].element_id == "after"
    assert instances.variables(stage.engine, ADMIN, second)["told"] == "ใช่"


def test_several_that_wait_alike_are_an_incident_of_the_sender(stage):
    s.deploy(stage, listener=receiver(), teller=teller())
    for _ in range(2):
        stage.start("listener", learner=1)
    sender = stage.start("teller", learner=1, told="x")
    for _ in range(stage.settings.attempts):
        stage.work()
        stage.later(minutes=1)

    (incident,) = s.standing(stage, sender).incidents
    assert (incident.code, incident.element_id) == ("job_failed", "tell")


def test_a_receiver_that_comes_late_still_hears(stage):
    s.deploy(stage, listener=receiver(), teller=teller())
    sender = stage.start("teller", learner=1, told="x")
    stage.work()

    for _ in range(10):
        stage.later(minutes=20)
        stage.work()
    late = stage.start("listener", learner=1)
    stage.later(hours=1)
    stage.work()

    assert s.standing(stage, late).tasks[0].element_id == "after"
    assert s.standing(stage, sender).incidents == []


def test_an_optional_message_is_heard_where_somebody_waits_and_else_forgotten(stage):
    s.deploy(stage, listener=receiver(), teller=teller(optional="${True}"))
    listening = stage.start("listener", learner=1)
    heard = stage.start("teller", learner=1, told="x")
    unheard = stage.start("teller", learner=2, told="x")
    stage.work()
    stage.later(minutes=MESSAGE_KEPT.total_seconds() / 60 + 60)
    stage.work()

    assert s.standing(stage, listening).tasks[0].element_id == "after"
    assert "optional" not in instances.variables(stage.engine, ADMIN, listening)
    for sender in (heard, unheard):
        assert s.standing(stage, sender).incidents == []


def test_a_message_that_nobody_hears_becomes_an_incident_where_it_was_thrown(stage):
    s.deploy(stage, listener=receiver(), teller=teller())
    sender = stage.start("teller", learner=1, told="x")

    while stage.clock.now() < MORNING + MESSAGE_KEPT:
        stage.work()
        assert s.standing(stage, sender).incidents == []
        stage.later(minutes=30)
    stage.later(hours=1)
    stage.work()

    (incident,) = s.standing(stage, sender).incidents
    assert (incident.code, incident.element_id) == ("nobody_waits", "tell")
    late = stage.start("listener", learner=1)
    jobs.run_now(stage.engine, ADMIN, incident.job_id, "มีผู้รับแล้ว")
    stage.work()
    assert s.standing(stage, late).tasks[0].element_id == "after"
    assert s.standing(stage, sender).incidents == []


def test_a_message_done_twice_begins_one_case(stage):
    s.deploy(stage, office_case=s.parent(d.inputs(code="x")), school_case=s.child())
    stage.start("office_case")
    with stage.engine.begin() as tx:
        (slow,) = claiming.claim_due(tx, tx.now, tx.now, 20)
    with stage.engine.begin() as tx:
        (quick,) = claiming.claim_due(tx, tx.now, tx.now, 20)

    for job in (slow, quick, slow, quick):
        jobs.run_claimed(stage.engine, job)

    assert len(children(stage)) == 1
    assert audit(stage.engine) == []


@pytest.mark.parametrize("sequential", ["false", "true"])
def test_two_hundred_schools_are_asked_at_once_and_the_office_sees_who_is_missing(
    stage, sequential
):
    s.deploy(stage, office_case=s.many(sequential), school_case=s.child())
    office = stage.start("office_case", schools=SCHOOLS)
    stage.work(1000)

    rows = children(stage)
    assert [row.applicant_id for row in rows] == [each["applicant"] for each in SCHOOLS]
    assert {row.origin_id for row in rows} == {office}
    answered = [tasks.complete(stage.engine, ALICE, t.id, {}, None) for t in answers(stage, rows)]
    found = s.begun(stage, office, "active", at=(None, 50))
    rest = s.begun(stage, office, "active", at=(found.page.next, 200))
    stage.complete(office)

    assert len(answered) == 3
    assert found.totals == {"active": 197, "suspended": 0, "completed": 3, "cancelled": 0}
    listed = [each.instance.applicant_id for each in (*found.page.items, *rest.page.items)]
    assert listed == [each["applicant"] for each in SCHOOLS[3:]]
    assert [(step.name_th, step.name_en) for step in found.page.items[0].steps] == [
        ("ตอบ", "Answer")
    ]
    assert instances.variables(stage.engine, ADMIN, office)["open"] == 197
    assert s.standing(stage, office).incidents == []


def answers(stage, rows):
    return [stage.task(row.id) for row in rows[:3]]


def test_who_oversees_the_office_sees_what_was_begun_and_nobody_else(stage):
    sender = send(stage)

    assert len(s.begun(stage, sender, by=ALICE).page.items) == 1
    with pytest.raises(Forbidden):
        s.begun(stage, sender, by=FAMILY)
    with pytest.raises(InstanceNotFound):
        s.begun(stage, sender, by=CHARLIE)


def test_open_cases_tells_who_they_are_and_forgets_those_that_ended(stage):
    nodes = [
        d.start(),
        s.throw(d.inputs(code="x")),
        d.user_task("look"),
        d.script("note", "going = open_cases()", scriptFormat="khanton"),
        d.user_task("again"),
        d.script("after", "left = open_cases()", scriptFormat="khanton"),
        d.user_task("wait"),
        d.end(),
    ]
    way = d.way("start", "send", "look", "note", "again", "after", "wait", "end")
    body = d.process(nodes, way, id="office_case", declared=s.INVITE)
    s.deploy(stage, office_case=body, school_case=s.child())
    office = stage.start("office_case")
    stage.work()
    stage.later(minutes=1)
    stage.complete(office)
    (row,) = children(stage)
    stage.complete(row.id)
    stage.complete(office)

    told = instances.variables(stage.engine, ADMIN, office)
    assert told["going"] == [
        {
            "business_key": "school_case-2569-000001",
            "definition_key": "school_case",
            "applicant": "family",
            "started_at": MORNING.isoformat(),
        }
    ]
    assert told["left"] == []


def test_a_message_start_goes_its_own_way_beside_a_plain_one(stage):
    came = d.event("startEvent", "came", "message", messageRef="invite_m")
    nodes = [d.start(), came, s.yearly(), d.user_task("plain"), d.user_task("asked"), d.end()]
    flows = [
        *d.way("start", "plain", "end"),
        *d.way("came", "asked", "end"),
        d.flow("opens", "plain"),
    ]
    body = d.process(nodes, flows, id="school_case", declared=s.INVITE)
    s.deploy(stage, office_case=s.parent(d.inputs(code="x")), school_case=body)

    stage.start("office_case")
    stage.start("school_case")
    stage.clock.set(MORNING + timedelta(days=90))
    stage.work()

    standing = [s.standing(stage, row.id).tasks[0].element_id for row in children(stage)]
    assert standing == ["plain", "asked", "plain"]
