"""An officer's day in the inbox, in the browser: by mouse, by keys, and what comes meanwhile."""

import pytest
from playwright.sync_api import expect

from engine import tasks
from tests.pages import rounds_hall
from tests.pages.browsing import check_axe, check_width
from tests.processes.filled import filled


@pytest.fixture
def four(site):
    """Return the tasks of four families' cases, a minute after the other."""
    made = []
    for _ in range(4):
        made.append(site.tasks(site.start())[0])
        site.later(minutes=1)
    return made


def row(page, task):
    return page.locator(f"#t-{task.id}")


def test_a_task_is_taken_opened_and_come_back_from_with_the_place_kept(four, browser_page):
    page = browser_page("officer")
    page.goto("/inbox?procedure=home_education_permission&order=newest")
    check_axe(page)
    check_width(page)
    chosen = row(page, four[1])
    chosen.get_by_role("button", name="รับงาน").click()
    expect(chosen.locator(".who")).to_contain_text("ฉัน")
    expect(page.locator("#said")).to_contain_text("รับงานแล้ว 1 งาน")
    expect(page.locator("#tabs")).to_contain_text("ที่ฉันรับไว้ 1")
    check_axe(page)
    address = page.url
    chosen.locator("a.main").click()
    page.wait_for_url(f"**/tasks/{four[1].id}**")
    page.go_back()
    page.wait_for_url(address)
    expect(row(page, four[1]).locator("a.main")).to_be_focused()
    expect(page.locator("#f-procedure")).to_have_value("home_education_permission")
    expect(page.locator("#f-order")).to_have_value("newest")


def test_several_are_taken_and_each_is_answered(site, four, browser_page):
    page = browser_page("officer")
    page.goto("/inbox")
    page.get_by_label("เลือกทุกงานในหน้านี้").check()
    expect(page.locator(".bulk")).to_contain_text("เลือกไว้ 4 งาน")
    check_axe(page)
    site.complete("officer", four[0].id, **filled("consultation"))
    page.locator(".bulk").get_by_role("button", name="รับงาน").click()
    expect(page.locator("#said")).to_contain_text("รับงานแล้ว 3 งาน")
    expect(page.locator("#said")).to_contain_text("ทำไม่ได้ 1 งาน")
    expect(row(page, four[0])).to_contain_text("ไม่อยู่ในรายการนี้แล้ว")
    expect(page.locator(".bulk")).to_be_hidden()
    check_axe(page)


def test_a_task_is_given_to_a_colleague_found_by_name(site, four, browser_page):
    page = browser_page("officer")
    page.goto("/inbox")
    row(page, four[1]).locator("input[name=task]").check()
    page.get_by_role("button", name="มอบให้…").click()
    dialog = page.locator("#give")
    expect(dialog).to_contain_text("มอบ 1 งานให้…")
    check_axe(page)
    dialog.get_by_label("ค้นชื่อ").fill("ไม่มีคนนี้")
    expect(dialog).to_contain_text("ไม่มีเพื่อนร่วมงาน")
    dialog.get_by_label("ค้นชื่อ").fill("ตัวอย่าง")
    dialog.get_by_text("นายสมมติ ตัวอย่าง").click()
    dialog.get_by_role("button", name="มอบงาน").click()
    expect(page.locator("#said")).to_contain_text("มอบงานแล้ว 1 งาน")
    expect(dialog).to_be_hidden()
    assert tasks.get(site.engine, site.person("officer"), four[1].id).assignee == "officer"


@pytest.fixture
def second_chosen(four, browser_page):
    """The inbox with the second task in the focus and chosen; return the page, and two tasks."""
    page = browser_page("officer")
    page.goto("/inbox")
    for key in "jjx":
        page.keyboard.press(key)
    shown = [page.locator("tr[data-task]").nth(n).get_attribute("data-task") for n in (0, 1)]
    by_id = {str(each.id): each for each in four}
    return page, *(by_id[each] for each in shown)


def is_chosen(page, task):
    expect(row(page, task).locator("a.main")).to_be_focused()
    expect(row(page, task).locator("input[name=task]")).to_be_checked()


def test_what_comes_meanwhile_is_told_and_moves_nothing(site, second_chosen):
    page, first, second = second_chosen
    is_chosen(page, second)
    site.start()
    tasks.claim(site.engine, site.person("officer"), first.id)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    arrived = page.get_by_role("link", name="มีงานใหม่ 1 งาน – แสดง")
    expect(arrived).to_be_visible()
    expect(row(page, first).locator(".who")).to_contain_text("ฉัน")
    expect(page.locator("tr[data-task]")).to_have_count(4)
    is_chosen(page, second)
    check_axe(page)
    arrived.click()
    expect(page.locator("tr[data-task]")).to_have_count(5)
    expect(page.locator(".fresh:visible")).to_have_count(1)


def test_the_keys_are_told_and_work_under_a_thai_layout(four, browser_page):
    page = browser_page("officer", language="en")
    page.goto("/inbox")
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog")).to_contain_text("Next / previous task")
    check_axe(page)
    page.keyboard.press("Escape")
    page.evaluate(
        "for (const code of ['KeyJ', 'KeyC']) document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {code, key: code === 'KeyJ' ? '่' : 'แ', bubbles: true}))"
    )
    expect(page.locator("tr[data-task]").first.locator(".who")).to_contain_text("Me")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("HE-2569-000003")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-task]")).to_have_count(1)
    page.get_by_role("link", name="Clear").click()
    expect(page.locator("tr[data-task]")).to_have_count(len(four))


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("language", ["th", "en"])
def test_on_a_phone_the_tasks_are_cards(browser_page, language):
    page = browser_page("officer", width=390, language=language)
    for address in ("/inbox", "/inbox?tab=late", "/inbox?due=none&who=person"):
        page.goto(address)
        check_axe(page)
        check_width(page)


def test_rounds_are_looked_at_and_exported(site, browser_page):
    page = browser_page("officer2", width=390)
    held = rounds_hall.asked(site)
    for address in ("/rounds", f"/rounds/{held}", f"/rounds/{held}/remind"):
        page.goto(address)
        check_axe(page)
        check_width(page)
    page.goto(f"/rounds/{held}?stand=not_begun")
    with page.expect_download() as download:
        page.get_by_role("link", name="ส่งออก .xlsx").click()
    assert download.value.suggested_filename == "SC-2569-000001_2026-06-04.xlsx"
    page.get_by_role("link", name="เตือนโรงเรียนที่ยังไม่ส่ง (12)").click()
    page.get_by_label("เลือกทุกโรงเรียน").uncheck()
    page.get_by_label("เตือน โรงเรียนบ้านสมมติ ๓").check()
    page.get_by_role("button", name="ส่งหนังสือเตือน").click()
    expect(page.get_by_role("status").first).to_contain_text("ส่งหนังสือเตือนแล้ว 1 โรงเรียน")
