"""Settings of an office in the pages: the effect is seen, then saved; what does not fit is told."""

import pytest
from playwright.sync_api import expect

from engine import offices
from tests.pages.browsing import check_axe, check_width
from tests.pages.office_cases import in_review
from tests.pages.site import visible

HERE = "udonthani1"
DAYS = "/admin/settings/plan_review_days"
OPENS = "/admin/settings/royal_award_opens"


def holds(site, name):
    every = offices.settings(site.engine, site.person("admin"), HERE)
    found = next(each for each in every if each.choice.name == name)
    return found.value if found.is_chosen else None


def test_settings_are_listed_by_procedure_with_value_and_basis(site):
    admin = site.client("admin")
    shown = visible(admin.text("/admin/settings"))
    for expected in ("การศึกษาขั้นพื้นฐานโดยครอบครัว", "เวลาปิดรับเรื่องของวัน", "16:30 น.", "ม.๖๔"):
        assert expected in shown
    found = visible(admin.text("/admin/settings?q=plan_review"))
    assert "15" in found
    assert "เวลาปิดรับเรื่องของวัน" not in found
    assert "ไม่พบค่าที่ค้นหา" in admin.text("/admin/settings?q=%25%25")


def test_the_effect_is_shown_before_anything_is_saved(site):
    in_review(site)
    page = site.client("admin").post(DAYS, {"value": "๒๐", "step": "look"})
    shown = visible(page.text)
    assert page.status_code == 200
    assert "1 เรื่องที่เดินอยู่คงกำหนดเดิม" in shown
    assert "15 → 20" in shown
    assert holds(site, "plan_review_days") is None


def test_saving_asks_why_and_leaves_a_trace(site):
    admin = site.client("admin")
    refused = admin.post(DAYS, {"value": "20", "step": "save", "why": " "})
    assert refused.status_code == 422
    assert "กรุณากรอกเหตุผล" in visible(refused.text)
    assert holds(site, "plan_review_days") is None

    done = admin.post(DAYS, {"value": "20", "step": "save", "why": "มติที่ประชุม <b>๑</b>"})

    assert done.status_code == 303
    assert holds(site, "plan_review_days") == 20
    page = admin.text(done.location)
    assert "มติที่ประชุม &lt;b&gt;๑&lt;/b&gt;" in page
    assert "ค่าเดิมตามคู่มือ → 20" in visible(page)


def test_an_own_value_is_given_up_again(site):
    admin = site.client("admin")
    admin.post(DAYS, {"value": "20", "step": "save", "why": "ทดลอง"})
    look = admin.post(DAYS, {"value": "20", "step": "look-default"})
    assert "20 → 15" in visible(look.text)
    assert 'value="save-default"' in look.text
    admin.post(DAYS, {"value": "20", "step": "save-default", "why": "กลับไปตามคู่มือ"})
    assert holds(site, "plan_review_days") is None


def test_a_start_that_would_move_is_named_with_both_days(site):
    shown = visible(site.client("admin").post(OPENS, {"value": "15/7", "step": "look"}).text)
    assert "1 มิ.ย. 2569 08:30 น. → 15 ก.ค. 2569 08:30 น." in shown
    assert holds(site, "royal_award_opens") is None


@pytest.mark.parametrize(
    ("name", "wrong", "sentence"),
    [
        ("plan_review_days", "สิบห้า", "จำนวนเต็มตั้งแต่"),
        ("plan_review_days", "-1", "จำนวนเต็มตั้งแต่"),
        ("royal_award_opens", "31/2", "วัน/เดือน เช่น 16/5"),
        ("royal_award_study_window", "1/6", "เริ่ม - สิ้นสุด"),
        ("closes", "25:00", "เช่น 16:30"),
        ("cct_attendance_rate", "101", "ตัวเลข ๐ ถึง ๑๐๐"),
        ("appeal_superior_role", "king", "รหัสบทบาท"),
        ("cct_attendance_strict", "maybe", "ใช่หรือไม่ใช่"),
    ],
)
def test_a_value_that_does_not_fit_is_told_at_its_field_and_kept(site, name, wrong, sentence):
    for step in ("look", "save"):
        given = {"value": wrong, "step": step, "why": "ทดลอง"}
        page = site.client("admin").post(f"/admin/settings/{name}", given)
        assert page.status_code == 422
        assert sentence in visible(page.text)
    before = [each.value for each in offices.settings(site.engine, site.person("admin"), HERE)]
    assert wrong not in before


