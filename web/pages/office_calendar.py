"""The calendar of an office: a year as twelve months, and what a change does before it is saved."""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from engine import calendars
from engine.calendars import CalendarDay, CalendarYear, DaysAsked, KnownDay, Preview
from engine.errors import CalendarDaysInvalid, ReasonRequired
from engine.thai import BUDDHIST_OFFSET
from web.audience import ADMINS
from web.flashes import flash
from web.language import language, t
from web.pages.office_family import (
    Errors,
    chosen_office,
    listed,
    page,
    pages,
    read_day,
    refusals,
    require_written,
    written,
)
from web.rendering import today
from web.session import engine, person

_FIELDS: Final = ("first", "last", "kind", "name_th", "name_en", "source")
_LONGEST: Final = 31
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A day in a month's grid; `known`: what the calendar says of it."""

    day: date
    known: KnownDay | None
    is_weekend: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month: weeks of seven, None where a day belongs to another month."""

    first: date
    weeks: list[list[Cell | None]]


@pages.get("/admin/calendar", whom=ADMINS)
def calendar() -> Response:
    """Show a year, and the form that changes days."""
    office = chosen_office()
    given = {name: request.args.get(name, "")[:500] for name in _FIELDS}
    return _year_page(office, given, {})


def _year_page(office: str, given: dict[str, str], errors: Errors, status: int = 200) -> Response:
    year = calendars.year(engine(), person(), office, _asked_year())
    this = today().year
    return page(
        "calendar.html",
        status=status,
        title=t("ปฏิทินวันหยุด", "Calendar"),
        year=year,
        shown_year=_shown(year.year),
        choices=[(each, _shown(each), _unconfirmed(year, each)) for each in _near(year, this)],
        months=_months(year),
        given=given | {"kind": given["kind"] or "holiday"},
        errors=listed(errors),
        wrong=errors,
        to_confirm=[each for each in year.days if not each.is_confirmed],
    )


def _asked_year() -> int | None:
    """Return the Gregorian year in the address or the form; None where there is none."""
    asked = request.values.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == len("2026") else None


def _shown(year: int) -> int:
    return year + BUDDHIST_OFFSET if language() == "th" else year


def _near(year: CalendarYear, this: int) -> list[int]:
    known = [each.year for each in year.years]
    first = max(min([this, *known]), this - 3)
    return sorted({*range(first, max([this, *known]) + 2), year.year})


def _unconfirmed(year: CalendarYear, wanted: int) -> int | None:
    """Return how many days of a year are not confirmed; None when nothing is known of it."""
    return next((each.unconfirmed for each in year.years if each.year == wanted), None)


def _months(year: CalendarYear) -> list[Month]:
    known = {each.day: each for each in year.days}
    grid = months.Calendar(months.SUNDAY)
    found = []
    for month in range(1, _MONTHS + 1):
        weeks = [
            [_cell(day, known) if day.month == month else None for day in week]
            for week in grid.monthdatescalendar(year.year, month)
        ]
        found.append(Month(date(year.year, month, 1), weeks))
    return found


def _cell(day: date, known: dict[date, KnownDay]) -> Cell:
    return Cell(
        day=day,
        known=known.get(day),
        is_weekend=day.weekday() >= months.SATURDAY,
        is_today=day == today(),
    )


@pages.post("/admin/calendar/preview", whom=ADMINS)
def preview_days() -> Response:
    """Show what changing days would do to the deadlines that run; nothing is saved."""
    office = chosen_office()
    given = written(*_FIELDS, "reason")
    days, errors = _days(given)
    if errors:
        return _year_page(office, given, errors, 422)
    found: list[Preview] = []

    def look() -> None:
        found.append(calendars.preview(engine(), person(), office, days))

    if errors := refusals(look, {CalendarDaysInvalid: "first"}):
        return _year_page(office, given, errors, 422)
    return _preview_page(given, days, found[0], {})


def _preview_page(
    given: dict[str, str], days: Sequence[CalendarDay], found: Preview, errors: Errors
) -> Response:
    return page(
        "calendar_preview.html",
        status=422 if errors else 200,
        title=t("ผลของการเปลี่ยนวันหยุด", "What the change does"),
        given=given,
        days=days,
        preview=found,
        errors=listed(errors),
        wrong=errors,
        year=days[0].day.year,
    )


@pages.post("/admin/calendar/days", whom=ADMINS)
def save_days() -> Response:
    """Save days with a reason; deadlines that run are counted again."""
    office = chosen_office()
    given = written(*_FIELDS, "reason")
    days, errors = _days(given)
    if errors:
        return _year_page(office, given, errors, 422)
    if errors := require_written(given, "reason"):
        seen = calendars.preview(engine(), person(), office, days)
        return _preview_page(given, days, seen, errors)
    asked = DaysAsked(days=tuple(days), reason=given["reason"])
    done = calendars.change(engine(), person(), office, asked)
    _say_what_moved(done)
    return redirect(url_for("office.calendar", year=days[0].day.year), 303)


def _say_what_moved(done: calendars.CalendarChanged) -> None:
    cases = len({each.instance for each in done.moved})
    many = sum(each.part is calendars.Part.DUE for each in done.moved)  # as the preview counts them
    others = len(done.moved) - many
    flash(
        "ok",
        t(
            f"บันทึกปฏิทินรุ่นที่ {done.version} แล้ว วันครบกำหนดเลื่อน {many} รายการใน {cases} เรื่อง"
            + (f" และการเตือนกับขั้นต่อเนื่องอีก {others} รายการ" if others else ""),
            f"Calendar version {done.version} saved; "
            f"{many} due date(s) of {cases} case(s) moved"
            + (f", and {others} reminder(s) and what follows." if others else "."),
        ),
    )
    if done.stuck:
        flash(
            "warn",
            t(
                f"มี {len(done.stuck)} เรื่องที่นับใหม่ไม่ได้ ให้บันทึกวันเดิมซ้ำอีกครั้ง",
                f"{len(done.stuck)} case(s) could not be counted; save the same days again.",
            ),
        )


def _days(given: dict[str, str]) -> tuple[list[CalendarDay], Errors]:
    """Read the days of the form: one, or all from the first to the last."""
    errors = require_written(given, "first", "name_th", "source")
    first = read_day(given, "first", errors)
    last = read_day(given, "last", errors) or first
    if errors or first is None or last is None:
        return [], errors
    length = (last - first).days + 1
    if not 0 < length <= _LONGEST:
        told = t(f"ต้องเป็น 1 ถึง {_LONGEST} วัน", f"Expected 1 to {_LONGEST} days.")
        return [], {"last": told}
    return [
        CalendarDay(
            day=first + timedelta(days=n),
            is_holiday=given["kind"] != "open",
            name_th=given["name_th"],
            name_en=given["name_en"] or given["name_th"],
            source=given["source"],
        )
        for n in range(length)
    ], {}


@pages.post("/admin/calendar/confirm", whom=ADMINS)
def confirm_year() -> Response:
    """Say that a year's days were held against what was announced."""
    office, given = chosen_office(), written("announcement")
    year = _asked_year() or today().year

    def command() -> None:
        calendars.confirm(engine(), person(), office, year, given["announcement"])

    wrong = {ReasonRequired: "announcement", CalendarDaysInvalid: "announcement"}
    if errors := refusals(command, wrong):
        return _year_page(office, _blank(), errors, 422)
    told = _shown(year)
    flash("ok", t(f"ยืนยันวันหยุดปี {told} แล้ว", f"The holidays of {told} are confirmed."))
    return redirect(url_for("office.calendar", year=year), 303)


@pages.post("/admin/calendar/fill", whom=ADMINS)
def fill_year() -> Response:
    """Write a further year's holidays as the package forecasts them."""
    office, given = chosen_office(), written("fill_reason")
    year = _asked_year() or today().year
    if errors := require_written(given, "fill_reason"):
        return _year_page(office, _blank(), errors, 422)
    _say_what_moved(calendars.fill(engine(), person(), office, year, given["fill_reason"]))
    return redirect(url_for("office.calendar", year=year), 303)


def _blank() -> dict[str, str]:
    return dict.fromkeys(_FIELDS, "")
