"""Scripts, variables and conditions: our own language only, and values that can be kept."""

import pytest

from engine.execution import Execution
from tests.execution import drawing as d
from tests.execution.running import Running


def scripted(text: str, **variables: object) -> Running:
    return Running(d.straight(d.script("set", text), names=["set"]), variables)


def test_each_line_sees_what_the_ones_before_have_set():
    running = scripted("a = x + 1\nb = [a, a * 2]", x=1)
    assert running.variables == {"x": 1, "a": 2, "b": [2, 4]}


@pytest.mark.parametrize("text", ["a = nobody", "a = 1 / 0", 'a = {1: "x"}', "a = x.y.z"])
def test_a_script_that_fails_becomes_a_failure_and_is_repaired_by_retry(text):
    """Section 2: the library's task is stuck in an error that nobody can mend."""
    running = scripted(text, x={})
    assert (running.failures(), running.status) == ({"set": "expression_failed"}, "active")
    assert running.retry("set").failures() == {"set": "expression_failed"}


def test_the_words_of_a_failure_are_thai_and_english():
    (failure,) = scripted("a = nobody").snapshot.failures
    assert "คำนวณ" in failure.message_th
    assert "nobody" in failure.message_en


def test_nothing_of_python_is_reached():
    """Section 5: the library's own script engine ran os.system from every expression."""
    running = scripted("a = ().__class__")
    assert running.failures() == {"set": "expression_invalid"}


@pytest.mark.parametrize("value", ["(1, 2)", "[(1, 2)]", '{"a": (1,)}'])
def test_a_value_is_the_same_before_and_after_it_was_kept(value):
    nodes = [d.script("set", f"a = {value}"), d.user_task()]
    xml = d.straight(*nodes, names=["set", "work"])
    kept, restored = Running(xml, live=True), Running(xml)
    assert kept.set(b=1).variables == restored.set(b=1).variables
    assert isinstance(kept.variables["a"], list | dict)


def test_finished_work_is_not_rewritten_by_what_comes_after():
    """Trap 2: the library shares nested values with every earlier finished task."""
    given = {"items": [{"qty": 1}]}
    nodes = [d.user_task(), d.script("set", 'items = [{"qty": 9}]'), d.user_task("last")]
    running = Running(d.straight(*nodes, names=["work", "set", "last"]), given)
    before = running.snapshot
    running.complete("work")
    assert before.variables == given == {"items": [{"qty": 1}]}
    assert running.variables == {"items": [{"qty": 9}]}


def test_changed_variables_are_those_the_command_has_set():
    running = Running(d.straight(d.user_task(), names=["work"]), {"a": 1, "b": [1]})
    changed = {}

    def act(execution: Execution) -> None:
        execution.set_variables({"a": 1, "b": [2], "c": None})
        changed.update(execution.changed_variables())

    running.verb(act)
    assert changed == {"b": [2], "c": None}


def test_all_variables_of_a_start_are_new():
    running = Running(d.straight(d.user_task(), names=["work"]), {"a": 1})
    environment = Execution.restore(running.definition, None, running.snapshot.state).environment
    execution = Execution.start(running.definition, environment, {})
    assert execution.changed_variables() == {}


def test_the_order_of_variables_is_kept_and_means_nothing():
    """Trap 3: the library reads nothing at all from reordered keys."""
    names = ["ข", "ก", "z", "a"]
    running = Running(d.straight(d.user_task(), names=["work"]), dict.fromkeys(names, 1))
    assert list(running.set(b=1).variables) == [*names, "b"]
    sorted_first = Running(running.definition, dict.fromkeys(sorted(names), 1))
    assert sorted_first.set(b=1).variables == running.variables


def waiting(condition: str) -> bytes:
    event = d.event(
        "intermediateCatchEvent", "hold", "conditional", d.formal("condition", condition)
    )
    nodes = [d.start(), d.node("parallelGateway", "fork"), event, d.user_task(), d.end()]
    return d.process(nodes, [*d.way("start", "fork", "hold", "end"), *d.way("fork", "work", "end")])


def test_a_conditional_event_waits_until_its_condition_holds():
    """Section 2: in the library it never fires by itself."""
    running = Running(waiting("${x > 2}"), {"x": 0})
    running.complete("work", x=1)
    assert running.status == "active"
    assert running.set(x=3).status == "completed"


def test_a_condition_that_fails_is_a_failure_at_its_event():
    running = Running(waiting("${x > 2}"))
    assert (running.failures(), running.open()) == ({"hold": "expression_failed"}, ["work"])
    running.set(x=0).retry("hold").complete("work", x="text")
    assert running.failures() == {"hold": "expression_failed"}
    assert running.set(x=9).retry("hold").status == "completed"


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"camunda_assignee": "${nobody}"}, "expression_failed"),
        ({"camunda_candidateGroups": "${nobody}"}, "expression_failed"),
        ({"camunda_dueDate": "${x}"}, "time_invalid"),
        ({"camunda_priority": "${x}"}, "priority_invalid"),
        ({"camunda_formKey": "${nobody}"}, "expression_failed"),
    ],
)
def test_a_task_whose_attributes_cannot_be_worked_out_is_a_failure(attributes, code):
    running = Running(d.straight(d.user_task(**attributes), names=["work"]), {"x": "abc"})
    assert (running.open(), running.failures()) == ([], {"work": code})
    running.set(x="2026-05-01T08:00:00+07:00" if code == "time_invalid" else "7", nobody="ใคร")
    assert running.retry("work").open() == ["work"]


def test_a_task_says_whose_it_is():
    task = d.user_task(
        camunda_assignee="${applicant}",
        camunda_candidateGroups="registrar, ${role}",
        camunda_priority="${40 + 2}",
        camunda_formKey="plan",
        name="ตรวจแผน",
    )
    running = Running(d.straight(task, names=["work"]), {"applicant": "u1", "role": "pec a"})
    (shown,) = running.snapshot.tasks
    assert (shown.name, shown.assignee, shown.form_key) == ("ตรวจแผน", "u1", "plan")
    assert (shown.roles, shown.priority) == (("a", "pec", "registrar"), 42)
    running.set(applicant="u2")
    assert running.snapshot.tasks[0].assignee == "u1"
