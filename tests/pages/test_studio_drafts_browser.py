"""Two analysts in one draft, each in a browser: told of each other, nothing overwritten.

The modeler is the editor here; its texts are changed by its own commands.
"""

import pytest
from playwright.sync_api import expect

from engine import drafts
from tests.pages.browsing import check_axe, check_width

RENAME = """name => {
  const { modeler } = document.querySelector('[data-studio]').studio;
  const start = modeler.get('elementRegistry').get('start');
  modeler.get('modeling').updateProperties(start, { name });
}"""
NAMED = """() => document.querySelector('[data-studio]').studio.modeler
  .get('elementRegistry').get('start').businessObject.name"""
FILE = "lunch.bpmn"


@pytest.fixture
def draft(site):
    begun = drafts.Begun(title_th="อาหารกลางวัน", title_en="Lunch", key="lunch")
    return drafts.create(site.engine, site.person("analyst"), begun).id


@pytest.fixture
def sit(draft, browser_page):
    """Open the draft's diagram as somebody: `sit("analyst2")`."""

    def open_diagram(user):
        page = browser_page(user)
        return reopened(page, draft)

    return open_diagram


def reopened(page, draft):
    page.goto(f"/studio/{draft}/diagrams/{FILE}")
    expect(page.locator(".studio-diagram.ready")).to_be_attached()
    return page


def rename(page, name):
    page.evaluate(RENAME, name)


def says(page, text):
    expect(page.locator("#saving")).to_contain_text(text)


def saved_name(site, draft, name=FILE):
    return drafts.bodies(site.engine, site.person("analyst"), draft)[name].decode()


def test_the_second_of_two_analysts_keeps_theirs_apart(site, draft, sit):
    one = sit("analyst")
    two = sit("analyst2")
    expect(two.locator("#told-present")).to_contain_text("มีผู้อื่นเปิดร่างนี้อยู่: นายสมมติ วิเคราะห์")
    rename(one, "รับเรื่อง")
    says(one, "บันทึกแล้ว")

    rename(two, "เริ่มใหม่")

    dialog = two.get_by_role("dialog")
    expect(dialog).to_contain_text("แก้ไฟล์นี้ไปก่อนแล้ว")
    says(two, "ยังไม่บันทึกทับ")
    check_axe(two)
    assert "รับเรื่อง" in saved_name(site, draft)
    dialog.get_by_role("button", name="เก็บของฉันเป็นไฟล์ใหม่").click()
    expect(two.locator(".studio-bar")).to_contain_text("lunch_2.bpmn")
    assert "เริ่มใหม่" in saved_name(site, draft, "lunch_2.bpmn")
    assert two.evaluate(NAMED) == "รับเรื่อง"
    rename(two, "รับคำขอ")
    says(two, "บันทึกแล้ว")


def test_who_looks_at_theirs_may_come_back_and_theirs_is_kept(site, draft, sit):
    analyst = site.person("analyst")
    page = sit("analyst")
    drafts.here(site.engine, site.person("analyst2"), draft, FILE, "end")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#present")).to_contain_text("วิเคราะห์พะเยา")
    expect(page.locator(".other-here")).to_contain_text("วิเคราะห์พะเยา")
    row, body = drafts.read(site.engine, analyst, draft, FILE)
    theirs = body.replace("เริ่ม".encode(), "รับคำขอ".encode())
    drafts.save(site.engine, site.person("analyst2"), draft, FILE, theirs, row.revision)

    rename(page, "ของคนแรก")
    page.get_by_role("dialog").get_by_role("button", name="ดูของเขา").click()
    expect(page.locator(".studio-bar")).to_contain_text("กำลังดูงานของ")
    assert page.evaluate(NAMED) == "รับคำขอ"
    page.get_by_role("button", name="กลับไปของฉัน").click()
    page.get_by_role("dialog").get_by_role("button", name="บันทึกของฉันทับ").click()

    says(page, "บันทึกแล้ว")
    assert "ของคนแรก" in saved_name(site, draft)
    newest = drafts.versions(site.engine, analyst, draft)[0].row.number
    assert drafts.bodies_of_version(site.engine, analyst, draft, newest)[FILE] == theirs


def test_what_cannot_be_sent_stays_in_the_browser(site, draft, sit):
    page = sit("analyst")
    page.context.set_offline(True)
    rename(page, "ตอนไม่มีเน็ต")
    says(page, "ขาดการเชื่อมต่อ งานเก็บไว้ในเครื่องนี้")
    page.context.set_offline(False)
    says(page, "บันทึกแล้ว")
    assert "ตอนไม่มีเน็ต" in saved_name(site, draft)

    cookies = page.context.cookies()
    page.context.clear_cookies(name="khanton")
    rename(page, "หลังหมดเวลา")
    says(page, "หมดเวลาเข้าสู่ระบบ งานเก็บไว้ในเครื่องนี้")
    expect(page.locator("#signed-out a")).to_be_visible()
    page.context.add_cookies(cookies)
    page.evaluate("dispatchEvent(new Event('focus'))")
    says(page, "บันทึกแล้ว")
    expect(page.locator("#signed-out")).to_have_count(0)
    assert "หลังหมดเวลา" in saved_name(site, draft)


def test_what_was_not_saved_is_offered_again(site, draft, sit):
    page = sit("analyst")
    page.context.set_offline(True)
    rename(page, "ค้างไว้")
    says(page, "ขาดการเชื่อมต่อ")
    key = page.evaluate("Object.keys(localStorage).find(k => k.includes('studio:'))")
    held = page.evaluate("key => localStorage.getItem(key)", key)
    page.context.set_offline(False)
    says(page, "บันทึกแล้ว")
    rename(page, "ของใหม่")
    says(page, "บันทึกแล้ว")
    page.evaluate("([key, held]) => localStorage.setItem(key, held)", [key, held])

    reopened(page, draft)
    expect(page.locator(".studio-bar")).to_contain_text("ครั้งก่อนมีงานที่ยังไม่ได้บันทึก")
    page.get_by_role("button", name="นำกลับมา").click()

    expect(page.get_by_role("dialog")).to_contain_text("ท่านเอง (จากอีกหน้าต่างหนึ่ง)")
    assert "ของใหม่" in saved_name(site, draft)


def test_a_setting_saves_itself_when_it_is_changed(site, browser_page):
    full = drafts.create(site.engine, site.person("analyst"), "สวัสดิการ", of="student_welfare").id
    page = browser_page("analyst", width=390, language="en")
    page.goto(f"/studio/{full}/settings")
    page.locator("details.setting summary").first.click()
    check_axe(page)
    check_width(page)
    value = page.locator("#s-welfare_step_days-default")

    value.fill("๑๐")
    value.blur()

    says(page, "Saved")
    assert '"default": 10' in saved_name(site, full, "settings.json")
    value.fill("ten")
    value.blur()
    expect(page.locator("#s-welfare_step_days [data-problems]")).to_contain_text("does not fit")

    page.get_by_role("button", name="Keep a version").click()
    page.get_by_label("What was changed").fill("Review in ten days")
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(page.locator(".studio-bar.ok")).to_contain_text("Kept as version 2")
