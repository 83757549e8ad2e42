"""The course that a diagram draws: which steps there are, which always come, what comes next."""

import pytest

from engine import course
from engine.execution import parse
from tests.execution.drawing import (
    deadline,
    end,
    event,
    flow,
    node,
    process,
    start,
    user_task,
    way,
)


def drawn(nodes, flows):
    return parse(process(nodes, flows), {}, {})


def told(definition, begin=None):
    return [(each.element.id, each.is_always) for each in course.steps(definition, begin)]


@pytest.fixture
def choosing():
    """Ask, then mend and ask again, or permit or refuse; a reminder besides."""
    nodes = [
        start(),
        user_task("ask"),
        event("boundaryEvent", "late", "timer", deadline(), attachedToRef="ask"),
        user_task("scold"),
        end("scolded"),
        node("exclusiveGateway", "how", default="how_permit"),
        user_task("mend"),
        user_task("permit"),
        end(),
    ]
    flows = [
        *way("start", "ask", "how"),
        flow("how", "mend", "${again}"),
        flow("mend", "ask"),
        *way("how", "permit", "end"),
        *way("late", "scold", "scolded"),
    ]
    return drawn(nodes, flows)


def test_a_step_of_some_cases_is_told_from_one_of_all(choosing):
    assert told(choosing) == [("ask", True), ("mend", False), ("permit", True)]


def test_deadlines_stand_at_their_steps_and_what_they_lead_to_is_no_step(choosing):
    limits = {each.element.id: [e.id for e in each.limits] for each in course.steps(choosing)}
    assert limits == {"ask": ["late"], "mend": [], "permit": []}


def test_what_comes_next_is_told_to_the_next_user_task(choosing):
    ahead = course.ahead(choosing, "ask")
    assert ({each.id for each in ahead.tasks}, ahead.ends) == ({"mend", "permit"}, ())
    last = course.ahead(choosing, "permit")
    assert (last.tasks, [each.id for each in last.ends]) == ((), ["end"])


def test_both_branches_of_a_parallel_way_always_come():
    definition = drawn(
        [
            start(),
            node("parallelGateway", "part"),
            user_task("one"),
            user_task("other"),
            node("parallelGateway", "meet"),
            end(),
        ],
        [*way("start", "part", "one", "meet", "end"), *way("part", "other", "meet")],
    )
    assert told(definition) == [("one", True), ("other", True)]


def test_the_way_goes_through_sub_processes():
    inner = [
        start("inner"),
        user_task("within"),
        end("out"),
        *way("inner", "within", "out"),
    ]
    definition = drawn(
        [start(), node("subProcess", "part", *inner), user_task("after"), end()],
        way("start", "part", "after", "end"),
    )
    assert told(definition) == [("within", True), ("after", True)]
    assert [each.id for each in course.ahead(definition, "within").tasks] == ["after"]


def test_the_way_begins_where_the_case_began():
    definition = drawn(
        [start(), start("hand"), user_task("fill"), user_task("check"), end()],
        [*way("start", "check", "end"), *way("hand", "fill", "check")],
    )
    assert told(definition) == [("check", True)]
    assert told(definition, "hand") == [("fill", True), ("check", True)]
