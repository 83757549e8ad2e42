"""What is done to a process instance: suspended, resumed, ended, moved, its data mended."""

from typing import Any
from uuid import UUID

from api.auth import engine, person
from api.fields import Identity, Text, length
from api.http import command, refuses, with_version
from api.instances import PLACE, InstanceSchema, StandingSchema, resource, told
from api.shapes import Reason, variables
from engine import instances

__all__ = ["resource"]


class MoveSchema(Reason):
    """Which token goes where; `token` is the id of an open task or of another waiting element."""

    token = Identity(required=True)
    to = Text(required=True, validate=length(200), metadata={"description": "element id"})


class MendSchema(Reason):
    """New values of variables."""

    variables = variables(required=True)


@resource.post(f"{PLACE}/suspend")
@command
@refuses(403, 404, 409)
@resource.arguments(Reason)
@resource.response(200, InstanceSchema)
def suspend(given: dict[str, str], instance_id: UUID) -> Any:
    """ระงับเรื่อง · Suspend: no task is done and no timer fires until it is resumed."""
    row = instances.suspend(engine(), person(), instance_id, given["reason"])
    return with_version(row, row.lock_version)


@resource.post(f"{PLACE}/resume")
@command
@refuses(403, 404, 409)
@resource.arguments(Reason)
@resource.response(200, InstanceSchema)
def resume(given: dict[str, str], instance_id: UUID) -> Any:
    """ให้เรื่องดำเนินต่อ · Resume: what came due meanwhile is done now."""
    row = instances.resume(engine(), person(), instance_id, given["reason"])
    return with_version(row, row.lock_version)


@resource.post(f"{PLACE}/cancel")
@command
@refuses(403, 404, 409)
@resource.arguments(Reason)
@resource.response(200, InstanceSchema)
def cancel(given: dict[str, str], instance_id: UUID) -> Any:
    """ยุติหรือถอนเรื่อง · End a case early: an admin may, and its applicant."""
    row = instances.cancel(engine(), person(), instance_id, given["reason"])
    return with_version(row, row.lock_version)


@resource.post(f"{PLACE}/move")
@command
@refuses(403, 404, 409)
@resource.arguments(MoveSchema)
@resource.response(200, StandingSchema)
def move(given: dict[str, Any], instance_id: UUID) -> Any:
    """ย้ายขั้นตอน · Take a token to another element."""
    to = (given["to"], given["reason"])
    moved = instances.move(engine(), person(), instance_id, given["token"], to)
    return with_version(told(moved), moved.instance.lock_version)


@resource.patch(f"{PLACE}/variables")
@command
@refuses(403, 404, 409)
@resource.arguments(MendSchema)
@resource.response(200, StandingSchema)
def change_variables(given: dict[str, Any], instance_id: UUID) -> Any:
    """แก้ข้อมูลของเรื่อง · Change the data of a case, with a reason."""
    values = (given["variables"], given["reason"])
    changed = instances.set_variables(engine(), person(), instance_id, values)
    return with_version(told(changed), changed.instance.lock_version)
