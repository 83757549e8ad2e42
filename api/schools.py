"""Schools of an office: listed, kept, imported, and who belongs to each."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from flask_smorest.fields import Upload as UploadedFile

from api import bodies
from api.auth import engine, person
from api.fields import (
    Day,
    Form,
    Identity,
    Many,
    Number,
    Of,
    Text,
    Truth,
    between,
    length,
    values_of,
)
from api.http import PREFIX, Paged, Resource, command, page, pages_of, refuses
from engine import access, schools
from engine.schools import Affiliation, Filter, Imported, Joining, Leaving, Level, School, Size

resource = Resource("schools", "โรงเรียนของสำนักงาน / Schools")
bodies.takes_files("schools.import_file")
_CODE = {"example": "9901000001"}
_OFFICE = Text(
    load_default=None,
    validate=length(64),
    metadata={
        "example": "udonthani1",
        "description": "เว้นได้เมื่ออยู่สำนักงานเดียว / may be left out by who acts in only one",
    },
)


class OfficeQuery(Form):
    """In which office."""

    office = _OFFICE


class SchoolQuery(Paged):
    """Which schools are wanted."""

    office = _OFFICE
    q = Text(load_default=None, validate=length(200, 0))
    active = Truth(
        load_default=None,
        allow_none=True,
        metadata={"description": "true: เปิดอยู่วันนี้ / open today; false: ปิดแล้ว / closed"},
    )


class SchoolSchema(Form):
    """A school. A case may be its own: its applicant is then `school:<code>`."""

    office = Text(required=True, attribute="office_id", metadata={"example": "udonthani1"})
    code = Text(required=True, metadata=_CODE)
    name_th = Text(required=True, metadata={"example": "โรงเรียนบ้านตัวอย่าง ๑"})
    name_en = Text(required=True)
    affiliation = Text(required=True, metadata={"enum": list(Affiliation)})
    size = Text(required=True, metadata={"enum": list(Size)})
    levels = Many(Text(metadata={"enum": list(Level)}), required=True)
    students = Number(required=True)
    is_active = Truth(required=True)
    opened_on = Day(required=True, allow_none=True)
    closed_on = Day(required=True, allow_none=True)


class MemberSchema(Form):
    """That somebody belongs to a school for a time; `id` is what ends it."""

    id = Identity(required=True)
    username = Text(required=True, attribute="user_id", metadata={"example": "school"})
    name_th = Text(required=True)
    name_en = Text(required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)


class KnownSchema(SchoolSchema):
    """A school, and who belongs, has belonged or will belong to it."""

    members = Many(Of(MemberSchema), required=True)


class PutSchema(Form):
    """What is known of a school, in place of what was known before."""

    name_th = Text(required=True, validate=length(200), metadata={"example": "โรงเรียนบ้านตัวอย่าง ๑"})
    name_en = Text(load_default="", validate=length(200, 0))
    affiliation = Text(required=True, validate=values_of(Affiliation))
    size = Text(required=True, validate=values_of(Size))
    levels = Many(Text(validate=values_of(Level)), required=True, validate=length(len(Level)))
    students = Number(required=True, strict=True, validate=between(0, 20_000))
    is_active = Truth(load_default=True)
    opened_on = Day(load_default=None, allow_none=True)
    closed_on = Day(load_default=None, allow_none=True)


class ImportForm(Form):
    """Whether to write, or only to say what would change."""

    dry_run = Truth(load_default=False)


class ImportFile(Form):
    """A list with a header (Thai or English): .xlsx, or text as a spreadsheet saves it."""

    file = UploadedFile(required=True)


class ImportedSchema(Form):
    """What an import did, or would do; `ignored`: headers that mean nothing here."""

    added = Number(required=True)
    changed = Number(required=True)
    unchanged = Number(required=True)
    ignored = Many(Text(), required=True)
    dry_run = Truth(required=True)


class JoiningSchema(Form):
    """Who is to belong to the school: from today and without end unless told."""

    username = Text(required=True, validate=length(64), metadata={"example": "teacher"})
    valid_from = Day(load_default=None, allow_none=True)
    valid_to = Day(load_default=None, allow_none=True)


class JoinedSchema(Form):
    """The id of what was made."""

    id = Identity(required=True)


class LeavingQuery(OfficeQuery):
    """Up to which day somebody belongs to the school; yesterday unless told."""

    last_day = Day(load_default=None)


class LeftSchema(JoinedSchema):
    """Which membership ends, and when."""

    last_day = Day(required=True)


_Page = pages_of(SchoolSchema, "SchoolPage")
_PLACE = "/schools/<string(maxlength=10):code>"


@resource.get("/schools")
@refuses(403, 404)
@resource.arguments(SchoolQuery, location="query")
@resource.response(200, _Page)
def listed(query: dict[str, Any]) -> dict[str, Any]:
    """โรงเรียนของสำนักงาน · The schools of an office, by code."""
    wanted = (query["office"], Filter(q=query["q"], active=query["active"]))
    found = schools.list_some(engine(), person(), wanted, query["cursor"], query["limit"])
    return page(found)


@resource.get(_PLACE)
@refuses(404)
@resource.arguments(OfficeQuery, location="query")
@resource.response(200, KnownSchema)
def one(query: dict[str, str | None], code: str) -> dict[str, Any]:
    """โรงเรียนหนึ่งและบุคลากร · A school and its members; whoever belongs to it sees it too."""
    found = schools.get(engine(), person(), query["office"], code)
    return {**asdict(found.school), "members": found.members}


@resource.put(_PLACE)
@command
@refuses(403, 404)
@resource.arguments(OfficeQuery, location="query")
@resource.arguments(PutSchema)
@resource.response(200, SchoolSchema)
def put(query: dict[str, str | None], given: dict[str, Any], code: str) -> Any:
    """เพิ่มหรือแก้ไขโรงเรียน · Add a school, or change what is known of it."""
    office = access.one_office(person(), query["office"])
    school = School(**given, office_id=office, code=code)
    schools.put(engine(), person(), school)
    return school


@resource.post("/schools/import")
@command
@refuses(403, 404)
@resource.arguments(OfficeQuery, location="query")
@resource.arguments(ImportForm, location="form")
@resource.arguments(ImportFile, location="files")
@resource.response(200, ImportedSchema)
def import_file(query: dict[str, str | None], form: dict[str, bool], _: dict[str, Any]) -> Imported:
    """นำเข้าทะเบียนโรงเรียน · Import a list of schools: all of its rows, or none."""
    content = request.files["file"].stream.read()
    place = query["office"]
    return schools.import_file(engine(), person(), place, content, dry_run=form["dry_run"])


@resource.post(f"{_PLACE}/members")
@command
@refuses(403, 404, 409)
@resource.arguments(OfficeQuery, location="query")
@resource.arguments(JoiningSchema)
@resource.response(201, JoinedSchema)
def join(query: dict[str, str | None], given: dict[str, Any], code: str) -> Any:
    """เพิ่มบุคลากรของโรงเรียน · Let an account belong to a school."""
    made = schools.add_member(engine(), person(), query["office"], code, Joining(**given))
    return {"id": made}, {"Location": f"{PREFIX}/schools/{code}"}


@resource.delete(f"{_PLACE}/members/<uuid:member_id>")
@command
@refuses(403, 404)
@resource.arguments(LeavingQuery, location="query")
@resource.response(200, LeftSchema)
def leave(query: dict[str, Any], code: str, member_id: UUID) -> dict[str, UUID | date]:
    """สิ้นสุดการเป็นบุคลากร · Let somebody no longer belong to a school."""
    leaving = Leaving(code=code, id=member_id, last_day=query["last_day"])
    last = schools.end_member(engine(), person(), query["office"], leaving)
    return {"id": member_id, "last_day": last}
