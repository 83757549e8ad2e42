"""What families and schools see and do: filing, own cases, one case, papers, withdrawing."""

import re
from io import BytesIO

import pytest

from engine import attachments, history, instances, tasks
from tests.pages.journey import PERMISSION, Office
from tests.pages.site import visible
from tests.processes.filled import INCOMPLETE, REFUSE

PDF = b"%PDF-1.7\n" + b"0" * 64
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def office(site):
    return Office(site)


@pytest.fixture
def asked_for_more(office):
    """The officer has asked for what is missing; it is the family's turn."""
    case = office.open()
    case.do("consult")
    case.do("draft_plan", "2026-04-01 09:00")
    case.do("academic_review", "2026-04-20 10:00")
    case.do("apply", "2026-04-29 10:00")
    case.do("check_documents", "2026-04-30 14:00", **INCOMPLETE)
    return case


def once_in(page):
    return re.search(r'name="once" value="(\w+)"', page)[1]


def start(client, key=PERMISSION, whose="udonthani1|family", once="t1"):
    return client.post(f"/apply/{key}", {"whose": whose, "once": once})


def case_in(site, number):
    found = instances.list_some(
        site.engine, site.person("admin"), instances.Filter(business_key=number), None, 5
    )
    return found.items


# What can be filed


def test_everybody_reads_what_can_be_filed(site):
    page = visible(site.client(None).text("/apply"))
    assert "การขออนุญาตจัดการศึกษาขั้นพื้นฐานโดยครอบครัว" in page
    assert "ผู้จัดการศึกษา / ครอบครัว" in page
    assert "วันนี้อยู่ในช่วงรับเรื่อง" in page
    assert "เอกสารที่ต้องมีแน่นอน 5 รายการ" in page
    assert "ระบบคัดกรองนักเรียนยากจน" not in page  # the office begins it


def test_each_is_shown_first_what_they_may_file(site):
    family = visible(site.client("family").text("/apply"))
    school = visible(site.client("school").text("/apply"))
    assert family.index("ท่านยื่นได้") < family.index("ขออนุญาตจัดการศึกษา")
    assert family.index("สำหรับผู้ยื่นอื่น") < family.index("รางวัลพระราชทาน")
    assert school.index("รางวัลพระราชทาน") < school.index("สำหรับผู้ยื่นอื่น")


def test_the_steps_papers_and_periods_are_told_before_filing(site):
    page = visible(site.client(None).text(f"/apply/{PERMISSION}"))
    assert "สำเนาทะเบียนบ้านครอบครัว ต้องมี" in page
    assert "พิจารณา แผนการจัดการศึกษา คณะกรรมการวิชาการ · ครบ ๑๕ วันทำการ" in page
    assert "ปรับปรุงแก้ไขแผน ตามคำแนะนำ ท่านทำ · เฉพาะบางกรณี" in page
    assert "เข้าสู่ระบบเพื่อเริ่มยื่น" in page


def test_a_family_outside_the_window_is_told_so_and_may_file(site, office):
    office.until("2026-06-20 09:00")
    family = site.client("family")
    page = visible(family.text(f"/apply/{PERMISSION}"))
    assert "วันนี้อยู่นอกช่วงรับเรื่อง ยื่นได้" in page
    assert "ช่วงถัดไป ๑ สิงหาคม ๒๕๖๙" in page
    assert "ไม่มีการปฏิเสธเพราะเหตุนี้" in page

    answer = start(family)

    assert answer.status_code == 303
    assert "ยื่นนอกช่วงรับเรื่อง" in visible(family.text(answer.location))


def test_filing_leads_to_the_case_and_pressing_twice_files_once(site):
    family = site.client("family")
    token = once_in(family.text(f"/apply/{PERMISSION}"))
    first, second = (start(family, once=token) for _ in "ab")
    assert first.location == second.location
    assert len(case_in(site, "HE-2569-000001")) == 1
    assert case_in(site, "HE-2569-000002") == []
    again = visible(family.text(f"/apply/{PERMISSION}"))
    assert "ท่านมีเรื่องนี้ที่ยังไม่เสร็จอยู่แล้ว: HE-2569-000001" in again


