"""A learner's school year: its dates, what is said to whom, what is refused, how it goes on."""

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


def given(year, **settings):
    """Let the office choose."""
    offices.change_settings(year.engine, ADMIN, "udonthani1", settings, "ทดสอบ")


def refused(answer):
    """Return the fields a form refuses."""
    assert answer.status_code == 422, answer.text
    return sorted(answer.json["errors"])


STEPS = [
    # task, opens not before, due, done at
    ("supervise", None, "2026-12-31", "2026-09-10 10:00"),
    # 28 February 2570 is a Sunday: a family's last day rolls (APA s.64)
    ("send_family_report", "2027-02-01", "2027-03-01", "2027-02-10 10:00"),
    ("assess", "2027-03-01", "2027-04-30", "2027-03-20 10:00"),
    ("propose_certification", None, "2027-04-30", "2027-03-25 10:00"),
    ("certify", None, "2027-04-30", "2027-04-01 10:00"),
    ("make_documents", None, "2027-04-30", "2027-04-05 10:00"),
    ("tell_result", None, "2027-05-31", "2027-04-20 10:00"),
    ("summarise_year", None, "2027-05-31", "2027-05-10 10:00"),
]


def told_in_papers(case):
    """Return what the papers of a case were told, as the history keeps it."""
    made = [event["data"] for event in case.events() if event["type"] == "paper_made"]
    return str(made)


def test_a_year_runs_by_the_manuals_calendar(a_year_of):
    year = a_year_of(PACKAGE)
    case = journeys.begun(year)

    for task, opens, due, done in STEPS:
        if opens:
            year.until(f"{opens} 08:29")
            assert case.tasks() == []
            year.until(f"{opens} 08:31")
        assert (case.tasks(), case.due(task)) == ([task], due)
        case.do(task, done)

    assert case.status == "completed"
    assert case.verified()["ok"]


def test_the_next_year_is_the_same_learners_and_the_familys(year):
    journeys.a_year_goes_on_to_the_next(year)

    following = year.cases(journeys.YEAR)[1]
    told = following.variables()
    assert following.standing()["applicant"] == "family"
    assert told["academic_year"] == 2570
    assert {key: told[key] for key in LEARNER} == {**LEARNER, "academic_year": 2570}
    assert following.due("supervise") == "2027-12-31"
    year.until("2028-02-01 09:00")
    assert following.due("send_family_report") == "2028-02-29"


def test_the_family_is_asked_and_reminded_and_may_see_its_certificate(year):
    journeys.a_year_goes_on_to_the_next(year)

    key = "HEY-2569-000001"
    assert year.notices(to="family") == [
        f"เรื่อง {key}: ถึงเวลาส่งรายงานการจัดการศึกษา",
        f"เรื่อง {key}: ผลการประเมินประจำปี",
    ]
    assert "ผ่านการประเมิน ระดับดี" in year.notifier.sent[-1].body
    case = year.cases(journeys.YEAR, business_key=key)[0]
    path = f"/process-instances/{case.id}/attachments"
    names = [each["name"] for each in year.call.get("family", path).json["items"]]
    assert "หนังสือรับรองผลการเรียน ๑-๒๕๗๐.pdf" in names


def test_a_report_that_does_not_come_holds_up_nothing_but_the_summary(year):
    case = journeys.supervised(year)

    year.until("2027-02-13 09:00")
    assert len(year.notices(to="family")) == 2  # asked on 1 February, reminded in mid-month
    year.until("2027-02-27 09:00")
    assert len(year.notices(to="family")) == 3
    year.until("2027-03-02 09:00")
    assert year.notices(to="promo_officer")[-1].endswith("ยังไม่ได้รับรายงานของครอบครัว")
    assert case.tasks() == ["assess", "contact_send_family_report", "send_family_report"]
    case.do("assess", "2027-03-20 10:00")
    journeys.certified(case)
    case.do("tell_result", "2027-04-20 10:00")
    assert case.tasks() == ["contact_send_family_report", "send_family_report"]
    case.do("contact_send_family_report", **journeys.GO_ON)
    assert case.tasks() == ["summarise_year"]


def test_a_family_that_waits_may_still_report_and_is_contacted_again(year):
    case = journeys.supervised(year)
    case.do("contact_send_family_report", "2027-03-03 10:00")

    year.until("2027-03-12 09:00")
    assert "contact_send_family_report" not in case.tasks()
    year.until("2027-03-13 09:00")
    assert "contact_send_family_report" in case.tasks()
    case.do("send_family_report")
    assert case.tasks() == ["assess"]


def test_no_timer_decides_anything(year):
    case = journeys.begun(year)

    year.until("2028-06-30 09:00")

    assert case.status == "active"
    assert case.tasks() == [
        "assess",
        "contact_send_family_report",
        "send_family_report",
        "supervise",
    ]
    assert year.notices(to="promo_director") == [f"เรื่อง {case.business_key}: เกินกำหนด"] * 3


def test_a_year_opened_late_keeps_its_dates(year):
    year.until("2027-03-10 09:00")

    case = year.start(journeys.YEAR, by="officer", applicant="family")
    case.do("open_year")

    assert case.due("send_family_report") == "2027-03-01"
    assert case.due("assess") == "2027-04-30"
    assert case.due("supervise") == "2027-05-09"  # not at once: 60 days at least
    assert "contact_send_family_report" in case.tasks()


