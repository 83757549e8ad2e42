"""What a change of the calendar would do, said before it is saved; a year filled and confirmed."""

from datetime import date

import pytest

from engine import admin_events, calendars, instances
from engine.calendar import end_of_day
from engine.errors import (
    AuditorsOnlyRead,
    CalendarDaysInvalid,
    Forbidden,
    NotFound,
    ReasonRequired,
)
from engine.model import Duty, Rule
from engine.starting import Asked
from tests.engine.test_calendars import (
    ADMIN,
    HERE,
    MONDAY,
    OFFICER,
    SONGKRAN,
    THERE,
    case,
    change,
    due_dates,
    engine,
    holiday,
    person,
)

__all__ = ["case", "engine"]
ANNOUNCED = "ประกาศสำนักนายกรัฐมนตรี (สมมติ)"


def preview(engine, *days, by=ADMIN, office=HERE):
    return calendars.preview(engine, by, office, days)


def test_a_preview_says_which_deadline_moves_from_when_to_when_and_by_which_rule(engine, case):
    would = preview(engine, holiday(MONDAY))

    (shown,) = would.shown
    assert (shown.business_key, shown.step_th) == (case.business_key, "decide")
    assert shown.step_en == "decide"
    assert (shown.definition_th, shown.definition_en) == ("สองกำหนดเวลา", "Two deadlines")
    assert (shown.before, shown.after) == (
        end_of_day(date(2026, 4, 28)),
        end_of_day(date(2026, 4, 29)),
    )
    assert (shown.day_before, shown.day_after) == (date(2026, 4, 28), date(2026, 4, 29))
    assert (shown.rule, shown.n, shown.duty) == (Rule.WORKING_DAYS, 15, Duty.OFFICIAL)
    assert "วันหยุดพิเศษ" in shown.explanation_th
    assert "Special holiday" in shown.explanation_en
    assert (would.looked_at, would.moved, would.later, would.earlier) == (2, 1, 1, 0)
    assert (would.cases, would.kept, would.others) == (1, 0, 0)


def test_what_a_preview_says_is_what_saving_does(engine, case):
    would = preview(engine, holiday(MONDAY))
    assert due_dates(engine, case)["decide"] == date(2026, 4, 28)

    done = change(engine, holiday(MONDAY))

    assert [(m.instance, m.before, m.after) for m in done.moved] == [
        (each.instance, each.before, each.after) for each in would.shown
    ]
    assert preview(engine, holiday(MONDAY)).moved == 0
    assert preview(engine, holiday(MONDAY)).news == ()


def test_a_citizens_deadline_is_kept_when_a_holiday_is_withdrawn_and_the_preview_says_so(
    engine, case
):
    would = preview(engine, holiday(SONGKRAN, is_holiday=False))

    assert [each.step_th for each in would.shown] == ["decide"]
    assert (would.earlier, would.kept) == (1, 1)
    change(engine, holiday(SONGKRAN, is_holiday=False))
    assert due_dates(engine, case)["revise"] == date(2026, 4, 16)


@pytest.mark.usefixtures("case")
def test_the_list_is_bounded_and_the_count_is_not(engine):
    asked = Asked(definition_key="two_deadlines", variables={}, office=HERE)
    instances.start(engine, OFFICER, asked)

    would = calendars.preview(engine, ADMIN, HERE, [holiday(MONDAY)], most=1)

    assert (len(would.shown), would.moved, would.cases) == (1, 2, 2)


@pytest.mark.usefixtures("case")
def test_only_an_admin_of_the_office_sees_a_preview(engine):
    with pytest.raises(Forbidden):
        preview(engine, holiday(MONDAY), by=OFFICER)
    with pytest.raises(AuditorsOnlyRead):
        preview(engine, holiday(MONDAY), by=person("auditor"))
    with pytest.raises(NotFound):
        preview(engine, holiday(MONDAY), office=THERE)
    with pytest.raises(CalendarDaysInvalid):
        preview(engine, holiday(MONDAY, source=""))


def test_a_year_shows_its_days_and_what_is_not_confirmed(engine):
    found = calendars.year(engine, OFFICER, HERE, 2026)

    songkran = next(each for each in found.days if each.day == SONGKRAN)
    assert (songkran.is_holiday, songkran.is_confirmed, songkran.entered_by) == (
        True,
        False,
        "system",
    )
    assert found.unconfirmed == len(found.days)
    assert found.working_days == 261 - sum(each.day.weekday() < 5 for each in found.days)
    assert found.version == 1
    this = next(each for each in found.years if each.year == 2026)
    assert (this.holidays, this.unconfirmed) == (len(found.days), len(found.days))
    assert calendars.year(engine, OFFICER, HERE, None).year == 2026
    with pytest.raises(NotFound):
        calendars.year(engine, OFFICER, THERE, 2026)
    with pytest.raises(CalendarDaysInvalid):
        calendars.year(engine, OFFICER, HERE, 2569)


@pytest.mark.usefixtures("case")
def test_confirming_a_year_moves_nothing_and_names_the_announcement(engine):
    change(engine, holiday(SONGKRAN, is_holiday=False))

    done = calendars.confirm(engine, ADMIN, HERE, 2026, ANNOUNCED)

    assert done.moved == ()
    found = calendars.year(engine, ADMIN, HERE, 2026)
    assert found.unconfirmed == 0
    assert {each.source for each in found.days} == {ANNOUNCED, "มติคณะรัฐมนตรีสมมติ"}
    with pytest.raises(CalendarDaysInvalid):
        calendars.confirm(engine, ADMIN, HERE, 2026, ANNOUNCED)
    with pytest.raises(ReasonRequired):
        calendars.confirm(engine, ADMIN, HERE, 2027, " ")
    with pytest.raises(Forbidden):
        calendars.confirm(engine, OFFICER, HERE, 2027, ANNOUNCED)


def test_a_further_year_is_filled_once_and_is_to_be_confirmed(engine):
    done = calendars.fill(engine, ADMIN, HERE, 2031, "วางแผนล่วงหน้า")

    assert done.version == 2
    found = calendars.year(engine, ADMIN, HERE, 2031)
    assert found.unconfirmed == len(found.days) > 10
    with pytest.raises(CalendarDaysInvalid):
        calendars.fill(engine, ADMIN, HERE, 2031, "อีกครั้ง")
    with pytest.raises(CalendarDaysInvalid):
        calendars.fill(engine, ADMIN, HERE, 2099, "ไกลเกินไป")
    with pytest.raises(AuditorsOnlyRead):
        calendars.fill(engine, person("auditor"), HERE, 2032, "ตรวจ")


def test_a_change_of_the_calendar_leaves_a_trace_with_before_and_after(engine):
    change(engine, holiday(SONGKRAN, is_holiday=False))
    change(engine, holiday(SONGKRAN, is_holiday=False))

    chosen = admin_events.Filter(kinds=("calendar_changed",))
    listed = admin_events.list_some(engine, ADMIN, (HERE, chosen), None, 10)

    (told,) = listed.page.items
    assert (told.by, told.subject, told.reason) == ("me", "2", "มติ ครม. สมมติ")
    assert told.before[0]["is_holiday"] is True
    assert told.after[0]["is_holiday"] is False
