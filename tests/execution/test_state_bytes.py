"""The bytes of an instance: all that it needs, nothing it does not, and never another's."""

import orjson
import pytest
import zstandard

from engine.errors import StateUnreadable
from engine.execution import Execution, parse
from tests.execution import drawing as d
from tests.execution.running import Running

DECLARED = '<bpmn:message id="m" name="mail"/>'


def body(running: Running) -> list[object]:
    return orjson.loads(zstandard.decompress(running.snapshot.state))


def packed(content: object) -> bytes:
    return zstandard.compress(orjson.dumps(content))


def work(*names: str) -> Running:
    return Running(d.straight(*map(d.user_task, names), names=names), {"x": "ก"})


@pytest.mark.parametrize("state", [b"", b"text", packed({}), packed([]), packed(["old", [], []])])
def test_bytes_that_are_no_state_are_refused(state):
    with pytest.raises(StateUnreadable):
        Execution.restore(work("a").definition, None, state)


def test_a_state_of_another_format_says_which_it_expected():
    content = body(work("a"))
    with pytest.raises(StateUnreadable, match="expected state format 1 or 2, but got 3"):
        Execution.restore(work("a").definition, None, packed([3, *content[1:]]))


def test_a_state_of_another_diagram_is_refused():
    """Trap 9: the library cannot load an instance whose element is gone, and does not say why."""
    with pytest.raises(StateUnreadable, match="no element b"):
        Execution.restore(work("a").definition, None, work("b").snapshot.state)


def test_restoring_and_resting_changes_nothing():
    running = work("a", "b")
    before = body(running)
    running.verb(lambda e: e.rest())
    assert body(running) == before
    assert running.snapshot.steps == ()


def test_the_state_holds_the_tokens_that_are_there_and_no_finished_element():
    names = [f"t{number}" for number in range(50)]
    running = work(*names)
    size = len(running.snapshot.state)
    running.complete_all(*names[:49])
    assert len(running.snapshot.state) < size + 20
    assert b"t47" not in orjson.dumps(body(running))


def test_what_waited_before_a_command_is_known_to_it():
    running = work("a", "b")
    execution = Execution.restore(running.definition, None, running.snapshot.state)
    (task,) = running.snapshot.tasks
    assert execution.waited.tasks == {task.element_instance_id}
    assert task.element_instance_id in execution.waited


def shared() -> bytes:
    """Everything that the library writes into the specification it shares (trap 11)."""
    loop = d.element(
        "bpmn:multiInstanceLoopCharacteristics", d.formal("loopCardinality", "${count}")
    )
    inside = [d.start("s"), d.user_task("inner"), d.end("e"), *d.way("s", "inner", "e")]
    nodes = [
        d.event("startEvent", "by_mail", "message", messageRef="m"),
        d.start(),
        d.node("exclusiveGateway", "merge"),
        d.node("subProcess", "sub", loop, *inside),
        d.user_task("after"),
        d.end(),
    ]
    flows = [*d.way("start", "merge", "sub", "after", "end"), *d.way("by_mail", "merge")]
    return d.process(nodes, flows, declared=DECLARED)


def test_two_instances_of_one_definition_know_nothing_of_each_other():
    """Trap 11."""
    definition = parse(shared(), {}, {})
    first = Running(definition, {"count": 2}, message="mail")
    second = Running(definition, {"count": 3})
    assert (first.open(), second.open()) == (["inner"] * 2, ["inner"] * 3)
    first.complete("inner").complete("inner")
    second.complete("inner")
    assert (first.open(), second.open()) == (["after"], ["inner"] * 2)
    third = Running(definition, {"count": 1})
    assert (third.open(), third.did("by_mail")) == (["inner"], [])
    first.complete("after")
    second.complete_all("inner", "inner", "after")
    assert {first.status, second.status} == {"completed"}
    assert third.open() == ["inner"]


def test_three_thousand_elements_in_a_row_are_read_and_run():
    """The library's parser goes down a level for each: it needs a stack of its own."""
    names = [f"s{number}" for number in range(3_000)]
    xml = d.straight(
        *[d.node("task", name) for name in names], d.user_task(), names=[*names, "work"]
    )
    running = Running(xml)
    assert running.open() == ["work"]
    assert len(running.steps) == 2 * (3_000 + 1) + 1
    assert running.complete("work").status == "completed"
