"""The ways a learner's school year can take, and the ways home education ends."""

from tests.processes.home_education_year.filled import LEARNER, SCAN

SEEDED = "2026-06-22 08:45"
YEAR, ENDING = "home_education_year", "home_education_cancellation"

OFF_PLAN = {
    "follows_plan": "off_plan",
    "advice": "จัดกิจกรรมการอ่านสัปดาห์ละสองครั้ง",
    "improve_by": "๓๑ ตุลาคม ๒๕๖๙",
}
NOT_IMPROVED = {"improved": "not_improved", "reasons": "ยังไม่จัดกิจกรรมการอ่าน ไม่มีร่องรอยผลงาน"}
REMEDIAL = {"decision": "remedial", "remedial_until": "๓๐ มิถุนายน ๒๕๗๐"}
KEEP = {"resolution": "keep", "reasons": "ให้โอกาสครอบครัวปรับปรุง", "remedial_until": "๓๐ กันยายน ๒๕๗๐"}
GO_ON = {"decision": "go_on", "reasons": "ครอบครัวไม่ตอบหลังติดต่อสองครั้ง"}
PROPOSE = {"decision": "propose", "reasons": "ครอบครัวแจ้งว่าจะไม่ขอประเมินใหม่"}
ENDED = {"left_reason": "ended", "left_on": "๒ พฤศจิกายน ๒๕๖๙"}
BY_REQUEST = {"ground": "family_request", "warning_refs": None, "request_letter": SCAN}


def begun(year, **changes):
    """The permission, or the year before, has begun the learner's year 2569."""
    year.sent("home_education_year_begins", {**LEARNER, **changes}, "family")
    return year.cases(YEAR)[-1]


def supervised(year):
    case = begun(year)
    case.do("supervise", "2026-09-10 10:00")
    return case


def reported(year):
    case = supervised(year)
    case.do("send_family_report", "2027-02-10 10:00")
    return case


def certified(case):
    """From a passed assessment to the records, with one return by the director."""
    case.do("propose_certification")
    case.do("certify", decision="return", reasons="ขอให้แนบหลักฐานกลุ่มภาษาไทย")
    case.do("propose_certification", answer="แนบหลักฐานแล้ว")
    case.do("certify")
    case.do("make_documents")


def a_year_goes_on_to_the_next(year):
    """Two visits, the report, the assessment, the certificate, and the next year begins."""
    case = begun(year)
    case.do("supervise", "2026-09-10 10:00", again=True, next_visit_by="๑๕ มกราคม ๒๕๗๐")
    case.do("supervise", "2027-01-14 10:00", visit_date="๑๔ มกราคม ๒๕๗๐", follows_plan="on_plan")
    case.do("send_family_report", "2027-02-10 10:00")
    case.do("assess", "2027-03-20 10:00")
    certified(case)
    case.do("tell_result", "2027-04-20 10:00")
    case.do("summarise_year", "2027-05-10 10:00")
    return case


def a_late_year_ends_with_the_level(year):
    """Opened by hand; everybody is late at everything; the level is completed all the same."""
    case = year.start(YEAR, by="officer", applicant="family")
    case.do("open_year")
    case.do("supervise", "2027-01-05 10:00")
    case.do("contact_send_family_report", "2027-03-11 10:00")
    case.do("contact_send_family_report", "2027-03-24 10:00", **GO_ON)
    case.do("assess", "2027-05-03 10:00")
    case.do("propose_certification", "2027-05-06 10:00", level_finished=True)
    case.do("certify", "2027-05-10 10:00")
    case.do("make_documents", "2027-05-12 10:00")
    case.do("tell_result", "2027-06-02 10:00")
    case.do("summarise_year", "2027-06-04 10:00")
    case.do("strike_off_finished")
    return case


def advised(year):
    """Not as planned: the director has signed the letter of advice."""
    case = begun(year)
    case.do("supervise", "2026-09-10 10:00", **OFF_PLAN)
    case.do("issue_advice", "2026-09-15 10:00")
    return case


def improved_after_advice(year):
    """The family is reminded, the time passes, and the officer finds it improved."""
    case = advised(year)
    case.do("check_improvement", "2026-11-04 10:00")
    return case


def proposed_for_the_plan(year):
    """Not improved: the case waits for the committee, and a cancellation has begun."""
    case = advised(year)
    case.do("check_improvement", "2026-11-03 10:00", **NOT_IMPROVED)
    return case, year.case(ENDING)


def heard(ending):
    ending.do("prepare_proposal")
    ending.do("state_case", "2026-11-10 10:00")


def kept_by_the_committee(year):
    """The family is heard, the committee lets it go on, and so the year does."""
    case, ending = proposed_for_the_plan(year)
    heard(ending)
    ending.do("committee_opinion", "2026-11-20 10:00", opinion="keep")
    ending.do("pec_decides_end", "2026-11-27 10:00", **KEEP)
    return case, ending


