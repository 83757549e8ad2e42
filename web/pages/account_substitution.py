"""Letting a colleague stand in during leave; and for whom oneself may act."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import access, people
from engine.errors import (
    EngineError,
    PeriodInvalid,
    ReasonRequired,
    RoleNotHeld,
    RoleUnknown,
    SubstituteUnfit,
    UserNotFound,
)
from engine.roles import OFFICE_ROLES
from engine.thai import DateUnreadable, buddhist_year, parse_date
from web.audience import STAFF
from web.flashes import flash
from web.language import language, t
from web.pages.account_family import Errors, page, pages, refused, written
from web.rendering import today
from web.session import engine, person

_MOST = 200
_FIELDS: dict[type[EngineError], str] = {
    PeriodInvalid: "until",
    ReasonRequired: "reason",
    RoleNotHeld: "role",
    RoleUnknown: "role",
    SubstituteUnfit: "substitute",
    UserNotFound: "substitute",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An office where the person may let somebody stand in: who could, and in which roles."""

    membership: people.Membership
    colleagues: list[people.Colleague]


@pages.get("/account/substitution", whom=STAFF)
def substitution() -> Response:
    """Show who stands in for the person, and for whom they may act."""
    return _shown({"from": _day(today()), "until": _day(today())}, {})


@pages.post("/account/substitution", whom=STAFF)
def entrust() -> Response:
    """Let a colleague stand in."""
    given = written("office", "substitute", "role", "from", "until", "reason")
    errors: Errors = {}
    first, last = _read(given, "from", errors), _read(given, "until", errors)
    if not given["substitute"]:
        errors["substitute"] = t("เลือกผู้ปฏิบัติหน้าที่แทน", "Choose who stands in.")
    if first and first < today():
        errors["from"] = t("เริ่มได้ตั้งแต่วันนี้", "It can begin today at the earliest.")
    if errors or first is None or last is None:
        return _shown(given, errors)
    try:
        people.substitute(engine(), person(), _wanted(given, first, last))
    except tuple(_FIELDS) as refusal:
        return _shown(given, refused(refusal, _FIELDS, "substitute"))
    flash("ok", t("มอบหมายแล้ว และแจ้งผู้ปฏิบัติหน้าที่แทนแล้ว", "Entrusted; your substitute has been told."))
    return _back()


@pages.post("/account/substitution/<uuid:which>/end", whom=STAFF)
def end_substitution(which: UUID) -> Response:
    """End a substitution now; one that has not begun is taken back."""
    last = today() - timedelta(days=1)
    office = request.form.get("office", "")
    people.end_substitution(
        engine(), person(), people.Ending(office=office, id=which, last_day=last)
    )
    flash("ok", t("สิ้นสุดการมอบหมายแล้ว", "The substitution has ended."))
    return _back()


def _wanted(given: dict[str, str], first: date, last: date) -> people.Substitution:
    return people.Substitution(
        absent=person().id,
        substitute=given["substitute"],
        office=given["office"],
        valid_from=first,
        valid_to=last,
        reason=given["reason"],
        role=given["role"] or None,
    )


def _read(given: dict[str, str], name: str, errors: Errors) -> date | None:
    try:
        return parse_date(given[name])
    except DateUnreadable:
        errors[name] = t(
            "อ่านวันที่ไม่ได้ ให้เขียนเช่น 1/4/2569", "This is no date; write it such as 1/4/2026."
        )
        return None


def _day(day: date) -> str:
    """Write a day as the form's field holds it."""
    year = buddhist_year(day) if language() == "th" else day.year
    return f"{day.day}/{day.month}/{year}"


def _places(me: people.Me) -> list[Place]:
    """Return the offices where the person works, with the colleagues they have there."""
    works = [each for each in me.memberships if access.is_staff(me.person, each.office)]
    return [Place(membership=each, colleagues=_colleagues(each.office)) for each in works]


def _colleagues(office: str) -> list[people.Colleague]:
    found = people.colleagues(engine(), person(), office, most=_MOST)
    return [
        each for each in found if each.username != person().id and OFFICE_ROLES & set(each.roles)
    ]


def _shown(given: dict[str, str], errors: Errors) -> Response:
    me = people.me(engine(), person())
    values = {"places": _places(me), "entrusted": people.entrusted(engine(), person())}
    return page(
        "substitution.html",
        422 if errors else 200,
        me=me,
        given=given,
        wrong=errors,
        errors=list(errors.items()),
        **values,
    )


def _back() -> Response:
    return make_response(redirect(url_for("account.substitution"), 303))
