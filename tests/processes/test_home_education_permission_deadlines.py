"""What the permission's timers do: remind and escalate; never decide, and never close a case."""

from datetime import date
from itertools import pairwise

import pytest

from tests.processes import journeys
from tests.processes.desk import at
from tests.processes.filled import CLOSE, INCOMPLETE, RETURN, REVISE, extended_to

KEY = "คำขอ HE-2569-000001"


def fired(case):
    return [e.element_id for e in case.events() if e.type == "timer_fired"]


def test_a_late_committee_is_told_of_to_the_head_of_the_group_and_may_still_decide(desk):
    case = journeys.plan_filed(desk)

    case.until("2026-04-29 08:00")

    assert fired(case) == ["review_reminder", "review_due"]
    assert desk.told("promo_director") == [f"{KEY}: พิจารณาแผนเกินกำหนด"]
    assert "๒๘ เมษายน ๒๕๖๙" in desk.notifier.sent[-1].body
    assert case.open_tasks() == ["academic_review"]
    case.do("academic_review", "2026-05-06 10:00")
    assert case.open_tasks() == ["apply"]


def test_a_family_that_is_late_is_told_and_an_officer_contacts_it(desk):
    case = journeys.plan_returned(desk)

    case.until("2026-05-09 08:00")

    assert fired(case)[-2:] == ["revision_reminder", "revision_due"]
    assert desk.told("family")[-2:] == [
        f"{KEY}: ใกล้ครบกำหนดส่งแผนที่ปรับปรุง",
        f"{KEY}: พ้นกำหนดส่งแผนที่ปรับปรุง",
    ]
    assert "๘ พฤษภาคม ๒๕๖๙" in desk.notifier.sent[-1].body
    assert case.open_tasks() == ["contact_family", "revise_plan"]


def test_an_extension_counts_to_its_own_day_and_then_the_officer_calls_again(desk):
    case = journeys.plan_returned(desk)

    case.do("contact_family", "2026-05-11 10:00", **extended_to("16 พฤษภาคม 2569"))

    due = case.timer("extension_due")
    assert due.due_at == at("2026-05-19 00:00")  # the 16th is a Saturday
    assert "วันสุดท้าย (วันเสาร์ที่ ๑๖ พฤษภาคม ๒๕๖๙) เป็นวันหยุด" in due.explanation["explanation_th"]
    assert "ม.๖๕" in due.explanation["explanation_th"]
    assert desk.told("family")[-1] == f"{KEY}: ขยายเวลาส่งแผนที่ปรับปรุง"
    assert "๑๘ พฤษภาคม ๒๕๖๙" in desk.notifier.sent[-1].body
    assert case.open_tasks() == ["revise_plan"]
    case.until("2026-05-19 08:00")
    assert case.open_tasks() == ["contact_family", "revise_plan"]


def test_a_plan_that_comes_back_within_the_extension_stops_its_clock(desk):
    case = journeys.plan_returned(desk)
    case.do("contact_family", "2026-05-11 10:00", **extended_to("20 พฤษภาคม 2569"))

    case.do("revise_plan", "2026-05-15 10:00")
    case.until("2026-05-22 08:00")

    assert case.open_tasks() == ["academic_review"]
    assert "extension_due" not in fired(case)


def test_waiting_on_leaves_the_plan_open_without_another_clock(desk):
    case = journeys.plan_returned(desk)

    case.do("contact_family", "2026-05-11 10:00")
    case.until("2026-12-31 08:00")

    assert case.open_tasks() == ["revise_plan"]
    assert case.standing().timers == []
    assert case.status == "active"


def test_a_plan_that_comes_back_ends_the_officers_call(desk):
    case = journeys.plan_returned(desk)
    case.until("2026-05-12 10:00")

    case.do("revise_plan")

    assert case.open_tasks() == ["academic_review"]
    assert ["cancelled", "contact_family"] in [step[:2] for step in case.steps()]


def test_a_case_is_closed_only_by_an_officer_at_the_familys_wish(desk):
    case = journeys.withdrawn_when_overdue(desk)

    closing = [e for e in case.events() if e.type == "task_completed"][-1]
    assert (case.status, closing.actor) == ("completed", "officer")
    assert case.variables()["plan_overdue"]["wish_confirmed"] is True


