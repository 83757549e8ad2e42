"""Loops: any number of rounds, each costing the same (trap 1: the library stalls after 499)."""

import pytest

from engine.model import Snapshot
from tests.execution import drawing as d
from tests.execution.running import Running

ROUNDS = 10_000


def loop_back(*body: str, names: tuple[str, ...], variables: str = "n < most") -> bytes:
    nodes = [d.start(), d.node("exclusiveGateway", "in"), *body, d.end()]
    nodes.append(d.node("exclusiveGateway", "out", default="out_end"))
    flows = [*d.way("start", "in", *names, "out", "end"), d.flow("out", "in", f"${{{variables}}}")]
    return d.process(nodes, flows)


def test_ten_thousand_rounds_run_in_one_command():
    """Trap 1."""
    xml = loop_back(d.script("count", "n = n + 1"), names=("count",))
    running = Running(xml, {"n": 0, "most": ROUNDS})
    assert (running.status, running.variables["n"]) == ("completed", ROUNDS)


def test_two_thousand_completions_leave_the_state_as_it_was():
    """Section 6: a step's cost and the state's size do not grow with what is finished."""
    body = (d.user_task("work"), d.script("count", "n = n + 1"))
    running = Running(loop_back(*body, names=("work", "count")), {"n": 0, "most": 2_000})
    sizes: list[int] = []
    for _ in range(2_000):
        assert running.open() == ["work"]
        sizes.append(len(running.snapshot.state))
        running.complete("work")
        running.steps.clear()
    assert running.status == "completed"
    assert max(sizes) - min(sizes) < 40


def test_a_loop_without_rest_becomes_a_failure_and_not_a_hang(monkeypatch):
    monkeypatch.setattr("engine.execution.instance.MOST_STEPS", 1_000)
    xml = loop_back(d.script("count", "n = n + 1"), names=("count",), variables="n >= 0")
    running = Running(xml, {"n": 0})
    assert list(running.failures().values()) == ["endless_loop"]
    element = next(iter(running.failures()))
    assert running.set(n=-100).retry(element).status == "completed"


def test_two_endless_loops_both_become_failures(monkeypatch):
    monkeypatch.setattr("engine.execution.instance.MOST_STEPS", 1_000)
    nodes = [d.start(), d.node("parallelGateway", "split"), d.end()]
    flows = d.way("start", "split")
    for side in "ab":
        nodes += [d.node("exclusiveGateway", f"in_{side}"), d.node("task", side)]
        nodes += [d.node("exclusiveGateway", f"out_{side}", default=f"out_{side}_end")]
        flows += d.way("split", f"in_{side}", side, f"out_{side}", "end")
        flows.append(d.flow(f"out_{side}", f"in_{side}", "${on}"))
    running = Running(d.process(nodes, flows), {"on": True})
    running.set(note=1)
    assert list(running.failures().values()) == ["endless_loop", "endless_loop"]
    running.set(on=False)
    for element in list(running.failures()):
        running.retry(element)
    assert running.status == "completed"


def looped(node: str = "", **attributes: str) -> str:
    condition = d.formal("loopCondition", node) if node else ""
    return d.element("bpmn:standardLoopCharacteristics", condition, **attributes)


def repeated(loop: str) -> bytes:
    return d.straight(d.user_task("work", loop), names=["work"])


def rounds(running: Running) -> int:
    count = 0
    while running.open():
        running.complete("work", n=running.variables.get("n", 0) + 1)
        count += 1
    assert running.status == "completed"
    return count


@pytest.mark.parametrize(
    ("loop", "n", "expected"),
    [
        (looped("${n < 3}"), 0, 3),
        (looped("${n < 3}"), 5, 1),
        (looped("${n < 3}", testBefore="true"), 5, 0),
        (looped("${n < 3}", testBefore="true"), 0, 3),
        (looped(loopMaximum="4"), 0, 4),
        (looped("${n < 9}", loopMaximum="2"), 0, 2),
        (looped("${loopCounter < 2}", testBefore="true"), 0, 2),
    ],
)
def test_a_standard_loop_goes_round_as_long_as_it_says(loop, n, expected):
    assert rounds(Running(repeated(loop), {"n": n})) == expected


def test_a_loop_condition_that_fails_can_be_tried_again_without_doing_the_work_twice():
    running = Running(repeated(looped("${n < most}"))).complete("work", n=1)
    assert running.failures() == {"work": "expression_failed"}
    running.set(most=1).retry("work")
    assert running.status == "completed"


def test_a_looped_script_of_ten_thousand_rounds_runs():
    script = d.node(
        "scriptTask",
        "work",
        looped("${n < most}"),
        d.element("bpmn:script", "n = n + 1"),
    )
    running = Running(d.straight(script, names=["work"]), {"n": 0, "most": ROUNDS})
    assert (running.status, running.variables["n"]) == ("completed", ROUNDS)


def test_nothing_of_a_finished_round_is_in_the_state():
    snapshot: Snapshot = Running(repeated(looped(loopMaximum="9"))).complete("work").snapshot
    assert [task.element_id for task in snapshot.tasks] == ["work"]
