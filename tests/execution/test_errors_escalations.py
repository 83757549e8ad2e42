"""Errors and escalations: thrown inward out, caught by the nearest event that fits."""

import pytest

from tests.execution import drawing as d
from tests.execution.running import Running

DECLARED = (
    '<bpmn:error id="refused" errorCode="refused"/><bpmn:error id="lost" errorCode="lost"/>'
    '<bpmn:escalation id="late" escalationCode="late"/>'
)


def catching(kind: str, name: str, host: str, *, interrupts: bool = True, **reference: str) -> str:
    attached = {"attachedToRef": host, "cancelActivity": str(interrupts).lower()}
    return d.event("boundaryEvent", name, kind, **attached, **reference)


def throwing(kind: str, element: str = "endEvent", **reference: str) -> list[str]:
    thrown = d.event(element, "throw", kind, **reference)
    return [d.start("s"), d.user_task("work"), thrown]


def scope(*inside: str, name: str = "sub", loop: str = "") -> str:
    return d.node("subProcess", name, loop, *inside)


def process(sub: str, *events: str) -> bytes:
    names = [event.split('id="')[1].split('"')[0] for event in events]
    nodes = [d.start(), sub, *events, d.user_task("after"), d.end()]
    nodes += [d.user_task(f"on_{name}") for name in names]
    flows = d.way("start", "sub", "after", "end")
    flows += [flow for name in names for flow in d.way(name, f"on_{name}", "end")]
    return d.process(nodes, flows, declared=DECLARED)


ERROR_END = (*throwing("error", errorRef="refused"), *d.way("s", "work", "throw"))


@pytest.mark.parametrize(
    ("events", "caught"),
    [
        ([catching("error", "any", "sub")], "on_any"),
        ([catching("error", "named", "sub", errorRef="refused")], "on_named"),
        (
            [
                catching("error", "any", "sub"),
                catching("error", "named", "sub", errorRef="refused"),
            ],
            "on_named",
        ),
        (
            [catching("error", "other", "sub", errorRef="lost"), catching("error", "any", "sub")],
            "on_any",
        ),
    ],
)
def test_an_error_is_caught_by_its_code_or_by_an_event_for_all(events, caught):
    running = Running(process(scope(*ERROR_END), *events)).complete("work")
    assert (running.open(), running.failures()) == ([caught], {})
    assert running.did("sub") == ["entered", "cancelled"]
    assert running.complete(caught).status == "completed"


@pytest.mark.parametrize("events", [[], [catching("error", "other", "sub", errorRef="lost")]])
def test_an_error_that_nothing_catches_is_a_failure(events):
    running = Running(process(scope(*ERROR_END), *events)).complete("work")
    assert (running.failures(), running.status) == ({"throw": "uncaught_error"}, "active")
    assert running.retry("throw").failures() == {"throw": "uncaught_error"}


def test_an_error_goes_out_to_the_scope_that_catches_it():
    inner = scope(*ERROR_END, name="inner")
    outer = scope(d.start("s2"), inner, d.end("e2"), *d.way("s2", "inner", "e2"))
    running = Running(process(outer, catching("error", "any", "sub"))).complete("work")
    assert running.open() == ["on_any"]
    assert list(running.drawn.values()) == ["on_any"]


def test_an_error_in_an_item_ends_the_whole_multi_instance():
    loop = d.element("bpmn:multiInstanceLoopCharacteristics", d.formal("loopCardinality", "3"))
    sub = scope(*ERROR_END, loop=loop)
    running = Running(process(sub, catching("error", "any", "sub"))).complete("work")
    assert running.open() == ["on_any"]


def test_an_error_comes_out_of_a_called_process():
    called = d.process(ERROR_END[:3], ERROR_END[3:], id="called", declared=DECLARED)
    call = d.node("callActivity", "sub", calledElement="called")
    event = catching("error", "any", "sub", errorRef="refused")
    running = Running(process(call, event), called={"called": called}).complete("work")
    assert running.open() == ["on_any"]


def test_an_error_event_does_not_catch_a_failed_script():
    """Section 2: a broken expression is an incident for an admin, not a way of the process."""
    inside = [d.start("s"), d.script("broken", "y = 1 / x"), d.end("e")]
    sub = scope(*inside, *d.way("s", "broken", "e"))
    running = Running(process(sub, catching("error", "any", "sub")), {"x": 0})
    assert (running.open(), running.failures()) == ([], {"broken": "expression_failed"})
    running.set(x=1).retry("broken")
    assert running.open() == ["after"]


def escalating(element: str) -> str:
    nodes = throwing("escalation", element, escalationRef="late")
    if element == "endEvent":
        return scope(*nodes, *d.way("s", "work", "throw"))
    more = [d.user_task("more"), d.end("e")]
    return scope(*nodes, *more, *d.way("s", "work", "throw", "more", "e"))


@pytest.mark.parametrize("code", [{}, {"escalationRef": "late"}])
def test_an_escalation_that_interrupts_ends_the_activity(code):
    event = catching("escalation", "esc", "sub", **code)
    running = Running(process(escalating("intermediateThrowEvent"), event)).complete("work")
    assert running.open() == ["on_esc"]


@pytest.mark.parametrize("code", [{}, {"escalationRef": "late"}])
def test_an_escalation_that_does_not_interrupt_starts_a_branch(code):
    event = catching("escalation", "esc", "sub", interrupts=False, **code)
    running = Running(process(escalating("intermediateThrowEvent"), event)).complete("work")
    assert running.open() == ["more", "on_esc"]
    assert running.complete("more").open() == ["after", "on_esc"]


def test_an_escalation_at_the_end_of_a_scope_is_heard_too():
    event = catching("escalation", "esc", "sub", interrupts=False)
    running = Running(process(escalating("endEvent"), event)).complete("work")
    assert running.open() == ["after", "on_esc"]


def test_an_escalation_that_nobody_hears_is_no_failure():
    running = Running(process(escalating("intermediateThrowEvent"))).complete("work")
    assert (running.open(), running.failures()) == (["more"], {})
