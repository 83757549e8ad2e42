"""The shape of a diagram: each rule refuses its own mistake, and passes the mended drawing."""

import pytest

from engine.execution.rules import Known, Made, PaperInputs, check
from engine.execution.xml import read
from tests.execution import drawing as d

KNOWN = Known(
    roles=frozenset({"promo_officer", "registrar"}),
    forms=frozenset({"plan"}),
    decisions=frozenset({"fee"}),
    processes=frozenset({"example", "called"}),
    topics=frozenset({"document", "number"}),
    papers={"receipt": PaperInputs(all=frozenset({"to", "on"}), required=frozenset({"to"}))},
    made=Made(called=frozenset({"example"})),  # its variables come from whoever calls it
)
MESSAGE = '<bpmn:message id="m" name="paper_received"/>'
SIGNAL = '<bpmn:signal id="s" name="office_closed"/>'
ERROR = '<bpmn:error id="e" errorCode="refused"/>'
ESCALATION = '<bpmn:escalation id="x" escalationCode="late"/>'
DECLARED = MESSAGE + SIGNAL + ERROR + ESCALATION


def problems(data: bytes):
    tree, unreadable = read(data, "example.bpmn", 1_000_000)
    assert tree is not None, unreadable
    found = check(tree, "example.bpmn", KNOWN)
    return [problem for problem in found if problem.rule != "diagram-missing"]


def rules(data: bytes) -> set[str]:
    return {problem.rule for problem in problems(data)}


def one(node: str, name: str = "work", declared: str = DECLARED) -> bytes:
    return d.straight(node, names=[name], declared=declared)


WORK = one(d.user_task())
SCRIPT = d.script("work", "x = 1")


def sub(*inside: str, **attributes: str) -> bytes:
    return one(d.node("subProcess", "sub", *inside, **attributes), "sub")


PLAIN_SUB = sub(d.start("a"), d.end("b"), d.flow("a", "b"))


def choice(flows: list[str], gateway: str = "exclusiveGateway", **attributes: str) -> bytes:
    nodes = [d.start(), d.node(gateway, "g", **attributes), SCRIPT, d.end(), d.end("other")]
    return d.process(nodes, [d.flow("start", "g"), d.flow("work", "end"), *flows])


GOOD_CHOICE = choice([d.flow("g", "work", "${x > 1}"), d.flow("g", "other")], default="g_other")


def race(*targets: str, extra: tuple[str, ...] = (), **attributes: str) -> bytes:
    names = [f"t{number}" for number, _ in enumerate(targets)]
    flows = [flow for name in names for flow in d.way("g", name, "end")]
    gateway = d.node("eventBasedGateway", "g", **attributes)
    nodes = [d.start(), gateway, *targets, d.end()]
    return d.process(nodes, [*d.way("start", "g"), *flows, *extra], declared=DECLARED)


def catch(name: str, of: str = "message", *inside: str) -> str:
    reference = {"message": {"messageRef": "m"}, "signal": {"signalRef": "s"}}.get(of, {})
    return d.event("intermediateCatchEvent", name, of, *inside, **reference)


HOUR = d.time("timeDuration", "PT1H")
GOOD_RACE = race(catch("t0"), catch("t1", "timer", HOUR))


def boundary(host: str, of: str, *inside: str, **attributes: str) -> bytes:
    event = d.event("boundaryEvent", "edge", of, *inside, attachedToRef="work", **attributes)
    nodes = [d.start(), host, event, d.end(), d.end("other")]
    flows = [*d.way("start", "work", "end"), d.flow("edge", "other")]
    return d.process(nodes, flows, declared=DECLARED)


def called(name: str = "work") -> str:
    return d.node("callActivity", name, calledElement="called")


def throwing(of: str, position: str = "endEvent", **attributes: str) -> bytes:
    if position == "endEvent":
        nodes = [d.start(), d.event("endEvent", "end", of, **attributes)]
        return d.process(nodes, d.way("start", "end"), declared=DECLARED)
    return one(d.event(position, "work", of, **attributes))


def beginning(of: str, *inside: str, **attributes: str) -> bytes:
    nodes = [d.event("startEvent", "start", of, *inside, **attributes), d.end()]
    return d.process(nodes, d.way("start", "end"), declared=DECLARED)


