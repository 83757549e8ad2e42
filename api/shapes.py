"""The shapes that several resources show: tasks, timers, incidents."""

from typing import Any

from marshmallow import fields

from api.fields import Day, Form, Identity, Listed, Moment, Number, Object, Text, length
from engine.model import JobKind, JobState, TaskState
from engine.rows import JobRow
from engine.waiting import due_day

KEY = Text(required=True, metadata={"example": "home_education_permission"})


APPLICANT = Text(
    required=True,
    allow_none=True,
    attribute="applicant_id",
    metadata={
        "example": "school:9901000001",
        "description": "ผู้ยื่น: ชื่อผู้ใช้ หรือ school:รหัสโรงเรียน / a user name, or a school",
    },
)
NAME_TH = Text(
    required=True,
    allow_none=True,
    attribute="applicant_th",
    metadata={"example": "โรงเรียนบ้านตัวอย่าง ๑"},
)
NAME_EN = Text(required=True, allow_none=True, attribute="applicant_en")


class TaskSchema(Form):
    """A user task. `version` is its ETag; `complete` may name the one that was seen."""

    id = Identity(required=True)
    instance_id = Identity(required=True)
    business_key = Text(required=True, allow_none=True, metadata={"example": "HE-2569-000123"})
    applicant = APPLICANT
    applicant_th = NAME_TH
    applicant_en = NAME_EN
    office = Text(required=True, attribute="office_id", metadata={"example": "udonthani1"})
    definition_key = KEY
    element_id = Text(required=True)
    name = Text(required=True)
    name_en = Text(required=True)
    roles = Listed(required=True)
    assignee = Text(required=True, allow_none=True, metadata={"example": "officer"})
    state = fields.Enum(TaskState, by_value=True, required=True)
    due_at = Moment(required=True, allow_none=True)
    due_date = Day(required=True, allow_none=True)
    priority = Number(required=True)
    form_key = Text(required=True, allow_none=True)
    version = Number(required=True)
    created_at = Moment(required=True)
    closed_at = Moment(required=True, allow_none=True)
    closed_by = Text(required=True, allow_none=True)


class JobSchema(Form):
    """Something the service will do. A deadline's timer says its rule, basis and reasons."""

    id = Identity(required=True)
    instance_id = Identity(required=True, allow_none=True)
    office = Text(required=True, attribute="office_id")
    kind = fields.Enum(JobKind, by_value=True, required=True)
    element_id = Text(required=True, allow_none=True)
    name = Text(required=True, allow_none=True)
    state = fields.Enum(JobState, by_value=True, required=True)
    due_at = Moment(required=True)
    due_date = fields.Function(due_day, metadata={"type": ["string", "null"], "format": "date"})
    basis = fields.Function(
        lambda row: _deadline(row).get("basis") or None, metadata={"type": ["string", "null"]}
    )
    manual_rows = fields.Function(
        lambda row: _deadline(row).get("rows") or [],
        metadata={"type": "array", "items": {"type": "string"}},
    )
    rule = fields.Function(
        lambda row: _deadline(row).get("rule"), metadata={"type": ["string", "null"]}
    )
    duty = fields.Function(
        lambda row: _deadline(row).get("duty"), metadata={"type": ["string", "null"]}
    )
    explanation = Object(required=True, allow_none=True)
    attempts = Number(required=True)
    last_error = Text(required=True, allow_none=True)
    created_at = Moment(required=True)
    done_at = Moment(required=True, allow_none=True)


class IncidentSchema(Form):
    """Why a case cannot go on by itself."""

    id = Identity(required=True)
    instance_id = Identity(required=True)
    office = Text(required=True, attribute="office_id")
    element_id = Text(required=True)
    job_id = Identity(required=True, allow_none=True)
    code = Text(required=True)
    message_th = Text(required=True)
    message_en = Text(required=True)
    raised_at = Moment(required=True)
    resolved_at = Moment(required=True, allow_none=True)
    resolved_by = Text(required=True, allow_none=True)


class Reason(Form):
    """Why: kept in the case's history."""

    reason = Text(required=True, validate=length(2000, 0), metadata={"example": "ผู้ยื่นขอให้ชะลอเรื่อง"})


def variables(**options: Any) -> Object:
    """Return a field of variables: JSON values by name."""
    return Object(keys=Text(validate=length(200)), metadata={"additionalProperties": {}}, **options)


def _deadline(row: JobRow) -> dict[str, Any]:
    return dict(row.deadline or {})
