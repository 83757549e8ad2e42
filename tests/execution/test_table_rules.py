"""What a decision table may not be: each rule refuses its mistake, and passes the mended one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.execution import check_table
from engine.model import Severity
from tests import profiles
from tests.execution import drawing as d
from tests.execution import tabling as t
from tests.execution.running import Running
from tests.execution.tabling import Input, Output, dmn

profiles.load()
SHIPPED = sorted((Path(__file__).parents[2] / "bpmn").rglob("*.dmn"))
AGE = [Input("age", "number")]
FEE = [Output("fee", "number")]
GOOD = dmn(AGE, FEE, [("< 7", "0"), (">= 7", "10")])
TABLE = t.tag(
    "decisionTable",
    t.tag("output", id="o", name="fee"),
    t.tag("rule", t.text("outputEntry", "1"), id="r"),
)
LITERAL = t.text("literalExpression", "1 + 1")
OTHER = t.tag("decision", TABLE, id="other", name="other")


def problems(data: bytes, file: str = "rules/fee.dmn"):
    return check_table(data, file, 1_000_000)


def found(data: bytes, file: str = "rules/fee.dmn") -> dict[str, str | None]:
    return {problem.rule: problem.element_id for problem in problems(data, file)}


def needs(what: str, href: str) -> str:
    return t.tag("informationRequirement", t.tag(what, href=href), id="needs")


def test_a_good_table_has_no_problem():
    assert problems(GOOD) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_tables_have_no_error(path):
    told = check_table(path.read_bytes(), path.name, 1_000_000)
    assert [problem for problem in told if problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        t.DMN,
    ],
)
def test_the_versions_of_dmn_that_modellers_write_are_read(namespace):
    data = GOOD.replace(t.DMN.encode(), namespace.encode())
    assert problems(data) == []
    assert "table-xsd" in found(data.replace(b"<rule ", b"<row ").replace(b"</rule>", b"</row>"))


def test_a_prefix_changes_nothing():
    data = GOOD.replace(b"xmlns=", b"xmlns:dmn=").replace(b"</", b"</dmn:")
    data = data.replace(b"<", b"<dmn:").replace(b"<dmn:/dmn:", b"</dmn:")
    assert problems(data) == []


@pytest.mark.parametrize(
    ("data", "rule", "element"),
    [
        (b"<definitions/>", "xml-not-dmn", None),
        (t.definitions(""), "table-decisions", "file"),
        (t.decision(TABLE, after=OTHER), "table-decisions", "file"),
        (t.decision(TABLE, id="tax"), "table-name", "tax"),
        (t.decision(LITERAL), "table-logic", "fee"),
        (t.decision(needs("requiredDecision", "#other") + TABLE), "table-requires", "needs"),
        (
            t.decision(TABLE, after=t.tag("businessKnowledgeModel", id="b", name="b")),
            "table-foreign",
            "b",
        ),
        (t.decision(TABLE, before=t.tag("inputData", id="o", name="o")), "table-id-twice", "o"),
        (t.decision(TABLE.replace("<rule", "<row").replace("</rule", "</row")), "table-xsd", "r"),
        (
            t.definitions(
                t.tag("decision", TABLE, id="fee", name="fee"), expressionLanguage="groovy"
            ),
            "table-language",
            "file",
        ),
        (dmn(AGE, FEE, [("-", "1")], "PRIORITY"), "hit-policy", "table"),
        (dmn(AGE, FEE, [("-", "1")], "OUTPUT ORDER"), "hit-policy", "table"),
        (dmn(AGE, FEE, [("-", "1")], aggregation="SUM"), "hit-policy-aggregation", "table"),
        (
            dmn(AGE, [*FEE, Output("x")], [("-", "1", "2")], "COLLECT", aggregation="SUM"),
            "hit-policy-aggregation",
            "table",
        ),
    ],
)
def test_a_file_that_is_not_one_table_is_refused(data, rule, element):
    told = found(data)
    assert (rule in told, told.get(rule)) == (True, element)


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER"])
def test_the_policies_that_are_run_pass(policy):
    assert problems(dmn(AGE, FEE, [("< 7", "0"), (">= 7", "10")], policy)) == []


@pytest.mark.parametrize(
    ("data", "rule", "element"),
    [
        (dmn(AGE, FEE, []), "table-empty", "table"),
        (dmn(AGE, FEE, [("-", "1"), ("1", "2", "3")]), "table-entries", "rule_2"),
        (dmn(AGE, [Output("the fee")], [("-", "1")]), "table-output-name", "out_0"),
        (dmn(AGE, [Output("deadline")], [("-", "1")]), "table-output-name", "out_0"),
        (dmn(AGE, [Output("_fee")], [("-", "1")]), "table-output-name", "out_0"),
        (
            dmn(AGE, [Output("fee"), Output("fee")], [("-", "1", "2")]),
            "table-output-twice",
            "out_1",
        ),
        (dmn([Input("age of child")], FEE, [("-", "1")]), "table-expression", "in_0"),
        (dmn(AGE, FEE, [("-", "1 +")]), "table-expression", "cell_1_1"),
        (dmn(AGE, [Output("fee", default="1 +")], [("-", "1")]), "table-expression", "out_0"),
        (dmn(AGE, FEE, [(">", "1")]), "table-expression", "cell_1_0"),
        (dmn(AGE, FEE, [("not(-)", "1")]), "table-expression", "cell_1_0"),
        (dmn(AGE, FEE, [("= 5", "1")]), "table-expression", "cell_1_0"),
        (dmn(AGE, FEE, [("1) or (True", "1")]), "table-expression", "cell_1_0"),
        (dmn(AGE, FEE, [("< 5) or (True", "1")]), "table-expression", "cell_1_0"),
        (dmn(AGE, FEE, [("1,, 2", "1")]), "table-expression", "cell_1_0"),
        (dmn([Input("age", "", "[1..")], FEE, [("-", "1")]), "table-expression", "in_0"),
        (dmn([Input("day")], FEE, [('< date("2026-05-16")', "1")]), "table-feel", "cell_1_0"),
        (dmn(AGE, FEE, [(">= 5 and < 10", "1")]), "table-feel", "cell_1_0"),
        (dmn(AGE, FEE, [("< 5 or > 10", "1")]), "table-feel", "cell_1_0"),
        (dmn(AGE, FEE, [("5..10", "1")]), "table-feel", "cell_1_0"),
        (dmn([Input("kind")], FEE, [('contains(?, "ก")', "1")]), "table-feel", "cell_1_0"),
        (dmn(AGE, FEE, [("-", "if age > 5 then 1 else 2")]), "table-feel", "cell_1_1"),
        (dmn([Input("count(rows)")], FEE, [("-", "1")]), "table-feel", "in_0"),
        (dmn([Input("kind")], FEE, [('"ก" or "ข"', "1")]), "table-cell-form", "cell_1_0"),
        (dmn([Input("kind")], FEE, [("age > 5", "1")]), "table-cell-form", "cell_1_0"),
        (dmn([Input("kind")], FEE, [('"ก", not("ข")', "1")]), "table-cell-form", "cell_1_0"),
        (dmn([Input("kind", "string")], FEE, [("student", "1")]), "table-bare-word", "cell_1_0"),
    ],
)
def test_what_cannot_be_read_is_refused(data, rule, element):
    told = found(data)
    assert (rule in told, told.get(rule)) == (True, element)


def test_a_form_of_feel_is_told_with_what_to_write_instead():
    (told,) = problems(dmn(AGE, FEE, [(">= 5 and < 10", "1")]))
    assert "[5..10)" in told.remedy_th
    assert "[5..10)" in told.remedy_en
    assert "กฎที่ 1" in told.message_th
    assert "rule 1" in told.message_en


COLOUR = Input("colour", "string", '"red", "green"')


@pytest.mark.parametrize(
    ("data", "rule", "element"),
    [
        (dmn(AGE, FEE, [('"7"', "1")]), "table-type", "cell_1_0"),
        (dmn([Input("kind", "string")], FEE, [("not(7)", "1")]), "table-type", "cell_1_0"),
        (dmn([Input("late", "boolean")], FEE, [("1", "1")]), "table-type", "cell_1_0"),
        (dmn(AGE, FEE, [("-", '"free"')]), "table-type", "cell_1_1"),
        (dmn(AGE, [Output("fee", "integer")], [("-", "1.5")]), "table-type", "cell_1_1"),
        (dmn(AGE, [Output("fee", "string")], [("-", '{"a": 1}')]), "table-type", "cell_1_1"),
        (dmn([COLOUR], FEE, [('"blue"', "1")]), "table-value-unlisted", "cell_1_0"),
        (dmn([COLOUR], FEE, [('not("red", "blue")', "1")]), "table-value-unlisted", "cell_1_0"),
        (
            dmn([Input("age", "number", "[0..120]")], FEE, [("121", "1")]),
            "table-value-unlisted",
            "cell_1_0",
        ),
        (
            dmn(AGE, [Output("fee", "number", "0, 10")], [("-", "5")]),
            "table-value-unlisted",
            "cell_1_1",
        ),
        (
            dmn(AGE, [Output("fee")], [("-", '"5"')], "COLLECT", aggregation="SUM"),
            "table-aggregated",
            "cell_1_1",
        ),
    ],
)
def test_a_value_keeps_to_what_its_column_declares(data, rule, element):
    told = found(data)
    assert (rule in told, told.get(rule)) == (True, element)


@pytest.mark.parametrize(
    "data",
    [
        dmn([Input("age", "integer")], FEE, [("< 4.5", "1"), (">= 4.5", "2")]),
        dmn([COLOUR], FEE, [('"red"', "1"), ('"green"', "2")]),
        dmn([Input("day", "date")], FEE, [('< "2026-05-16"', "1"), ('>= "2026-05-16"', "2.5")]),
        dmn(AGE, [Output("fee", "string", '"a", "b"')], [("-", "str(age)")]),
        dmn(AGE, [Output("fee", "Any")], [("-", '{"a": 1}')]),
        dmn(AGE, [Output("fee", "number")], [("-", "null")]),
        dmn(AGE, FEE, [("-", "5")], "COLLECT", aggregation="SUM"),
        dmn(AGE, FEE, [("-", "age * 2")], "COLLECT", aggregation="MAX"),
    ],
)
def test_what_is_declared_and_kept_to_passes(data):
    assert problems(data) == []


MODELLER = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
  xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"
  xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
  xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
  xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Platform"
  id="drd" name="DRD" namespace="http://camunda.org/schema/1.0/dmn" exporter="Modeler">
  <decision id="fee" name="Fee" camunda:historyTimeToLive="P180D">
    <decisionTable id="DecisionTable_1" hitPolicy="RULE ORDER" biodi:annotationsWidth="400">
      <input id="Input_1" label="Age" biodi:width="192" camunda:inputVariable="age">
        <inputExpression id="Expression_1" typeRef="integer"><text>age</text></inputExpression>
        <inputValues id="Values_1"><text>0,1,2,3</text></inputValues>
      </input>
      <output id="Output_1" label="Fee" name="fee" typeRef="integer" biodi:width="192" />
      <annotation name="Why" />
      <rule id="Rule_1"><description>why not</description>
        <inputEntry id="Tests_1"><text></text></inputEntry>
        <outputEntry id="Literal_1"><text>5</text></outputEntry>
        <annotationEntry><text>because</text></annotationEntry>
      </rule>
      <!-- a comment -->
      <rule id="Rule_2">
        <inputEntry id="Tests_2" expressionLanguage="feel"><text>&lt; 2</text></inputEntry>
        <outputEntry id="Literal_2"><text>7</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="fee">
    <dc:Bounds height="80" width="180" x="160" y="100" />
  </dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>"""


def test_what_camunda_modeler_writes_passes():
    assert problems(MODELLER) == []


@given(st.lists(st.text("ก1.,<>=!?()[]{}\"'- not&inad\\", max_size=8), min_size=3, max_size=3))
def test_no_cell_is_too_odd_to_be_judged(cells):
    """It is refused, or it runs: nothing else can be made of what somebody has typed."""
    data = dmn([Input("age"), Input("kind")], FEE, [cells])
    if {each.severity for each in problems(data)} & {Severity.ERROR}:
        return
    task = d.node("businessRuleTask", "ask", camunda_decisionRef="fee")
    running = Running(
        d.straight(task, names=["ask"]), {"age": 1, "kind": "ก"}, decisions={"fee": data}
    )
    assert running.failures().get("ask", "expression_failed") == "expression_failed"


def test_what_one_cell_says_in_quotes_is_not_taken_for_feel():
    rules = [('"date(x)"', "1"), ('not("date(x)")', "2")]
    assert problems(dmn([Input("kind", "string")], FEE, rules)) == []
