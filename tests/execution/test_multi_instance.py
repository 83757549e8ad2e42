"""Multi-instance: by collection or number, in a row or side by side, and the results."""

import pytest

from tests.execution import drawing as d
from tests.execution.running import HOUR, NOON, Running

MANY = 10_000


def many(*inside: str, **attributes: str) -> str:
    return d.element("bpmn:multiInstanceLoopCharacteristics", *inside, **attributes)


def over(collection: str = "people", *inside: str, sequential: bool = False, **more: str) -> str:
    attributes = {"camunda_collection": collection, "camunda_elementVariable": "person", **more}
    return many(*inside, isSequential=str(sequential).lower(), **attributes)


def times(number: str, *inside: str, sequential: bool = False) -> str:
    count = d.formal("loopCardinality", number)
    return many(count, *inside, isSequential=str(sequential).lower())


def work(loop: str, *more: str) -> bytes:
    return d.straight(d.user_task("work", loop), *more, names=["work"])


OUTPUT = {"khanton_outputCollection": "marks", "khanton_outputElement": "mark"}
PEOPLE = {"people": ["ก", "ข", "ค"]}


def test_parallel_items_are_open_together_and_results_keep_their_places():
    running = Running(work(over(**OUTPUT)), PEOPLE)
    assert running.open() == ["work"] * 3
    items = [task.element_instance_id for task in running.snapshot.tasks]
    for number in (2, 0, 1):
        running.verb(lambda e, i=items[number], m=number: e.complete_task(i, {"mark": m}))
    assert running.status == "completed"
    assert running.variables["marks"] == [0, 1, 2]


def test_sequential_items_come_one_after_the_other_with_their_own_value():
    loop = over(
        sequential=True, **(OUTPUT | {"khanton_outputElement": "person + str(loopCounter)"})
    )
    running = Running(work(loop), PEOPLE)
    for _ in range(3):
        assert running.open() == ["work"]
        running.complete("work")
    assert running.status == "completed"
    assert running.variables["marks"] == ["ก0", "ข1", "ค2"]
    assert set(running.variables) == {"people", "marks"}


@pytest.mark.parametrize("sequential", [True, False])
@pytest.mark.parametrize("loop", [over, lambda **given: times("${len(people)}", **given)])
def test_nothing_to_do_is_done_at_once(loop, sequential):
    running = Running(work(loop(sequential=sequential)), {"people": []})
    assert (running.open(), running.status) == ([], "completed")


def test_a_dictionary_is_gone_through_by_its_values():
    script = d.node("scriptTask", "work", over(**OUTPUT), d.element("bpmn:script", "mark = person"))
    running = Running(d.straight(script, names=["work"]), {"people": {"b": 1, "a": 2}})
    assert running.variables["marks"] == [1, 2]


@pytest.mark.parametrize("sequential", [True, False])
def test_a_completion_condition_cancels_the_rest(sequential):
    condition = d.formal("completionCondition", "${nrOfCompletedInstances >= 2}")
    running = Running(work(times("5", condition, sequential=sequential)))
    running.complete_all("work", "work")
    assert (running.open(), running.status) == ([], "completed")
    left = running.did("work")
    assert left.count("cancelled") == (0 if sequential else 3)


def test_the_counts_of_a_completion_condition_are_camundas():
    told = "${seen == [nrOfInstances, nrOfCompletedInstances, nrOfActiveInstances]}"
    running = Running(work(times("3", d.formal("completionCondition", told))))
    running.complete("work", seen=[3, 1, 2])
    assert running.status == "completed"


@pytest.mark.parametrize("people", [7, "abc", None])
def test_a_collection_that_is_none_becomes_a_failure_that_can_be_repaired(people):
    running = Running(work(over()), {"people": people})
    assert running.failures() == {"work": "multi_instance_asked_wrongly"}
    running.set(people=["ก"]).retry("work")
    assert running.open() == ["work"]


@pytest.mark.parametrize("count", ["100001", "-1", "True", "[1]"])
def test_a_number_of_rounds_is_a_small_whole_number(count):
    running = Running(work(times(f"${{{count}}}")))
    assert running.failures() == {"work": "multi_instance_asked_wrongly"}


def test_one_item_fails_while_the_others_go_on():
    script = d.node(
        "scriptTask", "work", over(**OUTPUT), d.element("bpmn:script", "mark = 6 / person")
    )
    running = Running(d.straight(script, names=["work"]), {"people": [1, 0, 2]})
    assert (running.failures(), running.status) == ({"work": "expression_failed"}, "active")
    assert running.variables["marks"] == [6, None, 3]
    running.retry("work")
    assert running.failures() == {"work": "expression_failed"}


