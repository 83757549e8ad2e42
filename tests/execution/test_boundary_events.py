"""Boundary events: what they take away, what they start, and when they are armed (section 2)."""

import pytest

from tests.execution import drawing as d
from tests.execution.running import HOUR, NOON, Running

MESSAGE = '<bpmn:message id="m" name="mail"/><bpmn:signal id="s" name="alarm"/>'
HOURS = ("timer", d.time("timeDuration", "PT1H"))
KINDS = {
    "timer": (HOURS, {}),
    "message": (("message",), {"messageRef": "m"}),
    "signal": (("signal",), {"signalRef": "s"}),
    "conditional": (("conditional", d.formal("condition", "${x > 0}")), {}),
}


def boundary(name: str, *definition: str, interrupts: bool = True, **more: str) -> str:
    more.setdefault("attachedToRef", "work")
    return d.event(
        "boundaryEvent", name, *definition, cancelActivity=str(interrupts).lower(), **more
    )


def guarded(activity: str, *events: str) -> bytes:
    """An activity `work` whose events lead to `chase`; `done` follows the activity."""
    names = [event.split('id="')[1].split('"')[0] for event in events]
    nodes = [d.start(), activity, *events, d.user_task("done"), d.user_task("chase"), d.end()]
    flows = [*d.way("start", "work", "done", "end"), *d.way("chase", "end")]
    return d.process(nodes, flows + [d.flow(name, "chase") for name in names], declared=MESSAGE)


def sub_process() -> str:
    flows = d.way("s", "inner", "e")
    return d.node("subProcess", "work", d.start("s"), d.user_task("inner"), d.end("e"), *flows)


ACTIVITIES = {
    "task": (d.user_task("work"), "work"),
    "sub-process": (sub_process(), "inner"),
    "call": (d.node("callActivity", "work", calledElement="called"), "inner"),
}
CALLED = {
    "called": d.process(
        [d.start("s"), d.user_task("inner"), d.end("e")], d.way("s", "inner", "e"), id="called"
    )
}


def happen(running: Running, kind: str) -> Running:
    if kind == "timer":
        return running.at(NOON + HOUR)
    if kind == "conditional":
        return running.set(x=1)
    return running.receive("mail" if kind == "message" else "alarm")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("activity", ACTIVITIES)
def test_an_interrupting_event_takes_the_activity_and_all_in_it_away(activity, kind):
    drawn, task = ACTIVITIES[activity]
    definition, more = KINDS[kind]
    xml = guarded(drawn, boundary("late", *definition, **more))
    running = Running(xml, {"x": 0}, called=CALLED)
    assert running.open() == [task]
    happen(running, kind)
    assert (running.open(), running.waits()) == (["chase"], [])
    assert running.did("work")[-1] == "cancelled"
    assert running.did("late") == ["fired"]
    assert list(running.drawn.values()) == ["chase"]
    assert running.complete("chase").status == "completed"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("activity", ACTIVITIES)
def test_an_event_that_does_not_interrupt_starts_a_branch_that_outlives_the_activity(
    activity, kind
):
    """Section 2: the library ends the branch together with the activity."""
    drawn, task = ACTIVITIES[activity]
    definition, more = KINDS[kind]
    xml = guarded(drawn, boundary("late", *definition, interrupts=False, **more))
    running = happen(Running(xml, {"x": 0}, called=CALLED), kind)
    assert running.open() == sorted([task, "chase"])
    running.complete(task)
    assert (running.open(), running.waits()) == (["chase", "done"], [])
    running.complete("done")
    assert running.status == "active"
    assert running.complete("chase").status == "completed"


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_an_event_that_does_not_interrupt_happens_again_and_again(kind):
    """Section 2: the library's fires once."""
    definition, more = KINDS[kind]
    xml = guarded(d.user_task("work"), boundary("late", *definition, interrupts=False, **more))
    running = Running(xml)
    for number in range(1, 4):
        happen(running, kind)
        assert running.open() == ["chase"] * number + ["work"]
    running.complete("work")
    assert running.waits() == []


def test_a_condition_fires_once_while_it_holds():
    definition, more = KINDS["conditional"]
    xml = guarded(d.user_task("work"), boundary("late", *definition, interrupts=False, **more))
    running = Running(xml, {"x": 0}).set(x=1).set(x=2)
    assert running.open() == ["chase", "work"]


