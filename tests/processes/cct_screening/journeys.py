"""The ways a term's round and a school's case can take; every test of the package walks some."""

from engine import offices
from engine.model import Person
from tests.processes.cct_screening.filled import (
    PAYERS,
    attended,
    continuing,
    decided,
    paid_in_cash,
    paid_into,
    received,
    results,
)
from tests.processes.year import OFFICE

SEEDED = "2026-05-15 09:00"
SELF_STARTING = ("cct_screening",)
ROUND, SCHOOL, GRANTS = "cct_screening", "cct_school", "cct_grants"
CODE = "9901000001"
SECOND_TERM = {
    "term": 2,
    "closes_on": "๓๐ พฤศจิกายน ๒๕๖๙",
    "pmt_on": "๑๕ ธันวาคม ๒๕๖๙",
    "certify_by": "๒๕ ธันวาคม ๒๕๖๙",
    "pay_by": "๓๑ มกราคม ๒๕๗๐",
    "term_ends_on": "๓๑ มีนาคม ๒๕๗๐",
    "report_by": "๓๐ เมษายน ๒๕๗๐",
    "continues": True,
}
_OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin"}))


def choose(year, **settings):
    """Let the first office choose settings."""
    offices.change_settings(year.engine, _OPERATOR, OFFICE, settings, "ทดสอบ")


def only(year, *numbers):
    """Let rounds of the first office invite these of its schools and no other."""
    for number in numbers:
        path = f"/schools/{int(CODE) - 1 + number}"
        known = year.call.get("admin", path).json
        kept = ("name_th", "name_en", "size", "levels", "students")
        body = {**{name: known[name] for name in kept}, "affiliation": "other"}
        assert year.call("admin", "PUT", path, json=body).status_code == 200
    choose(year, cct_affiliations=["other"])


def sent_to(year, to):
    """Return the subjects of what the first office sent: the other has rounds of its own."""
    year.run()
    return [n.subject for n in year.notifier.sent if (n.office_id, n.to) == (OFFICE, to)]


def opened(year, **term):
    """The calendar opens the round of term 1; its schools have begun by the end of 20 May."""
    year.until("2026-05-16 09:00")
    the_round = year.case(ROUND)
    the_round.do("survey", "2026-05-18 10:00")
    the_round.do("coordinate", "2026-05-19 10:00")
    the_round.do("set_term", "2026-05-20 10:00", **term)
    return the_round


def begun(year, **term):
    """Only the first school is in the round; return the round and the school's case."""
    only(year, 1)
    the_round = opened(year, **term)
    return the_round, year.case(SCHOOL)


def screened(year, *continuing_rows):
    """The forms are certified and lie with the EEF."""
    the_round, case = begun(year)
    case.do("review_grantees", "2026-05-21 10:00", students=list(continuing_rows) or None)
    case.do("screen_students", "2026-06-15 10:00")
    case.do("certify_forms", "2026-06-16 10:00")
    return the_round, case


def certified(year):
    """Students 1 and 2 are certified by the board."""
    the_round, case = screened(year)
    case.do("import_pmt", "2026-07-06 10:00")
    case.do("board_certify", "2026-07-20 10:00")
    return the_round, case


def paid(year):
    """Both have their money; the activities were held and KO.002 is written."""
    the_round, case = certified(year)
    case.do("open_accounts", "2026-08-03 10:00")
    case.do("plan_spending", "2026-08-11 10:00")
    case.do("pay", "2026-08-20 10:00")
    case.do("hold_activities", "2026-09-07 10:00")
    case.do("summarise_spending", "2026-09-30 10:00")
    return the_round, case


def reported(the_round, moment="2026-10-20 10:00", **changes):
    """The office closes the round, analyses and reports."""
    the_round.do("follow_up", moment, **changes)
    the_round.do("analyse")
    the_round.do("prepare_report")
    the_round.do("sign_report")


