"""Two deployed versions compared: the diagram, the forms and the tables as they stood then."""

import json
from pathlib import Path

import pytest

from engine import comparing, deployments
from engine.differences import How
from engine.errors import DefinitionNotFound
from engine.execution import table_differences
from engine.forms.differing import differences
from tests.engine.conftest import FORM, OPERATOR, diagram, words

TABLE = Path(__file__).parents[2] / "bpmn" / "cct_screening" / "cct_payment.dmn"


def form_body(*fields, **more):
    return json.dumps({**FORM, "fields": [*fields], **more}).encode()


REMARK, PAPERS, LIST = FORM["fields"]


def told(before, after, compare=differences):
    return [
        (each.how, each.id, [c.property for c in each.changes]) for each in compare(before, after)
    ]


def deploy(desk, **files):
    named = {name.replace("_", "."): body for name, body in files.items()}
    deployments.deploy(desk.engine, OPERATOR, named)


def test_fields_are_compared_one_by_one():
    before = form_body(REMARK, PAPERS, LIST)

    assert told(before, before) == []
    assert told(before, form_body(REMARK, LIST)) == [(How.REMOVED, "papers", [])]
    assert told(form_body(REMARK), form_body(REMARK, PAPERS)) == [(How.ADDED, "papers", [])]
    assert told(before, form_body(LIST, REMARK, PAPERS)) == [(How.MOVED, "list", [])]
    assert told(before, form_body({**REMARK, "required": True}, PAPERS, LIST)) == [
        (How.CHANGED, "remark", ["required"])
    ]
    column = {**LIST["columns"][0], "label": words("สิ่งใด")}
    assert told(
        before, form_body(REMARK, PAPERS, {**LIST, "columns": [column, LIST["columns"][1]]})
    ) == [(How.CHANGED, "list.what", ["label"])]
    assert told(before, form_body(REMARK, PAPERS, LIST, title=words("อื่น"))) == [
        (How.CHANGED, "evidence", ["title"])
    ]


def test_options_and_conditions_are_told_in_words():
    shown = {"field": "papers", "op": "eq", "value": "x"}
    (found,) = differences(
        form_body({**REMARK, "type": "enum", "options": [{"value": "a", "th": "ก", "en": "A"}]}),
        form_body(
            {
                **REMARK,
                "type": "enum",
                "options": [{"value": "b", "th": "ข", "en": "B"}],
                "visible": shown,
            }
        ),
    )

    options, visible = found.changes
    assert (options.before.th, options.after.en) == ("ก (a)", "B (b)")
    assert (visible.called.th, visible.before, visible.after.th) == ("แสดงเมื่อ", None, "papers = x")


def test_rules_of_a_table_are_compared_one_by_one():
    before = TABLE.read_bytes()
    rule = before[before.index(b'<rule id="rule_grant_over"') :]
    rule = rule[: rule.index(b"</rule>") + len(b"</rule>")]
    without = before.replace(rule, b"")

    assert told(before, before, table_differences) == []
    assert told(before, without, table_differences) == [(How.REMOVED, "rule_grant_over", [])]
    assert told(without, before, table_differences) == [(How.ADDED, "rule_grant_over", [])]
    last = without.replace(b"</decisionTable>", rule + b"</decisionTable>")
    assert told(before, last, table_differences) == [(How.MOVED, "rule_grant_over", [])]
    (changed,) = table_differences(before, before.replace(b'"rescreen"', b'"pay"'))
    (change,) = changed.changes
    assert (changed.id, change.called.th) == ("rule_grant_over", "สิทธิเงินงวดต่อไป")
    assert (change.before.th, change.after.th) == ('"rescreen"', '"pay"')
    policy = before.replace(b'hitPolicy="UNIQUE"', b'hitPolicy="FIRST"')
    assert told(before, policy, table_differences) == [(How.CHANGED, "cct_payment", ["policy"])]


def test_versions_are_compared_with_the_forms_as_they_stood(desk):
    desk.later(days=1)
    second = diagram().replace("ลงนาม".encode(), "ลงนามแล้วส่ง".encode())
    deploy(desk, review_bpmn=second, evidence_json=form_body(REMARK, PAPERS))
    desk.later(days=1)
    deploy(desk, evidence_json=form_body(REMARK))  # after both versions: no part of them

    found = comparing.versions(desk.engine, "review", 1, 2)

    assert [(each.id, each.changes[0].after.th) for each in found.elements] == [
        ("sign", "ลงนามแล้วส่ง")
    ]
    (form,) = found.forms
    assert (form.key, form.before, form.after) == ("evidence", 1, 2)
    removed = [each.id for each in form.differences if each.how is How.REMOVED]
    assert removed == ["list", "list.what", "list.scans"]
    assert found.tables == ()
    assert (found.before.version, found.after.version) == (1, 2)
    back = comparing.versions(desk.engine, "review", 2, 1)
    assert (How.ADDED, "list") in [(each.how, each.id) for each in back.forms[0].differences]


def test_a_form_that_only_one_version_asks_is_told(desk):
    second = diagram().replace(b'camunda:formKey="evidence"', b"")
    deploy(desk, review_bpmn=second)

    (form,) = comparing.versions(desk.engine, "review", 1, 2).forms

    assert (form.key, form.before, form.after, form.differences) == ("evidence", 1, None, ())


def test_a_version_with_itself_and_versions_that_are_not_there(desk):
    same = comparing.versions(desk.engine, "review", 1, 1)

    assert (same.elements, same.forms, same.tables) == ((), (), ())
    for key, before, after in (("review", 1, 2), ("review", 2, 1), ("nothing", 1, 1)):
        with pytest.raises(DefinitionNotFound):
            comparing.versions(desk.engine, key, before, after)
