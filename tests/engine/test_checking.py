"""Checks while drawing: what deployment would say of a draft, what is not saved yet included."""

import pytest

from engine import checking, deployments, drafts
from engine.errors import DeploymentRefused, DraftFileUnfit, DraftNotFound, Forbidden
from engine.model import Severity
from engine.store import new_id
from tests.engine.conftest import OFFICER, person

SOMSRI = person("somsri", "udonthani1", "analyst")
FILE = "review.bpmn"


@pytest.fixture
def draft(desk):
    return drafts.create(desk.engine, SOMSRI, "ตรวจหลักฐานแบบใหม่", of="review").id


@pytest.fixture
def drawn(desk, draft):
    return drafts.bodies(desk.engine, SOMSRI, draft)[FILE]


def rules(desk, draft, unsaved):
    return {each.rule for each in checking.check(desk.engine, SOMSRI, draft, unsaved)}


def test_what_is_not_saved_is_laid_over_what_is(desk, draft, drawn):
    broken = drawn.replace(b"evidence", b"evidense")

    assert "form-unknown" not in rules(desk, draft, {})
    assert "form-unknown" in rules(desk, draft, {FILE: broken})
    assert "form-unknown" not in rules(desk, draft, {})
    assert drafts.bodies(desk.engine, SOMSRI, draft)[FILE] == drawn


def test_a_form_that_is_being_made_is_known_to_its_diagram(desk, draft, drawn):
    form = drafts.bodies(desk.engine, SOMSRI, draft)["evidence.json"]
    unsaved = {
        FILE: drawn.replace(b"evidence", b"evidence_new"),
        "evidence_new.json": form.replace(b'"evidence"', b'"evidence_new"'),
    }

    assert "form-unknown" not in rules(desk, draft, unsaved)


def test_a_settings_file_is_read_and_what_it_declares_is_known(desk, draft, drawn):
    asking = drawn.replace(b"</bpmn:process>", _asking(b"review_days") + b"</bpmn:process>")
    said = b'{"review_days": {"type": "int", "default": 7, "th": "x", "en": "x", "basis": "x"}}'

    assert "setting-unknown" in rules(desk, draft, {FILE: asking})
    assert "setting-unknown" not in rules(desk, draft, {FILE: asking, "settings.json": said})
    assert "setting-kind" in rules(desk, draft, {"settings.json": b'{"abc": {"type": "none"}}'})


def _asking(name):
    line = b'days = setting("' + name + b'")'
    return b'<bpmn:scriptTask id="ask"><bpmn:script>' + line + b"</bpmn:script></bpmn:scriptTask>"


def test_errors_come_first_and_are_those_of_deployment(desk, draft, drawn):
    broken = drawn.replace(b"bpmn:userTask", b"bpmn:manualTask").replace(b"evidence", b"other")
    files = {**drafts.bodies(desk.engine, SOMSRI, draft), FILE: broken}
    found = checking.check(desk.engine, SOMSRI, draft, {FILE: broken})

    severities = [each.severity for each in found]
    assert severities == sorted(severities, key=lambda each: each is not Severity.ERROR)
    with pytest.raises(DeploymentRefused) as refused:
        deployments.deploy(desk.engine, SOMSRI, files, dry_run=True)
    assert found == refused.value.particulars["problems"]


def test_only_analysts_check_drafts_that_are_there(desk, draft):
    with pytest.raises(Forbidden):
        checking.check(desk.engine, OFFICER, draft, {})
    with pytest.raises(DraftNotFound):
        checking.check(desk.engine, SOMSRI, new_id(), {})
    with pytest.raises(DraftFileUnfit):
        checking.check(desk.engine, SOMSRI, draft, {"../x.bpmn": b"<a/>"})