def everybody_is_paid(year):
    """A term as it should be; then the next, which begins with the list of the first."""
    the_round, case = paid(year)
    case.do("record_attendance", "2026-10-09 10:00")
    case.do("confirm_results", "2026-10-12 10:00")
    reported(the_round)
    year.until("2026-11-01 09:00")
    again = year.cases(ROUND)[-1]
    again.do("survey", "2026-11-02 10:00")
    again.do("coordinate")
    again.do("set_term", **SECOND_TERM)
    return case, year.cases(SCHOOL)[-1]


def a_round_by_hand_without_schools(year):
    """The officer opens a round; the office has no school in it, and signs at the second try."""
    choose(year, cct_affiliations=[])
    the_round = year.start(ROUND, by="officer")
    for element in ("survey", "coordinate", "set_term", "follow_up", "analyse", "prepare_report"):
        the_round.do(element)
    the_round.do("sign_report", verdict="return", advice="เพิ่มข้อเสนอแนะ", signed_on=None,
                 signer_name=None, signer_position=None)  # fmt: skip
    the_round.do("prepare_report", suggestions="ขอให้ กสศ. แจ้งกำหนดการล่วงหน้า")
    the_round.do("sign_report")
    return the_round


def the_office_is_late_with_everything(year):
    """Every reminder and every deadline of the office passes; a human goes on each time."""
    only(year, 1)
    year.until("2026-06-10 09:00")
    the_round = year.case(ROUND)
    the_round.do("survey")
    the_round.do("coordinate")
    the_round.do("set_term", "2026-07-06 10:00", closes_on="๓๑ กรกฎาคม ๒๕๖๙",
                 pmt_on="๓ สิงหาคม ๒๕๖๙", certify_by="๑๐ สิงหาคม ๒๕๖๙")  # fmt: skip
    case = year.case(SCHOOL)
    year.until("2026-11-02 09:00")
    unfinished(the_round, case)
    the_round.do("analyse", "2026-12-01 10:00")
    the_round.do("prepare_report", "2026-12-30 10:00")
    the_round.do("sign_report", "2026-12-30 11:00")
    return the_round, case


def unfinished(the_round, case):
    """The officer closes the round although the first school has not finished."""
    rows = [{"school": CODE, "school_name": "โรงเรียนบ้านตัวอย่าง ๑", "reason": "ครูผู้รับผิดชอบลาป่วย"}]
    the_round.do("follow_up", unfinished=rows, close_confirmed=True)
    assert the_round.status == case.status == "active"


def late_with_the_list(year):
    """The forms and the board's list come late, and each is returned once."""
    the_round, case = begun(year)
    case.do("review_grantees", "2026-06-08 10:00")
    case.do("screen_students", "2026-07-02 10:00")
    case.do("certify_forms", officer_certify="return", advice="รายได้ของสองรายไม่ครบ")
    case.do("screen_students")
    case.do("certify_forms")
    case.do("import_pmt", "2026-07-20 10:00")
    returned = decided(certified=[1], **{"return": [2]})
    case.do("board_certify", "2026-08-03 10:00", students=returned)
    case.do("correct_list", "2026-08-04 10:00")
    case.do("board_certify")
    return the_round, case


def a_school_is_late_with_everything(year):
    """It pays late, in cash, returns money, and finishes after the round was closed."""
    the_round, case = late_with_the_list(year)
    case.do("open_accounts", "2026-09-02 10:00", students=[paid_in_cash(1), paid_into(2)])
    case.do("appoint_payers")
    case.do("plan_spending")
    case.do("record_attendance", "2026-10-12 10:00", term_over=False)
    in_cash = received(1, method="cash", receiver_signed="guardian")
    moved = received(2, receiver_signed="none", not_delivered=1000, not_delivered_reason="ย้าย")
    case.do("pay", "2026-10-13 10:00", rows=[in_cash, moved], payers=PAYERS)
    year.until("2026-11-02 09:00")
    unfinished(the_round, case)
    for element in ("return_money", "hold_activities", "summarise_spending"):
        case.do(element)
    case.do("record_attendance", rows=[attended(1, 100, 85), attended(2, 100, 80)])
    case.do("follow_up_held")
    case.do("confirm_results")
    return case


