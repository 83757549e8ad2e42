"""What a case has begun by its messages, such as a case for each school."""

from typing import Any
from uuid import UUID

from api.auth import engine, person
from api.fields import Day, Form, Identity, Many, Moment, Number, Of, Text, values_of
from api.http import Paged, Resource, refuses
from api.instances import PLACE
from api.shapes import APPLICANT, KEY, NAME_EN, NAME_TH
from engine import started
from engine.model import InstanceStatus
from engine.started import StartedCase

resource = Resource("started-cases", "เรื่องที่เกิดจากเรื่องหนึ่ง / Cases begun by a case")


class StepSchema(Form):
    """A step that is open: what people call it, and the day it is due."""

    element_id = Text(required=True)
    name_th = Text(required=True)
    name_en = Text(required=True)
    due_date = Day(required=True, allow_none=True)


class StartedCaseSchema(Form):
    """A case that another began, and where it stands."""

    id = Identity(required=True)
    business_key = Text(required=True, metadata={"example": "SC-2569-000123"})
    definition_key = KEY
    office = Text(required=True, metadata={"example": "udonthani1"})
    status = Text(required=True, validate=values_of(InstanceStatus))
    applicant = APPLICANT
    applicant_th = NAME_TH
    applicant_en = NAME_EN
    started_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)
    steps = Many(Of(StepSchema), required=True)


TotalsSchema = Form.from_dict(
    {each.value: Number(required=True) for each in InstanceStatus}, name="StartedTotals"
)
"""How many cases there are of each status, whichever are listed."""


class StartedPage(Form):
    """A page of the cases that one has begun, oldest first, with the totals of all of them."""

    items = Many(Of(StartedCaseSchema), required=True)
    next = Text(
        required=True,
        allow_none=True,
        metadata={"description": "cursor of the next page; null: none"},
    )
    totals = Of(TotalsSchema, required=True)


class StartedQuery(Paged):
    """Which of them are wanted."""

    status = Text(load_default=None, validate=values_of(InstanceStatus))


@resource.get(f"{PLACE}/started")
@refuses(403, 404)
@resource.arguments(StartedQuery, location="query")
@resource.response(200, StartedPage)
def listed(query: dict[str, Any], instance_id: UUID) -> dict[str, Any]:
    """เรื่องใดยังไม่เสร็จ · Which of the cases that a case began have not finished."""
    at = query["cursor"], query["limit"]
    found = started.started(engine(), person(), instance_id, query["status"], at)
    items = [_told(each) for each in found.page.items]
    return {"items": items, "next": found.page.next, "totals": found.totals}


def _told(found: StartedCase) -> dict[str, Any]:
    row = found.instance
    return {
        "id": row.id,
        "business_key": row.business_key,
        "definition_key": row.definition_key,
        "office": row.office_id,
        "status": row.status.value,
        "applicant_id": row.applicant_id,
        "applicant_th": row.applicant_th,
        "applicant_en": row.applicant_en,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "steps": found.steps,
    }
