"""A round of student welfare: its weeks, its schools, its committee, and who is told."""

import pytest

from tests.documents import pdf
from tests.processes.student_welfare import journeys
from tests.processes.student_welfare.filled import (
    LIST_RETURNED,
    NO_FUND,
    ORDER_RETURNED,
    student,
)


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("student_welfare")


def told(year, to, about):
    """Return how many notices about a case went to a role or person."""
    return sum(n.to == to and about in n.subject for n in year.notifier.sent)


def paper(year, case, name):
    """Return what a paper of the case says."""
    path = f"/process-instances/{case.id}/attachments"
    items = year.call.get("admin2", path).json["items"]
    identity = next(each["id"] for each in items if each["name"] == name)
    return pdf.letters(year.call.get("admin2", f"/attachments/{identity}").data)


def test_a_grant_is_given_and_reported_on_both_databases(a_year_of):
    year = a_year_of("student_welfare")

    case, school = journeys.granted_and_reported(year)

    assert (case.status, school.status) == ("completed", "completed")
    papers = [name for name in case.papers() if not name.startswith("เอกสารตัวอย่าง")]
    assert [name.split()[0] for name in papers] == ["หนังสือภายนอก", "คำสั่ง", "หนังสือภายนอก", "รายงาน"]
    known = school.variables(by="school_py")
    assert known["outcome"] == "granted"
    assert [row["amount"] for row in known["granted"]] == [5000]
    assert [row["reason"] for row in known["refused"]] == ["ทุนไม่พอ"]
    assert case.variables()["uses"][0]["nomination"] == school.business_key
    assert told(year, "office_director", case.business_key) == 1
    assert case.verified()["ok"]


def test_the_letter_names_who_was_selected_and_nobody_else(year):
    case, _ = journeys.allocated(year)

    found = [name for name in case.papers() if name.startswith("หนังสือภายนอก")]
    text = paper(year, case, found[-1])

    assert "เด็กหญิง" in text
    assert "๕,๐๐๐บาท" in text
    assert "สองสมมติ" not in text


def test_each_step_has_a_week_from_the_day_the_step_before_closed(year):
    case = year.start("student_welfare", "officer2")
    assert case.due("set_policy") == "2026-06-09"
    case.do("set_policy", "2026-06-04 10:00")
    assert case.due("set_details") == "2026-06-11"
    case.do("set_details", "2026-06-09 10:00")
    assert {case.due(e) for e in ("draft_order", "find_funds")} == {"2026-06-16"}
    assert case.due("collect_nominations") == "2026-06-30"
    case.do("draft_order", "2026-06-15 10:00")
    assert case.due("sign_order") == "2026-06-16"


def test_a_week_that_ends_on_a_holiday_does_not_roll(year):
    case = year.start("student_welfare", "officer2")
    year.until("2026-07-22 09:00")

    case.do("set_policy")

    assert case.due("set_details") == "2026-07-29", (
        "Asarnha Bucha Day; an official's week ends then"
    )


def test_allocating_and_reporting_have_a_week_each(year):
    case, school = journeys.opened(year), journeys.nomination(year)
    school.do("nominate")
    school.do("certify")
    journeys.prepared(case)
    case.do("collect_nominations", "2026-07-01 10:00")
    assert case.due("allocate") == "2026-07-08"
    case.do("allocate", "2026-07-03 10:00", rows=journeys.judged(case, 0))
    assert (case.due("follow_up"), school.due("report_use")) == ("2026-08-02", "2026-08-02")
    case.do("follow_up", "2026-07-24 10:00")
    assert case.due("report") == "2026-07-31"


def test_nothing_is_decided_by_a_week_that_passes(year):
    case = year.start("student_welfare", "officer2")

    year.until("2026-09-01 09:00")

    assert case.tasks() == ["set_policy"]
    assert told(year, "promo_group", "ใกล้ครบกำหนด") == 1
    assert told(year, "promo_director", "เกินกำหนด") == 1


def test_every_school_of_the_levels_asked_for_gets_a_case_of_its_own(year):
    case = year.start("student_welfare", "officer2")
    case.do("set_policy")
    case.do("set_details", levels=["upper_secondary"])

    schools = year.cases(journeys.NOMINATION)

    parties = {each.standing()["applicant"] for each in schools}
    assert parties == {"school:9902000004", "school:9902000010"}
    begun = year.call.get("officer2", f"/process-instances/{case.id}/started").json
    assert begun["totals"]["active"] == len(schools)
    assert all(each["steps"][0]["due_date"] == "2026-06-30" for each in begun["items"])