def test_a_school_files_for_itself_and_comes_to_its_first_form(site):
    school = site.client("school")
    page = school.text("/apply/royal_award_application")
    assert "โรงเรียนบ้านตัวอย่าง ๑" in visible(page)
    whose = re.search(r'name="whose" value="([^"]+)"', page)[1]
    answer = start(school, "royal_award_application", whose)
    (case,) = case_in(site, "RAA-2569-000001")
    (task,) = site.tasks(case.id)
    assert answer.location == f"/tasks/{task.id}"
    assert case.applicant_id == "school:9901000001"


@pytest.mark.parametrize(
    ("user", "whose", "status"),
    [
        ("family", "udonthani1|family2", 422),
        ("family", "phayao2|family", 422),
        ("family", "udonthani1|school:9901000001", 422),
        ("family", "", 422),
        ("officer", "udonthani1|officer", 422),
        ("officer", "phayao2|", 422),
        ("officer", "udonthani1|", 422),
        ("officer2", "udonthani1|family", 422),
        ("auditor", "udonthani1|family", 403),
        ("analyst", "udonthani1|family", 403),
        (None, "udonthani1|family", 303),
    ],
)
def test_nobody_files_for_others(site, user, whose, status):
    assert start(site.client(user), whose=whose).status_code == status
    assert case_in(site, "HE-2569-000001") == []


def at_desk(client, key, applicant):
    return client.post(f"/apply/{key}", {"whose": "udonthani1|", "applicant": applicant})


def test_the_desk_opens_a_case_for_a_family_that_came_in_person(site):
    answer = at_desk(site.client("officer"), PERMISSION, " Family ")
    assert answer.location.startswith("/tasks/")  # advising the family is the officer's
    assert "HE-2569-000001" in site.client("family").text("/my")


def test_the_desk_opens_a_case_for_a_school_by_its_code(site):
    at_desk(site.client("officer"), "royal_award_application", "๙๙๐๑๐๐๐๐๐๑")
    assert "RAA-2569-000001" in site.client("school").text("/my")


@pytest.mark.parametrize("named", ["nobody", "officer", "9901999999", "family2", ""])
def test_whom_the_office_does_not_know_is_asked_for_again(site, named):
    answer = at_desk(site.client("officer"), PERMISSION, named)
    assert answer.status_code == 422
    assert "ไม่พบผู้ยื่น" in visible(answer.text)
    assert f'value="{named}"' in answer.text


def test_the_office_begins_its_own_rounds(site):
    officer = site.client("officer")
    page = visible(officer.text("/apply"))
    assert page.index("งานที่สำนักงานเริ่มเอง") < page.index("งานสวัสดิการและสงเคราะห์นักเรียน")
    answer = at_desk(officer, "student_welfare", "")
    (case,) = case_in(site, "SW-2569-000001")
    assert (answer.status_code, case.applicant_id) == (303, None)
    again = visible(officer.text("/apply/student_welfare"))
    assert "มีเรื่องนี้ที่ยังไม่เสร็จอยู่แล้ว: SW-2569-000001" in again


def test_what_the_office_begins_is_no_page_of_filing(site):
    assert site.client("family").get("/apply/cct_screening").status_code == 404
    assert site.client("family").get("/apply/nothing").status_code == 404


# Own cases


@pytest.mark.usefixtures("asked_for_more")
def test_your_turn_comes_first_with_what_to_do_and_by_when(site, office):
    office.open()
    page = visible(site.client("family").text("/my"))
    assert page.index("ถึงตาท่าน 1") < page.index("ส่งเอกสารที่ขาด") < page.index("รอผู้อื่นดำเนินการ 1")
    assert "วันศุกร์ที่ ๑๒ มิถุนายน ๒๕๖๙ เหลือ 43 วัน" in page


