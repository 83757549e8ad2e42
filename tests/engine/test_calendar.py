import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from engine.calendar import (
    Calendar,
    Holiday,
    day_ending_at,
    deadline_from_json,
    deadline_to_json,
    describe_windows,
    due,
    due_to_json,
    in_window,
    occurrence,
    recount,
)
from engine.errors import DeadlineInvalid, Invalid
from engine.holiday_seed import office_holidays
from engine.model import Deadline, Duty, Rule

VECTORS = json.loads((Path(__file__).parent / "workday_vectors.json").read_text(encoding="utf-8"))
SEED = office_holidays(range(2025, 2031))
CALENDAR = Calendar(office="udonthani1", version=3, holidays=SEED)
APRIL_MAY = ("04-01", "05-31")


def at(day, clock="10:00"):
    return datetime.fromisoformat(f"{day}T{clock}:00+07:00")


def deadline(rule, start, n=0, **more):
    moment = start if isinstance(start, datetime) else at(start)
    return Deadline(rule=rule, start=moment, n=n, **more)


def due_day(*args, calendar=CALENDAR, **more):
    return due(deadline(*args, **more), calendar).due_date.isoformat()


def with_holidays(*days):
    extra = {
        date.fromisoformat(day): Holiday(
            day=date.fromisoformat(day),
            name_th="วันหยุดพิเศษ",
            name_en="Special day",
            source="มติ ครม.",
        )
        for day in days
    }
    return replace(CALENDAR, holidays={**SEED, **extra}, version=4)


def without_holidays(*days):
    kept = {day: row for day, row in SEED.items() if day.isoformat() not in days}
    return replace(CALENDAR, holidays=kept, version=4)


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: vector["id"])
def test_working_days_are_counted_as_by_hand(vector):
    start = datetime.fromisoformat(vector["filed_at"]) if "filed_at" in vector else vector["start"]

    found = due(deadline(Rule.WORKING_DAYS, start, vector["n"]), CALENDAR)

    assert found.due_date.isoformat() == vector["due"]
    assert found.counted_from.isoformat() == vector["start"]


def test_a_filing_on_saturday_counts_at_once_where_the_office_says_so():
    vector = next(v for v in VECTORS["vectors"] if v["id"] == "WD-07")
    at_once = replace(CALENDAR, late_counts_next_day=False)

    found = due_day(
        Rule.WORKING_DAYS, datetime.fromisoformat(vector["filed_at"]), 15, calendar=at_once
    )

    assert found == vector["alt_due_if_received_at_once"]


@pytest.mark.parametrize("vector", VECTORS["rule_vectors"][:2], ids=lambda vector: vector["id"])
def test_a_citizens_window_stays_open_over_days_off(vector):
    year = vector["due"][:4]
    asked = deadline(Rule.WINDOW, f"{year}-04-20", window=APRIL_MAY, duty=Duty.CITIZEN)

    found = due(asked, CALENDAR)

    assert found.due_date.isoformat() == vector["due"]
    assert found.rolled_from.isoformat() == vector["nominal_last_day"]
    assert in_window(at(vector["due"]), [APRIL_MAY], CALENDAR)
    assert not in_window(at(vector["due"]) + timedelta(days=1), [APRIL_MAY], CALENDAR)


def test_an_officials_thirty_days_end_on_a_holiday_and_are_planned_before_it():
    vector = next(v for v in VECTORS["rule_vectors"] if v["id"] == "CD-03")

    found = due(deadline(Rule.CALENDAR_DAYS, vector["start"], vector["n"]), CALENDAR)

    assert (found.due_date.isoformat(), found.plan_by.isoformat()) == (
        vector["due"],
        vector["plan_by"],
    )
    assert found.rolled_from is None
    assert "ไม่เลื่อน" in found.explanation_th


def test_a_citizens_appeal_rolls_to_the_next_working_day():
    vector = next(v for v in VECTORS["rule_vectors"] if v["id"] == "CD-04")

    asked = deadline(Rule.CALENDAR_DAYS, vector["start"], vector["n"], duty=Duty.CITIZEN)
    found = due(asked, CALENDAR)

    assert found.due_date.isoformat() == vector["due"]
    assert found.rolled_from.isoformat() == vector["nominal_last_day"]
    assert [day.day.isoformat()[-2:] for day in found.skipped] == ["05", "06", "07"]


