"""Community years: in time, late at every step, and begun by hand."""

from tests.processes.school_community.filled import ON_PAPER, RETURNED

SEEDED = "2026-04-30 09:00"
SELF_STARTING = ("school_community",)
OFFICE = "phayao2"
FIRST_SCHOOL = "school:9902000001"
REGISTER = "school_community_register"


def begun(year):
    """The year begins by itself on 1 May 2569."""
    year.until("2026-05-01 09:00")
    return year.case("school_community")


def asked(year, moment="2026-05-15 10:00"):
    """The project is set, and in June every school is asked for its register."""
    case = begun(year)
    case.do("set_project", moment)
    year.until("2026-06-04 09:00")
    return case


def registers(year):
    """Return the first school's register, and those of the others."""
    found = {case.standing()["applicant"]: case for case in year.cases(REGISTER)}
    return found.pop(FIRST_SCHOOL), list(found.values())


def record_on_paper(cases):
    """The officer records what the schools have sent on paper."""
    for case in cases:
        case.do("fill_register", by="officer2", **ON_PAPER)


def register_of_all(year, case):
    """One school fills in its register; the officer chases the others, and records theirs."""
    first, others = registers(year)
    first.do("fill_register", "2026-06-10 10:00")
    first.do("confirm_register", **RETURNED)
    first.do("fill_register")
    first.do("confirm_register")
    case.do("make_register", "2026-06-15 10:00")
    record_on_paper(others)
    case.do("make_register", "2026-06-24 10:00")


def in_time(year):
    """Every step in its month; both a meeting and a network are chosen."""
    choose(year, community_august_activities=[])
    case = asked(year)
    register_of_all(year, case)
    case.do("choose_activities", "2026-08-03 10:00")
    case.do("hold_meeting", "2026-08-18 10:00")
    case.do("build_network", "2026-08-20 10:00")
    case.do("follow_up", "2027-02-15 10:00")
    case.do("report", "2027-03-10 10:00")
    return case


def late_at_every_step(year):
    """Every month ends before its step is done: each is told of, and nothing is decided."""
    choose(year, community_august_activities=[])
    case = asked(year, "2026-06-03 10:00")
    first, others = registers(year)
    year.until("2026-07-02 09:00")
    first.do("fill_register")
    first.do("confirm_register")
    record_on_paper(others)
    case.do("make_register")
    case.do("choose_activities", "2026-08-03 10:00")
    case.do("hold_meeting", "2026-09-02 10:00")
    case.do("build_network")
    case.do("follow_up", "2027-03-02 10:00")
    case.do("report", "2027-04-02 10:00")
    return case


def begun_by_hand(year):
    """An office that starts nothing by itself: its officer begins the year, a day early."""
    choose(year, self_starting=[])
    case = year.start("school_community", "officer2")
    case.do("set_project", "2026-05-15 10:00")
    return case


def choose(year, **settings):
    """Change the office's settings."""
    body = {"settings": settings, "reason": "สำนักงานกำหนด"}
    answer = year.call("admin2", "PATCH", f"/offices/{OFFICE}/settings", json=body)
    assert answer.status_code == 200, answer.text


EVERY = (in_time, late_at_every_step, begun_by_hand)
