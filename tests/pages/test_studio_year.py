"""A simulated year in the pages: assumed, run in the background, told on the diagram."""

import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from engine import drafts, shipped, yearly
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import visible

KEY = "home_education_permission"


@pytest.fixture
def draft(site):
    """A draft in which a family's plan must be reviewed within a single working day."""
    analyst = site.person("analyst")
    made = drafts.create(site.engine, analyst, "ขออนุญาตแบบเร็ว", of=KEY).id
    file, body = drafts.read(site.engine, analyst, made, f"{KEY}.bpmn")
    quick = body.decode().replace('n="setting(&quot;plan_review_days&quot;)"', 'n="1"')
    drafts.save(site.engine, analyst, made, file.name, quick.encode(), file.revision)
    return made


def ended(site, place):
    """Return the page of a run once it has ended."""
    yearly.finish()
    client = site.client("analyst")
    assert not client.get(f"{place}/progress").json["running"]
    return client.text(place)


def begin(site, draft, **given):
    answer = site.client("analyst").post(f"/studio/{draft}/year", {"year": "2026", **given})
    assert answer.status_code == 303, visible(answer.text)[:2000]
    return answer.location


def test_the_assumptions_are_shown_with_where_they_come_from(site, draft):
    page = visible(site.client("analyst").text(f"/studio/{draft}/year"))
    for expected in (
        *("จำลองทั้งปี", "พ.ศ. 2569", "คณะกรรมการวิชาการ", "ยังไม่เคยมีเรื่อง", "พิจารณา แผนการจัดการศึกษา"),
        *("ผ่าน", "เทียบกับรุ่นที่ใช้อยู่", "ยังเป็นการคาดการณ์", "ยังไม่เคยจำลอง"),
    ):
        assert expected in page
    english = visible(site.client("analyst", "en").text(f"/studio/{draft}/year?year=2027"))
    assert "Academic committee" in english
    assert "2027" in english


def test_a_year_is_run_and_told_beside_the_deployed_version(site, draft):
    place = begin(site, draft, cases="40", compare="1")
    page = ended(site, place)
    told = visible(page)
    for expected in (
        *("40 เรื่อง พ.ศ. 2569", "เทียบกับรุ่นที่ใช้อยู่", "พิจารณา แผนการจัดการศึกษา: เกินกำหนด 0 →"),
        *("เรื่องจบอย่างไร", "สมมติไว้ และไม่ได้จำลอง", "ครบ ๑๕ วันทำการ"),
    ):
        assert expected in told
    assert f'data-diagram="/studio/{draft}/files/{KEY}.bpmn"' in page
    client = site.client("analyst")
    assert place in client.text(f"/studio/{draft}/year")
    for table in ("deadlines", "roles", "timers", "elements"):
        book = load_workbook(io.BytesIO(client.get(f"{place}/{table}.xlsx").data))
        assert book.active.max_row > 8
    assert client.get(f"{place}/nothing.xlsx").status_code == 404
    english = visible(site.client("analyst", "en").text(place))
    assert "Against the deployed version" in english


def test_a_draft_is_counted_by_the_settings_that_it_declares_itself(site, draft):
    analyst = site.person("analyst")
    file, body = drafts.read(site.engine, analyst, draft, f"{KEY}.bpmn")
    asked = body.decode().replace(' n="1"', ' n="setting(&quot;quick_days&quot;)"')
    drafts.save(site.engine, analyst, draft, file.name, asked.encode(), file.revision)
    kept = drafts.bodies(site.engine, analyst, draft)
    declared = {"type": "int", "default": 2, "th": "วันพิจารณา", "en": "Days", "basis": "คู่มือ ข้อ 4"}
    said = {**json.loads(kept.get("settings.json", b"{}")), "quick_days": declared}
    files = {**kept, "settings.json": json.dumps(said).encode()}
    with site.engine.reading() as tx:
        model = yearly.model_of(site.engine, tx, files, ("udonthani1", 2026))
    assert model.setting("quick_days") == 2
    assert model.setting("plan_revision_days") == 7


