"""The register of schools in the pages: kept by its group, imported with errors by row."""

from base64 import b64encode
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from engine import schools
from engine.errors import SchoolNotFound
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import visible

HERE, FIRST = "udonthani1", "9901000001"
NEW = {
    "code": "๙๙๐๑๐๐๐๑๐๑",
    "name_th": "โรงเรียนใหม่ <u>สมมติ</u>",
    "name_en": "",
    "affiliation": "obec",
    "size": "small",
    "levels": ["primary"],
    "students": "๑,๒๓๔",
    "opened_on": "16/5/2569",
    "closed_on": "",
    "is_active": "yes",
}
HEADER = ("รหัสโรงเรียน", "ชื่อโรงเรียน", "สังกัด", "ขนาด", "ระดับ", "จำนวนนักเรียน")
SOUND = ("9901000101", "โรงเรียนใหม่", "สพฐ.", "เล็ก", "อนุบาล/ประถม", 120)


def known(site, code=FIRST):
    return schools.get(site.engine, site.person("admin"), HERE, code)


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    body = BytesIO()
    book.save(body)
    return body.getvalue()


def upload(site, content, user="officer"):
    file = {"file": (BytesIO(content), "schools.xlsx")}
    return site.client(user).post("/admin/import-schools", file, content_type="multipart/form-data")


def test_schools_are_listed_and_found(site):
    officer = site.client("officer")
    shown = visible(officer.text("/admin/schools"))
    assert FIRST in shown
    assert "สพฐ." in shown
    found = visible(officer.text("/admin/schools?q=๙๙๐๑๐๐๐๐๐๒"))
    assert "9901000002" in found
    assert FIRST not in found
    assert "ไม่พบโรงเรียน" in officer.text("/admin/schools?state=closed")


def test_a_school_is_added_and_changed(site):
    officer = site.client("officer")
    done = officer.post("/admin/add-school", NEW)
    assert done.status_code == 303
    made = known(site, "9901000101").school
    assert (made.students, made.opened_on) == (1234, date(2026, 5, 16))
    assert "&lt;u&gt;สมมติ" in officer.text(done.location)

    changed = {**NEW, "students": "900", "is_active": ""}
    assert officer.post("/admin/schools/9901000101", changed).status_code == 303
    again = known(site, "9901000101").school
    assert (again.students, again.is_active) == (900, False)
    told = visible(site.client("admin").text("/admin/changes?kind=schools"))
    assert "จำนวนนักเรียน 1234 → 900" in told


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "12"}, "เลข 10 หลัก"),
        ({"code": FIRST}, "มีโรงเรียนรหัสนี้แล้ว"),
        ({"name_th": ""}, "ชื่อต้องมี 1 ถึง 200 ตัวอักษร"),
        ({"levels": []}, "เลือกอย่างน้อยหนึ่งระดับ"),
        ({"students": "มาก"}, "จำนวนนักเรียนต้องอยู่ระหว่าง"),
        ({"opened_on": "เมื่อวาน"}, "อ่านวันที่ไม่ได้"),
        ({"closed_on": "1/1/2569"}, "วันเลิกต้องไม่ก่อนวันเปิด"),
    ],
)
def test_a_school_that_cannot_be_is_told_by_field(site, wrong, sentence):
    before = known(site).school
    page = site.client("officer").post("/admin/add-school", {**NEW, **wrong})
    assert page.status_code == 422
    assert sentence in visible(page.text)
    assert 'value="๑,๒๓๔"' in page.text or "students" in wrong
    assert known(site).school == before


def test_a_member_is_added_and_ends_with_reasons(site):
    officer, place = site.client("officer"), f"/admin/schools/{FIRST}/members"
    given = {"member": "family", "from": "", "to": "", "member_reason": ""}
    refused = officer.post(place, given)
    assert refused.status_code == 422
    assert "กรุณากรอกเหตุผล" in visible(refused.text)
    given["member_reason"] = "ครูอัตราจ้าง"
    assert officer.post(place, {**given, "member": "nobody"}).status_code == 422
    assert officer.post(place, given).status_code == 303
    member = next(each for each in known(site).members if each.user_id == "family")
    end = f"{place}/{member.id}/end"
    assert officer.post(end, {"last_day": "?", "end_reason": ""}).status_code == 422
    assert officer.post(end, {"last_day": "31/3/2569", "end_reason": "หมดสัญญา"}).status_code == 303
    ended = next(each for each in known(site).members if each.user_id == "family")
    assert ended.valid_to == date(2026, 3, 31)


