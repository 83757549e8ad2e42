"""People and their rights in the pages: found, added, changed with a reason, and told of."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from engine import people
from engine.errors import BadCredentials
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import OPERATOR, PASSWORD, visible

HERE, THERE = "udonthani1", "phayao2"
NEW = {
    "username": "newcomer",
    "name_th": "นางสาวสมมติ ผู้มาใหม่ <i>",
    "name_en": "",
    "email": "",
    "reason": "บรรจุใหม่",
    "roles": ["promo_officer"],
}


def dossier(site, user, by="admin"):
    return people.dossier(site.engine, site.person(by), HERE, user)


def roles_today(site, user, day=date(2026, 4, 1)):
    return {each.role for each in dossier(site, user).user.roles if each.holds(day)}


def test_people_are_listed_and_found_by_name_role_and_state(site):
    admin = site.client("admin")
    assert "แสดง 14 จาก 14 บัญชี" in visible(admin.text("/admin/people"))
    found = visible(admin.text("/admin/people?q=ทะเบียน"))
    assert "registrar" in found
    assert "kosojo" not in found
    assert "teacher" in visible(admin.text("/admin/people?role=class_teacher&state=active"))
    assert "ไม่พบบัญชี" in admin.text("/admin/people?q=%25")
    assert "officer2" not in admin.text("/admin/people")


def test_an_account_is_added_with_a_password_that_is_shown_once_and_works(site):
    admin = site.client("admin")
    page = admin.post("/admin/add-person", NEW)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    password = re.search(r"data-password>([^<]+)<", page.text)[1]
    assert people.sign_in(site.engine, "newcomer", password, "192.0.2.9")
    assert password not in admin.text("/admin/people/newcomer")
    assert "&lt;i&gt;" in admin.text("/admin/people/newcomer")
    assert roles_today(site, "newcomer") == {"promo_officer"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"username": "ชื่อไทย"}, "ชื่อผู้ใช้ต้องเป็น a-z"),
        ({"username": "officer2"}, "มีผู้ใช้ officer2 อยู่แล้ว"),
        ({"name_th": ""}, "กรุณากรอกชื่อภาษาไทย"),
        ({"roles": []}, "เลือกอย่างน้อยหนึ่งบทบาท"),
        ({"roles": ["king"]}, "ไม่มีบทบาท king"),
        ({"reason": " "}, "กรุณากรอกเหตุผล"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_told_and_the_rest_kept(site, wrong, sentence):
    page = site.client("admin").post("/admin/add-person", {**NEW, **wrong})
    assert page.status_code == 422
    assert sentence in visible(page.text)
    assert "ผู้มาใหม่" in page.text or "name_th" in wrong
    assert "newcomer" not in [
        each.username for each in people.list_users(site.engine, site.person("admin"), HERE)
    ]


def test_a_role_is_given_and_ended_with_dates_and_reasons(site):
    admin = site.client("admin")
    given = {"role": "registrar", "from": "1/4/2569", "to": "", "role_reason": "คำสั่งที่ ๑"}
    assert admin.post("/admin/people/officer/roles", given).status_code == 303
    assert "registrar" in roles_today(site, "officer")

    which = next(each for each in dossier(site, "officer").user.roles if each.role == "registrar")
    place = f"/admin/people/officer/roles/{which.id}/end"
    refused = admin.post(place, {"last_day": "เมื่อไรก็ได้", "end_reason": ""})
    assert refused.status_code == 422
    assert "อ่านวันที่ไม่ได้" in refused.text
    assert "กรุณาระบุเหตุผล" in refused.text
    assert "registrar" in roles_today(site, "officer")

    ended = admin.post(place, {"last_day": "31/3/2569", "end_reason": "สิ้นสุดคำสั่ง"})
    assert ended.status_code == 303
    assert "registrar" not in roles_today(site, "officer")
    told = visible(admin.text("/admin/changes?subject=officer"))
    assert "ให้บทบาท" in told
    assert "สิ้นสุดคำสั่ง" in told
    assert "31 มีนาคม พ.ศ. ๒๕๖๙" in told or "๓๑ มีนาคม" in told


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"role": ""}, "กรุณากรอกบทบาท"),
        ({"from": ""}, "กรุณากรอกวันเริ่มต้น"),
        ({"to": "1/1/2569"}, "วันสิ้นสุดต้องไม่ก่อนวันเริ่มต้น"),
        ({"role_reason": ""}, "กรุณากรอกเหตุผล"),
    ],
)
def test_a_role_that_cannot_be_given_is_told_at_its_field(site, wrong, sentence):
    given = {"role": "registrar", "from": "1/4/2569", "to": "", "role_reason": "คำสั่งที่ ๑"}
    page = site.client("admin").post("/admin/people/officer/roles", {**given, **wrong})
    assert page.status_code == 422
    assert sentence in visible(page.text)
    assert "registrar" not in roles_today(site, "officer")


def test_a_password_is_reset_and_the_old_session_ends(site):
    officer = site.client("officer")
    admin = site.client("admin")
    assert admin.post("/admin/people/officer/password", {}).status_code == 422
    page = admin.post("/admin/people/officer/password", {"password_reason": "ลืมรหัส"})
    password = re.search(r"data-password>([^<]+)<", page.text)[1]
    assert officer.get("/act-for").status_code == 303
    assert people.sign_in(site.engine, "officer", password, "192.0.2.9")
    with pytest.raises(BadCredentials):
        people.sign_in(site.engine, "officer", PASSWORD, "192.0.2.9")


def test_an_account_is_disabled_and_enabled_with_reasons(site):
    admin = site.client("admin")
    assert admin.post("/admin/people/teacher/disable", {"disable_reason": ""}).status_code == 422
    assert not dossier(site, "teacher").user.is_disabled
    done = admin.post("/admin/people/teacher/disable", {"disable_reason": "ย้ายออก"})
    assert done.status_code == 303
    assert "ปิดบัญชี" in visible(admin.text("/admin/people/teacher"))
    admin.post("/admin/people/teacher/enable", {"enable_reason": "กลับมา"})
    assert not dossier(site, "teacher").user.is_disabled


def test_an_admin_is_not_offered_to_lock_themselves_out_and_cannot(site):
    admin = site.client("admin")
    assert "/admin/people/admin/disable" not in admin.text("/admin/people/admin")
    refused = admin.post("/admin/people/admin/disable", {"disable_reason": "พลาด"})
    assert refused.status_code == 422
    assert "ของตนเองไม่ได้" in visible(refused.text)


def test_a_name_is_changed_and_the_trace_shows_before_and_after(site):
    admin = site.client("admin")
    given = {"name_th": "นายสมมติ ชื่อใหม่", "name_en": "", "email": "a@example.org"}
    assert admin.post("/admin/people/officer/name", given).status_code == 422
    given["name_reason"] = "เปลี่ยนชื่อ"
    assert admin.post("/admin/people/officer/name", given).status_code == 303
    told = visible(admin.text("/admin/people/officer"))
    assert "ชื่อไทย: นายสมมติ ตัวอย่าง → นายสมมติ ชื่อใหม่" in told


def test_a_substitution_is_made_and_ended_by_the_admin(site):
    admin = site.client("admin")
    given = {
        "substitute": "officer",
        "lent": "",
        "away_from": "1/4/2569",
        "away_to": "3/4/2569",
        "away_reason": "ลาพักผ่อน",
    }
    wrong = admin.post("/admin/people/registrar/substitutions", {**given, "substitute": "nobody"})
    assert wrong.status_code == 422
    assert "ไม่พบผู้ใช้ nobody" in visible(wrong.text)
    assert admin.post("/admin/people/registrar/substitutions", given).status_code == 303
    assert "ลาพักผ่อน" in visible(admin.text("/admin/people"))
    (lent,) = dossier(site, "registrar").substitutions
    place = f"/admin/people/registrar/substitutions/{lent.id}/end"
    assert admin.post(place, {"last_day": "1/4/2569", "end_reason": "กลับก่อน"}).status_code == 303
    assert dossier(site, "registrar").substitutions[0].valid_to == date(2026, 4, 1)


def test_somebody_joins_a_school_and_leaves_it(site):
    admin = site.client("admin")
    given = {
        "school": "9901000003",
        "school_from": "",
        "school_to": "",
        "school_reason": "ช่วยราชการ",
    }
    wrong = admin.post("/admin/people/teacher/schools", {**given, "school": "1"})
    assert wrong.status_code == 422
    assert "ไม่พบโรงเรียนรหัส 1" in visible(wrong.text)
    assert admin.post("/admin/people/teacher/schools", given).status_code == 303
    joined = next(each for each in dossier(site, "teacher").schools if each.code == "9901000003")
    place = f"/admin/people/teacher/schools/9901000003/{joined.id}/end"
    ended = admin.post(place, {"last_day": "31/3/2569", "end_reason": "กลับต้นสังกัด"})
    assert ended.status_code == 303
    again = next(each for each in dossier(site, "teacher").schools if each.id == joined.id)
    assert again.valid_to == date(2026, 3, 31)


@pytest.mark.parametrize(
    "path", ["/admin/people", "/admin/people/officer", "/admin/add-person", "/admin/changes"]
)
def test_people_are_the_admins_to_keep(site, path):
    for user in ("officer", "family", "analyst"):
        assert site.client(user).get(path).status_code == 403
    assert site.client(None).get(path).status_code == 303


def test_an_auditor_reads_what_was_changed_and_changes_nothing(site):
    site.client("admin").post("/admin/people/teacher/disable", {"disable_reason": "ย้ายออก"})
    auditor = site.client("auditor")
    assert "ย้ายออก" in visible(auditor.text("/admin/changes"))
    assert auditor.get("/admin/people").status_code == 403
    assert auditor.post("/admin/people/teacher/enable", {"enable_reason": "x"}).status_code == 403
    assert auditor.get(f"/admin/changes?office={THERE}").status_code == 404


def test_the_people_of_another_office_are_not_there(site):
    admin = site.client("admin")
    assert admin.get("/admin/people/officer2").status_code == 404
    assert admin.get(f"/admin/people?office={THERE}").status_code == 404
    given = {"disable_reason": "ไม่ใช่ของเรา"}
    assert admin.post("/admin/people/officer2/disable", given).status_code == 404


def test_who_keeps_several_offices_chooses_one_and_links_carry_it(site):
    for office in (HERE, THERE):
        admin = people.Grant(
            username="analyst", role="admin", office=office, valid_from=site.clock.now().date()
        )
        keeper = site.person("admin" if office == HERE else "admin2")
        people.grant(site.engine, keeper, admin)
    both = site.client("analyst")
    page = both.text(f"/admin/people?office={HERE}")
    assert f'<option value="{HERE}" selected>' in page
    assert f"/admin/people/officer?office={HERE}" in page
    assert "officer2" in both.text(f"/admin/people?office={THERE}")


def test_a_national_admin_keeps_every_office_and_the_nations_own_people(site):
    nation = people.Grant(username="analyst", role="admin", office="*", valid_from=date(2026, 4, 1))
    people.grant(site.engine, OPERATOR, nation)
    chief = site.client("analyst")
    for office, somebody in ((HERE, "officer"), (THERE, "officer2"), ("*", "analyst")):
        assert f"/admin/people/{somebody}?" in chief.text(f"/admin/people?office={office}")
    given = {"role": "auditor", "from": "1/4/2569", "to": "", "role_reason": "คำสั่ง สพฐ."}
    assert chief.post("/admin/people/auditor/roles?office=*", given).status_code == 303
    assert site.person("auditor").national == {"auditor"}
    assert "คำสั่ง สพฐ." in visible(chief.text("/admin/changes?office=*"))
    page = chief.text("/admin/people/auditor?office=*")
    assert "/admin/people/auditor/schools" not in page
    assert chief.get("/admin/calendar?office=*").status_code == 404
    assert 'href="/admin/calendar"' in page
    assert 'href="/admin/people?office=*"' in page
    assert site.client("admin").get("/admin/people?office=*").status_code == 404


def test_creating_an_account_giving_a_role_and_signing_in_with_it(browser_page):
    page = browser_page("admin")
    page.goto("/admin/people")
    check_axe(page)
    page.get_by_role("link", name="เพิ่มบัญชี").click()
    check_axe(page)
    page.fill("#name_th", "นางสาวสมมติ ผู้มาใหม่")
    page.fill("#username", "newcomer")
    page.get_by_label("นายทะเบียน").check()
    page.fill("#reason", "บรรจุใหม่ตามคำสั่งที่ ๑/๒๕๖๙")
    page.get_by_role("button", name="เพิ่มบัญชีและออกรหัสผ่านชั่วคราว").click()
    password = page.locator("[data-password]").inner_text()
    check_axe(page)
    page.get_by_role("link", name="จดแล้ว").click()
    give_role(page)
    sign_in_as_newcomer(browser_page(None), password)


def give_role(page):
    check_axe(page)
    page.locator("select#role").select_option("promo_officer")
    page.fill("#role_reason", "ช่วยงานกลุ่มส่งเสริม")
    page.get_by_role("button", name="ให้บทบาท").click()
    expect(page.locator(".said.ok")).to_contain_text("ให้บทบาทแล้ว")
    expect(page.locator(".held").first).to_contain_text("เจ้าหน้าที่กลุ่มส่งเสริมฯ")


def sign_in_as_newcomer(page, password):
    page.goto("/sign-in")
    page.fill("#username", "newcomer")
    page.fill("#password", password)
    page.keyboard.press("Enter")
    expect(page.locator(".own .who-name")).to_have_text("นางสาวสมมติ ผู้มาใหม่")


def test_people_on_a_phone_in_english(browser_page):
    page = browser_page("admin", width=390, language="en")
    for place in ("/admin/people", "/admin/people/school", "/admin/changes"):
        page.goto(place)
        check_axe(page)
        check_width(page)
