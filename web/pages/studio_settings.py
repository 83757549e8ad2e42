"""What a draft declares for offices to choose: a form for each setting, saved as it is changed.

POST /studio/<draft>/settings            name, was, revision, kind, default, th, en, basis, rows
POST /studio/<draft>/settings/remove     name, revision
"""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import choices, drafts
from engine.choices import Choice
from engine.drafts import Declarations, Draft
from engine.errors import DraftSettingUnfit
from engine.model import Problem
from engine.roles import ROLES
from web.audience import ANALYSTS
from web.flashes import flash
from web.language import language, t
from web.names import name_of
from web.pages import office_values
from web.pages.studio_family import answers_json, opened, page, pages
from web.session import engine, person

_KINDS: Final = {
    "int": ("จำนวนเต็ม เช่น จำนวนวัน", "a whole number, such as days"),
    "percent": ("ร้อยละ", "a percentage"),
    "number": ("ตัวเลข มีทศนิยมได้", "a number"),
    "bool": ("ใช่หรือไม่ใช่", "yes or no"),
    "text": ("ข้อความ", "a text"),
    "list": ("รายการข้อความ", "a list of texts"),
    "time": ("เวลาของวัน", "a time of day"),
    "month_day": ("วันและเดือน", "a day and month"),
    "month_days": ("รายการวันและเดือน", "days and months"),
    "window": ("ช่วงของปี", "a period of the year"),
    "windows": ("รายการช่วงของปี", "periods of the year"),
    "role": ("บทบาท", "a role"),
}
_FRESH: Final = {
    "int": 0,
    "percent": 0,
    "number": 0,
    "bool": False,
    "list": [],
    "month_days": [],
    "windows": [],
}
"""What a new setting of a kind begins with; others begin empty."""


@pages.get("/studio/<uuid:draft>/settings", whom=ANALYSTS)
def declarations(draft: UUID) -> BaseResponse:
    """Show every setting that the draft declares, each with the form that changes it."""
    return _page(opened(draft), {})


def _page(draft: Draft, wrong: dict[str, str]) -> BaseResponse:
    found = drafts.declarations(engine(), person(), draft.row.id)
    return page(
        "settings.html",
        draft,
        status=422 if wrong else 200,
        tab="studio.declarations",
        found=found,
        items=[(each.choice, problems_told(each.problems)) for each in found.items],
        whole=problems_told(found.problems),
        kinds=[(kind, t(*_KINDS[kind])) for kind in choices.kinds()],
        kind_called=lambda kind: t(*_KINDS[kind]) if kind in _KINDS else kind,
        roles=[(key, name_of(role)) for key, role in ROLES.items()],
        shown=_shown,
        written=_written,
        values=office_values,
        given=request.form,
        wrong=wrong,
        errors=list(wrong.items()),
    )


def problems_told(problems: list[Problem]) -> list[str]:
    """Return problems as people read them, with the remedy."""
    if language() == "th":
        return [f"{each.message_th} {each.remedy_th}".strip() for each in problems]
    return [f"{each.message_en} {each.remedy_en}".strip() for each in problems]


def _shown(choice: Choice) -> str:
    return office_values.shown(choice, choice.default) if _fits(choice) else str(choice.default)


def _written(choice: Choice) -> str:
    if _fits(choice):
        return office_values.written(choice, choice.default)
    return choice.default if isinstance(choice.default, str) else ""


def _fits(choice: Choice) -> bool:
    return choice.kind in _KINDS and choices.fits(choice, choice.default)


@pages.post("/studio/<uuid:draft>/settings", whom=ANALYSTS)
def declare(draft: UUID) -> BaseResponse:
    """Declare a setting anew, or change one; for a plain form, and for the page's script."""
    if request.accept_mimetypes.best == "application/json":
        return _declared(draft)
    try:
        _declare(draft)
    except DraftSettingUnfit as refusal:
        return _page(opened(draft), {"name": refusal.text(language())})
    flash("ok", t("บันทึกค่าตั้งแล้ว", "The setting is saved."))
    return redirect(url_for("studio.declarations", draft=draft), 303)


@answers_json
def _declared(draft: UUID) -> dict[str, Any]:
    revision, name = _declare(draft)
    found: Declarations = drafts.declarations(engine(), person(), draft)
    told = {each.choice.name: problems_told(each.problems) for each in found.items}
    choice = next(each.choice for each in found.items if each.choice.name == name)
    return {
        "revision": revision,
        "problems": told[name],
        "shown": _shown(choice),
        "kind": t(*_KINDS[choice.kind]) if choice.kind in _KINDS else "",
        "called": name_of(choice) or name,
    }


def _declare(draft: UUID) -> tuple[int, str]:
    choice = _given()
    how = (request.form.get("was", ""), request.form.get("revision", 0, int))
    return drafts.declare(engine(), person(), draft, choice, how).revision, choice.name


def _given() -> Choice:
    texts = ("name", "kind", "th", "en", "basis", "rows", "default")
    given = {name: request.form.get(name, "").strip() for name in texts}
    plain = Choice(
        name=given["name"],
        kind=given["kind"] if given["kind"] in _KINDS else "text",
        default="",
        name_th=given["th"],
        name_en=given["en"],
        basis=given["basis"],
        rows=tuple(given["rows"].replace(",", " ").split()),
    )
    return replace(plain, default=_default(plain, given["default"]))


def _default(choice: Choice, text: str) -> Any:
    if "default" not in request.form or not text:
        return _FRESH.get(choice.kind, "")
    return office_values.read(choice, text)


@pages.post("/studio/<uuid:draft>/settings/remove", whom=ANALYSTS)
def undeclare(draft: UUID) -> BaseResponse:
    """Take a setting out of what the draft declares."""
    name, revision = request.form.get("name", ""), request.form.get("revision", 0, int)
    drafts.undeclare(engine(), person(), draft, name, revision)
    flash("ok", t(f"นำค่าตั้ง {name} ออกแล้ว", f"The setting {name} is taken out."))
    return redirect(url_for("studio.declarations", draft=draft), 303)
