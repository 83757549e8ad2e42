"""The end of home education: heard first, decided by people, ordered in writing, a school found."""

import pytest

from engine import offices
from engine.model import Person
from tests.processes.home_education_year import journeys
from tests.processes.home_education_year.filled import LEARNER

PACKAGE = "home_education_year"
ADMIN = Person(id="tests", name="ทดสอบ", national=frozenset({"admin"}))


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of(PACKAGE)


def refused(answer):
    """Return the fields a form refuses."""
    assert answer.status_code == 422, answer.text
    return sorted(answer.json["errors"])


def to_be_ordered(year):
    """The committee has resolved to end it; the director has the order before them."""
    case, ending = journeys.proposed_for_the_plan(year)
    journeys.heard(ending)
    ending.do("committee_opinion", "2026-11-20 10:00")
    ending.do("pec_decides_end", "2026-11-27 10:00")
    return case, ending


def test_a_family_ends_it_and_the_learner_goes_to_school(a_year_of):
    year = a_year_of(PACKAGE)

    case, ending = journeys.ended_at_the_familys_request(year)

    assert (case.status, ending.status) == ("completed", "completed")
    assert {"permission_ended", "ended_early"} <= case.passed()
    assert ending.papers()[-1] == "คำสั่งให้เลิกจัดการศึกษาขั้นพื้นฐานโดยครอบครัว ๑-๒๕๖๙.pdf"
    assert "committee_opinion" not in ending.passed()
    assert year.cases("home_education_appeal") == []
    transfer = year.case("home_education_transfer").variables()
    assert {key: transfer[key] for key in ("learner_id", "permit_no")} == {
        key: LEARNER[key] for key in ("learner_id", "permit_no")
    }
    assert ending.verified()["ok"]


def test_the_family_is_heard_before_anybody_decides(year):
    _, ending = journeys.proposed_for_the_plan(year)
    ending.do("prepare_proposal", "2026-11-04 10:00")

    assert ending.tasks() == ["state_case"]
    assert ending.due("state_case") == "2026-11-19"  # 15 days
    assert ending.papers()[-1].startswith("หนังสือภายนอก")
    assert year.notices(to="family")[-1].endswith("โอกาสชี้แจงก่อนพิจารณาให้เลิกจัดการศึกษา")
    year.until("2026-12-31 09:00")
    assert ending.tasks() == ["contact_hearing", "state_case"]
    ending.do("state_case")
    assert ending.tasks() == ["committee_opinion"]


def test_the_decision_is_due_30_days_after_the_proposal(year):
    _, ending = journeys.proposed_for_the_plan(year)
    journeys.heard(ending)

    assert ending.timers()["decision_due"] == "2026-12-03"
    year.until("2026-12-04 09:00")
    assert year.notices(to="promo_director")[-1] == f"เรื่อง {ending.business_key}: เกินกำหนด"
    assert ending.tasks() == ["committee_opinion"]


def test_an_order_says_its_grounds_and_the_right_of_appeal(year):
    _, ending = to_be_ordered(year)

    prefilled = ending.form("issue_end_order")["data"]
    assert "๑๕ วัน" in prefilled["appeal_right"]
    bare = {"warning_refs": None, "appeal_right": None, "reasons": None}
    found = ending.try_to("issue_end_order", **bare)
    assert refused(found) == ["appeal_right", "reasons", "warning_refs"]


def test_an_order_of_the_committee_opens_the_time_for_an_appeal(year):
    case, ending = to_be_ordered(year)
    ending.do("issue_end_order", "2026-11-30 10:00", effective_date="๑ ธันวาคม ๒๕๖๙")
    assert year.notices(to="family")[-1].endswith("คำสั่งให้เลิกจัดการศึกษา")
    assert "อุทธรณ์" in year.notifier.sent[-1].body
    assert ending.due("serve_order") == "2026-12-07"  # 7 days, LFA s.10
    assert case.status == "active"

    ending.do("serve_order", "2026-12-02 10:00", notified_at="๒ ธันวาคม ๒๕๖๙")

    appeal = year.case("home_education_appeal").variables()
    assert (appeal["refused_case"], appeal["notified_on"]) == (ending.business_key, "2026-12-02")
    assert case.status == "completed"
    # 10 working days after 2 December 2569; the 7th (for the 5th) and the 10th are days off
    assert ending.due("place_child") == "2026-12-18"
    assert ending.tasks() == ["place_child", "strike_off"]


def test_the_office_sets_the_days_for_a_school(year):
    chosen = {"home_education_placement_days": 5}
    offices.change_settings(year.engine, ADMIN, "udonthani1", chosen, "ทดสอบ")
    ending = journeys.requested(year)
    ending.do("check_request", "2026-10-12 10:00", year_running=False)
    ending.do("pec_decides_end", "2026-10-28 10:00")
    ending.do("issue_end_order", "2026-10-30 10:00", **journeys.BY_REQUEST)

    ending.do("serve_order", "2026-11-02 10:00")

    assert ending.due("place_child") == "2026-11-09"


def test_past_compulsory_age_no_school_is_looked_for(year):
    ending = journeys.ended_past_compulsory_age(year)

    assert ending.status == "completed"
    assert not {"place_child", "year_ends"} & ending.passed()


def test_a_request_may_be_withdrawn(year):
    ending = journeys.request_withdrawn(year)

    assert ending.status == "completed"
    assert "pec_decides_end" not in ending.passed()


def test_a_kept_permission_lets_the_year_go_on(year):
    case, ending = journeys.kept_by_the_committee(year)

    assert (case.status, ending.status) == ("active", "completed")
    assert "kept_after_advice" in case.passed()
    assert not [name for name in ending.papers() if name.startswith("คำสั่ง")]
    year.until("2027-02-01 09:00")
    assert case.tasks() == ["send_family_report"]


def test_nobody_waits_for_a_proposal_made_by_hand(year):
    ending = journeys.proposed_by_hand_and_kept(year)

    assert (ending.status, ending.incidents()) == ("completed", [])
    assert "year_goes_on" not in ending.passed()


def test_only_the_committee_decides(year):
    _, ending = journeys.proposed_for_the_plan(year)
    journeys.heard(ending)
    ending.do("committee_opinion", "2026-11-20 10:00")

    for who in ("officer", "family", "academic"):
        assert ending.try_to("pec_decides_end", by=who, data={}).status_code in (403, 404)


def test_a_silent_family_is_passed_over_only_by_an_officer(year):
    _, ending = journeys.ended_without_a_new_assessment(year)

    closing = [
        event
        for event in ending.events()
        if event["type"] == "task_completed" and event["element_id"] == "contact_hearing"
    ]
    assert [event["actor"] for event in closing] == ["officer", "officer"]
    assert "heard" not in ending.passed()


def test_the_officer_mends_a_number_that_the_family_mistyped(year):
    running = journeys.begun(year)
    case = year.start("home_education_cancellation", by="family")
    case.do("request_end", "2026-10-05 10:00", learner_id="99/2569")
    assert case.form("check_request")["data"]["learner_no"] == "99/2569"

    case.do("check_request", "2026-10-22 10:00")
    case.do("pec_decides_end", "2026-10-28 10:00")
    case.do("issue_end_order", "2026-10-30 10:00", **journeys.BY_REQUEST)
    case.do("serve_order", "2026-11-02 10:00")
    case.do("place_child", "2026-11-10 10:00")

    assert running.status == "completed"
