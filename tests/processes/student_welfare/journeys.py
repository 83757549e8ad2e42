"""Rounds of student welfare, each by another way."""

from tests.processes.student_welfare.filled import (
    LIST_RETURNED,
    NO_FUND,
    NOBODY,
    ORDER_RETURNED,
    student,
)

SEEDED = "2026-06-02 08:00"
OFFICE = "phayao2"
NOMINATION = "student_welfare_nomination"


def opened(year):
    """A round whose schools are asked on 9 June 2569; nominations close on the 30th."""
    case = year.start("student_welfare", "officer2")
    case.do("set_policy", "2026-06-04 10:00")
    case.do("set_details", "2026-06-09 10:00")
    return case


def nomination(year):
    """Return the nomination of the one school that has an account."""
    found = [c for c in year.cases(NOMINATION) if _code(c) == "9902000001"]
    return found[0]


def _code(case):
    return case.standing()["applicant"].partition(":")[2]


def prepared(case):
    """The order is signed and a fund is found; the nominations are still open."""
    case.do("draft_order", "2026-06-11 10:00")
    case.do("sign_order")
    case.do("find_funds", "2026-06-12 10:00")


def judged(case, *selected, amount=5000):
    """Return the allocation's rows as the committee gets them, with its decision on each."""
    rows = case.form("allocate")["data"]["rows"]
    return [_judged(row, number in selected, amount) for number, row in enumerate(rows)]


def _judged(row, selected, amount):
    given = {"selected": selected, "reason": "ขาดแคลนที่สุด" if selected else "ทุนไม่พอ"}
    return row | given | ({"amount": amount} if selected else {})


def allocated(year):
    """One of two students is given a grant; eleven schools were silent."""
    case, school = opened(year), nomination(year)
    school.do("nominate", "2026-06-15 10:00")
    school.do("certify")
    prepared(case)
    case.do("collect_nominations", "2026-07-01 10:00")
    case.do("allocate", "2026-07-03 10:00", rows=judged(case, 0))
    return case, school


def granted_and_reported(year):
    """The school reports on the grant, and the round ends with its report."""
    case, school = allocated(year)
    school.do("report_use", "2026-07-20 10:00")
    case.do("follow_up", "2026-07-24 10:00")
    case.do("report", "2026-07-27 10:00")
    return case, school


def everybody_is_late(year):
    """Every deadline passes: each is told of, and nothing is decided by it."""
    case = year.start("student_welfare", "officer2")
    case.do("set_policy", "2026-06-10 10:00")
    case.do("set_details", "2026-06-19 10:00")
    school = nomination(year)
    case.do("draft_order", "2026-06-29 10:00")
    case.do("sign_order")
    school.do("nominate", "2026-07-02 10:00")
    school.do("certify", **LIST_RETURNED)
    school.do("nominate")
    school.do("certify")
    case.do("find_funds", "2026-07-03 10:00")
    case.do("collect_nominations", "2026-07-03 11:00")
    case.do("allocate", "2026-07-13 10:00", rows=judged(case, 0, 1))
    case.do("follow_up", "2026-08-17 10:00")
    case.do("report", "2026-08-27 10:00")
    return case, school


def nobody_is_selected(year):
    """The director sends the order back once; the committee selects nobody."""
    case, school = opened(year), nomination(year)
    school.do("nominate", students=[student(0, meets_criteria="unsure")])
    school.do("certify")
    case.do("draft_order")
    case.do("sign_order", **ORDER_RETURNED)
    case.do("draft_order")
    case.do("sign_order")
    case.do("find_funds")
    case.do("collect_nominations", "2026-07-01 10:00")
    case.do("allocate", rows=judged(case))
    case.do("report")
    return case, school


def no_fund(year):
    """No donor is found: the school that nominated is told, and the round is reported."""
    case, school = opened(year), nomination(year)
    school.do("nominate")
    school.do("certify")
    case.do("draft_order")
    case.do("sign_order")
    case.do("find_funds", **NO_FUND)
    case.do("collect_nominations", "2026-07-01 10:00")
    case.do("report")
    return case, school


def nobody_is_nominated(year):
    """The one school that answers has nobody to nominate."""
    case, school = opened(year), nomination(year)
    school.do("nominate", **NOBODY)
    school.do("certify")
    prepared(case)
    case.do("collect_nominations", "2026-07-01 10:00")
    case.do("report")
    return case, school


EVERY = (
    granted_and_reported,
    everybody_is_late,
    nobody_is_selected,
    no_fund,
    nobody_is_nominated,
)
