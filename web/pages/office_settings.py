"""What an office has chosen for itself: listed with its basis, changed after seeing the effect."""

from collections.abc import Callable
from typing import Any, Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import admin_events, definitions, offices
from engine.choices import Choice
from engine.errors import NotFound, OfficeNameUnfit, ReasonRequired, SettingUnfit
from engine.offices import MovedStart, OfficeSetting
from engine.roles import ROLES
from web.audience import ADMINS
from web.flashes import flash
from web.language import t
from web.names import name_of
from web.pages import office_values
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
from web.session import engine, person

_LATEST: Final = 8
SELF_STARTING: Final = "self_starting"
EVERYTHING: Final = "*"
"""In that setting: every procedure that has days of its own."""
_PROCEDURES: Final = {
    "": ("ทุกกระบวนงาน", "Every procedure"),
    "home_education": ("การศึกษาขั้นพื้นฐานโดยครอบครัว", "Home education"),
    "royal_award": ("รางวัลพระราชทาน", "Royal Award"),
    "cct_screening": ("คัดกรองนักเรียนยากจน", "Screening of poor students"),
    "student_welfare": ("สวัสดิการนักเรียน", "Student welfare"),
    "school_community": ("สถานศึกษากับชุมชน", "School and community"),
}


@pages.get("/admin/settings", whom=ADMINS)
def settings() -> BaseResponse:
    """List every setting by procedure, with what holds and on which basis."""
    return _list_page(chosen_office(), {}, {})


def _list_page(office: str, given: dict[str, str], errors: Errors) -> BaseResponse:
    asked = request.args.get("q", "").strip()[:100]
    found = [
        each
        for each in offices.settings(engine(), person(), office)
        if _matches(each, asked) and not (request.args.get("own") and not each.is_chosen)
    ]
    groups = [
        (_titled(folder), _of(found, folder))
        for folder in dict.fromkeys([*_PROCEDURES, *(each.choice.procedure for each in found)])
    ]
    return page(
        "settings.html",
        status=422 if errors else 200,
        title=t("ค่าของสำนักงาน", "Settings"),
        groups=[(title, rows) for title, rows in groups if rows],
        shown=_shown,
        q=asked,
        own=bool(request.args.get("own")),
        chosen=sum(each.is_chosen for each in found),
        given=given,
        errors=listed(errors),
        wrong=errors,
    )


def _titled(procedure: str) -> str:
    """Return what a procedure is called that declares settings: a shipped folder, or a key."""
    if procedure in _PROCEDURES:
        return t(*_PROCEDURES[procedure])
    known = {each.key: each for each in definitions.list_newest(engine())}
    return name_of(known[procedure]) if procedure in known else procedure


def _starting() -> list[tuple[str, str]]:
    """Return the procedures that can begin by the calendar, and the star for all of them."""
    some = [each for each in definitions.list_newest(engine()) if each.start_timers]
    return [(EVERYTHING, t("ทุกกระบวนงาน", "every procedure"))] + [
        (each.key, name_of(each)) for each in some
    ]


def _shown(choice: Choice, value: Any) -> str:
    """Return a value in words; procedures by their names."""
    if choice.name != SELF_STARTING:
        return office_values.shown(choice, value)
    names = dict(_starting())
    return office_values.shown(choice, [names.get(key, key) for key in value])


def _of(found: list[OfficeSetting], folder: str) -> list[OfficeSetting]:
    return [each for each in found if each.choice.procedure == folder]


def _matches(each: OfficeSetting, asked: str) -> bool:
    texts = (each.choice.name, each.choice.name_th, each.choice.name_en, each.choice.basis)
    return not asked or any(asked.lower() in text.lower() for text in texts)


@pages.get("/admin/settings/<name>", whom=ADMINS)
def setting(name: str) -> BaseResponse:
    """Show a setting: what holds, why, who asks for it, and the form that changes it."""
    office = chosen_office()
    found = _one(office, name)
    given = {"value": office_values.written(found.choice, found.value), "why": ""}
    return _one_page(office, found, given)


def _one(office: str, name: str) -> OfficeSetting:
    every = offices.settings(engine(), person(), office)
    found = next((each for each in every if each.choice.name == name), None)
    if found is None:
        raise NotFound(id=name)
    return found


def _one_page(
    office: str,
    found: OfficeSetting,
    given: dict[str, str],
    *,
    errors: Errors | None = None,
    effect: tuple[Any, list[MovedStart]] | None = None,
) -> BaseResponse:
    about = admin_events.Filter(subject=found.choice.name, kinds=("setting_changed",))
    uses = offices.uses(engine(), person(), office).get(found.choice.name, [])
    return page(
        "setting.html",
        status=422 if errors else 200,
        title=name_of(found.choice),
        found=found,
        given=given,
        errors=listed(errors or {}),
        wrong=errors or {},
        effect=effect,
        uses=uses,
        going_on=sum(each.going_on for each in uses),
        values=office_values,
        shown=_shown,
        starting=_starting() if found.choice.name == SELF_STARTING else [],
        roles=[(key, name_of(role)) for key, role in ROLES.items()],
        latest=admin_events.list_some(engine(), person(), (office, about), None, _LATEST),
    )


@pages.post("/admin/settings/<name>", whom=ADMINS)
def change_setting(name: str) -> BaseResponse:
    """Show what a new value would do; save it when that was seen (`step` is "save")."""
    office = chosen_office()
    found, given = _one(office, name), written("value", "why", "step")
    gives_up = given["step"].endswith("default")
    given["value"] = "\n".join(request.form.getlist("value"))
    value = None if gives_up else office_values.read(found.choice, given["value"])
    changes = {name: value}
    errors: Errors = {}
    if refusals(lambda: offices.require_fit(engine(), changes), {SettingUnfit: "value"}):
        errors["value"] = office_values.expected(found.choice)
    saving = given["step"].startswith("save")
    if saving and not errors:
        errors = require_written(given, "why")
    if errors and "value" in errors:
        return _one_page(office, found, given, errors=errors)
    if not saving or errors:
        moved = offices.preview(engine(), person(), office, changes)
        then = found.choice.default if value is None else value
        return _one_page(office, found, given, errors=errors, effect=(then, moved))
    offices.change_settings(engine(), person(), office, changes, given["why"])
    flash("ok", t(f"บันทึก “{found.choice.name_th}” แล้ว", f"“{found.choice.name_en}” is saved."))
    return redirect(url_for("office.setting", name=name), 303)


@pages.post("/admin/office", whom=ADMINS)
def rename_office() -> BaseResponse:
    """Change what the office is called."""
    office, given = chosen_office(), written("name_th", "name_en", "province", "office_reason")
    errors = require_written(given, "name_th", "name_en", "province", "office_reason")
    wanted = offices.Renamed(
        name_th=given["name_th"],
        name_en=given["name_en"],
        province=given["province"],
        reason=given["office_reason"],
    )
    errors = errors or refusals(_renaming(office, wanted), _WRONG)
    if errors:
        return _list_page(office, given, errors)
    flash("ok", t("แก้ชื่อสำนักงานแล้ว", "The office is renamed."))
    return redirect(url_for("office.settings"), 303)


_WRONG: Final = {OfficeNameUnfit: "name_th", ReasonRequired: "office_reason"}


def _renaming(office: str, wanted: offices.Renamed) -> Callable[[], object]:
    return lambda: offices.rename(engine(), person(), office, wanted)
