"""A process instance moved to another version of its procedure, or looked at before."""

from typing import Any
from uuid import UUID

from api.auth import engine, person
from api.fields import Day, Form, Identity, Many, Number, Object, Of, Text, Truth, length
from api.http import command, refuses
from api.instance_work import resource
from api.instances import PLACE
from api.shapes import Reason
from engine import migrating
from engine.migrating import Choices, Order, Planned

__all__ = ["resource"]


class MigrateSchema(Reason):
    """To which version, and what was chosen: element ids are those of the version it runs in."""

    version = Number(required=True, metadata={"description": "the version to go on in"})
    mapping = Object(
        keys=Text(validate=length(200)),
        values=Text(validate=length(200)),
        load_default=dict,
        metadata={"description": "older element id → newer; the same ids need none"},
    )
    let_go = Many(
        Text(validate=length(200)),
        load_default=list,
        metadata={"description": "boundary events that end without having happened"},
    )
    recount = Many(
        Text(validate=length(200)),
        load_default=list,
        metadata={"description": "deadlines counted by the newer length, from the same start day"},
    )
    dry_run = Truth(load_default=False, metadata={"description": "say only what would come of it"})


class HindranceSchema(Form):
    """Why the case cannot move; `choice`: what would help, `map` or `let_go`."""

    code = Text(required=True)
    element_id = Text(required=True)
    message_th = Text(required=True)
    message_en = Text(required=True)
    choice = Text(required=True, allow_none=True)


class CarriedSchema(Form):
    """A timer: it begins (`before` null) or ends (`after`); `offered`: the day if counted anew."""

    element_id = Text(required=True)
    before = Day(required=True, allow_none=True)
    after = Day(required=True, allow_none=True)
    offered = Day(required=True, allow_none=True)
    counted_from = Day(required=True, allow_none=True)
    is_recounted = Truth(required=True)


class MigrationSchema(Form):
    """What came of it, or would come; `verdict`: movable, after_choice or cannot."""

    id = Identity(required=True)
    definition_version = Number(required=True)
    moved = Truth(required=True)
    verdict = Text(required=True)
    hindrances = Many(Of(HindranceSchema), required=True)
    timers = Many(Of(CarriedSchema), required=True)
    passed_over = Many(Text(), required=True)


@resource.post(f"{PLACE}/migrate")
@command
@refuses(403, 404, 409)
@resource.arguments(MigrateSchema)
@resource.response(200, MigrationSchema)
def migrate(given: dict[str, Any], instance_id: UUID) -> Any:
    """ย้ายไปรุ่นอื่น · Move a case to another version; its open work and its due dates stay."""
    choices = Choices(
        mapping=given["mapping"],
        let_go=frozenset(given["let_go"]),
        recount=frozenset(given["recount"]),
    )
    order = Order(after=given["version"], choices=choices, reason=given["reason"])
    seen = migrating.look(engine(), person(), instance_id, order)
    if given["dry_run"]:
        return _told(seen, seen.instance.definition_version, moved=False)
    migrating.move(engine(), person(), instance_id, order)
    return _told(seen, order.after, moved=True)


def _told(seen: Planned, version: int, *, moved: bool) -> dict[str, Any]:
    return {
        "id": seen.instance.id,
        "definition_version": version,
        "moved": moved,
        "verdict": seen.verdict.value,
        "hindrances": [
            {
                "code": each.code,
                "element_id": each.element_id,
                "message_th": each.why.th,
                "message_en": each.why.en,
                "choice": each.choice,
            }
            for each in seen.hindrances
        ],
        "timers": [
            {
                "element_id": each.element.id,
                "before": each.before,
                "after": each.after,
                "offered": each.offered,
                "counted_from": each.start,
                "is_recounted": each.is_recounted,
            }
            for each in seen.timers
        ],
        "passed_over": [each.id for each in seen.passed_over],
    }
