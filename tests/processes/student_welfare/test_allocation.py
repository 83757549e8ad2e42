"""The committee's table: every nominated student has a result, within the fund."""

import pytest

from tests.processes.student_welfare import journeys
from tests.processes.student_welfare.filled import student

OFFICE = "phayao2"


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("student_welfare")


def thai_id(number):
    """Return a made-up citizen identity number whose check digit is right."""
    digits = f"9{number:011d}"
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(digits))
    return f"{digits}{(11 - total % 11) % 10}"


def asked(year, *students, **fund):
    """A round that stands before the committee, with these students of one school."""
    case, school = journeys.opened(year), journeys.nomination(year)
    rows = [{**each, "student_id": thai_id(n)} for n, each in enumerate(students)]
    school.do("nominate", students=rows)
    school.do("certify")
    case.do("draft_order")
    case.do("sign_order")
    case.do("find_funds", **fund)
    case.do("collect_nominations")
    return case


def sorting(case):
    return [row["eligibility"] for row in case.form("allocate")["data"]["rows"]]


def second_school(year):
    """The account of the first school works for the second one too."""
    body = {"username": "school_py"}
    answer = year.call("admin2", "POST", "/schools/9902000002/members", json=body)
    assert answer.status_code in (200, 201), answer.text


def nominated_by_both(year):
    """Two schools nominate the same two children; return the round and the two nominations."""
    second_school(year)
    case = journeys.opened(year)
    schools = sorted(year.cases(journeys.NOMINATION), key=lambda c: c.standing()["applicant"])[:2]
    for school in schools:
        school.do("nominate")
        school.do("certify")
    journeys.prepared(case)
    return case, schools


def test_the_table_sorts_and_the_committee_decides(year):
    case = asked(
        year,
        student(),
        student(meets_criteria="no"),
        student(meets_criteria="unsure"),
        student(other_fund=True),
        student(bank_account=None),
    )
    assert sorting(case) == ["eligible", "not_eligible", "ask", "ask", "ask"]

    case.do("allocate", rows=journeys.judged(case, 1))

    assert [row["student_id"] for row in case.variables()["awarded"]] == [thai_id(1)]


def test_goods_need_no_bank_account(year):
    case = asked(year, student(bank_account=None), fund_type="goods")

    assert sorting(case) == ["eligible"]


@pytest.mark.parametrize(
    ("selected", "amount", "field"),
    [((0, 1), 5001, "total"), ((0, 1, 2), 100, "selected_count")],
)
def test_neither_the_fund_nor_its_quota_is_exceeded(year, selected, amount, field):
    case = asked(year, student(), student(), student())

    answer = case.try_to("allocate", rows=journeys.judged(case, *selected, amount=amount))

    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert case.tasks() == ["allocate"]


def test_no_nominated_student_is_left_out(year):
    case = asked(year, student(), student())

    answer = case.try_to("allocate", rows=journeys.judged(case, 0)[:1])

    assert list(answer.json["errors"]) == ["row_count"]


def test_a_student_who_is_selected_has_an_amount(year):
    case = asked(year, student())

    answer = case.try_to("allocate", rows=journeys.judged(case, 0, amount=None))

    assert list(answer.json["errors"]) == ["rows.0.amount"]


def test_only_the_committee_allocates_unless_the_office_chose_otherwise(year):
    refused = asked(year, student()).try_to("allocate", by="officer2", minutes=None)
    assert refused.json["code"] == "not_a_candidate"
    body = {"settings": {"student_welfare_allocator_role": "promo_group"}, "reason": "ตามตาราง ๙"}
    changed = year.call("admin2", "PATCH", f"/offices/{OFFICE}/settings", json=body)
    assert changed.status_code == 200, changed.text

    case = year.start("student_welfare", "officer2")
    case.do("set_policy")
    case.do("set_details", closes_on="๓๑/๗/๒๕๖๙")
    school = next(c for c in year.cases(journeys.NOMINATION) if "nominate" in c.tasks())
    school.do("nominate")
    school.do("certify")
    for element in ("draft_order", "sign_order", "find_funds", "collect_nominations"):
        case.do(element)
    case.do("allocate", by="officer2", rows=journeys.judged(case, 0))
    assert case.tasks() == ["follow_up"]


def test_a_student_whom_two_schools_nominate_is_pointed_out(year):
    case, schools = nominated_by_both(year)
    case.do("collect_nominations", "2026-07-01 10:00")
    assert sorting(case) == ["ask"] * 4

    case.do("allocate", rows=journeys.judged(case, 0))

    assert [each.variables()["outcome"] for each in schools] == ["granted", "not_granted"]


def test_a_school_that_withdraws_leaves_the_list(year):
    case, (first, second) = nominated_by_both(year)
    withdraw(year, first)
    case.do("collect_nominations", "2026-07-01 10:00")
    rows = case.form("allocate")["data"]["rows"]
    assert {row["nomination"] for row in rows} == {second.business_key}
    withdraw(year, second)

    case.do("allocate", rows=journeys.judged(case, 0))

    assert case.incidents() == []


def withdraw(year, school):
    path, body = f"/process-instances/{school.id}/cancel", {"reason": "เสนอผิดรอบ"}
    answer = year.call("school_py", "POST", path, json=body)
    assert answer.status_code == 200, answer.text


def test_the_committee_finds_its_task_in_its_inbox_and_no_other(year):
    case, school = journeys.opened(year), journeys.nomination(year)
    assert inbox(year, "committee2") == [], "drafting the order is the group's"
    school.do("nominate")
    school.do("certify")
    journeys.prepared(case)

    case.do("collect_nominations", "2026-07-01 10:00")

    assert inbox(year, "committee2") == ["allocate"]


def inbox(year, username):
    return [task["element_id"] for task in year.call.get(username, "/tasks").json["items"]]