def test_a_school_of_another_office_sees_nothing_of_it(year):
    journeys.opened(year)
    school = journeys.nomination(year)

    answer = year.call.get("school", f"/process-instances/{school.id}")

    assert answer.status_code == 404


def test_late_names_are_accepted_and_marked_until_the_officer_closes(year):
    case, school = journeys.opened(year), journeys.nomination(year)
    year.until("2026-07-02 09:00")
    assert told(year, "school_py", "พ้นวันปิดรับ") == 1
    school.do("nominate", students=[student(0)])
    school.do("certify")
    assert case.form("collect_nominations")["data"]["students_nominated"] == 1
    case.do("draft_order")
    case.do("sign_order")
    case.do("find_funds")
    case.do("collect_nominations")

    row = case.form("allocate")["data"]["rows"][0]

    assert (row["late"], row["eligibility"]) == (True, "ask")


def test_silent_schools_are_told_when_the_officer_closes_and_only_then(year):
    case = journeys.opened(year)
    journeys.prepared(case)
    year.until("2026-07-10 09:00")
    assert {each.status for each in year.cases(journeys.NOMINATION)} == {"active"}

    case.do("collect_nominations")

    assert {each.status for each in year.cases(journeys.NOMINATION)} == {"completed"}
    assert told(year, "school_py", "ปิดรับรายชื่อแล้ว") == 1
    assert case.tasks() == ["report"]


def test_without_a_fund_the_school_is_told_and_nobody_allocates(year):
    case, school = journeys.no_fund(year)

    assert school.variables()["outcome"] == "no_fund"
    assert told(year, "school_py", "รอบนี้ไม่มีทุน") == 1
    assert "allocate" not in case.passed()
    assert case.variables()["fund"]["sources_tried"] == NO_FUND["sources_tried"]


def test_the_directors_order_comes_before_the_allocation(year):
    case = journeys.opened(year)
    case.do("find_funds")
    case.do("collect_nominations", "2026-07-01 10:00")
    assert case.tasks() == ["draft_order"], "no allocation before the committee is appointed"
    case.do("draft_order")
    assert case.try_to("sign_order", by="officer2").status_code in (403, 404)


def test_the_order_names_its_number_and_the_committee(year):
    case = journeys.opened(year)
    case.do("draft_order")
    case.do("sign_order")

    assert case.variables()["order_paper"]["number"] == "๑/๒๕๖๙"


def test_a_school_is_told_that_names_are_wanted_and_how_many(year):
    journeys.opened(year)
    school = journeys.nomination(year)
    assert told(year, "school_py", "ขอให้เสนอรายชื่อ") == 1

    answer = school.try_to("nominate", students=[student(0)] * 6)

    assert school.form("nominate")["data"]["most"] == 5
    assert "student_count" in answer.json["errors"]


def test_what_was_returned_begins_with_what_was_written_and_why_it_came_back(year):
    case, school = journeys.opened(year), journeys.nomination(year)
    school.do("nominate")
    school.do("certify", **LIST_RETURNED)
    case.do("draft_order")
    case.do("sign_order", **ORDER_RETURNED)

    names, order = school.form("nominate")["data"], case.form("draft_order")["data"]

    assert (len(names["students"]), names["to_correct"]) == (2, LIST_RETURNED["return_reason"])
    assert (len(order["members"]), order["to_correct"]) == (2, ORDER_RETURNED["return_reason"])


def test_a_reminder_names_the_step_that_it_is_about(year):
    case = journeys.opened(year)
    case.do("find_funds")

    year.until("2026-06-17 09:00")

    late = [n.body for n in year.notifier.sent if "เกินกำหนด" in n.subject]
    assert ["ร่างคำสั่งแต่งตั้ง" in body for body in late] == [True]


def test_the_report_begins_with_what_was_allocated(year):
    case, school = journeys.allocated(year)
    school.do("report_use")
    case.do("follow_up")

    rows = case.form("report")["data"]["summary"]

    assert [(row["quota"], row["amount"], row["recipients"]) for row in rows] == [(2, 5000, 1)]
