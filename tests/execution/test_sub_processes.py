"""Sub-processes and call activities: scopes that end when their last token has ended."""

from tests.execution import drawing as d
from tests.execution.running import Running


def scope(*inside: str, name: str = "sub") -> str:
    return d.node("subProcess", name, *inside)


def forked(*ends: str) -> list[str]:
    """A scope's inside: a fork into tasks `a` and `b`, which come to these ends."""
    nodes = [d.start("s"), d.node("parallelGateway", "fork"), d.user_task("a"), d.user_task("b")]
    return [*nodes, *ends, *d.way("s", "fork", "a", "e1"), *d.way("fork", "b", "e2")]


def around(*nodes: str) -> bytes:
    """The sub-process, then `after`, beside a task `other`."""
    outer = [d.start(), d.node("parallelGateway", "split"), d.user_task("other")]
    outer += [d.user_task("after"), d.end(), *nodes]
    flows = [*d.way("start", "split", "sub", "after", "end"), *d.way("split", "other", "end")]
    return d.process(outer, flows)


def test_a_sub_process_ends_with_its_last_token():
    running = Running(around(scope(*forked(d.end("e1"), d.end("e2")))))
    assert running.open() == ["a", "b", "other"]
    assert running.complete("a").open() == ["b", "other"]
    assert running.complete("b").open() == ["after", "other"]
    running.complete("after")
    assert running.status == "active"
    assert running.complete("other").status == "completed"


def test_a_terminate_end_event_ends_its_own_scope_only():
    stop = d.event("endEvent", "e2", "terminate")
    running = Running(around(scope(*forked(d.end("e1"), stop)))).complete("b")
    assert running.open() == ["after", "other"]
    assert running.did("a") == ["entered", "cancelled"]


def test_a_terminate_end_event_ends_what_runs_inside_its_scope():
    inner = scope(*forked(d.end("e1"), d.end("e2")), name="inner")
    nodes = [d.start("s2"), d.node("parallelGateway", "f2"), inner, d.user_task("c")]
    nodes += [d.end("e3"), d.event("endEvent", "e4", "terminate")]
    flows = [*d.way("s2", "f2", "inner", "e3"), *d.way("f2", "c", "e4")]
    running = Running(around(scope(*nodes, *flows)))
    assert running.open() == ["a", "b", "c", "other"]
    running.complete("c")
    assert running.open() == ["after", "other"]


def test_a_terminate_end_event_ends_the_whole_instance_at_the_top():
    nodes = [d.start(), d.node("parallelGateway", "split"), d.user_task("other")]
    nodes += [d.user_task("work"), d.end(), d.event("endEvent", "stop", "terminate")]
    nodes.append(scope(*forked(d.end("e1"), d.end("e2"))))
    flows = [*d.way("start", "split", "work", "stop"), *d.way("split", "other", "end")]
    flows += d.way("split", "sub", "end")
    running = Running(d.process(nodes, flows)).complete("work")
    assert (running.open(), running.status, running.drawn) == ([], "completed", {})


def test_a_failed_token_keeps_its_scope_open():
    nodes = [d.start("s"), d.node("parallelGateway", "fork"), d.user_task("a")]
    nodes += [d.script("b", "y = 1 / x"), d.end("e")]
    inside = [*nodes, *d.way("s", "fork", "a", "e"), *d.way("fork", "b", "e")]
    running = Running(around(scope(*inside)), {"x": 0}).complete("a")
    assert (running.open(), running.failures()) == (["other"], {"b": "expression_failed"})
    running.complete("other")
    assert running.status == "active"
    running.set(x=1).retry("b")
    assert running.open() == ["after"]


def test_a_token_that_goes_nowhere_ends_its_scope_too():
    """Deployment only warns of an element from which no end is reached."""
    running = Running(around(scope(d.start("s"), d.user_task("a"), d.flow("s", "a"))))
    assert running.complete("a").open() == ["after", "other"]


def test_an_empty_sub_process_is_passed():
    running = Running(around(scope(d.start("s"), d.end("e"), d.flow("s", "e"))))
    assert running.open() == ["after", "other"]


def called(text: str, *, name: str = "called", task: str = "work") -> bytes:
    nodes = [d.start(), d.user_task(task, name=text), d.end()]
    sub = d.node(
        "subProcess", "sub", d.start("s"), d.user_task("deep"), d.end("e"), *d.way("s", "deep", "e")
    )
    return d.process([*nodes, sub], d.way("start", task, "sub", "end"), id=name)


def test_a_called_process_runs_on_the_variables_of_the_case():
    nodes = [d.start("a"), d.node("callActivity", "call", calledElement="called"), d.end("z")]
    xml = d.process(nodes, d.way("a", "call", "z"), id="outer")
    running = Running(xml, {"x": 1}, called={"called": called("ตรวจ")})
    running.complete("work", x=2)
    assert (running.open(), running.variables) == (["deep"], {"x": 2})
    assert running.complete("deep").status == "completed"


def test_ids_may_meet_those_of_a_called_process():
    """Both have a task `work` and a sub-process `sub`: each shows what its own file says."""
    outer = (
        called("ของแผนผังนอก", name="outer")
        .replace(
            b"</bpmn:process>",
            (d.node("callActivity", "call", calledElement="called") + d.end("last")).encode()
            + "".join(d.way("sub", "call", "last")).encode()
            + b"</bpmn:process>",
        )
        .replace(d.flow("sub", "end").encode(), b"")
    )
    running = Running(outer, called={"called": called("ของแผนผังใน")})
    assert [task.name for task in running.snapshot.tasks] == ["ของแผนผังนอก"]
    running.complete("work").complete("deep")
    assert [task.name for task in running.snapshot.tasks] == ["ของแผนผังใน"]
    assert running.complete("work").complete("deep").status == "completed"


def test_a_process_may_call_the_same_process_twice_at_once():
    calls = [d.node("callActivity", each, calledElement="called") for each in ("c1", "c2")]
    nodes = [d.start("a"), d.node("parallelGateway", "fork"), *calls, d.end("z")]
    flows = [*d.way("a", "fork", "c1", "z"), *d.way("fork", "c2", "z")]
    running = Running(d.process(nodes, flows, id="outer"), called={"called": called("ตรวจ")})
    assert running.open() == ["work", "work"]
    running.complete_all("work", "work", "deep", "deep")
    assert running.status == "completed"
