"""One of the office's people: roles, schools, substitutions, the account; each with a reason."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import admin_events, offices, passwords, people, schools
from engine.errors import (
    PeriodInvalid,
    PersonNameUnfit,
    RoleUnknown,
    SchoolMemberExists,
    SchoolNotFound,
    SubstituteUnfit,
    UserNotFound,
    YourselfLockedOut,
)
from engine.people import Dossier, Ending, Grant, Renamed, Substitution
from web.audience import ADMINS
from web.flashes import flash
from web.language import t
from web.names import name_of
from web.pages.office_changes import said_of
from web.pages.office_family import (
    Errors,
    chosen_office,
    day_field,
    listed,
    page,
    pages,
    read_day,
    refusals,
    require_written,
    written,
)
from web.pages.office_people import password_page, role_groups
from web.rendering import today
from web.session import engine, person

_LATEST: Final = 8
Given = dict[str, str]


@pages.get("/admin/people/<username>", whom=ADMINS)
def person_page(username: str) -> BaseResponse:
    """Show all that the office knows of somebody."""
    return _shown(chosen_office(offices.with_nation), username, {}, {})


def _shown(office: str, username: str, given: Given, errors: Errors) -> BaseResponse:
    found = people.dossier(engine(), person(), office, username)
    about = admin_events.Filter(subject=found.user.username)
    latest = admin_events.list_some(engine(), person(), (office, about), None, _LATEST)
    return page(
        "person.html",
        status=422 if errors else 200,
        title=name_of(found.user),
        found=found,
        given={"from": day_field(today())} | given,
        errors=listed(errors),
        wrong=errors,
        groups=role_groups(),
        day=today(),
        yesterday_field=day_field(today() - timedelta(days=1)),
        latest=latest,
        told_of=said_of,
        is_self=found.user.username == person().id,
    )


def _back(username: str, th: str, en: str) -> BaseResponse:
    flash("ok", t(th, en))
    return redirect(url_for("office.person_page", username=username), 303)


@pages.post("/admin/people/<username>/roles", whom=ADMINS)
def give_role(username: str) -> BaseResponse:
    """Give a role from a day on, perhaps until a day."""
    office, given = chosen_office(offices.with_nation), written("role", "from", "to", "role_reason")
    errors = require_written(given, "role", "from", "role_reason")
    first, last = read_day(given, "from", errors), read_day(given, "to", errors)
    if errors or first is None:
        return _shown(office, username, given, errors)
    wanted = Grant(
        username=username,
        role=given["role"],
        office=office,
        valid_from=first,
        valid_to=last,
        reason=given["role_reason"],
    )
    wrong = {PeriodInvalid: "to", RoleUnknown: "role"}
    if errors := refusals(lambda: people.grant(engine(), person(), wanted), wrong):
        return _shown(office, username, given, errors)
    return _back(username, "ให้บทบาทแล้ว", "The role is given.")


@pages.post("/admin/people/<username>/roles/<uuid:which>/end", whom=ADMINS)
def end_role(username: str, which: UUID) -> BaseResponse:
    """Let a role end after a day."""

    def command(office: str, last: date, reason: str) -> None:
        ending = Ending(office=office, id=which, last_day=last, reason=reason)
        people.end_grant(engine(), person(), ending)

    return _ended(username, which, command)


@pages.post("/admin/people/<username>/schools/<code>/<uuid:which>/end", whom=ADMINS)
def leave_school(username: str, code: str, which: UUID) -> BaseResponse:
    """Let somebody belong to a school up to a day."""

    def command(office: str, last: date, reason: str) -> None:
        leaving = schools.Leaving(code=code, id=which, last_day=last, reason=reason)
        schools.end_member(engine(), person(), office, leaving)

    return _ended(username, which, command)


@pages.post("/admin/people/<username>/substitutions/<uuid:which>/end", whom=ADMINS)
def end_substitution(username: str, which: UUID) -> BaseResponse:
    """Let a substitution end early."""

    def command(office: str, last: date, reason: str) -> None:
        ending = Ending(office=office, id=which, last_day=last, reason=reason)
        people.end_substitution(engine(), person(), ending)

    return _ended(username, which, command)


def _ended(username: str, which: UUID, command: Callable[[str, date, str], None]) -> BaseResponse:
    """Read a last day and a reason, and do the command with them."""
    office, given = chosen_office(offices.with_nation), written("last_day", "end_reason")
    day, why = f"last-{which}", f"why-{which}"
    errors: Errors = {}
    last = read_day({day: given["last_day"]}, day, errors)
    if last is None and not errors:
        errors[day] = t("กรุณากรอกวันสุดท้าย", "Say the last day.")
    if not given["end_reason"]:
        errors[why] = t("กรุณาระบุเหตุผล", "Say why.")
    kept = {day: given["last_day"], why: given["end_reason"]}
    if errors or last is None:
        return _shown(office, username, kept, errors)
    if errors := refusals(
        lambda: command(office, last, given["end_reason"]), {YourselfLockedOut: day}
    ):
        return _shown(office, username, kept, errors)
    return _back(username, "บันทึกวันสิ้นสุดแล้ว", "The last day is saved.")


@pages.post("/admin/people/<username>/schools", whom=ADMINS)
def join_school(username: str) -> BaseResponse:
    """Let somebody belong to a school."""
    names = ("school", "school_from", "school_to", "school_reason")
    office, given = chosen_office(offices.with_nation), written(*names)
    errors = require_written(given, "school", "school_reason")
    first, last = read_day(given, "school_from", errors), read_day(given, "school_to", errors)
    if errors:
        return _shown(office, username, given, errors)
    joining = schools.Joining(
        username=username, valid_from=first, valid_to=last, reason=given["school_reason"]
    )
    wrong = {
        SchoolNotFound: "school",
        SchoolMemberExists: "school",
        PeriodInvalid: "school_to",
    }
    if errors := refusals(
        lambda: schools.add_member(engine(), person(), office, given["school"], joining), wrong
    ):
        return _shown(office, username, given, errors)
    return _back(username, "เพิ่มเข้าโรงเรียนแล้ว", "They belong to the school now.")


@pages.post("/admin/people/<username>/substitutions", whom=ADMINS)
def substitute(username: str) -> BaseResponse:
    """Let a colleague act for somebody who is away."""
    names = ("substitute", "lent", "away_from", "away_to", "away_reason")
    office, given = chosen_office(offices.with_nation), written(*names)
    errors = require_written(given, "substitute", "away_from", "away_to", "away_reason")
    first, last = read_day(given, "away_from", errors), read_day(given, "away_to", errors)
    if errors or first is None or last is None:
        return _shown(office, username, given, errors)
    wanted = Substitution(
        absent=username,
        substitute=given["substitute"],
        office=office,
        valid_from=first,
        valid_to=last,
        reason=given["away_reason"],
        role=given["lent"] or None,
    )
    if errors := refusals(lambda: people.substitute(engine(), person(), wanted), _LENDING):
        return _shown(office, username, given, errors)
    return _back(username, "มอบหมายปฏิบัติหน้าที่แทนแล้ว", "The substitution is made.")


_LENDING: Final = {
    PeriodInvalid: "away_to",
    SubstituteUnfit: "substitute",
    UserNotFound: "substitute",
    RoleUnknown: "lent",
}


@pages.post("/admin/people/<username>/name", whom=ADMINS)
def rename_person(username: str) -> BaseResponse:
    """Change what an account is called, and its e-mail."""
    office, given = (
        chosen_office(offices.with_nation),
        written("name_th", "name_en", "email", "name_reason"),
    )
    errors = require_written(given, "name_th", "name_reason")
    wanted = Renamed(
        username=username,
        name_th=given["name_th"],
        name_en=given["name_en"] or given["name_th"],
        email=given["email"] or None,
        reason=given["name_reason"],
    )
    errors = errors or refusals(
        lambda: people.rename(engine(), person(), wanted), {PersonNameUnfit: "name_th"}
    )
    if errors:
        return _shown(office, username, given, errors)
    return _back(username, "แก้ชื่อแล้ว", "The name is changed.")


@pages.post("/admin/people/<username>/password", whom=ADMINS)
def reset_password(username: str) -> BaseResponse:
    """Give an account a temporary password; it is signed out everywhere."""
    found, given, errors = _account_command(username, "password_reason")
    if errors:
        return _shown(chosen_office(offices.with_nation), username, given, errors)
    password = passwords.temporary()
    people.set_password(engine(), person(), username, password, given["password_reason"])
    return password_page(found.user.username, name_of(found.user), password)


@pages.post("/admin/people/<username>/disable", whom=ADMINS)
def disable_person(username: str) -> BaseResponse:
    """Let nobody sign in to an account any more."""
    _, given, errors = _account_command(username, "disable_reason")
    errors = errors or refusals(
        lambda: people.disable(engine(), person(), username, given["disable_reason"]),
        {YourselfLockedOut: "disable_reason"},
    )
    if errors:
        return _shown(chosen_office(offices.with_nation), username, given, errors)
    return _back(username, "ปิดบัญชีแล้ว", "The account is disabled.")


@pages.post("/admin/people/<username>/enable", whom=ADMINS)
def enable_person(username: str) -> BaseResponse:
    """Let a disabled account be used again."""
    _, given, errors = _account_command(username, "enable_reason")
    if errors:
        return _shown(chosen_office(offices.with_nation), username, given, errors)
    people.enable(engine(), person(), username, given["enable_reason"])
    return _back(username, "เปิดบัญชีแล้ว", "The account is in use again.")


def _account_command(username: str, reason: str) -> tuple[Dossier, Given, Errors]:
    """Return who it is about, what was written, and whether the reason is missing."""
    office, given = chosen_office(offices.with_nation), written(reason)
    found = people.dossier(engine(), person(), office, username)
    return found, given, require_written(given, reason)
