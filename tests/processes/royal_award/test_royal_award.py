"""A round of the Royal Award: its calendar, its committee, its winners, and who is told."""

import pytest

from tests.processes.royal_award import journeys
from tests.processes.royal_award.filled import STUDENT
from tests.processes.royal_award.journeys import (
    accepted,
    appointed,
    called,
    choose,
    do,
    evaluated,
    filed,
    scored,
    told,
)


@pytest.fixture
def year(a_lite_year_of):
    return a_lite_year_of("royal_award")


def closed(year, *filings):
    """A round that is ready to evaluate what was filed: (account, changes) each."""
    case = called(year)
    year.until("2026-08-05 09:00")
    found = [accepted(year, by, **changes) for by, changes in filings]
    appointed(case)
    do(case, "receive_applications", "2026-08-31 17:00")
    return case, found


def results(case):
    return {row["name"]: row["result"] for row in case.variables()["results"]}


def named(first_name):
    return {**STUDENT, "student_first_name": first_name}


def test_a_year_from_the_first_of_june_to_the_winners_reports_on_both_databases(a_year_of):
    year = a_year_of("royal_award")

    case, school, student, preschool = journeys.a_year(year)

    assert case.standing()["started_at"] == "2026-06-01T08:30:00+07:00"
    assert {c.status for c in (case, school, student, preschool)} == {"completed"}
    assert [name.split()[0] for name in case.papers()] == [
        "ประกาศ",
        "คำสั่ง",
        "หนังสือภายนอก",
        "ประกาศ",
        "รายงาน",
    ]
    groups = [row["group_th"] for row in case.variables()["winners"]]
    assert groups == [
        "สถานศึกษา ประถมศึกษา ขนาดเล็ก",
        "นักเรียน ประถมศึกษา ขนาดเล็ก",
        "สถานศึกษา ก่อนประถมศึกษา ขนาดกลาง",
    ]
    assert told(year, "school", "ได้รับคัดเลือกระดับเขตพื้นที่การศึกษา") == 2
    assert told(year, "school2", "ได้รับคัดเลือกระดับเขตพื้นที่การศึกษา") == 1
    assert all(c.verified()["ok"] for c in (case, school))


def test_every_step_until_august_is_due_when_the_manual_says(year):
    year.until("2026-06-01 09:00")
    case = year.case("royal_award")
    assert case.due("study_criteria") == "2026-07-31", "R-4.1: June and July"
    do(case, "study_criteria")
    assert case.due("announce_call") == "2026-07-31", "R-4.2: July"
    do(case, "announce_call")
    assert case.due("receive_applications") == "2026-08-31", "R-4.3: August"
    assert case.due("draft_committee") == "2026-08-31", "R-4.4: August"
    do(case, "draft_committee")
    assert case.due("sign_order") == "2026-08-31", "R-4.4: August"
    do(case, "sign_order")
    assert case.due("brief_committee") == "2026-08-31", "R-4.5: August"


def test_every_step_of_september_is_due_when_the_manual_says(year):
    case, _ = closed(year, ("school", {}))
    assert case.due("evaluate_school") == "2026-09-30", "R-4.6: September"
    evaluated(case, 4)
    assert case.due("summarise") == "2026-09-30", "R-4.7: September"
    do(case, "summarise")
    assert case.due("submit_to_cluster") == "2026-09-30", "R-4.8: September"
    do(case, "submit_to_cluster")
    assert case.due("publish_results") == "2026-09-30", "R-4.9: September"


def test_every_school_is_told_of_the_call_and_those_without_an_account_through_the_officer(year):
    case = called(year)

    title = case.variables()["call"]["title"]
    assert [told(year, to, title) for to in ("school", "school2", "promo_officer")] == [1, 1, 10]
    assert year.case("royal_award").tasks() == ["draft_committee", "receive_applications"]


def test_a_call_that_ends_on_a_saturday_rolls_for_the_schools_alone(year):
    window = "08-01/08-22"
    choose(year, royal_award_call_window=window, royal_award_committee_window=window)

    case = called(year, self_started=False)

    assert case.due("receive_applications") == "2026-08-24", "the schools have until Monday"
    assert case.due("draft_committee") == "2026-08-22", "an official's period does not roll"


def test_reminders_and_escalations_go_out_and_nothing_is_decided(year):
    choose(year)
    case = year.start("royal_award", "officer")
    year.until("2026-07-24 23:59")
    assert told(year, "promo_officer", f"{case.business_key}: ใกล้ครบกำหนด") == 1
    year.until("2026-08-01 09:00")
    assert told(year, "promo_director", f"{case.business_key}: เกินกำหนด") == 1
    do(case, "study_criteria")
    do(case, "announce_call")
    accepted(year, "school")

    year.until("2027-02-01 09:00")

    assert case.tasks() == ["draft_committee", "receive_applications"]
    assert case.variables()["candidate_count"] == 1
    for role in ("promo_officer", "promo_director"):
        assert told(year, role, "สิ้นสุดช่วงรับสมัคร") == 1


