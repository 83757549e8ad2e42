"""User tasks: the inbox, one task, and its form."""

from typing import Any
from uuid import UUID

from api.auth import engine, person
from api.fields import Form, Identity, MomentOrDay, Object, Text, Truth, length, one_of
from api.http import Paged, Resource, page, pages_of, refuses, with_version
from api.shapes import TaskSchema, variables
from engine import tasks
from engine.model import TaskState
from engine.tasks import Filter

resource = Resource("tasks", "งานที่ต้องทำ / The inbox")
_STATES = [*[each.value for each in TaskState], "any"]


class TaskQuery(Paged):
    """Which tasks are wanted."""

    mine = Truth(load_default=False, metadata={"description": "ที่รับไว้แล้ว / claimed or given"})
    role = Text(load_default=None, validate=length(100), metadata={"example": "promo_officer"})
    state = Text(load_default="open", validate=one_of(*_STATES))
    due_before = MomentOrDay(load_default=None, metadata={"example": "2026-04-28T00:00:00+07:00"})
    definition_key = Text(load_default=None, validate=length(200))
    instance_id = Identity(load_default=None)
    q = Text(load_default=None, validate=length(200, 0))
    sort = Text(load_default="due", validate=one_of("due"))


class FormSchema(Form):
    """What a task asks for: the form, its JSON Schema 2020-12, and the data to begin with."""

    definition = Object(required=True, allow_none=True)
    schema = Object(required=True, allow_none=True)
    data = variables(required=True)


_Page = pages_of(TaskSchema, "TaskPage")
PLACE = "/tasks/<uuid:task_id>"


@resource.get("/tasks")
@refuses()
@resource.arguments(TaskQuery, location="query")
@resource.response(200, _Page)
def inbox(query: dict[str, Any]) -> dict[str, Any]:
    """กล่องงาน · The tasks that are the caller's to do or to oversee, due first."""
    limit, cursor = query.pop("limit"), query.pop("cursor")
    del query["sort"]
    if query["state"] == "any":
        query["state"] = None
    return page(tasks.list_some(engine(), person(), Filter(**query), cursor, limit))


@resource.get(PLACE)
@refuses(404)
@resource.response(200, TaskSchema)
def one(task_id: UUID) -> Any:
    """งานหนึ่ง · A task."""
    found = tasks.get(engine(), person(), task_id)
    return with_version(found, found.version)


@resource.get(f"{PLACE}/form")
@refuses(404)
@resource.response(200, FormSchema)
def form(task_id: UUID) -> dict[str, Any]:
    """แบบฟอร์มของงาน · The form, its schema, and the data that prefill it."""
    return tasks.form(engine(), person(), task_id)