def test_a_plan_filed_on_1_april_2569_goes_through_its_rounds():
    assert due_day(Rule.WORKING_DAYS, "2026-04-01", 15) == "2026-04-28"
    assert due_day(Rule.WORKING_DAYS, "2026-04-28", 7) == "2026-05-08"
    assert due_day(Rule.WORKING_DAYS, "2026-05-08", 15) == "2026-06-02"


@pytest.mark.parametrize("year", [2568, 2569, 2570])
def test_the_seed_is_the_office_holiday_set(year):
    known = {date.fromisoformat(day) for day in VECTORS["holiday_set"][str(year)]}
    seeded = {day for day in SEED if day.year == year - 543}

    assert {day for day in seeded if day.weekday() < 5} == {
        day for day in known if day.weekday() < 5
    }
    assert known <= seeded


def test_the_seed_leaves_out_what_binds_others_and_says_what_is_forecast():
    names = " ".join(holiday.name_th + holiday.name_en for holiday in SEED.values())

    assert not any(other in names for other in ("แรงงาน", "วันเด็ก", "Labor", "Children"))
    assert "forecast" not in SEED[date(2026, 6, 1)].source
    assert "forecast" in SEED[date(2027, 7, 20)].source


@pytest.mark.parametrize(
    ("clock", "received"),
    [
        ("07:00", "2026-04-03"),
        ("16:29", "2026-04-03"),
        ("16:30", "2026-04-03"),
        ("16:31", "2026-04-07"),
    ],
)
def test_what_comes_after_closing_is_received_on_the_next_working_day(clock, received):
    assert CALENDAR.day_of_receipt(at("2026-04-03", clock)).isoformat() == received


def test_a_moment_in_utc_is_received_on_its_bangkok_day():
    assert CALENDAR.day_of_receipt(datetime(2026, 4, 7, 23, 30, tzinfo=UTC)) == date(2026, 4, 8)
    early = replace(CALENDAR, closes=time(12, 0))
    assert early.day_of_receipt(at("2026-04-07", "12:30")) == date(2026, 4, 8)


def test_the_day_of_receipt_may_be_day_one_for_officials_but_never_for_citizens():
    setting = replace(CALENDAR, count_day_of_receipt=True)

    assert due_day(Rule.WORKING_DAYS, "2026-04-01", 15, calendar=setting) == "2026-04-27"
    assert due_day(Rule.CALENDAR_DAYS, "2026-03-02", 30, calendar=setting) == "2026-03-31"
    citizens = due_day(Rule.WORKING_DAYS, "2026-04-01", 15, duty=Duty.CITIZEN, calendar=setting)
    assert citizens == "2026-04-28"


def test_the_timer_fires_when_the_due_day_ends_in_bangkok():
    found = due(deadline(Rule.WORKING_DAYS, "2026-04-01", 15), CALENDAR)

    assert found.due_at == datetime(2026, 4, 28, 17, 0, tzinfo=UTC)
    assert found.due_at == at("2026-04-29", "00:00")
    assert day_ending_at(found.due_at) == found.due_date


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-31", "2026-05-31"),
        ("2026-04-01", "2026-05-31"),
        ("2026-05-31", "2026-05-31"),
        ("2026-06-01", "2027-05-31"),
    ],
)
def test_a_window_is_the_current_one_or_the_next(start, expected):
    assert due_day(Rule.WINDOW, start, window=APRIL_MAY) == expected


def test_a_window_may_pass_new_year_and_end_in_february():
    assert due_day(Rule.WINDOW, "2026-12-01", window=("11-01", "03-31")) == "2027-03-31"
    assert due_day(Rule.WINDOW, "2027-01-15", window=("11-01", "03-31")) == "2027-03-31"
    assert due_day(Rule.WINDOW, "2027-12-01", window=("12-01", "02-29")) == "2028-02-29"
    assert due_day(Rule.WINDOW, "2026-12-01", window=("12-01", "02-29")) == "2027-02-28"


