"""People: accounts and roles kept by admins of their offices, and who stands in for whom."""

from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import post_load

from api.auth import engine, person
from api.fields import Day, Form, Identity, Many, Of, Text, Truth, length
from api.http import Resource, command, pages_of, refuses, whole
from api.shapes import Reason
from engine import people
from engine.people import Ending, Grant, NewUser, Substitution

resource = Resource("people", "บุคคล บทบาท และการปฏิบัติหน้าที่แทน / People, roles, substitutions")
_ROLE = {"example": "promo_officer"}
_OFFICE = {"example": "udonthani1"}
_USER = {"example": "officer3"}


class HeldSchema(Form):
    """A role held for a time; `id` is what ends it."""

    id = Identity(required=True)
    role = Text(required=True, metadata=_ROLE)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)


class UserSchema(Form):
    """An account with its roles in the office."""

    username = Text(required=True, metadata=_USER)
    name_th = Text(required=True)
    name_en = Text(required=True)
    email = Text(required=True, allow_none=True)
    is_disabled = Truth(required=True)
    roles = Many(Of(HeldSchema), required=True)


class NewUserSchema(Form):
    """An account to be made, with roles in the office from today on."""

    username = Text(required=True, validate=length(64), metadata=_USER)
    name_th = Text(required=True, validate=length(200), metadata={"example": "นายสมมติ ตัวอย่าง"})
    name_en = Text(load_default="", validate=length(200, 0))
    password = Text(required=True, validate=length(1000))
    roles = Many(Text(metadata=_ROLE), required=True, validate=length(20))
    email = Text(load_default=None, allow_none=True, validate=length(254))

    @post_load
    def _made(self, given: dict[str, Any], **_: Any) -> NewUser:
        return NewUser(**{**given, "roles": tuple(given["roles"])})


class GrantSchema(Form):
    """A role to be given; both days included, null for without end."""

    username = Text(required=True, validate=length(64), metadata=_USER)
    role = Text(required=True, validate=length(64), metadata=_ROLE)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None, allow_none=True)


class EndSchema(Form):
    """The last day a role is held."""

    last_day = Day(required=True)


class SubstitutionSchema(Reason):
    """Somebody acts for an absent person; `role` null lends every role held in the office."""

    absent = Text(required=True, validate=length(64), metadata={"example": "officer"})
    substitute = Text(required=True, validate=length(64), metadata={"example": "director"})
    valid_from = Day(required=True)
    valid_to = Day(required=True)
    role = Text(load_default=None, allow_none=True, validate=length(64))


class NamedSchema(Form):
    """The account that was made."""

    username = Text(required=True, metadata=_USER)


class MadeSchema(Form):
    """The id of what was made."""

    id = Identity(required=True)


class EndedSchema(MadeSchema):
    """Which membership ends, and when."""

    last_day = Day(required=True)


_Page = pages_of(UserSchema, "UserPage")
_PLACE = "/offices/<string(maxlength=64):office>"


@resource.get(f"{_PLACE}/users")
@refuses(403, 404)
@resource.response(200, _Page)
def listed(office: str) -> dict[str, Any]:
    """บุคคลของสำนักงาน · Who holds, has held or will hold a role in the office."""
    return whole(people.list_users(engine(), person(), office))


@resource.post(f"{_PLACE}/users")
@command
@refuses(403, 404, 409)
@resource.arguments(NewUserSchema)
@resource.response(201, NamedSchema)
def create(given: NewUser, office: str) -> dict[str, str]:
    """เพิ่มบัญชี · Make an account."""
    return {"username": people.create_user(engine(), person(), office, given)}


@resource.post(f"{_PLACE}/memberships")
@command
@refuses(403, 404)
@resource.arguments(GrantSchema)
@resource.response(201, MadeSchema)
def grant(given: dict[str, Any], office: str) -> dict[str, UUID]:
    """ให้บทบาท · Give a role."""
    return {"id": people.grant(engine(), person(), Grant(**given, office=office))}


@resource.post(f"{_PLACE}/memberships/<uuid:membership_id>/end")
@command
@refuses(403, 404)
@resource.arguments(EndSchema)
@resource.response(200, EndedSchema)
def end_grant(given: dict[str, date], office: str, membership_id: UUID) -> dict[str, Any]:
    """สิ้นสุดบทบาท · Let a role end after a day."""
    ending = Ending(office=office, id=membership_id, last_day=given["last_day"])
    people.end_grant(engine(), person(), ending)
    return {"id": membership_id, "last_day": given["last_day"]}


@resource.post(f"{_PLACE}/substitutions")
@command
@refuses(403, 404)
@resource.arguments(SubstitutionSchema)
@resource.response(201, MadeSchema)
def substitute(given: dict[str, Any], office: str) -> dict[str, UUID]:
    """มอบให้ปฏิบัติหน้าที่แทน · Let somebody act for an absent person."""
    return {"id": people.substitute(engine(), person(), Substitution(**given, office=office))}
