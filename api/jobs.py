"""Jobs: timers and what else the service will do by itself."""

from typing import Any
from uuid import UUID

from api.auth import engine, person
from api.fields import Form, Identity, Moment, MomentOrDay, Text, Truth, length, values_of
from api.http import Paged, Resource, command, page, pages_of, refuses
from api.shapes import JobSchema, Reason
from engine import jobs
from engine.jobs import Filter
from engine.model import JobKind, JobState
from engine.rows import JobRow

resource = Resource("jobs", "งานที่ระบบจะทำเอง / What the service will do by itself")


class JobQuery(Paged):
    """Which jobs are wanted."""

    kind = Text(load_default=None, validate=values_of(JobKind))
    state = Text(load_default=None, validate=values_of(JobState))
    due_before = MomentOrDay(load_default=None, metadata={"example": "2026-05-01T00:00:00+07:00"})
    instance_id = Identity(load_default=None)


class RescheduleSchema(Reason):
    """When a timer is to fire instead, and why."""

    due_at = Moment(required=True, metadata={"example": "2026-04-30T16:30:00+07:00"})
    may_be_earlier = Truth(
        load_default=False,
        metadata={
            "description": "ยืนยันว่าประชาชนจะมีเวลาน้อยลง / confirms that a citizen gets less time"
        },
    )


class PerhapsReason(Form):
    """Why; when nothing is said, the history says just that."""

    reason = Text(
        load_default="ไม่ได้ระบุเหตุผล (สั่งผ่าน API)",
        validate=length(2000, 0),
        metadata={"example": "แก้ไขแล้ว ลองใหม่"},
    )


_Page = pages_of(JobSchema, "JobPage")


@resource.get("/jobs")
@refuses()
@resource.arguments(JobQuery, location="query")
@resource.response(200, _Page)
def listed(query: dict[str, Any]) -> dict[str, Any]:
    """งานของระบบ · List jobs by due moment."""
    limit, cursor = query.pop("limit"), query.pop("cursor")
    return page(jobs.list_some(engine(), person(), Filter(**query), cursor, limit))


@resource.patch("/jobs/<uuid:job_id>")
@command
@refuses(403, 404, 409)
@resource.arguments(RescheduleSchema)
@resource.response(200, JobSchema)
def set_due(given: dict[str, Any], job_id: UUID) -> JobRow:
    """เลื่อนกำหนด · Move a waiting timer to another moment, with a reason."""
    confirmed = given["may_be_earlier"]
    when, why = given["due_at"], given["reason"]
    return jobs.set_due(engine(), person(), job_id, when, why, may_be_earlier=confirmed)


@resource.post("/jobs/<uuid:job_id>/run")
@command
@refuses(403, 404, 409)
@resource.arguments(PerhapsReason)
@resource.response(200, JobSchema)
def run(given: dict[str, str], job_id: UUID) -> JobRow:
    """ทำทันที · Do a waiting or failed job now."""
    return jobs.run_now(engine(), person(), job_id, given["reason"])
