"""A school's term: who certifies what, who is paid, who is held, and what is refused."""

import pytest

from tests.processes.cct_screening.filled import (
    PAYERS,
    attended,
    continuing,
    decided,
    paid_in_cash,
    paid_into,
    received,
    results,
    student,
)
from tests.processes.cct_screening.journeys import (
    CODE,
    GRANTS,
    a_school_is_late_with_everything,
    begun,
    certified,
    choose,
    everybody_was_held,
    nobody_is_extremely_poor,
    screened,
    sent_to,
    the_board_refuses_everybody,
    the_results_never_come,
    two_terms_in_a_row,
)

NONE_NEW = {"arrived": "none", "no_result_reason": "ไม่มีผล", "students": None}


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("cct_screening")


def test_each_step_is_due_on_the_day_that_the_round_says(year):
    _, case = begun(year)
    assert case.due("review_grantees") == "2026-06-05"
    case.do("review_grantees", "2026-05-21 10:00")
    assert case.due("screen_students") == "2026-06-30"
    assert case.timers()["screen_students_reminder"] == "2026-06-23"
    case.do("screen_students")
    assert case.due("certify_forms") == "2026-06-30"
    case.do("certify_forms")
    assert case.due("import_pmt") == "2026-07-15"
    case.do("import_pmt")
    assert case.due("board_certify") == "2026-07-31"
    assert case.timers()["board_certify_reminder"] == "2026-07-21"  # three holidays in between
    case.do("board_certify")
    assert case.due("open_accounts") == "2026-08-31"
    assert case.due("record_attendance") == "2026-10-09"


def test_a_silent_school_is_reminded_and_the_office_is_told(year):
    _, case = begun(year)
    case.do("review_grantees", "2026-05-21 10:00")

    year.until("2026-06-24 09:00")
    assert len([s for s in sent_to(year, "school") if "ใกล้ครบกำหนด" in s]) == 1
    assert sent_to(year, "promo_officer") == []
    year.until("2026-07-01 09:00")
    late = [s for s in sent_to(year, "promo_officer") if case.business_key in s]
    assert len(late) == 1
    assert case.tasks() == ["screen_students"]


def test_results_that_do_not_come_are_told_to_the_office_and_stay_awaited(year):
    _, case = screened(year)
    year.until("2026-07-16 09:00")

    assert any("นำเข้าผล PMT" in subject for subject in sent_to(year, "promo_officer"))
    assert case.tasks() == ["import_pmt"]


def test_the_eef_may_send_the_results_itself(year):
    case = nobody_is_extremely_poor(year)

    result = case.variables()["result"]
    assert (result["not_poor"], result["poor"], result["extremely_poor"]) == (2, 2, 0)
    assert result["paid"] == 0
    assert year.cases(GRANTS) == []


def test_without_results_the_grantees_of_before_are_paid_all_the_same(year):
    case = the_results_never_come(year)

    assert case.variables()["result"]["paid"] == 1
    (waiting,) = year.cases(GRANTS)
    assert [row["grant_year"] for row in waiting.variables()["earlier_grantees"]] == [2]


def test_who_is_to_be_screened_again_stands_in_the_screening(year):
    _, case = begun(year)
    rows = [continuing(7, 2), continuing(8, 4, "rescreen"), continuing(9, 2, status="left")]
    case.do("review_grantees", students=rows)

    (row,) = case.form("screen_students")["data"]["students"]
    assert row.items() >= student(8).items()


def test_who_holds_a_grant_and_is_certified_again_is_listed_once(year):
    _, case = screened(year, continuing(1, 2))
    case.do("import_pmt", "2026-07-06 10:00")
    case.do("board_certify", "2026-07-20 10:00")

    listed = {row["student_id"]: row["grant_year"] for row in case.variables()["grantees"]}

    assert case.variables()["grantee_count"] == len(listed)
    assert listed[student(1)["student_id"]] == 2
    case.do("open_accounts", "2026-08-03 10:00")


