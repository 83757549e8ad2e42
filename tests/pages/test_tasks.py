"""The page of a task: its form handed in, refused, drafted; taken, given, sent back."""

import io
import re
from datetime import date

import orjson
import pytest

from engine import attachments, desk, history, instances, people, tasks
from tests.pages.posting import Page
from tests.pages.site import visible
from tests.processes.filled import filled

CONSULTED = {"consulted_on": "๑ เมษายน ๒๕๖๙", "notes": "อธิบายสิทธิและขั้นตอน", "go_on": "true"}
PDF = b"%PDF-1.7\n" + b"0" * 64


@pytest.fixture
def consultation(site):
    """The officer's first task of a family's case."""
    return site.tasks(site.start())[0]


@pytest.fixture
def colleague(site):
    """Somebody else who holds the officer's role."""
    given = people.Grant(
        username="director", role="promo_officer", office="udonthani1", valid_from=date(2026, 1, 1)
    )
    people.grant(site.engine, site.person("admin"), given)
    return "director"


def place(task, *more):
    return "/".join([f"/tasks/{task.id}", *more])


def posted(client, task, **changes):
    """Return what the page would post, with changes."""
    given = Page(client.text(place(task))).posted
    for key, value in changes.items():
        given.setlist(key, value if isinstance(value, list) else [value])
    return given


def test_a_task_is_done_and_what_comes_next_is_told(site, consultation):
    officer = site.client("officer")
    answer = officer.post(place(consultation), posted(officer, consultation, **CONSULTED))
    assert (answer.status_code, answer.location) == (303, place(consultation, "done"))
    told = visible(officer.text(place(consultation, "done")))
    assert "จัดทำแผน" in told
    assert "กลับไปงานของฉัน" in told
    done = tasks.get(site.engine, site.person("officer"), consultation.id)
    assert done.closed_by == "officer"


def test_what_is_refused_comes_back_with_everything_typed(site, consultation):
    officer = site.client("officer")
    given = posted(officer, consultation, consulted_on="๓๑/๒/๒๕๖๙", notes="  คำแนะนำ <b>สำคัญ</b>")
    answer = officer.post(place(consultation), given)
    assert answer.status_code == 422
    page = Page(answer.text)
    assert page.posted["consulted_on"] == "๓๑/๒/๒๕๖๙"
    assert "คำแนะนำ <b>สำคัญ</b>" in page.posted["notes"]
    assert "<b>สำคัญ" not in answer.text
    assert {"f-consulted_on", "f-go_on"} <= set(page.links)
    assert set(page.links) - {"main", "menu"} <= page.ids
    assert "ต้องเป็นวันที่ที่มีจริง" in visible(answer.text)


def test_a_refusal_is_told_in_english(site, consultation):
    officer = site.client("officer", "en")
    answer = officer.post(place(consultation), posted(officer, consultation))
    assert "Please mend" in answer.text
    assert "Fill in “" in visible(answer.text)


def test_who_comes_second_is_told_who_was_first_and_keeps_what_they_wrote(site, consultation):
    officer, other = site.client("officer"), site.client("officer")
    given = posted(officer, consultation, notes="เขียนไว้ยาวมาก")
    other.post(place(consultation), posted(other, consultation, **CONSULTED))
    answer = officer.post(place(consultation), given)
    assert answer.status_code == 409
    told = visible(answer.text)
    assert "ดำเนินการงานนี้เสร็จแล้วเมื่อ 1 เม.ย. 2569" in told
    assert "เขียนไว้ยาวมาก" in told


def test_a_task_that_somebody_has_is_read_only(site, consultation, colleague):
    site.client("officer").post(place(consultation, "claim"))
    told = visible(site.client(colleague).text(place(consultation)))
    assert "รับงานนี้ไปแล้ว" in told
    assert "บันทึกและส่งต่อ" not in told


def test_a_task_of_another_role_says_whose_it_is(site, consultation):
    told = visible(site.client("admin").text(place(consultation)))
    assert "ท่านไม่ได้อยู่ในบทบาทนั้น" in told
    assert "บันทึกและส่งต่อ" not in told


def test_a_strangers_task_is_not_there(site, consultation):
    assert site.client("officer2").get(place(consultation)).status_code == 404
    assert site.client("family2").get(place(consultation)).status_code == 404


def test_an_auditor_reads_and_cannot_write(site, consultation):
    auditor = site.client("auditor")
    assert "บันทึกและส่งต่อ" not in auditor.text(place(consultation))
    assert auditor.post(place(consultation)).status_code == 403
    assert auditor.post(place(consultation, "draft")).status_code == 403


def test_a_done_task_shows_what_was_handed_in_by_whom_and_when(site, consultation):
    officer = site.client("officer")
    officer.post(place(consultation), posted(officer, consultation, **CONSULTED))
    told = visible(officer.text(place(consultation)))
    assert "ดำเนินการงานนี้เสร็จแล้วเมื่อ" in told
    assert "01/04/2569" in told
    assert "อธิบายสิทธิและขั้นตอน" in told