def late_before_paying(year):
    """Reminders that pass before each step of the money, none of which decides anything."""
    the_round, case = certified(year)
    case.do("open_accounts", "2026-08-03 10:00")
    case.do("plan_spending", "2026-08-11 10:00")
    case.do("pay", "2026-09-01 10:00")
    case.do("hold_activities", "2026-10-12 10:00")
    year.until("2026-11-02 09:00")
    case.do("summarise_spending")
    case.do("record_attendance")
    year.until("2026-11-04 09:00")
    case.do("confirm_results")
    reported(the_round, "2026-11-04 10:00")
    return case


def nobody_is_extremely_poor(year):
    """The EEF's system sends the results itself; nobody is extremely poor: to the summary."""
    the_round, case = screened(year)
    pmt = {"arrived": "results", "students": results(poor=[1, 2], not_poor=[3, 4])}
    where = {"school": CODE, "round_key": the_round.business_key}
    year.message("cct_pmt_result", by="officer", variables={"pmt": pmt}, correlation=where)
    case.do("confirm_results")
    reported(the_round)
    return case


def the_results_never_come(year):
    """The EEF has no results this term; a grantee of the years before is paid all the same."""
    _, case = screened(year, continuing(7, 2), continuing(8, 4, "rescreen"))
    case.do("import_pmt", arrived="none", no_result_reason="กสศ. ไม่ประมวลผลภาคเรียนนี้", students=None)
    case.do("open_accounts", students=[paid_into(7)])
    case.do("plan_spending")
    case.do("pay", rows=[received(7)])
    case.do("hold_activities")
    case.do("summarise_spending")
    case.do("record_attendance", rows=[attended(7, 100, 99, grant_year=2)])
    case.do("confirm_results")
    return case


def the_board_refuses_everybody(year):
    """Nobody is certified: the office is told; nobody is paid."""
    _, case = screened(year)
    case.do("import_pmt", "2026-07-06 10:00")
    case.do("board_certify", "2026-07-20 10:00", students=decided(not_certified=[1, 2]))
    case.do("confirm_results")
    return case


def everybody_was_held(year):
    """The only grantee's payment is held: no money this term, but attendance goes on."""
    _, case = screened(year, continuing(7, 3, "hold"), continuing(9, 1, status="moved"))
    case.do("import_pmt", students=results(poor=[1]))
    case.do("record_attendance", rows=[attended(7, 100, 81, grant_year=3)])
    case.do("confirm_results")
    return case


def two_terms_in_a_row(year):
    """A list that nobody asked for yet is replaced by a newer one; then the next term asks."""
    everybody_was_held(year)
    counts = {"all": 1, "hold": 1, "rescreen": 0}
    kept = [{**continuing(7, 3, "hold"), "reason": "–"}]
    sent = {"school": CODE, "earlier_grantees": kept, "earlier_counts": counts}
    year.message("cct_grants_kept", by="officer", variables=sent, correlation={"school": CODE})
    year.until("2026-11-01 09:00")
    again = year.cases(ROUND)[-1]
    for element in ("survey", "coordinate"):
        again.do(element)
    again.do("set_term", **SECOND_TERM)
    return year.cases(SCHOOL)[-1]


def a_school_without_a_list(year):
    """The office says the term before was in the system, but this school has no list: empty."""
    _, case = begun(year, continues=True)
    return case


EVERY = (
    everybody_is_paid,
    a_round_by_hand_without_schools,
    the_office_is_late_with_everything,
    a_school_is_late_with_everything,
    late_before_paying,
    nobody_is_extremely_poor,
    the_results_never_come,
    the_board_refuses_everybody,
    everybody_was_held,
    two_terms_in_a_row,
    a_school_without_a_list,
)
