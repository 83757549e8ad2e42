"""The clock: read by everybody, set forward only where the service runs on a manual one."""

from datetime import datetime
from typing import Any

from api.auth import engine, person
from api.fields import Form, Moment, Truth
from api.http import Resource, command, refuses
from engine import access
from engine.clock import ManualClock
from engine.errors import ClockNotManual, Forbidden
from engine.roles import ADMIN, ANALYST

resource = Resource("clock", "เวลาของระบบ / The service's time")


class SetClockSchema(Form):
    """The moment to go forward to."""

    now = Moment(required=True, metadata={"example": "2026-04-02T08:30:00+07:00"})


class ClockSchema(Form):
    """What time it is; `is_manual` where it may be set."""

    now = Moment(required=True)
    is_manual = Truth(required=True)


@resource.get("/clock")
@refuses()
@resource.response(200, ClockSchema)
def read() -> dict[str, Any]:
    """ขณะนี้เวลาใด · What time it is."""
    clock = engine().clock
    return {"now": clock.now(), "is_manual": clock.is_manual}


@resource.put("/clock")
@command
@refuses(403, 409)
@resource.arguments(SetClockSchema)
@resource.response(200, ClockSchema)
def set_forward(given: dict[str, datetime]) -> dict[str, Any]:
    """ตั้งเวลาไปข้างหน้า · Set a manual clock forward: analysts and admins, in simulations."""
    access.require_writer(person())
    if access.roles_of(person()).isdisjoint({ADMIN, ANALYST}):
        raise Forbidden
    clock = engine().clock
    if not isinstance(clock, ManualClock):
        raise ClockNotManual
    clock.set(given["now"])
    return {"now": clock.now(), "is_manual": True}
