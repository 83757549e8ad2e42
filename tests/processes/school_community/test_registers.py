"""The register of the school boards: asked of every school, complete only when all are there."""

import pytest

from tests.processes.school_community import journeys
from tests.processes.school_community.filled import BOARD, ON_PAPER, member


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("school_community")


def left(year, case):
    """Return how many of the registers are still open, as the office sees it."""
    path = f"/process-instances/{case.id}/started"
    return year.call.get("officer2", path).json["totals"]["active"]


def test_the_register_is_not_complete_while_a_school_is_missing(year):
    case = journeys.asked(year)
    first, others = journeys.registers(year)
    journeys.record_on_paper(others)
    assert left(year, case) == 1

    case.do("make_register")

    assert case.tasks() == ["make_register"]
    chased = [n.to for n in year.notifier.sent if "โปรดส่งทะเบียน" in n.subject]
    assert chased == ["school_py"]
    first.do("fill_register")
    first.do("confirm_register")
    case.do("make_register")
    assert case.timers() == {"august_begins": "2026-08-01"}


def test_june_may_end_and_the_register_stays_open(year):
    case = journeys.asked(year)
    first, _ = journeys.registers(year)

    year.until("2026-07-15 09:00")

    assert (case.tasks(), first.tasks()) == (["make_register"], ["fill_register"])
    assert any(n.to == "school_py" and "เกินกำหนดส่งทะเบียน" in n.subject for n in year.notifier.sent)


def test_a_school_that_withdraws_is_asked_again(year):
    case = journeys.asked(year)
    first, others = journeys.registers(year)
    journeys.record_on_paper(others)
    path, reason = f"/process-instances/{first.id}/cancel", {"reason": "กรอกผิดโรงเรียน"}
    assert year.call("school_py", "POST", path, json=reason).status_code == 200

    case.do("make_register")

    again = year.case(journeys.REGISTER, status="active")
    assert again.standing()["applicant"] == journeys.FIRST_SCHOOL
    again.do("fill_register")
    again.do("confirm_register")
    case.do("make_register")
    assert case.timers() == {"august_begins": "2026-08-01"}


def test_the_board_is_kept_with_its_school_for_those_who_refer_to_it(year):
    case = journeys.asked(year)
    first, _ = journeys.registers(year)
    first.do("fill_register")
    first.do("confirm_register")

    kept = case.variables()["registers"]

    assert [(row["school"], row["member_count"]) for row in kept] == [("9902000001", len(BOARD))]
    assert kept[0]["members"][0]["member_role"] == "chair"
    assert first.variables()["board"]["members"] == kept[0]["members"]


def test_a_register_on_paper_needs_its_paper_and_no_confirmation(year):
    journeys.asked(year)
    register = journeys.registers(year)[1][0]
    bare = {**ON_PAPER, "evidence": None}
    refused = register.try_to("fill_register", by="officer2", **bare)
    assert list(refused.json["errors"]) == ["evidence"]

    register.do("fill_register", by="officer2", **ON_PAPER)

    assert register.status == "completed"


def test_a_category_without_a_member_is_explained(year):
    journeys.asked(year)
    first, _ = journeys.registers(year)
    few = [row for row in BOARD if row["member_category"] != "alumnus"]

    refused = first.try_to("fill_register", members=few)

    assert list(refused.json["errors"]) == ["missing_reason"]
    first.do("fill_register", members=few, missing_reason="โรงเรียนยังไม่มีสมาคมศิษย์เก่า")


def test_a_term_is_at_most_four_years(year):
    journeys.asked(year)
    first, _ = journeys.registers(year)
    too_long = member("parent", term_to="๑/๖/๒๕๗๓")

    refused = first.try_to("fill_register", members=[too_long, *BOARD[1:]])

    assert list(refused.json["errors"]) == ["members.0.term_to"]


def test_the_schools_director_or_board_confirms(year):
    journeys.asked(year)
    first, _ = journeys.registers(year)
    first.do("fill_register")

    assert first.try_to("confirm_register", by="officer2").json["code"] == "not_a_candidate"


def test_the_year_may_go_on_without_a_school_for_a_reason(year):
    case = journeys.asked(year)
    first, others = journeys.registers(year)
    journeys.record_on_paper(others)
    assert case.try_to("make_register", go_on=True).status_code == 422

    case.do("make_register", go_on=True, go_on_reason="อยู่ระหว่างสรรหากรรมการ")
    first.do("fill_register")
    first.do("confirm_register")
    year.run()

    assert case.timers() == {"august_begins": "2026-08-01"}
    assert (first.status, first.incidents()) == ("completed", [])


def test_a_school_is_told_that_its_register_is_wanted(year):
    journeys.asked(year)

    wanted = [n.to for n in year.notifier.sent if "ขอทะเบียนคณะกรรมการ" in n.subject]

    assert wanted.count("school_py") == 1
