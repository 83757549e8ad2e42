"""What people do with tasks: claim, give, complete, send back, keep a draft; one or many."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from flask import Response, jsonify, request

from api.auth import engine, person
from api.errors import problem_of, status_of
from api.fields import Form, Identity, Many, Number, Of, Text, between, length, one_of
from api.http import (
    PREFIX,
    REPEATABLE,
    command,
    documented,
    key_given,
    refuses,
    request_hash,
    with_version,
)
from api.language import both
from api.language import one_of as in_language
from api.refusals import PreconditionFailed, RequestInvalid
from api.shapes import Reason, TaskSchema, variables
from api.tasks import PLACE, resource
from engine import answers, tasks
from engine.context import Engine
from engine.errors import EngineError, VersionConflict
from engine.rows import TaskRow

__all__ = ["resource"]

_MOST = 2**31 - 1
_MANY = 100


class AssignSchema(Form):
    """Who gets the task."""

    assignee = Text(required=True, validate=length(64), metadata={"example": "officer"})


class CompleteSchema(Form):
    """What the form asks for, and the version of the task that was seen."""

    variables = variables(load_default=dict)
    version = Number(load_default=None, allow_none=True, strict=True, validate=between(1, _MOST))


class DraftSchema(Form):
    """A half-filled form; null throws the draft away."""

    data = variables(required=True, allow_none=True)


class BulkSchema(Form):
    """One thing to be done to many tasks; what else the action needs stands beside it."""

    action = Text(
        required=True, validate=one_of("claim", "unclaim", "assign", "complete", "send-back")
    )
    task_ids = Many(Identity(), required=True, validate=length(_MANY))
    assignee = Text(load_default=None, allow_none=True, validate=length(64))
    variables = variables(load_default=dict)
    reason = Text(load_default="", validate=length(2000, 0))


class BulkItem(Form):
    """What became of one task: the task, or the problem as it would have been answered alone."""

    id = Identity(required=True)
    status = Number(required=True, metadata={"example": 200})
    task = Of(TaskSchema, required=True, allow_none=True)
    problem = variables(required=True, allow_none=True)


class BulkAnswer(Form):
    """What became of each task, in the order asked."""

    items = Many(Of(BulkItem), required=True)


@resource.post(f"{PLACE}/claim")
@command
@refuses(403, 404, 409)
@resource.response(200, TaskSchema)
def claim(task_id: UUID) -> Any:
    """รับงาน · Claim a task that nobody has."""
    return _versioned(tasks.claim(engine(), person(), task_id))


@resource.post(f"{PLACE}/unclaim")
@command
@refuses(403, 404, 409)
@resource.response(200, TaskSchema)
def unclaim(task_id: UUID) -> Any:
    """คืนงาน · Give a task back to its role."""
    return _versioned(tasks.unclaim(engine(), person(), task_id))


@resource.post(f"{PLACE}/assign")
@command
@refuses(403, 404, 409)
@resource.arguments(AssignSchema)
@resource.response(200, TaskSchema)
def assign(given: dict[str, str], task_id: UUID) -> Any:
    """มอบงาน · Give a task to somebody who holds its role."""
    return _versioned(tasks.assign(engine(), person(), task_id, given["assignee"]))


@resource.post(f"{PLACE}/complete")
@command
@refuses(403, 404, 409, 412)
@resource.arguments(CompleteSchema)
@resource.response(200, TaskSchema)
def complete(given: dict[str, Any], task_id: UUID) -> Any:
    """ทำงานเสร็จ · Complete a task with what its form asks for; the case goes on.

    `version`, or If-Match with the task's ETag, refuses when it has changed since it was read.
    """
    seen = _version_matched()
    version = given["version"] if seen is None else seen
    try:
        done = tasks.complete(engine(), person(), task_id, given["variables"], version)
    except VersionConflict as conflict:
        if seen is None:
            raise
        raise PreconditionFailed(**conflict.particulars) from conflict
    return _versioned(done)


@resource.post(f"{PLACE}/send-back")
@command
@refuses(403, 404, 409)
@resource.arguments(Reason)
@resource.response(200, TaskSchema)
def send_back(given: dict[str, str], task_id: UUID) -> Any:
    """ส่งกลับ · Send the case back to the step before, with a reason."""
    return _versioned(tasks.send_back(engine(), person(), task_id, given["reason"]))


@resource.put(f"{PLACE}/draft")
@command
@refuses(403, 404, 409)
@resource.arguments(DraftSchema)
@resource.response(200, TaskSchema)
def draft(given: dict[str, Any], task_id: UUID) -> Any:
    """เก็บร่าง · Keep a half-filled form; nothing is checked yet."""
    return _versioned(tasks.keep_draft(engine(), person(), task_id, given["data"]))


@resource.post("/tasks/bulk")
@documented(**{REPEATABLE: True})
@refuses(413, 415)
@resource.arguments(BulkSchema)
@resource.response(200, BulkAnswer)
def bulk(given: dict[str, Any]) -> Response:
    """ทำหลายงานพร้อมกัน · Do one thing to many tasks, each answered by itself.

    Under an Idempotency-Key each task is done once: those refused are tried again.
    """
    act = _action(given)
    key, asked = key_given(), request_hash()
    return jsonify({"items": [_answered(each, act, key, asked) for each in given["task_ids"]]})


def _action(given: dict[str, Any]) -> Callable[[Engine, UUID], TaskRow]:
    """Return what is done to each task."""
    who = person()
    if given["action"] == "assign" and given["assignee"] is None:
        told = in_language(both("กรุณาระบุผู้รับงาน", "Say to whom the tasks go."))
        raise RequestInvalid(count=1, errors={"assignee": told})
    actions: dict[str, Callable[[Engine, UUID], TaskRow]] = {
        "claim": lambda e, t: tasks.claim(e, who, t),
        "unclaim": lambda e, t: tasks.unclaim(e, who, t),
        "assign": lambda e, t: tasks.assign(e, who, t, given["assignee"]),
        "complete": lambda e, t: tasks.complete(e, who, t, given["variables"], None),
        "send-back": lambda e, t: tasks.send_back(e, who, t, given["reason"]),
    }
    return actions[given["action"]]


def _answered(
    task_id: UUID, act: Callable[[Engine, UUID], TaskRow], key: str | None, asked: bytes
) -> dict[str, Any]:
    try:
        if key is None:
            task = _SHOWN.dump(act(engine(), task_id))
        else:
            once = partial(_kept, task_id, act)
            kept = answers.once(engine(), person(), f"{key}\0{task_id}", asked, once)
            task = orjson.loads(kept[1])
    except EngineError as refusal:
        told = problem_of(refusal)
        told["instance"] = f"{PREFIX}/tasks/{task_id}"
        return {"id": task_id, "status": status_of(refusal), "task": None, "problem": told}
    return {"id": task_id, "status": 200, "task": task, "problem": None}


def _kept(task_id: UUID, act: Callable[[Engine, UUID], TaskRow], joined: Engine) -> answers.Answer:
    return 200, orjson.dumps(_SHOWN.dump(act(joined, task_id)))


_SHOWN = TaskSchema()


def _versioned(row: TaskRow) -> Any:
    return with_version(row, row.version)


def _version_matched() -> int | None:
    """Return the version that If-Match names; 0, which no task has, when it names none of ours."""
    tags = request.if_match
    if "If-Match" not in request.headers or tags.star_tag:
        return None
    numbers = [int(tag) for tag in tags.as_set() if tag.isdecimal()]
    return numbers[0] if len(numbers) == 1 else 0
