"""Offices' settings: what each has chosen for itself, with the basis of what holds otherwise."""

from typing import Any

from marshmallow import fields

from api.auth import engine, person
from api.fields import Form, Many, Text, Truth
from api.http import Resource, command, pages_of, refuses, whole
from api.shapes import Reason, variables
from engine import offices

resource = Resource("offices", "สำนักงานและค่าตั้ง / Offices and their settings")
_PLACE = "/offices/<string(maxlength=64):office>/settings"
_ANY = {"description": "a number, text, list or truth, as `type` says"}


class SettingSchema(Form):
    """A setting as it holds in the office; `is_chosen` when the office set it itself."""

    name = Text(required=True, attribute="choice.name", metadata={"example": "plan_review_days"})
    type = Text(required=True, attribute="choice.kind", metadata={"example": "int"})
    value = fields.Raw(required=True, allow_none=True, metadata=_ANY)
    default = fields.Raw(required=True, allow_none=True, attribute="choice.default", metadata=_ANY)
    is_chosen = Truth(required=True)
    name_th = Text(required=True, attribute="choice.name_th")
    name_en = Text(required=True, attribute="choice.name_en")
    basis = Text(required=True, attribute="choice.basis")
    rows = Many(Text(), required=True, attribute="choice.rows")


class ChosenSchema(Reason):
    """New choices by name; null gives up the office's own choice."""

    settings = variables(required=True)


_Page = pages_of(SettingSchema, "SettingPage")


@resource.get(_PLACE)
@refuses(404)
@resource.response(200, _Page)
def listed(office: str) -> dict[str, Any]:
    """ค่าตั้งของสำนักงาน · Every setting that procedures ask for, and what holds in this office."""
    return whole(offices.settings(engine(), person(), office))


@resource.patch(_PLACE)
@command
@refuses(403, 404)
@resource.arguments(ChosenSchema)
@resource.response(200, _Page)
def change(given: dict[str, Any], office: str) -> dict[str, Any]:
    """เปลี่ยนค่าตั้ง · Choose anew; deadlines that wait already keep the date they were given."""
    wanted, reason = given["settings"], given["reason"]
    return whole(offices.change_settings(engine(), person(), office, wanted, reason))