def test_what_the_term_before_decided_is_not_undone_by_the_review(year):
    case = two_terms_in_a_row(year)

    for wrong, field in (
        ({"students": None}, "listed"),
        ({"students": [continuing(7, 3)]}, "hold_count"),
    ):
        answer = case.try_to("review_grantees", **wrong)
        assert answer.status_code == 422
        assert field in answer.json["errors"]
    case.do("review_grantees", students=[continuing(7, 3, "hold"), continuing(10, 2)])
    assert [row["payment"] for row in case.variables()["continuing_rows"]] == ["hold", "pay"]


def test_a_board_that_certifies_nobody_is_told_to_the_office(year):
    case = the_board_refuses_everybody(year)

    assert any("ไม่รับรองนักเรียนทุกคน" in subject for subject in sent_to(year, "promo_officer"))
    assert case.variables()["result"]["not_certified"] == 2


def test_the_board_decides_on_everybody_with_a_quorum(year):
    _, case = screened(year)
    case.do("import_pmt")

    for wrong, field in (
        ({"attendees": 4}, "quorum"),
        ({"students": decided(certified=[1])}, "listed"),
        ({"students": decided(certified=[1, 1])}, "students.0.student_id"),
    ):
        answer = case.try_to("board_certify", **wrong)
        assert answer.status_code == 422
        assert field in answer.json["errors"]


def test_what_the_board_returns_comes_back_with_its_correction(year):
    _, case = screened(year)
    case.do("import_pmt")
    case.do("board_certify", students=decided(certified=[1], **{"return": [2]}))

    asked = case.form("correct_list")["data"]["students"]
    assert [(row["student_id"], row["reason"]) for row in asked] == [
        (student(2)["student_id"], "ข้อมูลรายได้ไม่ตรงกับที่เยี่ยมบ้าน")
    ]
    case.do("correct_list")
    again = case.form("board_certify")["data"]["students"]
    assert [row.get("correction") for row in again] == [None, "แก้รายได้ครัวเรือนตามที่เยี่ยมบ้านซ้ำ"]


def test_cash_needs_three_payers(year):
    _, case = certified(year)
    case.do("open_accounts", students=[paid_in_cash(1), paid_into(2)])

    assert case.tasks() == ["appoint_payers", "record_attendance"]
    assert case.try_to("appoint_payers", members=PAYERS[:2]).status_code == 422
    case.do("appoint_payers")
    assert case.tasks() == ["plan_spending", "record_attendance"]


def test_no_more_is_paid_than_came_and_nobody_is_left_out(year):
    _, case = certified(year)
    case.do("open_accounts")
    assert case.try_to("plan_spending", received=2999).status_code == 422
    case.do("plan_spending")

    too_much = [received(1, amount=3000), received(2)]
    assert "total" in case.try_to("pay", rows=too_much).json["errors"]
    assert "listed" in case.try_to("pay", rows=[received(1)]).json["errors"]
    case.do("pay")
    assert case.variables()["payment"]["total_words"] == "สองพันบาทถ้วน"


def test_money_of_a_student_who_moved_is_returned_in_full(year):
    _, case = certified(year)
    case.do("open_accounts")
    case.do("plan_spending")
    moved = received(2, receiver_signed="none", not_delivered=1000, not_delivered_reason="ย้าย")
    case.do("pay", rows=[received(1), moved])

    assert case.try_to("return_money", returned=900).status_code == 422
    case.do("return_money")
    assert case.tasks() == ["hold_activities", "record_attendance"]


def test_primary_pupils_get_breakfast_and_no_lunch(year):
    _, case = certified(year)
    case.do("open_accounts")
    line = {**year.forms["cct_plan"]["lines"][1], "meal": ["lunch"]}

    answer = case.try_to("plan_spending", lines=[line])

    assert "lines.0.meal.0" in answer.json["errors"]


@pytest.mark.parametrize(
    ("chosen", "rates", "payments"),
    [
        ({}, (79, 80, 81), ("hold", "hold", "pay")),
        ({"cct_attendance_strict": False}, (79, 80, 81), ("hold", "pay", "pay")),
        ({"cct_attendance_rate": 85}, (81, 85, 86), ("hold", "hold", "pay")),
    ],
)
def test_the_rate_of_attendance_decides_the_next_payment(year, chosen, rates, payments):
    choose(year, **chosen)
    _, case = screened(year, *[continuing(number, 1, "hold") for number in (1, 2, 3)])
    case.do("import_pmt", **NONE_NEW)
    rows = [attended(number, 100, rate) for number, rate in enumerate(rates, 1)]

    case.do("record_attendance", rows=rows)

    told = case.variables()["next_grantees"]
    assert tuple(row["payment"] for row in told) == payments
    held = case.form("follow_up_held")["data"]["students"]
    assert len(held) == payments.count("hold")