def test_an_import_is_looked_at_before_it_is_written(site):
    page = upload(site, workbook(SOUND, ("9901000001", "ชื่อใหม่", "สพฐ.", "กลาง", "ประถม", 300)))
    shown = visible(page.text)
    assert page.status_code == 200
    assert "1 โรงเรียนใหม่ 1 ข้อมูลเปลี่ยน 0 เหมือนเดิม" in shown
    assert known(site).school.name_th == "โรงเรียนบ้านตัวอย่าง ๑"
    content = page.text.split('name="content" value="')[1].split('"')[0]

    done = site.client("officer").post("/admin/import-schools", {"content": content})

    assert done.status_code == 303
    assert known(site).school.name_th == "ชื่อใหม่"
    assert known(site, "9901000101").school.students == 120
    told = visible(site.client("admin").text("/admin/changes?kind=schools"))
    assert "นำเข้าทะเบียนโรงเรียน" in told


def test_errors_of_an_import_are_told_by_row_and_column_and_nothing_is_written(site):
    page = upload(site, workbook(SOUND, ("99", "ไม่มีรหัส", "สพฐ.", "จิ๋ว", "ประถม", "มาก")))
    shown = visible(page.text)
    assert page.status_code == 422
    assert "พบข้อผิดพลาด 3 รายการ" in shown
    assert "แถว 3 ขนาด: ต้องเป็น เล็ก, กลาง, ใหญ่, ใหญ่พิเศษ" in shown
    assert "แถว 3 รหัสโรงเรียน: รหัสโรงเรียนต้องเป็นเลข 10 หลัก" in shown
    with pytest.raises(SchoolNotFound):
        known(site, "9901000101")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "กรุณาเลือกไฟล์"),
        (b"%PDF-1.7", "อ่านแฟ้มโรงเรียนไม่ได้"),
        ("รหัสโรงเรียน,ชื่อโรงเรียน\n1,2\n".encode(), "ไม่มีช่อง สังกัด"),
    ],
)
def test_a_file_that_is_no_list_is_told(site, content, sentence):
    page = upload(site, content)
    assert page.status_code == 422
    assert sentence in visible(page.text)


def test_a_file_that_is_too_large_is_told(site):
    content = b64encode(b"x" * (2 * 1024 * 1024 + 1)).decode()
    page = site.client("officer").post("/admin/import-schools", {"content": content})
    assert page.status_code == 422
    assert "ใหญ่เกิน 2 MB" in visible(page.text)


def test_what_came_back_altered_is_no_list(site):
    officer = site.client("officer")
    for forged in ("!!", "AAAA"):
        assert officer.post("/admin/import-schools", {"content": forged}).status_code == 422


def test_the_register_is_read_by_staff_and_kept_by_the_promotion_group(site):
    registrar = site.client("registrar")
    page = registrar.text(f"/admin/schools/{FIRST}")
    assert "/members" not in page
    assert "/admin/add-school" not in registrar.text("/admin/schools")
    assert registrar.get("/admin/add-school").status_code == 403
    assert registrar.get("/admin/import-schools").status_code == 403
    assert registrar.post("/admin/add-school", NEW).status_code == 403
    assert registrar.post(f"/admin/schools/{FIRST}", NEW).status_code == 403
    assert site.client("auditor").get("/admin/schools").status_code == 200
    assert site.client("auditor").post("/admin/add-school", NEW).status_code == 403
    for user in ("family", "school", "analyst"):
        assert site.client(user).get("/admin/schools").status_code == 403
    assert site.client("officer2").get(f"/admin/schools/{FIRST}").status_code == 404
    assert site.client("officer").get("/admin/schools?office=phayao2").status_code == 404


@pytest.mark.parametrize(("width", "language"), [(1366, "th"), (390, "en")])
def test_schools_in_the_browser(site, browser_page, width, language):
    page = browser_page("officer", width=width, language=language)
    for place in ("/admin/schools", f"/admin/schools/{FIRST}", "/admin/add-school"):
        page.goto(place)
        check_axe(page)
        check_width(page)
    page.goto("/admin/import-schools")
    check_axe(page)
    list_ = {"name": "s.xlsx", "mimeType": "application/x", "buffer": workbook(SOUND)}
    page.set_input_files("#file", files=[list_])
    page.locator("main form button").click()
    check_axe(page)
    page.locator("main form button.btn").first.click()
    expect(page.locator(".said.ok")).to_contain_text("1")
    assert known(site, "9901000101").school.students == 120
