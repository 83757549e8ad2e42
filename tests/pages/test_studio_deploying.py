"""From "15 วัน" to "10 วัน" and a second signature: seen before, deployed, moved, undone."""

import re

import pytest

from engine import definitions, drafts, instances
from tests.pages.browsing import check_axe, check_width
from tests.pages.deploying_scene import KEY, diagram, draft_of, eleven_cases
from tests.pages.site import visible


@pytest.fixture
def cases(site):
    return eleven_cases(site)


@pytest.fixture
def draft(site, cases):
    assert cases
    return draft_of(site)


def standing(site, case):
    return instances.get(site.engine, site.person("admin"), case)


def looked_at(page):
    """Fail with what axe finds, or when it can be scrolled sideways."""
    check_axe(page)
    check_width(page)


def compare(page, draft):
    page.goto(f"/studio/{draft}/compare")
    page.wait_for_selector("#both[data-ready]")
    page.get_by_text("ลงนามคนที่สอง").first.wait_for()
    looked_at(page)


def see_and_deploy(page, draft):
    page.goto(f"/studio/{draft}/deploy")
    text = page.inner_text("main")
    for expected in ("ไม่พบข้อผิดพลาด", "จำนวนของกำหนด", "ย้ายได้เลย", "ตรวจคำขอ 8", "ลงนาม 3"):
        assert expected in text, expected
    assert page.locator("#running tbody tr").count() == 8
    looked_at(page)
    page.fill("#message", "ลดเวลาเหลือ 10 วัน และลงนามสองคน")
    page.get_by_role("button", name="นำขึ้นใช้").click()
    page.get_by_text("นำร่างขึ้นใช้แล้ว").wait_for()


def move_all_counted_anew(page):
    assert page.locator("input[name=case]").count() == 11
    page.get_by_label(re.compile("นับ “ครบ 10 วัน” ใหม่")).check()
    page.get_by_role("button", name="ดูผลตามที่เลือก").click()
    page.get_by_text("นับจาก").first.wait_for()
    looked_at(page)
    page.fill("#reason", "ระเบียบใหม่")
    page.get_by_role("button", name=re.compile("ย้ายเรื่องที่เลือก")).click()
    page.get_by_text("เสร็จแล้ว 11 เรื่อง").wait_for()
    looked_at(page)


def test_an_analyst_sees_what_it_does_to_this_year_s_dates_and_the_eleven_cases_and_deploys_it(
    site, cases, draft, browser_page
):
    promised = [standing(site, case).tasks[0].due_date for case in cases]
    page = browser_page("analyst")

    compare(page, draft)
    see_and_deploy(page, draft)
    move_all_counted_anew(page)

    now = [standing(site, case) for case in cases]
    assert {each.instance.definition_version for each in now} == {2}
    dates = [each.tasks[0].due_date for each in now]
    assert dates[:3] == promised[:3]
    pairs = zip(promised[3:], dates[3:], strict=True)
    assert all((old - new).days in range(6, 9) for old, new in pairs)


def test_what_is_not_chosen_stays_as_promised(site, cases, draft):
    analyst = site.client("analyst")
    before = [standing(site, case).tasks[0].due_date for case in cases]
    seen = re.search(r'name="seen" value="([^"]+)"', analyst.text(f"/studio/{draft}/deploy"))[1]
    analyst.post(f"/studio/{draft}/deploy", {"seen": seen, "message": "ลดเวลา"})
    path = f"/admin/procedures/{KEY}/migrate"
    ticked = re.findall(r'name="case" value="([^"]+)"', analyst.text(path))

    refused = analyst.post(path, {"before": 1, "after": 2, "reason": "", "case": ticked})
    assert refused.status_code == 422
    done = analyst.post(path, {"before": 1, "after": 2, "reason": "ระเบียบ", "case": ticked})

    assert visible(done.text).count("ย้ายแล้ว") == 11
    assert [standing(site, case).tasks[0].due_date for case in cases] == before
    again = visible(analyst.text(f"{path}?before=1&after=2"))
    assert "ไม่มีเรื่องให้ย้าย" in again
    assert path in site.client("admin").text(f"/admin/procedures/{KEY}/2")
    assert path not in site.client("officer").text(f"/admin/procedures/{KEY}/2")


