"""Decision tables: UNIQUE, FIRST and COLLECT mean what DMN says (section 2)."""

import pytest

from tests.execution import drawing as d
from tests.execution.running import Running

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table(policy: str, *rules: tuple[str, ...]) -> bytes:
    """A table `fee` of inputs age and kind and output fee; a rule is (age, kind, fee)."""
    rows = "".join(
        f'<rule id="r{number}">'
        f'<inputEntry id="a{number}"><text><![CDATA[{age}]]></text></inputEntry>'
        f'<inputEntry id="k{number}"><text><![CDATA[{kind}]]></text></inputEntry>'
        f'<outputEntry id="o{number}"><text>{fee}</text></outputEntry></rule>'
        for number, (age, kind, fee) in enumerate(rules)
    )
    return (
        f'<definitions xmlns="{DMN}" id="d" name="d" namespace="n"><decision id="fee" name="fee">'
        f'<decisionTable id="t" hitPolicy="{policy}">'
        '<input id="i1"><inputExpression id="e1"><text>age</text></inputExpression></input>'
        '<input id="i2"><inputExpression id="e2"><text>kind</text></inputExpression></input>'
        f'<output id="out" name="fee"/>{rows}</decisionTable></decision></definitions>'
    ).encode()


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
        ("(4.5..7]", 5, True),
        ("1, 2, 5", 5, True),
        ("1, 2", 5, False),
        ("not(5)", 5, False),
        ("not(1, 2)", 5, True),
        ("? % 2 == 1", 5, True),
        ("in [1, 5]", 5, True),
    ],
)
def test_a_cell_is_read_as_dmn_says(cell, age, holds):
    running = decided(table("UNIQUE", (cell, "-", "1")), age=age, kind="ก")
    assert running.variables.get("fee") == (1 if holds else None)


RULES = (("< 7", "-", "0"), ("< 15", '"ก"', "10"), ("-", "-", "age * 2"))


def test_unique_refuses_two_rules_that_hold_and_is_tried_again():
    running = decided(table("UNIQUE", *RULES), age=5, kind="ข")
    assert running.failures() == {"ask": "rules_overlap"}
    running.set(age=20).retry("ask")
    assert (running.variables["fee"], running.status) == (40, "completed")


def test_first_takes_the_first_rule_that_holds():
    assert decided(table("FIRST", *RULES), age=9, kind="ก").variables["fee"] == 10


def test_collect_takes_all_in_order():
    assert decided(table("COLLECT", *RULES), age=5, kind="ก").variables["fee"] == [0, 10, 10]


def test_no_rule_that_holds_sets_nothing():
    running = decided(table("FIRST", ("> 99", "-", "1")), age=5, kind="ก")
    assert (running.status, "fee" in running.variables) == ("completed", False)


def test_a_cell_that_cannot_be_worked_out_is_a_failure():
    assert decided(table("FIRST", *RULES), kind="ก").failures() == {"ask": "expression_failed"}