def test_a_suspended_case_is_read_only(site, consultation):
    instances.suspend(site.engine, site.person("admin"), consultation.instance_id, "ตรวจสอบ")
    told = visible(site.client("officer").text(place(consultation)))
    assert "บันทึกและส่งต่อ" not in told


def test_a_draft_is_kept_and_told(site, consultation):
    officer = site.client("officer")
    answer = officer.post(
        place(consultation, "draft"), posted(officer, consultation, notes="ร่าง ๑")
    )
    assert answer.status_code == 200
    assert answer.json["told"] == "บันทึกร่างแล้ว 08:30 น."
    again = officer.text(place(consultation))
    assert Page(again).posted["notes"] == "ร่าง ๑"
    assert "บันทึกร่างแล้ว 08:30 น." in again


def test_a_draft_changed_in_another_tab_is_not_overwritten_silently(site, consultation):
    officer = site.client("officer")
    first = posted(officer, consultation, notes="แท็บแรก")
    second = posted(officer, consultation, notes="แท็บที่สอง")
    assert officer.post(place(consultation, "draft"), first).status_code == 200
    refused = officer.post(place(consultation, "draft"), second)
    assert refused.status_code == 409
    assert "1 เม.ย. 2569 08:30 น." in refused.json["told"]
    assert Page(officer.text(place(consultation))).posted["notes"] == "แท็บแรก"
    second["_draft"] = refused.json["tag"]
    assert officer.post(place(consultation, "draft"), second).status_code == 200


def test_handing_in_over_a_draft_changed_elsewhere_asks_once(site, consultation):
    officer = site.client("officer")
    given = posted(officer, consultation, **CONSULTED)
    officer.post(place(consultation, "draft"), posted(officer, consultation, notes="แท็บอื่น"))
    asked = officer.post(place(consultation), given)
    assert asked.status_code == 409
    assert "ร่างของงานนี้ถูกแก้ไขจากแท็บหรือเครื่องอื่น" in asked.text
    assert officer.post(place(consultation), Page(asked.text).posted).status_code == 303


def test_a_draft_is_saved_without_scripts_too(site, consultation):
    officer = site.client("officer")
    given = posted(officer, consultation, notes="ไม่มีสคริปต์", _do="draft")
    assert officer.post(place(consultation), given).location == place(consultation)
    assert Page(officer.text(place(consultation))).posted["notes"] == "ไม่มีสคริปต์"


def test_a_task_is_taken_given_back_and_given_to_a_colleague(site, consultation):
    officer = site.client("officer")
    assert "รับงานนี้" in officer.text(place(consultation))
    officer.post(place(consultation, "claim"))
    assert "งานของท่าน" in officer.text(place(consultation))
    officer.post(place(consultation, "unclaim"))
    assert "ยังไม่มีผู้รับ" in officer.text(place(consultation))
    officer.post(place(consultation, "assign"), {"to": "officer"})
    assert "งานของท่าน" in officer.text(place(consultation))
    officer.post(place(consultation, "assign"), {"to": "family"})
    assert "family" in visible(officer.text(place(consultation)))


def test_a_case_is_sent_back_with_a_reason_that_whoever_gets_it_reads(site, consultation):
    academic, family = site.client("academic"), site.client("family")
    site.complete("officer", consultation.id, **filled("consultation"))
    plan = site.tasks(consultation.instance_id)[0]
    assert "ส่งเรื่องกลับขั้นก่อนหน้า" not in family.text(place(plan))
    site.complete("family", plan.id, **filled("plan"))
    review = site.tasks(consultation.instance_id)[0]
    assert "ส่งเรื่องกลับขั้นก่อนหน้า" in academic.text(place(review))
    assert academic.post(place(review, "send-back"), {"reason": "  "}).location == place(review)
    academic.post(place(review, "send-back"), {"reason": "ขอแผนรายภาคเพิ่มเติม"})
    again = site.tasks(consultation.instance_id)[0]
    assert again.element_id == plan.element_id
    assert "ขอแผนรายภาคเพิ่มเติม" in family.text(place(again))


def test_a_file_is_kept_at_once_and_can_be_taken_back(site, consultation):
    officer, family = site.client("officer"), site.client("family")
    officer.post(place(consultation), posted(officer, consultation, **CONSULTED))
    plan = site.tasks(consultation.instance_id)[0]
    sent = {"field": "att", "file": (io.BytesIO(PDF), "หลักฐาน.pdf")}
    kept = family.post(place(plan, "files"), sent).json
    assert kept["name"] == "หลักฐาน.pdf"
    opened = family.get(f"/attachments/{kept['attachment_id']}")
    assert opened.data == PDF
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    refused = family.post(
        place(plan, "files"), {"field": "att", "file": (io.BytesIO(b"MZ"), "a.exe")}
    )
    assert refused.status_code == 422
    assert "รับเฉพาะไฟล์" in refused.json["told"] or refused.json["told"]
    assert family.post(f"/attachments/{kept['attachment_id']}/remove").json == {"removed": True}
    assert attachments.list_for(site.engine, site.person("family"), task_id=plan.id) == []


