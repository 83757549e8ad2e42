"""That whatever admins change is told in words, under a tab; and how it is shown."""

import re
from pathlib import Path

import pytest

from engine import admin_events
from web.pages.office_changes import KINDS

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "web/templates/office/_words.html"
SAID = re.compile(
    r'kind=\s*"([a-z_]+)"(?:\s*if [^"]+ else "([a-z_]+)")?|_note\([^"\n]*"([a-z_]+)"\)'
)


def written():
    """Return the kinds of change that the engine writes, as its source has them."""
    found = set()
    for file in (ROOT / "engine").rglob("*.py"):
        text = file.read_text("utf-8")
        if "admin_events" in text and "Change(" in text:
            found |= {kind for pair in SAID.findall(text) for kind in pair if kind}
    return found


def test_every_kind_of_change_has_words_and_a_tab():
    tabs = {kind for kinds in KINDS.values() for kind in kinds}
    words = set(re.findall(r'"([a-z_]+)": t\(', WORDS.read_text("utf-8")))
    assert {"role_granted", "school_changed", "webhook_added"} <= written()
    assert written() - tabs == set()
    assert tabs - words == set()


def test_changes_are_narrowed_by_tab_subject_and_author(site):
    admin = site.client("admin")
    admin.post("/admin/people/teacher/disable", {"disable_reason": "ย้ายออก"})
    admin.post(
        "/admin/settings/plan_review_days", {"value": "20", "step": "save", "why": "มติที่ประชุม"}
    )

    def found(query):
        return {
            reason
            for reason in ("ย้ายออก", "มติที่ประชุม")
            if reason in admin.text(f"/admin/changes{query}")
        }

    assert found("") == {"ย้ายออก", "มติที่ประชุม"}
    assert found("?kind=people") == {"ย้ายออก"}
    assert found("?kind=settings") == {"มติที่ประชุม"}
    assert found("?subject=teacher") == {"ย้ายออก"}
    assert found("?by=officer") == set()
    assert found("?kind=unknown") == {"ย้ายออก", "มติที่ประชุม"}


def test_changes_come_page_by_page(site, monkeypatch):
    monkeypatch.setattr("web.pages.office_changes._AT_ONCE", 1)
    admin = site.client("admin")
    for day in ("1/5/2569", "2/5/2569"):
        given = {"role": "registrar", "from": day, "to": "", "role_reason": f"คำสั่ง {day}"}
        admin.post("/admin/people/officer/roles", given)
    page = admin.text("/admin/changes")
    assert "คำสั่ง 2/5/2569" in page
    assert "คำสั่ง 1/5/2569" not in page
    place = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "คำสั่ง 1/5/2569" in admin.text(place.replace("&amp;", "&"))
    assert admin.get("/admin/changes?cursor=!").status_code == 422


@pytest.mark.parametrize("user", ["officer", "family"])
def test_nobody_else_reads_what_was_changed(site, user):
    with pytest.raises(admin_events.Forbidden):
        admin_events.list_some(
            site.engine, site.person(user), ("udonthani1", admin_events.Filter()), None, 1
        )
