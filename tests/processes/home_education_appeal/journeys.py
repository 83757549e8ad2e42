"""The ways an appeal can take, and a year of publicity and filing windows."""

SEEDED = "2026-06-15 08:45"
SELF_STARTING = ("home_education_publicity", "home_education_window")
REFUSED = {
    "refused_case": "HE-2569-000001",
    "notified_on": "2026-06-19",
    "organiser_name": "สมมติ บ้านเรียนตัวอย่าง",
    "reasons": "สถานที่ไม่ปลอดภัย",
}


def refused(year):
    """A family has been told on Friday 19 June 2569 that its application is refused."""
    year.until("2026-06-19 14:00")
    year.sent("home_education_refused", REFUSED, applicant="family")
    case = year.case("home_education_appeal")
    assert case.tasks() == ["appeal"]
    return case


def appealed(year):
    case = refused(year)
    case.do("appeal", "2026-06-30 10:00")
    return case


def allowed_by_the_director(year):
    case = appealed(year)
    case.do("review_appeal", "2026-07-20 10:00")
    case.do("follow_appeal", "2026-07-22 10:00")
    return case


def dismissed_by_the_superior_after_more_time(year):
    """Nobody is in time; the time is extended once, and the appeal dismissed."""
    case = appealed(year)
    case.do("review_appeal", "2026-08-03 10:00", result="forward", result_text=None)
    more = {"facts": None, "reasons": None, "result_text": None, "signer": None}
    extended = {**more, "signer_position": None, "extend_reason": "รอผลตรวจสถานที่"}
    case.do("decide_appeal", "2026-08-31 10:00", result="extend", **extended)
    case.do("decide_appeal", "2026-10-10 10:00")
    return case


def not_appealed(year):
    """The family lets the 15 days pass; the officer waits once, then closes the period."""
    case = refused(year)
    case.do("settle_period", "2026-07-07 10:00", decision="wait")
    assert case.tasks() == ["appeal"]
    case.do("appeal", "2026-07-20 10:00", wish="none", grounds=None, asked_for=None)
    return case


def closed_by_the_officer(year):
    case = refused(year)
    case.do("settle_period", "2026-07-07 10:00")
    return case


def a_year_of_publicity(year):
    """The standing task begins on 1 January and is late at the end of the year."""
    year.until("2027-01-02 09:00")
    case = year.case("home_education_publicity", status="active")
    case.do("promote", "2028-01-03 10:00")
    return case


def the_second_window(year):
    """The window opens on Saturday 1 August and closes on 30 September; both steps come late."""
    year.until("2026-08-03 09:00")
    case = year.case("home_education_window", status="active")
    case.do("announce_window", "2026-08-07 10:00")
    case.do("sum_up_window", "2026-10-30 10:00")
    return case


EVERY = [
    allowed_by_the_director,
    dismissed_by_the_superior_after_more_time,
    not_appealed,
    closed_by_the_officer,
    a_year_of_publicity,
    the_second_window,
]