def test_the_office_chooses_its_windows_and_who_supervises(year):
    given(
        year,
        home_education_report_window="01-15/01-31",
        home_education_supervision_role="supervisor",
        home_education_first_visit_by="11-30",
    )

    case = journeys.begun(year)

    assert case.due("supervise") == "2026-11-30"
    assert case.task("supervise")["roles"] == ["promo_officer", "supervisor"]
    year.until("2027-01-15 09:00")
    assert case.due("send_family_report") == "2027-02-01"  # 31 January 2570 is a Sunday


def test_advice_is_a_signed_letter_with_a_period(year):
    case = journeys.advised(year)

    # 31 October 2569 is a Saturday: the family has until Monday
    assert case.due("check_improvement") == "2026-11-02"
    assert case.papers()[-1].startswith("หนังสือภายนอก")
    assert "ภายในวันที่ ๓๑ ตุลาคม ๒๕๖๙" in told_in_papers(case)
    assert year.notices(to="family")[-1].endswith("คำแนะนำให้ปรับปรุงการจัดการศึกษา")
    year.until("2026-11-04 09:00")
    assert year.notices(to="family")[-1].endswith("ใกล้ครบเวลาปรับปรุง")
    assert year.notices(to="promo_director")[-1] == f"เรื่อง {case.business_key}: เกินกำหนด"
    assert case.tasks() == ["check_improvement"]


def test_what_a_visit_must_say(year):
    case = journeys.begun(year)

    found = case.try_to("supervise", follows_plan="off_plan")
    assert refused(found) == ["advice", "improve_by"]
    too_far = case.try_to("supervise", again=True, next_visit_by="๑๑ กันยายน ๒๕๗๐")
    assert refused(too_far) == ["next_visit_by"]


def test_nobody_else_does_a_roles_work(year):
    case = journeys.supervised(year)
    year.until("2027-03-01 09:00")

    for element, by in (("assess", "officer"), ("send_family_report", "family2")):
        answer = case.try_to(element, by=by, data={})
        assert answer.status_code in (403, 404), answer.text


def test_a_paper_report_is_entered_by_the_officer(year):
    case = journeys.supervised(year)
    year.until("2027-02-08 09:00")
    theirs = year.call.get("family", "/tasks").json["items"]
    assert [each["element_id"] for each in theirs] == ["send_family_report"]

    case.do("send_family_report", by="officer")

    assert case.variables()["family_report"]["academic_year"] == 2569


def test_the_director_may_return_a_result(year):
    case = journeys.reported(year)
    case.do("assess", "2027-03-20 10:00")
    case.do("propose_certification")

    assert refused(case.try_to("certify", decision="return")) == ["reasons"]
    case.do("certify", decision="return", reasons="ขอให้แนบหลักฐาน")

    assert case.tasks() == ["propose_certification"]
    assert not [name for name in case.papers() if "รับรอง" in name]


def test_remedial_teaching_has_a_written_period_of_at_most_a_year(year):
    case = journeys.reported(year)
    case.do("assess", "2027-03-20 10:00", **journeys.REMEDIAL)
    too_long = case.try_to("set_remedial", until="๒๑ มีนาคม ๒๕๗๑")
    assert refused(too_long) == ["until"]

    case.do("set_remedial", "2027-03-25 10:00")

    assert case.due("ask_reassessment") == "2027-06-30"
    assert case.papers()[-1].startswith("หนังสือภายนอก")
    assert year.notices(to="family")[-1].endswith("ซ่อมเสริมและประเมินใหม่")
    assert refused(case.try_to("ask_reassessment", asks=False)) == ["asks"]


def test_after_remedial_teaching_the_result_is_due_from_the_familys_request(year):
    case = journeys.remedial_set(year)
    case.do("ask_reassessment", "2027-06-10 10:00")

    assert case.due("reassess") == "2027-07-01"
    assert case.variables()["reassessed_window"] == ["06-10", "07-10"]
    case.do("reassess", "2027-06-20 10:00", assessed_on="๒๐ มิถุนายน ๒๕๗๐")
    assert case.due("propose_certification") == "2027-07-10"
    journeys.certified(case)
    assert case.due("tell_result") == "2027-07-10"


def test_failing_twice_is_proposed_to_the_committee_and_not_decided_here(year):
    case, ending = journeys.failed_again(year)

    assert case.tasks() == []
    assert case.status == "active"
    told = ending.variables()
    assert (told["proposed_on"], told["learner_id"]) == ("assessment", LEARNER["learner_id"])
    assert ending.standing()["applicant"] == "family"
    started = year.call.get("officer", f"/process-instances/{case.id}/started").json["items"]
    assert [each["id"] for each in started] == [ending.id]


def test_the_committee_may_give_more_time(year):
    case, ending = journeys.kept_after_failing_again(year)

    assert ending.status == "completed"
    assert case.tasks() == ["set_remedial"]
    assert year.notices(to="family")[-1].endswith("ให้จัดการศึกษาต่อ")
    assert "ให้โอกาสครอบครัวปรับปรุง" in year.notifier.sent[-1].body


def test_a_completed_level_ends_with_its_certificate_and_no_next_year(year):
    case = journeys.a_late_year_ends_with_the_level(year)

    assert case.status == "completed"
    assert case.papers()[-1] == "หนังสือรับรองผลการเรียน ๒-๒๕๗๐.pdf"
    assert year.notices(to="family")[-1].endswith("จบระดับการศึกษา")
    assert len(year.cases(journeys.YEAR)) == 1