def test_what_comes_after_the_call_is_let_in_and_marked_as_late(year):
    case = called(year)
    in_time = filed(year, "school", "2026-08-31 10:00")
    year.until("2026-09-02 10:00")
    late = filed(year, "school2")

    do(in_time, "check_application")
    do(late, "check_application")

    assert [row["late"] for row in case.variables()["candidates"]] == [False, True]
    assert told(year, "school2", "รับเข้ารอบประเมินแล้ว") == 1
    do(case, "receive_applications")
    assert case.variables()["closing"]["late"] == 1


def test_the_best_of_a_level_and_size_wins_and_the_next_is_told(year):
    case, (first, second) = closed(year, ("school", named("หนึ่ง")), ("school", named("สอง")))

    evaluated(case, {"เด็กหญิงหนึ่ง เรียนดีตัวอย่าง": 3, "เด็กหญิงสอง เรียนดีตัวอย่าง": 4.5})
    journeys.published(case)

    found = results(case)
    assert list(found.values()) == ["runner_up", "winner"]
    assert {row["name"]: row["total"] for row in case.variables()["results"]} == {
        "เด็กหญิงหนึ่ง เรียนดีตัวอย่าง": 60,
        "เด็กหญิงสอง เรียนดีตัวอย่าง": 90,
    }
    assert (first.status, second.status) == ("completed", "completed")
    assert told(year, "school", f"{first.business_key}: แจ้งผลการประเมินคัดเลือก") == 1
    assert told(year, "school", f"{second.business_key}: ได้รับคัดเลือก") == 1


def test_the_committee_breaks_a_tie_by_choosing_exactly_one(year):
    case, _ = closed(year, ("school", named("หนึ่ง")), ("school", named("สอง")))
    evaluated(case, 4)
    rows = case.form("decide_ties")["data"]["candidates"]
    decision = year.forms["royal_award_tie"]

    for chosen in ((False, False), (True, True)):
        given = [row | {"chosen": each} for row, each in zip(rows, chosen, strict=True)]
        refused = case.try_to("decide_ties", data={**decision, "candidates": given})
        assert refused.status_code == 422
        assert "chosen_count" in refused.json["errors"]
    given = [row | {"chosen": each} for row, each in zip(rows, (False, True), strict=True)]
    do(case, "decide_ties", candidates=given)

    assert list(results(case).values()) == ["runner_up", "winner"], "not by the order of the list"


def test_an_office_may_ask_for_a_least_score(year):
    choose(year, royal_award_pass_score=85)
    case = called(year, self_started=False)
    school = accepted(year, "school", "2026-08-05 09:00")
    appointed(case)
    do(case, "receive_applications", "2026-08-31 17:00")

    evaluated(case, 4)
    do(case, "summarise")

    assert list(results(case).values()) == ["not_passed"]
    assert case.tasks() == ["publish_results"], "nobody is submitted to the cluster"
    do(case, "publish_results")
    assert school.status == "completed"


def test_an_evaluation_cannot_change_the_weights_or_exceed_the_full_score(year):
    case, _ = closed(year, ("school", {}))
    tables = scored(case.form("evaluate_school")["data"], 5)
    base = year.forms["royal_award_school_evaluation"]
    heavier = [{**row, "weight": 3} for row in tables["students"]]
    above = [{**row, "score": 6} for row in tables["students"]]

    for change, field in ((heavier, "weight_of_year"), (above, "students.0.score")):
        data = {**base, **tables, "students": change}
        refused = case.try_to("evaluate_school", data=data)
        assert refused.status_code == 422
        assert field in refused.json["errors"]


def test_the_school_form_begins_with_the_real_dimensions_and_weights(year):
    case = called(year)
    weights = {}
    for row in case.variables()["criteria"]["school_criteria"]:
        weights[row["dimension"]] = round(weights.get(row["dimension"], 0) + row["weight"], 2)
    assert weights == {
        "students": 3,
        "curriculum": 2,
        "management": 2,
        "learning": 2,
        "distinction": 1,
    }


def test_only_the_committee_evaluates(year):
    case, _ = closed(year, ("school", {}))

    for account in ("school", "school2", "registrar"):
        assert case.try_to("evaluate_school", by=account).status_code in (403, 404)


def test_the_office_publishes_its_own_result_unless_it_waits_for_the_cluster(year):
    case, (school,) = closed(year, ("school", {}))
    evaluated(case, 4)
    do(case, "summarise", "2026-09-22 10:00")
    choose(year, royal_award_wait_for_cluster=True)

    do(case, "submit_to_cluster", "2026-09-24 10:00")

    assert case.tasks() == ["record_cluster_result"]
    assert case.due("record_cluster_result") == "2026-10-24"
    year.until("2026-10-26 09:00")
    assert told(year, "promo_officer", f"{case.business_key}: เกินกำหนด") == 1
    assert school.status == "active", "nobody is told before the publication"
