"""Gateways: joins count tokens by flow, whatever came before (spiffworkflow.md, section 2)."""

import pytest

from tests.execution import drawing as d
from tests.execution.running import HOUR, NOON, Running


def fork(kind: str, *branches: str, **attributes: str) -> list[str]:
    return [d.node(kind, "split", **attributes), d.node(kind, "join"), *map(d.user_task, branches)]


def round_after_round(kind: str = "parallelGateway") -> bytes:
    """A fork and join in a loop: `again` sends the token back to the fork."""
    nodes = [
        d.start(),
        d.node("exclusiveGateway", "in"),
        *fork(kind, "a", "b"),
        d.user_task("review"),
        d.node("exclusiveGateway", "out", default="out_end"),
        d.end(),
    ]
    conditions = [None, None] if kind == "parallelGateway" else ["${True}", "${True}"]
    flows = [
        *d.way("start", "in", "split"),
        d.flow("split", "a", conditions[0]),
        d.flow("split", "b", conditions[1]),
        *d.way("a", "join", "review", "out", "end"),
        d.flow("b", "join"),
        d.flow("out", "in", "${again}"),
    ]
    return d.process(nodes, flows)


@pytest.mark.parametrize("kind", ["parallelGateway", "inclusiveGateway"])
@pytest.mark.parametrize("orders", [("ab", "ba"), ("ba", "ab"), ("ab", "ab")])
def test_a_join_in_a_loop_waits_for_both_branches_in_every_round(kind, orders):
    """Section 2: an arrival left over from the round before must not count again."""
    running = Running(round_after_round(kind))
    for first, second in orders:
        running.complete(first)
        assert running.open() == [second]
        running.complete(second)
        assert running.open() == ["review"]
        running.complete("review", again=True)
        assert running.open() == ["a", "b"]
    running.complete_all("a", "b").complete("review", again=False)
    assert running.status == "completed"
    assert running.did("join") == ["entered", "entered", "completed", "completed"] * 3