@pytest.mark.parametrize(
    ("start", "end"), [("2026-04-01", "2027-02-28"), ("2027-12-31", "2028-02-29")]
)
def test_a_month_of_next_year_ends_on_its_last_day(start, end):
    assert due_day(Rule.MONTH_NEXT_YEAR, start, 2) == end


def test_weeks_and_leap_days_are_counted_by_the_calendar():
    assert due_day(Rule.WEEKS, "2026-04-28", 1) == "2026-05-05"
    assert due_day(Rule.CALENDAR_DAYS, "2028-02-28", 1) == "2028-02-29"
    assert due_day(Rule.CALENDAR_DAYS, "2027-03-01", 365) == "2028-02-29"
    assert due_day(Rule.WEEKS, "2026-04-06", 1, duty=Duty.CITIZEN) == "2026-04-16"


def test_a_fixed_date_is_itself_and_reminds_before_it():
    assert due_day(Rule.DATE, "2026-05-31") == "2026-05-31"
    assert due_day(Rule.DATE, "2026-05-31", duty=Duty.CITIZEN) == "2026-06-02"
    assert due_day(Rule.DATE, "2026-04-28", before=5) == "2026-04-21"


def test_a_reminder_comes_working_days_ahead_but_never_before_receipt():
    assert due_day(Rule.WORKING_DAYS, "2026-04-01", 15, before=5) == "2026-04-21"
    assert due_day(Rule.WORKING_DAYS, "2026-04-28", 3, before=5) == "2026-04-28"


def test_an_escalation_comes_calendar_days_past_the_due_date():
    assert due_day(Rule.WORKING_DAYS, "2026-04-01", 15, after=7) == "2026-05-05"


def test_notices_of_delay_never_drift():
    every_week = deadline(Rule.EVERY_DAYS, "2026-04-01", 7)

    instants = [occurrence(every_week, k) for k in (1, 2, 53)]

    assert [day_ending_at(i).isoformat() for i in instants] == [
        "2026-04-08",
        "2026-04-15",
        "2027-04-07",
    ]
    assert due(every_week, CALENDAR).due_at == instants[0]


def test_a_notice_of_delay_does_not_roll_for_anybody():
    assert due_day(Rule.EVERY_DAYS, "2026-05-24", 7, duty=Duty.CITIZEN) == "2026-05-31"


def test_a_family_that_files_while_the_window_is_rolled_is_still_in_it():
    assert due_day(Rule.WINDOW, "2026-06-01", window=APRIL_MAY, duty=Duty.CITIZEN) == "2026-06-02"


def test_outside_a_window_the_answer_explains_and_does_not_refuse():
    windows = [APRIL_MAY, ("09-01", "10-31")]

    inside, outside = (describe_windows(at(day), windows) for day in ("2026-04-20", "2026-07-01"))

    assert inside.is_open
    assert not outside.is_open
    assert outside.window.opens == date(2026, 9, 1)
    assert "๑ กันยายน ๒๕๖๙" in outside.text_th
    assert "1 September 2026" in outside.text_en
    assert in_window(at("2026-07-01"), [])


def test_an_officials_deadline_moves_either_way_when_the_calendar_changes():
    asked = deadline(Rule.WORKING_DAYS, "2026-04-01", 15)
    old = due(asked, CALENDAR)

    later = recount(asked, old, with_holidays("2026-04-20"))
    earlier = recount(asked, old.due_at, without_holidays("2026-04-15"))

    assert later.due_date == date(2026, 4, 29)
    assert earlier.due_date == date(2026, 4, 27)
    assert earlier.calendar_version == 4


def test_a_citizens_deadline_is_moved_later_but_never_earlier():
    asked = deadline(Rule.WINDOW, "2026-04-20", window=APRIL_MAY, duty=Duty.CITIZEN)
    old = due(asked, CALENDAR)

    later = recount(asked, old, with_holidays("2026-06-02"))
    kept = recount(asked, old.due_at, without_holidays("2026-06-01"))

    assert later.due_date == date(2026, 6, 4)
    assert (kept.due_date, kept.due_at) == (old.due_date, old.due_at)
    assert "ไม่เลื่อนกำหนดของประชาชนให้เร็วขึ้น" in kept.explanation_th
    assert "never moved earlier" in kept.explanation_en


