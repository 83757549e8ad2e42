"""An application for the Royal Award: what the rules propose, what the officer decides."""

import pytest

from tests.processes.royal_award.filled import REJECTED, RETURNED, STUDENT
from tests.processes.royal_award.journeys import accepted, called, do, filed, told


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("royal_award")


@pytest.mark.parametrize(
    ("changes", "proposed"),
    [
        ({}, "complete"),
        ({"report_delivery": "by_hand", "att_report": None}, "incomplete"),
        ({"affiliation": "other"}, "not_eligible"),
        ({**STUDENT, "level": "pre_primary"}, "not_eligible"),
        ({"level": "secondary"}, "not_eligible"),
        ({**STUDENT}, "complete"),
    ],
)
def test_the_rules_propose_and_the_officer_decides(year, changes, proposed):
    case = filed(year, "school", "2026-08-05 09:00", **changes)

    shown = case.form("check_application")["data"]

    assert shown["completeness"] == proposed
    assert bool(shown["completeness_reason"])
    assert case.tasks() == ["check_application"], "nothing was decided"


def test_a_school_gets_a_receipt_and_its_particulars_are_filled_in(year):
    year.until("2026-08-05 09:00")
    case = year.start("royal_award_application", "school")
    shown = case.form("apply")["data"]
    assert (shown["size"], shown["affiliation"], shown["academic_year"]) == ("small", "obec", 2569)
    assert shown["school_name"] == "โรงเรียนบ้านตัวอย่าง ๑"

    do(case, "apply")

    assert case.standing()["applicant"] == "school:9901000001"
    assert any(name.startswith("ใบรับ") for name in case.papers())
    assert told(year, "school", f"รับใบสมัครแล้ว เลขที่ {case.business_key}") == 1


def test_a_student_is_proposed_with_a_name_and_the_guardians_knowledge(year):
    year.until("2026-08-05 09:00")
    case = year.start("royal_award_application", "school")
    shown = case.form("apply")["data"]
    form = year.forms["royal_award_application"]

    refused = case.try_to("apply", data={**shown, **form, "kind": "student"})

    assert refused.status_code == 422
    needed = {"student_title", "student_first_name", "student_last_name", "guardian_informed"}
    assert needed <= refused.json["errors"].keys()


def test_another_school_sees_nothing_of_it(year):
    case = filed(year, "school", "2026-08-05 09:00")

    for account, status in (("school", 200), ("school2", 404), ("officer2", 404)):
        answer = year.call.get(account, f"/process-instances/{case.id}")
        assert answer.status_code == status, account


def test_a_returned_application_has_seven_working_days_and_stays_open(year):
    called(year)
    case = filed(year, "school", "2026-08-06 10:00")
    assert case.due("check_application") == "2026-08-14", (
        "five working days; 12 August is a holiday"
    )
    do(case, "check_application", **RETURNED)
    assert case.due("complete_application") == "2026-08-18"
    assert any("หนังสือ" in name for name in case.papers())
    year.until("2026-08-19 09:00")
    assert told(year, "promo_officer", "สถานศึกษายังไม่ส่งเอกสาร") == 1
    assert case.tasks() == ["complete_application"]

    do(case, "complete_application")

    assert case.form("check_application")["data"]["completeness"] == "complete"
    do(case, "check_application")
    assert year.case("royal_award").variables()["candidate_count"] == 1


def test_a_rejection_is_a_letter_with_reasons_and_enters_no_round(year):
    called(year)
    case = filed(year, "school", "2026-08-06 10:00", **{**STUDENT, "level": "pre_primary"})
    shown = case.form("check_application")["data"]
    without = {**shown, "decision": "reject"}
    assert "reasons" in case.try_to("check_application", data=without).json["errors"]

    do(case, "check_application", **REJECTED)

    assert case.status == "completed"
    assert any("หนังสือ" in name for name in case.papers())
    assert told(year, "school", f"{case.business_key}: แจ้งผลการตรวจ") == 1
    assert year.case("royal_award").variables()["candidates"] == []


def test_what_is_accepted_before_the_call_can_be_handed_to_the_round_later(year):
    case = filed(year, "school", "2026-05-26 10:00")
    do(case, "check_application")

    year.until("2026-05-27 09:00")

    (incident,) = case.incidents()
    assert (incident["element_id"], incident["code"]) == ("application_filed", "nobody_waits")
    assert told(year, "school", "รับเข้ารอบประเมินแล้ว") == 0, "not before the round has it"
    called(year)
    answer = year.call.post(
        "admin", f"/incidents/{incident['id']}/retry", {"reason": "เปิดรับสมัครแล้ว"}
    )
    assert answer.status_code == 200
    year.run()
    assert year.case("royal_award").variables()["candidate_count"] == 1
    assert told(year, "school", "รับเข้ารอบประเมินแล้ว") == 1


def test_a_school_that_has_not_filed_is_reminded_and_may_still_file(year):
    called(year)
    case = year.start("royal_award_application", "school")
    assert case.due("apply") == "2026-08-31"

    year.until("2026-09-01 09:00")

    assert told(year, "school", f"{case.business_key}: ใกล้สิ้นสุดช่วงรับสมัคร") == 1
    assert told(year, "school", f"{case.business_key}: พ้นช่วงรับสมัครแล้ว") == 1
    assert case.tasks() == ["apply"]


def test_an_accepted_application_is_named_in_the_round(year):
    case = called(year)
    school = accepted(year, "school", "2026-08-05 09:00", **STUDENT)

    (row,) = case.variables()["candidates"]

    assert row["business_key"] == school.business_key
    assert row["name"] == "เด็กหญิงสมมติ เรียนดีตัวอย่าง"
    assert (row["group"], row["late"]) == ("student/primary/small", False)
    assert told(year, "school", f"{school.business_key}: รับเข้ารอบประเมินแล้ว") == 1
