"""History: what happened in a case, whether it was altered, and who read it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import fields

from api.auth import engine, person
from api.fields import Form, Identity, Many, Moment, Number, Of, Text, Truth, length
from api.http import Paged, Resource, page, pages_of, refuses, whole
from api.instances import PLACE
from api.shapes import variables
from engine import history, instances
from engine.files import disposition
from engine.findings import Kind
from engine.verifying import Report

resource = Resource("history", "ประวัติและการพิสูจน์ / History and its proof")


class EventSchema(Form):
    """Something that happened. `data` null: erased, or (`unreadable`) tampered with."""

    seq = Number(required=True)
    type = Text(required=True, metadata={"example": "task_completed"})
    element_id = Text(required=True, allow_none=True)
    actor = Text(required=True, metadata={"example": "officer"})
    on_behalf_of = Text(required=True, allow_none=True)
    at = Moment(required=True)
    data = variables(required=True, allow_none=True)
    erased = Truth(required=True)
    unreadable = Truth(required=True)


class FindingSchema(Form):
    """One thing that is not as it was recorded."""

    kind = fields.Enum(Kind, by_value=True, required=True)
    seq = Number(required=True, allow_none=True)
    message_th = Text(required=True)
    message_en = Text(required=True)


class ReportSchema(Form):
    """What was verified. `uncovered`: events newer than the last signed tree head."""

    ok = Truth(required=True)
    events = Number(required=True)
    findings = Many(Of(FindingSchema), required=True)
    covered = Number(required=True)
    uncovered = Number(required=True)
    entries = Number(required=True)
    heads = Number(required=True)
    made_at = Moment(required=True)


class AccessSchema(Form):
    """Who read what of a case, and when."""

    id = Identity(required=True)
    username = Text(required=True, attribute="user_id")
    what = Text(required=True, metadata={"example": "form:consult"})
    at = Moment(required=True)


class HistoryQuery(Paged):
    """Which events are wanted; of one element they come on one page."""

    element_id = Text(load_default=None, validate=length(200))


_TEXT = {"type": "string"}
_BYTES = {"type": "string", "format": "binary"}
_Events = pages_of(EventSchema, "EventPage")
_Accesses = pages_of(AccessSchema, "AccessPage")


@resource.get(f"{PLACE}/history")
@refuses(404)
@resource.arguments(HistoryQuery, location="query")
@resource.response(200, _Events)
def events(query: dict[str, Any], instance_id: UUID) -> dict[str, Any]:
    """เกิดอะไรขึ้นบ้าง · What happened, from the first; who reads it is noted."""
    if query["element_id"] is not None:
        return whole(history.of_element(engine(), person(), instance_id, query["element_id"]))
    cursor, limit = query["cursor"], query["limit"]
    return page(history.list_some(engine(), person(), instance_id, cursor, limit))


@resource.get(f"{PLACE}/history/verify")
@refuses(404)
@resource.response(200, ReportSchema)
def verify(instance_id: UUID) -> Report:
    """ถูกแก้ไขหรือไม่ · Whether the record of a case is as it was written."""
    return history.verify(engine(), person(), instance_id)


@resource.get(f"{PLACE}/accesses")
@refuses(404)
@resource.response(200, _Accesses)
def accesses(instance_id: UUID) -> dict[str, Any]:
    """ใครอ่านข้อมูลบ้าง · Who read the personal data of a case: auditors and admins."""
    return whole(history.accesses(engine(), person(), instance_id))


@resource.get(f"{PLACE}/history.xes")
@refuses(404)
@resource.response(200, _TEXT, content_type="application/xml", description="XES, IEEE 1849-2016")
def xes(instance_id: UUID) -> Response:
    """ประวัติแบบ XES · The history for process mining: auditors and admins."""
    pieces = history.xes(engine(), person(), instance_id)
    return _saved(_encoded(pieces), "application/xml", _name(instance_id, "xes"))


@resource.get(f"{PLACE}/history.csv")
@refuses(404)
@resource.response(200, _TEXT, content_type="text/csv", description="UTF-8 with a byte order mark")
def csv(instance_id: UUID) -> Response:
    """ประวัติแบบตาราง · The history for spreadsheets: auditors and admins."""
    pieces = history.csv(engine(), person(), instance_id)
    return _saved(_encoded(pieces), "text/csv", _name(instance_id, "csv"))


@resource.get(f"{PLACE}/evidence.pdf")
@refuses(404)
@resource.response(200, _BYTES, content_type="application/pdf", description="for people")
def evidence_pdf(instance_id: UUID) -> Response:
    """ชุดหลักฐาน · The evidence of a case, to read and print: auditors and admins."""
    made = history.evidence_pdf(engine(), person(), instance_id)
    return _saved([made], "application/pdf", _name(instance_id, "pdf"))


@resource.get(f"{PLACE}/evidence.zip")
@refuses(404)
@resource.response(200, _BYTES, content_type="application/zip", description="everything")
def evidence_zip(instance_id: UUID) -> Response:
    """ชุดหลักฐานทั้งหมด · The evidence with JSON, XES, CSV, diagrams and files, zipped."""
    stream = history.evidence_zip(engine(), person(), instance_id)
    response = _saved(history.chunks(stream), "application/zip", _name(instance_id, "zip"))
    response.call_on_close(stream.close)
    return response


def _name(instance_id: UUID, kind: str) -> str:
    """Return a file's name as the office calls the case."""
    number = instances.get(engine(), person(), instance_id).instance.business_key
    return f"{number.replace('/', '-')}.{kind}"


def _encoded(pieces: Iterable[str]) -> Iterable[bytes]:
    return (piece.encode() for piece in pieces)


def _saved(body: Iterable[bytes], kind: str, name: str) -> Response:
    headers = {"Content-Disposition": disposition(name)}
    return Response(body, headers=headers, content_type=kind)
