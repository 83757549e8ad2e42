"""The editor of decision tables: nothing is lost, cells are checked in place, asked as run."""

import json
import re

import pytest

from engine import drafts, shipped
from engine.execution import check_table
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import visible

WELFARE = "student_welfare_eligibility"
LIMIT = 2_000_000


@pytest.fixture
def draft(site):
    return drafts.create(site.engine, site.person("analyst"), "ทุน", of="student_welfare").id


def saved(site, draft, key):
    return drafts.bodies(site.engine, site.person("analyst"), draft)[f"{key}.dmn"]


def rules_of(body):
    return [each.rule for each in check_table(body, "score.dmn", LIMIT) if each.severity == "error"]


def send(site, draft, what, **value):
    path = f"/studio/{draft}/tables/{WELFARE}/{what}"
    return site.client("analyst").post(path, json.dumps(value)).json


def test_a_new_table_is_begun_and_one_without_names_is_not(site, draft):
    analyst = site.client("analyst")
    place = f"/studio/{draft}/tables"

    made = analyst.post(place, {"title_th": "เกณฑ์", "title_en": "Score", "kind": "amount"})
    refused = analyst.post(place, {"title_th": "เกณฑ์"})

    assert made.location == f"{place}/score"
    assert rules_of(saved(site, draft, "score")) == []
    assert refused.status_code == 422
    assert "student_welfare_eligibility" in visible(analyst.text(place))
    assert site.client("officer").get(place).status_code == 403


def test_problems_are_told_at_their_cell_with_the_remedy(site, draft):
    body = saved(site, draft, WELFARE).decode()
    broken = body.replace("<text>true</text>", "<text>tru(</text>", 1)

    sound = send(site, draft, "look", text=body)
    wrong = send(site, draft, "look", text=broken)

    assert [each for each in sound["problems"] if each["is_error"]] == []
    assert sound["asked_by"]
    assert {each["path"] for each in sound["variables"]} >= {"candidate.late"}
    (told,) = [each for each in wrong["problems"] if each["is_error"]]
    assert re.search(f'id="{told["id"]}"[^>]*><text>tru', broken)
    assert told["remedy"]
    assert wrong["variables"] is None
    assert "แก้ก่อน" in send(site, draft, "ask", text=broken, values={}, settings={})["refusal"]


def test_a_table_is_asked_and_says_which_rule_holds(site, draft):
    body = saved(site, draft, WELFARE).decode()
    values = {"candidate.meets_criteria": "no"}

    found = send(site, draft, "ask", text=body, values=values, settings={})

    assert found["rules"] == [1]
    assert "not_eligible" in found["outputs"].values()
    assert found["cells"][0][0] is True


@pytest.mark.parametrize("key", ["cct_payment", "royal_award_ranking", "royal_award_criteria"])
def test_looking_at_every_cell_changes_nothing(site, draft, browser_page, key):
    person, body = site.person("analyst"), shipped.files()[f"{key}.dmn"]
    drafts.save(site.engine, person, draft, f"{key}.dmn", body, 0)
    page = browser_page("analyst")
    page.goto(f"/studio/{draft}/tables/{key}")
    cells = page.locator("[data-grid] textarea")
    cells.first.wait_for()

    for at in range(min(cells.count(), 12)):
        cells.nth(at).focus()
    for head in page.locator(".dt-head").all():
        head.click()

    assert page.locator("[data-undo]").is_disabled()
    assert saved(site, draft, key) == body
    check_axe(page)
    check_width(page)


def raise_the_threshold(page):
    """Write 80 for 60 in both rules: by words, and by hand; the gap between is told."""
    page.get_by_label("กฎที่ 1 คะแนน").focus()
    page.locator("[data-about] [data-property=value]").fill("80")
    assert page.get_by_label("กฎที่ 1 คะแนน").input_value() == ">= 80"
    page.locator("[data-sums] .warn").wait_for()
    page.get_by_label("กฎที่ 2 คะแนน").fill("< 80")


def test_a_table_is_made_changed_asked_and_saved(site, draft, browser_page):
    page = browser_page("analyst")
    page.goto(f"/studio/{draft}/tables")
    page.get_by_label("ชื่อภาษาไทย").fill("เกณฑ์คะแนน")
    page.get_by_label("ชื่อภาษาอังกฤษ").fill("Score")
    page.get_by_role("button", name="สร้างตาราง").click()
    raise_the_threshold(page)
    page.locator("[data-add-input]").click()
    page.locator("[data-about] [data-property=expression]").fill("late")
    page.locator("[data-about] [data-property=type]").select_option("boolean")
    page.locator("[data-add-rule]").click()
    page.locator("[data-undo]").click()

    page.locator("[data-ask] [data-property=score]").fill("85")
    page.locator("tr.holds[data-rule='1']").wait_for()
    assert "pass" in page.locator("[data-ask]").inner_text()
    page.locator("#saving", has_text="บันทึกแล้ว").wait_for()

    body = saved(site, draft, "score")
    assert rules_of(body) == []
    assert b"<text>late</text>" in body
    assert body.count(b"<rule ") == 2


def test_rules_and_columns_are_moved_copied_and_removed(site, draft, browser_page):
    page = browser_page("analyst", language="en")
    page.goto(f"/studio/{draft}/tables/{WELFARE}")
    rows = page.locator("tr[data-rule]")
    count, first = rows.count(), rows.nth(0).get_attribute("data-of")
    rows.nth(0).locator(".dt-row").click()
    about = page.locator("[data-about]")
    about.get_by_role("button", name="↓ Down").click()
    assert rows.nth(1).get_attribute("data-of") == first
    about.get_by_role("button", name="Duplicate").click()
    assert rows.count() == count + 1
    for part, act in (
        (".dt-row", "Remove"),
        (".dt-head >> nth=1", "← Left"),
        (".dt-head", "Remove"),
    ):
        page.locator(part).first.click()
        about.get_by_role("button", name=act).click()
    page.locator("#saving", has_text="Saved").wait_for()

    body = saved(site, draft, WELFARE)
    entries = [len(re.findall("<inputEntry", each)) for each in body.decode().split("<rule ")[1:]]
    assert len(entries) == count
    assert len(set(entries)) == 1
    assert [e for e in check_table(body, f"{WELFARE}.dmn", LIMIT) if e.rule == "table-xsd"] == []


def test_a_file_that_is_no_table_is_kept_and_says_so(site, draft, browser_page):
    person = site.person("analyst")
    drafts.save(site.engine, person, draft, "odd.dmn", b"<no/>", 0)
    page = browser_page("analyst", width=390)

    page.goto(f"/studio/{draft}/tables/odd")

    page.get_by_text("เปิดไฟล์นี้เป็นตารางไม่ได้").wait_for()
    assert saved(site, draft, "odd") == b"<no/>"