def test_what_is_wrong_with_the_assumptions_is_told_at_its_field(site, draft):
    client = site.client("analyst")
    task = "task.academic_review"
    for given, expected in (
        ({"cases": "many"}, "ต้องเป็นตัวเลขตั้งแต่ 0"),
        ({"cases": "999999"}, "จำนวนเรื่องต้องอยู่ระหว่าง"),
        (
            {f"{task}.unit": "days", f"{task}.least": "9", f"{task}.usual": "2"},
            "ต้องเรียงจากน้อยไปมาก",
        ),
    ):
        refused = client.post(f"/studio/{draft}/year", {"year": "2026", **given})
        assert refused.status_code == 422
        assert expected in visible(refused.text)
    assert yearly.newest(site.engine, site.person("analyst"), draft) == []


def test_a_draft_with_problems_is_told_instead_of_run(site, draft):
    analyst = site.person("analyst")
    file, body = drafts.read(site.engine, analyst, draft, f"{KEY}.bpmn")
    broken = body.decode().replace('formKey="home_education_plan"', 'formKey="nowhere"')
    drafts.save(site.engine, analyst, draft, file.name, broken.encode(), file.revision)
    refused = site.client("analyst").get(f"/studio/{draft}/year")
    assert refused.status_code == 409
    assert "nowhere" in visible(refused.text)
    empty = drafts.create(site.engine, analyst, "ว่าง").id
    drafts.remove(
        site.engine, analyst, empty, drafts.get(site.engine, analyst, empty).files[0].name, 1
    )
    assert "ไม่มีแผนผังที่เริ่มเรื่องได้" in site.client("analyst").get(f"/studio/{empty}/year").text


def test_a_run_is_stopped_on_request_and_only_analysts_come_near(site, draft):
    place = begin(site, draft, cases="3000")
    for user, status in (("officer", 403), (None, 303)):
        assert site.client(user).get(place).status_code == status
    assert "กำลังจำลอง" in visible(site.client("analyst").text(place))
    second = site.client("analyst").post(f"/studio/{draft}/year", {"year": "2026"})
    assert "กำลังจำลองอยู่แล้ว" in visible(second.text)
    site.client("analyst").post(f"{place}/cancel")
    assert "หยุดตามที่ขอ" in visible(ended(site, place))


@pytest.mark.parametrize(
    "key", ["royal_award_application", "school_community_register", "student_welfare_nomination"]
)
def test_procedures_that_others_begin_get_messages_that_they_can_read(site, key):
    analyst = site.person("analyst")
    files = {f"{key}.bpmn": shipped.files()[f"{key}.bpmn"]}
    supposed = yearly.begin(site.engine, analyst, files, (None, None)).supposed
    with site.engine.reading() as tx:
        model = yearly.model_of(site.engine, tx, files, (supposed.assumed.office, 2026))
    found = yearly.live(model, replace(supposed.assumed, cases=6, answers=100))
    assert found.failures == ()
    assert found.ended == 6


@pytest.mark.parametrize("width", [1366, 390])
def test_an_analyst_lets_a_year_pass_in_the_browser(browser_page, draft, width):
    page = browser_page("analyst", width=width)
    page.goto(f"/studio/{draft}/year")
    check_axe(page)
    check_width(page)
    page.fill("#cases", "30")
    page.click(".go .btn")
    page.wait_for_selector("#year-heat.ready", timeout=60_000)
    page.wait_for_selector(".djs-element.heat-5")
    check_axe(page)
    check_width(page)
    page.click("a[data-measure=passed]")
    page.wait_for_selector(".djs-overlays .count:text-is('30')")
    if width > 720:  # on a phone the tables have no heads
        page.click(".sortable >> nth=0 >> button.sort >> nth=1")
        head = page.locator(".sortable >> nth=0 >> th[aria-sort]")
        assert head.get_attribute("aria-sort") == "descending"
