"""A school of two thousand students: they are rows of its forms, in one case."""

import pytest

from tests.processes.cct_screening.filled import (
    attended,
    decided,
    paid_into,
    received,
    results,
    screened,
)
from tests.processes.cct_screening.journeys import CODE, SCHOOL, begun

MANY = 2_000
EVERYBODY = range(1, MANY + 1)


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("cct_screening")


def test_two_thousand_students_pass_from_screening_to_the_next_payment(year):
    _, case = begun(year)
    case.do("review_grantees", "2026-05-21 10:00")
    case.do("screen_students", "2026-06-15 10:00", students=[screened(n) for n in EVERYBODY])
    case.do("certify_forms")
    case.do("import_pmt", students=results(extremely_poor=EVERYBODY))
    case.do("board_certify", students=decided(certified=EVERYBODY))
    case.do("open_accounts", students=[paid_into(n) for n in EVERYBODY])
    case.do("plan_spending", received=2_000_000)
    case.do("pay", rows=[received(n) for n in EVERYBODY])
    case.do("hold_activities")
    case.do("summarise_spending")
    case.do("record_attendance", rows=[attended(n, 100, 80 + n % 2) for n in EVERYBODY])

    told = case.form("follow_up_held")["data"]
    assert told["expected"] == len(told["students"]) == MANY // 2
    assert {row["rate"] for row in told["students"]} == {80}
    assert case.incidents() == []
    assert [each.business_key for each in year.cases(SCHOOL)] == [case.business_key]
    next_list = case.variables()["next_grantees"]
    assert [row["payment"] for row in next_list] == ["pay", "hold"] * (MANY // 2)


def test_a_student_listed_twice_is_named_by_row(year):
    _, case = begun(year)
    case.do("review_grantees", "2026-05-21 10:00")

    answer = case.try_to("screen_students", students=[screened(1), screened(2), screened(1)])

    assert answer.status_code == 422
    assert set(answer.json["errors"]) >= {"students.2.student_id"}
    assert case.tasks() == ["screen_students"]
    assert CODE in case.variables()["school"]
