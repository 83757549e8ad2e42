"""The people of an office: found, added; the first page of each is in `office_person`."""

from collections.abc import Callable
from typing import Any, Final

from flask import request, url_for
from werkzeug.wrappers import Response

from engine import offices, passwords
from engine import people as accounts
from engine.errors import PersonNameUnfit, RoleUnknown, UserExists, UserNameUnfit
from engine.people import NewUser, UserFilter
from engine.roles import ROLES, RoleKind
from web.audience import ADMINS
from web.language import t
from web.names import name_of
from web.pages.office_family import (
    Errors,
    chosen_office,
    listed,
    page,
    pages,
    refusals,
    require_written,
    written,
)
from web.rendering import today
from web.session import engine, person

_AT_ONCE: Final = 50
_STATES: Final = {"": None, "active": True, "inactive": False}
_FIELDS: Final = ("username", "name_th", "name_en", "email", "reason")
Roles = list[tuple[str, list[tuple[str, str]]]]


def role_groups() -> Roles:
    """Return the roles that may be held, by kind, as a form offers them."""
    titles = {
        RoleKind.OFFICE: t("เจ้าหน้าที่และคณะกรรมการ", "Staff and committees"),
        RoleKind.APPLICANT: t("ผู้ยื่นเรื่องและโรงเรียน", "Applicants and schools"),
        RoleKind.SYSTEM: t("ผู้ดูแล ผู้ตรวจสอบ ผู้ออกแบบ", "Admins, auditors, analysts"),
    }
    return [
        (title, [(key, name_of(role)) for key, role in ROLES.items() if role.kind is kind])
        for kind, title in titles.items()
    ]


@pages.get("/admin/people", whom=ADMINS)
def people() -> Response:
    """List the people of an office, found by name, role and state."""
    office = chosen_office(offices.with_nation)
    asked = {name: request.args.get(name, "")[:200].strip() for name in ("q", "role", "state")}
    wanted = UserFilter(
        q=asked["q"] or None,
        role=asked["role"] if asked["role"] in ROLES else None,
        is_active=_STATES.get(asked["state"]),
    )
    behind = request.args.get("after", "")[:64] or None
    found = accounts.find_users(engine(), person(), (office, wanted), behind, _AT_ONCE)
    here: dict[str, Any] = {name: value for name, value in asked.items() if value}
    more = found.page.next
    return page(
        "people.html",
        title=t("บุคลากรและสิทธิ", "People and roles"),
        found=found,
        asked=asked,
        groups=role_groups(),
        stand_ins=accounts.substitutions(engine(), person(), office),
        day=today(),
        next=url_for("office.people", **here, after=more) if more else None,
    )


@pages.get("/admin/add-person", whom=ADMINS)
def new_person() -> Response:
    """Ask who is to have an account."""
    chosen_office(offices.with_nation)
    return _form(dict.fromkeys(_FIELDS, ""), [], {})


def _form(given: dict[str, str], roles: list[str], errors: Errors) -> Response:
    return page(
        "person_new.html",
        status=422 if errors else 200,
        title=t("เพิ่มบัญชี", "Add an account"),
        given=given,
        roles=roles,
        groups=role_groups(),
        errors=listed(errors),
        wrong=errors,
    )


@pages.post("/admin/add-person", whom=ADMINS)
def create_person() -> Response:
    """Make an account; its temporary password is shown this once."""
    office, given = chosen_office(offices.with_nation), written(*_FIELDS)
    roles = request.form.getlist("roles")
    errors = require_written(given, "username", "name_th", "reason")
    if not roles:
        errors["roles"] = t("เลือกอย่างน้อยหนึ่งบทบาท", "Choose at least one role.")
    if errors:
        return _form(given, roles, errors)
    password = passwords.temporary()
    wanted = NewUser(
        username=given["username"],
        name_th=given["name_th"],
        name_en=given["name_en"] or given["name_th"],
        email=given["email"] or None,
        roles=tuple(roles),
        password=password,
        reason=given["reason"],
    )
    if errors := refusals(_creating(office, wanted), _WRONG):
        return _form(given, roles, errors)
    return password_page(given["username"].lower(), given["name_th"], password)


_WRONG: Final = {
    UserNameUnfit: "username",
    UserExists: "username",
    PersonNameUnfit: "name_th",
    RoleUnknown: "roles",
}


def _creating(office: str, wanted: NewUser) -> Callable[[], object]:
    return lambda: accounts.create_user(engine(), person(), office, wanted)


def password_page(username: str, name: str, password: str) -> Response:
    """Show a temporary password, this once: it is kept nowhere as it is."""
    return page(
        "password.html",
        title=t("รหัสผ่านชั่วคราว", "Temporary password"),
        username=username,
        name=name,
        password=password,
    )
