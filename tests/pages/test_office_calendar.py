"""The calendar of an office in the pages: a holiday's effect is seen, then saved."""

from datetime import date

import pytest
from playwright.sync_api import expect

from engine import calendars, instances
from engine.calendar import last_day
from tests.pages.browsing import check_axe, check_width
from tests.pages.office_cases import in_review
from tests.pages.site import visible

HERE = "udonthani1"
MONDAY = {
    "first": "๒๐/๔/๒๕๖๙",
    "last": "",
    "kind": "holiday",
    "name_th": "วันหยุดพิเศษ <b>สมมติ</b>",
    "name_en": "Special day",
    "source": "มติคณะรัฐมนตรี (สมมติ)",
}


def due(site, case):
    standing = instances.get(site.engine, site.person("admin"), case)
    timer = next(each for each in standing.timers if each.element_id == "review_due")
    return last_day(timer.due_at)


def year(site, wanted=2026):
    return calendars.year(site.engine, site.person("admin"), HERE, wanted)


def test_a_year_shows_twelve_months_and_what_is_to_be_confirmed(site):
    shown = visible(site.client("admin").text("/admin/calendar"))
    assert "ปฏิทินวันหยุด พ.ศ. 2569" in shown
    assert all(each in shown for each in ("มกราคม", "ธันวาคม", "วันสงกรานต์", "รอยืนยัน"))
    english = visible(site.client("admin", "en").text("/admin/calendar?year=2027"))
    assert "Calendar of 2027" in english
    assert "Songkran" in english


def test_a_preview_names_case_step_rule_and_both_days_and_saves_nothing(site):
    case = in_review(site)
    page = site.client("admin").post("/admin/calendar/preview", MONDAY)
    assert page.status_code == 200
    shown = visible(page.text)
    for expected in ("HE-2569-000001", "15 วันทำการ", "28 เม.ย. 2569", "29 เม.ย. 2569", "ช้าลง 1 วัน"):
        assert expected in shown
    assert "&lt;b&gt;สมมติ&lt;/b&gt;" in page.text
    assert due(site, case) == date(2026, 4, 28)
    assert year(site).version == 1


def test_saving_asks_why_keeps_what_was_written_and_then_moves_the_deadline(site):
    case = in_review(site)
    admin = site.client("admin")
    refused = admin.post("/admin/calendar/days", MONDAY)
    assert refused.status_code == 422
    assert "กรุณากรอกเหตุผล" in refused.text
    assert "29 เม.ย. 2569" in visible(refused.text)
    assert due(site, case) == date(2026, 4, 28)

    saved = admin.post("/admin/calendar/days", {**MONDAY, "reason": "ประกาศแล้ว"})

    assert saved.status_code == 303
    assert due(site, case) == date(2026, 4, 29)
    told = visible(admin.text(saved.location))
    assert "วันครบกำหนดเลื่อน 1 รายการใน 1 เรื่อง และการเตือนกับขั้นต่อเนื่องอีก 1 รายการ" in told


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first": ""}, "กรุณากรอกวันที่"),
        ({"first": "31/2/2569"}, "อ่านวันที่ไม่ได้"),
        ({"last": "19/4/2569"}, "ต้องเป็น 1 ถึง 31 วัน"),
        ({"last": "30/6/2569"}, "ต้องเป็น 1 ถึง 31 วัน"),
        ({"name_th": " "}, "กรุณากรอกชื่อภาษาไทย"),
        ({"source": ""}, "กรุณากรอกประกาศหรือมติ"),
        ({"first": "20/4/2900"}, "ไม่ใช่ปี ค.ศ. ที่ใช้ได้"),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field_and_the_rest_kept(site, wrong, sentence):
    page = site.client("admin").post("/admin/calendar/preview", {**MONDAY, **wrong})
    assert page.status_code == 422
    assert sentence in visible(page.text)
    assert 'aria-invalid="true"' in page.text
    assert 'value="Special day"' in page.text


def test_several_days_are_closed_together(site):
    days = {**MONDAY, "last": "22/4/2569", "reason": "หยุดยาว"}
    assert site.client("admin").post("/admin/calendar/days", days).status_code == 303
    off = {each.day for each in year(site).days if each.name_en == "Special day"}
    assert off == {date(2026, 4, 20), date(2026, 4, 21), date(2026, 4, 22)}