def test_two_timers_on_one_task_each_fire_at_their_time():
    first = boundary("first", "timer", d.time("timeDuration", "PT1H"), interrupts=False)
    second = boundary("second", "timer", d.time("timeDuration", "PT2H"))
    running = Running(guarded(d.user_task("work"), first, second))
    assert running.timers() == {"first": NOON + HOUR, "second": NOON + 2 * HOUR}
    assert running.later(1).open() == ["chase", "work"]
    assert running.later(1).open() == ["chase", "chase"]


def test_the_end_of_the_activity_disarms_its_events():
    events = [boundary(kind, *KINDS[kind][0], **KINDS[kind][1]) for kind in KINDS]
    running = Running(guarded(d.user_task("work"), *events), {"x": 0}).complete("work", x=9)
    assert (running.open(), running.waits()) == (["done"], [])


def test_an_activity_entered_again_is_guarded_anew_beside_its_old_branches():
    nodes = [d.start(), d.node("exclusiveGateway", "in"), d.user_task("work"), d.user_task("chase")]
    nodes += [d.node("exclusiveGateway", "out", default="out_end"), d.end(), d.end("other")]
    nodes.append(boundary("late", *HOURS, interrupts=False))
    flows = [*d.way("start", "in", "work", "out", "end"), *d.way("late", "chase", "other")]
    flows.append(d.flow("out", "in", "${again}"))
    running = Running(d.process(nodes, flows)).later(1).complete("work", again=True)
    assert running.open() == ["chase", "work"]
    assert running.timers() == {"late": NOON + 2 * HOUR}
    running.later(1).complete("work", again=False)
    assert (running.open(), running.timers()) == (["chase", "chase"], {})
    assert running.complete_all("chase", "chase").status == "completed"


def test_a_condition_that_holds_on_arrival_interrupts_at_once():
    definition, more = KINDS["conditional"]
    events = [boundary("late", *definition, **more), boundary("timer", *HOURS)]
    running = Running(guarded(d.user_task("work"), *events), {"x": 1})
    assert (running.open(), running.waits()) == (["chase"], [])


def inside(event: str) -> bytes:
    """A sub-process with a script after its task, guarded by an event."""
    nodes = [
        d.start("s"),
        d.user_task("inner"),
        d.script("raise", "x = x + 1"),
        d.user_task("more"),
    ]
    flows = d.way("s", "inner", "raise", "more", "e")
    return guarded(d.node("subProcess", "work", *nodes, d.end("e"), *flows), event)


def test_a_condition_looks_again_when_another_scope_changes_the_variables():
    definition, more = KINDS["conditional"]
    running = Running(inside(boundary("late", *definition, **more)), {"x": 0}).complete("inner")
    assert running.open() == ["chase"]


def test_a_condition_inside_a_sub_process_looks_again_when_the_outside_changes():
    guard = boundary("late", *KINDS["conditional"][0], attachedToRef="inner")
    nodes = [d.start("s"), d.user_task("inner"), guard, d.user_task("more"), d.end("e")]
    flows = [*d.way("s", "inner", "e"), *d.way("late", "more", "e")]
    sub = d.node("subProcess", "sub", *nodes, *flows)
    fork = [d.node("parallelGateway", "fork"), d.user_task("beside"), d.start(), d.end()]
    ways = [*d.way("start", "fork", "sub", "end"), *d.way("fork", "beside", "end")]
    running = Running(d.process([*fork, sub], ways), {"x": 0}).complete("beside", x=1)
    assert running.open() == ["more"]


def test_a_failed_activity_is_taken_away_by_its_event():
    running = Running(guarded(d.script("work", "y = 1 / x"), boundary("late", *HOURS)), {"x": 0})
    assert running.failures() == {"work": "expression_failed"}
    running.later(1)
    assert (running.failures(), running.open()) == ({}, ["chase"])


def test_a_task_with_a_due_timer_shows_its_date_also_inside_an_activity():
    due = boundary("due", "timer", d.deadline(n="3"))
    for activity, task in ACTIVITIES.values():
        running = Running(guarded(activity, due), called=CALLED)
        (shown,) = running.snapshot.tasks
        (timer,) = running.snapshot.timers
        assert (shown.element_id, shown.due_at) == (task, timer.due_at)
        assert shown.due_date == timer.due_date
