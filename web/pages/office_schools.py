"""The register of schools: listed and found, each with its members, kept by the office."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import access, offices
from engine import schools as register
from engine.errors import (
    EngineError,
    PeriodInvalid,
    SchoolInvalid,
    SchoolMemberExists,
    UserNotFound,
)
from engine.schools import Affiliation, Filter, Joining, Leaving, Level, School, Size
from engine.thai import to_arabic_digits
from web.audience import ADMINS, AUDITORS, STAFF
from web.flashes import flash
from web.language import language, t
from web.names import name_of
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
from web.rendering import today
from web.session import engine, person

_AT_ONCE: Final = 50
_STATES: Final = {"": True, "closed": False, "all": None}
_FIELDS: Final = (
    "code",
    "name_th",
    "name_en",
    "affiliation",
    "size",
    "students",
    "opened_on",
    "closed_on",
    "is_active",
)
AFFILIATIONS: Final = {
    Affiliation.OBEC: ("สพฐ.", "OBEC"),
    Affiliation.OPEC: ("สช. (เอกชน)", "private (OPEC)"),
    Affiliation.LOCAL: ("อปท. (ท้องถิ่น)", "local government"),
    Affiliation.OTHER: ("อื่น ๆ", "other"),
}
SIZES: Final = {
    Size.SMALL: ("เล็ก", "small"),
    Size.MEDIUM: ("กลาง", "medium"),
    Size.LARGE: ("ใหญ่", "large"),
    Size.EXTRA_LARGE: ("ใหญ่พิเศษ", "extra large"),
}
LEVELS: Final = {
    Level.KINDERGARTEN: ("ก่อนประถม", "kindergarten"),
    Level.PRIMARY: ("ประถมศึกษา", "primary"),
    Level.LOWER_SECONDARY: ("มัธยมต้น", "lower secondary"),
    Level.UPPER_SECONDARY: ("มัธยมปลาย", "upper secondary"),
}


def words() -> dict[str, dict[str, str]]:
    """Return what affiliations, sizes and levels are called."""
    kinds: dict[str, Any] = {"affiliation": AFFILIATIONS, "size": SIZES, "level": LEVELS}
    return {
        name: {key.value: t(*pair) for key, pair in pairs.items()} for name, pairs in kinds.items()
    }


@pages.get("/admin/schools", whom=STAFF | ADMINS | AUDITORS)
def schools() -> BaseResponse:
    """List the schools, found by code or name."""
    office = chosen_office(offices.seen)
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("q", "state")}
    wanted = Filter(q=to_arabic_digits(asked["q"]) or None, active=_STATES.get(asked["state"]))
    cursor = request.args.get("cursor")
    found = register.list_some(engine(), person(), (office, wanted), cursor, _AT_ONCE)
    here: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return page(
        "schools.html",
        title=t("ทะเบียนโรงเรียน", "Schools"),
        found=found,
        asked=asked,
        words=words(),
        may_keep=access.may_keep_schools(person(), office),
        day=today(),
        next=url_for("office.schools", **here, cursor=found.next) if found.next else None,
    )


@pages.get("/admin/schools/<code>", whom=STAFF | ADMINS | AUDITORS)
def school(code: str) -> BaseResponse:
    """Show a school: what is known of it, and who belongs to it."""
    return _one(chosen_office(offices.seen), code, {}, {})


def _one(
    office: str, code: str, given: dict[str, str], errors: Errors, levels: list[str] | None = None
) -> BaseResponse:
    known = register.get(engine(), person(), office, code)
    return page(
        "school.html",
        status=422 if errors else 200,
        title=name_of(known.school),
        known=known,
        given=_given(known.school) | given,
        levels=known.school.levels if levels is None else levels,
        words=words(),
        may_keep=access.may_keep_schools(person(), office),
        day=today(),
        today_field=day_field(today()),
        errors=listed(errors),
        wrong=errors,
    )


def _given(school: School) -> dict[str, str]:
    """Return a school as a form holds it."""
    days = {"opened_on": day_field(school.opened_on), "closed_on": day_field(school.closed_on)}
    plain = {name: str(getattr(school, name)) for name in _FIELDS if name not in days}
    return plain | days | {"is_active": "yes" if school.is_active else ""}


@pages.get("/admin/add-school", whom=STAFF | ADMINS)
def new_school() -> BaseResponse:
    """Ask what is known of a school."""
    register.require_keeper(person(), chosen_office(offices.seen))
    blank = dict.fromkeys(_FIELDS, "") | {
        "affiliation": "obec",
        "size": "small",
        "is_active": "yes",
    }
    return _new(blank, [], {})


def _new(given: dict[str, str], levels: list[str], errors: Errors) -> BaseResponse:
    return page(
        "school_new.html",
        status=422 if errors else 200,
        title=t("เพิ่มโรงเรียน", "Add a school"),
        given=given,
        levels=levels,
        words=words(),
        errors=listed(errors),
        wrong=errors,
    )


@pages.post("/admin/add-school", whom=STAFF | ADMINS)
def add_school() -> BaseResponse:
    """Write a new school into the register."""
    office, given = chosen_office(offices.seen), written(*_FIELDS)
    levels = request.form.getlist("levels")
    row, errors = _row(office, given, levels)
    if row is not None and not errors:
        errors = _written(row, is_new=True)
    if row is None or errors:
        return _new(given, levels, errors)
    flash("ok", t("เพิ่มโรงเรียนแล้ว", "The school is added."))
    return redirect(url_for("office.school", code=row.code), 303)


@pages.post("/admin/schools/<code>", whom=STAFF | ADMINS)
def change_school(code: str) -> BaseResponse:
    """Change what is known of a school."""
    office, given = chosen_office(offices.seen), written(*_FIELDS)
    levels = request.form.getlist("levels")
    row, errors = _row(office, given | {"code": code}, levels)
    if row is not None and not errors:
        errors = _written(row, is_new=False)
    if errors:
        return _one(office, code, given, errors, levels)
    flash("ok", t("บันทึกข้อมูลโรงเรียนแล้ว", "The school is saved."))
    return redirect(url_for("office.school", code=code), 303)


def _row(office: str, given: dict[str, str], levels: list[str]) -> tuple[School | None, Errors]:
    errors: Errors = {}
    opened, closed = read_day(given, "opened_on", errors), read_day(given, "closed_on", errors)
    count = to_arabic_digits(given["students"]).replace(",", "")
    row = School(
        office_id=office,
        code=to_arabic_digits(given["code"]),
        name_th=given["name_th"],
        name_en=given["name_en"],
        affiliation=given["affiliation"],
        size=given["size"],
        levels=levels,
        students=int(count) if count.isdecimal() and len(count) < len("999999999") else -1,
        is_active=given["is_active"] == "yes",
        opened_on=opened,
        closed_on=closed,
    )
    return row, errors


def _written(row: School, *, is_new: bool) -> Errors:
    """Write a school; return by field what the engine refused."""
    if is_new and _is_known(row):
        return {"code": t("มีโรงเรียนรหัสนี้แล้ว", "There is a school of this code already.")}
    try:
        register.put(engine(), person(), row)
    except SchoolInvalid as refusal:
        wrong = refusal.particulars["errors"]
        return {field: _why(field, why) for field, why in wrong.items()}
    return {}


def _why(field: str, why: dict[str, str]) -> str:
    if field == "levels":
        return t("เลือกอย่างน้อยหนึ่งระดับ", "Choose at least one level.")
    return why[language()]


def _is_known(row: School) -> bool:
    try:
        register.get(engine(), person(), row.office_id, row.code)
    except EngineError:
        return False
    return True


@pages.post("/admin/schools/<code>/members", whom=STAFF | ADMINS)
def add_member(code: str) -> BaseResponse:
    """Let an account belong to the school."""
    office, given = chosen_office(offices.seen), written("member", "from", "to", "member_reason")
    errors = require_written(given, "member", "member_reason")
    first, last = read_day(given, "from", errors), read_day(given, "to", errors)
    joining = Joining(
        username=given["member"], valid_from=first, valid_to=last, reason=given["member_reason"]
    )
    if errors := errors or refusals(_joining(office, code, joining), _WRONG):
        return _one(office, code, given, errors)
    flash("ok", t("เพิ่มบุคลากรแล้ว", "They belong to the school now."))
    return redirect(url_for("office.school", code=code), 303)


_WRONG: Final = {UserNotFound: "member", SchoolMemberExists: "member", PeriodInvalid: "to"}


def _joining(office: str, code: str, joining: Joining) -> Callable[[], object]:
    return lambda: register.add_member(engine(), person(), office, code, joining)


@pages.post("/admin/schools/<code>/members/<uuid:which>/end", whom=STAFF | ADMINS)
def end_member(code: str, which: UUID) -> BaseResponse:
    """Let somebody belong to the school up to a day."""
    office, given = chosen_office(offices.seen), written("last_day", "end_reason")
    errors: Errors = {}
    last = read_day({f"last-{which}": given["last_day"]}, f"last-{which}", errors)
    if not given["end_reason"]:
        errors[f"why-{which}"] = t("กรุณาระบุเหตุผล", "Say why.")
    if errors:
        return _one(office, code, {}, errors)
    leaving = Leaving(code=code, id=which, last_day=last, reason=given["end_reason"])
    register.end_member(engine(), person(), office, leaving)
    flash("ok", t("บันทึกวันสิ้นสุดแล้ว", "The last day is saved."))
    return redirect(url_for("office.school", code=code), 303)
