"""Moving, cancelling and doing things twice: what an admin may do to a token, and nobody may."""

from uuid import uuid4

import pytest

from engine.errors import ElementNotFound
from tests.execution import drawing as d
from tests.execution.running import HOUR, NOON, Running


def timer(host: str, name: str = "late", *, interrupts: bool = False) -> str:
    return d.event(
        "boundaryEvent",
        name,
        "timer",
        d.time("timeDuration", "PT1H"),
        attachedToRef=host,
        cancelActivity=str(interrupts).lower(),
    )


def three() -> bytes:
    """`a`, `b` with a timer that leads to `chase`, `c`."""
    tasks = [d.user_task(name) for name in ("a", "b", "c", "chase")]
    flows = [*d.way("start", "a", "b", "c", "end"), *d.way("late", "chase", "end")]
    return d.process([d.start(), *tasks, timer("b"), d.end()], flows)


def test_a_task_is_moved_forward_and_back():
    running = Running(three()).move("a", "c")
    assert (running.open(), running.timers()) == (["c"], {})
    assert running.did("a") == ["entered", "cancelled"]
    running.move("c", "b")
    assert (running.open(), running.timers()) == (["b"], {"late": NOON + HOUR})
    running.move("b", "a")
    assert (running.open(), running.timers()) == (["a"], {})
    assert running.complete_all("a", "b", "c").status == "completed"


def test_a_deadline_begins_anew_when_its_task_is_entered_again():
    running = Running(three()).complete("a")
    running.now += HOUR / 2
    running.move("b", "b")
    assert running.timers() == {"late": NOON + 1.5 * HOUR}


def test_moving_a_boundary_timer_moves_its_activity():
    running = Running(three()).complete("a").move("late", "c")
    assert (running.open(), running.timers()) == (["c"], {})


def test_a_branch_already_begun_stays_where_it_is():
    running = Running(three()).complete("a").later(1).move("b", "a")
    assert running.open() == ["a", "chase"]


@pytest.mark.parametrize(
    "target", ["late", "nobody", "Start", "End", "start_a", "example", "inner"]
)
def test_there_are_places_where_no_token_can_be_put(target):
    running = Running(three())
    with pytest.raises(ElementNotFound):
        running.move("a", target)
    assert running.open() == ["a"]


def nested(loop: str = "") -> bytes:
    inside = [d.start("s"), d.user_task("a"), d.user_task("b"), d.end("e")]
    sub = d.node("subProcess", "sub", loop, *inside, *d.way("s", "a", "b", "e"))
    nodes = [d.start(), sub, d.user_task("after"), d.end()]
    return d.process(nodes, d.way("start", "sub", "after", "end"))


def test_a_token_in_a_sub_process_moves_in_its_scope_only():
    running = Running(nested())
    with pytest.raises(ElementNotFound):
        running.move("a", "after")
    assert running.move("a", "b").complete("b").open() == ["after"]


THREE = d.element("bpmn:multiInstanceLoopCharacteristics", d.formal("loopCardinality", "3"))


def test_a_token_in_an_item_moves_within_its_item():
    running = Running(nested(THREE)).move("a", "b")
    assert running.open() == ["a", "a", "b"]
    assert running.complete_all("b", "a", "a", "b", "b").open() == ["after"]


def test_moving_an_item_takes_the_whole_multi_instance_along():
    nodes = [d.user_task("work", THREE), d.user_task("after")]
    running = Running(d.straight(*nodes, names=["work", "after"])).complete("work")
    assert running.move("work", "after").open() == ["after"]
    assert running.move("after", "work").open() == ["work"] * 3


def test_a_token_moved_to_a_multi_instance_or_a_guarded_task_arms_all_of_it():
    nodes = [d.start(), d.user_task("a"), d.user_task("work", THREE), timer("work"), d.end()]
    flows = [*d.way("start", "a", "work", "end"), *d.way("late", "end")]
    running = Running(d.process(nodes, flows)).move("a", "work")
    assert (running.open(), list(running.timers())) == (["work"] * 3, ["late"])


def test_a_failed_token_is_moved_past_its_failure():
    nodes = [d.script("broken", "y = 1 / 0"), d.user_task("after")]
    running = Running(d.straight(*nodes, names=["broken", "after"]))
    running.move("broken", "after")
    assert (running.open(), running.failures()) == (["after"], {})
    assert running.did("broken") == ["entered", "failed", "cancelled"]


def test_a_token_put_at_a_parallel_join_stands_for_a_flow_that_has_none():
    nodes = [d.start(), d.node("parallelGateway", "fork"), d.node("parallelGateway", "join")]
    nodes += [d.user_task(name) for name in ("a", "b", "c")] + [d.end()]
    flows = [*d.way("start", "fork", "a", "join", "c", "end"), *d.way("fork", "b", "join")]
    running = Running(d.process(nodes, flows)).move("a", "join")
    assert running.open() == ["b"]
    assert running.complete("b").open() == ["c"]


def test_a_task_is_completed_once():
    running = Running(three())
    (task,) = running.snapshot.tasks
    running.complete("a")
    with pytest.raises(ElementNotFound):
        running.verb(lambda e: e.complete_task(task.element_instance_id, {}))
    assert running.open() == ["b"]


VERBS = {
    "complete_task": ({},),
    "complete_service": ({},),
    "fire_timer": (),
    "recount": (),
    "receive": ({},),
    "retry": (),
    "move": ("a",),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_finds_only_what_it_is_for(verb):
    """Trap 5: the library runs tasks that are finished or not yet there."""
    running = Running(nested(THREE))
    for identity in [uuid4(), *running.drawn]:
        is_task = running.drawn.get(identity) == "a"
        if (verb in ("complete_task", "move") and is_task) or verb == "move":
            continue
        with pytest.raises(ElementNotFound):
            running.verb(lambda e, i=identity: getattr(e, verb)(i, *VERBS[verb]))
    assert running.open() == ["a"] * 3


@pytest.mark.parametrize("xml", [three(), nested(), nested(THREE)])
def test_a_cancelled_instance_has_nothing_left(xml):
    running = Running(xml).cancel()
    left = (running.open(), running.waits(), running.failures(), running.drawn)
    assert left == ([], [], {}, {})
