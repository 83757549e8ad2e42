"""Who may let a waiting case hear something, and which case that is."""

import pytest

from engine import history, instances, messages
from engine.correlating import Message
from engine.errors import InstanceNotActive, NobodyWaits, NotFound
from engine.instances import Asked
from engine.store.tables import job
from tests import starting as s
from tests.execution import drawing as d
from tests.stage import ADMIN, ALICE, AUDITOR, FAMILY, OPERATOR, Stage


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def listener(box="", kind="message", name="news", **more):
    """A case that waits for `name`; then somebody looks."""
    catch = d.event("intermediateCatchEvent", "hear", kind, **{f"{kind}Ref": f"{name}_m"})
    inner = f"<bpmn:{kind}EventDefinition"
    nodes = [d.start(), catch.replace(inner, box + inner), d.user_task("after"), d.end()]
    declared = f'<bpmn:{kind} id="{name}_m" name="{name}"/>'
    return d.process(nodes, d.way("start", "hear", "after", "end"), declared=declared, **more)


def teller(**inputs):
    thrown = d.event("endEvent", "tell", "message", messageRef="news_m")
    inner = "<bpmn:messageEventDefinition"
    thrown = thrown.replace(inner, d.inputs(**inputs) + inner)
    return d.process([d.start(), thrown], d.way("start", "tell"), id="teller", declared=s.NEWS)


def is_waiting(stage, instance_id):
    return s.standing(stage, instance_id).tasks == []


def send(stage, by, **more):
    return messages.send(stage.engine, by, Message(name="news", variables={"granted": 1}, **more))


def test_whoever_brought_a_case_does_not_tell_it_what_others_decide(stage):
    s.deploy(stage, listener=listener(id="listener"))
    case = stage.start("listener")
    key = s.standing(stage, case).instance.business_key

    with pytest.raises(NobodyWaits):
        send(stage, FAMILY, business_key=key)

    assert "granted" not in instances.variables(stage.engine, ADMIN, case)
    assert send(stage, ALICE, business_key=key).instance_id == case


def test_whoever_brought_a_case_sends_it_no_signal(stage):
    s.deploy(stage, listener=listener(id="listener", kind="signal"))
    case = stage.start("listener")

    assert messages.broadcast(stage.engine, FAMILY, "news", {}) == []
    assert messages.broadcast(stage.engine, ALICE, "news", {}) == [case]


def test_what_is_not_known_agrees_with_nobody(stage):
    box = d.inputs(learner="${learner}")
    s.deploy(stage, listener=listener(box, id="listener"), other=listener(id="other"))
    unknown, other = stage.start("listener", learner=None), stage.start("other")

    for correlation in ({"learner": None}, {"learner": 1}, {"somebody": None}):
        with pytest.raises(NobodyWaits):
            send(stage, ALICE, correlation=correlation)

    assert is_waiting(stage, unknown)
    assert is_waiting(stage, other)


def test_a_case_that_is_suspended_keeps_its_place(stage):
    s.deploy(stage, listener=listener(id="listener"), child=s.child("child", s.NEWS, "news_m"))
    case = stage.start("listener")
    instances.suspend(stage.engine, ADMIN, case, "ตรวจสอบ")

    with pytest.raises(InstanceNotActive):
        send(stage, ALICE)

    assert s.cases(stage, "child") == []
    instances.resume(stage.engine, ADMIN, case, "ตรวจแล้ว")
    assert send(stage, ALICE).instance_id == case


def test_what_is_thrown_to_a_suspended_case_is_heard_once_it_is_resumed(stage):
    s.deploy(stage, listener=listener(id="listener"), teller=teller(told="ใช่", optional="${True}"))
    case = stage.start("listener")
    instances.suspend(stage.engine, ADMIN, case, "ตรวจสอบ")
    sender = stage.start("teller")
    for _ in range(10):
        stage.work()
        stage.later(minutes=5)

    instances.resume(stage.engine, ADMIN, case, "ตรวจแล้ว")
    stage.later(hours=1)
    stage.work()

    assert instances.variables(stage.engine, ADMIN, case)["told"] == "ใช่"
    assert s.standing(stage, sender).incidents == []


def test_no_diagram_says_where_its_message_comes_from(stage):
    s.deploy(stage, listener=listener(id="listener"), teller=teller(from_office="b", told="ใช่"))
    case = stage.start("listener")
    stage.start("teller")
    stage.work()

    told = instances.variables(stage.engine, ADMIN, case)
    assert (told["told"], "from_office" in told) == ("ใช่", False)


def test_what_was_delivered_is_kept_in_the_history_alone(stage):
    s.deploy(stage, listener=listener(id="listener"), teller=teller(told="ความลับ"))
    case = stage.start("listener")
    sender = stage.start("teller")
    stage.work()

    sent = stage.rows(s.select(job.c.state, job.c.payload).where(job.c.kind == "message"))
    assert [tuple(row) for row in sent] == [("done", None)]
    told = history.list_some(stage.engine, AUDITOR, sender, None, 50).items
    thrown = [each.data["payload"] for each in told if each.type == "message_sent"]
    assert thrown == [{"told": "ความลับ"}]
    assert instances.variables(stage.engine, ADMIN, case)["told"] == "ความลับ"


@pytest.mark.parametrize("office", ["*", "nowhere"])
def test_no_case_begins_where_no_office_is(stage, office):
    s.deploy(stage, child=s.child("child", s.NEWS, "news_m"), teller=teller(to_office=office))
    sender = stage.start("teller")
    for _ in range(stage.settings.attempts):
        stage.work()
        stage.later(minutes=1)

    assert [each.element_id for each in s.standing(stage, sender).incidents] == ["tell"]
    with pytest.raises(NotFound):
        instances.start(
            stage.engine,
            OPERATOR,
            Asked(definition_key="teller", variables={}, office=office),
        )
    assert s.cases(stage, "child", office) == s.cases(stage, "teller", office) == []


def test_what_begins_only_by_another_case_is_begun_by_nobody_from_outside(stage):
    came = d.event("startEvent", "came", "message", messageRef="news_m")
    both = [d.start(), came, d.user_task("answer"), d.end()]
    flows = [*d.way("start", "answer", "end"), d.flow("came", "answer")]
    s.deploy(stage, child=s.child("child", s.NEWS, "news_m"))

    with pytest.raises(NobodyWaits):
        send(stage, FAMILY)

    assert s.cases(stage, "child") == []
    assert send(stage, ALICE).started
    s.deploy(
        stage,
        child=s.child("child"),
        either=d.process(both, flows, id="either", declared=s.NEWS),
    )
    assert send(stage, FAMILY).started
    assert len(s.cases(stage, "either")) == 1
