"""Windows that a setting says, and the wait for one to open."""

from datetime import UTC, date, datetime

import pytest

from engine.calendar import (
    BANGKOK,
    Calendar,
    Holiday,
    due,
    next_start,
    read_days,
    read_window,
    recount,
)
from engine.errors import DeadlineInvalid
from engine.model import Deadline, Duty, Rule
from tests.execution import drawing as d
from tests.execution.running import Running

JUNE = ("06-01", "06-30")


def calendar(*days, version=1):
    closed = {
        day: Holiday(day=day, name_th="วันหยุดสมมติ", name_en="Invented day", source="test")
        for day in days
    }
    return Calendar(office="office", version=version, holidays=closed)


def at(year, month, day, hour=8, minute=30):
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


def asked(start, rule=Rule.WINDOW_OPENS, window=JUNE, **more):
    return Deadline(rule=rule, start=start, window=window, **more)


@pytest.mark.parametrize(
    ("start", "opens"),
    [
        (at(2026, 5, 10), at(2026, 6, 1)),
        (at(2026, 6, 1, 7), at(2026, 6, 1)),
        (at(2026, 6, 1, 10), at(2026, 6, 1, 10)),
        (at(2026, 6, 15, 2), at(2026, 6, 15, 2)),
        (at(2026, 6, 30, 23), at(2026, 6, 30, 23)),
        (at(2026, 7, 1, 0, 0), at(2027, 6, 1)),
        (at(2026, 12, 31, 23), at(2027, 6, 1)),
    ],
)
def test_a_window_opens_in_the_morning_or_is_open_already(start, opens):
    found = due(asked(start), calendar())

    assert (found.due_at, found.due_date) == (opens, opens.date())


@pytest.mark.parametrize(
    ("start", "opens"),
    [
        (at(2026, 11, 20), at(2026, 12, 1)),
        (at(2027, 1, 10), at(2027, 1, 10)),
        (at(2027, 2, 16), at(2027, 12, 1)),
    ],
)
def test_a_window_over_new_year_is_open_in_both_years(start, opens):
    assert due(asked(start, window=("12-01", "02-15")), calendar()).due_at == opens


def test_a_window_opens_on_a_day_off_all_the_same():
    found = due(asked(at(2026, 5, 10)), calendar(date(2026, 6, 1)))

    assert found.due_at == at(2026, 6, 1)


def test_an_opening_explains_itself_in_both_languages():
    ahead, now = (due(asked(at(2026, month, 10)), calendar()) for month in (5, 6))

    assert "It opens on Monday 1 June 2026 at 08:30." in ahead.explanation_en
    assert "เปิดวันจันทร์ที่ ๑ มิถุนายน" in ahead.explanation_th
    assert "๐๘.๓๐ น." in ahead.explanation_th
    assert "open since Monday 1 June 2026, so at once" in now.explanation_en
    assert "เปิดอยู่แล้ว" in now.explanation_th


@pytest.mark.parametrize("duty", list(Duty))
def test_an_opening_counted_again_stays_where_it_is(duty):
    before = due(asked(at(2026, 5, 10), duty=duty), calendar())
    after = recount(
        asked(at(2026, 5, 10), duty=duty), before.due_at, calendar(date(2026, 6, 1), version=2)
    )

    assert (after.due_at, after.calendar_version) == (before.due_at, 2)


def test_the_end_of_a_window_binds_as_the_duty_says():
    sunday = ("05-01", "05-31")  # 31 May 2026
    ends = {
        duty: due(asked(at(2026, 5, 10), Rule.WINDOW, sunday, duty=duty), calendar()).due_date
        for duty in Duty
    }

    assert ends == {Duty.OFFICIAL: date(2026, 5, 31), Duty.CITIZEN: date(2026, 6, 1)}


def test_a_window_that_lies_in_the_next_year_ends_there():
    found = due(asked(at(2026, 5, 10), Rule.WINDOW, ("02-01", "02-29")), calendar())

    assert found.due_date == date(2027, 2, 28)


@pytest.mark.parametrize("given", ["06-01/06-30", " 06-01 / 06-30 ", ["06-01", "06-30"]])
def test_a_window_is_read_as_a_setting_may_say_it(given):
    assert read_window(given) == JUNE


@pytest.mark.parametrize(
    "given", ["06-01", "06-01/06-31", "June", "1 June/2 June", [], ["06-01"], [6, 7], None, 6, ""]
)
def test_what_is_no_window_is_refused(given):
    with pytest.raises(DeadlineInvalid):
        read_window(given)


def test_start_days_are_read_in_the_order_of_the_year():
    assert read_days("11-01 05-16") == read_days(["11-01", "05-16"]) == ("05-16", "11-01")
    assert read_days("02-29") == ("02-29",)


@pytest.mark.parametrize("given", ["", [], "05-32", "5-16", "May", 516, None, [516], ["05-16", 1]])
def test_what_is_no_start_day_is_refused(given):
    with pytest.raises(DeadlineInvalid):
        read_days(given)


@pytest.mark.parametrize(
    ("days", "behind", "comes"),
    [
        (("06-01",), at(2026, 6, 1, 8, 29), at(2026, 6, 1)),
        (("06-01",), at(2026, 6, 1), at(2027, 6, 1)),
        (("02-29",), at(2026, 12, 1), at(2027, 2, 28)),
        (("02-29",), at(2028, 2, 28, 12), at(2028, 2, 29)),
        (("05-16", "11-01"), at(2026, 6, 1), at(2026, 11, 1)),
        (("01-01",), datetime(2026, 12, 31, 23, tzinfo=UTC), at(2027, 1, 1)),
    ],
)
def test_the_next_start_is_the_next_opening_of_a_day(days, behind, comes):
    assert next_start(days, behind) == comes


def waiting(**attributes):
    box = d.deadline(n="", kind="", from_="started_at", **attributes)
    wait = d.event("intermediateCatchEvent", "wait", "timer", box)
    return d.straight(wait, d.user_task(), names=["wait", "work"])


def test_a_case_waits_for_the_window_that_the_offices_setting_says():
    variables = {"started_at": "2026-04-01T08:30:00+07:00", "register": "06-01/06-30"}
    running = Running(waiting(rule="window_opens", window="register"), variables)

    assert running.timers() == {"wait": at(2026, 6, 1)}
    assert running.at(at(2026, 6, 1)).open() == ["work"]


def test_a_case_that_begins_within_the_window_goes_on_at_once():
    variables = {"started_at": "2026-04-01T08:30:00+07:00"}
    running = Running(waiting(rule="window_opens", window="04-01/05-31"), variables)

    assert running.at(running.now).open() == ["work"]


def test_a_wrong_window_stops_at_its_timer():
    variables = {"started_at": "2026-04-01T08:30:00+07:00", "register": "June"}
    running = Running(waiting(rule="window", window="register"), variables)

    assert running.failures() == {"wait": "deadline_invalid"}
