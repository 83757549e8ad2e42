"""Process instances: started, listed, and where each stands and why it waits."""

from typing import Any
from uuid import UUID

from marshmallow import fields

from api.auth import engine, person
from api.fields import (
    Form,
    Identity,
    Many,
    Moment,
    Number,
    Of,
    Text,
    Truth,
    between,
    length,
    values_of,
)
from api.http import (
    PREFIX,
    Paged,
    Resource,
    command,
    page,
    pages_of,
    refuses,
    with_version,
)
from api.shapes import (
    APPLICANT,
    KEY,
    NAME_EN,
    NAME_TH,
    IncidentSchema,
    JobSchema,
    TaskSchema,
    variables,
)
from engine import instances
from engine.instances import Asked, Filter, Standing
from engine.model import InstanceStatus, SubscriptionKind
from engine.waiting import filing_window, waits

resource = Resource("process-instances", "เรื่องแต่ละเรื่อง / Cases")


class InstanceSchema(Form):
    """A process instance. `version` is its ETag."""

    id = Identity(required=True)
    business_key = Text(required=True, metadata={"example": "HE-2569-000123"})
    definition_key = KEY
    definition_version = Number(required=True)
    office = Text(required=True, attribute="office_id", metadata={"example": "udonthani1"})
    status = fields.Enum(InstanceStatus, by_value=True, required=True)
    applicant = APPLICANT
    applicant_th = NAME_TH
    applicant_en = NAME_EN
    started_by = Text(required=True)
    started_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)
    version = Number(required=True, attribute="lock_version")


class SubscriptionSchema(Form):
    """What a case waits to hear."""

    id = Identity(required=True)
    element_id = Text(required=True)
    kind = fields.Enum(SubscriptionKind, by_value=True, required=True)
    name = Text(required=True)
    correlation = variables(required=True)


class WaitSchema(Form):
    """One reason for which a case waits."""

    what = Text(
        required=True,
        metadata={"enum": ["task", "timer", "message", "signal", "incident", "suspension"]},
    )
    element_id = Text(required=True, allow_none=True)
    since = Moment(required=True)
    whom = Many(Text(), required=True, data_key="for")
    until = Moment(required=True, allow_none=True)
    why_th = Text(required=True)
    why_en = Text(required=True)


class TokenSchema(Form):
    """Where a case waits: the element, and the id by which `move` takes it elsewhere."""

    id = Identity(required=True)
    element_id = Text(required=True)
    waits_for = Text(
        required=True, metadata={"enum": ["task", "timer", "message", "signal", "incident"]}
    )


class WindowSchema(Form):
    """Whether the case was filed within a window; outside one it is accepted and flagged."""

    is_open = Truth(required=True)
    th = Text(required=True)
    en = Text(required=True)


class StandingSchema(InstanceSchema):
    """A process instance, where it stands and why it waits."""

    tokens = Many(Of(TokenSchema), required=True)
    tasks = Many(Of(TaskSchema), required=True)
    timers = Many(Of(JobSchema), required=True)
    subscriptions = Many(Of(SubscriptionSchema), required=True)
    incidents = Many(Of(IncidentSchema), required=True)
    waits = Many(Of(WaitSchema), required=True)
    filing_window = Of(WindowSchema, required=True, allow_none=True)


class StartSchema(Form):
    """What is to be started; `office` may be left out by who acts in only one."""

    definition_key = Text(
        required=True, validate=length(200), metadata={"example": "home_education_permission"}
    )
    variables = variables(load_default=dict)
    business_key = Text(load_default=None, allow_none=True, validate=length(100))
    office = Text(
        load_default=None, allow_none=True, validate=length(64), metadata={"example": "udonthani1"}
    )
    version = Number(
        load_default=None, allow_none=True, strict=True, validate=between(1, 1_000_000)
    )
    applicant = Text(
        load_default=None,
        allow_none=True,
        validate=length(64),
        metadata={"description": "เจ้าหน้าที่ยื่นแทนผู้ใด / for whom staff start it"},
    )


class InstanceQuery(Paged):
    """Which instances are wanted."""

    status = Text(load_default=None, validate=values_of(InstanceStatus))
    definition_key = Text(load_default=None, validate=length(200))
    business_key = Text(load_default=None, validate=length(100))
    q = Text(load_default=None, validate=length(200, 0))


class VariablesSchema(Form):
    """The data of an instance."""

    variables = variables(required=True)


_Page = pages_of(InstanceSchema, "InstancePage")
PLACE = "/process-instances/<uuid:instance_id>"


@resource.post("/process-instances")
@command
@refuses(404)
@resource.arguments(StartSchema)
@resource.response(201, StandingSchema)
def start(given: dict[str, Any]) -> Any:
    """เริ่มเรื่อง · Start a case."""
    made = instances.start(engine(), person(), Asked(**given))
    shown, headers = with_version(told(made), made.instance.lock_version)
    place = f"{PREFIX}/process-instances/{made.instance.id}"
    return shown, {**headers, "Location": place}


@resource.get("/process-instances")
@refuses()
@resource.arguments(InstanceQuery, location="query")
@resource.response(200, _Page)
def listed(query: dict[str, Any]) -> dict[str, Any]:
    """ค้นเรื่อง · List the cases the caller may see, newest first."""
    limit, cursor = query.pop("limit"), query.pop("cursor")
    return page(instances.list_some(engine(), person(), Filter(**query), cursor, limit))


@resource.get(PLACE)
@refuses(404)
@resource.response(200, StandingSchema)
def one(instance_id: UUID) -> Any:
    """เรื่องอยู่ที่ใดและรออะไร · Where a case stands and why it waits."""
    found = instances.get(engine(), person(), instance_id)
    return with_version(told(found), found.instance.lock_version)


@resource.get(f"{PLACE}/variables")
@refuses(404)
@resource.response(200, VariablesSchema)
def shown_variables(instance_id: UUID) -> dict[str, Any]:
    """ข้อมูลของเรื่อง · The data of a case; who reads them is noted."""
    return {"variables": instances.variables(engine(), person(), instance_id)}


def told(found: Standing) -> dict[str, Any]:
    """Return where a case stands as its schema wants it."""
    row = found.instance
    columns = {name: getattr(row, name) for name in _COLUMNS}
    lists = (found.tasks, found.timers, found.subscriptions, found.incidents)
    return {
        **columns,
        "tokens": _tokens(found),
        "tasks": found.tasks,
        "timers": found.timers,
        "subscriptions": found.subscriptions,
        "incidents": found.incidents,
        "waits": waits(row, *lists),
        "filing_window": filing_window(engine(), row),
    }


_COLUMNS = [field.attribute or name for name, field in InstanceSchema().fields.items()]


def _tokens(found: Standing) -> list[dict[str, Any]]:
    waiting: list[tuple[UUID | None, str | None, str]] = [
        *[(row.id, row.element_id, "task") for row in found.tasks],
        *[(row.element_instance_id, row.element_id, "incident") for row in found.incidents],
        *[(row.id, row.element_id, row.kind.value) for row in found.subscriptions],
        *[(row.id, row.element_id, "timer") for row in found.timers],
    ]
    return [
        {"id": identity, "element_id": element, "waits_for": kind}
        for identity, element, kind in waiting
        if identity is not None and element is not None
    ]