def test_a_draft_that_changed_meanwhile_is_not_deployed(site, draft):
    analyst = site.client("analyst")
    seen = re.search(r'name="seen" value="([^"]+)"', analyst.text(f"/studio/{draft}/deploy"))[1]
    site.later(minutes=1)
    body = diagram(days=7, second=True)
    drafts.save(site.engine, site.person("analyst"), draft, f"{KEY}.bpmn", body, 2)

    refused = analyst.post(f"/studio/{draft}/deploy", {"seen": seen, "message": "ลดเวลา"})
    nothing = analyst.post(f"/studio/{draft}/deploy", {"seen": "?", "message": "ลดเวลา"})

    assert (refused.status_code, nothing.status_code) == (422, 422)
    assert "ร่างถูกแก้หลังจากที่ท่านดูผล" in visible(refused.text)
    assert definitions.get(site.engine, KEY).version == 1


def test_errors_are_shown_in_place_of_what_they_keep_from_being_known(site, draft):
    body = diagram(days=10, second=True).replace(b'targetRef="sign"', b'targetRef="nowhere"')
    drafts.save(site.engine, site.person("analyst"), draft, f"{KEY}.bpmn", body, 2)

    shown = visible(site.client("analyst").text(f"/studio/{draft}/deploy"))

    assert "นำขึ้นใช้ไม่ได้" in shown
    assert "แก้ข้อผิดพลาดก่อน" in shown


def test_recorded_cases_come_some_at_a_time_in_the_browser(draft, browser_page):
    page = browser_page("analyst", width=390)
    page.goto(f"/studio/{draft}/recorded?most=50")
    page.get_by_text("ทดสอบแล้ว 11 เรื่อง").wait_for()

    text = page.inner_text("#recorded")
    assert text.count("ไปทางเดิม") == 11
    assert "ครบ 10 วัน" in text
    check_axe(page)
    check_width(page)


def test_an_earlier_version_is_deployed_again_from_the_page(site, draft):
    analyst = site.client("analyst")
    seen = re.search(r'name="seen" value="([^"]+)"', analyst.text(f"/studio/{draft}/deploy"))[1]
    analyst.post(f"/studio/{draft}/deploy", {"seen": seen, "message": "ลดเวลา"})
    path = f"/admin/procedures/{KEY}/deploy-again"

    assert analyst.post(path, {"version": 1, "reason": ""}).status_code == 422
    assert analyst.post(path, {"version": 1, "reason": "ยกเลิก"}).status_code == 303
    assert definitions.get(site.engine, KEY).version == 3
    assert site.client("admin").post(path, {"version": 1, "reason": "ไม่"}).status_code == 403


def test_a_version_of_the_draft_is_compared_too(site, draft):
    analyst = site.client("analyst")
    drafts.keep_version(site.engine, site.person("analyst"), draft, "สองลายมือชื่อ")

    shown = visible(analyst.text(f"/studio/{draft}/compare?before=1&after=2"))

    assert "ลงนามคนที่สอง" in shown
    assert "สองชุดนี้เหมือนกัน" in visible(analyst.text(f"/studio/{draft}/compare?before=2&after=now"))
    assert "ลงนาม" in analyst.get(f"/studio/{draft}/versions/2/files/{KEY}.bpmn").text
    assert analyst.get(f"/studio/{draft}/versions/2/files/none.bpmn").status_code == 404


def test_many_cases_are_moved_some_at_a_time_and_the_page_goes_on_by_itself(
    site, cases, draft, browser_page, monkeypatch
):
    monkeypatch.setattr("web.pages.migrating._AT_ONCE", 4)
    analyst = site.client("analyst")
    seen = re.search(r'name="seen" value="([^"]+)"', analyst.text(f"/studio/{draft}/deploy"))[1]
    analyst.post(f"/studio/{draft}/deploy", {"seen": seen, "message": "ลดเวลา"})
    page = browser_page("analyst")

    page.goto(f"/admin/procedures/{KEY}/migrate")
    page.fill("#reason", "ระเบียบใหม่")
    page.get_by_role("button", name=re.compile("ย้ายเรื่องที่เลือก")).click()
    page.get_by_text("เสร็จแล้ว 11 เรื่อง").wait_for()

    assert page.inner_text("#answers").count("ย้ายแล้ว") == 11
    assert {standing(site, case).instance.definition_version for case in cases} == {2}