def test_a_half_filled_form_is_offered_to_go_on_with(site, asked_for_more):
    (task,) = site.tasks(asked_for_more.id)
    tasks.keep_draft(site.engine, site.person("family"), task.id, {"note": "ค้างไว้"})
    assert "กรอกค้างไว้" in visible(site.client("family").text("/my"))


def test_who_has_no_case_is_led_to_filing(site):
    page = site.client("family").text("/my")
    assert "ยังไม่มีเรื่อง" in visible(page)
    assert 'href="/apply"' in page


def test_a_colleague_sees_the_schools_cases_and_another_school_does_not(site):
    school = site.client("school")
    whose = re.search(
        r'name="whose" value="([^"]+)"', school.text("/apply/royal_award_application")
    )[1]
    start(school, "royal_award_application", whose)
    (case,) = case_in(site, "RAA-2569-000001")
    assert "RAA-2569-000001" in site.client("teacher").text("/my")
    assert "RAA-2569-000001" not in site.client("school2").text("/my")
    assert site.client("school2").get(f"/cases/{case.id}").status_code == 404


# One case


def test_the_case_says_whose_turn_it_is_why_that_day_and_what_comes_next(site, asked_for_more):
    page = visible(site.client("family").text(f"/cases/{asked_for_more.id}"))
    assert "ถึงตาท่าน ส่งเอกสารที่ขาด (แจ้งครั้งเดียว)" in page
    assert "ทำไมต้องภายในวันนี้ กำหนดเป็นวันที่แน่นอน" in page
    assert "หลังจากนั้น: “ตรวจสอบเอกสาร ประกอบคำขออนุญาต”" in page
    assert "ผ่านแล้ว 5 จาก 9 ขั้น" in page


def test_an_applicant_reads_of_the_office_by_role_and_staff_read_names(site, asked_for_more):
    place = f"/cases/{asked_for_more.id}"
    family, officer = (visible(site.client(user).text(place)) for user in ("family", "officer"))
    assert "น. · นายสมมติ ตัวอย่าง" not in family
    assert "เจ้าหน้าที่กลุ่มส่งเสริมฯ" in family
    assert "30 เม.ย. 2569 14:00 น. · นายสมมติ ตัวอย่าง" in officer


def test_what_was_filed_is_read_back_in_words(site, asked_for_more):
    place = f"/cases/{asked_for_more.id}"
    family, officer = (site.client(user).text(place) for user in ("family", "officer"))
    page = visible(family)
    assert "๑๒ พฤษภาคม ๒๕๖๒" in page
    assert "99/1" in page or "๙๙/๑" in page
    assert "ประถมศึกษา" in page
    assert "upper_secondary" not in page
    assert "{" not in page[page.index("สิ่งที่ท่านยื่นไว้") : page.index("ที่ผ่านมา")]
    assert (family.count('class="filed"'), officer.count('class="filed"')) == (2, 5)


def test_the_diagram_is_told_what_was_done_and_where_it_is(site, asked_for_more):
    page = site.client("family").text(f"/cases/{asked_for_more.id}")
    state = re.search(r"data-state>(.*?)</script>", page, re.DOTALL)[1]
    assert '"here": ["supply_documents"]' in state
    assert "flow_plan_approved" in state
    assert f'data-diagram="/diagrams/{PERMISSION}/1.bpmn"' in page


@pytest.mark.parametrize("user", ["family2", "officer2", None])
def test_a_stranger_is_told_that_nothing_is_there(site, asked_for_more, user):
    answer = site.client(user).get(f"/cases/{asked_for_more.id}")
    assert answer.status_code == (303 if user is None else 404)


def test_a_refused_family_is_led_to_its_appeal(site, asked_for_more):
    case = asked_for_more
    case.do("supply_documents")
    case.do("check_documents")
    case.do("academic_screen")
    case.do("pec_decide", **REFUSE)
    case.do("issue_refusal")
    page = site.client("family").text(f"/cases/{case.id}")
    assert "สิทธิอุทธรณ์คำสั่ง" in visible(page)
    appeal = re.search(r'href="/cases/([0-9a-f-]+)">การอุทธรณ์คำสั่ง', page)[1]
    told = visible(site.client("family").text(f"/cases/{appeal}"))
    assert "ถึงตาท่าน" in told
    assert "เรื่องเดิมที่ทำให้เกิดเรื่องนี้" in told
    assert "ผล: ไม่อนุญาต" in visible(site.client("family").text("/my"))