def test_an_output_that_fails_is_tried_again_without_doing_the_work_twice():
    running = Running(work(over(**OUTPUT)), {"people": ["ก", "ข"]}).complete("work")
    assert (running.open(), running.failures()) == (["work"], {"work": "expression_failed"})
    running.set(mark=9).retry("work")
    assert (running.open(), running.failures()) == (["work"], {})
    assert running.complete("work").variables["marks"] == [9, 9]
    assert running.status == "completed"


def test_a_failed_item_leaves_with_the_rest_when_the_condition_holds():
    condition = d.formal("completionCondition", "${enough}")
    running = Running(work(over("people", condition)), PEOPLE).complete("work")
    assert running.failures() == {"work": "expression_failed"}
    running.complete("work", enough=True)
    assert (running.open(), running.failures(), running.status) == ([], {}, "completed")


def inner(*inside: str, loop: str = "") -> str:
    flows = d.way("s", "inner", "e")
    return d.node("subProcess", "sub", loop, d.start("s"), *inside, d.end("e"), *flows)


def test_items_of_a_sub_process_have_their_own_variables_until_they_are_done():
    running = Running(
        d.straight(inner(d.user_task("inner"), loop=over(**OUTPUT)), names=["sub"]), PEOPLE
    )
    assert running.open() == ["inner"] * 3
    running.complete("inner", mark=1)
    assert running.variables["marks"] == [1, None, None]
    running.complete("inner", mark=2).complete("inner", mark=3)
    assert (running.status, running.variables["marks"]) == ("completed", [1, 2, 3])


def test_multi_instances_nest():
    outer = over("groups")
    nested = d.user_task(
        "inner",
        many(isSequential="true", camunda_collection="person", camunda_elementVariable="one"),
    )
    xml = d.straight(inner(nested, loop=outer), names=["sub"])
    running = Running(xml, {"groups": [["ก", "ข"], [], ["ค"]]})
    assert running.open() == ["inner", "inner"]
    running.complete_all("inner", "inner")
    assert running.open() == ["inner"]
    assert running.complete("inner").status == "completed"


def timed(loop: str, *, interrupts: bool) -> bytes:
    late = d.event(
        "boundaryEvent",
        "late",
        "timer",
        d.time("timeDuration", "PT1H"),
        attachedToRef="work",
        cancelActivity=str(interrupts).lower(),
    )
    nodes = [d.start(), d.user_task("work", loop), late, d.user_task("chase"), d.end()]
    return d.process(nodes, [*d.way("start", "work", "end"), *d.way("late", "chase", "end")])


def test_a_boundary_timer_takes_every_item_away():
    running = Running(timed(times("3"), interrupts=True)).complete("work").at(NOON + HOUR)
    assert (running.open(), running.timers()) == (["chase"], {})
    assert list(running.drawn.values()) == ["chase"]
    assert running.complete("chase").status == "completed"


def test_a_boundary_timer_that_does_not_interrupt_leaves_the_items_alone():
    running = Running(timed(times("2"), interrupts=False)).at(NOON + HOUR)
    assert running.open() == ["chase", "work", "work"]
    running.complete_all("work", "work")
    assert (running.open(), running.status) == (["chase"], "active")


def test_the_last_item_disarms_the_timer():
    running = Running(timed(times("2"), interrupts=True)).complete_all("work", "work")
    assert (running.timers(), running.status) == ({}, "completed")


def test_ten_thousand_script_items_run_in_one_command():
    script = d.node("scriptTask", "work", times(str(MANY)), d.element("bpmn:script", "n = n + 1"))
    running = Running(d.straight(script, names=["work"]), {"n": 0})
    assert running.status == "completed"


def test_ten_thousand_tasks_open_and_some_are_completed():
    """Section 6: completing one costs the same whatever is finished; the state only shrinks."""
    running = Running(work(times(str(MANY))))
    size = len(running.snapshot.state)
    tasks = running.snapshot.tasks
    assert len(tasks) == MANY
    for task in tasks[:10]:
        running.verb(lambda e, t=task: e.complete_task(t.element_instance_id, {}))
    assert len(running.open()) == MANY - 10
    assert len(running.snapshot.state) < size + 1_000


def test_ten_thousand_sub_processes_run_side_by_side():
    script = d.script("inner", "y = loopCounter")
    running = Running(d.straight(inner(script, loop=times(str(MANY))), names=["sub"]))
    assert running.status == "completed"


def test_a_terminate_end_event_in_an_item_ends_only_that_item():
    nodes = [d.start("s"), d.node("parallelGateway", "fork"), d.user_task("a"), d.user_task("b")]
    nodes += [d.end("e"), d.event("endEvent", "stop", "terminate")]
    flows = [*d.way("s", "fork", "a", "e"), *d.way("fork", "b", "stop")]
    sub = d.node("subProcess", "sub", times("2"), *nodes, *flows)
    running = Running(d.straight(sub, names=["sub"])).complete("b")
    assert running.open() == ["a", "b"]
    assert running.complete("b").status == "completed"
