"""Attachments: files that people bring to a task, and their content."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest.fields import Upload as UploadedFile

from api import bodies
from api.auth import engine, person
from api.fields import Form, Identity, Moment, Number, Text, Truth, length
from api.http import Resource, command, pages_of, refuses, whole
from api.instances import PLACE as INSTANCE
from api.tasks import PLACE as TASK
from engine import attachments
from engine.attachments import Attachment, Upload
from engine.files import chunks, disposition

resource = Resource("attachments", "ไฟล์แนบ / Attachments")
bodies.takes_files("attachments.add")
_PLACE = "/attachments/<uuid:attachment_id>"
_ALONE = "default-src 'none'; frame-ancestors 'none'; sandbox"


class AttachForm(Form):
    """For which field of the task's form; left out where the task has no form."""

    field = Text(load_default=None, validate=length(200), metadata={"example": "evidence"})


class AttachFile(Form):
    """A PDF, JPEG or PNG."""

    file = UploadedFile(required=True)


class AttachmentSchema(Form):
    """A file of a case; forms name it by its `id`."""

    id = Identity(required=True)
    instance_id = Identity(required=True)
    task_id = Identity(required=True, allow_none=True)
    field = Text(required=True, allow_none=True)
    name = Text(required=True)
    content_type = Text(
        required=True, metadata={"enum": ["application/pdf", "image/jpeg", "image/png"]}
    )
    size = Number(required=True, metadata={"description": "bytes"})
    sha256 = Text(required=True)
    uploaded_by = Text(required=True)
    at = Moment(required=True)


class RemovedSchema(Form):
    """The file is no longer attached."""

    removed = Truth(required=True)


_Page = pages_of(AttachmentSchema, "AttachmentPage")


@resource.get(f"{TASK}/attachments")
@refuses(404)
@resource.response(200, _Page)
def of_task(task_id: UUID) -> dict[str, Any]:
    """ไฟล์แนบของงาน · The files of a task, the oldest first."""
    return whole(attachments.list_for(engine(), person(), task_id=task_id))


@resource.post(f"{TASK}/attachments")
@command
@refuses(403, 404, 409)
@resource.arguments(AttachForm, location="form")
@resource.arguments(AttachFile, location="files")
@resource.response(201, AttachmentSchema)
def add(form: dict[str, str | None], _: dict[str, Any], task_id: UUID) -> Attachment:
    """แนบไฟล์ · Attach a file to an open task."""
    file = request.files["file"]
    upload = Upload(field=form["field"], name=file.filename or "", content=file.stream)
    return attachments.add(engine(), person(), task_id, upload)


@resource.get(f"{INSTANCE}/attachments")
@refuses(404)
@resource.response(200, _Page)
def of_instance(instance_id: UUID) -> dict[str, Any]:
    """ไฟล์แนบทั้งเรื่อง · The files of a case."""
    return whole(attachments.list_for(engine(), person(), instance_id=instance_id))


@resource.get(_PLACE)
@refuses(404)
@resource.response(
    200,
    {"type": "string", "format": "binary"},
    content_type="application/octet-stream",
    description="application/pdf, image/jpeg or image/png",
)
def content(attachment_id: UUID) -> Response:
    """เปิดไฟล์แนบ · The content of a file, to be saved; who opens it is noted."""
    row, stream = attachments.open(engine(), person(), attachment_id)
    headers = {
        "Content-Disposition": disposition(row.name),
        "Content-Length": str(row.size),
        "Content-Security-Policy": _ALONE,
        "ETag": f'"{row.sha256}"',
    }
    response = Response(chunks(stream), headers=headers, content_type=row.content_type)
    response.call_on_close(stream.close)
    return response


@resource.delete(_PLACE)
@command
@refuses(403, 404, 409)
@resource.response(200, RemovedSchema)
def remove(attachment_id: UUID) -> dict[str, bool]:
    """นำไฟล์ออก · Take back a file of one's own while its task is open."""
    attachments.remove(engine(), person(), attachment_id)
    return {"removed": True}
