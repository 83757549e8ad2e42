"""Comments: what people remark on a task."""

from typing import Any
from uuid import UUID

from api.auth import engine, person
from api.fields import Form, Identity, Moment, Text, length
from api.http import Resource, command, pages_of, refuses, whole
from api.instances import PLACE as INSTANCE
from api.tasks import PLACE as TASK
from engine import comments
from engine.comments import LONGEST, Comment

resource = Resource("comments", "ความเห็นต่องาน / Comments")


class RemarkSchema(Form):
    """What is remarked."""

    text = Text(required=True, validate=length(LONGEST), metadata={"example": "โทรแจ้งครอบครัวแล้ว"})


class CommentSchema(Form):
    """A comment."""

    id = Identity(required=True)
    instance_id = Identity(required=True)
    task_id = Identity(required=True, allow_none=True)
    author = Text(required=True, metadata={"example": "officer"})
    at = Moment(required=True)
    text = Text(required=True, attribute="body")


_Page = pages_of(CommentSchema, "CommentPage")


@resource.get(f"{TASK}/comments")
@refuses(404)
@resource.response(200, _Page)
def of_task(task_id: UUID) -> dict[str, Any]:
    """ความเห็นต่องาน · The comments on a task, the oldest first."""
    return whole(comments.list_for(engine(), person(), task_id=task_id))


@resource.post(f"{TASK}/comments")
@command
@refuses(403, 404, 409)
@resource.arguments(RemarkSchema)
@resource.response(201, CommentSchema)
def add(given: dict[str, str], task_id: UUID) -> Comment:
    """แสดงความเห็น · Remark on a task; it becomes part of the case's history."""
    return comments.add(engine(), person(), task_id, given["text"])


@resource.get(f"{INSTANCE}/comments")
@refuses(404)
@resource.response(200, _Page)
def of_instance(instance_id: UUID) -> dict[str, Any]:
    """ความเห็นทั้งเรื่อง · The comments on all tasks of a case."""
    return whole(comments.list_for(engine(), person(), instance_id=instance_id))