def test_a_promised_day_that_becomes_a_holiday_rolls_on_for_a_citizen():
    asked = deadline(Rule.WINDOW, "2026-04-20", window=APRIL_MAY, duty=Duty.CITIZEN)
    promised = due(asked, CALENDAR)
    new = with_holidays("2026-06-02")
    new = replace(new, holidays={d: h for d, h in new.holidays.items() if d != date(2026, 6, 1)})

    assert recount(asked, promised, new).due_date == date(2026, 6, 4)


def test_a_due_date_explains_itself_in_both_languages():
    asked = deadline(Rule.WORKING_DAYS, at("2026-04-01", "18:00"), 15, basis="คู่มือ ข้อ ๔")

    found = due(asked, CALENDAR)

    for part in (
        "๑๕ วันทำการ",
        "๑๘.๐๐ น.",
        "๒ เมษายน ๒๕๖๙",
        "วันสงกรานต์",
        "คู่มือ ข้อ ๔",
        "มาตรา ๖๔",
        "ฉบับที่ ๓",
    ):
        assert part in found.explanation_th
    for part in ("15 working day", "18:00", "2 April 2026", "Songkran", "section 64", "version 3"):
        assert part in found.explanation_en


@pytest.mark.parametrize(
    "change",
    [
        {"n": -1},
        {"n": 3661},
        {"n": 1.5},
        {"before": -1},
        {"after": 4000},
        {"before": 1, "after": 1},
        {"start": datetime(2026, 4, 1)},  # noqa: DTZ001 - a naive moment is what is refused
        {"start": at("2569-04-01")},
        {"rule": Rule.WEEKS, "n": 1200},
        {"rule": Rule.WINDOW},
        {"rule": Rule.WINDOW, "window": ("04-31", "05-31")},
        {"rule": Rule.WINDOW, "window": ("1 April", "05-31")},
        {"rule": Rule.MONTH_NEXT_YEAR, "n": 13},
        {"rule": Rule.EVERY_DAYS, "n": 0},
    ],
    ids=str,
)
def test_nonsense_is_refused(change):
    with pytest.raises(DeadlineInvalid) as refusal:
        due(replace(deadline(Rule.WORKING_DAYS, "2026-04-01", 15), **change), CALENDAR)

    assert isinstance(refusal.value, Invalid)


def test_occurrences_and_closed_calendars_are_refused_beyond_reason():
    every_week = deadline(Rule.EVERY_DAYS, "2026-04-01", 7)
    for asked, k in [
        (every_week, 0),
        (every_week, 10**12),
        (replace(every_week, rule=Rule.DATE), 1),
    ]:
        with pytest.raises(DeadlineInvalid):
            occurrence(asked, k)
    closed = with_holidays(*((date(2026, 1, 1) + timedelta(d)).isoformat() for d in range(500)))
    with pytest.raises(DeadlineInvalid):
        due(deadline(Rule.WORKING_DAYS, "2026-02-01", 1), closed)


def test_a_deadline_survives_json():
    asked = deadline(Rule.WINDOW, "2026-04-20", window=APRIL_MAY, duty=Duty.CITIZEN, rows=("H-1",))

    assert deadline_from_json(json.loads(json.dumps(deadline_to_json(asked)))) == asked
    stored = json.loads(json.dumps(due_to_json(due(asked, CALENDAR))))
    assert (stored["due_date"], stored["rolled_from"]) == ("2026-06-02", "2026-05-31")
    assert stored["skipped"][1]["why_th"] == "ชดเชยวันวิสาขบูชา"


@pytest.mark.parametrize(
    "wrong",
    [{"rule": "fortnights"}, {"start": "soon"}, {"start": 5}, {"n": "15"}, {"window": ["04-01"]}],
    ids=str,
)
def test_json_that_is_no_deadline_is_refused(wrong):
    good = deadline_to_json(deadline(Rule.WORKING_DAYS, "2026-04-01", 15))

    with pytest.raises(DeadlineInvalid):
        deadline_from_json({**good, **wrong})
