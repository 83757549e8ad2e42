"""Who the caller is: offices, roles, and for whom they may act today."""

from api.auth import engine, person
from api.fields import Day, Form, Many, Of, Text
from api.http import Resource, refuses
from engine import people
from engine.people import Me

resource = Resource("me", "ผู้เรียกคือใคร / Who is calling")


class RoleSchema(Form):
    """A role."""

    key = Text(required=True, metadata={"example": "promo_officer"})
    name_th = Text(required=True)
    name_en = Text(required=True)
    kind = Text(required=True, metadata={"enum": ["office", "applicant", "system"]})


class MembershipSchema(Form):
    """An office in which the person acts; "*" stands for every office."""

    office = Text(required=True, metadata={"example": "udonthani1"})
    name_th = Text(required=True)
    name_en = Text(required=True)
    province = Text(required=True)
    roles = Many(Of(RoleSchema), required=True)


class LentSchema(Form):
    """For whom the person may act today; `role` null lends every role."""

    office = Text(required=True)
    absent = Text(required=True)
    absent_th = Text(required=True)
    absent_en = Text(required=True)
    role = Text(required=True, allow_none=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True)
    reason = Text(required=True)


class MySchoolSchema(Form):
    """A school the person belongs to today: they may start cases as `school:<code>`."""

    office = Text(required=True)
    code = Text(required=True, metadata={"example": "9901000001"})
    name_th = Text(required=True)
    name_en = Text(required=True)


class MeSchema(Form):
    """Who the caller is."""

    username = Text(required=True, attribute="person.id", metadata={"example": "officer"})
    name = Text(required=True, attribute="person.name")
    on_behalf_of = Text(required=True, allow_none=True, attribute="person.on_behalf_of")
    offices = Many(Of(MembershipSchema), required=True, attribute="memberships")
    schools = Many(Of(MySchoolSchema), required=True)
    substitutions = Many(Of(LentSchema), required=True)


@resource.get("/me")
@refuses(404)
@resource.response(200, MeSchema)
def me() -> Me:
    """ฉันคือใคร · Who am I: offices, roles, schools, substitutions."""
    return people.me(engine(), person())
