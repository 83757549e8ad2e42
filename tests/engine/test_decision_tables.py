"""Decision tables in the office's hands: deployed, asked, told of in the history, and replaced."""

from hashlib import sha256

import pytest

from engine import deployments, history
from engine.errors import DeploymentRefused
from tests.execution import drawing as d
from tests.execution.tabling import Input, Output, dmn
from tests.stage import AUDITOR, OPERATOR, Stage

FEE = [Output("fee", "number")]
CHEAP = dmn([Input("age", "number")], FEE, [("< 7", "0"), (">= 7", "10")])
DEAR = dmn([Input("age", "number")], FEE, [("< 15", "0"), (">= 15", "50")])
MEETING = dmn([Input("age", "number")], FEE, [("< 7", "0"), ("< 15", "10"), (">= 15", "50")])


def diagram():
    ask = d.node("businessRuleTask", "ask", camunda_decisionRef="fee")
    nodes = [d.start(), d.user_task("fill"), ask, d.user_task("pay"), d.end()]
    more = {"id": "fees", "khanton_businessKeyPrefix": "FEE"}
    return d.process(nodes, d.way("start", "fill", "ask", "pay", "end"), **more)


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    deployments.deploy(made.engine, OPERATOR, {"fees.bpmn": diagram(), "fee.dmn": CHEAP})
    yield made
    made.close()


def events(stage, case):
    return history.list_some(stage.engine, AUDITOR, case, None, 200).items


def told(stage, case):
    """Return what the history says of the table's answer: its version, and the rules."""
    (data,) = [each.data for each in events(stage, case) if "decided" in (each.data or {})]
    numbers = [step[4] for step in data["steps"] if len(step) > 4]
    return data["decided"]["fee"]["digest"], data["decided"]["fee"]["rules"], numbers


def test_the_history_tells_which_rules_of_which_version_held(stage):
    case = stage.start("fees", age=9)
    stage.complete(case)
    assert told(stage, case) == (sha256(CHEAP).hexdigest(), {"2": "ข้อ 2"}, [[2]])


def test_a_new_version_is_asked_from_then_on_by_every_process(stage):
    old, new, other = (stage.start("fees", age=9) for _ in range(3))
    stage.complete(old)
    second = stage.fresh()
    deployments.deploy(second, OPERATOR, {"fee.dmn": DEAR})
    second.close()

    stage.complete(new)
    stage.restart()
    stage.complete(other)

    assert [told(stage, each)[1] for each in (old, new, other)] == [
        {"2": "ข้อ 2"},
        {"1": "ข้อ 1"},
        {"1": "ข้อ 1"},
    ]


def test_a_table_whose_rules_meet_is_not_deployed(stage):
    with pytest.raises(DeploymentRefused) as refused:
        deployments.deploy(stage.engine, OPERATOR, {"fee.dmn": MEETING})
    assert [each.rule for each in refused.value.particulars["problems"]] == ["table-overlap"]

    case = stage.start("fees", age=9)
    stage.complete(case)
    assert told(stage, case)[0] == sha256(CHEAP).hexdigest()


def test_a_rule_that_does_not_hold_is_not_told(stage):
    case = stage.start("fees", age=3)
    stage.complete(case)
    assert told(stage, case)[1:] == ({"1": "ข้อ 1"}, [[1]])
