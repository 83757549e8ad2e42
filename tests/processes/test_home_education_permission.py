"""A family's permission from the first advice to the register, as the manual's calendar has it."""

from datetime import date

from tests.processes import journeys
from tests.processes.desk import at
from tests.processes.filled import INCOMPLETE, REVISE

CHAKRI, SONGKRAN = date(2026, 4, 6), [date(2026, 4, day) for day in (13, 14, 15)]


def skipped(timer):
    days = [
        (date.fromisoformat(each["day"]), each["why_th"]) for each in timer.explanation["skipped"]
    ]
    return [day for day, why in days if why not in ("วันเสาร์", "วันอาทิตย์")]


def test_a_case_gets_the_next_number_of_the_year(desk):
    first, second = desk.open(), desk.open()

    assert (first.business_key, second.business_key) == ("HE-2569-000001", "HE-2569-000002")
    assert first.open_tasks() == ["consult"]


def test_the_committee_has_15_working_days_from_the_day_after_the_plan_came(desk):
    case = journeys.plan_filed(desk)

    due = case.timer("review_due")

    assert case.task("academic_review").due_date == date(2026, 4, 28)
    assert due.due_at == at("2026-04-29 00:00")
    assert skipped(due) == [CHAKRI, *SONGKRAN]
    told = due.explanation["explanation_th"]
    assert "กำหนด ๑๕ วันทำการ" in told
    assert "๑๓ เมษายน ๒๕๖๙ วันสงกรานต์" in told
    assert "จักรี" in told
    assert "คู่มือ สพป.อุดรธานี เขต ๑ ปฏิทิน ๑ ๔)" in told


def test_the_committee_is_reminded_5_working_days_ahead_and_decides_itself(desk):
    case = journeys.plan_filed(desk)

    case.until("2026-04-21 23:59")
    assert desk.told() == []
    case.until("2026-04-22 08:00")

    assert desk.told("academic_committee") == ["คำขอ HE-2569-000001: ใกล้ครบกำหนดพิจารณาแผน"]
    assert "๒๘ เมษายน ๒๕๖๙" in desk.notifier.sent[0].body
    assert case.open_tasks() == ["academic_review"]


def test_the_family_has_7_working_days_from_the_day_after_the_plan_came_back(desk):
    case = journeys.plan_returned(desk)

    assert case.task("revise_plan").due_date == date(2026, 5, 8)
    assert skipped(case.timer("revision_due")) == [date(2026, 5, 4)]
    assert "ผูกพันประชาชน" in case.timer("revision_due").explanation["explanation_th"]
    assert case.timer("revision_reminder").due_at == at("2026-05-07 00:00")
    assert desk.told("family") == ["คำขอ HE-2569-000001: ขอให้ปรับปรุงแผนการจัดการศึกษา"]
    assert "ภายในวันที่ ๘ พฤษภาคม ๒๕๖๙" in desk.notifier.sent[-1].body


def test_a_revised_plan_gives_the_committee_15_new_working_days(desk):
    case = journeys.plan_returned(desk)

    case.do("revise_plan", "2026-05-08 10:00")

    assert case.task("academic_review").due_date == date(2026, 6, 2)
    assert case.timer("review_due").explanation["counted_from"] == "2026-05-08"


def test_each_plan_handed_in_has_the_next_version_and_is_prefilled_with_the_last(desk):
    case = journeys.plan_returned(desk)
    assert case.variables()["plan_version"] == 1

    shown = case.form("revise_plan")
    case.do("revise_plan", "2026-05-08 10:00", plan_version=40)

    assert shown["aims"].startswith("ผู้เรียนอ่านออกเขียนได้")
    assert case.variables()["plan_version"] == 2


def test_the_familys_whole_journey_ends_in_the_register(desk):
    case = journeys.permitted_after_two_revisions(desk)

    found = case.variables()
    assert case.status == "completed"
    assert found["plan_version"] == 3
    assert found["window"] == "w1"
    assert found["document_check"]["receipt_no"] == "1/2569"
    assert found["document_check"]["received_at"] == "2026-05-29T10:00:00+07:00"
    assert found["permit"]["permit_no"] == "1/2569"
    assert found["register"]["learner_no"] == "1/2569"
    assert found["pec"]["resolution"] == "permit"
    assert found["information"]["gathered_on"] == "2026-06-15"
    assert found["guardian_name"]["thai_id"] == "1234567890121"


