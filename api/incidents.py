"""Incidents: cases that cannot go on by themselves."""

from typing import Any
from uuid import UUID

from marshmallow import fields

from api.auth import engine, person
from api.fields import Form, Identity, Text, Truth, one_of
from api.http import Paged, Resource, command, page, pages_of, refuses, whole
from api.jobs import PerhapsReason
from api.shapes import IncidentSchema, Reason
from engine import incidents
from engine.rows import IncidentRow

resource = Resource("incidents", "เหตุขัดข้อง / What is stuck")


class IncidentQuery(Paged):
    """Which incidents are wanted."""

    state = Text(load_default="open", validate=one_of("open", "any"))
    instance_id = Identity(load_default=None)


_Page = pages_of(IncidentSchema, "IncidentPage")


@resource.get("/incidents")
@refuses()
@resource.arguments(IncidentQuery, location="query")
@resource.response(200, _Page)
def listed(query: dict[str, Any]) -> dict[str, Any]:
    """เหตุขัดข้องที่ยังไม่แก้ · List incidents, newest first."""
    wanted = (query["state"] == "open", query["instance_id"])
    return page(incidents.list_some(engine(), person(), wanted, query["cursor"], query["limit"]))


class AlikeSchema(Reason):
    """Which incident stands for those alike, and why they are tried again."""

    incident_id = Identity(required=True)


class AnswerSchema(Form):
    """What came of one incident: whether its case goes on; `code` and the words if it refused.

    `is_queued`: its job is in the queue again, and what comes of it shows shortly.
    """

    incident_id = Identity(required=True, attribute="incident")
    instance_id = Identity(required=True, attribute="instance")
    is_mended = Truth(required=True)
    is_queued = Truth(required=True)
    code = fields.Function(
        lambda row: row.refusal and row.refusal.code, metadata={"type": ["string", "null"]}
    )
    why_th = fields.Function(
        lambda row: row.refusal and row.refusal.text("th"), metadata={"type": ["string", "null"]}
    )
    why_en = fields.Function(
        lambda row: row.refusal and row.refusal.text("en"), metadata={"type": ["string", "null"]}
    )


_Answers = pages_of(AnswerSchema, "IncidentAnswers")


@resource.post("/incidents/retry-alike")
@command
@refuses(403, 404)
@resource.arguments(AlikeSchema)
@resource.response(200, _Answers)
def retry_alike(given: dict[str, Any]) -> dict[str, Any]:
    """ลองใหม่ทุกเรื่องที่เหมือนกัน · Try all incidents alike again, each answered by itself.

    Those of the same procedure, element and code in the same office, 200 at a time.
    """
    found = incidents.retry_alike(engine(), person(), given["incident_id"], given["reason"])
    return whole(found)


@resource.get("/incidents/<uuid:incident_id>")
@refuses(404)
@resource.response(200, IncidentSchema)
def one(incident_id: UUID) -> IncidentRow:
    """เหตุขัดข้องหนึ่ง · An incident."""
    return incidents.get(engine(), person(), incident_id)


@resource.post("/incidents/<uuid:incident_id>/retry")
@command
@refuses(403, 404, 409)
@resource.arguments(PerhapsReason)
@resource.response(200, IncidentSchema)
def retry(given: dict[str, str], incident_id: UUID) -> IncidentRow:
    """ลองใหม่ · Try the failed element or job again; failing again makes a new incident."""
    return incidents.retry(engine(), person(), incident_id, given["reason"])
