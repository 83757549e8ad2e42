"""A community year of an office: its months, over the new year, and its register of all boards."""

import pytest

from tests.processes.school_community import journeys
from tests.processes.school_community.filled import SIGNED


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("school_community")


def told(year, to, about):
    """Return how many notices went to a role or person, by what their subject says."""
    sent = [n for n in year.notifier.sent if n.office_id == journeys.OFFICE]
    return sum(n.to == to and about in n.subject for n in sent)


def test_a_year_from_may_to_march_on_both_databases(a_year_of):
    year = a_year_of("school_community")

    case = journeys.in_time(year)

    assert case.status == "completed"
    papers = [name for name in case.papers() if not name.startswith("เอกสารตัวอย่าง")]
    assert [name.split()[0] for name in papers] == ["หนังสือภายนอก", "รายงาน"]
    assert len(case.variables()["registers"]) == len(year.cases(journeys.REGISTER))
    assert told(year, "office_director", case.business_key) == 1
    assert case.verified()["ok"]


def test_each_step_is_due_with_its_month_also_when_that_is_a_sunday(year):
    journeys.choose(year, community_august_activities=[])
    case = journeys.begun(year)
    assert case.due("set_project") == "2026-05-31", (
        "a Sunday; an official's month ends all the same"
    )
    case.do("set_project", "2026-05-15 10:00")
    assert case.timers() == {"june_begins": "2026-06-01"}
    year.until("2026-06-01 09:00")
    assert case.due("make_register") == "2026-06-30"
    journeys.register_of_all(year, case)
    assert case.timers() == {"august_begins": "2026-08-01"}
    case.do("choose_activities", "2026-08-03 10:00")
    assert (case.due("hold_meeting"), case.due("build_network")) == ("2026-08-31", "2026-08-31")
    case.do("hold_meeting")
    case.do("build_network")
    assert case.timers() == {"february_begins": "2027-02-01"}
    year.until("2027-02-01 09:00")
    assert case.due("follow_up") == "2027-02-28"
    case.do("follow_up")
    year.until("2027-03-01 09:00")
    assert case.due("report") == "2027-03-31"
    assert case.form("report")["data"]["year"] == 2569


def test_a_month_that_ends_closes_nothing(year):
    case = journeys.begun(year)

    year.until("2026-12-01 09:00")

    assert case.tasks() == ["set_project"]
    assert told(year, "promo_group", "ใกล้ครบกำหนด") == 1
    assert told(year, "promo_director", "เกินกำหนด") == 1


def test_the_year_begins_by_itself_once_a_year_where_the_office_wants_it(year):
    year.until("2027-05-02 09:00")
    assert len(year.cases("school_community")) == 2
    journeys.choose(year, self_starting=[])

    year.until("2028-05-02 09:00")

    assert len(year.cases("school_community")) == 2


def test_the_office_may_begin_on_another_day_of_its_own(year):
    journeys.choose(year, community_opens="05-11", community_project_window="05-11/06-15")

    year.until("2026-05-11 09:00")

    assert year.case("school_community").due("set_project") == "2026-06-15"


@pytest.mark.parametrize(
    ("moment", "first", "due"),
    [
        ("2026-04-30 09:30", 2569, "2026-05-31"),
        ("2026-09-10 10:00", 2569, "2026-05-31"),
        ("2027-02-10 10:00", 2569, "2026-05-31"),
        ("2027-04-01 10:00", 2570, "2027-05-31"),
    ],
)
def test_a_year_begun_by_hand_is_the_one_that_runs_until_march(year, moment, first, due):
    journeys.choose(year, self_starting=[])
    year.until(moment)

    case = year.start("school_community", "officer2")

    assert case.variables()["community_year"] == first
    assert case.due("set_project") == due


def test_every_school_is_told_of_the_project(year):
    journeys.begun(year).do("set_project", "2026-05-15 10:00", signer=SIGNED)

    assert told(year, "school_py", "แจ้งโครงการ") == 1
    assert told(year, "promo_officer", "แจ้งโครงการ") == 11, "schools nobody belongs to, not lost"


@pytest.mark.parametrize(
    ("chosen", "open_tasks"),
    [
        (["meeting"], ["hold_meeting"]),
        (["network"], ["build_network"]),
        (["meeting", "network"], ["build_network", "hold_meeting"]),
        ([], ["choose_activities"]),
    ],
)
def test_the_office_says_what_is_held_in_august(year, chosen, open_tasks):
    journeys.choose(year, community_august_activities=chosen)
    case = journeys.asked(year)
    journeys.register_of_all(year, case)

    year.until("2026-08-01 09:00")

    assert case.tasks() == open_tasks
