"""Incidents: cases that cannot go on by themselves."""

from typing import Any
from uuid import UUID

from api.auth import engine, person
from api.fields import Identity, Text, one_of
from api.http import Paged, Resource, command, page, pages_of, refuses
from api.jobs import PerhapsReason
from api.shapes import IncidentSchema
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
