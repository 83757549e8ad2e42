"""Messages, for the one case that waits, and signals, for every case that listens."""

from typing import Any

from api.auth import engine, person
from api.fields import Form, Identity, Many, Text, Truth, length
from api.http import Resource, command, refuses
from api.shapes import variables
from engine import messages
from engine.messages import Delivered, Message

resource = Resource("messages", "ข้อความและสัญญาณถึงเรื่องที่รออยู่ / Messages and signals")


class SignalSchema(Form):
    """What is broadcast; `office` narrows it to one of the caller's offices."""

    name = Text(required=True, validate=length(200), metadata={"example": "term_opened"})
    variables = variables(load_default=dict)
    office = Text(load_default=None, allow_none=True, validate=length(64))


class MessageSchema(SignalSchema):
    """What is sent; the receiver is named by business key or by what they agree on."""

    business_key = Text(load_default=None, allow_none=True, validate=length(100))
    correlation = variables(load_default=None, allow_none=True)


class DeliveredSchema(Form):
    """Where a message went; `started` when a process began with it."""

    instance_id = Identity(required=True)
    business_key = Text(required=True)
    started = Truth(required=True)


class HeardSchema(Form):
    """Who heard a signal."""

    instance_ids = Many(Identity(), required=True)


@resource.post("/messages")
@command
@refuses(404, 409)
@resource.arguments(MessageSchema)
@resource.response(200, DeliveredSchema)
def send(given: dict[str, Any]) -> Delivered:
    """ส่งข้อความ · Deliver a message to the case that waits, or start the process it begins.

    For whoever works for the office. From outside only a process begins that can also be begun
    without a message.
    """
    return messages.send(engine(), person(), Message(**given))


@resource.post("/signals")
@command
@refuses(404)
@resource.arguments(SignalSchema)
@resource.response(200, HeardSchema)
def broadcast(given: dict[str, Any]) -> dict[str, Any]:
    """ส่งสัญญาณ · Broadcast a signal to every case that listens, where one works for the office."""
    name, values, office = given["name"], given["variables"], given["office"]
    return {"instance_ids": messages.broadcast(engine(), person(), name, values, office)}
