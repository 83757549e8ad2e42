"""What holds of every deadline, whatever the start, the number and the calendar."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from engine.calendar import BANGKOK, Calendar, day_ending_at, due, end_of_day, recount
from engine.holiday_seed import office_holidays
from engine.model import Deadline, Duty, Rule

SEED = office_holidays(range(2025, 2031))
CALENDAR = Calendar(office="udonthani1", version=3, holidays=SEED)
MOMENTS = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds, and adds the zone
    max_value=datetime(2028, 12, 31),  # noqa: DTZ001 - the same
    timezones=st.just(BANGKOK),
)
COUNTING = st.sampled_from([Rule.WORKING_DAYS, Rule.CALENDAR_DAYS, Rule.WEEKS])


def deadline(rule, start, n, **more):
    return Deadline(rule=rule, start=start, n=n, **more)


def due_day(*args, calendar=CALENDAR, **more):
    return due(deadline(*args, **more), calendar).due_date


@given(MOMENTS, MOMENTS, st.integers(0, 60), COUNTING, st.sampled_from(Duty))
def test_a_later_start_is_never_due_earlier(one, other, n, rule, duty):
    early, late = sorted((one, other))

    assert due_day(rule, early, n, duty=duty) <= due_day(rule, late, n, duty=duty)


@given(MOMENTS, st.integers(0, 60), st.booleans(), COUNTING, st.sampled_from(Duty))
def test_one_day_more_is_never_due_earlier(start, n, setting, rule, duty):
    calendar = replace(CALENDAR, count_day_of_receipt=setting)

    fewer, more = (due_day(rule, start, k, duty=duty, calendar=calendar) for k in (n, n + 1))

    assert fewer <= more


@given(MOMENTS, st.integers(1, 90))
def test_working_days_end_on_one_and_every_day_between_is_counted_or_explained(start, n):
    found = due(deadline(Rule.WORKING_DAYS, start, n), CALENDAR)

    between = (found.due_date - found.counted_from).days
    assert CALENDAR.is_working_day(found.due_date)
    assert between - len(found.skipped) == n
    assert all(day.why_th and day.why_en for day in found.skipped)


@given(MOMENTS, st.integers(0, 60))
def test_adding_and_subtracting_working_days_agree(start, n):
    day = CALENDAR.next_working_day_on_or_after(start.date())

    assert CALENDAR.subtract_working_days(CALENDAR.add_working_days(day, n), n) == day


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_the_end_of_a_day_knows_its_day(day):
    assert day_ending_at(end_of_day(day)) == day


@given(
    MOMENTS,
    st.sampled_from([Rule.WINDOW, Rule.CALENDAR_DAYS, Rule.DATE]),
    st.sets(st.sampled_from(sorted(SEED)), max_size=60),
    st.integers(0, 9),
)
def test_no_calendar_makes_a_citizens_deadline_earlier(start, rule, withdrawn, before):
    asked = deadline(rule, start, 15, duty=Duty.CITIZEN, window=("04-01", "05-31"), before=before)
    changed = replace(
        CALENDAR, holidays={day: row for day, row in SEED.items() if day not in withdrawn}
    )
    old = due(asked, CALENDAR)

    assert recount(asked, old, changed).due_date >= old.due_date
