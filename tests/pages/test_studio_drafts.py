"""The studio's drafts in the pages: begun, listed, opened, saved by scripts, put away."""

import json
import re

import pytest

from engine import drafts
from tests.pages.site import visible

PLAIN = "school_community"


@pytest.fixture
def draft(site):
    return drafts.create(site.engine, site.person("analyst"), "ชุมชนแบบใหม่", of=PLAIN).id


def send(client, path, value):
    return client.post(path, json.dumps(value))


def save(client, draft, name, body, revision):
    return send(client, f"/studio/{draft}/files/{name}", {"body": body, "revision": revision})


def test_the_menu_of_an_analyst_leads_to_the_studio(site):
    page = site.client("analyst").text("/studio")
    assert re.search(r'<a href="/studio" aria-current="page">สตูดิโอ</a>', page)
    assert "ยังไม่มีร่าง" in visible(page)
    assert 'href="/studio"' not in site.client("officer").text("/inbox")


def test_a_draft_is_begun_from_a_procedure_and_listed(site):
    analyst = site.client("analyst")

    begun = analyst.post("/studio", {"of": PLAIN})

    shown = visible(analyst.text(begun.location))
    for expected in ("เริ่มร่างแล้ว", "ภาพรวม", "school_community.bpmn", "แบบฟอร์ม"):
        assert expected in shown
    assert "เริ่มโดย" in visible(analyst.text("/studio"))


def test_an_empty_draft_asks_for_a_title_and_a_key_that_is_one(site):
    analyst = site.client("analyst")

    for given, expected in (
        ({"title": ""}, "กรุณาตั้งชื่อร่าง"),
        ({"title": "งาน", "key": "A b"}, "รหัสใช้"),
    ):
        refused = analyst.post("/studio", given)
        assert refused.status_code == 422
        assert expected in visible(refused.text)
    assert analyst.post("/studio", {"of": "nothing", "title": "งาน"}).status_code == 422
    assert drafts.list_all(site.engine, site.person("analyst")) == []
    made = analyst.post("/studio", {"title": "อาหารกลางวัน", "title_en": "Lunch", "key": "lunch"})
    assert "lunch.bpmn" in visible(analyst.text(made.location))


def test_a_script_saves_over_what_it_saw_and_is_told_who_was_first(site, draft):
    first = site.client("analyst")
    read = first.get(f"/studio/{draft}/files/{PLAIN}.bpmn")
    revision = int(read.headers["X-Revision"])
    assert read.headers["ETag"] == f'"{revision}"'
    assert read.text.startswith("<?xml")

    saved = save(first, draft, f"{PLAIN}.bpmn", "<a/>", revision)
    refused = save(first, draft, f"{PLAIN}.bpmn", "<b/>", revision)

    assert saved.json["revision"] > revision
    assert refused.status_code == 409
    assert refused.mimetype == "application/problem+json"
    told = refused.json
    assert told["code"] == "draft_file_changed"
    assert told["about"]["by"] == "analyst"
    assert told["about"]["revision"] == saved.json["revision"]
    assert told["about"]["at"].startswith("2026-")


@pytest.mark.parametrize(
    "sent", [b"", b"[]", b"{", b'{"body": 1, "revision": 1}', b'{"body": "x"}']
)
def test_a_script_that_asks_wrongly_is_told_what_is_missing(site, draft, sent):
    answer = site.client("analyst").post(f"/studio/{draft}/files/x.json", data=sent)
    assert answer.status_code == 422
    assert answer.json["code"] == "body_unfit"


def test_files_are_renamed_and_removed(site, draft):
    analyst = site.client("analyst")
    made = save(analyst, draft, "x.json", "{}", 0).json
    at = f"/studio/{draft}/files"

    renamed = send(analyst, f"{at}/x.json/rename", {"to": "y.json", **made}).json
    refused = send(analyst, f"{at}/y.json/remove", {"revision": 1})
    removed = send(analyst, f"{at}/y.json/remove", {"revision": renamed["revision"]})

    assert (refused.status_code, removed.status_code) == (409, 200)
    gone = analyst.get(f"{at}/y.json")
    assert (gone.status_code, gone.json["code"]) == (404, "draft_file_not_found")


def test_a_draft_is_renamed_put_away_and_taken_out(site, draft):
    analyst = site.client("analyst")
    assert analyst.post(f"/studio/{draft}/title", {"title": " "}).status_code == 422
    analyst.post(f"/studio/{draft}/title", {"title": "ชุมชน ๒๕๗๐", "title_en": "Community"})

    analyst.post(f"/studio/{draft}/archive")
    assert "ในคลัง" in visible(analyst.text("/studio"))
    assert "เปิดดูได้ แต่แก้ไขไม่ได้" in visible(analyst.text(f"/studio/{draft}"))
    assert save(analyst, draft, "x.json", "{}", 0).json["code"] == "draft_archived"

    analyst.post(f"/studio/{draft}/unarchive")
    assert "ชุมชน ๒๕๗๐" in visible(analyst.text("/studio"))
