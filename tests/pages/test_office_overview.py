"""What needs attention: the admin's overview, coming deadlines, the health of the service."""

import pytest
from playwright.sync_api import expect

from engine import deployments, tasks
from engine.model import JobKind
from engine.store import new_id, record, waits
from tests.pages.browsing import check_axe, check_width
from tests.pages.office_cases import in_review, waiting_for_a_day
from tests.pages.site import OPERATOR, visible
from tests.pages.test_incidents import splitting


def overdue(site):
    """Bring a case to the committee and let its 15 working days pass."""
    case = in_review(site)
    site.later(days=30)
    return case


def test_deadlines_come_by_day_and_whose_they_are(site):
    in_review(site)
    shown = visible(site.client("director").text("/admin/deadlines?weeks=8"))
    assert "วันอังคารที่ ๒๘ เมษายน ๒๕๖๙" in shown
    assert "พิจารณา แผนการจัดการศึกษา" in shown
    assert "คณะกรรมการวิชาการ" in shown
    assert "เหลือ 27 วัน" in shown
    assert "วันสงกรานต์" in shown


def test_overdue_work_comes_first_with_who_has_it(site):
    case = overdue(site)
    task = site.tasks(case)[0]
    tasks.claim(site.engine, site.person("academic"), task.id)
    page = site.client("admin").text("/admin/deadlines")
    shown = visible(page)
    assert "เกินกำหนดแล้ว" in shown
    assert "นางสาวสมมติ วิชาการตัวอย่าง" in shown
    assert f"/admin/cases/{case}" in page


def test_filters_stay_in_the_address_and_narrow_the_list(site):
    in_review(site)
    admin = site.client("admin")
    none = visible(admin.text("/admin/deadlines?assignee=officer&weeks=8"))
    assert "ไม่มีกำหนดในช่วงนี้" in none
    some = admin.text("/admin/deadlines?roles=academic_committee&weeks=8")
    assert "HE-2569-000001" in some
    assert '<option value="academic_committee" selected>' in some
    assert "weeks=13&amp;roles=academic_committee" in some
    assert "HE-2569-000001" not in admin.text("/admin/deadlines?weeks=2")
    assert admin.get("/admin/deadlines?weeks=ก&cursor=!").status_code == 422


def test_many_deadlines_come_page_by_page(site, monkeypatch):
    monkeypatch.setattr("web.pages.office_deadlines._AT_ONCE", 2)
    keys = [in_review(site) for _ in range(3)]
    page = site.client("admin").text("/admin/deadlines?weeks=8")
    assert sum(f"/admin/cases/{each}" in page for each in keys) == 2
    place = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    rest = site.client("admin").text(place.replace("&amp;", "&"))
    assert sum(f"/admin/cases/{each}" in rest for each in keys) == 1


def test_deadlines_that_are_nobodys_task_are_shown_beside(site):
    deployments.deploy(site.engine, OPERATOR, {"answer.bpmn": waiting_for_a_day("answer")})
    site.start("officer", "answer")
    shown = visible(site.client("admin").text("/admin/deadlines"))
    assert "เรื่องรอถึงกำหนด" in shown
    assert "รอคำตอบ AN-2569-000001 · 9 เม.ย. 2569" in shown


@pytest.mark.parametrize("user", ["family", "school", "analyst"])
def test_deadlines_are_for_who_oversees_the_office(site, user):
    assert site.client(user).get("/admin/deadlines").status_code == 403
    assert site.client("officer").get("/admin/deadlines?office=phayao2").status_code == 404
    assert site.client("officer").get("/admin/deadlines").status_code == 200


def test_health_says_what_is_wrong_and_what_to_do(site):
    shown = visible(site.client("admin").text("/admin/health"))
    assert "ไม่ได้ยินจากโปรแกรมงานเบื้องหลัง" in shown
    assert "มีบางส่วนไม่ทำงาน" in shown
    with site.engine.begin() as tx:
        record.beat(tx, "worker")
    again = visible(site.client("admin", "en").text("/admin/health"))
    assert "deadlines and notifications run on time" in again
    assert "Runs on a trial clock" in again
    assert "The service works; something is to be looked at." in again


