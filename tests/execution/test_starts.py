"""Several start events: the one that was chosen is entered, the others are not."""

import pytest

from engine.calendar import Calendar
from engine.errors import ElementNotFound
from engine.execution import Environment, Execution, outline, parse
from tests.execution import drawing as d
from tests.execution.running import NOON, Running

MESSAGE = '<bpmn:message id="m" name="mail"/>'


def day(name="june", on="06-01"):
    box = d.deadline(rule="yearly", on=on, n="", kind="", rows="A-1 A-2")
    return d.event("startEvent", name, "timer", box)


def three(key="example"):
    came = d.event("startEvent", "came", "message", messageRef="m")
    tasks = [d.user_task(f"by_{name}") for name in ("june", "came", "start")]
    flows = [flow for name in ("june", "came", "start") for flow in d.way(name, f"by_{name}")]
    ends = [d.flow(f"by_{name}", "end") for name in ("june", "came", "start")]
    nodes = [day(), came, d.start(), *tasks, d.end()]
    return d.process(nodes, [*flows, *ends], declared=MESSAGE, id=key)


def begun(xml, message=None, chosen=None):
    calendar = Calendar(office="office", version=1, holidays={})
    around = Environment(NOON, lambda: calendar, {}.__getitem__)
    execution = Execution.start(parse(xml, {}, {}), around, {}, message, chosen)
    execution.rest()
    return [task.element_id for task in execution.snapshot().tasks]


@pytest.mark.parametrize(
    ("message", "chosen", "entered"),
    [(None, None, "by_start"), ("mail", None, "by_came"), (None, "june", "by_june")],
)
def test_the_chosen_start_is_entered_and_no_other(message, chosen, entered):
    assert begun(three(), message, chosen) == [entered]


@pytest.mark.parametrize(("message", "chosen"), [("post", None), (None, "july"), (None, "start")])
def test_a_start_that_is_not_there_is_not_found(message, chosen):
    with pytest.raises(ElementNotFound):
        begun(three(), message, chosen)


def test_what_only_days_begin_is_begun_by_nobody_else():
    xml = d.process([day(), d.user_task(), d.end()], d.way("june", "work", "end"))

    with pytest.raises(ElementNotFound):
        begun(xml)
    assert begun(xml, chosen="june") == ["work"]


def test_a_called_process_begins_at_its_plain_start():
    call = d.node("callActivity", "call", calledElement="inner")
    running = Running(d.straight(call, names=["call"]), called={"inner": three("inner")})

    assert running.open() == ["by_start"]


def test_the_outline_tells_days_from_messages():
    seen = outline(three())

    assert seen.start_messages == ["mail"]
    timer = {"element_id": "june", "on": "06-01", "basis": "คู่มือ ข้อ 1", "rows": ["A-1", "A-2"]}
    assert seen.start_timers == [timer]