def yearly(**attributes: str) -> str:
    return d.deadline(**{"rule": "yearly", "on": "06-01", "n": "", "kind": "", **attributes})


CYCLE = d.time("timeCycle", "R/P1Y")
AGAIN = boundary(d.user_task(), "timer", d.deadline(), cancelActivity="false")
MOVED = boundary(d.user_task(), "timer", d.deadline(on="06-01"), cancelActivity="false")
TWO_STARTS = d.process(
    [d.start(), d.start("again"), d.end()], [*d.way("start", "end"), d.flow("again", "end")]
)


def linked(throw: str, catch_name: str) -> bytes:
    nodes = [
        d.start(),
        _link(throw),
        _link(catch_name, "intermediateCatchEvent", "come"),
        d.end(),
    ]
    return d.process(nodes, [*d.way("start", "go"), *d.way("come", "end")])


def _link(name: str, position: str = "intermediateThrowEvent", identity: str = "go") -> str:
    return d.node(position, identity, d.element("bpmn:linkEventDefinition", name=name))


TWO_ENDS = [d.start(), SCRIPT, d.end(), d.end("other")]
CONDITION = d.formal("condition", "${x > 1}")
DATA_OUT = d.element("bpmn:dataOutputAssociation", d.element("bpmn:targetRef", "store"))
STORE = d.node("dataObjectReference", "store", dataObjectRef="thing") + d.node(
    "dataObject", "thing"
)
DOUBLE = d.node(
    "intermediateCatchEvent",
    "work",
    d.element("bpmn:signalEventDefinition", signalRef="s"),
    d.element("bpmn:messageEventDefinition", messageRef="m"),
)
REFERRED = d.node("intermediateThrowEvent", "work", d.element("bpmn:eventDefinitionRef", "shared"))
SHARED = d.element("bpmn:signalEventDefinition", id="shared", signalRef="s")
ROUND = d.process([d.start(), SCRIPT, d.end()], d.way("start", "work"))

