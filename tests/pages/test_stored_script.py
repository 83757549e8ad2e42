"""Script that people store in names, answers, remarks, file names and diagrams shows as text."""

import json
from dataclasses import replace

import pytest

from engine import attachments, comments, deployments, instances, people, schools, tasks
from engine.attachments import Upload
from tests.api.conftest import PDF
from tests.execution import drawing as d
from tests.pages.site import OPERATOR

EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
RAW = ("<img src=x", "<script>alert(2)")
OFFICE, SCHOOL = "udonthani1", "9901000001"
FORM = {
    "key": "evil_form",
    "title": {"th": f"แบบ {EVIL}", "en": f"Form {EVIL}"},
    "rows": ["test"],
    "fields": [
        {
            "key": "answer",
            "type": "text",
            "max_length": 400,
            "label": {"th": f"ช่อง {EVIL}", "en": f"Field {EVIL}"},
            "hint": {"th": f"คำแนะ {EVIL}", "en": f"Hint {EVIL}"},
        },
        {
            "key": "paper",
            "type": "file",
            "label": {"th": f"ไฟล์ {EVIL}", "en": f"File {EVIL}"},
            "accept": ["pdf"],
        },
    ],
}


@pytest.fixture
def evil(site):
    """A case in which everything that people can write is a script; return it and its open task."""
    _deploy(site.engine)
    _rename(site.engine, site.person("admin"))
    officer = site.person("officer")
    asked = instances.Asked(definition_key="evil", variables={}, office=OFFICE)
    case = instances.start(site.engine, officer, asked)
    _complete(site.engine, officer, case.tasks[0].id)
    second = instances.get(site.engine, officer, case.instance.id).tasks[0]
    comments.add(site.engine, officer, second.id, EVIL)
    tasks.keep_draft(site.engine, officer, second.id, {"answer": EVIL})
    return case.instance.id, second.id


def _deploy(engine):
    safe = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    nodes = [
        d.start(),
        d.user_task("first", camunda_formKey="evil_form", name=f"งาน {safe}"),
        d.user_task("second", camunda_formKey="evil_form", name=f"ต่อ {safe}"),
        d.end(),
    ]
    diagram = d.process(nodes, d.way("start", "first", "second", "end"), id="evil", name=safe)
    files = {"evil.bpmn": diagram, "evil_form.json": json.dumps(FORM).encode()}
    deployments.deploy(engine, OPERATOR, files)


def _rename(engine, admin):
    """Give an officer and a school names that are scripts."""
    renamed = people.Renamed(username="officer", name_th=EVIL, name_en=EVIL, email=None)
    people.rename(engine, admin, renamed)
    known = schools.get(engine, admin, OFFICE, SCHOOL).school
    schools.put(engine, admin, replace(known, name_th=EVIL, name_en=EVIL))


def _complete(engine, officer, task):
    comments.add(engine, officer, task, EVIL)
    upload = Upload(field="paper", name=f"{EVIL}.pdf", content=PDF)
    kept = attachments.add(engine, officer, task, upload)
    paper = [{"attachment_id": str(kept.id), "name": kept.name}]
    tasks.complete(engine, officer, task, {"answer": EVIL, "paper": paper}, None)


def places(case, task):
    """Return who opens which pages, where the stored texts are shown."""
    return {
        "officer": ["/inbox", f"/tasks/{task}", f"/cases/{case}", "/rounds", "/account",
                    "/admin/schools", "/account/substitution"],
        "admin": ["/admin", "/admin/cases", f"/admin/cases/{case}", "/admin/procedures",
                  "/admin/procedures/evil/1", "/admin/people", f"/admin/schools/{SCHOOL}"],
        "auditor": ["/audit", f"/audit/cases/{case}", f"/audit/cases/{case}/replay",
                    f"/audit/cases/{case}/compare"],
    }  # fmt: skip


def test_no_page_holds_the_markup_that_was_stored(site, evil):
    shown = 0
    for user, paths in places(*evil).items():
        for path in paths:
            text = site.client(user).text(path)
            assert not any(raw in text for raw in RAW), f"{user} {path}"
            shown += "onerror" in text
    assert shown >= 8, "the stored texts are not on the pages that are looked at"


def test_nothing_stored_runs_in_the_browser(evil, browser_page):
    for user, paths in places(*evil).items():
        page = browser_page(user)
        dialogs = []
        page.on(
            "dialog", lambda dialog, seen=dialogs: (seen.append(dialog.message), dialog.dismiss())
        )
        for path in paths:
            page.goto(path)
            page.wait_for_load_state("networkidle")
            assert page.locator("img[src=x], script:not([src]):not([type])").count() == 0, path
        assert dialogs == []
