"""Moments, durations and cycles as ISO 8601 writes them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.errors import TimeInvalid
from engine.isotime import after, cycle, moment

LAST_YEAR = 9990
START = datetime.fromisoformat("2026-01-31T08:30:00+07:00")


def day(text):
    return datetime.fromisoformat(f"{text}T08:30:00+07:00")


@pytest.mark.parametrize(
    "text",
    ["2026-01-31T08:30:00+07:00", " '2026-01-31T08:30:00+07:00' ", "2026-01-31T01:30:00Z"],
)
def test_a_moment_is_read_with_its_offset(text):
    assert moment(text) == START


@pytest.mark.parametrize(
    ("text", "why", "why_th"),
    [
        ("2026-01-31T08:30:00", "offset", "เขตเวลา"),
        ("2026-01-31", "offset", "เขตเวลา"),
        ("2569-01-31T08:30:00+07:00", "B.E.", "พ.ศ."),
        ("2400-01-01T00:00:00+07:00", "B.E.", "พ.ศ."),
        ("พรุ่งนี้", "not an ISO 8601 moment", "ไม่ใช่เวลา"),
        ("2026-02-29T08:30:00+07:00", "not an ISO 8601 moment", "ไม่ใช่เวลา"),
        ("", "not an ISO 8601 moment", "ไม่ใช่เวลา"),
    ],
)
def test_a_moment_that_could_mean_something_else_is_refused(text, why, why_th):
    with pytest.raises(TimeInvalid) as caught:
        moment(text)

    assert why in caught.value.text("en")
    assert why_th in caught.value.text("th")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P7D", day("2026-02-07")),
        ("P2W", day("2026-02-14")),
        ("P1M", day("2026-02-28")),
        ("P13M", day("2027-02-28")),
        ("P25M", day("2028-02-29")),
        ("P1Y", day("2027-01-31")),
        ("P1M1D", day("2026-03-01")),
        ("PT1H30M", START + timedelta(minutes=90)),
        ("PT0.5S", START + timedelta(seconds=0.5)),
        ("P1DT1S", START + timedelta(days=1, seconds=1)),
        ("'PT1H'", START + timedelta(hours=1)),
    ],
)
def test_a_duration_is_added_in_calendar_months(text, expected):
    assert after(text, START) == expected


def test_a_year_after_a_leap_day_is_the_last_of_february():
    assert after("P1Y", day("2028-02-29")) == day("2029-02-28")
    assert after("P4Y", day("2028-02-29")) == day("2032-02-29")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1DT",
        "7D",
        "P-7D",
        "P1.5D",
        "P1D1M",
        "15 days",
        "P7d",
        "P99999999999D",
        "P9999Y",
    ],
)
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(TimeInvalid) as caught:
        after(text, START)

    assert caught.value.particulars["why"]
    assert caught.value.particulars["why_th"]


@given(st.integers(0, 5000), st.integers(0, 23), st.integers(0, 59))
def test_days_hours_and_minutes_add_up(days, hours, minutes):
    found = after(f"P{days}DT{hours}H{minutes}M", START)

    assert found - START == timedelta(days=days, hours=hours, minutes=minutes)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(1, 60))
def test_months_later_is_in_that_month_and_never_on_a_later_day(start, months):
    assume(start.year < LAST_YEAR)

    found = after(f"P{months}M", start)

    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day <= start.day


def test_a_cycle_without_a_start_begins_one_period_on():
    found = cycle("R3/PT1H", START)

    assert (found.first, found.every, found.times) == (
        START + timedelta(hours=1),
        timedelta(hours=1),
        3,
    )


def test_a_cycle_with_a_start_begins_there():
    found = cycle("R2/2026-04-01T08:30:00+07:00/P1D", START)

    assert (found.first, found.every, found.times) == (day("2026-04-01"), timedelta(days=1), 2)


def test_a_cycle_without_a_number_has_no_end():
    assert cycle("R/P7D", START).times == -1


def test_a_cycle_that_is_asked_for_no_times_never_fires():
    assert cycle("R0/P7D", START).times == 0


@pytest.mark.parametrize(
    "text",
    [
        "R3/PT0S",
        "R3/PT0.5S",
        "R3/P0D",
        "PT1H",
        "R3",
        "R-1/PT1H",
        "Rx/PT1H",
        "0 0 9 * * ?",
        "R3/2026-04-01T08:30:00/P1D",
        "R3/2026-04-01T08:30:00+07:00/P1D/P1D",
    ],
)
def test_what_is_no_cycle_is_refused(text):
    with pytest.raises(TimeInvalid):
        cycle(text, START)
