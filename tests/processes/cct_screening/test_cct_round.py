"""The office's round of a term: begun by the calendar, followed up, closed only by a human."""

import pytest

from tests.processes.cct_screening.journeys import (
    CODE,
    GRANTS,
    ROUND,
    SCHOOL,
    choose,
    everybody_is_paid,
    opened,
    sent_to,
    the_office_is_late_with_everything,
)

EVERY_AFFILIATION = ["obec", "opec", "local", "other"]


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("cct_screening")


def twelve(year):
    """Let all twelve schools of the demonstration take part."""
    choose(year, cct_affiliations=EVERY_AFFILIATION)
    return opened(year)


def finished_with_nobody(case, by):
    """A school that screens, and has no results this term."""
    case.do("review_grantees", by=by)
    case.do("screen_students", by=by)
    case.do("certify_forms", by=by)
    case.do("import_pmt", by=by, arrived="none", no_result_reason="ไม่มีผล", students=None)
    case.do("confirm_results", by=by)


def of_school(year, number):
    wanted = f"school:{int(CODE) - 1 + number}"
    return next(c for c in year.cases(SCHOOL) if c.standing()["applicant"] == wanted)


def test_a_term_is_screened_paid_reported_and_handed_to_the_next(a_year_of):
    year = a_year_of("cct_screening")

    case, in_second_term = everybody_is_paid(year)

    first, second = year.cases(ROUND)
    assert (first.status, case.status) == ("completed", "completed")
    assert len(first.papers()) == 1
    found = first.variables()["school_results"]
    assert [(r["school"], r["certified"], r["paid"], r["amount"]) for r in found] == [
        (CODE, 2, 2, 2000)
    ]
    assert second.tasks() == ["follow_up"]
    listed = in_second_term.form("review_grantees")["data"]["students"]
    told = [(s["student_name"], s["grant_year"], s["payment"], s["status"]) for s in listed]
    assert told == [
        ("เด็กชายสมมติ ตัวอย่างข", 1, "pay", "studying"),
        ("เด็กชายสมมติ ตัวอย่างค", 1, "pay", "studying"),
    ]
    assert [each.status for each in year.cases(GRANTS)] == ["completed"]


def test_the_calendar_opens_a_round_on_each_first_day_of_term(year):
    year.until("2026-05-16 08:29")
    assert year.cases(ROUND) == []
    year.until("2026-05-16 09:00")
    assert len(year.cases(ROUND)) == 1
    year.until("2026-11-01 09:00")
    assert len(year.cases(ROUND)) == 2
    year.until("2027-05-16 09:00")
    assert len(year.cases(ROUND)) == 3


def test_the_obec_schools_take_part_and_no_other(year):
    opened(year)

    applicants = {case.standing()["applicant"] for case in year.cases(SCHOOL)}

    codes = (1, 2, 3, 4, 7, 8, 9, 10)
    assert applicants == {f"school:{int(CODE) - 1 + number}" for number in codes}


def test_the_survey_is_due_fifteen_working_days_after_the_monday_that_follows(year):
    year.until("2026-05-18 09:00")
    the_round = year.case(ROUND)

    assert the_round.due("survey") == "2026-06-10"
    year.until("2026-06-04 09:00")
    assert sent_to(year, "promo_officer") == []
    year.until("2026-06-09 09:00")
    assert len(sent_to(year, "promo_officer")) == 1
    assert sent_to(year, "promo_director") == []
    year.until("2026-06-11 09:00")
    assert len(sent_to(year, "promo_director")) == 1
    assert the_round.tasks() == ["survey"]


def test_of_twelve_schools_the_office_sees_who_has_not_finished(year):
    the_round = twelve(year)
    for number, by in ((1, "school"), (2, "school2")):
        finished_with_nobody(of_school(year, number), by)

    shown = the_round.form("follow_up")["data"]
    answer = year.call.get("officer", f"/process-instances/{the_round.id}/started?limit=50").json

    assert (shown["finished_count"], shown["unfinished_count"]) == (2, 10)
    assert len(shown["unfinished"]) == 10
    assert answer["totals"] == {"active": 10, "suspended": 0, "completed": 2, "cancelled": 0}
    steps = {each["steps"][0]["element_id"] for each in answer["items"] if each["steps"]}
    assert steps == {"review_grantees"}


def test_a_round_is_closed_early_only_with_a_reason_for_each_school(year):
    the_round = twelve(year)
    finished_with_nobody(of_school(year, 1), "school")
    rows = the_round.form("follow_up")["data"]["unfinished"]
    with_reasons = [{**row, "reason": "ขอขยายเวลา"} for row in rows]

    for wrong in (
        {},
        {"unfinished": with_reasons},
        {"unfinished": with_reasons[1:], "close_confirmed": True},
        {"unfinished": rows, "close_confirmed": True},
    ):
        assert the_round.try_to("follow_up", **wrong).status_code == 422
    the_round.do("follow_up", unfinished=with_reasons, close_confirmed=True)

    assert the_round.tasks() == ["analyse"]
    assert the_round.variables()["totals"]["schools"] == 1
    still = [case for case in year.cases(SCHOOL) if case.status == "active"]
    assert len(still) == 11
    assert {case.variables()["round_closed"] for case in still} == {True}


def test_a_school_that_finishes_after_the_closing_troubles_nobody(year):
    the_round = twelve(year)
    rows = the_round.form("follow_up")["data"]["unfinished"]
    with_reasons = [{**row, "reason": "ขอขยายเวลา"} for row in rows]
    the_round.do("follow_up", unfinished=with_reasons, close_confirmed=True)

    late = of_school(year, 1)
    finished_with_nobody(late, "school")

    assert late.status == "completed"
    assert the_round.variables()["totals"]["schools"] == 0
    assert year.call.get("admin", "/incidents").json["items"] == []


def test_nothing_is_closed_or_decided_when_nobody_does_anything(year):
    the_round = opened(year)
    year.until("2027-03-01 09:00")

    assert the_round.tasks() == ["follow_up"]
    schools = year.cases(SCHOOL)
    assert {case.status for case in schools} == {"active"}
    assert {tuple(case.tasks()) for case in schools} == {("review_grantees",)}
    assert any("ใกล้ปิดรับ" in subject for subject in sent_to(year, "promo_officer"))
    assert len(sent_to(year, "promo_director")) >= 1


def test_a_late_director_is_told_to_the_deputy(year):
    the_office_is_late_with_everything(year)

    assert any("ลงนามรายงาน" in subject for subject in sent_to(year, "office_deputy"))


def test_the_report_names_each_school_and_what_was_not_finished(year):
    the_round, case = the_office_is_late_with_everything(year)

    (name,) = the_round.papers()
    assert the_round.business_key in name
    assert [each["school"] for each in the_round.variables()["unfinished"]] == [CODE]
    assert case.status == "active"
