"""Variables used before they are set: surely, on some way, or misspelt; and no false alarms."""

from dataclasses import replace

import pytest

from engine import shipped
from engine.execution import outline
from engine.execution.rules import Known, Made, check
from engine.execution.xml import read
from tests.execution import drawing as d

FORM = {"plan": frozenset({"score", "kind"})}
KNOWN = Known(
    roles=frozenset({"promo_officer"}),
    forms=frozenset({"plan", "flat"}),
    topics=frozenset({"number"}),
    decisions=frozenset({"fee"}),
    settings=frozenset({"days"}),
    made=Made(
        forms={"plan": FORM, "flat": {"score": None}},
        tables={"fee": frozenset({"amount"})},
        messages={"told": frozenset({"round"})},
    ),
)
MESSAGE = '<bpmn:message id="m" name="told"/><bpmn:message id="u" name="unknown"/>'
RULES = {
    "variable-never-set",
    "variable-set-elsewhere",
    "variable-maybe-unset",
    "field-unknown",
    "setting-unknown",
    "variables-more",
}


def found(body, known=KNOWN):
    root, problems = read(body, "drawn.bpmn", 1_000_000)
    assert problems == []
    return [each for each in check(root, "drawn.bpmn", known) if each.rule in RULES]


def told(body, known=KNOWN):
    return {(each.rule, each.element_id) for each in found(body, known)}


def fill(name="fill", form="plan"):
    return d.user_task(name, camunda_formKey=form)


def row(*nodes, declared=""):
    names = [node.partition('id="')[2].partition('"')[0] for node in nodes]
    return d.straight(*nodes, names=names, declared=declared)


def use(text):
    return d.script("use", f"y = {text}")


def choice(*, guarded="${plan.score > 1}", use_after="x", other=()):
    """A choice, one branch of which sets x; what follows the join uses it."""
    nodes = [d.start(), fill(), d.node("exclusiveGateway", "g", default="g_j"), d.end()]
    nodes += [d.script("set", "x = 1"), d.node("exclusiveGateway", "j"), use(use_after), *other]
    flows = [*d.way("start", "fill", "g"), d.flow("g", "set", guarded), d.flow("g", "j")]
    return d.process(nodes, [*flows, *d.way("set", "j", "use", "end")])


def test_a_variable_that_nothing_sets_is_told_and_a_set_one_is_not():
    assert told(row(use("x"))) == {("variable-never-set", "use")}
    assert told(row(d.script("first", "x = 1"), use("x"))) == set()
    assert told(row(use("x"), d.script("later", "x = 1"))) == {("variable-set-elsewhere", "use")}
    assert told(row(d.script("both", "x = 1\ny = x"))) == set()


@pytest.mark.parametrize(
    ("maker", "uses"),
    [
        (fill(), "plan.score"),
        (fill(form="flat"), "score"),
        (
            d.node(
                "serviceTask",
                "take",
                d.inputs(into="number"),
                camunda_type="external",
                camunda_topic="number",
            ),
            "number",
        ),
        (d.node("businessRuleTask", "ask", camunda_decisionRef="fee"), "amount"),
        (d.node("receiveTask", "hear", messageRef="m"), "round"),
        (d.node("receiveTask", "hear", messageRef="u"), "anything"),
        (d.user_task("free"), "anything"),
        (d.node("callActivity", "call", calledElement="other"), "anything"),
    ],
)
def test_what_makes_a_variable_is_known(maker, uses):
    assert told(row(maker, use(uses), declared=MESSAGE)) == set()
    assert told(row(use(uses), declared=MESSAGE))


def test_a_way_on_which_it_is_not_set_is_named():
    (problem,) = found(choice())

    assert (problem.rule, problem.element_id) == ("variable-maybe-unset", "use")
    assert "“start” → “fill” → “g” → “j” → “use”" in problem.message_th
    assert "“set”" in problem.message_th


def test_what_is_asked_for_only_where_it_is_there_is_no_fault():
    for harmless in ('x if defined("x") else 0', "x if plan.score > 1 else 0"):
        assert told(choice(use_after=harmless)) == set()


