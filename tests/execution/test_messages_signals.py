"""Messages and signals: what is thrown leaves a job, what is awaited a subscription (section 2)."""

import pytest

from engine.errors import ElementNotFound
from engine.execution import Execution
from engine.model import JobKind, SubscriptionKind
from tests.execution import drawing as d
from tests.execution.running import Running

DECLARED = '<bpmn:message id="m" name="mail"/><bpmn:signal id="s" name="alarm"/>'


def run(node: str, name: str, **variables: object) -> Running:
    return Running(d.straight(node, names=[name], declared=DECLARED), variables)


@pytest.mark.parametrize("kind", ["intermediateThrowEvent", "endEvent"])
@pytest.mark.parametrize(("of", "name"), [("message", "mail"), ("signal", "alarm")])
def test_what_is_thrown_leaves_a_job_with_its_payload(kind, of, name):
    """Section 2: the library throws nothing at a signal end event."""
    reference = {f"{of}Ref": of[0]}
    thrown = d.event(kind, "throw", of, **reference).replace(
        f"<bpmn:{of}EventDefinition",
        d.inputs(who="${x}", said="ถึง ${x}") + f"<bpmn:{of}EventDefinition",
    )
    names = ["throw"] if kind != "endEvent" else []
    nodes = [d.start(), thrown, d.end()]
    xml = d.process(nodes, d.way("start", "throw", *(["end"] if names else [])), declared=DECLARED)
    running = Running(xml, {"x": "สมมติ"})
    (effect,) = running.effects
    assert (effect.kind, effect.name) == (JobKind(of), name)
    assert effect.payload == {"who": "สมมติ", "said": "ถึง สมมติ"}
    assert running.status == "completed"


def test_a_send_task_with_a_message_throws_it():
    (effect,) = run(d.node("sendTask", "send", messageRef="m"), "send").effects
    assert (effect.kind, effect.name) == (JobKind.MESSAGE, "mail")


def test_a_notification_is_left_behind_and_stops_nobody():
    box = d.inputs(to="promo_officer", template="late", case="${x}")
    running = run(d.node("sendTask", "send", box, camunda_topic="notify"), "send", x=1)
    (effect,) = running.effects
    assert (effect.kind, effect.name, effect.payload["case"]) == (JobKind.NOTIFICATION, "late", 1)
    assert running.status == "completed"


def test_an_effect_is_told_once():
    running = run(d.node("sendTask", "send", messageRef="m"), "send")
    assert running.snapshot.effects == tuple(running.effects)
    nodes = d.straight(
        d.node("sendTask", "send", messageRef="m"),
        d.user_task(),
        names=["send", "work"],
        declared=DECLARED,
    )
    assert len(Running(nodes).set(a=1).complete("work").effects) == 1


@pytest.mark.parametrize(
    "node",
    [
        d.node("receiveTask", "wait", d.inputs(case="${x}"), messageRef="m"),
        d.event("intermediateCatchEvent", "wait", "message", messageRef="m").replace(
            "<bpmn:message", d.inputs(case="${x}") + "<bpmn:message"
        ),
    ],
)
def test_a_message_is_awaited_with_its_correlation_and_brings_variables(node):
    running = run(node, "wait", x=7)
    (waits,) = running.snapshot.subscriptions
    assert (waits.kind, waits.name, waits.correlation) == (
        SubscriptionKind.MESSAGE,
        "mail",
        {"case": 7},
    )
    running.receive("mail", answer=True)
    assert (running.status, running.variables["answer"]) == ("completed", True)


def test_a_correlation_that_cannot_be_worked_out_is_a_failure_to_be_repaired():
    running = run(d.node("receiveTask", "wait", d.inputs(case="${x}"), messageRef="m"), "wait")
    assert running.failures() == {"wait": "expression_failed"}
    running.set(x=1).retry("wait").receive("mail")
    assert running.status == "completed"


def starts() -> bytes:
    nodes = [
        d.event("startEvent", "by_mail", "message", messageRef="m"),
        d.start("by_hand"),
        d.user_task("read"),
        d.user_task("plan"),
        d.end(),
    ]
    flows = [*d.way("by_hand", "plan", "end"), *d.way("by_mail", "read", "end")]
    return d.process(nodes, flows, declared=DECLARED)


@pytest.mark.parametrize(("message", "task"), [(None, "plan"), ("mail", "read")])
def test_the_command_chooses_the_start_event(message, task):
    running = Running(starts(), message=message)
    assert running.open() == [task]
    assert running.complete(task).status == "completed"


def test_a_message_that_starts_nothing_is_refused():
    running = Running(starts())
    with pytest.raises(ElementNotFound):
        Execution.start(running.definition, running.verb.__self__._environment(), {}, "other")  # noqa: SLF001 - a test's own class


def test_a_called_process_begins_at_its_plain_start():
    call = d.node("callActivity", "call", calledElement="example")
    xml = d.process([d.start("a"), call, d.end("b")], d.way("a", "call", "b"), id="outer")
    assert Running(xml, called={"example": starts()}).open() == ["plan"]


def test_a_message_is_delivered_once():
    running = run(d.node("receiveTask", "wait", messageRef="m"), "wait")
    (waits,) = running.snapshot.subscriptions
    running.receive("mail")
    with pytest.raises(ElementNotFound):
        running.verb(lambda e: e.receive(waits.element_instance_id, {}))


def test_a_service_task_waits_for_its_job_and_takes_the_results():
    node = d.node(
        "serviceTask", "letter", d.inputs(to="${x}", title="หนังสือ"), camunda_topic="document"
    )
    running = run(node, "letter", x=3)
    (job,) = running.snapshot.services
    assert (job.topic, job.inputs) == ("document", {"to": 3, "title": "หนังสือ"})
    assert running.set(a=1).status == "active"
    running.serve("letter", file="f1")
    assert (running.status, running.variables["file"]) == ("completed", "f1")