def remedial_set(year):
    case = reported(year)
    case.do("assess", "2027-03-20 10:00", **REMEDIAL)
    case.do("set_remedial", "2027-03-25 10:00")
    return case


def passed_after_remedial_teaching(year):
    """Late with it, contacted, and late the team too; but then it is passed."""
    case = remedial_set(year)
    case.do("contact_ask_reassessment", "2027-07-12 10:00")
    year.until("2027-07-26 10:00")
    assert case.tasks() == ["ask_reassessment", "contact_ask_reassessment"]
    case.do("ask_reassessment")
    case.do("reassess", "2027-08-20 10:00", assessed_on="๒๐ สิงหาคม ๒๕๗๐")
    certified(case)
    case.do("tell_result")
    case.do("summarise_year")
    return case


def failed_again(year):
    case = remedial_set(year)
    case.do("ask_reassessment", "2027-06-10 10:00")
    case.do("reassess", "2027-06-15 10:00", assessed_on="๑๕ มิถุนายน ๒๕๗๐", **REMEDIAL)
    return case, year.case(ENDING)


def kept_after_failing_again(year):
    """The second failure is proposed to the committee, which gives more time."""
    case, ending = failed_again(year)
    ending.do("prepare_proposal", "2027-06-17 10:00")
    ending.do("state_case", "2027-06-20 10:00")
    ending.do("committee_opinion", "2027-06-25 10:00", opinion="keep")
    ending.do("pec_decides_end", "2027-07-01 10:00", **KEEP)
    return case, ending


def ended_without_a_new_assessment(year):
    """No new assessment is asked for; nothing is said; the committee ends it; all are late."""
    case = remedial_set(year)
    case.do("contact_ask_reassessment", "2027-07-02 10:00", **PROPOSE)
    ending = year.case(ENDING)
    ending.do("prepare_proposal", "2027-07-14 10:00")
    ending.do("contact_hearing", "2027-08-10 10:00")
    ending.do("contact_hearing", "2027-08-24 10:00", **GO_ON)
    ending.do("committee_opinion", "2027-08-25 10:00")
    ending.do("pec_decides_end", "2027-08-27 10:00")
    ending.do("issue_end_order", "2027-08-30 10:00", effective_date="๓๑ สิงหาคม ๒๕๗๐")
    ending.do("serve_order", "2027-09-08 10:00", notified_at="๘ กันยายน ๒๕๗๐")
    ending.do("strike_off", **ENDED)
    ending.do("place_child", "2027-09-24 10:00")
    return case, ending


def requested(year):
    """The family asks for the end of its education."""
    ending = year.start(ENDING, by="family")
    ending.do("request_end", "2026-10-10 10:00")
    return ending


def ended_at_the_familys_request(year):
    """A running year closes; the child is placed; a transfer of results is wanted."""
    case = begun(year)
    ending = requested(year)
    ending.do("check_request", "2026-10-22 10:00")
    ending.do("pec_decides_end", "2026-10-28 10:00")
    ending.do("issue_end_order", "2026-10-30 10:00", **BY_REQUEST)
    ending.do("serve_order", "2026-11-02 10:00", wants_transfer=True)
    ending.do("place_child", "2026-11-10 10:00")
    ending.do("strike_off", **ENDED)
    return case, ending


def ended_past_compulsory_age(year):
    """No year runs, the learner is past the age: only the register is left."""
    ending = requested(year)
    ending.do("check_request", "2026-10-12 10:00", compulsory_age=False, year_running=False)
    ending.do("pec_decides_end", "2026-10-28 10:00")
    ending.do("issue_end_order", "2026-10-30 10:00", **BY_REQUEST)
    ending.do("serve_order", "2026-11-02 10:00")
    ending.do("strike_off", **ENDED)
    return ending


def request_withdrawn(year):
    ending = requested(year)
    ending.do("check_request", "2026-10-12 10:00", decision="withdrawn")
    return ending


def proposed_by_hand_and_kept(year):
    """A proposal without a yearly case in the system: nobody waits for the answer."""
    year.message(
        "home_education_cancellation_proposed",
        by="family",
        variables={**LEARNER, "reason": "ไม่จัดตามแผน"},
    )
    ending = year.case(ENDING)
    ending.do("prepare_proposal", "2026-11-03 10:00", year_running=False)
    heard_on = "2026-11-10 10:00"
    ending.do("state_case", heard_on)
    ending.do("committee_opinion", opinion="keep")
    ending.do("pec_decides_end", **KEEP)
    return ending


EVERY = [
    a_year_goes_on_to_the_next,
    a_late_year_ends_with_the_level,
    improved_after_advice,
    kept_by_the_committee,
    passed_after_remedial_teaching,
    kept_after_failing_again,
    ended_without_a_new_assessment,
    ended_at_the_familys_request,
    ended_past_compulsory_age,
    request_withdrawn,
    proposed_by_hand_and_kept,
]