@pytest.mark.parametrize(("term", "expected"), [(1, "pay"), (2, "rescreen")])
def test_after_three_school_years_a_student_is_screened_again(year, term, expected):
    _, case = begun(year, term=term)
    case.do("review_grantees", students=[continuing(7, 3, "hold")])
    case.do("screen_students")
    case.do("certify_forms")
    case.do("import_pmt", **NONE_NEW)
    case.do("record_attendance", rows=[attended(7, 100, 99, grant_year=3)])
    case.do("confirm_results")

    assert [row["payment"] for row in case.variables()["next_grantees"]] == [expected]
    assert case.variables()["result"]["rescreen"] == (expected == "rescreen")


def test_a_held_student_stays_on_the_list(year):
    case = everybody_was_held(year)

    (waiting,) = year.cases(GRANTS)
    rows = waiting.variables()["earlier_grantees"]
    assert [(row["student_id"], row["payment"]) for row in rows] == [
        (student(7)["student_id"], "pay")
    ]
    assert case.variables()["result"]["paid"] == 0


def test_attendance_is_asked_for_every_month(year):
    certified(year)
    year.until("2026-09-20 09:00")

    asked = [s for s in sent_to(year, "school") if "บันทึกการมาเรียน" in s]

    assert len(asked) == 2


def test_a_school_late_with_everything_is_waited_for_and_the_office_hears_of_each_step(year):
    case = a_school_is_late_with_everything(year)

    told = [s for s in sent_to(year, "promo_officer") if case.business_key in s]
    assert case.status == "completed"
    assert len(told) >= 12


def test_another_school_sees_nothing_of_the_case(year):
    _, case = begun(year)
    task = case.task("review_grantees")

    for path in (f"/process-instances/{case.id}", f"/tasks/{task['id']}/form"):
        assert year.call.get("school2", path).status_code == 404
        assert year.call.get("school", path).status_code in (200, 403)
    assert case.try_to("review_grantees", by="school2").status_code == 404
    assert case.try_to("review_grantees", by="teacher").status_code == 403


def test_photos_and_positions_are_not_kept_here(year):
    _, case = begun(year)
    case.do("review_grantees")

    fields = case.form("screen_students")["definition"]["fields"]
    (table,) = [each for each in fields if each["key"] == "students"]
    kinds = {column["type"] for column in table["columns"]}

    assert not kinds & {"file", "geo"}
    assert {c["key"] for c in table["columns"] if "sensitive" in c} >= {
        "income_total",
        "student_id",
    }


def test_a_poor_household_is_never_judged_here(year):
    _, case = screened(year)
    case.do("import_pmt", students=results(not_poor=[1, 2, 3, 4]))

    assert case.tasks() == ["confirm_results"]
    assert case.variables()["result"]["school"] == CODE


def test_forms_that_are_returned_come_back_with_every_row(year):
    _, case = begun(year)
    assert len([s for s in sent_to(year, "school") if "เปิดรอบคัดกรอง" in s]) == 1
    case.do("review_grantees")
    case.do("screen_students")

    case.do("certify_forms", officer_certify="return", advice="ตรวจรายได้ของนักเรียนคนที่สอง")

    again = case.form("screen_students")["data"]
    assert (len(again["students"]), again["surveyed_on"]) == (4, "2026-06-15")
    assert again["director_advice"] == "ตรวจรายได้ของนักเรียนคนที่สอง"


def test_attendance_is_added_to_month_by_month(year):
    case = certified(year)[1]
    rows = [attended(1, 20, 19), attended(2, 20, 16)]

    case.do("record_attendance", rows=rows, term_over=False)

    again = case.form("record_attendance")["data"]["rows"]
    assert [(row["opened"], row["present"]) for row in again] == [(20, 19), (20, 16)]
