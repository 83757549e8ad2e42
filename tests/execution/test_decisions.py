"""Decision tables when they are asked: each hit policy means what DMN says (section 2)."""

import pytest

from tests.execution import drawing as d
from tests.execution.running import Running
from tests.execution.tabling import Input, Output, dmn

KIND = [Input("age"), Input("kind")]
FEE = [Output("fee")]


def table(policy: str, *rules: tuple[str, ...], **attributes: str) -> bytes:
    """A table `fee` of inputs age and kind and output fee; a rule is (age, kind, fee)."""
    return dmn(KIND, FEE, rules, policy, **attributes)


def decided(data: bytes, **variables: object) -> Running:
    task = d.node("businessRuleTask", "ask", camunda_decisionRef="fee")
    return Running(d.straight(task, names=["ask"]), variables, decisions={"fee": data})


@pytest.mark.parametrize(
    ("cell", "age", "holds"),
    [
        ("-", 5, True),
        ("", 5, True),
        ("5", 5, True),
        ("5", 6, False),
        ("< 5", 4, True),
        (">= 5", 4, False),
        ("[5..7]", 7, True),
        ("[5..7)", 7, False),
        ("[5..7[", 7, False),
        ("]5..7]", 5, False),
        ("(4.5..7]", 5, True),
        ("1, 2, 5", 5, True),
        ("1, 2", 5, False),
        ("[1, 5]", 5, True),
        ("not(5)", 5, False),
        ("not(1, 2)", 5, True),
        ("< 3, > 7", 5, False),
        ("< 3, > 7", 8, True),
        ("[1..3], [5..7]", 6, True),
        ("[1..3[, 5", 5, True),
        ("not([1..3], 5)", 4, True),
        ("not([1..3], 5)", 5, False),
        ("? % 2 == 1", 5, True),
        ("3, ? % 2 == 1", 4, False),
        ("in [1, 5]", 5, True),
        ("limit", 5, True),
        ("<= limit", 6, False),
    ],
)
def test_a_cell_is_read_as_dmn_says(cell, age, holds):
    running = decided(table("UNIQUE", (cell, "-", "1")), age=age, kind="ก", limit=5)
    assert running.variables["fee"] == (1 if holds else None)


@pytest.mark.parametrize(
    ("cell", "kind", "holds"),
    [
        ('"ก, ข", "ค"', "ก, ข", True),
        ('"ก, ข", "ค"', "ก", False),
        ("'ก?', \"ข\"", "ก?", True),
        ('"[1..5]"', "[1..5]", True),
        ('"not(ก)"', "not(ก)", True),
        ('"ก" in ?', "กข", True),
        ('>= "ข"', "ก", False),
    ],
)
def test_what_stands_in_quotes_is_text(cell, kind, holds):
    running = decided(table("UNIQUE", ("-", cell, "1")), age=1, kind=kind)
    assert running.variables["fee"] == (1 if holds else None)


RULES = (("< 7", "-", "0"), ("< 15", '"ก"', "10"), ("-", "-", "age * 2"))


def test_unique_refuses_two_rules_that_hold_and_is_tried_again():
    running = decided(table("UNIQUE", *RULES), age=5, kind="ข")
    assert running.failures() == {"ask": "rules_overlap"}
    running.set(age=20).retry("ask")
    assert (running.variables["fee"], running.status) == (40, "completed")


def test_first_takes_the_first_rule_that_holds():
    assert decided(table("FIRST", *RULES), age=9, kind="ก").variables["fee"] == 10


def test_first_does_not_work_out_what_comes_after():
    rules = (("< 7", "-", "0"), ("nobody", "-", "1"))
    assert decided(table("FIRST", *rules), age=5, kind="ก").variables["fee"] == 0


def test_any_takes_rules_that_agree_and_refuses_those_that_do_not():
    running = decided(table("ANY", *RULES), age=5, kind="ก")
    assert running.failures() == {"ask": "rules_disagree"}
    agreeing = (("< 7", "-", "0"), ("< 15", '"ก"', "0"))
    assert decided(table("ANY", *agreeing), age=5, kind="ก").variables["fee"] == 0


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER"])
def test_a_list_has_what_every_rule_says_in_their_order(policy):
    assert decided(table(policy, *RULES), age=5, kind="ก").variables["fee"] == [0, 10, 10]
    assert decided(table(policy, ("> 99", "-", "1")), age=5, kind="ก").variables["fee"] == []


@pytest.mark.parametrize(
    ("how", "some", "none"),
    [("SUM", 30, None), ("MIN", 10, None), ("MAX", 20, None), ("COUNT", 2, 0)],
)
def test_a_list_is_aggregated(how, some, none):
    rules = (("> 4", "-", "10"), ("> 3", "-", "20"), ("> 9", "-", "40"))
    data = table("COLLECT", *rules, aggregation=how)
    assert decided(data, age=5, kind="ก").variables["fee"] == some
    assert decided(data, age=1, kind="ก").variables["fee"] == none


def test_there_is_no_sum_of_texts():
    running = decided(table("COLLECT", ("-", "-", "kind"), aggregation="SUM"), age=5, kind="ก")
    assert running.failures() == {"ask": "expression_failed"}


def test_no_rule_that_holds_empties_the_outputs_of_an_earlier_round():
    running = decided(table("FIRST", ("> 99", "-", "1")), age=5, kind="ก", fee=70)
    assert (running.status, running.variables["fee"]) == ("completed", None)


def test_no_rule_that_holds_gives_the_defaults():
    outputs = [Output("fee", default="age + 1"), Output("why")]
    data = dmn(KIND, outputs, [("> 99", "-", "1", '"แก่"')])
    running = decided(data, age=5, kind="ก")
    assert (running.variables["fee"], running.variables["why"]) == (6, None)


def test_an_empty_output_says_null():
    data = dmn(KIND, [Output("fee"), Output("why")], [("-", "-", "1", "")])
    assert decided(data, age=5, kind="ก", why="ค้าง").variables["why"] is None


def test_a_cell_that_cannot_be_worked_out_is_a_failure():
    assert decided(table("FIRST", *RULES), kind="ก").failures() == {"ask": "expression_failed"}


def test_a_gateway_behind_sees_that_nothing_was_decided():
    nodes = [d.start(), d.node("businessRuleTask", "ask", camunda_decisionRef="fee")]
    nodes += [d.node("exclusiveGateway", "g"), d.end("paid"), d.end("undecided")]
    flows = [*d.way("start", "ask", "g"), d.flow("g", "paid", "${fee == 1}")]
    flows += [d.flow("g", "undecided", "${fee == null}")]
    data = table("FIRST", ("> 9", "-", "1"))
    running = Running(d.process(nodes, flows), {"age": 5, "kind": ""}, decisions={"fee": data})
    assert (running.status, running.did("undecided")[:1]) == ("completed", ["entered"])