CASES = [
    ("xsd", one(d.node("userTask", "work", "<bpmn:nonsense/>")), WORK),
    ("process-not-executable", d.process([], isExecutable="false"), WORK),
    ("process-many-executable", d.definitions(2 * '<bpmn:process isExecutable="true"/>'), WORK),
    ("process-key", d.process([d.start(), d.end()], d.way("start", "end"), id="ก"), WORK),
    ("process-key", d.process([d.start(), d.end()], d.way("start", "end"), id="a" * 65), WORK),
    ("process-key-style", d.process([d.start(), d.end()], d.way("start", "end"), id="Aa"), WORK),
    ("id-reserved", one(d.user_task("End"), "End"), WORK),
    ("id-reserved", one(d.user_task("a.BoundaryEventJoin"), "a.BoundaryEventJoin"), WORK),
    ("id-duplicate", one(d.user_task() + d.user_task()), WORK),
    ("id-missing", d.process([d.start(), d.end(), "<bpmn:task/>"], d.way("start", "end")), WORK),
    ("element-unknown", one(d.user_task("work", d.node("potentialOwner", "p"))), WORK),
    ("complex-gateway", choice(d.way("g", "work"), "complexGateway"), GOOD_CHOICE),
    ("ad-hoc", one(d.node("adHocSubProcess", "sub"), "sub"), PLAIN_SUB),
    ("event-sub-process", sub(d.start("a"), d.end("b"), triggeredByEvent="true"), PLAIN_SUB),
    ("transaction", one(d.node("transaction", "sub"), "sub"), PLAIN_SUB),
    ("transaction", throwing("cancel"), throwing("terminate")),
    ("compensation", throwing("compensate"), throwing("terminate")),
    ("compensation", one(d.user_task(isForCompensation="true")), WORK),
    ("data-element", one(d.user_task("work", DATA_OUT) + STORE), one(d.user_task() + STORE)),
    ("data-element", one(d.user_task() + d.node("dataStoreReference", "store")), WORK),
    ("token-quantity", one(d.user_task(startQuantity="2")), WORK),
    ("start-missing", d.process([SCRIPT, d.end()], d.way("work", "end")), WORK),
    ("end-missing", d.process([d.start(), SCRIPT], d.way("start", "work")), WORK),
    ("end-missing", sub(d.start("a")), PLAIN_SUB),
    ("sub-process-start", sub(d.start("a"), d.start("c"), d.end("b")), PLAIN_SUB),
    ("sub-process-start", sub(d.end("b")), PLAIN_SUB),
    (
        "implicit-split",
        d.process(TWO_ENDS, [*d.way("start", "work", "end"), d.flow("work", "other")]),
        WORK,
    ),
    (
        "condition-outside-gateway",
        d.process(TWO_ENDS[:3], [d.flow("start", "work", "${x}"), d.flow("work", "end")]),
        WORK,
    ),
    (
        "flow-duplicate",
        choice([d.flow("g", "work", "${x}"), d.flow("g", "work", name="again")], default="again"),
        GOOD_CHOICE,
    ),
    ("flow-broken", sub(d.start("a"), d.end("b"), d.flow("a", "end")), PLAIN_SUB),
    (
        "flow-wrong-way",
        d.process(TWO_ENDS[:3], [*d.way("start", "work", "end"), d.flow("end", "work")]),
        WORK,
    ),
    ("flow-wrong-way", d.process(TWO_ENDS[:3], [*d.way("start", "work", "start")]), WORK),
    ("unreachable", d.process(TWO_ENDS, d.way("start", "work", "end")), WORK),
    ("no-way-to-end", ROUND, WORK),
    ("condition-missing", choice([d.flow("g", "work"), d.flow("g", "other", "${x}")]), GOOD_CHOICE),
    (
        "default-with-condition",
        choice([d.flow("g", "work", "${x}"), d.flow("g", "other", "${y}")], default="g_other"),
        GOOD_CHOICE,
    ),
    (
        "default-unknown",
        choice([d.flow("g", "work", "${x}"), d.flow("g", "other", "${y}")], default="start_g"),
        GOOD_CHOICE,
    ),
    (
        "default-missing",
        choice([d.flow("g", "work", "${x}"), d.flow("g", "other", "${y}")]),
        GOOD_CHOICE,
    ),
    ("event-gateway-target", race(catch("t0"), d.script("t1", "x = 1")), GOOD_RACE),
    ("event-gateway-target", race(catch("t0"), catch("t1", "conditional", CONDITION)), GOOD_RACE),
    ("event-gateway-few", race(catch("t0")), GOOD_RACE),
    (
        "event-gateway-target-shared",
        race(catch("t0"), catch("t1"), extra=(d.flow("t0", "t1"),)),
        GOOD_RACE,
    ),
    (
        "event-gateway-target-boundary",
        race(
            catch("t0"),
            d.node("receiveTask", "t1", messageRef="m"),
            d.event("boundaryEvent", "t2", "timer", HOUR, attachedToRef="t1"),
        ),
        GOOD_RACE,
    ),
    ("event-gateway-instantiate", race(catch("t0"), catch("t1"), instantiate="true"), GOOD_RACE),
    (
        "event-gateway-instantiate",
        race(catch("t0"), catch("t1"), eventGatewayType="Parallel"),
        GOOD_RACE,
    ),
    ("start-timer", beginning("timer", HOUR), beginning("timer", yearly(on="06-01"))),
    ("start-timer", beginning("timer", CYCLE), beginning("timer", yearly(on="02-29 11-01"))),
    ("start-timer-rule", beginning("timer", d.deadline(kind="")), beginning("timer", yearly())),
    ("start-timer-days", beginning("timer", yearly(on="June")), beginning("timer", yearly())),
    ("start-timer-days", beginning("timer", yearly(on="06-31")), beginning("timer", yearly())),
    ("start-timer-days", beginning("timer", yearly(on="1 June")), beginning("timer", yearly())),
    ("start-timer-days", beginning("timer", yearly(on="")), beginning("timer", yearly())),
    ("start-twice", TWO_STARTS, WORK),
    ("start-timer-attributes", beginning("timer", yearly(n="3")), beginning("timer", yearly())),
    ("deadline-basis", beginning("timer", yearly(basis="")), beginning("timer", yearly())),
    ("deadline-on", MOVED, AGAIN),
    ("start-event", beginning("signal", signalRef="s"), beginning("message", messageRef="m")),
    ("start-event", beginning("conditional", CONDITION), beginning("message", messageRef="m")),
    (
        "sub-process-start-definition",
        sub(d.event("startEvent", "a", "message", messageRef="m"), d.end("b"), d.flow("a", "b")),
        PLAIN_SUB,
    ),
    ("event-position", throwing("timer", "endEvent"), throwing("signal", signalRef="s")),
    ("event-position", throwing("conditional", "endEvent"), throwing("error", errorRef="e")),
    ("event-position", throwing("link", "endEvent"), throwing("escalation", escalationRef="x")),
    (
        "event-position",
        throwing("terminate", "intermediateThrowEvent"),
        throwing("message", messageRef="m"),
    ),
    (
        "event-position",
        throwing("error", "intermediateCatchEvent", errorRef="e"),
        one(catch("work")),
    ),
    ("event-position", boundary(called(), "terminate"), boundary(called(), "error")),
    (
        "event-position",
        one(d.node("intermediateCatchEvent", "work")),
        one(catch("work", "timer", HOUR)),
    ),
    ("event-multiple", one(DOUBLE), one(catch("work", "signal"))),
    ("event-definition-ref", one(REFERRED, declared=SIGNAL + SHARED), one(catch("work", "signal"))),
    (
        "boundary-unattached",
        one(d.user_task() + d.event("boundaryEvent", "edge", "timer", HOUR, attachedToRef="start")),
        boundary(d.user_task(), "timer", HOUR),
    ),
    (
        "boundary-host",
        boundary(d.user_task(), "error", errorRef="e"),
        boundary(called(), "error", errorRef="e"),
    ),
    ("boundary-host", boundary(d.user_task(), "escalation"), boundary(called(), "escalation")),
    (
        "boundary-error-non-interrupting",
        boundary(called(), "error", cancelActivity="false"),
        boundary(called(), "escalation", cancelActivity="false"),
    ),
    ("link-pair", linked("a", "b"), linked("a", "a")),
    ("event-reference", throwing("signal"), throwing("signal", signalRef="s")),
    ("event-reference", throwing("error", errorRef="unknown"), throwing("error", errorRef="e")),
    ("event-reference", beginning("message"), beginning("message", messageRef="m")),
]


