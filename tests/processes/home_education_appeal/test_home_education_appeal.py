"""Appeals keep the periods of the law; publicity and the filing windows begin by the calendar."""

from tests.processes.home_education_appeal import journeys

PACKAGE = "home_education_appeal"


def test_a_refusal_opens_the_time_for_an_appeal(a_year_of):
    year = a_year_of(PACKAGE)
    case = year.start("home_education_permission", by="family")
    year.who |= {"consult": "officer", "draft_plan": "family", "academic_review": "academic"}
    year.who |= {"apply": "family", "check_documents": "officer", "academic_screen": "academic"}
    year.who |= {"pec_decide": "kosojo", "issue_refusal": "director"}
    for step in ("consult", "draft_plan", "academic_review", "apply", "check_documents"):
        case.do(step)
    case.do("academic_screen")
    case.do("pec_decide", resolution="refuse", reasons="สถานที่ไม่ปลอดภัย ข้อ ๒ ของกฎกระทรวง")
    case.do("issue_refusal", "2026-06-19 10:00")

    appeal = year.case("home_education_appeal")

    assert case.status == "completed"
    assert appeal.standing()["applicant"] == "family"
    assert appeal.variables()["refused_case"] == case.business_key
    # notice on 19 June: day 15 is Saturday 4 July, a citizen's last day rolls to Monday (APA s.64)
    assert appeal.due("appeal") == "2026-07-06"
    assert any("หนังสือแจ้งไม่อนุญาต" in name or "ไม่อนุญาต" in name for name in case.papers())


def test_the_family_is_reminded_and_nothing_is_closed_by_time(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)
    case = journeys.refused(year)

    year.until("2026-07-04 09:00")
    assert [s for s in year.notices(to="family") if "ใกล้ครบกำหนดอุทธรณ์" in s]
    year.until("2026-09-01 09:00")

    assert case.tasks() == ["appeal", "settle_period"]
    assert case.task("settle_period")["roles"] == ["promo_officer"]
    sentences = [wait["why_th"] for wait in case.standing()["waits"] if wait["what"] == "task"]
    assert any("นางสมมติ บ้านเรียนตัวอย่าง" in each for each in sentences)
    assert case.status == "active"


def test_the_director_has_thirty_days_and_the_superior_thirty_more_once(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)
    case = journeys.appealed(year)
    assert case.due("review_appeal") == "2026-07-30"
    case.do("review_appeal", "2026-07-20 10:00", result="forward", result_text=None)
    # day 30 is Wednesday 19 August; an official's last day never rolls
    assert case.due("decide_appeal") == "2026-08-19"
    nothing = {"facts": None, "reasons": None, "result_text": None, "signer": None}
    more = {**nothing, "signer_position": None, "extend_reason": "รอผลตรวจสถานที่"}
    case.do("decide_appeal", result="extend", **more)

    assert case.due("decide_appeal") == "2026-09-18"
    case.do("decide_appeal", result="extend", **more)
    assert case.due("decide_appeal") == "2026-09-18", "extended once is all the law allows"


def test_a_dismissal_tells_the_way_to_the_court(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)

    case = journeys.dismissed_by_the_superior_after_more_time(year)

    assert case.status == "completed"
    assert "appeal_dismissed" in case.passed()
    bodies = [n.body for n in year.notifier.sent if n.to == "family"]
    assert any("๙๐ วัน" in body for body in bodies)


def test_the_windows_of_the_year_open_by_themselves(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)

    year.until("2027-06-03 09:00")

    opened = [c.standing() for c in year.cases("home_education_window")]
    days = [(each["office"], each["started_at"][:10]) for each in opened]
    assert ("udonthani1", "2026-08-01") in days
    assert ("udonthani1", "2027-04-01") in days
    assert len([office for office, _ in days if office == "udonthani1"]) == 2


def test_the_second_window_closes_at_the_end_of_september(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)
    year.until("2026-08-03 09:00")
    case = year.case("home_education_window")
    # begun on Saturday 1 August, so received on Monday 3 August: 3 working days are over on the 6th
    assert case.due("announce_window") == "2026-08-06"

    case.do("announce_window")

    assert case.timers()["window_closes"] == "2026-09-30"
    assert [name for name in case.papers() if "ประกาศ" in name]


def test_a_notice_speaks_english_below_the_thai(a_lite_year_of):
    year = a_lite_year_of(PACKAGE)
    journeys.appealed(year)
    year.until("2026-07-25 09:00")

    reminder = next(n for n in year.notifier.sent if n.to == "office_director")

    thai, english = reminder.body.split("\n\n")
    assert "“พิจารณาคำอุทธรณ์”" in thai
    assert "๓๐ กรกฎาคม ๒๕๖๙" in thai
    assert "“Review the appeal”" in english
    assert "30 July 2026" in english
