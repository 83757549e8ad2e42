"""Rounds of the Royal Award, each by another way."""

from engine import offices
from engine.model import Person
from tests.processes.royal_award.filled import EVALUATIONS, REJECTED, RETURNED, STUDENT
from tests.processes.year import OFFICE

SEEDED = "2026-05-25 08:00"
SELF_STARTING = ("royal_award",)
ROUND, APPLICATION = "royal_award", "royal_award_application"
_OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin"}))


def do(case, element, moment=None, **changes):
    """Complete a task with what its form shows already, FORMS, and the changes over both."""
    if moment:
        case.year.until(moment)
    by = changes.pop("by", None)
    shown = case.form(element, by)
    known = {key: value for key, value in shown["data"].items() if _is_asked(shown, key)}
    data = {**known, **case.year.forms[shown["definition"]["key"]], **changes}
    return case.do(element, data=data, by=by)


def _is_asked(shown, key):
    return any(f["key"] == key and "auto" not in f for f in shown["definition"]["fields"])


def told(year, to, about):
    """Return how many notices of the office, by words of the subject, went to a role or person."""
    sent = [n for n in year.notifier.sent if (n.office_id, n.to) == (OFFICE, to)]
    return sum(about in each.subject for each in sent)


def called(year, *, self_started=True):
    """A round whose call was announced on 10 July 2569."""
    if self_started:
        year.until("2026-06-01 09:00")
        case = year.case(ROUND)
    else:
        case = year.start(ROUND, "officer")
    do(case, "study_criteria", "2026-06-15 10:00")
    do(case, "announce_call", "2026-07-10 10:00")
    return case


def filed(year, by, moment=None, **changes):
    """File an application as a school."""
    if moment:
        year.until(moment)
    case = year.start(APPLICATION, by)
    do(case, "apply", by=by, **changes)
    return case


def accepted(year, by, moment=None, **changes):
    case = filed(year, by, moment, **changes)
    do(case, "check_application")
    return case


def appointed(case):
    """The committees are appointed, at the director's second look, and briefed."""
    do(case, "draft_committee", "2026-08-05 10:00")
    do(case, "sign_order", decision="return", comments="เพิ่มกรรมการ", order_date=None)
    do(case, "draft_committee")
    do(case, "sign_order", "2026-08-07 10:00", decision="sign", comments=None)
    do(case, "brief_committee", "2026-08-20 10:00")


def evaluated(case, score, **changes):
    """The committee gives every candidate `score` of 5, or by name."""
    while open_tasks := [task for task in case.tasks() if task in EVALUATIONS]:
        element = open_tasks[0]
        data = case.form(element)["data"]
        given = score.get(data["candidate_name"], 4) if isinstance(score, dict) else score
        do(case, element, **scored(data, given), **changes)


def scored(data, given):
    """Return the tables of an evaluation with a score in each row."""
    tables = {key: rows for key, rows in data.items() if _is_of_criteria(rows)}
    return {key: [{**row, "score": given} for row in rows] for key, rows in tables.items()}


def _is_of_criteria(rows):
    return isinstance(rows, list) and bool(rows) and "weight" in rows[0]


def published(case):
    do(case, "summarise", "2026-09-22 10:00")
    do(case, "submit_to_cluster", "2026-09-24 10:00")
    do(case, "publish_results", "2026-09-28 10:00")


def sustained(case):
    do(case, "report_round", "2026-10-05 10:00")
    plan = {"activity": "นิเทศ", "visit_on": "๑๕/๑/๒๕๗๐", "responsible": "กลุ่มนิเทศ"}
    schools = [row | plan for row in case.form("plan_support")["data"]["schools"]]
    do(case, "plan_support", "2026-10-12 10:00", schools=schools)
    visit = {"visited_on": "๑๕/๑/๒๕๗๐", "kept": "kept", "findings": "คงสภาพดี"}
    rows = [row | visit for row in case.form("visit_winners")["data"]["visits"]]
    do(case, "visit_winners", "2027-01-18 10:00", visits=rows)


def a_year(year):
    """Two schools and a student win, each alone in its level and size; the schools are visited."""
    case = called(year)
    first = accepted(year, "school", "2026-08-05 09:00")
    student = accepted(year, "school", **STUDENT)
    preschool = accepted(year, "school2", "2026-08-06 09:00", level="pre_primary")
    appointed(case)
    do(case, "receive_applications", "2026-08-31 17:00")
    evaluated(case, 4)
    published(case)
    sustained(case)
    do(first, "report_sustaining", "2027-05-20 10:00")
    do(preschool, "report_sustaining", by="school2")
    return case, first, student, preschool


