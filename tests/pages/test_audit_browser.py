"""The journey of an audit, in a browser: find, replay, step, jump, compare, verify, take."""

import pytest
from playwright.sync_api import expect

from engine import instances, ledger
from tests.pages.audited import called, lived
from tests.pages.browsing import check_axe, check_width


@pytest.fixture
def case(site):
    found = lived(site)
    ledger.seal_ledger(site.engine)
    return found


def tokens(page):
    """Return where the page draws tokens: by the elements marked as current."""
    return page.evaluate(
        "[...document.querySelectorAll('.djs-element.current')].map(e => e.dataset.elementId)"
    )


@pytest.mark.usefixtures("case")
def test_an_auditor_s_journey(browser_page):
    page = browser_page("auditor")
    _finds_it(page)
    _steps_through_it(page)
    _reads_the_data(page)
    _jumps_and_compares(page)
    page.go_back()
    page.get_by_role("link", name="HE-2569-000001").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF ชุดหลักฐาน").click()
    assert taken.value.suggested_filename.endswith(".pdf")


def _finds_it(page):
    page.goto("/")
    page.wait_for_url("**/audit")
    check_axe(page)
    page.fill("#q", "HE-2569")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="HE-2569-000001", exact=True).click()
    expect(page.locator(".proof h2")).to_have_text("บันทึกครบถ้วน ไม่พบการแก้ไข")
    check_axe(page)


def _steps_through_it(page):
    page.get_by_role("link", name="เล่นย้อนหลังบนแผนผัง").click()
    expect(page.locator(".replay.ready")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".moment h2")).to_have_text("เริ่มเรื่อง")
    assert tokens(page) == ["consult"]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".moment h2")).to_have_text("ทำงานเสร็จ: ให้คำปรึกษา แนะนำครอบครัว")
    expect(page.locator(".moment")).to_contain_text("นายสมมติ ตัวอย่าง")
    assert tokens(page) == ["draft_plan"]
    page.keyboard.press("ArrowLeft")
    assert tokens(page) == ["consult"]
    check_axe(page)


def _reads_the_data(page):
    page.get_by_role("tab", name="ข้อมูล ณ เวลานั้น").click()
    expect(page.locator("#pane-data")).not_to_contain_text("ครอบครัวประสงค์จะดำเนินการต่อ")
    page.keyboard.press("End")
    page.get_by_text("บันทึกการให้คำปรึกษา").click()
    expect(page.locator("#pane-data")).to_contain_text("ครอบครัวประสงค์จะดำเนินการต่อ")
    assert tokens(page) == []


def _jumps_and_compares(page):
    page.get_by_role("tab", name="เหตุการณ์").click()
    page.locator(".slider").fill("9")
    expect(page.locator(".moment h2")).to_have_text("ทำงานเสร็จ: พิจารณา แผนการจัดการศึกษา")
    expect(page.locator(".log .now")).to_contain_text("พิจารณา แผนการจัดการศึกษา")
    page.get_by_role("button", name="จำจุดนี้ไว้เทียบ").click()
    page.get_by_role("button", name="ทั้งผัง", exact=True).first.click()
    page.locator('[data-element-id="issue_permit"]').click()
    expect(page.locator(".moment h2")).to_have_text("ทำงานเสร็จ: กศจ. พิจารณาอนุญาต")
    assert tokens(page)[-1:] == ["issue_permit"]
    page.get_by_role("link", name="เทียบกับเหตุการณ์ที่ 9").click()
    expect(page.locator(".diff")).to_contain_text("plan_returned_at")
    check_axe(page)


def test_it_plays_by_itself_to_the_end(browser_page, case):
    page = browser_page("auditor", language="en")
    page.goto(f"/audit/cases/{case}/replay?at=40")
    expect(page.locator(".replay.ready")).to_be_visible()
    page.select_option("#speed", "60")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".moment h2")).to_have_text("The case came to its end")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    check_axe(page)


def test_the_pages_on_a_phone(browser_page, case):
    page = browser_page("auditor", width=390)
    for place in ("", f"/cases/{case}", f"/cases/{case}/compare?one=3&other=9"):
        page.goto(f"/audit{place}")
        check_axe(page)
        check_width(page)
    page.goto(f"/audit/cases/{case}/replay?at=9")
    expect(page.locator(".replay.ready")).to_be_visible()
    page.get_by_role("button", name="ไปหนึ่งเหตุการณ์").click()
    expect(page.locator(".moment h2")).to_have_text("มีงานรอทำ: ปรับปรุงแก้ไขแผน ตามคำแนะนำ")
    check_axe(page)
    check_width(page)


@pytest.mark.usefixtures("case")
def test_all_cases_at_once(browser_page, site):
    site.start()
    page = browser_page("admin", width=1366)
    page.goto("/audit/procedures/home_education_permission/replay")
    expect(page.locator(".replay.ready")).to_be_visible()
    expect(page.locator("[data-told]")).to_have_text("2 เรื่อง")
    page.keyboard.press("End")
    assert tokens(page) == ["consult"]
    check_axe(page)
    check_width(page)


def shown(page):
    """Return the diagram in sight, and where tokens rest on it."""
    name = page.locator(".canvas .diagram:not([hidden])").get_attribute("data-label")
    return name, page.evaluate(
        "[...document.querySelectorAll('.diagram:not([hidden]) .djs-element.current')]"
        ".map(e => e.dataset.elementId)"
    )


def test_the_camera_follows_a_case_into_the_diagram_that_it_calls_and_back(browser_page, site):
    page = browser_page("auditor")
    page.goto(f"/audit/cases/{called(site)}/replay?at=1")
    expect(page.locator(".replay.ready")).to_be_visible()
    assert shown(page) == ("ข้างนอก", ["before"])

    page.get_by_role("button", name="ไปหนึ่งเหตุการณ์").click()
    page.get_by_role("button", name="ไปหนึ่งเหตุการณ์").click()
    expect(page.locator(".diagram[data-label=ข้างใน]")).to_be_visible()
    assert shown(page) == ("ข้างใน", ["inside"])
    check_axe(page)

    page.get_by_role("button", name="ข้างนอก", exact=True).click()
    assert shown(page) == ("ข้างนอก", ["call"])
    page.keyboard.press("End")
    assert shown(page) == ("ข้างนอก", ["after"])


def test_a_suspended_case_says_so_from_then_until_it_is_resumed(browser_page, site):
    case, admin = site.start("family"), site.person("admin")
    instances.suspend(site.engine, admin, case, "รอหนังสือ")
    instances.resume(site.engine, admin, case, "ได้รับแล้ว")
    page = browser_page("auditor")
    page.goto(f"/audit/cases/{case}/replay?at=3")
    expect(page.locator(".replay.ready")).to_be_visible()
    expect(page.locator(".moment")).to_contain_text("เรื่องถูกพักไว้ในขณะนี้")
    expect(page.locator(".moment")).to_contain_text("รอหนังสือ")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".moment")).not_to_contain_text("เรื่องถูกพักไว้ในขณะนี้")