@pytest.mark.parametrize(
    ("name", "written", "kept"),
    [
        ("closes", "๑๖.๐๐", "16:00"),
        ("royal_award_opens", "๑๕/๗", "07-15"),
        ("royal_award_study_window", "1/6 – 15/7", "06-01/07-15"),
        ("filing_windows", "1/4 - 31/5\n1/8-30/9", [["04-01", "05-31"], ["08-01", "09-30"]]),
        ("cct_round_opens", "16/5\n1/11", ["05-16", "11-01"]),
        ("cct_affiliations", "obec\nopec", ["obec", "opec"]),
        ("cct_attendance_rate", "82.5", 82.5),
        ("cct_attendance_strict", "no", False),
        ("appeal_superior_role", "office_director", "office_director"),
        ("office_phone", "๐๔๒-๐๐๐๐๐๐", "๐๔๒-๐๐๐๐๐๐"),
        ("self_starting", ["royal_award", "cct_screening"], ["royal_award", "cct_screening"]),
    ],
)
def test_every_kind_of_value_is_read_as_people_write_it_and_written_back(site, name, written, kept):
    admin, place = site.client("admin"), f"/admin/settings/{name}"
    done = admin.post(place, {"value": written, "step": "save", "why": "ทดลอง"})
    assert done.status_code == 303
    assert holds(site, name) == kept
    again = admin.post(place, {"value": _field(admin.text(place), written), "step": "look"})
    assert again.status_code == 200


def _field(page, written):
    """Return what the form's field holds now; of choices, what was chosen."""
    for opening in ('id="value" name="value" value="', '<textarea id="value" name="value">'):
        if opening in page:
            return page.split(opening)[1].split('"')[0].split("</textarea")[0]
    return written


def test_the_office_is_renamed_with_a_reason(site):
    admin = site.client("admin")
    given = {"name_th": "สพป. ตัวอย่าง", "name_en": "Example office", "province": "ตัวอย่าง"}
    refused = admin.post("/admin/office", {**given, "province": ""})
    assert refused.status_code == 422
    assert "กรุณากรอกจังหวัด" in visible(refused.text)
    assert "สพป. ตัวอย่าง" in refused.text
    assert admin.post("/admin/office", {**given, "office_reason": "เปลี่ยนชื่อ"}).status_code == 303
    assert "สพป. ตัวอย่าง" in visible(admin.text("/admin/settings"))


def test_settings_are_the_admins_and_of_their_office(site):
    for user in ("officer", "auditor", "family", "analyst"):
        assert site.client(user).get("/admin/settings").status_code == 403
        assert site.client(user).post(DAYS, {"value": "1", "step": "save"}).status_code == 403
    admin = site.client("admin")
    assert admin.get("/admin/settings/nothing").status_code == 404
    assert admin.get("/admin/settings?office=phayao2").status_code == 404
    assert admin.post(f"{DAYS}?office=phayao2", {"value": "1", "step": "save"}).status_code == 404


@pytest.mark.parametrize(("width", "language"), [(1366, "th"), (390, "en")])
def test_changing_a_number_of_days_in_the_browser(site, browser_page, width, language):
    page = browser_page("admin", width=width, language=language)
    page.goto("/admin/settings?q=plan_review_days")
    check_axe(page)
    check_width(page)
    page.locator("a.main").click()
    page.fill("#value", "20")
    page.locator("button[value=look]").click()
    expect(page.locator(".effect")).to_contain_text("20")
    check_axe(page)
    check_width(page)
    page.fill("#why", "มติที่ประชุม")
    page.locator("button[value=save]").click()
    expect(page.locator(".said.ok")).to_be_visible()
    assert holds(site, "plan_review_days") == 20