def test_late_documents_are_told_to_the_officer_and_still_taken(desk):
    case = journeys.applied(desk)
    case.do("check_documents", "2026-05-29 14:00", **INCOMPLETE)

    case.until("2026-06-13 08:00")

    assert fired(case)[-2:] == ["documents_reminder", "documents_due"]
    assert desk.told("family")[-1] == f"{KEY}: ใกล้ครบกำหนดส่งเอกสาร"
    assert desk.told("promo_officer") == [f"{KEY}: เอกสารเกินกำหนด"]
    assert "๑๒ มิถุนายน ๒๕๖๙" in desk.notifier.sent[-1].body
    assert case.open_tasks() == ["settle_documents", "supply_documents"]
    case.do("supply_documents", "2026-06-15 10:00")
    assert case.open_tasks() == ["check_documents", "settle_documents"]


def test_day_30_after_receipt_is_not_moved_by_a_holiday(desk):
    case = journeys.late_application(desk)

    due = case.timer("result_due")

    assert case.task("academic_screen").due_date == date(2026, 10, 23)
    assert due.due_at == at("2026-10-24 00:00")
    told = due.explanation["explanation_th"]
    assert "วันศุกร์ที่ ๒๓ ตุลาคม ๒๕๖๙ แม้เป็นวันหยุด" in told
    assert "กำหนดของเจ้าหน้าที่ไม่เลื่อน" in told
    assert "กฎกระทรวง" in told
    assert due.explanation["plan_by"] == "2026-10-22"


def test_day_20_reminds_the_officer_of_day_30(desk):
    case = journeys.late_application(desk)

    case.until("2026-10-14 08:00")

    assert fired(case)[-1] == "result_reminder"
    assert desk.told("promo_officer") == [f"{KEY}: รับคำขอมาแล้ว ๒๐ วัน"]
    assert "ภายในวันที่ ๒๓ ตุลาคม ๒๕๖๙" in desk.notifier.sent[-1].body


def test_past_day_30_the_director_hears_of_it_and_the_reasons_are_written(desk):
    case = journeys.late_application(desk)

    case.until("2026-10-24 08:00")

    assert fired(case)[-1] == "result_due"
    assert desk.told("office_director") == [f"{KEY}: เกิน ๓๐ วันยังไม่แจ้งผล"]
    assert "๒๓ ตุลาคม ๒๕๖๙" in desk.notifier.sent[-1].body
    assert case.open_tasks() == ["academic_screen", "delay_notice"]
    case.do("delay_notice", "2026-10-26 10:00")
    assert desk.told("family")[-1] == f"{KEY}: แจ้งเหตุแห่งความล่าช้า"
    assert case.variables()["delay_notice"]["copied_to_opdc"] is True


def test_the_next_notice_of_delay_can_be_written_on_a_working_day_within_7_days(desk):
    case = journeys.late_application(desk)
    days = ["2026-10-26", "2026-10-30", "2026-11-05", "2026-11-11"]

    for day in days:
        case.until(f"{day} 08:00")
        assert case.open_tasks() == ["academic_screen", "delay_notice"]
        case.do("delay_notice", f"{day} 10:00")
        assert case.open_tasks() == ["academic_screen"]

    written = [date.fromisoformat(day) for day in days]
    assert all(0 < (b - a).days <= 7 for a, b in pairwise(written))
    assert "ม.๑๐" in case.timer("next_delay_notice").explanation["explanation_th"]


def test_a_notified_decision_ends_the_notices_of_delay(desk):
    case = journeys.late_application(desk)
    case.do("delay_notice", "2026-10-26 10:00")
    case.until("2026-11-02 08:00")
    assert case.open_tasks() == ["academic_screen", "delay_notice"]

    case.do("academic_screen")
    case.do("pec_decide", resolution="refuse", reasons="สถานที่ไม่ปลอดภัย")
    assert case.open_tasks() == ["delay_notice", "issue_refusal"]
    case.do("issue_refusal")

    assert case.status == "completed"
    assert (case.open_tasks(), case.waiting_jobs()) == ([], [])