def test_a_file_comes_with_the_form_itself_without_scripts(site, consultation):
    officer, family = site.client("officer"), site.client("family")
    officer.post(place(consultation), posted(officer, consultation, **CONSULTED))
    plan = site.tasks(consultation.instance_id)[0]
    given = posted(family, plan)
    given["att._files"] = (io.BytesIO(PDF), "แผน.pdf")
    answer = family.post(place(plan), given, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert orjson.loads(Page(answer.text).posted["att"])["name"] == "แผน.pdf"


def test_rows_are_read_from_a_spreadsheet_the_bad_ones_too(site, consultation):
    officer, family = site.client("officer"), site.client("family")
    officer.post(place(consultation), posted(officer, consultation, **CONSULTED))
    plan = site.tasks(consultation.instance_id)[0]
    text = "ชื่อ\tอายุ\tอื่น\nนางสมมติ หนึ่ง\t๓๘\tx\nนายสมมติ สอง\tสี่สิบ\ty\n"
    found = family.post(place(plan, "rows", "parents"), {"text": text}).json
    assert [row[:2] for row in found["cells"]] == [["นางสมมติ หนึ่ง", "38"], ["นายสมมติ สอง", "สี่สิบ"]]
    assert [each[0] for each in found["errors"]] == ["1.age"]
    assert found["unmatched"] == ["อื่น"]
    sheet = family.get(place(plan, "rows", "parents.xlsx"))
    assert sheet.data.startswith(b"PK")
    assert family.post(place(plan, "rows", "nothing"), {"text": text}).status_code == 404


def test_what_would_be_refused_is_told_before(site, consultation):
    officer = site.client("officer")
    found = officer.post(
        place(consultation, "check"), posted(officer, consultation, consulted_on="x")
    )
    assert "ต้องเป็นวันที่" in found.json["errors"]["consulted_on"]
    assert tasks.get(site.engine, site.person("officer"), consultation.id).closed_at is None


def test_a_school_is_found_by_a_part_of_its_name(site, consultation):
    officer = site.client("officer")
    assert officer.get(place(consultation, "schools?q=%E0%B8%9A")).json == []
    found = officer.get(place(consultation, "schools?q=%E0%B8%9A%E0%B9%89%E0%B8%B2%E0%B8%99")).json
    assert found
    assert all(re.fullmatch(r"\d{10}", code) and "บ้าน" in name for code, name in found)


def test_the_due_date_explains_itself(site, consultation):
    officer, family = site.client("officer"), site.client("family")
    officer.post(place(consultation), posted(officer, consultation, **CONSULTED))
    plan = site.tasks(consultation.instance_id)[0]
    site.complete("family", plan.id, **filled("plan"))
    site.work()
    review = next(
        t for t in site.tasks(consultation.instance_id) if t.element_id == "academic_review"
    )
    told = visible(site.client("academic").text(place(review)))
    assert "๑๕ วันทำการ" in told or "15 วันทำการ" in told
    assert "วันที่ไม่นับ" in told
    assert "สงกรานต์" in told
    assert "H-CAL" not in told
    assert family.get(place(review)).status_code == 200


def test_reading_a_form_of_a_task_is_written_down(site, consultation):
    site.client("officer").text(place(consultation))
    read = history.accesses(site.engine, site.person("admin"), consultation.instance_id)
    assert any(each.what.startswith("form:") for each in read)


def test_the_draft_belongs_to_who_has_the_task(site, consultation, colleague):
    officer = site.client("officer")
    officer.post(place(consultation, "claim"))
    with pytest.raises(tasks.TaskTaken) as refused:
        desk.keep(site.engine, site.person(colleague), consultation.id, {"notes": "x"}, None)
    assert site.person("officer").name in refused.value.text("th")


def test_a_family_is_not_asked_to_take_its_own_step(site, consultation):
    site.complete("officer", consultation.id, **filled("consultation"))
    plan = site.tasks(consultation.instance_id)[0]
    assert f"{place(plan)}/claim" not in site.client("family").text(place(plan))


def test_what_a_family_is_still_writing_is_not_for_the_office(site, consultation):
    site.complete("officer", consultation.id, **filled("consultation"))
    plan = site.tasks(consultation.instance_id)[0]
    family = site.client("family")
    family.post(place(plan, "draft"), posted(family, plan, aims="ยังเขียนไม่เสร็จ"))
    assert "ยังเขียนไม่เสร็จ" in family.text(place(plan))
    assert "ยังเขียนไม่เสร็จ" not in site.client("officer").text(place(plan))