def everybody_is_late(year):
    """Every deadline passes; a late application is let in; the committee breaks a tie."""
    choose(year, royal_award_wait_for_cluster=True)
    case = year.start(ROUND, "officer")
    do(case, "study_criteria", "2026-08-03 10:00")
    do(case, "announce_call")
    late = year.start(APPLICATION, "school")
    slow = filed(year, "school", "2026-08-05 09:00", **STUDENT)
    do(slow, "check_application", "2026-08-14 10:00", **RETURNED)
    do(slow, "complete_application", "2026-08-31 10:00")
    do(slow, "check_application")
    do(late, "apply", "2026-09-03 10:00", **{**STUDENT, "student_first_name": "สมมุติ"})
    do(late, "check_application")
    do(case, "draft_committee", "2026-09-04 10:00")
    do(case, "sign_order")
    do(case, "brief_committee")
    do(case, "receive_applications")
    year.until("2026-10-02 10:00")
    evaluated(case, 4)
    _break_tie(case, 0)
    _finish_late(case)
    return case, slow, late


def _break_tie(case, chosen):
    rows = case.form("decide_ties")["data"]["candidates"]
    rows = [row | {"chosen": number == chosen} for number, row in enumerate(rows)]
    do(case, "decide_ties", candidates=rows)


def _finish_late(case):
    do(case, "summarise", "2026-10-05 10:00")
    do(case, "submit_to_cluster")
    rows = [r | {"advanced": True} for r in case.form("record_cluster_result")["data"]["results"]]
    do(case, "record_cluster_result", "2026-11-10 10:00", results=rows)
    do(case, "publish_results")
    do(case, "report_round", "2026-12-15 10:00")


def choose(year, **settings):
    """Set settings of the office, in which no round begins by itself from now on."""
    given = {**settings, "self_starting": []}
    offices.change_settings(year.engine, _OPERATOR, OFFICE, given, "ทดสอบ")


def winners_forget(year):
    """The one winner does not report, and the office neither reports, plans nor visits in time."""
    choose(year)
    case = called(year, self_started=False)
    school = accepted(year, "school", "2026-08-05 09:00")
    appointed(case)
    do(case, "receive_applications", "2026-08-31 17:00")
    evaluated(case, 5)
    published(case)
    do(case, "report_round")
    plan = {"activity": "นิเทศ", "visit_on": "๑๕/๑/๒๕๗๐", "responsible": "กลุ่มนิเทศ"}
    schools = [row | plan for row in case.form("plan_support")["data"]["schools"]]
    do(case, "plan_support", "2026-11-02 10:00", schools=schools)
    visit = {"visited_on": "๕/๔/๒๕๗๐", "kept": "needs_help", "findings": "ขาดครู"}
    rows = [row | visit for row in case.form("visit_winners")["data"]["visits"]]
    do(case, "visit_winners", "2027-04-05 10:00", visits=rows)
    do(school, "report_sustaining", "2027-07-05 10:00")
    return case, school


def nobody_qualifies(year):
    """The one candidate is found to be disqualified: nobody is selected, which is published."""
    case = called(year)
    school = accepted(year, "school", "2026-08-05 09:00")
    appointed(case)
    do(case, "receive_applications", "2026-08-31 17:00")
    evaluated(case, 5, disqualified=True, disqualified_reason="ข้อมูลไม่เป็นจริง")
    do(case, "summarise")
    do(case, "publish_results")
    do(case, "report_round")
    return case, school


def nobody_applies(year):
    """One school withdraws, another's student is too young: the round goes to its report."""
    case = called(year)
    withdrawn = filed(
        year, "school", "2026-08-05 09:00", report_delivery="by_hand", att_report=None
    )
    do(withdrawn, "check_application", **RETURNED)
    do(withdrawn, "complete_application", withdraw=True, explanation=None)
    rejected = filed(year, "school2", **STUDENT, level="pre_primary")
    do(rejected, "check_application", **REJECTED)
    appointed(case)
    do(case, "receive_applications", "2026-08-31 17:00")
    do(case, "report_round")
    return case, withdrawn, rejected


EVERY = (a_year, everybody_is_late, winners_forget, nobody_qualifies, nobody_applies)
