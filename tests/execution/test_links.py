"""Link events: the library ends the process at a link; here a token goes on (section 2)."""

from tests.execution import drawing as d
from tests.execution.running import Running


def link(kind: str, name: str, to: str) -> str:
    return d.node(kind, name, d.element("bpmn:linkEventDefinition", name=to))


def test_a_link_goes_on_at_the_catch_of_its_name():
    nodes = [d.start(), d.node("exclusiveGateway", "choice", default="choice_t2")]
    nodes += [link("intermediateThrowEvent", "t1", "A"), link("intermediateThrowEvent", "t2", "A")]
    nodes += [link("intermediateCatchEvent", "c", "A"), d.user_task(), d.end()]
    flows = [*d.way("start", "choice"), d.flow("choice", "t1", "${x}"), d.flow("choice", "t2")]
    flows += d.way("c", "work", "end")
    for x in (True, False):
        running = Running(d.process(nodes, flows), {"x": x})
        assert running.open() == ["work"]
        assert running.did("c") == ["entered", "completed"]
        assert running.complete("work").status == "completed"


def test_links_of_the_same_name_in_two_scopes_do_not_meet():
    def inside(task: str) -> list[str]:
        nodes = [link("intermediateThrowEvent", f"t_{task}", "A")]
        nodes += [link("intermediateCatchEvent", f"c_{task}", "A"), d.user_task(task)]
        return [*nodes, *d.way(f"c_{task}", task)]

    sub = d.node(
        "subProcess",
        "sub",
        d.start("s"),
        d.end("e"),
        *inside("inner"),
        d.flow("s", "t_inner"),
        d.flow("inner", "e"),
    )
    flows = [*d.way("start", "sub", "t_outer"), d.flow("outer", "end")]
    running = Running(d.process([d.start(), sub, d.end(), *inside("outer")], flows))
    assert running.complete("inner").open() == ["outer"]
    assert running.complete("outer").status == "completed"