@pytest.mark.parametrize(("rule", "broken", "mended"), CASES)
def test_a_rule_refuses_its_mistake_and_passes_the_mended_drawing(rule, broken, mended):
    found = problems(broken)

    assert rule in {problem.rule for problem in found}
    assert all(p.message_th and p.message_en and p.remedy_th and p.remedy_en for p in found)
    assert rules(mended) == set()


def test_a_problem_names_the_element_by_its_id_and_its_name():
    data = one(d.node("transaction", "sub", name="รับเรื่อง"), "sub")

    problem = next(problem for problem in problems(data) if problem.rule == "transaction")

    assert problem.element_id == "sub"
    assert "รับเรื่อง" in problem.message_th
    assert "รับเรื่อง" in problem.message_en


def test_what_the_engine_runs_is_accepted():
    both = ("signal", {"signalRef": "s"}), ("message", {"messageRef": "m"}), ("timer", {})
    inside = {"timer": (d.time("timeCycle", "R3/PT1H"),)}

    for of, attributes in both:
        for cancel in ("true", "false"):
            given = {**attributes, "cancelActivity": cancel}
            data = boundary(d.user_task(), of, *inside.get(of, ()), **given)
            assert rules(data) == set()


def test_other_pools_are_only_drawn():
    other = '<bpmn:process id="other"><bpmn:task id="anything"/></bpmn:process>'

    assert rules(d.straight(SCRIPT, names=["work"], declared=other)) == set()


def test_a_diagram_without_shapes_is_warned_of_and_a_missing_shape_is_named():
    nodes, flows = [d.start(), SCRIPT, d.end()], d.way("start", "work", "end")

    def told(*drawn: str):
        tree, _ = read(d.process(nodes, flows, drawn=drawn), "example.bpmn", 100_000)
        return check(tree, "example.bpmn", KNOWN)

    assert [problem.rule for problem in told()] == ["diagram-missing"]
    assert [(p.rule, p.element_id) for p in told("start", "end")] == [("shape-missing", "work")]
    assert told("start", "work", "end") == []