def test_a_day_that_is_so_already_changes_nothing(site):
    admin = site.client("admin")
    admin.post("/admin/calendar/days", {**MONDAY, "reason": "ครั้งแรก"})
    assert "ปฏิทินเป็นเช่นนี้อยู่แล้ว" in admin.post("/admin/calendar/preview", MONDAY).text


def test_a_year_is_confirmed_by_naming_the_announcement(site):
    admin = site.client("admin")
    refused = admin.post("/admin/calendar/confirm", {"year": "2026", "announcement": ""})
    assert refused.status_code == 422
    assert year(site).unconfirmed > 0
    done = admin.post("/admin/calendar/confirm", {"year": "2026", "announcement": "ประกาศ ๑/๒๕๖๙"})
    assert done.status_code == 303
    assert year(site).unconfirmed == 0
    assert "ประกาศ ๑/๒๕๖๙" in visible(admin.text("/admin/calendar"))


def test_an_empty_year_is_filled_with_a_reason(site):
    admin = site.client("admin")
    assert "ยังไม่มีวันหยุดของปีนี้" in admin.text("/admin/calendar?year=2031")
    given = {"year": "2031", "fill_reason": ""}
    assert admin.post("/admin/calendar/fill", given).status_code == 422
    given["fill_reason"] = "วางแผนล่วงหน้า"
    assert admin.post("/admin/calendar/fill", given).status_code == 303
    assert year(site, 2031).unconfirmed > 10


@pytest.mark.parametrize("user", ["officer", "family", "auditor", "analyst"])
def test_the_calendar_is_the_admins(site, user):
    assert site.client(user).get("/admin/calendar").status_code == 403
    assert site.client(user).post("/admin/calendar/days", MONDAY).status_code == 403
    assert year(site).version == 1


def test_another_offices_calendar_is_not_there(site):
    admin = site.client("admin")
    assert admin.get("/admin/calendar?office=phayao2").status_code == 404
    given = {**MONDAY, "reason": "ไม่ใช่ของเรา", "office": "phayao2"}
    assert admin.post("/admin/calendar/days", given).status_code == 404


def test_a_change_not_asked_by_our_page_is_refused(site):
    given = {**MONDAY, "reason": "ปลอม"}
    answer = site.client("admin").post("/admin/calendar/days", given, headers={"X-CSRF-Token": ""})
    assert answer.status_code == 403
    assert year(site).version == 1


def test_adding_a_cabinet_holiday_and_seeing_which_deadlines_move(site, browser_page):
    case = in_review(site)
    page = browser_page("admin")
    page.goto("/admin/calendar")
    check_axe(page)
    page.locator("[data-day='2026-04-20']").click()
    assert page.input_value("#first") == "20/4/2569"
    page.fill("#name_th", "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ")
    page.get_by_role("button", name="ดูผลต่อกำหนดเวลาก่อนบันทึก").click()
    expect(page.locator("[role=alert]")).to_be_focused()
    check_axe(page)
    page.fill("#source", "มติคณะรัฐมนตรี (สมมติ)")
    page.get_by_role("button", name="ดูผลต่อกำหนดเวลาก่อนบันทึก").click()
    row = page.locator("table.moves tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("29 เม.ย. 2569")
    row.locator("summary").click()
    expect(row).to_contain_text("วันหยุดราชการเพิ่มเป็นกรณีพิเศษ")
    check_axe(page)
    save_it(page)
    assert due(site, case) == date(2026, 4, 29)


def save_it(page):
    page.fill("#reason", "ประกาศในราชกิจจานุเบกษาแล้ว")
    page.get_by_role("button", name="บันทึกและนับกำหนดใหม่").click()
    expect(page.locator(".said.ok")).to_contain_text("วันครบกำหนดเลื่อน")
    expect(page.locator("[data-day='2026-04-20']")).to_have_class("off")


def test_the_calendar_on_a_phone_in_english(site, browser_page):
    in_review(site)
    page = browser_page("admin", width=390, language="en")
    page.goto("/admin/calendar")
    check_axe(page)
    check_width(page)
    page.fill("#first", "20/4/2026")
    page.fill("#name_th", "วันหยุดพิเศษ")
    page.fill("#source", "Cabinet resolution (example)")
    page.get_by_role("button", name="See the effect before saving").click()
    expect(page.locator("table.moves")).to_contain_text("1 d later")
    check_axe(page)
    check_width(page)