# Papers


def send(client, case, name="หลักฐาน.pdf", content=PDF, **more):
    data = {"file": (BytesIO(content), name)}
    return client.post(f"/cases/{case.id}/papers", data, **more)


def test_a_paper_is_added_between_steps_and_taken_back(site, asked_for_more):
    family = site.client("family")
    assert send(family, asked_for_more).status_code == 303
    page = family.text(f"/cases/{asked_for_more.id}")
    assert "แนบเอกสารเพิ่ม" in visible(page)
    place = re.search(r'action="(/cases/[^"]+/remove)"', page)[1]
    assert family.post(place).status_code == 303
    assert "/remove" not in family.text(f"/cases/{asked_for_more.id}")


def test_a_script_is_told_in_words_why_a_file_is_refused(site, asked_for_more):
    asks = {"Accept": "application/json"}
    refused = send(site.client("family"), asked_for_more, content=b"GIF89a", headers=asks)
    assert (refused.status_code, refused.json["error"]) == (
        422,
        "แนบไฟล์ไม่ได้: รับเฉพาะไฟล์ PDF, JPG และ PNG",
    )
    nothing = site.client("family", "en").post(
        f"/cases/{asked_for_more.id}/papers", {}, headers=asks
    )
    assert nothing.json["error"].startswith("Choose a file")
    taken = send(site.client("family"), asked_for_more, headers=asks)
    assert taken.json["place"] == f"/cases/{asked_for_more.id}#papers"


def test_papers_are_saved_never_opened_and_who_reads_is_noted(site, asked_for_more):
    family = site.client("family")
    page = family.text(f"/cases/{asked_for_more.id}")
    place = re.search(r'href="(/papers/[^"]+)"', page)[1]
    answer = family.get(place)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data.startswith(b"%PDF")
    noted = history.accesses(site.engine, site.person("admin"), asked_for_more.id)
    assert any(each.what.startswith("attachment:") for each in noted)
    for user in ("family2", "officer2"):
        assert site.client(user).get(place).status_code == 404


def test_a_file_name_is_text_wherever_it_is_shown(site, asked_for_more):
    attachments.add_to_case(
        site.engine, site.person("family"), asked_for_more.id, f"x{SCRIPT}.pdf", PDF
    )
    page = site.client("family").text(f"/cases/{asked_for_more.id}")
    assert SCRIPT not in page


# Withdrawing


def test_a_family_withdraws_with_a_reason(site, asked_for_more):
    family, place = site.client("family"), f"/cases/{asked_for_more.id}"
    refused = family.post(f"{place}/withdraw", {"reason": "  "})
    assert refused.status_code == 422
    assert "กรุณาระบุเหตุผล" in visible(refused.text)

    assert family.post(f"{place}/withdraw", {"reason": f"ย้ายบ้าน {SCRIPT}"}).status_code == 303

    page = family.text(place)
    assert "ถอนเรื่องหรือยุติเรื่องแล้ว" in visible(page)
    assert SCRIPT not in page
    assert "ถอนเรื่อง…" not in page
    assert "ยกเลิก" in visible(family.text("/my"))


@pytest.mark.parametrize(("user", "status"), [("officer", 403), ("family2", 404), ("auditor", 403)])
def test_nobody_else_withdraws(site, asked_for_more, user, status):
    answer = site.client(user).post(f"/cases/{asked_for_more.id}/withdraw", {"reason": "x"})
    assert answer.status_code == status
    assert asked_for_more.status == "active"


def test_the_office_is_led_to_what_else_there_is(site, asked_for_more):
    page = visible(site.client("auditor").text(f"/cases/{asked_for_more.id}"))
    assert "สำหรับสำนักงาน" in page
    assert "ขอรหัสติดตาม" not in page
