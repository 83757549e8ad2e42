"""An administrator's hours in a real browser: an incident mended, many cases ordered, the heat."""

import pytest
from playwright.sync_api import expect

from engine import deployments, instances
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import OPERATOR
from tests.pages.test_incidents import splitting

HE = "home_education_permission"


@pytest.fixture
def stuck(site):
    """Two cases that are stuck alike."""
    deployments.deploy(site.engine, OPERATOR, {"splitting.bpmn": splitting()})
    made = []
    for _ in range(2):
        case = site.start("officer", "splitting", total=9000, rooms=0)
        site.complete("officer", site.tasks(case)[0].id)
        made.append(case)
    return made


def looked_at(page):
    check_axe(page)
    check_width(page)


def find_it(page):
    page.goto("/admin/cases?view=stuck")
    looked_at(page)
    page.locator("a.main").first.click()
    expect(page.locator(".waits .incident")).to_be_visible()
    expect(page.locator(".diagram")).to_have_count(0)  # nothing is drawn of this procedure
    looked_at(page)
    page.get_by_role("link", name="ดูและแก้เหตุขัดข้อง").click()
    expect(page.locator(".is-bad")).to_contain_text("จะขัดข้อง")
    looked_at(page)


def mend_it(page):
    page.get_by_role("link", name="แก้ข้อมูลของเรื่อง").click()
    looked_at(page)
    page.get_by_label("rooms").fill("๓")
    page.get_by_role("button", name="ดูผลก่อนทำ").click()
    expect(page.locator(".is-set")).to_contain_text("rooms: 0 → 3")
    looked_at(page)
    page.get_by_label("เหตุผล").fill("นับห้องเรียนผิด")
    page.get_by_role("button", name="ยืนยัน").click()
    expect(page.locator(".said.ok")).to_have_text("แก้ข้อมูลแล้ว")


def test_an_incident_is_found_read_mended_and_goes_on(site, stuck, browser_page):
    page = browser_page("admin")
    find_it(page)
    mend_it(page)

    page.get_by_role("link", name="ดูและแก้เหตุขัดข้อง").click()
    expect(page.locator(".is-ok")).to_contain_text("ดำเนินต่อได้")
    page.get_by_label("เหตุผล").fill("แก้ข้อมูลแล้ว")
    page.get_by_role("button", name="ลองใหม่เรื่องนี้").click()

    expect(page.locator(".said.ok")).to_contain_text("เรื่องดำเนินต่อได้")
    expect(page.locator(".waits .task")).to_contain_text("จ่ายเงิน")
    newest = max(stuck)
    assert instances.get(site.engine, site.person("admin"), newest).incidents == []


def test_many_cases_are_ordered_on_a_phone_in_english(site, browser_page):
    cases = [site.start() for _ in range(3)]
    page = browser_page("admin", width=390, language="en")
    page.goto(f"/admin/cases?procedure={HE}")
    looked_at(page)
    page.locator("input[name=case]").nth(0).check()
    page.locator("input[name=case]").nth(1).check()
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen")
    page.get_by_label("Do to many").select_option("suspend")
    page.get_by_role("button", name="Look first").click()
    expect(page.locator("h1")).to_have_text("Suspend: 2 case(s)")
    expect(page.locator(".is-warn")).to_have_count(2)
    looked_at(page)
    page.get_by_label("Reason").fill("The office is flooded")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("h1")).to_have_text("Suspend: 2 of 2 done")
    looked_at(page)
    found = [instances.get(site.engine, site.person("admin"), case).instance for case in cases]
    assert sorted(row.status for row in found) == ["active", "suspended", "suspended"]


def test_the_heat_of_a_procedure_leads_to_its_cases(site, browser_page):
    site.start()
    page = browser_page("officer")
    page.goto("/admin/procedures")
    looked_at(page)
    page.locator("a.main").first.click()
    page.locator("#heat.ready a.count").wait_for()
    looked_at(page)
    page.get_by_role("link", name="เวลาที่ใช้").click()
    expect(page.locator("#heat .count")).to_have_count(0)
    page.get_by_role("link", name="เรื่องที่ค้าง", exact=True).click()
    page.locator("#heat a.count").click()
    expect(page.locator("table.cases tbody tr")).to_have_count(1)
    page.locator("table.cases a.main").click()
    expect(page.get_by_role("link", name="ยุติเรื่อง")).to_have_count(0)
    looked_at(page)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_of_one_case_fit_a_phone(site, browser_page, language):
    case = site.start()
    page = browser_page("admin", width=390, language=language)
    for place in ("", "/move", "/variables", "/cancel"):
        page.goto(f"/admin/cases/{case}{place}")
        looked_at(page)
    page.goto(f"/admin/procedures/{HE}/1")
    page.locator("#heat.ready").wait_for()
    looked_at(page)
    page.goto("/admin/incidents")
    looked_at(page)