def test_a_refusal_says_why_and_how_to_appeal(desk):
    case = journeys.refused(desk)

    letter = case.variables()["refusal"]
    assert "ไม่ปลอดภัย" in letter["reasons"]
    assert "๑๕ วัน" in letter["appeal_right"]
    assert "ศาลปกครอง" in letter["court_right"]
    assert desk.told("family")[-1] == f"{KEY}: แจ้งผลการพิจารณา"
    assert "อุทธรณ์ภายใน ๑๕ วัน" in desk.notifier.sent[-1].body
    assert case.events()[-1].type == "instance_completed"


def test_what_the_provincial_committee_wrote_prefills_the_letters(desk):
    case = journeys.screened(desk)
    asked = "ขอข้อมูลสถานที่จัดการศึกษา"
    case.do("pec_decide", "2026-06-12 10:00", resolution="more_information", reasons=asked)

    assert case.form("gather_information")["requested"] == asked
    case.do("gather_information")
    case.do("pec_decide", resolution="refuse", reasons="สถานที่ไม่ปลอดภัย")
    assert case.form("issue_refusal")["reasons"] == "สถานที่ไม่ปลอดภัย"


WAITS = {
    "academic_review": journeys.plan_filed,
    "revise_plan": journeys.plan_returned,
    "academic_screen": journeys.late_application,
}


@pytest.mark.parametrize("element", WAITS)
def test_every_due_date_in_the_inbox_explains_itself(desk, element):
    case = WAITS[element](desk)

    due = case.task(element).due_date

    told = [t.explanation for t in case.standing().timers]
    (why,) = [each for each in told if each["due_date"] == due.isoformat()]
    assert "ฐานอำนาจ: " in why["explanation_th"]
    assert "Legal basis: " in why["explanation_en"]


@pytest.mark.parametrize("journey", [*WAITS.values(), journeys.applied, journeys.screened])
def test_no_timer_ever_decides_or_closes_a_case(desk, journey):
    case = journey(desk)
    before = set(case.open_tasks())

    case.until("2027-12-31 08:00")

    assert case.status == "active"
    assert before <= set(case.open_tasks())
    assert case.standing().incidents == []


def test_an_answer_on_the_last_day_stops_the_clock(desk):
    case = journeys.plan_returned(desk)

    case.do("revise_plan", "2026-05-08 23:30")
    case.until("2026-05-09 08:00")

    assert "revision_due" not in fired(case)
    assert case.open_tasks() == ["academic_review"]


def test_a_family_may_be_returned_the_plan_after_it_was_late_before(desk):
    case = journeys.plan_returned(desk)
    case.do("contact_family", "2026-05-11 10:00")
    case.do("revise_plan", "2026-05-12 10:00")
    case.do("academic_review", "2026-05-13 10:00", **REVISE)

    case.do("contact_family", "2026-06-01 10:00", **CLOSE)

    assert case.status == "completed"


def test_an_officer_who_does_not_check_is_noticed(desk):
    case = journeys.applied(desk)  # on Friday 29 May; Monday 1 June is a day off

    assert case.task("check_documents").due_date == date(2026, 6, 2)
    case.until("2026-06-03 09:00")

    assert any("เกินกำหนด" in subject for subject in desk.told("promo_director"))
    assert case.open_tasks() == ["check_documents"]


def test_an_application_is_returned_only_by_a_person_and_with_reasons(desk):
    case = journeys.applied(desk)
    case.do("check_documents", "2026-06-01 10:00", **INCOMPLETE)
    case.until("2026-09-01 09:00")
    assert case.open_tasks() == ["settle_documents", "supply_documents"]

    case.do("settle_documents", **RETURN)

    assert case.status == "completed"
    assert case.open_tasks() == []
    assert any("คืนคำขอ" in subject for subject in desk.told("family"))


def test_documents_that_came_meanwhile_are_not_returned(desk):
    case = journeys.applied(desk)
    case.do("check_documents", "2026-06-01 10:00", **INCOMPLETE)
    case.until("2026-06-15 09:00")
    case.do("supply_documents")

    case.do("settle_documents", **RETURN)

    assert case.open_tasks() == ["check_documents"]
