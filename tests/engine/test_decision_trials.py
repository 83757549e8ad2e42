"""A draft's decision table, looked at and asked before anybody deploys it."""

import pytest

from engine import decision_trials, shipped
from engine.decision_trials import TEMPLATES, new_table
from engine.errors import Forbidden, RulesOverlap
from tests.engine.conftest import OFFICER, OPERATOR
from tests.execution.drawing import node, straight

FILES = shipped.files()
PAYMENT = FILES["cct_payment.dmn"]


def ask(desk, body, values, name="t.dmn", **settings):
    return decision_trials.ask(desk.engine, OPERATOR, name, body, (values, settings))


def table(*cells, policy="UNIQUE"):
    body = new_table("t", "ตาราง", "criteria").decode().replace('"UNIQUE"', f'"{policy}"')
    for before, after in zip(("&gt;= 60", "&lt; 60"), cells, strict=True):
        body = body.replace(f"<text>{before}</text>", f"<text>{after}</text>")
    return body.encode()


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_kind_of_new_table_is_sound(desk, kind):
    body = new_table("new", 'ชื่อ "ใหม่" & <อื่น>', kind)
    found = decision_trials.examine(desk.engine, OPERATOR, "new.dmn", body, {})
    assert [each.rule for each in found.problems if each.severity == "error"] == []
    assert found.needs is not None


def test_what_a_shipped_table_asks(desk):
    asking = straight(
        node("businessRuleTask", "decide", camunda_decisionRef="cct_payment"), names=["decide"]
    )
    files = {"a.bpmn": asking, "settings.json": b"{}"}
    found = decision_trials.examine(desk.engine, OPERATOR, "cct_payment.dmn", PAYMENT, files)

    assert {each.path: each.type for each in found.needs.variables} == {
        "student.certified": "boolean",
        "student.grant_year": "number",
        "student.rate": "number",
    }
    assert found.settings["cct_attendance_rate"] == 80
    assert [(file, step.element_id) for file, step in found.asked_by] == [("a.bpmn", "decide")]


def test_a_table_answers_as_in_a_case_and_shows_which_cells_hold(desk):
    values = {"student.certified": True, "student.grant_year": 1, "student.rate": 79.5}
    own = {"cct_attendance_rate": 80, "cct_attendance_strict": True, "cct_grant_years": 3}

    found = ask(desk, PAYMENT, values, "cct_payment.dmn", **own)

    assert found.outputs["payment_right"] == "hold"
    (number,) = found.rules
    assert all(found.cells[number - 1])
    assert [all(cells) for cells in found.cells].count(True) == 1
    assert found.cells[0][0] is False


def test_what_is_missing_or_overlaps_is_said(desk):
    nothing = ask(desk, table("&gt;= 60", "&lt; 60"), {})
    both = ask(desk, table("&gt;= 60", "? &gt;= limit"), {"score": 70, "limit": 65})
    first = ask(
        desk, table("&gt;= 60", "? &gt;= limit", policy="FIRST"), {"score": 70, "limit": 65}
    )

    assert (nothing.outputs, nothing.cells[0]) == (None, (None,))
    assert isinstance(both.refusal, RulesOverlap)
    assert both.rules == (1, 2)
    assert (first.outputs["result"], first.rules) == ("pass", (1,))


def test_a_table_with_errors_is_not_asked(desk):
    broken = table("&gt;= (", "&lt; 60")
    found = decision_trials.examine(desk.engine, OPERATOR, "t.dmn", broken, {})

    assert found.needs is None
    assert [each.element_id for each in found.problems] == ["rule_1_1"]
    assert ask(desk, broken, {"score": 1}) is None


def test_only_analysts_look_and_ask(desk):
    with pytest.raises(Forbidden):
        decision_trials.examine(desk.engine, OFFICER, "t.dmn", PAYMENT, {})
    with pytest.raises(Forbidden):
        decision_trials.ask(desk.engine, OFFICER, "t.dmn", PAYMENT, ({}, {}))