def test_everybody_hears_of_what_concerns_them(desk):
    journeys.permitted_after_two_revisions(desk)

    key = "คำขอ HE-2569-000001"
    assert desk.told("family") == [
        f"{key}: ขอให้ปรับปรุงแผนการจัดการศึกษา",
        f"{key}: ใกล้ครบกำหนดส่งแผนที่ปรับปรุง",
        f"{key}: ขอให้ปรับปรุงแผนการจัดการศึกษา",
        "รับคำขออนุญาตแล้ว เลขที่ HE-2569-000001",
        f"{key}: เอกสารที่ต้องส่งเพิ่ม",
        f"{key}: อนุญาตให้จัดการศึกษา",
    ]
    assert desk.told("promo_officer") == [f"{key}: รับคำขอมาแล้ว ๒๐ วัน"]
    assert desk.told("promo_director") == [f"{key}: แจ้งสิทธิเงินอุดหนุนรายหัว"]
    assert not any("–" in n.body.partition("\n")[0] for n in desk.notifier.sent)


def test_the_history_tells_who_did_what_in_which_order(desk):
    case = journeys.permitted_after_two_revisions(desk)

    done = [(e.element_id, e.actor) for e in case.events() if e.type == "task_completed"]
    assert done[:4] == [
        ("consult", "officer"),
        ("draft_plan", "family"),
        ("academic_review", "academic"),
        ("revise_plan", "family"),
    ]
    assert done[-5:] == [
        ("pec_decide", "kosojo"),
        ("gather_information", "officer"),
        ("pec_decide", "kosojo"),
        ("issue_permit", "director"),
        ("register_learner", "registrar"),
    ]
    events = case.events()
    assert [e.seq for e in events] == list(range(1, len(events) + 1))
    assert (events[-1].type, events[-1].element_id) == ("instance_completed", "permitted")
    assert case.verified().events == len(events)
    fired = [e.element_id for e in events if e.type == "timer_fired"]
    assert fired == ["review_reminder", "revision_reminder", "result_reminder"]
    assert {e.actor for e in events if e.type == "timer_fired"} == {"system"}


def test_what_is_missing_is_asked_for_once_in_one_list(desk):
    case = journeys.applied(desk)
    case.do("check_documents", "2026-05-29 14:00", **INCOMPLETE)

    assert [row["document"] for row in case.form("supply_documents")["supplied"]] == [
        "สำเนาวุฒิการศึกษา",
        "สำเนาทะเบียนบ้าน",
    ]
    assert case.task("supply_documents").due_date == date(2026, 6, 12)
    case.do("supply_documents", "2026-06-05 10:00")
    case.do("check_documents", "2026-06-08 10:00", **INCOMPLETE)

    assert case.open_tasks() == ["academic_screen"]
    assert desk.told("family").count("คำขอ HE-2569-000001: เอกสารที่ต้องส่งเพิ่ม") == 1
    assert case.variables()["document_check"]["receipt_no"] == "1/2569"


def test_running_numbers_go_on_with_the_next_family(desk):
    journeys.refused(desk)

    second = desk.open()
    for element in ("consult", "draft_plan", "academic_review", "apply", "check_documents"):
        second.do(element)

    assert second.variables()["document_check"]["receipt_no"] == "2/2569"


def test_a_case_inside_a_filing_window_says_so(desk):
    found = desk.open().variables()["filing_window"]

    assert found["is_open"] is True
    assert found["th"] == "อยู่ในช่วงรับเรื่อง ๑ เมษายน ๒๕๖๙ ถึง ๒ มิถุนายน ๒๕๖๙"


def test_a_case_outside_the_filing_windows_is_accepted_flagged_and_explained(desk):
    case = desk.open("2026-06-10 09:00")
    for element in ("consult", "draft_plan", "academic_review", "apply"):
        case.do(element)

    found = case.variables()
    assert found["filing_window"]["is_open"] is False
    assert "ยื่นนอกช่วงรับเรื่อง สำนักงานรับไว้" in found["filing_window"]["th"]
    assert "๑ สิงหาคม ๒๕๖๙" in found["filing_window"]["th"]
    assert found["window"] == "outside"
    assert case.open_tasks() == ["check_documents"]


def test_a_window_that_ends_on_a_day_off_stays_open_to_the_next_working_day(desk):
    case = journeys.applied(desk, "2026-06-02 10:00")

    assert case.variables()["window"] == "w1"


def test_only_the_latest_advice_of_the_committee_counts(desk):
    case = journeys.plan_returned(desk)
    case.do("revise_plan", "2026-05-08 10:00")
    case.do("academic_review", "2026-05-20 10:00", **REVISE)

    case.do("revise_plan", "2026-05-25 10:00")
    case.do("academic_review", "2026-05-28 10:00")

    assert case.open_tasks() == ["apply"]
    assert case.variables()["plan_review"]["revise_points"] is None
