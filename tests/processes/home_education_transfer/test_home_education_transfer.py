"""Credits follow the learner: to a school, from experience, and to another office."""

from tests.processes.home_education_transfer import journeys

PACKAGE = "home_education_transfer"


def test_a_transfer_is_decided_within_thirty_days_of_the_request(a_year_of):
    year = a_year_of(PACKAGE)
    case = year.start("home_education_transfer", by="family")
    case.do("request", "2026-06-02 10:00")
    case.do("check_evidence", "2026-06-03 10:00")

    assert case.due("compare") == "2026-07-02"
    case.do("compare", "2026-06-10 10:00")
    case.do("report_transfer")
    case.do("enter_credits")

    assert case.status == "completed"
    assert [name for name in case.papers() if name.endswith(".pdf")]
    assert any("ผลการเทียบโอน" in subject for subject in year.notices(to="family"))


def test_missing_evidence_is_asked_once_and_the_period_rolls_for_the_family(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)
    case = year.start("home_education_transfer", by="family")
    case.do("request", "2026-06-02 10:00")
    case.do("check_evidence", "2026-06-05 10:00", **journeys.MISSING)
    # 15 days from Friday 5 June end on Saturday 20 June: Monday (APA s.64, a citizen's period)
    assert case.due("supply_evidence") == "2026-06-22"

    case.do("supply_evidence")
    case.do("check_evidence", **journeys.MISSING)

    assert case.tasks() == ["compare"], "the family is not asked a second time (LFA s.8)"


def test_a_refusal_opens_the_way_of_appeal(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)

    case = journeys.refused_after_the_end(year)

    appeal = year.case("home_education_appeal")
    assert appeal.variables()["refused_case"] == case.business_key
    assert appeal.standing()["applicant"] == "family"


def test_a_learner_moves_with_the_file_and_the_year_goes_on_there(a_year_of):
    year = a_year_of(PACKAGE)

    case = journeys.moved(year)

    assert case.status == "completed"
    assert year.case("home_education_year").status == "completed"
    there = year.case("home_education_year", by="admin2")
    assert there.status == "active"
    assert there.variables()["learner_name"] == "ตัวอย่าง บ้านเรียนตัวอย่าง"


def test_nobody_is_struck_off_before_the_new_office_has_accepted(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)
    case = journeys.file_sent(year)
    year.until("2026-08-25 09:00")
    assert case.tasks() == []
    assert case.timers()["answer_late"] == "2026-09-04"

    year.until("2026-09-05 09:00")

    assert case.tasks() == ["follow_up_answer"]


def test_the_new_office_sees_only_its_own_case(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)
    case = journeys.file_sent(year)

    there = journeys.arrival(year)

    for stranger, identity in (("admin2", case.id), ("admin", there.id)):
        answer = year.call.get(stranger, f"/process-instances/{identity}")
        assert answer.status_code == 404