def test_a_hundred_rounds_of_fork_and_join_leave_nothing_behind():
    """Trap 1: the library's recursion ends at round 244; here round 300 is like the first."""
    running = Running(round_after_round())
    sizes = set()
    for _ in range(300):
        running.complete_all("b", "a").complete("review", again=True)
        sizes.add(len(running.snapshot.state) // 100)
    assert running.open() == ["a", "b"]
    assert max(sizes) - min(sizes) <= 1


def excess() -> bytes:
    """Two tokens come to `join` from `a`, one from `b`."""
    nodes = [
        d.start(),
        d.node("parallelGateway", "split"),
        *map(d.user_task, ("a1", "a2", "b", "after")),
        d.node("exclusiveGateway", "merge"),
        d.node("parallelGateway", "join"),
        d.end(),
    ]
    flows = [
        *d.way("start", "split", "a1", "merge", "join", "after", "end"),
        *d.way("split", "a2", "merge"),
        *d.way("split", "b", "join"),
    ]
    return d.process(nodes, flows)


def test_excess_tokens_at_a_parallel_join_stay_and_keep_the_instance_open():
    """BPMN 13.4.1: a join takes one token of each incoming flow and leaves the rest."""
    running = Running(excess()).complete_all("a1", "a2")
    assert running.open() == ["b"]
    running.complete("b")
    assert running.open() == ["after"]
    running.complete("after")
    assert (running.open(), running.status) == ([], "active")
    assert list(running.drawn.values()) == ["join"]


def inclusive(**variables: object) -> Running:
    nodes = [d.start(), *fork("inclusiveGateway", "a", "b", "c", default="split_c"), d.end()]
    flows = [
        d.flow("start", "split"),
        d.flow("split", "a", "${x > 1}"),
        d.flow("split", "b", "${x > 2}"),
        d.flow("split", "c"),
        *d.way("join", "end"),
        *[d.flow(name, "join") for name in "abc"],
    ]
    return Running(d.process(nodes, flows), variables)


@pytest.mark.parametrize(("x", "tasks"), [(0, ["c"]), (2, ["a"]), (3, ["a", "b"])])
def test_an_inclusive_join_waits_for_the_chosen_branches_only(x, tasks):
    running = inclusive(x=x)
    assert running.open() == tasks
    for name in tasks:
        assert running.status == "active"
        running.complete(name)
    assert running.status == "completed"


def nested_inclusive() -> bytes:
    """An inclusive block in a branch of another, both in a loop."""
    nodes = [
        d.start(),
        d.node("exclusiveGateway", "in"),
        *[d.node("inclusiveGateway", each) for each in ("o1", "o2", "i1", "i2")],
        *map(d.user_task, "abc"),
        d.node("exclusiveGateway", "out", default="out_end"),
        d.end(),
    ]
    flows = [
        *d.way("start", "in", "o1"),
        d.flow("o1", "i1", "${True}"),
        d.flow("o1", "c", "${True}"),
        d.flow("i1", "a", "${True}"),
        d.flow("i1", "b", "${True}"),
        *d.way("a", "i2", "o2", "out", "end"),
        *d.way("b", "i2"),
        *d.way("c", "o2"),
        d.flow("out", "in", "${again}"),
    ]
    return d.process(nodes, flows)


@pytest.mark.parametrize("order", ["abc", "cab", "acb", "bca"])
def test_nested_inclusive_joins_in_a_loop_neither_fire_early_nor_wait_for_each_other(order):
    running = Running(nested_inclusive(), {"again": True})
    for _ in range(3):
        assert running.open() == ["a", "b", "c"]
        running.complete_all(*order[:2])
        assert running.open() == [order[2]]
        running.complete(order[2])
    running.complete_all("a", "b").complete("c", again=False)
    assert running.status == "completed"


def late_branch(*, interrupts: bool) -> bytes:
    """A branch of an inclusive block whose boundary timer leads to the join by another way."""
    nodes = [
        d.start(),
        *fork("inclusiveGateway", "a", "b"),
        d.user_task("chase"),
        d.user_task("after"),
        d.event(
            "boundaryEvent",
            "late",
            "timer",
            d.time("timeDuration", "PT1H"),
            attachedToRef="a",
            cancelActivity=str(interrupts).lower(),
        ),
        d.end(),
    ]
    flows = [
        d.flow("start", "split"),
        d.flow("split", "a", "${True}"),
        d.flow("split", "b", "${True}"),
        *d.way("a", "join", "after", "end"),
        *d.way("b", "join"),
        *d.way("late", "chase", "join"),
    ]
    return d.process(nodes, flows)


def test_an_inclusive_join_waits_for_what_a_boundary_event_can_still_bring():
    running = Running(late_branch(interrupts=True)).complete("b")
    assert running.open() == ["a"]
    running.at(NOON + HOUR)
    assert running.open() == ["chase"]
    running.complete("chase")
    assert running.open() == ["after"]


def test_an_inclusive_join_waits_for_an_activity_and_the_branch_its_event_began():
    running = Running(late_branch(interrupts=False)).at(NOON + HOUR)
    running.complete_all("chase", "b")
    assert running.open() == ["a"]
    running.complete("a")
    assert running.open() == ["after"]


def test_an_inclusive_join_goes_on_when_the_last_awaited_token_is_moved_past_it():
    running = Running(late_branch(interrupts=True)).complete("b").move("a", "after")
    assert running.open() == ["after", "after"]


def test_an_inclusive_join_waits_for_a_failed_branch():
    nodes = [d.start(), d.node("inclusiveGateway", "split"), d.node("inclusiveGateway", "join")]
    nodes += [d.script("a", "y = 1 / x"), d.user_task("b"), d.user_task("after"), d.end()]
    flows = [d.flow("split", "a", "${True}"), d.flow("split", "b", "${True}"), d.flow("b", "join")]
    flows += [*d.way("start", "split"), *d.way("a", "join", "after", "end")]
    running = Running(d.process(nodes, flows), {"x": 0}).complete("b")
    assert (running.open(), running.failures()) == ([], {"a": "expression_failed"})
    running.set(x=1).retry("a")
    assert running.open() == ["after"]


@pytest.mark.parametrize("kind", ["exclusiveGateway", "inclusiveGateway"])
def test_no_flow_taken_is_a_failure_that_better_variables_repair(kind):
    nodes = [d.start(), d.node(kind, "choice"), d.user_task("a"), d.user_task("b"), d.end()]
    flows = [d.flow("choice", "a", "${x == 1}"), d.flow("choice", "b", "${x == 2}")]
    flows += [*d.way("start", "choice"), *d.way("a", "end"), *d.way("b", "end")]
    running = Running(d.process(nodes, flows), {"x": 3})
    assert running.failures() == {"choice": "no_flow_taken"}
    assert running.status == "active"
    running.set(x=4).retry("choice")
    assert running.failures() == {"choice": "no_flow_taken"}
    running.set(x=2).retry("choice")
    assert (running.open(), running.failures()) == (["b"], {})
    assert running.complete("b").status == "completed"


def race() -> bytes:
    events = [
        d.event("intermediateCatchEvent", "ten", "timer", d.time("timeDuration", "PT10H")),
        d.event("intermediateCatchEvent", "one", "timer", d.time("timeDuration", "PT1H")),
        d.event("intermediateCatchEvent", "mail", "message", messageRef="m"),
        d.node("receiveTask", "call", messageRef="c"),
    ]
    names = ["ten", "one", "mail", "call"]
    nodes = [d.start(), d.node("eventBasedGateway", "race"), *events, d.user_task("won"), d.end()]
    flows = [*d.way("start", "race"), *d.way("won", "end")]
    flows += [flow for name in names for flow in d.way("race", name, "won")]
    messages = '<bpmn:message id="m" name="mail"/><bpmn:message id="c" name="call"/>'
    return d.process(nodes, flows, declared=messages)


def test_two_timers_behind_an_event_gateway_have_each_their_own_due_date():
    """Section 2: the library's second timer uses the first one's."""
    running = Running(race())
    assert running.timers() == {"ten": NOON + 10 * HOUR, "one": NOON + HOUR}
    running.at(NOON + 2 * HOUR)
    assert (running.open(), running.waits()) == (["won"], [])
    running.at(NOON + 20 * HOUR)
    assert running.open() == ["won"]
    assert running.did("ten") == ["entered", "cancelled"]


@pytest.mark.parametrize("name", ["mail", "call"])
def test_a_message_behind_an_event_gateway_disarms_the_timers(name):
    running = Running(race()).receive(name, answer=42)
    assert (running.open(), running.waits()) == (["won"], [])
    assert running.variables == {"answer": 42}


def test_moving_away_from_an_event_gateway_takes_all_its_events():
    running = Running(race()).move("one", "won")
    assert (running.open(), running.waits()) == (["won"], [])
