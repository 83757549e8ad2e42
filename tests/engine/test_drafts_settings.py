"""Settings that are deployed with a procedure: checked, known to diagrams and offices."""

import json

import pytest

from engine import deployments, drafts, instances, offices, shipped
from engine.errors import DeploymentRefused, SettingUnfit, SettingUnknown
from tests.engine.conftest import ADMIN, OFFICER, OPERATOR, person
from tests.execution.drawing import end, process, start, user_task, way

SOMSRI = person("somsri", "udonthani1", "analyst")
DAYS = {
    "type": "int",
    "default": 5,
    "th": "จำนวนวันคืนหนังสือ",
    "en": "Days to give a book back",
    "basis": "ระเบียบห้องสมุด ข้อ ๓",
    "rows": [],
}


def lending():
    return process(
        [
            start(),
            user_task("give", name="คืน", camunda_priority='${setting("lending_days")}'),
            end(),
        ],
        way("start", "give", "end"),
        id="lending",
        name="ยืมหนังสือ",
    )


def settings(**said):
    return json.dumps(said).encode()


def deploy(desk, files, **more):
    return deployments.deploy(desk.engine, OPERATOR, files, **more)


def refused(desk, files):
    with pytest.raises(DeploymentRefused) as problem:
        deploy(desk, files)
    return {(each.element_id, each.rule) for each in problem.value.particulars["problems"]}


def held(desk, name):
    every = offices.settings(desk.engine, ADMIN, "udonthani1")
    return next((each for each in every if each.choice.name == name), None)


def priority(desk):
    asked = instances.Asked(definition_key="lending", variables={})
    return instances.start(desk.engine, OFFICER, asked).tasks[0].priority


def test_a_setting_comes_with_its_procedure_and_is_the_offices_to_choose(desk):
    assert held(desk, "lending_days") is None
    files = {"lending.bpmn": lending(), "settings.json": settings(lending_days=DAYS)}

    made = deploy(desk, files)

    assert ("settings", "lending", 1, True) in {
        (each.kind, each.key, each.version, each.is_new) for each in made.definitions
    }
    known = held(desk, "lending_days")
    assert (known.value, known.is_chosen, known.choice.procedure) == (5, False, "lending")
    assert priority(desk) == 5
    offices.change_settings(desk.engine, ADMIN, "udonthani1", {"lending_days": 9}, "มติ")
    assert priority(desk) == 9


def test_a_newer_declaration_holds_and_an_older_name_stays(desk):
    deploy(desk, {"lending.bpmn": lending(), "settings.json": settings(lending_days=DAYS)})
    newer = settings(lending_fee={**DAYS, "type": "number", "default": 1.5})
    deploy(desk, {"lending.bpmn": lending(), "settings.json": newer})
    deploy(
        desk,
        {"lending.bpmn": lending(), "settings.json": settings(lending_days={**DAYS, "default": 7})},
    )

    assert (held(desk, "lending_days").value, held(desk, "lending_fee").value) == (7, 1.5)
    assert priority(desk) == 7
    with pytest.raises(SettingUnfit):
        offices.change_settings(desk.engine, ADMIN, "udonthani1", {"lending_days": "x"}, "มติ")
    with pytest.raises(SettingUnknown):
        offices.change_settings(desk.engine, ADMIN, "udonthani1", {"lending_hours": 1}, "มติ")


def test_what_is_the_same_is_no_new_version_and_a_trial_writes_nothing(desk):
    files = {"lending.bpmn": lending(), "settings.json": settings(lending_days=DAYS)}
    deploy(desk, files, dry_run=True)
    assert held(desk, "lending_days") is None

    deploy(desk, files)

    assert not any(each.is_new for each in deploy(desk, files).definitions)


def test_a_shipped_declaration_is_declared_anew_by_its_own_procedure_only(desk):
    name = "welfare_step_days"
    own = json.loads(shipped.settings()["student_welfare"])
    deploy(desk, shipped.files())
    body = shipped.files()["student_welfare.bpmn"]

    same = deploy(
        desk,
        {
            "student_welfare.bpmn": body,
            "settings.json": shipped.settings()["student_welfare"],
        },
    )
    changed = {**own, name: {**own[name], "default": 6}}
    deploy(desk, {"student_welfare.bpmn": body, "settings.json": settings(**changed)})

    assert not any(each.is_new for each in same.definitions)
    assert held(desk, name).value == 6
    others = {"lending.bpmn": lending(), "settings.json": settings(**{name: own[name]})}
    assert (name, "setting-of-another") in refused(desk, others)
    base = {"lending.bpmn": lending(), "settings.json": settings(closes=DAYS)}
    assert ("closes", "setting-of-another") in refused(desk, base)


@pytest.mark.parametrize(
    ("said", "element", "rule"),
    [
        (b"[]", None, "setting-file"),
        (b"{", None, "setting-file"),
        (b'{"a": 1}', "a", "setting-members"),
        (b'{"a": {}, "a": {}}', "a", "setting-kind"),
        (settings(Odd=DAYS), "Odd", "setting-name"),
        (settings(a={**DAYS, "type": "money"}), "a", "setting-kind"),
        (settings(a={**DAYS, "type": ["int"]}), "a", "setting-kind"),
        (settings(a={**DAYS, "default": "5"}), "a", "setting-default"),
        (settings(a={**DAYS, "th": " "}), "a", "setting-th"),
        (settings(a={**DAYS, "en": None}), "a", "setting-en"),
        (settings(a={**DAYS, "basis": ""}), "a", "setting-basis"),
        (settings(a={**DAYS, "rows": "W-1"}), "a", "setting-rows"),
        (settings(a={**DAYS, "note": "x"}), "a", "setting-member"),
        (settings(**{f"a{n}": DAYS for n in range(201)}), None, "setting-count"),
    ],
)
def test_a_declaration_that_is_wrong_is_told_by_name_and_rule(desk, said, element, rule):
    assert (element, rule) in refused(desk, {"lending.bpmn": lending(), "settings.json": said})
    assert held(desk, "a") is None


def test_a_name_twice_in_a_file_is_told(desk):
    one = json.dumps(DAYS)
    body = f'{{"a": {one}, "a": {one}}}'.encode()
    assert ("a", "setting-twice") in refused(desk, {"x.bpmn": lending(), "settings.json": body})


def test_settings_without_a_diagram_are_nobodys(desk):
    assert (None, "setting-of-nothing") in refused(desk, {"settings.json": settings(a=DAYS)})


def test_a_draft_begins_with_the_settings_that_hold(desk):
    row = drafts.create(desk.engine, SOMSRI, "ยืม", of="review")
    assert "settings.json" not in drafts.bodies(desk.engine, SOMSRI, row.id)
    deploy(desk, {"lending.bpmn": lending(), "settings.json": settings(lending_days=DAYS)})

    own = drafts.create(desk.engine, SOMSRI, "ยืม", of="lending")

    files = drafts.bodies(desk.engine, SOMSRI, own.id)
    assert json.loads(files["settings.json"]) == {"lending_days": DAYS}
    assert not any(each.is_new for each in deploy(desk, files).definitions)