def test_two_choices_by_one_condition_go_together():
    nodes = [d.start(), fill(), d.end(), d.end("other"), d.script("set", "x = 1"), use("x")]
    nodes += [
        d.node("exclusiveGateway", each, default=f"{each}_{to}")
        for each, to in (("g", "j"), ("h", "other"))
    ]
    nodes.append(d.node("exclusiveGateway", "j"))
    flows = [*d.way("start", "fill", "g"), d.flow("g", "j"), *d.way("set", "j", "h")]
    flows += [*d.way("use", "end"), d.flow("h", "other"), d.flow("g", "set", "${plan.score > 1}")]

    assert told(d.process(nodes, [*flows, d.flow("h", "use", "${plan.score > 1}")])) == set()
    other = d.process(nodes, [*flows, d.flow("h", "use", "${plan.kind == 1}")])
    assert told(other) == {("variable-maybe-unset", "use")}


def parted(kind):
    """Two branches, one of which sets x, joined by the same kind; then x is used."""
    nodes = [d.start(), d.end(), d.script("set", "x = 1"), d.user_task("b"), use("x")]
    nodes = [each.replace('id="b"', 'id="b" camunda:formKey="plan"') for each in nodes]
    nodes += [d.node(kind, "s"), d.node(kind, "j")]
    flows = [*d.way("start", "s", "set", "j", "use", "end"), *d.way("s", "b", "j")]
    return d.process(nodes, flows)


def test_parallel_ways_have_all_been_gone_when_they_are_joined():
    assert told(parted("parallelGateway")) == set()
    assert told(parted("exclusiveGateway")) == {("variable-maybe-unset", "use")}


def test_a_sub_process_that_is_interrupted_may_not_have_set_it():
    within = [d.start("s"), fill(), d.end("e"), *d.way("s", "fill", "e")]
    late = d.event(
        "boundaryEvent", "late", "timer", d.time("timeDuration", "P1D"), attachedToRef="sub"
    )
    nodes = [d.start(), d.node("subProcess", "sub", *within), late, d.end(), use("plan.score")]

    inside = d.process(nodes, d.way("start", "sub", "use", "end"))
    assert told(inside) == set()
    joined = d.process(nodes, [*d.way("start", "sub", "end"), *d.way("late", "use", "end")])
    assert told(joined) == {("variable-maybe-unset", "use")}


def test_fields_and_settings_that_do_not_exist_are_told():
    assert told(row(fill(), use("plan.scoer"))) == {("field-unknown", "use")}
    assert told(row(use('setting("dyas")'))) == {("setting-unknown", "use")}
    assert told(row(use('setting("days")'))) == set()


def test_items_of_a_list_are_known_inside_and_their_results_after():
    loop = d.element(
        "bpmn:multiInstanceLoopCharacteristics",
        camunda_collection="plan.kind",
        camunda_elementVariable="each",
        khanton_outputCollection="all_of_them",
        khanton_outputElement="each.name",
    )
    many = d.user_task("many", loop, camunda_formKey="flat", camunda_assignee="${each}")

    assert told(row(fill(), many, use("len(all_of_them)"))) == set()
    assert told(row(fill(), many, use("each"))) == {("variable-never-set", "use")}


def test_a_called_process_is_given_its_variables():
    given = replace(KNOWN, made=replace(KNOWN.made, called=frozenset({"example"})))
    assert told(row(use("x")), given) == set()


def test_more_than_anybody_reads_is_cut_short_and_said():
    many = d.script("use", "\n".join(f"y{n} = x{n}" for n in range(60)))
    assert len(found(row(many))) == 41
    assert {rule for rule, _ in told(row(many))} == {"variable-never-set", "variables-more"}


def test_every_shipped_diagram_tells_what_it_carries():
    files = shipped.files()
    carried = outline(files["student_welfare_nomination.bpmn"]).thrown
    assert carried["student_welfare_nominated"] == {"nominated"}
