"""The ways of credit transfer, of recognition, and of a learner between two offices."""

from tests.processes.filled import SIGNED

SEEDED = "2026-06-01 08:45"
MISSING = {
    "result": "incomplete",
    "missing": [{"document": "ปพ.๑", "reason": "ไม่ชัดเจน", "due": "๓๐ มิถุนายน ๒๕๖๙"}],
    "signer": SIGNED,
    "signer_position": "เจ้าหน้าที่",
}
WANTED = {
    "learner_id": "๑/๒๕๖๙",
    "learner_name": "ตัวอย่าง บ้านเรียนตัวอย่าง",
    "organiser_name": "สมมติ บ้านเรียนตัวอย่าง",
    "permit_no": "๑/๒๕๖๙",
}


def transferred(year):
    """The family's papers are incomplete once, and supplied late; everything is accepted."""
    case = year.start("home_education_transfer", by="family")
    case.do("request", "2026-06-02 10:00")
    case.do("check_evidence", "2026-06-03 10:00", **MISSING)
    case.do("supply_evidence", "2026-06-20 10:00")
    case.do("check_evidence", "2026-06-22 10:00")
    case.do("compare", "2026-07-06 10:00")
    case.do("report_transfer", "2026-07-07 10:00")
    case.do("enter_credits", "2026-07-10 10:00")
    return case


def refused_after_the_end(year):
    """Home education has ended; nothing of it can be transferred."""
    year.sent("home_education_transfer_wanted", WANTED, "family")
    case = year.case("home_education_transfer")
    case.do("request", "2026-06-02 10:00")
    case.do("check_evidence", "2026-06-03 10:00")
    case.do("compare", "2026-06-10 10:00", decision="none")
    case.do("refuse", "2026-06-15 10:00")
    return case


def recognised(year):
    case = year.start("home_education_recognition", by="family")
    case.do("request", "2026-06-02 10:00")
    case.do("check_evidence", "2026-06-03 10:00", **MISSING)
    case.do("supply_evidence", "2026-06-25 10:00")
    case.do("check_evidence", "2026-06-26 10:00")
    case.do("assess_experience", "2026-07-10 10:00")
    case.do("enter_credits", "2026-07-13 10:00")
    return case


def not_recognised(year):
    case = year.start("home_education_recognition", by="family")
    case.do("request", "2026-06-02 10:00")
    case.do("check_evidence", "2026-06-03 10:00")
    nothing = {"topic": "เกษตรอินทรีย์", "course": "-", "credits": "-", "result": "none"}
    case.do("assess_experience", "2026-06-10 10:00", results=[nothing])
    case.do("refuse", "2026-06-15 10:00")
    return case


def file_sent(year, **changes):
    """The learner's file is on its way to the other office, on 20 August 2569."""
    case = year.start("home_education_move", by="family")
    case.do("move_notice", "2026-08-03 10:00")
    case.do("check_move", "2026-08-05 10:00", **changes)
    case.do("committee_told", "2026-08-17 10:00")
    case.do("sign_transfer_letter", "2026-08-20 10:00")
    return case


def arrival(year):
    return year.case("home_education_arrival", by="admin2", status="active")


def moved(year):
    """The new office is late and is asked; then it takes the learner, whose year goes on there."""
    begun = {**WANTED, "level": "ประถมศึกษา", "academic_year": 2569}
    year.sent("home_education_year_begins", begun, "family")
    case = file_sent(year, year_running=True)
    case.do("follow_up_answer", "2026-09-07 10:00")
    there = arrival(year)
    there.do("check_file", "2026-09-08 10:00")
    there.do("register_arrival", "2026-09-09 10:00")
    case.do("strike_off", "2026-09-10 10:00")
    return case


def moved_at_the_second_try(year):
    case = file_sent(year)
    back = {"decision": "return", "academic_year": None, "reasons": "แผนไม่ครบ"}
    arrival(year).do("check_file", "2026-08-24 10:00", **back)
    case.do("clear_up", "2026-08-26 10:00")
    there = arrival(year)
    there.do("check_file", "2026-08-27 10:00")
    there.do("register_arrival", "2026-08-28 10:00")
    case.do("strike_off", "2026-08-31 10:00")
    return case


def not_moved(year):
    case = file_sent(year)
    back = {"decision": "return", "academic_year": None, "reasons": "ที่อยู่ไม่อยู่ในเขต"}
    arrival(year).do("check_file", "2026-08-24 10:00", **back)
    case.do("clear_up", "2026-08-26 10:00", again=False)
    return case


EVERY = [
    transferred,
    refused_after_the_end,
    recognised,
    not_recognised,
    moved,
    moved_at_the_second_try,
    not_moved,
]