def test_a_notification_that_was_given_up_is_shown_with_its_cause_as_text(site):
    job = {"id": new_id(), "instance_id": None, "kind": JobKind.NOTIFICATION.value, "name": "x"}
    why = {"last_error": "<script>alert(1)</script>", "state": "failed", "attempts": 5}
    with site.engine.begin() as tx:
        to = {"payload": {"to": "promo_officer"}, "due_at": tx.now}
        waits.add_jobs(tx, [{"office_id": "udonthani1", **job, **why, **to}])
    page = site.client("admin").text("/admin/health")
    assert "&lt;script&gt;alert(1)" in page
    assert "เลิกส่งหลัง 5 ครั้ง" in page
    assert "alert(1)" not in site.client("admin2").text("/admin/health")


@pytest.mark.parametrize("path", ["/admin/health", "/admin"])
@pytest.mark.parametrize("user", ["officer", "auditor", "family", "analyst"])
def test_the_admins_pages_are_the_admins(site, path, user):
    assert site.client(user).get(path).status_code == 403


def test_the_overview_names_what_needs_the_admin(site):
    overdue(site)
    page = site.client("admin").text("/admin")
    shown = visible(page)
    assert "มีงานเกินกำหนด 1 งาน" in shown
    assert "วันหยุดปี 2569 ยังไม่ยืนยัน" in shown
    assert "งานเบื้องหลัง" in shown
    assert "/admin/calendar?year=2026" in page


def test_incidents_that_are_alike_are_told_once_with_how_many(site):
    deployments.deploy(site.engine, OPERATOR, {"splitting.bpmn": splitting()})
    for _ in range(2):
        case = site.start("officer", "splitting", total=9000, rooms=0)
        site.complete("officer", site.tasks(case)[0].id)
    page = site.client("admin").text("/admin")
    assert "<b>2</b><span>เหตุขัดข้องที่ยังเปิด" in page
    assert "2 เรื่องเหมือนกัน" in visible(page)
    assert page.count("เหตุขัดข้อง:") == 1
    assert "2 เรื่องเหมือนกัน" not in site.client("admin2").text("/admin")


def test_a_confirmed_calendar_is_no_longer_on_the_list(site):
    admin = site.client("admin")
    admin.post("/admin/calendar/confirm", {"year": "2026", "announcement": "ประกาศสมมติ"})
    assert "วันหยุดปี 2569 ยังไม่ยืนยัน" not in visible(admin.text("/admin"))


@pytest.mark.postgres
def test_the_offices_pages_open_on_postgresql_too(postgres_site):
    in_review(postgres_site)
    admin = postgres_site.client("admin")
    for path in (
        "/admin",
        "/admin/deadlines?weeks=8&roles=academic_committee",
        "/admin/health",
        "/admin/calendar",
        "/admin/people?q=officer&role=office&state=active",
        "/admin/people/school",
        "/admin/changes?kind=people",
        "/admin/settings/plan_review_days",
        "/admin/schools?q=ตัวอย่าง",
        "/admin/tokens?user=officer",
    ):
        assert "ระบบขัดข้อง" not in admin.text(path)
    look = {"value": "15/7", "step": "look"}
    assert admin.post("/admin/settings/royal_award_opens", look).status_code == 200
    assert "PostgreSQL" in admin.text("/admin/health")


@pytest.mark.parametrize(("width", "language"), [(1366, "th"), (390, "en")])
def test_the_overview_leads_to_what_is_overdue(site, browser_page, width, language):
    overdue(site)
    page = browser_page("admin", width=width, language=language)
    page.goto("/admin")
    check_axe(page)
    check_width(page)
    page.locator("a.kpi.bad[href*=deadlines]").click()
    expect(page.locator(".due-group h2").first).to_contain_text("1")
    check_axe(page)
    check_width(page)
    page.goto("/admin/health")
    check_axe(page)
    check_width(page)
